"""Which source's prices are used where several know an offer: the merge rule, in one place.

The first of the following that decides:

1. A closed archive is not asked about days after its end: what it said last may long be over.
2. A source that states a price comes before one that only lists the offer.
3. A price whose day is known, by its source or as a log's word of then, comes before one that is *taken back*: what a
   list says without a day, and was first read later than the day that is asked about, is a price of later. A list that
   was read by the day is not taken back.
4. The order below, with its reasons.

What a source copied from a router for a maker's own (`mirrored.py`) takes no part, nor does a price of a day before its
model appeared (`left_out.py`). Nothing is averaged, and no price is made of two sources. What the others say is kept,
and shown as a range.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from leadline.catalog import Catalog

ORDER: Mapping[str, str] = {
    "model_prices": "corrected by hand against the sellers' pages, with the day of each change",
    "models_dev_changes": "recorded within days of a change, and what the former is made from",
    "models_dev": "the same record as it stands today, without the days of its prices",
    "genai_prices": "dated where it knows a date, with context tiers; prices in the tail stay stale for long",
    "litellm_prices": "the widest, without dates; mixes peak and off-peak hours, image and text rates",
    "litellm_prices_changes": "a mirror of the former, copied from time to time",
    "leadline_price_terms": "says which prices are promotions, and lists none that others do not",
}
"""Sources of prices, the most trusted first, each with the reason for its place."""


def asked(sources: Iterable[str], catalog: Catalog, day: date) -> list[str]:
    """The sources of prices that can tell of a day, the most trusted first: none whose archive had ended."""
    held = set(sources)
    return [name for name in ORDER if name in held and ((ends := catalog.source(name).ends) is None or day <= ends)]


def preferred(priced: Mapping[str, bool], taken_back: Collection[str] = ()) -> str:
    """The source whose prices are used, of those that list an offer, each with whether it states a price.

    Some of them may have prices of a later day alone, taken back.

    >>> preferred({"genai_prices": True, "models_dev_changes": True, "model_prices": False})
    'models_dev_changes'
    >>> preferred({"genai_prices": True, "litellm_prices_changes": True}, {"genai_prices"})
    'litellm_prices_changes'
    """
    order = list(ORDER)
    return min(priced, key=lambda source: (not priced[source], source in taken_back, order.index(source)))
