"""Comparisons across vendors: one workload on several offers, with ratios to a base."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadline.errors import UserError
from leadline.model import Figure, Workload
from leadline.prices.book import Book, Offer
from leadline.prices.cost import cost, ratio


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One offer in a comparison."""

    offer: Offer
    cost: Figure
    ratio: Figure | None
    """Cost as a multiple of the base's; None where the base is free."""


def compare(book: Book, offers: Sequence[Offer], workload: Workload, base: Offer | None = None) -> list[Compared]:
    """Cost of a workload on each offer, dearest first, with ratios to the base (default: the cheapest).

    Raises UserError where nothing is to be compared, and what `cost` raises for any of the offers.
    """
    if not offers:
        raise UserError("Name at least one model to price.")
    costs = {offer.id: cost(book, offer, workload) for offer in offers}
    below = cost(book, base, workload) if base else min(costs.values(), key=lambda figure: figure.value)
    compared = [
        Compared(offer=offer, cost=costs[offer.id], ratio=ratio(costs[offer.id], below) if below.value else None)
        for offer in offers
    ]
    return sorted(compared, key=lambda item: (-item.cost.value, item.offer.id))
