"""What differs between two views: prices that moved, offers that came, models that set records.

Only what both views can tell is compared: a price by one source that both hold, an offer as new only if a source of
both lists it now and did not then, a record only if the earlier view had not scored its model. Each price is taken in
its own view, on the day of that view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.capability.index import index
from leadline.capability.lead import Record, records
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
    both = sorted(name for name, offer in now.offers.items() if offer.first_party and name in was.offers)
    changes = [change for name in both for meter in METERS if (change := _change(was, now, name, meter))]
    return sorted(changes, key=_size, reverse=True)


def new_offers(earlier: View, later: View) -> list[Offer]:
    """Priced first-party offers that a source of both views lists in the later and did not in the earlier, by id."""
    was, now = book(earlier), book(later)
    before = set(earlier.sources("rate"))
    candidates = [now.offers[name] for name in sorted(now.offers) if name not in was.offers]
    return [offer for offer in candidates if offer.first_party and offer.priced and before & set(offer.quotes)]


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


def _change(was: Book, now: Book, name: str, meter: str) -> PriceChange | None:
    before, after = base_rates(was.offers[name], meter), base_rates(now.offers[name], meter)
    source = next((source for source in ORDER if source in before and source in after), None)
    if source is None or before[source].currency != after[source].currency:
        return None
    old, new = (base_price(prices, prices.offers[name], meter, source) for prices in (was, now))
    return PriceChange(offer=now.offers[name], meter=meter, before=old, after=new) if old.value != new.value else None


def _size(change: PriceChange) -> float:
    """How many times; what became free, or ceased to be, is beyond any."""
    low, high = sorted((change.before.value, change.after.value))
    return high / low if low else float("inf")
