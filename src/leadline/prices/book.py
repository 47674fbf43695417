"""The price book: all rates in force on a day, by offer.

An offer is a model as one host sells it. Its id is `vendor/model`, with `@host` where the host is not the vendor. The
vendor is the maker of the model where the catalogue knows it, else the host. Ids keep the host's own spelling of the
model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leadline.catalog import Catalog, key
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Rate
from leadline.store.view import View
from leadline.units import end_of

SOURCES = ("genai_prices",)
"""The sources of prices in the order of preference."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A model as one host sells it, with its rates in force."""

    id: str
    vendor: str
    """Canonical id of the maker; the host's where the maker is not known."""
    host: str
    model: str
    """As the host writes it."""
    first_party: bool
    """Whether the maker itself sells it, or a host that it owns."""
    rates: tuple[Rate, ...]

    @property
    def priced(self) -> bool:
        """Whether the source gives any price; an offer without one is unknown, not free."""
        return any(rate.amount is not None for rate in self.rates)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that its rates come from."""
        return tuple(sorted({rate.source for rate in self.rates}))


@dataclass(frozen=True, kw_only=True)
class Book:
    """All offers of a day, by id."""

    view: View
    on: date
    offers: Mapping[str, Offer]

    def find(self, name: str) -> Offer:
        """The offer that a name means: its id, with any alias of the vendor, or a model's name alone.

        A model's name alone means the maker's own offer. Raises UnknownName with the nearest ids, and UserError where
        the name means several offers.
        """
        if name in self.offers:
            return self.offers[name]
        found = self._by_id(name) or self._by_model(name)
        if not found:
            raise UnknownName("model", name, self._known(name), f"It is in no price list known on {self.view.as_of}.")
        if len(found) > 1:
            ids = ", ".join(sorted(offer.id for offer in found))
            raise UserError(f"{name!r} means several offers: {ids}. Name one of them.")
        return found[0]

    def _by_id(self, name: str) -> list[Offer]:
        vendor, slash, rest = name.partition("/")
        if not slash:
            return []
        model, _, host = rest.partition("@")
        catalog = self.view.catalog
        vendor, host = _canonical(catalog, vendor), _canonical(catalog, host) if host else ""
        found = [o for o in self.offers.values() if o.vendor == vendor and _same(catalog, o.model, model)]
        return (
            [o for o in found if o.host == host] if host else _own([o for o in found if o.first_party] or found, model)
        )

    def _by_model(self, name: str) -> list[Offer]:
        model, _, host = name.partition("@")
        host = _canonical(self.view.catalog, host) if host else ""
        found = [o for o in self.offers.values() if _same(self.view.catalog, o.model, model)]
        own = [o for o in found if (o.host == host if host else o.first_party)]
        return _own(own or ([] if host else found), model)

    def _known(self, name: str) -> list[str]:
        if "/" in name:
            return list(self.offers)
        return [offer.model for offer in self.offers.values()]


def book(view: View, on: date | None = None) -> Book:
    """The price book of a day: the rates in force at its end (default: the day of the view).

    A rate without a first instant began on an unknown day and counts as in force. Where a source cannot say, nothing is
    made up: an offer that it lists without a price has none.
    """
    day = on or view.as_of
    rates = view.rows(
        Rate,
        "(effective_from IS NULL OR effective_from < $end) AND (effective_to IS NULL OR effective_to >= $end) "
        "AND list_contains($sources, source)",
        sources=list(SOURCES),
        end=end_of(day).replace(tzinfo=None),
    )
    if not rates:
        raise NotEnoughData(f"No price in force on {day} was known on {view.as_of}.")
    by_offer: dict[tuple[str, str], list[Rate]] = {}
    for rate in rates:
        by_offer.setdefault((rate.host, rate.model), []).append(rate)
    offers = [_offer(view.catalog, *name, group) for name, group in by_offer.items()]
    return Book(view=view, on=day, offers=_by_unique_id(offers))


def _offer(catalog: Catalog, host_name: str, model: str, rates: Sequence[Rate]) -> Offer:
    maker = catalog.maker(model)
    host = _canonical(catalog, host_name)
    vendor = maker.id if maker else host
    owned = host in catalog.organisations and catalog.organisations[host].owner == vendor
    return Offer(
        id=f"{vendor}/{_without_vendor(catalog, model, vendor)}" + ("" if host == vendor else f"@{host}"),
        vendor=vendor,
        host=host,
        model=model,
        first_party=maker is not None and (host == vendor or owned),
        rates=tuple(rates),
    )


def _without_vendor(catalog: Catalog, model: str, vendor: str) -> str:
    """A router's id names the maker first, as the offer's id does already."""
    prefix, slash, rest = model.partition("/")
    return rest if slash and _canonical(catalog, prefix) == vendor else model


def _by_unique_id(offers: Sequence[Offer]) -> dict[str, Offer]:
    """Offers by id; where a router lists one model with and without the maker's name, the one without keeps both."""
    found: dict[str, Offer] = {}
    for offer in sorted(offers, key=lambda offer: ("/" not in offer.model, offer.model)):
        unique = offer if offer.id not in found else replace(offer, id=f"{offer.id}/{offer.model}")
        found[unique.id] = unique
    return found


def _canonical(catalog: Catalog, name: str) -> str:
    return catalog.organisation(name).id if catalog.has_organisation(name) else name.casefold()


def _same(catalog: Catalog, one: str, other: str) -> bool:
    """Whether two ids are one model: by key, or by the catalogue."""
    if key(one) == key(other) or key(one.rsplit("/", 1)[-1]) == key(other):
        return True
    known = catalog.model(other)
    return known is not None and catalog.model(one) is known


def _own(found: list[Offer], model: str) -> list[Offer]:
    """Of several spellings of one model the one that was asked for, to the letter or by key."""
    for same in (lambda o: o.model == model, lambda o: key(o.model) == key(model)):
        if exact := [offer for offer in found if same(offer)]:
            return exact
    return found
