"""What scored models have cost over time: for each model and day its cheapest offer, exactly at each change.

Decisions:

- Prices are those of the price book of each day, as the view tells them; a model has none before it was released.
- The days are all on which a cost can change: a rate of one of the offers begins or ends, a log says something new of
  it, an archive ends, the model is released. Between two of them nothing changes.
- A cost of zero is left out: what is free is limited in ways that no price list tells, and has no logarithm. So is
  what is priced in another currency than US dollars.
- A source that states since when its price holds, or when it was told, comes before one that does not, whatever their
  other order (`preference.py`): the past is asked about, and a price without a day is today's.
- The time from the release to the first price with a day has that price, since a new model is listed some days late; if
  they are more than a month, or no price has a day and today's is taken back, the cost of that time is not *dated*: the
  true one may have been higher.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from leadline.errors import NotEnoughData
from leadline.model import Figure, Rate, Workload
from leadline.price_performance.levels import Levels
from leadline.prices.book import MOMENT, Book, offers_of
from leadline.prices.cost import cost, mean
from leadline.prices.listing import Listing, canonical
from leadline.prices.offer import Offer
from leadline.prices.preference import asked, preferred
from leadline.prices.terms import TERMS
from leadline.store.tables import TABLE_OF
from leadline.store.view import Record, View
from leadline.units import end_of

LATE = 31
"""Days by which a new model may be listed late."""
_RATE = TABLE_OF[Rate]
_AT = {name: place for place, name in enumerate(_RATE.columns)}
_KEY = tuple(_AT[name] for name in ("source", *_RATE.key) if name != "kind")


@dataclass(frozen=True, kw_only=True, eq=False)
class Cheapest:
    """The cheapest offer of a model from a day on."""

    day: int
    """As a proleptic ordinal."""
    usd: float
    """Its cost; infinite where it has none."""
    dated: bool
    asked: tuple[Book, Offer, Workload] | None
    """What it is the cost of."""

    @cached_property
    def figure(self) -> Figure | None:
        """Its cost as a figure, made when it is asked for: of most days nobody does. None where it has none."""
        return cost(*self.asked) if self.asked else None


Line = Sequence[Cheapest]
"""Of a model, from day to day."""
Sold = Sequence[tuple[date, Sequence[Offer]]]
"""The offers of a model at one host on each day on which a price of one can change."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Costs:
    """The cheapest cost of each model on each day on which any changes."""

    workload: Workload
    days: NDArray[np.int64]
    """Rising, as proleptic ordinals, shape (D,)."""
    models: tuple[str, ...]
    """The M models, by the catalogue's names."""
    usd: NDArray[np.float64]
    """Infinite where a model has no price, shape (D, M)."""
    cheapest: tuple[tuple[Cheapest, ...], ...]
    """Of each model, by day."""
    unpriced: tuple[str, ...]
    """Models that never had a price."""
    undated: tuple[str, ...]
    """Models whose release nobody dates."""

    def of(self, model: int, day: int) -> Cheapest:
        """The cheapest offer of a model on a day."""
        return [one for one in self.cheapest[model] if one.day <= day][-1]


@dataclass(kw_only=True)
class _Told:
    """All that is told of one model at one host."""

    full: list[Record] = field(default_factory=list)
    words: list[Record] = field(default_factory=list)
    """Of logs, in the order in which they became known."""

    def days(self, ends: Iterable[date]) -> set[date]:
        """The days on which what is told changes."""
        moments = [record[_AT[name]] for record in self.full for name in ("effective_from", "effective_to")]
        moments += [record[_AT["known"]] for record in self.words]
        return {moment.date() for moment in moments if isinstance(moment, datetime)} | set(ends)

    def on(self, day: date, sources: Collection[str]) -> list[Record]:
        """The rates in force at the end of a day."""
        last = (end_of(day) - MOMENT).replace(tzinfo=None)
        said: dict[tuple[object, ...], dict[object, Record]] = {}
        for record in self.words:
            known = record[_AT["known"]]
            if isinstance(known, datetime) and known <= last:
                kinds = said.setdefault(tuple(record[place] for place in _KEY), {})
                # A removal ends every kind of its key.
                if record[_AT["kind"]] == "removed":
                    kinds.clear()
                else:
                    kinds[record[_AT["kind"]]] = record
        standing = [record for kinds in said.values() for record in kinds.values()]
        return [r for r in (*self.full, *standing) if r[_AT["source"]] in sources and _holds(r, last)]


def costs(
    found: Levels, models: Collection[str], workload: Workload, *, all_hosts: bool = False, on: date | None = None
) -> Costs:
    """What the models of some canonical names have cost over time, by their makers' own offers or by all.

    Or on one day alone. Raises NotEnoughData where no price was known on the day of the view.
    """
    view = found.index.view
    released = {name: found.index.models[found.places[name]].released for name in sorted(models)}
    dated = {name: day for name, day in released.items() if day is not None}
    view.require("rate")
    kept = kept_lines(view, _work(workload), all_hosts, on)
    if fresh := {name: day for name, day in dated.items() if (name, day) not in kept}:
        kept.update(_lines(view, fresh, workload, on, all_hosts=all_hosts))
    timelines = {name: line for name, day in dated.items() if (line := kept[name, day])}
    names = tuple(sorted(timelines))
    days = np.array(sorted({one.day for line in timelines.values() for one in line}), dtype=np.int64)
    return Costs(
        workload=workload,
        days=days,
        models=names,
        usd=_table(days, [timelines[name] for name in names]),
        cheapest=tuple(tuple(timelines[name]) for name in names),
        unpriced=tuple(sorted(dated.keys() - timelines.keys())),
        undated=tuple(name for name, day in released.items() if day is None),
    )


@lru_cache(maxsize=8)
def kept_lines(view: View, work: tuple[object, ...], all_hosts: bool, on: date | None) -> dict[tuple[str, date], Line]:
    """Timelines by model and day of release, as far as they were asked: levels and groups share most models."""
    return {}


def _work(workload: Workload) -> tuple[object, ...]:
    """A workload as what can be a key."""
    return tuple(tuple(value.items()) if isinstance(value, Mapping) else value for value in vars(workload).values())


def _lines(
    view: View, models: Mapping[str, date], workload: Workload, on: date | None, *, all_hosts: bool
) -> dict[tuple[str, date], Line]:
    """The timeline of each model over its hosts; empty where it never had a price."""
    sold = kept_offers(view, all_hosts, on)
    if fresh := {name: day for name, day in models.items() if (name, day) not in sold}:
        sold.update(_offered(view, fresh, on, all_hosts=all_hosts))
    return {
        (name, day): _joined([_timeline(view, one, workload) for one in sold[name, day]])
        for name, day in models.items()
    }


@lru_cache(maxsize=4)
def kept_offers(view: View, all_hosts: bool, on: date | None) -> dict[tuple[str, date], list[Sold]]:
    """Offers by model and day of release, at each of its hosts: every workload is priced on the same ones."""
    return {}


def _offered(
    view: View, models: Mapping[str, date], on: date | None, *, all_hosts: bool
) -> dict[tuple[str, date], list[Sold]]:
    """The offers of each model at each of its hosts."""
    found: dict[tuple[str, date], list[Sold]] = {one: [] for one in models.items()}
    for (_, model), held in _told(view, models, all_hosts=all_hosts).items():
        found[model, models[model]].append(_at_one_host(view, held, models[model], on, all_hosts))
    return found


def _told(view: View, models: Mapping[str, date], *, all_hosts: bool) -> dict[tuple[str, str], _Told]:
    """What is told of each model at each host, by canonical names."""
    pairs = _pairs(view, models, all_hosts=all_hosts)
    which = "(host, model) IN (SELECT (unnest($hosts), unnest($names)))"
    columns = ", ".join(f'"{name}"' for name in _RATE.columns)
    logs = [name for name in view.sources("rate") if view.catalog.source(name).kind == "log"]
    values = {"hosts": [host for host, _ in pairs], "names": [name for _, name in pairs], "logs": logs}
    full = view.query(
        f"SELECT {columns} FROM rate WHERE {which} AND NOT list_contains($logs, source) ORDER BY ALL", **values
    )
    words = view.query(
        f"SELECT {columns} FROM {view.told('rate')} WHERE {which} AND list_contains($logs, source) ORDER BY ALL",
        **values,
    )
    words.sort(key=lambda record: str(record[_AT["known"]]))
    found: dict[tuple[str, str], _Told] = {}
    for record, log in [*((record, False) for record in full), *((record, True) for record in words)]:
        held = found.setdefault(pairs[str(record[_AT["host"]]), str(record[_AT["model"]])], _Told())
        (held.words if log else held.full).append(record)
    return found


def _pairs(view: View, models: Mapping[str, date], *, all_hosts: bool) -> dict[tuple[str, str], tuple[str, str]]:
    """The host and the model that each way of writing them means, of the models that are looked at."""
    catalog = view.catalog
    found = {}
    for host, name in view.query(f"SELECT DISTINCT host, model FROM {view.told('rate')}"):
        known = catalog.canonical(str(name))
        if known and known.model in models:
            at = canonical(catalog, str(host))
            owner = catalog.organisations[at].owner if at in catalog.organisations else ""
            if all_hosts or known.organisation in (at, owner):
                found[str(host), str(name)] = (at, known.model)
    return found


def _at_one_host(view: View, held: _Told, released: date, on: date | None, all_hosts: bool) -> Sold:
    """The offers of one model at one host on each day on which what is told of them changes."""
    if released > view.as_of:
        return []
    sources = view.sources("rate")
    ends = {end + timedelta(days=1) for name in sources if (end := view.catalog.source(name).ends)}
    days = [on] if on else sorted({released, *(day for day in held.days(ends) if released < day <= view.as_of)})
    found: list[tuple[date, Sequence[Offer]]] = []
    for day in days:
        records = held.on(day, asked(sources, view.catalog, day))
        offers = offers_of(view, day, records).values() if records else ()
        found.append((day, [offer for offer in offers if all_hosts or offer.first_party]))
    return found


def _timeline(view: View, sold: Sold, workload: Workload) -> list[Cheapest]:
    """The cheapest offer of one model at one host, from day to day."""
    line: list[Cheapest] = []
    for day, offers in sold:
        priced = [_priced(view, day, offer, workload) for offer in offers]
        best = min(priced, key=_usd, default=_nothing(day))
        if not line or (_usd(line[-1]), line[-1].dated) != (_usd(best), best.dated):
            line.append(best)
    return _taken_back(line)


def _taken_back(line: list[Cheapest]) -> list[Cheapest]:
    """The first price with a day, from the first day on."""
    first = next((one for one in line if one.dated), None)
    if first is None or first is line[0]:
        return line
    listed_late = first.day - line[0].day <= LATE
    return [replace(first, day=line[0].day, dated=listed_late), *line[line.index(first) :]]


def _priced(view: View, day: date, offer: Offer, workload: Workload) -> Cheapest:
    dated = {name: quote for name, quote in offer.quotes.items() if name != TERMS and _is_dated(quote, workload)}
    # What says which prices are promotions is heard in any case.
    dated |= {name: quote for name, quote in offer.quotes.items() if name == TERMS} if dated else {}
    for quotes in (dated, offer.quotes) if dated else (offer.quotes,):
        source = preferred({name: quote.priced for name, quote in quotes.items()})
        asked_of = replace(offer, quotes=quotes, source=source)
        book = Book(view=view, on=day, offers={offer.id: asked_of})
        try:
            usd, unit = mean(book, asked_of, workload)
        except NotEnoughData:
            continue
        if usd > 0 and unit == "USD":
            asked_for = (book, asked_of, workload)
            return Cheapest(day=day.toordinal(), usd=usd, dated=quotes is dated, asked=asked_for)
    return _nothing(day)


def _is_dated(quote: Listing, workload: Workload) -> bool:
    """Whether a source prices every meter of a workload from a day or an instant on."""
    days = {rate.meter: rate.effective_from or rate.known for rate in quote.rates if rate.amount is not None}
    return all(days.get(meter) for meter in workload.tokens)


def _nothing(day: date) -> Cheapest:
    return Cheapest(day=day.toordinal(), usd=np.inf, dated=False, asked=None)


def _usd(one: Cheapest) -> float:
    return one.usd


def _joined(lines: Sequence[Sequence[Cheapest]]) -> list[Cheapest]:
    """The cheapest of several hosts; none where none ever has a price."""
    days = sorted({one.day for line in lines for one in line})
    found: list[Cheapest] = []
    for day in days:
        now = [past[-1] for line in lines if (past := [one for one in line if one.day <= day])]
        best = min(now, key=_usd)
        if not found or (_usd(found[-1]), found[-1].dated) != (_usd(best), best.dated):
            found.append(replace(best, day=day))
    return found if any(one.asked for one in found) else []


def _table(days: NDArray[np.int64], lines: Sequence[Sequence[Cheapest]]) -> NDArray[np.float64]:
    table = np.full((len(days), len(lines)), np.inf)
    for column, line in enumerate(lines):
        starts = np.searchsorted(days, [one.day for one in line])
        for start, end, one in zip(starts, [*starts[1:], len(days)], line, strict=True):
            table[start:end, column] = _usd(one)
    return table


def _holds(record: Record, last: datetime) -> bool:
    start, end = record[_AT["effective_from"]], record[_AT["effective_to"]]
    begun = not isinstance(start, datetime) or start <= last
    return begun and (not isinstance(end, datetime) or end > last)
