"""Compute: shares by hand, both conversions, what an interval is, and what is not known yet."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.errors import NotEnoughData, UserError
from leadline.model import Observation
from leadline.stack.compute import compute_growth, compute_share, compute_stock
from leadline.stack.sampling import draws_of, interval, total
from leadline.store.store import Store

AS_OF, END_2025, END_2024 = date(2026, 11, 22), date(2025, 12, 31), date(2024, 12, 31)


def estimate(value: float, low: float | None, high: float | None) -> Observation:
    interval = "none" if low is None else "5-95%"
    return Observation(
        source="s", indicator="i", entity="e", value=value, low=low, high=high, interval=interval, unit="chips",
        status="estimate",
    )  # fmt: skip


def test_shares_by_ownership_meet_the_sums_of_the_medians(bundled: Store) -> None:
    """1,155,090 of 20,331,768; with 662,048 smuggled 1,817,138: 5.681 and 8.937 per cent (docs/methods/compute.md)."""
    view = bundled.as_of(AS_OF)
    owned = compute_share(view, "ownership", END_2025)
    assert owned.value == pytest.approx(100 * 1155090 / 20331768)
    assert compute_share(view, "ownership with smuggled").value == pytest.approx(100 * 1817138 / 20331768)
    assert owned.on == END_2025
    assert owned.low is not None
    assert owned.high is not None
    assert owned.low < owned.value < owned.high


def test_shares_a_year_before_and_growth_meet_what_was_derived_elsewhere(bundled: Store) -> None:
    """Two notes on the same files state 7.6 and 9.9 per cent for the end of 2024, and growth of 3.03, 2.27 and 2.72."""
    view = bundled.as_of(AS_OF)
    assert round(compute_share(view, "ownership", END_2024).value, 1) == 7.6
    assert round(compute_share(view, "ownership with smuggled", END_2024).value, 1) == 9.9
    growth = [
        compute_growth(view, "world", END_2025).value,
        compute_growth(view, "CN", END_2025).value,
        compute_growth(view, "CN", END_2025, basis="ownership with smuggled").value,
    ]
    assert [round(value, 2) for value in growth] == [3.03, 2.27, 2.72]


def test_by_the_stated_rule_huawei_holds_a_hundred_thousand_less(bundled: Store) -> None:
    """At the end of 2025 about 608,000 H100-equivalents by the rule, 707,968 as written."""
    view = bundled.as_of(AS_OF)
    written = compute_stock(view, "CN", END_2025).value
    ruled = compute_stock(view, "CN", END_2025, conversion="rule").value
    assert 707968 - (written - ruled) == pytest.approx(608000, rel=0.01)


def test_by_location_the_answer_is_another(bundled: Store) -> None:
    """Of existing clusters China has 11.5 per cent by another's sum, which counts unplaced ones."""
    view = bundled.as_of(AS_OF)
    located = compute_share(view, "location")
    assert located.value == pytest.approx(11.5, abs=0.3)
    assert located.low is None
    assert compute_share(view, "location, standard analysis").value < located.value


def test_nothing_is_told_before_it_was_known(bundled: Store) -> None:
    with pytest.raises(NotEnoughData):
        compute_share(bundled.as_of(date(2025, 6, 1)), "ownership")
    with pytest.raises(NotEnoughData, match="No quarter by"):
        compute_share(bundled.as_of(AS_OF), "ownership", date(2023, 1, 1))


@given(median=st.floats(1, 1e7), down=st.floats(1.01, 5), up=st.floats(1.01, 5), seed=st.integers(0, 2**32 - 1))
def test_draws_meet_the_three_numbers_of_an_estimate(median: float, down: float, up: float, seed: int) -> None:
    row = estimate(median, median / down, median * up)
    drawn = draws_of(row, np.random.default_rng(seed), 20_000)
    found = np.quantile(drawn, (0.05, 0.5, 0.95)) / (median / down, median, median * up)
    assert found == pytest.approx([1, 1, 1], rel=0.12)


def test_the_interval_of_a_sum_is_narrower_than_the_sum_of_intervals() -> None:
    """Two alike and independent: the half-width grows with the square root of two, not with two."""
    rows = [estimate(100, 80, 125), estimate(100, 80, 125)]
    ends = interval(total(rows, np.random.default_rng(3)))
    assert ends is not None
    low, high = ends
    assert 160 < low < high < 250
    assert (high - low) == pytest.approx(45 * 2**0.5, rel=0.05)


def test_an_estimate_without_an_interval_is_a_point_and_an_impossible_one_is_refused() -> None:
    assert set(draws_of(estimate(7, None, None), np.random.default_rng(0), 5)) == {7}
    with pytest.raises(UserError):
        draws_of(estimate(7, -1, 9), np.random.default_rng(0))
