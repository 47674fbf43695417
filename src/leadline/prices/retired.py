"""Offers that are likely no longer sold: some source has listed them, and in its last word lists them no more.

Nobody keeps up the price of what is no longer sold, and few sources say that it ended. A closed archive says nothing of
what is sold after its end.
"""

from collections.abc import Sequence

from leadline.prices.book import Book
from leadline.prices.disagreement import told_of
from leadline.prices.offer import Offer
from leadline.prices.preference import asked


def dropped(prices: Book, offers: Sequence[Offer]) -> frozenset[str]:
    """The ids of those among some offers that a source has told of under any name, and tells of under none any more."""
    found = told_of(prices, offers) if offers else {}
    kept_up = asked(prices.view.sources("rate"), prices.view.catalog, prices.on)
    return frozenset(
        offer
        for offer, told in found.items()
        if {one.source for one in told if one.source in kept_up}
        - {one.source for one in told if one.stands}
        - prices.offers[offer].said.keys()
    )
