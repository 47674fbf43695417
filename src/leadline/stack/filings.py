"""Capital expenditure by quarter, from two sources: as a third party compiled it, and from the filings themselves.

    quarter = cumulative to its end - cumulative to the end of the quarter before, of one fiscal year

Filings state cash flows from the first day of the fiscal year. A quarter of which either end is not stated is not
known; nothing is filled in. Companies are told apart by the catalogue, however a source writes them.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from leadline.model import Observation
from leadline.stack.rows import of
from leadline.store.view import View

COMPILED, FILED = "hyperscaler_capex", "sec_companyfacts"
INDICATOR = "capital_expenditure"
Quarters = Mapping[str, Mapping[date, float]]
"""Of each company, by its id in the catalogue, its quarters by the first day after them."""
QUARTER = timedelta(days=100)
"""No quarter is longer."""


@lru_cache(maxsize=32)
def quarters(view: View, source: str) -> Quarters:
    """The quarters of each company by a source, in US dollars; none where it was not known on the day."""
    found: dict[str, list[Observation]] = {}
    for row in of(view, source, INDICATOR):
        found.setdefault(view.catalog.organisation(row.entity).id, []).append(row)
    return {company: _by_end(rows) for company, rows in found.items()}


def _by_end(rows: list[Observation]) -> dict[date, float]:
    stated = {(row.period_start, row.period_end): row.value for row in rows if row.period_start and row.period_end}
    known: dict[date, float] = {}
    for (start, end), value in stated.items():
        assert start is not None
        assert end is not None
        if end - start < QUARTER:
            known[end] = value
        elif (start, before := _three_months_before(end)) in stated:
            known[end] = value - stated[start, before]
    return known


def _three_months_before(day: date) -> date:
    """The first day of the quarter that ends before this first day of a month.

    >>> _three_months_before(date(2026, 1, 1)), _three_months_before(date(2026, 7, 1))
    (datetime.date(2025, 10, 1), datetime.date(2026, 4, 1))
    """
    month = day.month - 3
    return date(day.year - (month < 1), (month - 1) % 12 + 1, 1)


def last_quarters(known: Quarters, companies: tuple[str, ...], on: date, count: int) -> tuple[date, ...]:
    """The ends of the newest quarters in a row, by a day, that are known of all the companies; none where they miss."""
    if any(company not in known for company in companies):
        return ()
    shared = set.intersection(*(set(known[company]) for company in companies))
    for last in sorted((end for end in shared if end - timedelta(days=1) <= on), reverse=True):
        ends = [last]
        while len(ends) < count:
            ends.append(_three_months_before(ends[-1]))
        if shared.issuperset(ends):
            return tuple(ends)
    return ()
