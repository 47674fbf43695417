"""Why a cost has a range: hours and sources apart, on figures made by hand."""

from datetime import date

from leadline.model import Figure, Rate, Workload
from leadline.prices.book import book
from leadline.prices.cost import Cost, cost
from leadline.prices.ranges import by_hour, by_source
from leadline.store.store import Store
from tests.conftest import rate, snapshot

MTOK = Workload(tokens={"input": 1_000_000})
NIGHT = "00:00-06:00"
"""A quarter of the week."""


def told(store: Store, *rates: Rate) -> Cost:
    for source in {one.source for one in rates}:
        said = [one for one in rates if one.source == source]
        store.append(snapshot(source, "2026-05-01"), said, keep_raw=False)
    prices = book(store.as_of(date(2026, 5, 2)))
    return cost(prices, prices.find("gpt-5"), MTOK)


def ends(figure: Figure | None) -> tuple[float | None, float | None] | None:
    return (figure.low, figure.high) if figure else None


def test_by_the_hour_alone(store: Store) -> None:
    """2 in a quarter of the week and 4 else: 3.5 in the mean, from 2 to 4."""
    figure = told(store, rate("4"), rate("2", window=NIGHT))
    assert (figure.value, ends(by_hour(figure)), by_source(figure)) == (3.5, (2.0, 4.0), None)
    assert "range of hours" in figure.note


def test_by_source_alone(store: Store) -> None:
    figure = told(store, rate("3.5"), rate("2.5", "litellm_prices"))
    assert (figure.value, by_hour(figure), ends(by_source(figure))) == (3.5, None, (2.5, 3.5))
    assert "range of sources" in figure.note
    assert "hours" not in figure.note


def test_both_apart_and_together(store: Store) -> None:
    """The mean of the week is 3.5 by one source, 5 by another: by hour 2 to 4, by source 3.5 to 5, in all 2 to 5."""
    figure = told(store, rate("4"), rate("2", window=NIGHT), rate("5", "litellm_prices"))
    assert ends(by_hour(figure)) == (2.0, 4.0)
    assert ends(by_source(figure)) == (3.5, 5.0)
    assert (figure.low, figure.high) == (2.0, 5.0)
    assert "range of sources and hours" in figure.note


def test_hours_of_a_source_that_is_not_used_are_named_too(store: Store) -> None:
    """One source says 5 at all hours, the other 2 or 4: the whole range holds hours of the other."""
    figure = told(store, rate("5", "model_prices"), rate("4"), rate("2", window=NIGHT))
    assert (by_hour(figure), ends(by_source(figure)), figure.low) == (None, (3.5, 5.0), 2.0)
    assert "range of sources and hours" in figure.note


def test_a_price_without_a_range_has_neither(store: Store) -> None:
    figure = told(store, rate("3.5"))
    assert (by_hour(figure), by_source(figure), figure.interval) == (None, None, "none")
    assert "range" not in figure.note


def test_each_is_a_figure_of_its_own(store: Store) -> None:
    """It has the value of the cost, and an id that tells which range it has."""
    figure = told(store, rate("4"), rate("2", window=NIGHT), rate("5", "litellm_prices"))
    found = [one for one in (by_hour(figure), by_source(figure)) if one]
    assert [one.value for one in found] == [figure.value] * 2
    assert len({figure.id, *(one.id for one in found)}) == 3
