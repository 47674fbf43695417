"""Where sources disagree about a price on one day, by how much, and what the likely cause is.

Compared are base prices: standard service, outside of hours of their own, below every context tier, without a condition
on the region, in one currency. Two prices that differ by no more than half a per cent of the larger are the same.

The likely cause is told by the rules of `causes.py` from what the sources state and have stated.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadline.model import Figure
from leadline.prices.agreement import agree
from leadline.prices.base import METERS, base_rates
from leadline.prices.book import Book
from leadline.prices.causes import Case, cause
from leadline.prices.listing import OfferKey, offer_key
from leadline.prices.named import all_listings
from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER
from leadline.prices.tellings import Listing, Telling, tellings, told_as

METHOD = "price_spread/2"


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One meter of one offer that sources price differently."""

    offer: Offer
    meter: str
    amounts: Mapping[str, Decimal]
    """US dollars, or another single currency, for a million tokens, by source."""
    causes: Mapping[str, str]
    """The likely cause, by source that says otherwise than the one that is used."""
    spread: Figure
    """The highest price as a multiple of the lowest."""

    @property
    def cause(self) -> str:
        """The likely causes, each once."""
        return ", ".join(dict.fromkeys(self.causes.values()))


def disagreements(prices: Book, *, first_party: bool = True) -> list[Disagreement]:
    """All disagreements of a day, widest first; of makers' own offers, or of all."""
    offers = [o for o in prices.offers.values() if len(o.said) > 1 and (o.first_party or not first_party)]
    disputed = [(o, meter, amounts) for o in offers for meter in METERS if (amounts := _disputed(o, meter))]
    told = told_of(prices, [offer for offer, _, _ in disputed])
    found = [_disagreement(prices, offer, meter, amounts, told[offer.id]) for offer, meter, amounts in disputed]
    return sorted(found, key=lambda one: (-one.spread.value, one.offer.id, one.meter))


def _disputed(offer: Offer, meter: str) -> dict[str, Decimal]:
    """The amounts by source, in one currency, where they differ by more than rounding; else none."""
    rates = base_rates(offer, meter)
    amounts = {source: rate.amount for source, rate in rates.items() if rate.amount}
    if len({rate.currency for rate in rates.values()}) != 1 or len(amounts) < 2:
        return {}
    return {} if agree(min(amounts.values()), max(amounts.values())) else amounts


def told_of(prices: Book, offers: Iterable[Offer]) -> dict[str, list[Telling]]:
    """What was ever said of each offer: by the sources of the book, and under the same ids by closed archives."""
    listings = {offer.id: set(told_as(offer)) for offer in offers}
    owners: dict[OfferKey, list[str]] = {}
    for offer, held in listings.items():
        for _, host, model in held:
            owners.setdefault(offer_key(prices.view.catalog, host, model), []).append(offer)
    for listing in all_listings(prices.view):
        for offer in owners.get(offer_key(prices.view.catalog, *listing[1:]), ()):
            if listing[0] not in prices.offers[offer].said:
                listings[offer].add(listing)
    by_listing: dict[Listing, list[Telling]] = {}
    for one in tellings(prices.view, (listing for held in listings.values() for listing in held)):
        by_listing.setdefault(one.listing, []).append(one)
    return {offer: [one for listing in held for one in by_listing.get(listing, ())] for offer, held in listings.items()}


def _disagreement(
    prices: Book, offer: Offer, meter: str, amounts: Mapping[str, Decimal], told: Sequence[Telling]
) -> Disagreement:
    used = min(
        amounts, key=lambda source: (source != offer.source, source in offer.mirrored, list(ORDER).index(source))
    )
    others = [source for source in amounts if not agree(amounts[source], amounts[used])]
    pairs = {source: {used: amounts[used], source: amounts[source]} for source in others}
    return Disagreement(
        offer=offer,
        meter=meter,
        amounts=amounts,
        causes={
            source: cause(Case(prices=prices, offer=offer, meter=meter, amounts=pair, told=told))
            for source, pair in pairs.items()
        },
        spread=_spread(prices, offer, meter, amounts, max(amounts.values()) / min(amounts.values())),
    )


def _spread(prices: Book, offer: Offer, meter: str, amounts: Mapping[str, Decimal], value: Decimal) -> Figure:
    return Figure(
        metric="price_spread",
        args={"offer": offer.id, "meter": meter},
        value=float(value),
        unit="times",
        as_of=prices.view.as_of,
        on=prices.on,
        method=METHOD,
        grade="measured",
        evidence=prices.view.evidence(*amounts),
    )
