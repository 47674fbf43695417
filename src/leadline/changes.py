"""What differs between two views: prices that moved, offers that came, models that set records.

Only what both views can tell is compared: a price by one source that both hold, an offer as new only if a source of
both lists it now and did not then, a record only if the earlier view had not scored its model. Each price is taken in
its own view, on the day of that view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.capability.index import index
from leadline.capability.records import Record, records
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.prices.base import METERS, base_price, base_rates
from leadline.prices.book import Book, Offer, book
from leadline.prices.preference import ORDER
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
    was, now = book(earlier), book(later)
    then = _by_listing(was)
    offers = [offer for _, offer in sorted(now.offers.items()) if offer.first_party]
    pairs = [(next((then[one] for one in _listings(offer) if one in then), None), offer) for offer in offers]
    changes = [
        change for old, new in pairs if old for meter in METERS if (change := _change((was, old), (now, new), meter))
    ]
    return sorted(changes, key=_size, reverse=True)


def new_offers(earlier: View, later: View) -> list[Offer]:
    """Priced first-party offers that a source of both views lists in the later and did not in the earlier, by id."""
    then, before = _by_listing(book(earlier)), set(earlier.sources("rate"))
    candidates = [offer for _, offer in sorted(book(later).offers.items()) if offer.first_party and offer.priced]
    new = [offer for offer in candidates if not any(listing in then for listing in _listings(offer))]
    return [offer for offer in new if before & set(offer.quotes)]


def new_records(earlier: View, later: View, groups: Sequence[str]) -> list[Record]:
    """Records of the groups by models that the earlier view had not scored, oldest first.

    Raises NotEnoughData where either view has no scores, or where they come from two sources, which cover other models.
    """
    then, now = index(earlier), index(later)
    if then.source != now.source:
        raise NotEnoughData(f"the scores then were {then.source}, now {now.source}: the two cover different models.")
    scored = {_name(earlier, model.name) for model in then.models}
    found = [record for name in groups for record in records(later, name) if _name(later, record.model) not in scored]
    return sorted(found, key=lambda record: (record.day, record.group))


def _name(view: View, model: str) -> str:
    known = view.catalog.model(model)
    return known.model if known else model


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


def _size(change: PriceChange) -> float:
    """How many times; what became free, or ceased to be, is beyond any."""
    low, high = sorted((change.before.value, change.after.value))
    return high / low if low else float("inf")
