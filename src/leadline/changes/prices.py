"""Prices that moved and offers that came between two views.

Only what both views can tell is compared: a price by one source that both hold, an offer as new only if a source of
both lists it now and did not then. Each price is taken in its own view, on the day of that view. A source that
corrected its own record tells no change of price: the rule is that of `prices/corrections.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leadline.model import Figure
from leadline.prices.base import METERS, base_price, base_rates
from leadline.prices.book import Book, book
from leadline.prices.corrections import moves
from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER
from leadline.prices.tellings import Listing, is_base, told_as
from leadline.store.view import View


@dataclass(frozen=True, kw_only=True)
class PriceChange:
    """A price that is not what it was: of a million tokens of one meter on one offer."""

    offer: Offer
    meter: str
    before: Figure
    after: Figure


def price_changes(earlier: View, later: View) -> list[PriceChange]:
    """Base prices of first-party offers by a source of both views, where they differ, the largest change first."""
    was, now = _book(earlier), _book(later)
    then = _by_listing(was)
    offers = [offer for _, offer in sorted(now.offers.items()) if offer.first_party]
    pairs = [(next((then[one] for one in _listings(offer) if one in then), None), offer) for offer in offers]
    changes = [
        change for old, new in pairs if old for meter in METERS if (change := _change((was, old), (now, new), meter))
    ]
    real = _real(earlier, later, {offer.id: (old, offer) for old, offer in pairs if old}, changes)
    return sorted(real, key=_size, reverse=True)


def new_offers(earlier: View, later: View) -> list[Offer]:
    """Priced first-party offers that a source of both views lists in the later and did not in the earlier, by id."""
    then, before = _by_listing(_book(earlier)), set(earlier.sources("rate"))
    candidates = [offer for _, offer in sorted(_book(later).offers.items()) if offer.first_party and offer.priced]
    new = [offer for offer in candidates if not any(listing in then for listing in _listings(offer))]
    return [offer for offer in new if before & set(offer.quotes)]


@lru_cache(maxsize=4)
def _book(view: View) -> Book:
    """The prices of a view: whoever asks what moved asks what is new as well."""
    return book(view)


def _listings(offer: Offer) -> list[tuple[str, str, str]]:
    """How each source writes an offer: its id follows the source that is used, and may change with it."""
    return [(source, quote.host, quote.model) for source, quote in offer.quotes.items()]


def _by_listing(prices: Book) -> dict[tuple[str, str, str], Offer]:
    return {listing: offer for offer in prices.offers.values() for listing in _listings(offer)}


def _change(then: tuple[Book, Offer], now: tuple[Book, Offer], meter: str) -> PriceChange | None:
    before, after = base_rates(then[1], meter), base_rates(now[1], meter)
    source = next((source for source in ORDER if source in before and source in after), None)
    if source is None or before[source].currency != after[source].currency:
        return None
    old, new = (base_price(prices, offer, meter, source) for prices, offer in (then, now))
    return PriceChange(offer=now[1], meter=meter, before=old, after=new) if old.value != new.value else None


def _real(
    earlier: View, later: View, offers: Mapping[str, tuple[Offer, Offer]], changes: Sequence[PriceChange]
) -> list[PriceChange]:
    """The changes but those of which every step between the two views is a correction of the source's record."""
    told = {listing for change in changes for offer in offers[change.offer.id] for listing in told_as(offer)}
    corrected: dict[tuple[Listing, str], bool] = {}
    for move in moves(later, told):
        if earlier.as_of < max(move.known, move.at).date() and is_base(move.term):
            step = (move.listing, move.term[0])
            corrected[step] = corrected.get(step, True) and bool(move.reason)
    return [
        change
        for change in changes
        if not any(corrected.get((listing, change.meter)) for listing in told_as(change.offer, _source(change)))
    ]


def _source(change: PriceChange) -> str:
    return str(change.after.args["source"])


def _size(change: PriceChange) -> float:
    """How many times; what became free, or ceased to be, is beyond any."""
    low, high = sorted((change.before.value, change.after.value))
    return high / low if low else float("inf")
