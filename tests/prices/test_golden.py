"""Costs against sums that are written out: rates as the sources print them, and which of them apply, chosen by hand.

Each row of `golden/*.csv` is one case: what was known on a day (`known`), the instant of a request or the day of a
workload (`when`), the offer, and the sum with its rates and where they stand. The expected amount is that of the
written sum alone. A case by source is of that source; one without is of the figure that is shown.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache, reduce
from operator import mul
from pathlib import Path

import pytest

from leadline.model import Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import amount, cost
from leadline.prices.timeline import Timeline, charge, timeline
from leadline.store.store import Store

FOLDER = Path(__file__).with_name("golden")
Case = dict[str, str]
Priced = Callable[[Case], Decimal]


def cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.csv")):
        with file.open(newline="", encoding="utf-8") as lines:
            yield from csv.DictReader(lines)


CASES = list(cases())


def evaluated(text: str) -> Decimal:
    """The value of a sum of products.

    37.5 * 2.50 + 12.5 * 14.25 is 93.75 + 178.125.
    """
    return sum((reduce(mul, map(Decimal, product.split(" * "))) for product in text.split(" + ")), Decimal())


def counts(case: Case) -> dict[str, int]:
    return {meter: int(number) for meter, _, number in (part.rpartition("=") for part in case["workload"].split(","))}


@pytest.fixture(scope="module")
def priced(bundled: Store) -> Priced:
    """What a case costs by the program."""

    @cache
    def book_of(known: str, on: str | None) -> Book:
        return book(bundled.as_of(date.fromisoformat(known)), date.fromisoformat(on) if on else None)

    @cache
    def timeline_of(known: str, offer: str, source: str) -> Timeline:
        prices = book_of(known, None)
        return timeline(prices.view, prices.find(offer), source)

    def price(case: Case) -> Decimal:
        if "T" in case["when"]:
            times = timeline_of(case["known"], case["offer"], case["source"])
            return charge(times, counts(case), datetime.fromisoformat(case["when"]), case["service"])
        load = Workload(
            tokens=counts(case),
            requests=int(case["requests"]) if case["requests"] else None,
            service=case["service"],
            region=case["region"] or None,
        )
        prices = book_of(case["known"], case["when"])
        offer = prices.find(case["offer"])
        if case["source"]:
            return amount(offer, load, source=case["source"])
        return Decimal(cost(prices, offer, load).value)

    return price


def test_the_little_calculator() -> None:
    assert evaluated("37.5 * 2.50 + 12.5 * 14.25") == Decimal("271.875")
    assert evaluated("0.5 * 2 * 3 + 0") == 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['offer']} {case['when']} {case['why']}")
def test_a_cost_is_that_of_the_written_sum(case: Case, priced: Priced) -> None:
    written = evaluated(case["sum"])
    assert written == Decimal(case["expected"])
    assert float(priced(case)) == pytest.approx(float(written), rel=1e-9, abs=1e-15)


def test_the_cases_are_many_and_of_many_kinds() -> None:
    models = {case["offer"].partition("@")[0] for case in CASES}
    vendors = {case["offer"].partition("/")[0] for case in CASES}
    services = {case["service"] for case in CASES}
    assert len(CASES) >= 200
    assert len(models) >= 25
    assert len(vendors) >= 12
    assert services >= {"standard", "batch", "flex", "priority", "fast", "ultrafast", "thinking"}
    assert all(case["rates_from"] and case["why"] for case in CASES)
