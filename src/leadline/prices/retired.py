"""Offers that are likely no longer sold: some source has listed them, and in its last word lists them no more.

Nobody keeps up the price of what is no longer sold, and few sources say that it ended.
"""

from collections.abc import Sequence

from leadline.prices.book import Book, Offer
from leadline.prices.disagreement import told_of


def dropped(prices: Book, offers: Sequence[Offer]) -> frozenset[str]:
    """The ids of those among some offers that a source has told of under any name, and tells of under none any more."""
    found = told_of(prices, offers) if offers else {}
    return frozenset(
        offer
        for offer, told in found.items()
        if {one.source for one in told}
        - {one.source for one in told if one.stands}
        - prices.offers[offer].quotes.keys()
    )
