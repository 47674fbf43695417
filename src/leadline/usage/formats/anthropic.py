"""Anthropic: the usage report and the cost report of an organisation, as the Admin API pages them.

- **Exclusive**: `uncached_input_tokens` holds neither cache reads nor cache writes, which are told by lifetime.
- **`amount` of the cost report is in cents**, as decimal text: `"123.45"` is 1.23 dollars and a fraction. A hundred
  times too much is what a reader gets who takes it for dollars. It is read into dollars.
- Searches of the web are billed by the piece. Batch (half price), fast and the surcharge of a region are in `service`
  and `region`; a band of context length in `context`. Cost of the priority tier never is in the cost report.
- **Model, service and the rest are null unless the report was grouped by them**: such a row can have no price.
- Rows are buckets. One that two exports tell alike is one use; one that grew in between is told twice, so export a day
  when it is over. Cost rows are money without tokens, with the description or the type of token as their item.
- The report on Claude Code tells a day's tokens of each user by model, with writes of unknown lifetime, and its own
  estimate of cost, in cents too. Who the users are is not read.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from leadline.usage.fields import fields, flags, instant, money, name, whole
from leadline.usage.log import Bad, Log, each
from leadline.usage.privacy import alias, digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "anthropic"
TITLE = "Anthropic usage and cost reports"
CONVENTION = "input excludes cache reads and cache writes; amounts of money are in cents; rows are buckets"
CENTS = 100


def matches(sample: Sample) -> bool:
    """Whether objects are buckets of a report, or results of one."""
    return (
        any({"starting_at", "ending_at", "results"} <= value.keys() for value in sample.values)
        or sample.has("uncached_input_tokens", "output_tokens")
        or sample.has("model_breakdown", "core_metrics")
    )


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a result of a bucket."""
    return each(log.objects(), lambda line, value: _of_bucket(log.name, line, msgspec.json.decode(value)))


def _of_bucket(file: str, line: int, value: object) -> Iterator[Use | Bad]:
    """The results of one bucket, or the models of one user's day."""
    bucket = fields(value)
    if "model_breakdown" in bucket:
        return _of_user(file, line, bucket)
    start, end = instant(bucket.get("starting_at")), instant(bucket.get("ending_at"))
    results = bucket.get("results")
    if not isinstance(results, list):
        raise ValueError("a bucket without a list of results")
    return each(
        ((line, result) for result in results),
        lambda _, row: iter([(_cost if "amount" in fields(row) else _usage)(file, line, start, end, fields(row))]),
    )


def _usage(file: str, line: int, start: datetime | None, end: datetime | None, row: Mapping[str, Any]) -> Use:
    written, tools = fields(row.get("cache_creation")), fields(row.get("server_tool_use"))
    model = name(row.get("model"))
    return Use(
        start=start,
        end=end,
        model=model,
        vendor="anthropic",
        host="anthropic",
        service="fast" if row.get("speed") == "fast" else name(row.get("service_tier")),
        region=name(row.get("inference_geo")),
        context=name(row.get("context_window")),
        input=whole(row.get("uncached_input_tokens")),
        cache_read=whole(row.get("cache_read_input_tokens")),
        cache_write_5m=whole(written.get("ephemeral_5m_input_tokens")),
        cache_write_1h=whole(written.get("ephemeral_1h_input_tokens")),
        output=whole(row.get("output_tokens")),
        searches=whole(tools.get("web_search_requests")),
        project=alias(row.get("workspace_id")),
        key_alias=alias(row.get("api_key_id")),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, start, end, *sorted(row.items())),
        flags=flags(None if model else "model_unknown"),
    )


def _cost(file: str, line: int, start: datetime | None, end: datetime | None, row: Mapping[str, Any]) -> Use:
    return Use(
        start=start,
        end=end,
        model=name(row.get("model")),
        vendor="anthropic",
        host="anthropic",
        service=name(row.get("service_tier")),
        region=name(row.get("inference_geo")),
        context=name(row.get("context_window")),
        cost=money(row["amount"], per=CENTS),
        currency=name(row.get("currency")) or "USD",
        basis="charged",
        item=name(row.get("token_type") or row.get("description") or row.get("cost_type")),
        project=alias(row.get("workspace_id")),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, start, end, *sorted(row.items())),
    )


def _of_user(file: str, line: int, value: Mapping[str, Any]) -> Iterator[Use]:
    """A day of one user of Claude Code, model by model."""
    start = instant(value.get("date"))
    models = value["model_breakdown"]
    if not isinstance(models, list):
        raise ValueError("a day without a list of models")
    for one in models:
        model = name(fields(one).get("model"))
        tokens, cost = fields(one.get("tokens")), fields(one.get("estimated_cost"))
        yield Use(
            start=start,
            end=start + timedelta(days=1) if start else None,
            model=model,
            vendor="anthropic",
            host="anthropic",
            input=whole(tokens.get("input")),
            cache_read=whole(tokens.get("cache_read")),
            cache_write=whole(tokens.get("cache_creation")),
            output=whole(tokens.get("output")),
            cost=money(cost.get("amount"), per=CENTS),
            currency=(name(cost.get("currency")) or "USD") if cost else None,
            basis="estimate" if cost else None,
            format=NAME,
            file=file,
            line=line,
            key=digest(NAME, *sorted(value.items()), model),
            flags=flags("end_assumed", None if model else "model_unknown"),
        )
