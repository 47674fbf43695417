"""LiteLLM proxy: rows of its table of requests (`LiteLLM_SpendLogs`) and of its daily sums; CSV, JSON, JSON lines.

- **Inclusive**: current versions add cache reads and writes into `prompt_tokens`. Older ones left them beside it, which
  shows in rows whose cache counters exceed the prompt: those are read as exclusive and flagged.
- Cache counters stand in `metadata`, an object or its text: `additional_usage_values`, else the whole `usage_object`.
- **`cache_hit` is the proxy's own cache of answers**, not the provider's prompt cache: nothing was sent, so its
  counters are zero. A failed request counts what the row counts, mostly nothing. Retries are rows of their own.
- **`spend` is what LiteLLM computed** from its own prices: an estimate, however many digits it has.
- Names of teams and aliases of keys are kept; the key, its hash, users, addresses, messages and answers are not read.
- Daily sums tell their day alone; a row is one day.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec

from leadline.usage.fields import first, flags, instant, money, uncached, whole
from leadline.usage.log import Bad, Log, each_as
from leadline.usage.privacy import alias, digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "litellm"
TITLE = "LiteLLM spend logs"
CONVENTION = "input includes cache reads and cache writes, which are taken off; the proxy's own answers count nothing"
REQUEST = ("request_id", "spend", "prompt_tokens", "completion_tokens", "startTime")
DAY = ("date", "spend", "prompt_tokens", "completion_tokens", "api_requests")
YES = (True, "True", "true", "t")


class _Written(msgspec.Struct):
    ephemeral_5m_input_tokens: object = None
    ephemeral_1h_input_tokens: object = None


class _Details(msgspec.Struct):
    cached_tokens: object = None
    reasoning_tokens: object = None
    audio_tokens: object = None


class _Tools(msgspec.Struct):
    web_search_requests: object = None


class _Usage(msgspec.Struct):
    cache_read_input_tokens: object = None
    cache_creation_input_tokens: object = None
    cache_creation: _Written | None = None
    prompt_tokens_details: _Details | None = None
    completion_tokens_details: _Details | None = None
    server_tool_use: _Tools | None = None


class _Metadata(msgspec.Struct):
    additional_usage_values: _Usage | None = None
    usage_object: _Usage | None = None
    user_api_key_alias: str | None = None
    user_api_key_team_alias: str | None = None


class _Row(msgspec.Struct):
    """The fields that are read of a row; all others are passed over."""

    request_id: str | None = None
    startTime: str | None = None
    date: str | None = None
    model: str | None = None
    model_group: str | None = None
    custom_llm_provider: str | None = None
    spend: object = None
    prompt_tokens: object = None
    completion_tokens: object = None
    cache_read_input_tokens: object = None
    cache_creation_input_tokens: object = None
    api_requests: object = None
    cache_hit: object = None
    status: str | None = None
    team_id: str | None = None
    metadata: _Metadata | str | None = None


def matches(sample: Sample) -> bool:
    """Whether rows are of the table of requests or of a table of days."""
    return sample.has(*REQUEST) or sample.has(*DAY)


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a row."""
    return each_as(log, _Row, _uses)


def _uses(file: str, line: int, row: _Row) -> Iterator[Use]:
    more = _metadata(row.metadata)
    usage = more.additional_usage_values or more.usage_object or _Usage()
    sent, received = usage.prompt_tokens_details or _Details(), usage.completion_tokens_details or _Details()
    read = first(row.cache_read_input_tokens, usage.cache_read_input_tokens, sent.cached_tokens)
    split, tools = usage.cache_creation or _Written(), usage.server_tool_use or _Tools()
    short, long = whole(split.ephemeral_5m_input_tokens), whole(split.ephemeral_1h_input_tokens)
    written = first(row.cache_creation_input_tokens, usage.cache_creation_input_tokens)
    written = written if short is None and long is None else None
    own = row.cache_hit in YES or (row.request_id is not None and "_cache_hit" in row.request_id)
    fresh, exclusive = uncached(whole(row.prompt_tokens), read, short, long, written)
    start = instant(row.startTime or row.date)
    model = row.model or row.model_group
    counters: dict[str, Any] = {
        "input": fresh,
        "cache_read": read,
        "cache_write_5m": short,
        "cache_write_1h": long,
        "cache_write": written,
        "output": whole(row.completion_tokens),
        "reasoning": whole(received.reasoning_tokens),
        "output_audio": whole(received.audio_tokens),
        "searches": whole(tools.web_search_requests),
    }
    if own:
        counters = {meter: None if count is None else 0 for meter, count in counters.items()}
    yield Use(
        start=start,
        end=start + timedelta(days=1) if start and row.date else None,
        model=model,
        host=row.custom_llm_provider,
        requests=whole(row.api_requests) if row.date else 1,
        **counters,
        cost=money(row.spend),
        currency="USD",
        basis="estimate",
        project=alias(more.user_api_key_team_alias or row.team_id),
        key_alias=alias(more.user_api_key_alias),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, row.request_id) if row.request_id and not row.date else None,
        flags=flags(
            exclusive if not own else None,
            "response_cache" if own else None,
            "failed" if row.status == "failure" else None,
            None if model else "model_unknown",
            "end_assumed" if row.date else None,
        ),
    )


def _metadata(found: _Metadata | str | None) -> _Metadata:
    """The metadata of a row, an object or the text of one."""
    if isinstance(found, str):
        return msgspec.json.decode(found, type=_Metadata) if found else _Metadata()
    return found or _Metadata()
