"""A vendor's flagship over time: which offer it was at the end of each month, and what it cost.

The line-up of each day is that of `by_class.py`, on the prices in force on the day as they are known now and by what
was scored by then; before the first scores were known, by price alone. The price is the base price by the source that
is used: a million tokens of a meter at standard service.
"""

from collections.abc import Sequence
from datetime import date

from leadline.errors import NotEnoughData
from leadline.lineup.by_class import classes
from leadline.model import Figure
from leadline.prices.base import base_price, base_rates
from leadline.prices.book import Book, book
from leadline.prices.listing import canonical
from leadline.prices.named import all_listings
from leadline.store.view import View
from leadline.units import month_ends

METERS = ("input", "output")


def flagship_prices(view: View, vendor: str, first: date, meters: Sequence[str] = METERS) -> list[Figure]:
    """Base prices of a vendor's flagship at each month's end from a day on, and on the day of the view.

    Days without a flagship, or without a base price of it, are left out. Raises UnknownName where no table knows the
    vendor, and NotEnoughData where it had no flagship on any of the days.
    """
    name = view.catalog.organisation(vendor).id
    days = month_ends(first, view.as_of)
    # The vendor's own offers alone make its line-up.
    hosts = sorted({host for _, host, _ in all_listings(view) if canonical(view.catalog, host) == name})
    found = [figure for day in days if hosts for figure in _on(view, name, hosts, day, meters)]
    if not found:
        raise NotEnoughData(f"{name} sold no flagship between {first} and {view.as_of}, as known on {view.as_of}.")
    return found


def _on(view: View, vendor: str, hosts: Sequence[str], day: date, meters: Sequence[str]) -> list[Figure]:
    try:
        prices = book(view, day, hosts=hosts)
        flagship = classes(prices, [vendor])[vendor].get("flagship")
    except NotEnoughData:
        return []
    return _priced(prices, flagship.offer.id, meters) if flagship else []


def _priced(prices: Book, offer_id: str, meters: Sequence[str]) -> list[Figure]:
    offer = prices.find(offer_id)
    stated = [meter for meter in meters if offer.source in base_rates(offer, meter)]
    return [base_price(prices, offer, meter, offer.source) for meter in stated]
