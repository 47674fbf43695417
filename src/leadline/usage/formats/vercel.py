"""Vercel AI Gateway: the report of its API, one row a group and day or hour.

- **Inclusive, as is assumed**: the gateway's documentation does not say whether `input_tokens` holds the cache. The AI
  SDK of the same house counts it in, so it is taken off; rows that cannot be so are read as exclusive and flagged.
- **`total_cost` is charged, `market_cost` the list price**; both are dollars.
- A report has one grouping. Grouped by anything but the model it names none: such a row can have no price. A report
  without days has no instant.
"""

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from leadline.usage.fields import flags, instant, money, uncached, whole
from leadline.usage.log import Bad, Log, each_as
from leadline.usage.privacy import digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "vercel"
TITLE = "Vercel AI Gateway report"
CONVENTION = "input is assumed to include the cache, which is taken off; the documentation does not say"


class _Row(msgspec.Struct):
    """The fields that are read of a group; users and tags are passed over."""

    day: str | None = None
    hour: str | None = None
    model: str | None = None
    provider: str | None = None
    total_cost: object = None
    market_cost: object = None
    input_tokens: object = None
    output_tokens: object = None
    cached_input_tokens: object = None
    cache_creation_input_tokens: object = None
    reasoning_tokens: object = None
    request_count: object = None


def matches(sample: Sample) -> bool:
    """Whether rows are groups of a report."""
    return sample.has("market_cost", "total_cost", "request_count")


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a group."""
    return each_as(log, _Row, _uses)


def _uses(file: str, line: int, row: _Row) -> Iterator[Use]:
    read, written = whole(row.cached_input_tokens), whole(row.cache_creation_input_tokens)
    fresh, exclusive = uncached(whole(row.input_tokens), read, written)
    start, model = instant(row.hour or row.day), row.model
    width = timedelta(hours=1) if row.hour else timedelta(days=1)
    yield Use(
        start=start,
        end=start + width if start else None,
        model=model,
        vendor=model.partition("/")[0] if model and "/" in model else None,
        host=row.provider,
        requests=whole(row.request_count),
        input=fresh,
        cache_read=read,
        cache_write=written,
        output=whole(row.output_tokens),
        reasoning=whole(row.reasoning_tokens),
        cost=money(row.total_cost),
        list_cost=money(row.market_cost),
        currency="USD",
        basis="charged",
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, row) if start else None,
        flags=flags(exclusive, "end_assumed" if start else None, None if model else "model_unknown"),
    )
