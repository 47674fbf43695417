"""An offer: a model as one host sells it, and what each source says of it.

Its id is `vendor/model`, with `@host` where the host is not the vendor. The vendor is the maker of the model where the
catalogue knows it, else the host. Ids keep the spelling of the source whose prices are used.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from leadline.catalog import Catalog
from leadline.model import Rate
from leadline.prices.listing import Listing
from leadline.prices.preference import preferred
from leadline.prices.tariff import Basis, Tariff, tariff
from leadline.prices.terms import TERMS, read_by_terms


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
    """What each source says of it, as far as it is a price of this host's own."""
    mirrored: Mapping[str, Listing] = field(default_factory=dict)
    """What sources say of it that is a router's price; it is shown, and never used."""
    note: str = ""
    """What a name that moves meant when it was asked for; empty where the offer was asked for by its own."""

    @property
    def meant(self) -> str | None:
        """The id of the version that its own meant on the day, where its id moves."""
        meaning = self.quotes[self.source].meaning
        return meaning.model if meaning else None

    @property
    def said(self) -> dict[str, Listing]:
        """What each source says of it, prices that are a router's too."""
        return {**self.quotes, **self.mirrored}

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


def taken_back(quotes: Mapping[str, Listing]) -> set[str]:
    """The sources whose prices of a past day are those of a later one; the source of terms, with days, lists none."""
    return {name for name, quote in quotes.items() if quote.taken_back or name == TERMS}


def offer_of(catalog: Catalog, quotes: Mapping[str, Listing]) -> Offer:
    """The offer that some listings mean, with the prices of the source that is preferred."""
    source = preferred({name: quote.priced for name, quote in quotes.items()}, taken_back(quotes))
    used = quotes[source]
    owned = used.host in catalog.organisations and catalog.organisations[used.host].owner == used.vendor
    return Offer(
        id=f"{used.vendor}/{used.bare}" + ("" if used.host == used.vendor else f"@{used.host}"),
        vendor=used.vendor,
        host=used.host,
        model=used.model,
        first_party=used.made and (used.host == used.vendor or owned),
        source=source,
        quotes=quotes,
    )


def without(catalog: Catalog, offer: Offer, sources: Collection[str]) -> Offer:
    """An offer without the quotes of some sources, which a router's prices stand in; as it is where none is left."""
    kept = {name: quote for name, quote in offer.quotes.items() if name not in sources}
    if not sources or not any(quote.priced for name, quote in kept.items() if name != TERMS):
        return offer
    return replace(offer_of(catalog, kept), mirrored={name: offer.quotes[name] for name in sources})


def by_unique_id(offers: Sequence[Offer]) -> dict[str, Offer]:
    """Offers by id; where two listings at one host would have the same, the later is named by its whole spelling.

    First comes what is of the day itself, then what most sources list.
    """
    found: dict[str, Offer] = {}
    for offer in sorted(offers, key=_prominence):
        unique = offer if offer.id not in found else replace(offer, id=f"{offer.id}/{offer.model}")
        found[unique.id] = unique
    return found


def _prominence(offer: Offer) -> tuple[bool, int, str]:
    return offer.source in taken_back(offer.quotes), -len(offer.said), offer.model
