"""Changes of LiteLLM's list prices, January 2024 to September 2025, from the history of a repository that copied it.

The publisher of the copy is AgentOps' tokencost, whose repository holds LiteLLM's file as of each of its commits; the
stored file has a line of JSON for each price that a commit changed, with the time of the commit. Decisions:

- A row became known at the instant of its commit. When the seller changed the price is not told: no rate has a first
  day, and the last word of a meter is the one in force.
- `v` is the price of a token of input, of output, read from a cache and written to one; each becomes a rate. A row
  comes for each meter whose price is new, differs, or is gone; the last as a row of kind `removed`.
- The file knows no removals of models: what it names stays in force.
- The key is the model, not the provider, which the first copies leave out. There the provider is what stands in front
  of the model's name, else `unknown`. Once it is named, the rates move to it. A later file cannot change this, as it
  could if names were filled in from rows that were known later.
- The provider's name in front of a model goes, where exactly that stands there, as long as no other key has the short
  name: the copy adds `openai/gpt-4o` beside `gpt-4o`.
- A price of 0 may be free, unknown or of no meter: it is read as 0 only where the model's name says free; else the
  rate has no amount.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import TOKENS_PER_MTOK

NAME = "litellm_prices_changes"
READER = 3

COLUMNS = {"commit", "time", "model", "prov", "kind", "v", "prev"}
KINDS = {"new", "change"}
METERS = ("input", "output", "cache_read", "cache_write")
UNKNOWN = "unknown"
SPECIMEN = "sample_spec"

ZERO = "0: free, unknown or no meter"
_COMMIT = "https://github.com/AgentOps-AI/tokencost/commit/"
_FREE = re.compile(r"(?:.*[-:/])?free")

Rates = Mapping[str, Rate]


@dataclass(frozen=True, kw_only=True)
class _Change:
    """A line of the file."""

    known: datetime
    model: str
    provider: str | None
    prices: list[object]
    commit: str


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield a rate for each meter of a model whose price changed, in the order of the file."""
    name = snapshot.files[0].name
    in_force: dict[str, Rates] = {}
    keys: dict[tuple[str, str], str] = {}
    for number, line in enumerate(raw.text(snapshot, name).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            change = _change(snapshot, line)
            rates = _rates(change, keys)
        except (ArithmeticError, ValueError, TypeError) as error:
            yield Rejected(where=f"{name}:{number}", reason=f"{type(error).__name__}: {error}")
            continue
        yield from _differing(in_force.get(change.model, {}), rates, change)
        in_force[change.model] = rates


def _change(snapshot: Snapshot, line: str) -> _Change:
    row = raw.parsed(line)
    if not isinstance(row, dict) or row.keys() != COLUMNS or row["kind"] not in KINDS:
        raise SourceChanged(
            f"{snapshot.key}: expected lines with {sorted(COLUMNS)}, of the kinds {sorted(KINDS)}, found {line[:200]}. "
            "Look at the file, then change the reader and its test data together."
        )
    known = datetime.fromisoformat(row["time"])
    if known.tzinfo is None:
        raise ValueError(f"an instant without a zone: {row['time']}")
    prices = row["v"]
    if not isinstance(prices, list) or len(prices) != len(METERS):
        raise ValueError(f"not a price for each of {METERS}: {prices}")
    return _Change(
        known=known.astimezone(UTC),
        model=raw.word(row["model"]),
        provider=None if row["prov"] is None else raw.word(row["prov"]),
        prices=prices,
        commit=raw.word(row["commit"]),
    )


def _rates(change: _Change, keys: dict[tuple[str, str], str]) -> Rates:
    """The rates of a model by meter; none for a meter that the line gives no price of."""
    if change.model == SPECIMEN:
        return {}
    host = change.provider or (change.model.partition("/")[0] if "/" in change.model else UNKNOWN)
    listed = Rate(
        source=NAME,
        host=host,
        model=_short(host, change.model, keys),
        meter="",
        amount=None,
        basis="list",
        url=_COMMIT + change.commit,
        known=change.known,
    )
    free = _FREE.fullmatch(change.model.lower()) is not None
    prices = zip(METERS, change.prices, strict=True)
    return {meter: _rate(replace(listed, meter=meter), price, free) for meter, price in prices if price is not None}


def _short(host: str, model: str, keys: dict[tuple[str, str], str]) -> str:
    """The model without the host's name in front, unless another key has that name already."""
    short = model.removeprefix(f"{host}/")
    if keys.setdefault((host, short), model) == model:
        return short
    if short == model:
        raise ValueError(f"two keys for the model {model!r} of {host!r}: {keys[host, short]!r} came first")
    return model


def _rate(rate: Rate, price: object, free: bool) -> Rate:
    amount = raw.price(raw.price(price) * TOKENS_PER_MTOK)
    told = bool(amount) or free
    return replace(rate, amount=amount if told else None, basis=rate.basis if told else ZERO)


def _differing(before: Rates, after: Rates, change: _Change) -> Iterator[Rate]:
    """What must be said so that the rates before give way to those after."""
    for meter, rate in before.items():
        if meter not in after or _offer(after[meter]) != _offer(rate):
            yield replace(rate, amount=None, kind="removed", url=_COMMIT + change.commit, known=change.known)
    for meter, rate in after.items():
        other = before.get(meter)
        if other is None or (_offer(other), other.amount) != (_offer(rate), rate.amount):
            yield rate


def _offer(rate: Rate) -> tuple[str, str]:
    return rate.host, rate.model
