"""OpenAI: usage and costs of an organisation, as the API pages them (JSON) and as the dashboard exports them (CSV).

- **Inclusive**: `input_tokens` holds cache reads and cache writes. Newer answers tell the rest of it
  (`input_uncached_tokens`), and a row in which the three do not add up is rejected; of older ones it is the difference.
- The text counters are parts of the input without cache; those of audio and images are told beside it.
- **Without a grouping by model the model is null**: such a row is counted, and can have no price.
- `batch` is the service of its own, at half the price, and stands before `service_tier`.
- A row is a bucket. One that two exports tell alike is one use; one that grew in between is told twice, so export a day
  when it is over. Days without usage are blank rows of the CSV, and are passed over; columns are found by name, since
  older exports have fewer. Whole numbers come as `31422.0`.
- **Costs** are rows of money without tokens, in their own currency, with `line_item` as the item. They lag behind
  usage, so that a difference of recent days is no error.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from leadline.usage.fields import fields, flags, money, name, uncached, unix, whole
from leadline.usage.log import Bad, Log, each
from leadline.usage.privacy import alias, digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "openai"
TITLE = "OpenAI usage and costs of an organisation"
CONVENTION = "input includes cache reads and cache writes, which are taken off; rows are buckets"
USAGE = ("start_time", "end_time", "input_tokens", "output_tokens", "num_model_requests")
COSTS = ("start_time", "end_time", "amount_value", "amount_currency")
EMPTY = frozenset(("start_time", "end_time", "start_time_iso", "end_time_iso"))
"""The header of an export of a period without any usage."""
_RESULT = "organization."


def matches(sample: Sample) -> bool:
    """Whether objects are of the organisation's results, or the columns those of an export."""
    named = any(
        isinstance(kind := value.get("object"), str) and (kind == "bucket" or kind.startswith(_RESULT))
        for value in sample.values
    )
    columns = sample.columns
    return named or frozenset(USAGE) <= columns or frozenset(COSTS) <= columns or columns == EMPTY


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a result of a bucket."""
    if log.is_json():
        return each(log.objects(), lambda line, value: _of_bucket(log.name, line, msgspec.json.decode(value)))
    return each(log.rows(), lambda line, row: _of_row(log.name, line, row))


def _of_bucket(file: str, line: int, value: object) -> Iterator[Use | Bad]:
    """The results of one bucket."""
    bucket = fields(value)
    times = {field: bucket.get(field) for field in ("start_time", "end_time")}
    results = bucket.get("results")
    if not isinstance(results, list):
        raise ValueError("a bucket without a list of results")
    return each(((line, result) for result in results), lambda _, row: _of_row(file, line, {**times, **fields(row)}))


def _of_row(file: str, line: int, row: Mapping[str, Any]) -> Iterator[Use]:
    if row.get("amount"):
        amount = fields(row["amount"])
        row = {**row, "amount_value": amount.get("value"), "amount_currency": amount.get("currency")}
    if row.get("amount_value") not in (None, ""):
        yield _cost(file, line, row)
    elif row.get("input_tokens") not in (None, "") or row.get("output_tokens") not in (None, ""):
        yield _usage(file, line, row)


def _cost(file: str, line: int, row: Mapping[str, Any]) -> Use:
    return Use(
        start=unix(row["start_time"]),
        end=unix(row["end_time"]),
        host="openai",
        cost=money(row["amount_value"]),
        currency=str(row.get("amount_currency") or "usd").upper(),
        basis="charged",
        item=name(row.get("line_item")),
        project=alias(row.get("project_name") or row.get("project_id")),
        key_alias=alias(row.get("api_key_id")),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, *sorted(row.items())),
    )


def _usage(file: str, line: int, row: Mapping[str, Any]) -> Use:
    counts = {key: whole(value) for key, value in row.items() if key.endswith("_tokens")}
    read, written = counts.get("input_cached_tokens"), counts.get("input_cache_write_tokens")
    fresh, exclusive = uncached(counts.get("input_tokens"), read, written)
    told = counts.get("input_uncached_tokens")
    if told is not None and told != fresh:
        raise ValueError("input_tokens is not the sum of its uncached, cached and cache-write parts")
    model = name(row.get("model"))
    return Use(
        start=unix(row["start_time"]),
        end=unix(row["end_time"]),
        model=model,
        vendor="openai",
        host="openai",
        service="batch" if row.get("batch") in (True, "True", "true") else name(row.get("service_tier")),
        requests=whole(row.get("num_model_requests")),
        input=fresh,
        cache_read=read,
        cache_write=written,
        output=counts.get("output_tokens"),
        input_audio=counts.get("input_audio_tokens"),
        cache_read_audio=counts.get("input_cached_audio_tokens"),
        output_audio=counts.get("output_audio_tokens"),
        input_image=counts.get("input_image_tokens"),
        cache_read_image=counts.get("input_cached_image_tokens"),
        output_image=counts.get("output_image_tokens"),
        project=alias(row.get("project_id")),
        key_alias=alias(row.get("api_key_id")),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, *sorted(row.items())),
        flags=flags(exclusive, None if model else "model_unknown"),
    )
