"""Helicone: requests as its API and its exporter give them (JSON lines or JSON), and as the page exports them (CSV).

- **Exclusive**: the gateway stores as `prompt_tokens` what is left after the cache and after audio; audio is added
  back.
- **The CSV of the page has no columns of the cache**: they are null there, and the bill cannot be told from it. Export
  JSON lines instead.
- A request with a `cache_reference_id` was answered from Helicone's own cache: its counters are zero.
- `cost` is what Helicone computed, in dollars: an estimate. A status of 400 or more is a failure. Retries are requests.
- Bodies, properties, users and countries are not read.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from leadline.usage.fields import flags, instant, money, total, whole
from leadline.usage.log import Bad, Log, each_as
from leadline.usage.privacy import digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "helicone"
TITLE = "Helicone requests"
CONVENTION = "input excludes the cache; its own answers count nothing; the CSV of the page has no columns of the cache"
NOBODY = "00000000-0000-0000-0000-000000000000"
"""The reference of a request that no cache answered."""
FAILED = 400


class _Row(msgspec.Struct):
    """The fields that are read of a request; all others are passed over."""

    request_id: str | None = None
    response_id: str | None = None
    request_created_at: str | None = None
    status: object = None
    response_status: object = None
    model: str | None = None
    request_model: str | None = None
    response_model: str | None = None
    provider: str | None = None
    prompt_tokens: object = None
    completion_tokens: object = None
    prompt_cache_read_tokens: object = None
    prompt_cache_write_tokens: object = None
    prompt_audio_tokens: object = None
    completion_audio_tokens: object = None
    cost: object = None
    costUSD: object = None
    cache_reference_id: str | None = None


def matches(sample: Sample) -> bool:
    """Whether rows are requests of the gateway."""
    return sample.has("request_created_at", "prompt_tokens", "completion_tokens")


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a request."""
    return each_as(log, _Row, _uses)


def _uses(file: str, line: int, row: _Row) -> Iterator[Use]:
    own = row.cache_reference_id not in (None, NOBODY)
    status = whole(row.response_status if row.status is None else row.status)
    heard, spoken = whole(row.prompt_audio_tokens), whole(row.completion_audio_tokens)
    counters: dict[str, Any] = {
        "input": total((whole(row.prompt_tokens), heard)),
        "cache_read": whole(row.prompt_cache_read_tokens),
        "cache_write": whole(row.prompt_cache_write_tokens),
        "output": total((whole(row.completion_tokens), spoken)),
        "input_audio": heard,
        "output_audio": spoken,
    }
    if own:
        counters = {meter: None if count is None else 0 for meter, count in counters.items()}
    cost = money(row.costUSD if row.cost is None else row.cost)
    model = row.model or row.response_model or row.request_model
    identity = row.request_id or row.response_id
    yield Use(
        start=instant(row.request_created_at),
        model=model,
        host=row.provider,
        requests=1,
        **counters,
        cost=cost,
        currency=None if cost is None else "USD",
        basis=None if cost is None else "estimate",
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, identity) if identity else None,
        flags=flags(
            "response_cache" if own else None,
            "failed" if status is not None and status >= FAILED else None,
            None if model else "model_unknown",
        ),
    )
