"""Langfuse: observations as it exports them (CSV, JSON, JSON lines, Parquet) or as its API pages them.

- **Exclusive**: `usageDetails.input` is what is left of the input after the cache, and `output` what is left after
  reasoning and audio, which are added back here: the output is all that was answered.
- **Only generations and embeddings count.** Spans around them carry sums of the same tokens.
- Keys of `usageDetails` are free words; those of Langfuse's own integrations are known (`READ`, `WRITTEN`, ...). Writes
  by lifetime stand for their sum and are never added to it.
- An input of zero beside a cache is flagged: a tool before Langfuse took the cache off an input that never held it.
- `totalCost` is what Langfuse computed, or what was handed to it: an estimate, in dollars.
- Inputs, outputs, prompts, users and metadata are not read.
"""

from collections.abc import Iterator

import msgspec

from leadline.usage.fields import fields, first, flags, instant, money, total, whole
from leadline.usage.log import Bad, Log, each_as
from leadline.usage.privacy import alias, digest
from leadline.usage.record import Use
from leadline.usage.sample import Sample

NAME = "langfuse"
TITLE = "Langfuse observations"
CONVENTION = "input excludes the cache; output excludes reasoning, which is added back; only generations count"
COUNTED = frozenset({"GENERATION", "EMBEDDING"})
READ = ("input_cached_tokens", "cache_read_input_tokens", "input_cache_read")
WRITTEN = ("input_cache_creation", "cache_creation_input_tokens", "input_cache_write")
REASONING = ("output_reasoning_tokens", "output_reasoning")
HEARD = ("input_audio_tokens", "input_audio")
SPOKEN = ("output_audio_tokens", "output_audio")


class _Row(msgspec.Struct):
    """The fields that are read of an observation; all others are passed over."""

    id: str | None = None
    traceId: str | None = None
    type: str | None = None
    startTime: str | None = None
    providedModelName: str | None = None
    model: str | None = None
    level: str | None = None
    environment: str | None = None
    projectId: str | None = None
    usageDetails: object = None
    totalCost: object = None
    calculatedTotalCost: object = None


def matches(sample: Sample) -> bool:
    """Whether rows are observations: each belongs to a trace and tells its usage."""
    return sample.has("traceId", "startTime", "usageDetails")


def read(log: Log) -> Iterator[Use | Bad]:
    """One use a generation."""
    return each_as(log, _Row, _of_row)


def _of_row(file: str, line: int, row: _Row) -> Iterator[Use]:
    usage = row.usageDetails
    counts = fields(msgspec.json.decode(usage) if isinstance(usage, str) and usage else usage)
    if row.type not in COUNTED or not counts:
        return
    short, long = (whole(counts.get(f"input_cache_creation_{kept}")) for kept in ("5m", "1h"))
    read, written = first(*map(counts.get, READ)), first(*map(counts.get, WRITTEN))
    reasoning, heard, spoken = (first(*map(counts.get, names)) for names in (REASONING, HEARD, SPOKEN))
    fresh = whole(counts.get("input"))
    cost = money(row.totalCost if row.totalCost not in (None, "") else row.calculatedTotalCost)
    model = row.providedModelName or row.model
    yield Use(
        start=instant(row.startTime),
        model=model,
        requests=1,
        input=total((fresh, heard)),
        cache_read=read,
        cache_write_5m=short,
        cache_write_1h=long,
        cache_write=written if short is None and long is None else None,
        output=total((whole(counts.get("output")), reasoning, spoken)),
        reasoning=reasoning,
        input_audio=heard,
        output_audio=spoken,
        cost=cost,
        currency=None if cost is None else "USD",
        basis=None if cost is None else "estimate",
        project=alias(row.projectId or row.environment),
        format=NAME,
        file=file,
        line=line,
        key=digest(NAME, row.id) if row.id else None,
        flags=flags(
            "read_as_reported" if fresh == 0 and total((read, written, short, long)) else None,
            "failed" if row.level == "ERROR" else None,
            None if model else "model_unknown",
        ),
    )
