"""The day on which a model first appeared: announced, previewed, on sale or published, whatever is told to be first.

Told by the catalogue's days and by the tables of models in the view. An id without a variant may have meant an earlier
one: what stands in brackets after a name (`GPT-4o (Aug 2024)`) is left out, and the first variant counts for all.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from leadline.catalog import Catalog, key, unwrapped
from leadline.prices.offer import Offer
from leadline.prices.terms import TERMS
from leadline.store.view import View


def unborn(view: View, day: date, offer: Offer) -> date | None:
    """The day on which the model of an offer first appeared, where its prices alone do not reach back to a day before.

    A price that a source dates, that a log knew, or that stood in a list by the day is believed; so is any price of a
    model of which nobody tells when it appeared.
    """
    if day >= view.as_of or any(_reaches(view, day, offer, source) for source in offer.quotes if source != TERMS):
        return None
    first = first_day(view, offer.meant or offer.model)
    return first if first and first > day else None


def first_day(view: View, model: str) -> date | None:
    """The first day of the model of an id; None where nobody tells."""
    known = view.catalog.canonical(model)
    names = [_stem(known.model)] if known else unwrapped(model)
    return min((day for name in names if (day := _first_days(view).get(key(name)))), default=None)


def _reaches(view: View, day: date, offer: Offer, source: str) -> bool:
    in_log = view.catalog.source(source).kind == "log"
    return in_log or offer.quotes[source].dated or view.vintage(source) <= day


@lru_cache(maxsize=16)
def _first_days(view: View) -> dict[str, date]:
    """The first day of each model, by the key of its name without a variant."""
    found: dict[str, date] = {}
    for name, day in (*_of_catalogue(view.catalog), *_of_tables(view)):
        found[name] = min(day, found.get(name, day))
    return found


def _of_catalogue(catalog: Catalog) -> Iterator[tuple[str, date]]:
    stems = {key(model.model): key(_stem(model.model)) for model in catalog.models}
    for name, days in catalog.dates.items():
        yield stems.get(name, name), min(days.values())


def _of_tables(view: View) -> Iterator[tuple[str, date]]:
    if not view.sources("model"):
        return
    told = view.query(
        "SELECT model, least(announced, released, weights) AS first FROM model WHERE first IS NOT NULL ORDER BY ALL"
    )
    for name, day in told:
        known = view.catalog.canonical(str(name))
        if isinstance(day, date):
            yield key(_stem(known.model) if known else str(name)), day


def _stem(name: str) -> str:
    """A name without its variant.

    >>> _stem("GPT-4o (Aug 2024)")
    'GPT-4o'
    """
    return name.partition(" (")[0]
