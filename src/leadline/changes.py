"""What differs between two views: prices that moved, offers that came, models that set records.

Only what both views can tell is compared: where a source had no snapshot in the earlier view, nothing of it changed.
Each price is taken in its own view, on the day of that view.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.capability.lead import Record, records
from leadline.errors import NotEnoughData
from leadline.model import Figure, Rate, Workload
from leadline.prices.book import Book, Offer, book
from leadline.prices.cost import cost
from leadline.store.view import View

METERS = ("input", "output")
MTOK = 1_000_000


@dataclass(frozen=True, kw_only=True)
class PriceChange:
    """A price that is not what it was: of a million tokens of one meter on one offer."""

    offer: Offer
    meter: str
    before: Figure
    after: Figure


def price_changes(earlier: View, later: View) -> list[PriceChange]:
    """Base prices of first-party offers that both views price, where they differ; largest change first."""
    was, now = book(earlier), book(later)
    both = sorted(name for name, offer in now.offers.items() if offer.first_party and name in was.offers)
    changes = [change for name in both for meter in METERS if (change := _change(was, now, name, meter))]
    return sorted(changes, key=lambda change: -max(_factor(change), 1 / _factor(change)))


def new_offers(earlier: View, later: View) -> list[Offer]:
    """Priced first-party offers that the later view has and the earlier has not, by id."""
    was, now = book(earlier), book(later)
    return [now.offers[name] for name in sorted(now.offers) if name not in was.offers and _counts(now.offers[name])]


def new_records(earlier: View, later: View, groups: Sequence[str]) -> list[Record]:
    """Records of the groups by models that were released after the day of the earlier view, oldest first.

    Raises NotEnoughData where either view has no scores.
    """
    found = [record for name in groups for record in records(later, name) if record.day > earlier.as_of]
    return sorted(found, key=lambda record: (record.day, record.group))


def _change(was: Book, now: Book, name: str, meter: str) -> PriceChange | None:
    before, after = _price(was, was.offers[name], meter), _price(now, now.offers[name], meter)
    if not before or not after or before.value == after.value or not before.value or not after.value:
        return None
    return PriceChange(offer=now.offers[name], meter=meter, before=before, after=after)


def _price(of: Book, offer: Offer, meter: str) -> Figure | None:
    if not any(_is_base(rate, meter) for rate in offer.rates):
        return None
    try:
        return cost(of, offer, Workload(tokens={meter: MTOK}))
    except NotEnoughData:
        return None


def _is_base(rate: Rate, meter: str) -> bool:
    return rate.meter == meter and rate.amount is not None and not rate.from_tokens


def _counts(offer: Offer) -> bool:
    return offer.first_party and offer.priced


def _factor(change: PriceChange) -> float:
    return change.after.value / change.before.value
