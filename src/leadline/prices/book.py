"""The price book: all rates in force on a day, by offer.

An offer is a model as one host sells it. Its id is `vendor/model`, with `@host` where the host is not the vendor. The
vendor is the maker of the model where the catalogue knows it, else the host. Ids keep the spelling of the source whose
prices are used.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from leadline.catalog import Catalog, key
from leadline.catalog.aliases import Meaning
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Rate
from leadline.prices.listing import Listing, canonical, listings, same_offers
from leadline.prices.preference import ORDER, asked, preferred
from leadline.prices.tariff import Basis, Tariff, tariff
from leadline.prices.terms import TERMS, read_by_terms
from leadline.store.view import Record, View
from leadline.units import end_of

MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A model as one host sells it, with its rates in force."""

    id: str
    vendor: str
    """Canonical id of the maker; the host's where the maker is not known."""
    host: str
    model: str
    """As the source writes it whose prices are used."""
    first_party: bool
    """Whether the maker itself sells it, or a host that it owns."""
    source: str
    """Whose prices are used."""
    quotes: Mapping[str, Listing]
    """What each source says of it."""
    note: str = ""
    """What a name that moves meant when it was asked for; empty where the offer was asked for by its own."""

    @property
    def meant(self) -> str | None:
        """The id of the version that its own meant on the day, where its id moves."""
        meaning = self.quotes[self.source].meaning
        return meaning.model if meaning else None

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The rates that are used."""
        return self.quotes[self.source].rates

    @property
    def priced(self) -> bool:
        """Whether any source states a price; an offer without one is unknown, not free."""
        return self.quotes[self.source].priced

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that state a price; those that list it, where none does."""
        return tuple(sorted(name for name, quote in self.quotes.items() if quote.priced or not self.priced))

    def tariff(
        self, service: str, source: str | None = None, basis: Basis = "charged", *, region: str | None = None
    ) -> Tariff:
        """Its prices of one service, arranged for pricing; of the source that is used, or of another."""
        which = (service, source or self.source, basis, region)
        found = self._tariffs.get(which)
        if found is None:
            found = self._tariffs[which] = tariff(read_by_terms(self.quotes, which[1]), service, basis, region)
        return found

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The services for which any source states a price."""
        return tuple(sorted({rate.service for rate in self._priced_rates}))

    def regions(self, service: str) -> tuple[str, ...]:
        """The regions for which any source states prices of a service."""
        return tuple(sorted({r.region for r in self._priced_rates if r.region is not None and r.service == service}))

    @property
    def _priced_rates(self) -> Iterator[Rate]:
        return (rate for quote in self.quotes.values() for rate in quote.rates if rate.amount is not None)

    @cached_property
    def _tariffs(self) -> dict[tuple[str, str, Basis, str | None], Tariff]:
        return {}


@dataclass(frozen=True, kw_only=True)
class Book:
    """All offers of a day, by id."""

    view: View
    on: date
    offers: Mapping[str, Offer]
    at: datetime | None = None
    """The instant of the prices, where one was asked for; else they are those of the end of the day."""
    exchange: Mapping[str, Decimal] = field(default_factory=dict)
    """How many of a currency a US dollar is worth, as the user says."""
    hosts: tuple[str, ...] = ()
    """The hosts whose offers it holds, as sources write them; of all where none is named."""

    def find(self, name: str) -> Offer:
        """The offer that a name means: its id, with any alias of the vendor, or a model's name alone.

        A model's name alone means the maker's own offer. A name that moves (`-latest`) means its own entry where a
        source has it with days, or in a log; else, the entry being missing or stale, what the name meant on the day.

        Raises UnknownName with the nearest ids, and UserError where
        the name means several offers.
        """
        if name in self.offers:
            return self.offers[name]
        if meant := self._by_own_entry(name) or self._by_alias(name):
            return meant
        found = self._by_id(name) or self._by_model(name)
        if not found:
            raise UnknownName("model", name, self._known(name), f"It is in no price list known on {self.view.as_of}.")
        if len(found) > 1:
            ids = ", ".join(sorted(offer.id for offer in found)[:8]) + (", ..." if len(found) > 8 else "")
            raise UserError(f"{name!r} means several offers: {ids}. Name one of them.")
        return found[0]

    def everywhere(self, name: str) -> list[Offer]:
        """The offers of one model at every host that lists it, by id; `name` as for `find`, or without the host."""
        vendor, _, model = name.partition("@")[0].rpartition("/")
        catalog = self.view.catalog
        moved = self._by_alias(name)
        found = [o for o in self.offers.values() if _same(catalog, o.model, moved.model if moved else model)]
        owners = {canonical(catalog, vendor)} if vendor else {offer.vendor for offer in found}
        same = sorted((offer for offer in found if offer.vendor in owners), key=lambda offer: offer.id)
        if not same:
            raise UnknownName("model", name, self._known(name), f"It is in no price list known on {self.view.as_of}.")
        return same

    def _by_own_entry(self, name: str) -> Offer | None:
        """The offer under a name that moves, where a source tells of the day itself; with a note on what it meant."""
        for meaning in self._meanings(name):
            for offer in self.offers.values():
                if offer.vendor == offer.host == meaning.vendor and self._is_told(offer, meaning):
                    return replace(offer, note=self._what_it_meant(meaning))
        return None

    def _is_told(self, offer: Offer, meaning: Meaning) -> bool:
        kinds = {source: self.view.catalog.source(source).kind for source in offer.quotes}
        return any(
            quote.key == key(meaning.alias) and (quote.dated or kinds[source] == "log")
            for source, quote in offer.quotes.items()
        )

    def _meanings(self, name: str) -> list[Meaning]:
        """What a name meant on the day, at each vendor that it may be of."""
        vendor, slash, model = name.rpartition("/")
        catalog = self.view.catalog
        vendors = [canonical(catalog, vendor)] if slash else catalog.vendors_of(model)
        found = [catalog.meaning(one, model, self.on) for one in vendors]
        return [meaning for meaning in found if meaning]

    def _what_it_meant(self, meaning: Meaning) -> str:
        return f"{meaning.alias} meant {meaning.model} on {self.on} ({meaning.source})"

    def _by_alias(self, name: str) -> Offer | None:
        """What a name that moves meant on the day, with a note that says so; None where nobody says, or it is gone."""
        for meaning in self._meanings(name):
            found = [offer for offer in self.offers.values() if _is_version(self.view.catalog, offer, meaning)]
            if found:
                return replace(_own(found, meaning.model)[0], note=self._what_it_meant(meaning))
        return None

    def _by_id(self, name: str) -> list[Offer]:
        vendor, slash, rest = name.partition("/")
        if not slash:
            return []
        model, _, host = rest.partition("@")
        catalog = self.view.catalog
        vendor, host = canonical(catalog, vendor), canonical(catalog, host) if host else ""
        found = [o for o in self.offers.values() if o.vendor == vendor and _same(catalog, o.model, model)]
        return (
            [o for o in found if o.host == host] if host else _own([o for o in found if o.first_party] or found, model)
        )

    def _by_model(self, name: str) -> list[Offer]:
        model, _, host = name.partition("@")
        host = canonical(self.view.catalog, host) if host else ""
        found = [o for o in self.offers.values() if _same(self.view.catalog, o.model, model)]
        own = [o for o in found if (o.host == host if host else o.first_party)]
        # Among resellers none is meant more than another.
        return _own(own, model) if own or host else found

    def _known(self, name: str) -> list[str]:
        if "/" in name:
            return list(self.offers)
        return [offer.model for offer in self.offers.values()]


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
    offers = offers_of(view, day, _in_force(view, day, instant, hosts))
    if not offers:
        where = f" at {', '.join(sorted(hosts))}" if hosts else ""
        raise NotEnoughData(f"No price in force{where} on {day} was known on {view.as_of}.")
    return Book(view=view, on=day, offers=offers, at=instant, exchange=dict(exchange or {}), hosts=tuple(hosts))


def offers_of(view: View, day: date, records: Sequence[Record]) -> dict[str, Offer]:
    """The offers, by id, that rates in force on a day make: of all rates, or of those of some models."""
    words = {source: view.vintage(source) for source in view.sources("rate")}
    found = listings(view.catalog, records, words, day)
    later = _first_read_later(view, day)
    found = [replace(one, taken_back=True) if one.source in later and not one.dated else one for one in found]
    return _by_unique_id([_offer(view, quotes) for quotes in same_offers(view.catalog, found)])


def _first_read_later(view: View, day: date) -> set[str]:
    """The sources that are no logs and were first read later than a day."""
    if day >= view.as_of:
        return set()
    full = [name for name in view.sources("rate") if view.catalog.source(name).kind == "full"]
    return {name for name in full if day < view.vintage(name) and day < view.history(name)[0]}


def taken_back(quotes: Mapping[str, Listing]) -> set[str]:
    """The sources whose prices of a past day are those of a later one; the source of terms, with days, lists none."""
    return {name for name, quote in quotes.items() if quote.taken_back or name == TERMS}


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


def _offer(view: View, quotes: Mapping[str, Listing]) -> Offer:
    source = preferred({name: quote.priced for name, quote in quotes.items()}, taken_back(quotes))
    used = quotes[source]
    organisations = view.catalog.organisations
    owned = used.host in organisations and organisations[used.host].owner == used.vendor
    return Offer(
        id=f"{used.vendor}/{used.bare}" + ("" if used.host == used.vendor else f"@{used.host}"),
        vendor=used.vendor,
        host=used.host,
        model=used.model,
        first_party=used.made and (used.host == used.vendor or owned),
        source=source,
        quotes=quotes,
    )


def _by_unique_id(offers: Sequence[Offer]) -> dict[str, Offer]:
    """Offers by id; where two listings at one host would have the same, the later is named by its whole spelling."""
    found: dict[str, Offer] = {}
    for offer in sorted(offers, key=lambda offer: (-len(offer.quotes), offer.model)):
        unique = offer if offer.id not in found else replace(offer, id=f"{offer.id}/{offer.model}")
        found[unique.id] = unique
    return found


def _is_version(catalog: Catalog, offer: Offer, meaning: Meaning) -> bool:
    used = offer.quotes[offer.source].meaning
    own = offer.vendor == offer.host == meaning.vendor
    return own and _same(catalog, used.model if used else offer.model, meaning.model)


def _same(catalog: Catalog, one: str, other: str) -> bool:
    """Whether two ids are one model: by key, or by the catalogue."""
    if key(one) == key(other) or key(one.rsplit("/", 1)[-1]) == key(other):
        return True
    known = catalog.canonical(other)
    return known is not None and catalog.canonical(one) is known


def _by_one_id(found: list[Offer]) -> list[Offer]:
    """Of offers that one id means at one host, on different days of the sources' words, that of the most trusted."""
    if len({(offer.host, offer.model) for offer in found}) > 1:
        return found
    return [min(found, key=lambda offer: list(ORDER).index(offer.source))]


def _own(found: list[Offer], model: str) -> list[Offer]:
    """Of several spellings of one model the one that was asked for, to the letter or by key, in the most sources."""
    for same in (lambda o: o.model == model, lambda o: key(o.model) == key(model), lambda o: True):
        if exact := [offer for offer in found if same(offer)]:
            most = max(len(offer.quotes) for offer in exact)
            return _by_one_id([offer for offer in exact if len(offer.quotes) == most])
    return found
