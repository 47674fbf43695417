"""Changes of list prices in models.dev, June 2025 to July 2026, from the history of its repository.

models.dev publishes today's prices as `api.json`, made from a file for each model in a public repository; the stored
file has a line of JSON for each model whose prices a commit added, changed or removed, with the time of the commit.
Decisions:

- A row became known at the instant of its commit, whose offset is the author's own. When the seller changed the price
  is not told: no rate has a first day, and the last word of a meter is the one in force.
- A row comes for each meter whose price is new, differs, or is gone; the last as a row of kind `removed`. So a model
  that leaves takes its rates with it.
- The provider is who serves and bills: the `host`.
- A price that `inherits` is the other model's of that instant, and follows it: when that one changes, so does this.
  All lines of one instant count before any is resolved, since a model and its heir may come in one commit. A model
  that inherits from none with a price (four do, from themselves) has no price, and is counted.
- Until June 2025 there were `inputCached` and `outputCached`, one the price of reading and one of writing a cache, not
  always in that order. Caches are read for less than the price of input, and written for more: what lies so is read,
  and what equals input, or the price of output, or is one of two different prices below input, is left out and counted.
  The commit that gave them new names carried the confusion along: a line that only renames says nothing new.
- Tiers (`context_over_200k`, `tiers`) are of the kind `whole >`; a mode is a service.
- Prices are US dollars, as models.dev has it, save one that was copied in yuan: `YUAN`.
- A price of 0 may be free, unknown or of no meter: it is read as 0 only where the model's name says free; else the
  rate has no amount.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import raw

NAME = "models_dev_changes"
READER = 2

COLUMNS = {"commit", "time", "provider", "model", "kind", "cost", "prev"}
KINDS = {"new", "change", "removed"}
METERS = {
    "input": ("input", "mtok"),
    "output": ("output", "mtok"),
    "reasoning": ("output_reasoning", "mtok"),
    "citation": ("output_citation", "mtok"),
    "cache_read": ("cache_read", "mtok"),
    "cached_input": ("cache_read", "mtok"),
    "cache_write": ("cache_write", "mtok"),
    "cached_write": ("cache_write", "mtok"),
    "input_audio": ("input_audio", "mtok"),
    "input_audio_token": ("input_audio", "mtok"),
    "output_audio": ("output_audio", "mtok"),
    "request": ("request", "thousand"),
}
OLD_CACHES = ("inputCached", "outputCached")
YUAN = {("zhipuai", "glm-5.1", Decimal(6), Decimal(24))}
"""Offers whose price of input and output was copied in yuan; a correction upstream ends the match."""

ZERO = "0: free, unknown or no meter"
_COMMIT = "https://github.com/anomalyco/models.dev/commit/"
_MODES = "experimental.modes."
_FREE = re.compile(r"(?:.*[-:/])?free")
_FAULTS = (ArithmeticError, ValueError, TypeError, KeyError, AttributeError)

Cost = Mapping[str, Any]
Offer = tuple[str, str]
Rates = Mapping[tuple[object, ...], Rate]


@dataclass(frozen=True, kw_only=True)
class _Change:
    """A line of the file."""

    where: str
    known: datetime
    offer: Offer
    cost: Cost | None
    commit: str


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield a rate for each meter of an offer whose price changed, from the oldest to the newest."""
    changes: list[_Change] = []
    for number, line in enumerate(raw.text(snapshot, snapshot.files[0].name).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{snapshot.files[0].name}:{number}"
        try:
            changes.extend(_changes(snapshot, where, line))
        except _FAULTS as error:
            yield Rejected(where=where, reason=f"{type(error).__name__}: {error}")
    yield from _replayed(snapshot, sorted(changes, key=lambda change: change.known))


def _changes(snapshot: Snapshot, where: str, line: str) -> Iterator[_Change]:
    """The change that a line tells; none where it only renames."""
    row = raw.parsed(line)
    if not isinstance(row, dict) or row.keys() != COLUMNS or row["kind"] not in KINDS:
        raise SourceChanged(
            f"{snapshot.key}: expected lines with {sorted(COLUMNS)}, of the kinds {sorted(KINDS)}, found {line[:200]}. "
            "Look at the file, then change the reader and its test data together."
        )
    known = datetime.fromisoformat(row["time"])
    if known.tzinfo is None:
        raise ValueError(f"an instant without a zone: {row['time']}")
    if (row["cost"] is None) != (row["kind"] == "removed") or not isinstance(row["cost"], dict | None):
        raise ValueError(f"a line of the kind {row['kind']} with the prices {raw.shown(row['cost'])}")
    if not isinstance(row["prev"], dict | None):
        raise ValueError(f"prices before that are {raw.shown(row['prev'])}")
    if row["cost"] and "inherits" in row["cost"]:
        _parent(row["cost"])
    offer = (raw.word(row["provider"]), raw.word(row["model"]))
    if not _only_renames(row["cost"] or {}, row["prev"] or {}):
        yield _Change(
            where=where, known=known.astimezone(UTC), offer=offer, cost=row["cost"], commit=raw.word(row["commit"])
        )


def _only_renames(cost: Cost, before: Cost) -> bool:
    """Whether prices are those before under the new names of caches, zeros aside.

    >>> _only_renames({"input": 3, "cache_read": 4}, {"input": 3, "inputCached": 4, "outputCached": 0})
    True
    """
    new_names = dict(zip(OLD_CACHES, ("cache_read", "cache_write"), strict=True))
    renamed = {new_names.get(name, name): price for name, price in before.items() if price}
    had_old_names = not before.keys().isdisjoint(OLD_CACHES)
    return bool(cost) and had_old_names and renamed == {name: price for name, price in cost.items() if price}


def _replayed(snapshot: Snapshot, changes: Iterable[_Change]) -> Iterator[Rate | Rejected]:
    """Go through the history: after each instant, say what is new of the offers it touched and of their heirs."""
    listed: dict[Offer, _Change] = {}
    in_force: dict[Offer, Rates] = {}
    for _, group in groupby(changes, key=lambda change: change.known):
        now = {change.offer: change for change in group}
        listed |= now
        for change in (*now.values(), *_heirs(listed, now)):
            rates: dict[tuple[object, ...], Rate] = {}
            for rate in _rates(snapshot, change, listed):
                if isinstance(rate, Rejected):
                    yield rate
                else:
                    rates[_what(rate)] = rate
            yield from _differing(in_force.get(change.offer, {}), rates, change)
            in_force[change.offer] = rates


def _heirs(listed: Mapping[Offer, _Change], now: Mapping[Offer, _Change]) -> Iterator[_Change]:
    """The offers that did not change themselves, but inherit from one that did, which is what made theirs known."""
    for offer, change in listed.items():
        changed = [parent for parent in _line(change, listed) if parent in now]
        if changed and offer not in now:
            yield replace(change, known=now[changed[0]].known, commit=now[changed[0]].commit)


def _line(change: _Change, listed: Mapping[Offer, _Change]) -> Iterator[Offer]:
    """The offers that one inherits from, nearest first; each once, should they go in a circle."""
    seen = {change.offer}
    while change.cost and "inherits" in change.cost:
        parent = _parent(change.cost)
        if parent in seen:
            return
        yield parent
        seen.add(parent)
        if parent not in listed:
            return
        change = listed[parent]


def _parent(cost: Cost) -> Offer:
    """`{"from": "xai/grok-4.3"}`, or the name alone, in a text of JSON."""
    link = raw.parsed(cost["inherits"])
    provider, _, model = (link["from"] if isinstance(link, dict) else link).partition("/")
    return provider, model


def _rates(snapshot: Snapshot, change: _Change, listed: Mapping[Offer, _Change]) -> Iterator[Rate | Rejected]:
    """The rates of an offer, and what of its line is not understood."""
    rate = Rate(
        source=NAME,
        host=change.offer[0],
        model=change.offer[1],
        meter="",
        amount=None,
        basis="list",
        url=_COMMIT + change.commit,
        known=change.known,
    )
    try:
        cost = _own_cost(change, listed)
        if (*change.offer, cost.get("input"), cost.get("output")) in YUAN:
            rate = replace(rate, currency="CNY")
        rates = list(priced(snapshot, rate, cost))
    except _FAULTS as error:
        yield Rejected(where=change.where, reason=f"{type(error).__name__}: {error}")
        return
    yield from rates
    if cost.keys() & set(OLD_CACHES) and (odd := _caches(cost)[1]):
        yield Rejected(where=change.where, reason=f"caches that cannot be told apart: {odd}")


def _own_cost(change: _Change, listed: Mapping[Offer, _Change]) -> Cost:
    """The prices of an offer at an instant: its own, or those at the end of its line without the modes left out."""
    if change.cost is None or "inherits" not in change.cost:
        return change.cost or {}
    line = [change, *(listed[offer] for offer in _line(change, listed) if offer in listed)]
    cost = line[-1].cost
    if cost is None or "inherits" in cost:
        raise ValueError(f"inherits from {'/'.join(_parent(line[-1].cost or change.cost))}, which has no price")
    omitted = {mode for heir in line[:-1] for mode in _omitted(heir.cost or {})}
    modes = {mode: prices for mode, prices in cost.get("modes", {}).items() if mode not in omitted}
    return {**cost, "modes": modes}


def _omitted(cost: Cost) -> list[str]:
    """The modes that an heir does not take over, `experimental.modes.fast`; nothing else was ever left out."""
    link = raw.parsed(cost["inherits"])
    omitted: list[str] = link.get("omit", []) if isinstance(link, dict) else []
    if odd := [name for name in omitted if not name.startswith(_MODES)]:
        raise ValueError(f"inherits all but {odd}: only modes are known to be left out")
    return [name.removeprefix(_MODES) for name in omitted]


def priced(snapshot: Snapshot, rate: Rate, cost: Cost) -> Iterator[Rate]:
    """The rates of an object of prices: plain ones, tiers, modes, and caches as they were once named."""
    for name, value in cost.items():
        if name == "tiers":
            for tier in value:
                yield from _tier(snapshot, rate, _start(tier), tier)
        elif name == "context_over_200k":
            yield from _tier(snapshot, rate, 200_000, value)
        elif name == "modes":
            for mode, prices in value.items():
                yield from priced(snapshot, replace(rate, service=mode), prices)
        elif name not in OLD_CACHES:
            yield _plain(snapshot, rate, name, value)
    for name, price in _caches(cost)[0].items():
        yield _plain(snapshot, rate, name, price)


def _tier(snapshot: Snapshot, rate: Rate, start: int, prices: Cost) -> Iterator[Rate]:
    plain = {name: price for name, price in prices.items() if name not in ("tier", "context")}
    yield from priced(snapshot, replace(rate, from_tokens=start, tier_rule="whole >"), plain)


def _start(tier: Cost) -> int:
    """The tokens above which a tier holds: `{"context": {"min": 256000}}`, later `{"tier": {"size": 256000}}`."""
    if "context" in tier:
        return int(tier["context"]["min"])
    if tier["tier"].get("type", "context") != "context":
        raise ValueError(f"a tier that is not of the context: {tier['tier']}")
    return int(tier["tier"]["size"])


def _caches(cost: Cost) -> tuple[dict[str, Decimal], str]:
    """The prices that the old names tell beyond doubt, and what they leave open.

    >>> prices = {"input": 3, "output": 15, "inputCached": Decimal("3.75"), "outputCached": Decimal("0.3")}
    >>> _caches(prices)
    ({'cache_read': Decimal('0.3'), 'cache_write': Decimal('3.75')}, '')
    >>> _caches(prices | {"inputCached": 3, "outputCached": 15})
    ({}, 'inputCached 3, outputCached 15 beside input 3, output 15')
    """
    told = {name: cost[name] for name in OLD_CACHES if cost.get(name)}
    reads = {price for price in told.values() if price < cost["input"]}
    writes = {price for price in told.values() if price > cost["input"] and price != cost["output"]}
    found = {"cache_read": reads, "cache_write": writes}
    prices = {meter: Decimal(amounts.pop()) for meter, amounts in found.items() if len(amounts) == 1}
    if all(price in prices.values() for price in told.values()):
        return prices, ""
    beside = ", ".join(f"{name} {price}" for name, price in told.items())
    return prices, f"{beside} beside input {cost['input']}, output {cost['output']}"


def _plain(snapshot: Snapshot, rate: Rate, name: str, price: object) -> Rate:
    if name not in METERS:
        raise SourceChanged(
            f"{snapshot.key}: expected prices among {sorted(METERS)}, found {name!r} of {rate.host}/{rate.model}. "
            "Find out what it counts, then add it to METERS."
        )
    amount, (meter, unit) = raw.price(price), METERS[name]
    told = bool(amount) or _FREE.fullmatch(rate.model.lower()) is not None
    return replace(rate, meter=meter, unit=unit, amount=amount if told else None, basis=rate.basis if told else ZERO)


def _differing(before: Rates, after: Rates, change: _Change) -> Iterator[Rate]:
    """What must be said so that the rates before give way to those after."""
    for what, rate in before.items():
        if what not in after:
            yield replace(rate, amount=None, kind="removed", url=_COMMIT + change.commit, known=change.known)
    for what, rate in after.items():
        other = before.get(what)
        if other is None or (other.amount, other.currency) != (rate.amount, rate.currency):
            yield rate


def _what(rate: Rate) -> tuple[object, ...]:
    """What a rate of an offer is of."""
    return rate.meter, rate.unit, rate.from_tokens, rate.service
