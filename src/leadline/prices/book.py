"""The price book: all rates in force on a day, by offer; and what is left out of it, and why (`left_out.py`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Rate
from leadline.prices.finding import Finder
from leadline.prices.left_out import LeftOut, left_out, own_prices
from leadline.prices.listing import listings, same_offers
from leadline.prices.offer import Offer, by_unique_id, offer_of
from leadline.prices.preference import asked
from leadline.store.view import Record, View
from leadline.units import end_of

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Book:
    """All offers of a day, by id."""

    view: View
    on: date
    offers: Mapping[str, Offer]
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    """What is listed and not priced, by id."""
    at: datetime | None = None
    """The instant of the prices, where one was asked for; else they are those of the end of the day."""
    exchange: Mapping[str, Decimal] = field(default_factory=dict)
    """How many of a currency a US dollar is worth, as the user says."""
    hosts: tuple[str, ...] = ()
    """The hosts whose offers it holds, as sources write them; of all where none is named."""

    def find(self, name: str) -> Offer:
        """The offer that a name means (`finding.py`).

        Raises UnknownName with the nearest ids, NotEnoughData where it is left out, and UserError where the name means
        several offers.
        """
        found = self._finder.meant(name)
        if not found or (len(found) > 1 and name in self.left_out):
            raise self._unfound(name)
        if len(found) > 1:
            ids = ", ".join(sorted(offer.id for offer in found)[:8]) + (", ..." if len(found) > 8 else "")
            raise UserError(f"{name!r} means several offers: {ids}. Name one of them.")
        return found[0]

    def everywhere(self, name: str) -> list[Offer]:
        """The offers of one model at every host that lists it, by id; `name` as for `find`, or without the host."""
        if found := self._finder.everywhere(name):
            return found
        raise self._unfound(name)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(catalog=self.view.catalog, on=self.on, offers=self.offers)

    def _unfound(self, name: str) -> UserError:
        """Why there is no such offer."""
        left = {id: one.offer for id, one in self.left_out.items()}
        finder = Finder(catalog=self.view.catalog, on=self.on, offers=left)
        if meant := finder.meant(name) or finder.everywhere(name):
            return NotEnoughData(self.left_out[meant[0].id].reason)
        return UnknownName(
            "model", name, self._finder.names(name), f"It is in no price list known on {self.view.as_of}."
        )


def book(
    view: View,
    on: date | None = None,
    *,
    at: time | None = None,
    exchange: Mapping[str, Decimal] | None = None,
    hosts: Collection[str] = (),
) -> Book:
    """The price book of a day: the rates in force at its end, or at a time of it in UTC (default: the day of the view).

    With `hosts`, as sources write them, only what these sell, for who looks at many days: an offer is of one host, so
    that what is left is the same as in the whole book.

    A rate without a first instant began on an unknown day and counts as in force; in a log, it began when it became
    known. Where a source cannot say, nothing is made up: an offer that it lists without a price has none. Costs are
    told in US dollars where the user gives a rate of exchange, else in the currency of the rates.
    """
    view.require("rate")
    day = on or view.as_of
    instant = datetime.combine(day, at, tzinfo=UTC) if at is not None else None
    offers, left = _sorted_out(view, day, _in_force(view, day, instant, hosts))
    if not offers:
        where = f" at {', '.join(sorted(hosts))}" if hosts else ""
        raise NotEnoughData(f"No price in force{where} on {day} was known on {view.as_of}.")
    rates = dict(exchange or {})
    return Book(view=view, on=day, offers=offers, left_out=left, at=instant, exchange=rates, hosts=tuple(hosts))


def offers_of(view: View, day: date, records: Sequence[Record]) -> dict[str, Offer]:
    """The offers, by id, that rates in force on a day make: of all rates, or of those of some models."""
    return _sorted_out(view, day, records)[0]


def _sorted_out(view: View, day: date, records: Sequence[Record]) -> tuple[dict[str, Offer], dict[str, LeftOut]]:
    """The offers that rates in force on a day make, and those that are left out."""
    words = {source: view.vintage(source) for source in view.sources("rate")}
    found = listings(view.catalog, records, words, day)
    later = _first_read_later(view, day)
    found = [replace(one, taken_back=True) if one.source in later and not one.dated else one for one in found]
    kept, left = [], []
    for quotes in same_offers(view.catalog, found):
        offer = own_prices(view, offer_of(view.catalog, quotes))
        if out := left_out(view, day, offer):
            left.append(out)
        else:
            kept.append(offer)
    return by_unique_id(kept), {one.offer.id: one for one in left}


def _first_read_later(view: View, day: date) -> set[str]:
    """The sources that are no logs and were first read later than a day."""
    if day >= view.as_of:
        return set()
    full = [name for name in view.sources("rate") if view.catalog.source(name).kind == "full"]
    return {name for name in full if day < view.vintage(name) and day < view.history(name)[0]}


def _in_force(view: View, day: date, instant: datetime | None, hosts: Collection[str]) -> list[Record]:
    """The rates in force, sorted. The last word of a log may be later than the day: its word of then is asked."""
    last = instant or end_of(day) - MOMENT
    kinds = {name: view.catalog.source(name).kind for name in asked(view.sources("rate"), view.catalog, day)}
    full = [name for name, kind in kinds.items() if kind == "full"]
    logs = [name for name, kind in kinds.items() if kind == "log"]
    return [*_rates(view, last, full, hosts), *_words_of(view, last, logs, hosts)]


def _words_of(view: View, last: datetime, logs: Sequence[str], hosts: Collection[str]) -> Sequence[Record]:
    try:
        then = view.earlier(min(last.date(), view.as_of), last + MOMENT)
        return _kept(then, last, tuple(name for name in logs if name in then.sources("rate")), tuple(hosts))
    except NotEnoughData:
        return []


@lru_cache(maxsize=2)
def _kept(then: View, last: datetime, logs: tuple[str, ...], hosts: tuple[str, ...]) -> Sequence[Record]:
    """The words of logs on a day: the book of a past day and the book that was known on it ask the same."""
    return _rates(then, last, logs, hosts)


def _rates(view: View, last: datetime, sources: Sequence[str], hosts: Collection[str]) -> list[Record]:
    if not set(sources) & set(view.sources("rate")):
        return []
    return view.records(
        Rate,
        "(effective_from IS NULL OR effective_from <= $last) AND (effective_to IS NULL OR effective_to > $last) "
        f"AND list_contains($sources, source){' AND list_contains($hosts, host)' if hosts else ''}",
        sources=list(sources),
        last=last.replace(tzinfo=None),
        **({"hosts": list(hosts)} if hosts else {}),
    )
