"""A plan: kinds of work, how much of each, and how it grows; the format `leadline.plan/1` of files in YAML.

`EXAMPLE` is the whole format with a comment a field. Decisions:

- `requests` are those of the first month; each further month has `growth` more. Months are calendar months, the first
  being the one after the as-of day.
- `input` counts all tokens that go in with a request, `cache` the shares of them that are read from a cache and written
  to one. `lifetime` says which write is meant; without it a write is a write.
- `batch` is the share of requests that can wait, `service` that of the others.
- `floor` is a level of the capability index or the model whose index is the level.
- `text` with `counted_by` says what the tokens are tokens of, and by whose count: each model is then priced for the
  tokens that its own tokenizer makes of the same text.
- `models` names the offers to look at; without it, all that makers sell themselves, of scored models
  where there is a floor.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, get_args

from leadline import units, userfile
from leadline.errors import UserError
from leadline.prices.per_text import KINDS
from leadline.userfile import Item

FORMAT = "leadline.plan/1"
MOST_MONTHS = 60
MOST_WORKS = 50
MOST_TOKENS = 10_000_000
"""Of one request: more than any context holds."""
Lifetime = Literal["5m", "1h"]
FIRST_PARTY = "first-party"
FIELDS = ("format", "name", "currency", "months", "works")
WORK_FIELDS = (
    *("name", "requests", "growth", "input", "output", "cache", "batch", "service", "floor", "text", "counted_by"),
    "models",
)
CACHE_FIELDS = ("read", "write", "lifetime")

EXAMPLE = """\
# A plan for leadline price plan. Every field is here; those marked (optional) may go.
format: leadline.plan/1
name: Support assistant
currency: USD            # (optional) of the prices; offers in another currency are left out
months: 12               # from the month after the as-of day

works:                   # one entry for each kind of work
  - name: chat
    requests: 200K       # in the first month; K, M and B are understood
    growth: 5%           # (optional) more requests each month
    input: 3000          # tokens into one request, cached ones included
    output: 400          # tokens out of one request
    cache:               # (optional) shares of the input
      read: 60%          # read from a cache
      write: 10%         # written to a cache
      lifetime: 5m       # (optional) 5m or 1h; without it a write of no stated lifetime
    floor: 150           # (optional) a level of the capability index, or a model: floor: GPT-5

  - name: nightly summaries
    requests: 40K
    input: 12000
    output: 900
    batch: 100%          # (optional) share of the requests that can wait
    service: standard    # (optional) service of the others: standard, flex, priority, ...
    floor: GPT-5
    text: english        # (optional) what the tokens are of: english, chinese, code, json
    counted_by: gpt-5    # with text: whose tokens the counts are; others are counted by their own tokenizers
    models: first-party  # (optional) all that makers sell themselves, or a list: [gpt-5.5, claude-opus-4-8]
"""


@dataclass(frozen=True, kw_only=True)
class Work:
    """One kind of work of a plan."""

    name: str
    requests: int
    """In the first month."""
    growth: Decimal
    """Share by which requests grow each month."""
    input: int | Decimal
    """Tokens into one request, cached ones included; a what-if may ask for a part of one."""
    output: int | Decimal
    reads: Decimal
    """Share of the input that is read from a cache."""
    writes: Decimal
    """Share of the input that is written to a cache."""
    lifetime: Lifetime | None
    batch: Decimal
    """Share of the requests that are sent as batches."""
    service: str
    floor: str | None
    """A level of the index, or the model whose index it is."""
    text: str | None
    counted_by: str | None
    models: tuple[str, ...]
    """The offers to look at; none for all that makers sell themselves."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Kinds of work over some months."""

    name: str
    currency: str
    months: int
    works: tuple[Work, ...]

    @property
    def digest(self) -> str:
        """What tells it from a plan of the same name that asks for something else."""
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()[:10]


def read_plan(path: Path) -> Plan:
    """The plan in a file; UserError with file, line and field where it is none."""
    return of(userfile.read(path))


def of(whole: Item) -> Plan:
    """The plan that a file's content states.

    >>> of(userfile.parsed(EXAMPLE.encode(), "plan.yaml")).works[0].growth
    Decimal('0.05')
    """
    fields = whole.fields(FIELDS, ("format", "name", "months", "works"))
    if fields["format"].content != FORMAT:
        raise fields["format"].fault(repr(FORMAT), "This version of leadline reads no other.")
    works = fields["works"].items()
    if len(works) > MOST_WORKS:
        raise fields["works"].fault(f"at most {MOST_WORKS} kinds of work", "Split the plan into several files.")
    plan = Plan(
        name=fields["name"].text(),
        currency=_currency(fields["currency"]) if "currency" in fields else "USD",
        months=int(_whole(fields["months"], 1, MOST_MONTHS, "12")),
        works=tuple(map(_work, works)),
    )
    names = [work.name for work in plan.works]
    for item, name in zip(works, names, strict=True):
        if names.count(name) > 1:
            raise item.fault("a name of its own for each kind of work", f"Call one of the {name!r} something else.")
    return plan


def _work(item: Item) -> Work:
    fields = item.fields(WORK_FIELDS, ("name", "requests", "input", "output"))
    reads, writes, lifetime = _cache(fields.get("cache"))
    work = Work(
        name=fields["name"].text(),
        requests=_count(fields["requests"], units.MOST_COUNT),
        growth=fields["growth"].number(Decimal("-0.9"), 10, "5%") if "growth" in fields else Decimal(),
        input=_count(fields["input"], MOST_TOKENS, least=0),
        output=_count(fields["output"], MOST_TOKENS, least=0),
        reads=reads,
        writes=writes,
        lifetime=lifetime,
        batch=fields["batch"].number(0, 1, "20%") if "batch" in fields else Decimal(),
        service=fields["service"].text() if "service" in fields else "standard",
        floor=fields["floor"].text() if "floor" in fields else None,
        text=fields["text"].one_of(KINDS) if "text" in fields else None,
        counted_by=fields["counted_by"].text() if "counted_by" in fields else None,
        models=_models(fields.get("models")),
    )
    if not work.input + work.output:
        raise item.fault("tokens in or out", "Give input or output more than 0 tokens.")
    if (work.text is None) != (work.counted_by is None):
        raise item.fault(
            "both text and counted_by, or neither",
            "Say what the tokens are of and whose count they are, or take both out to price them as they stand.",
        )
    return work


def _cache(item: Item | None) -> tuple[Decimal, Decimal, Lifetime | None]:
    if item is None:
        return Decimal(), Decimal(), None
    fields = item.fields(CACHE_FIELDS)
    reads, writes = (fields[name].number(0, 1, "60%") if name in fields else Decimal() for name in ("read", "write"))
    if reads + writes > 1:
        raise item.fault("shares of reads and writes that add up to at most 100%", "What is neither is plain input.")
    lifetime = fields["lifetime"].one_of(get_args(Lifetime)) if "lifetime" in fields else None
    return reads, writes, "5m" if lifetime == "5m" else "1h" if lifetime else None


def _models(item: Item | None) -> tuple[str, ...]:
    if item is None or item.content == FIRST_PARTY:
        return ()
    if not isinstance(item.content, list):
        raise item.fault(f"'{FIRST_PARTY}' or a list of offers", "Write it as [gpt-5.5, claude-opus-4-8].")
    return tuple(dict.fromkeys(entry.text() for entry in item.items()))


def _currency(item: Item) -> str:
    code = item.text()
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise item.fault("the code of a currency", "Write it as USD.")
    return code


def _count(item: Item, most: int, least: int = 1) -> int:
    """A count, with K, M or B; a number with a fraction is none."""
    try:
        found = units.count(item.text())
    except UserError:
        raise item.fault(f"a whole number from {least} to {most:,}", "Write it as 3000, 200K or 1.5M.") from None
    if not least <= found <= most:
        raise item.fault(f"a whole number from {least} to {most:,}", "Write it as 3000, 200K or 1.5M.")
    return found


def _whole(item: Item, least: int, most: int, example: str) -> Decimal:
    found = item.number(least, most, example)
    if found != int(found):
        raise item.fault(f"a whole number from {least} to {most}", f"Write it as {example}.")
    return found
