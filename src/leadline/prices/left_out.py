"""What is listed and not priced on a day: it stands in no list, and to ask for it is an error that says why.

- Offers of a day before their model first appeared, where no source's price reaches back to it (`appearance.py`).
- Makers' own offers of which nobody states a price but a router's (`mirrored.py`).
"""

from dataclasses import dataclass
from datetime import date

from leadline.prices.appearance import unborn
from leadline.prices.mirrored import COPIES, mirrored
from leadline.prices.offer import Offer, without
from leadline.store.view import View


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An offer that is not priced on the day."""

    offer: Offer
    first: date | None
    """The day on which its model first appeared; None where its only price is a router's."""
    reason: str


def own_prices(view: View, offer: Offer) -> Offer:
    """An offer with what a source copied from a router set apart, where it is the maker's own."""
    return without(view.catalog, offer, mirrored(view, offer.quotes)) if offer.first_party else offer


def left_out(view: View, day: date, offer: Offer) -> LeftOut | None:
    """Why an offer is not priced; None where it is."""
    if first := unborn(view, day, offer):
        reason = f"{offer.id} has no price on {day}: its model first appeared on {first}. Ask for that or a later day."
        return LeftOut(offer=offer, first=first, reason=reason)
    if offer.first_party and offer.source in mirrored(view, offer.quotes):
        router = COPIES[offer.source]
        reason = (
            f"{offer.id} has no price of its maker's own: {offer.source} alone lists it, at the price of the router "
            f"{router}. Name an offer of a host, such as {offer.vendor}/{offer.model}@{router}."
        )
        return LeftOut(offer=offer, first=None, reason=reason)
    return None
