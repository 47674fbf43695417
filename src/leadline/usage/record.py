"""The normal form of usage: what every log is read into, one row a request or a bucket of requests.

**Counters are disjoint.** `input` counts only the tokens that were neither read from nor written to a cache, whatever
the log's own convention; input, cache_read, the three cache_writes and output add up to the tokens that are billed.
What is `reasoning`, audio or image is a part of one of them and is never added: it informs. Missing is null: a log
without cache columns has null there, not zero, and its `input` may hold cache reads (its format says so).
**What nobody billed has counters of zero** and a flag that says why: an answer out of a gateway's own cache, a failure.
**Money** is what the log reports, never what Leadline computes. A row may hold money without tokens (a line of a cost
report) or tokens without money; `item` then says what the money is for.
**Names are as written.** Which offer `model` on `host` means is resolved when a bill is priced.
**Instants are UTC**, stored without a zone. A row with an `end` is a bucket `[start, end)`; one without is an instant.
**Prompts, answers, keys and addresses have no column.** They are passed over in memory while a log is read, and reach
neither a row, nor a message, nor a file. Names of projects and keys are kept, as people ask for sums by them; one that
looks like a secret or an address is replaced by a digest (`privacy.py`).

A row is a `Use`. In Parquet the columns are those of `COLUMNS`, in that order, with those types. A `Use` is a msgspec
struct, which is as frozen and keyword-only as the other records of this package: logs have millions of rows, and it is
made in a fifth of the time of a dataclass.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

Basis = Literal["charged", "list", "estimate"]
"""Of a reported cost: what was billed, what the list price would be, or what the logging tool computed."""

METERS = ("input", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write", "output")
"""The disjoint counters, by the names that price lists use; `cache_write` is a write of unknown lifetime."""
PARTS: Mapping[str, str] = MappingProxyType(
    {
        "reasoning": "output",
        "input_audio": "input",
        "cache_read_audio": "cache_read",
        "output_audio": "output",
        "input_image": "input",
        "cache_read_image": "cache_read",
        "output_image": "output",
    }
)
"""The informational counters, and the meter that each is a part of."""
FLAGS: Mapping[str, str] = MappingProxyType(
    {
        "read_as_exclusive": "its cache counters exceed the input that should hold them, so the input was read without",
        "read_as_reported": "input is zero beside cache counters: a tool before this log may have taken them off",
        "response_cache": "answered from a gateway's own cache: nothing was sent to a model, so its counters are zero",
        "failed": "the request failed: its counters are zero unless the log says that tokens were used",
        "model_unknown": "the log names no model here",
        "from_totals": "the difference of two running totals",
        "totals_restarted": "a running total fell: counting starts anew here",
        "iteration": "a step within a message that its counters do not hold, such as a compaction or an advisor",
        "sidechain": "a side conversation, whose lines repeat those of its parent",
        "own_key": "paid to another host with the user's own key; the cost is the gateway's fee",
        "clock_back": "earlier than the row before it in its file",
        "end_assumed": "the log gives the start of its bucket only; the end follows from its width",
    }
)
"""Words in `flags`, and what each means."""


class Use(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was used by one request, or by the requests of one bucket: a row of the normal form."""

    start: datetime | None = None
    """Instant of the request, or the first of the bucket, in UTC; null where the log does not tell."""
    end: datetime | None = None
    """First instant after the bucket; null where the row is one instant."""
    model: str | None = None
    """As written: a name, a dated snapshot, an ARN, `vendor/model`."""
    vendor: str | None = None
    """Who made the model, as written; null where the log does not say."""
    host: str | None = None
    """Who served the model and bills it, as written; null where the log does not say."""
    service: str | None = None
    """standard, batch, flex, priority, fast, ..., as written; null where the log does not say."""
    region: str | None = None
    """Where data stay, as written."""
    context: str | None = None
    """Band of context length, as written, such as `200k-1M`; only of buckets, since a request has its tokens."""
    requests: int | None = None
    """How many requests the row stands for; null where the log does not tell."""
    input: int | None = None
    """Tokens sent that were neither read from nor written to a cache."""
    cache_read: int | None = None
    """Tokens read from the provider's prompt cache."""
    cache_write_5m: int | None = None
    """Tokens written to it for five minutes."""
    cache_write_1h: int | None = None
    """Tokens written to it for an hour."""
    cache_write: int | None = None
    """Tokens written to it for a time that the log does not tell."""
    output: int | None = None
    """All tokens that were answered, reasoning among them."""
    reasoning: int | None = None
    """Of the output."""
    input_audio: int | None = None
    """Of the input."""
    cache_read_audio: int | None = None
    """Of the cache reads."""
    output_audio: int | None = None
    """Of the output."""
    input_image: int | None = None
    """Of the input."""
    cache_read_image: int | None = None
    """Of the cache reads."""
    output_image: int | None = None
    """Of the output."""
    searches: int | None = None
    """Searches of the web by the provider, which are billed by the piece."""
    cost: Decimal | None = None
    """What the log says it cost, in `currency`; to twelve digits after the point."""
    cost_other: Decimal | None = None
    """The part of `cost` that is for something else than tokens: searches, files."""
    upstream_cost: Decimal | None = None
    """Paid to another host beside `cost`, with the user's own key; in `currency`."""
    list_cost: Decimal | None = None
    """What the log says it would cost at list prices; in `currency`."""
    currency: str | None = None
    """ISO code; null where the row has no money."""
    basis: Basis | None = None
    """What `cost` is."""
    item: str | None = None
    """What the money of a row without tokens is for, as written."""
    project: str | None = None
    """Project, workspace or team, by name or id."""
    key_alias: str | None = None
    """Name or id of a key, never the key."""
    format: str
    """The reader's name."""
    file: str
    """The file as it was named or found."""
    line: int
    """Where it starts in the file: a line, or the running number of a record where lines mean nothing."""
    key: str | None = None
    """Digest of what makes the row one: rows of one key are one use, told several times."""
    family: str | None = None
    """Digest of a wider identity that holds where one of its rows is flagged `sidechain`; not in the output."""
    flags: str | None = None
    """Words of FLAGS, parted by a blank."""


COUNTS = ("requests", *METERS, *PARTS, "searches")
"""All counters of a row."""
MONEY = ("cost", "cost_other", "upstream_cost", "list_cost")
DECIMALS = 12
"""Digits after the point that money keeps."""


def _type(name: str) -> str:
    if name in ("start", "end"):
        return "TIMESTAMP"
    if name in MONEY:
        return f"DECIMAL(28,{DECIMALS})"
    return "BIGINT" if name in (*COUNTS, "line") else "VARCHAR"


STAGED: Mapping[str, str] = MappingProxyType({name: _type(name) for name in Use.__struct_fields__})
"""All fields of a `Use`, with the SQL type of each."""
COLUMNS: Mapping[str, str] = MappingProxyType({name: kind for name, kind in STAGED.items() if name != "family"})
"""The columns of the normal form with their SQL types, in order: what a Parquet file of it holds."""
