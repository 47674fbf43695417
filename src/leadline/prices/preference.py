"""Which source's prices are used where several know an offer: the merge rule, in one place.

The first of the following that decides:

1. A closed archive whose end has passed is not asked where another source knows the offer: what it said last may long
   be over.
2. A source that states a price comes before one that only lists the offer.
3. The order below, with its reasons.

Nothing is averaged, and no price is made of two sources. What the others say is kept, and shown as a range.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from leadline.catalog import Catalog

ORDER: Mapping[str, str] = {
    "model_prices": "corrected by hand against the sellers' pages, with the day of each change",
    "models_dev_changes": "recorded within days of a change, and what the former is made from",
    "genai_prices": "dated where it knows a date, with context tiers; prices in the tail stay stale for long",
    "litellm_prices": "the widest, without dates; mixes peak and off-peak hours, image and text rates",
    "litellm_prices_changes": "a mirror of the former, copied from time to time",
}
"""Sources of prices, the most trusted first, each with the reason for its place."""


def asked(sources: Iterable[str], catalog: Catalog, day: date) -> list[str]:
    """The sources that are asked about an offer: none whose archive has ended, unless it alone knows of it."""
    named = list(sources)
    going_on = [name for name in named if (ends := catalog.source(name).ends) is None or day <= ends]
    return going_on or named


def preferred(priced: Mapping[str, bool], catalog: Catalog, day: date) -> str:
    """The source whose prices are used, among those that list an offer.

    Args:
        priced: For each source that lists the offer, whether it states a price.
        catalog: Tells which sources are closed archives.
        day: The day of the view.

    >>> preferred({"genai_prices": True, "models_dev_changes": True}, Catalog(), date(2026, 6, 1))
    'models_dev_changes'
    >>> preferred({"genai_prices": True, "models_dev_changes": True}, Catalog(), date(2026, 8, 1))
    'genai_prices'
    """
    order = list(ORDER)
    return min(asked(priced, catalog, day), key=lambda source: (not priced[source], order.index(source)))
