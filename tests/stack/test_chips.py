"""Chips: what the publisher states, flows and prices by hand, two vintages, and what an interval of a flow is."""

from datetime import date

import pytest

from leadline.errors import NotEnoughData, UnknownName
from leadline.stack.chips import (
    china_chip_flow,
    china_chip_stock,
    chip_price,
    chips_sold,
    energy_efficiency,
    lowest_chip_price,
    price_performance,
)
from leadline.stack.counts import CHANNELS
from leadline.store.store import Store

AS_OF, END_2025, END_2024 = date(2026, 11, 22), date(2025, 12, 31), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("designer", "on", "value", "low", "high"),
    [
        ("Nvidia", date(2026, 6, 30), 20987084, 18283448, 23989231),
        ("Google", END_2025, 3663628, 2943126, 4357512),
        ("Amazon", END_2025, 1020728, 907526, 1164343),
        ("AMD", END_2025, 1245260, 1060417, 1456575),
        ("Cambricon", END_2025, 34925, 32079, 45788),
    ],
)
def test_sales_have_the_three_numbers_of_their_publisher(
    bundled: Store, designer: str, on: date, value: float, low: float, high: float
) -> None:
    sold = chips_sold(bundled.as_of(AS_OF), designer, on)
    assert (sold.value, sold.on) == (value, on)
    assert (sold.low, sold.high) == pytest.approx((low, high), rel=0.01)


def test_the_newest_complete_quarter_is_told(bundled: Store) -> None:
    """Nvidia's third quarter of 2026 and Google's second are marked incomplete."""
    view = bundled.as_of(AS_OF)
    assert chips_sold(view, "Nvidia").on == date(2026, 6, 30)
    assert chips_sold(view, "Google").on == date(2026, 3, 31)
    assert chips_sold(view, "US").on == END_2025


def test_two_vintages_tell_the_same_day_differently(bundled: Store) -> None:
    """Google at the end of 2025: 3.81 million as known in April 2026, 3.66 million as known in September."""
    april, september = (bundled.as_of(day) for day in (date(2026, 5, 1), AS_OF))
    assert chips_sold(april, "Google", END_2025).value == pytest.approx(3.81e6, abs=5e3)
    assert chips_sold(september, "Google", END_2025).value == pytest.approx(3.66e6, abs=5e3)


@pytest.mark.parametrize(
    ("way", "day", "value"),
    [
        ("legal imports", END_2024, 322257 - 177663),
        ("legal imports", END_2025, 401698 - 322257),
        ("smuggled", END_2025, 662048 - 158675),
        ("domestic", END_2025, 707968 - 180112 + 34925 - 6468),
    ],
)
def test_flows_are_differences_of_stocks(bundled: Store, way: str, day: date, value: float) -> None:
    known = next(name for name in CHANNELS if name == way)
    flow = china_chip_flow(bundled.as_of(AS_OF), known, day)
    assert flow.value == pytest.approx(value)
    assert flow.low is not None
    assert flow.high is not None
    assert 0 < flow.low < flow.value < flow.high


def test_smuggled_chips_exceed_legal_imports(bundled: Store) -> None:
    """662,048 (294,087 to 1,592,327) against 401,698 of Nvidia and 10,499 of AMD."""
    view = bundled.as_of(AS_OF)
    smuggled, legal = (china_chip_stock(view, way, END_2025) for way in ("smuggled", "legal imports"))
    assert smuggled.value == 662048
    assert (smuggled.low, smuggled.high) == pytest.approx((294087, 1592327), rel=0.02)
    assert legal.value == 401698 + 10499


def test_the_interval_of_huaweis_chips_is_that_of_its_guesses(bundled: Store) -> None:
    """In 2025 the guesses span 436,580 to 639,576 where added; drawn, somewhat less."""
    flow = china_chip_flow(bundled.as_of(AS_OF), "domestic", END_2025)
    assert flow.low is not None
    assert flow.high is not None
    assert flow.low - 28457 > 436580
    assert flow.high - 28457 < 639576


@pytest.mark.parametrize(
    ("chip", "usd"), [("Huawei / Ascend 910C", 26316), ("Nvidia / B300", 17019), ("Google / TPU v7", 5576)]
)
def test_a_price_of_an_h100_equivalent_by_hand(bundled: Store, chip: str, usd: float) -> None:
    assert chip_price(bundled.as_of(AS_OF), chip).value == pytest.approx(usd, abs=1)


def test_the_best_chip_is_no_worse_than_any_and_is_named(bundled: Store) -> None:
    view = bundled.as_of(AS_OF)
    lowest = lowest_chip_price(view, "CN")
    assert lowest.note == "Huawei / Ascend 910C"
    assert lowest.value <= chip_price(view, "Huawei / Ascend 910B").value
    assert "GeForce" not in price_performance(view, "US").note
    assert energy_efficiency(view, "US").value > energy_efficiency(view, "CN").value


def test_what_is_not_known_is_missing(bundled: Store) -> None:
    view = bundled.as_of(AS_OF)
    with pytest.raises(NotEnoughData):
        price_performance(view, "CN")
    with pytest.raises(NotEnoughData):
        chip_price(view, "Nvidia / Rubin")
    with pytest.raises(NotEnoughData):
        chips_sold(bundled.as_of(date(2025, 12, 17)), "Nvidia")
    with pytest.raises(NotEnoughData):
        china_chip_flow(view, "smuggled", END_2024)
    with pytest.raises(UnknownName, match="Did you mean"):
        chips_sold(view, "Nvidea")
