"""The band of an assertion is where the assertion holds, which the expression itself can tell."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.claims.band import band
from leadline.claims.expression import compiled, holds
from leadline.claims.grammar import Kind
from leadline.model import Arg

NAMES: dict[str, Kind] = {"v": "number", "off": "number", "few": "number", "pair": "text"}
SIMPLE = (
    "2 <= v <= 3",
    "v >= few",
    "few > v",
    "abs(v - 7) <= off",
    "abs(2 * v - 6) < max(off, 1)",
    "-v / 2 + 1 <= few and v < 10",
    "v - 3 < few - v",
)


@pytest.mark.parametrize("text", SIMPLE)
@given(
    off=st.floats(0.1, 5),
    few=st.floats(-3, 30),
    v=st.floats(-50, 50),
)
def test_a_value_holds_where_it_is_within_the_band(text: str, off: float, few: float, v: float) -> None:
    """Off the bounds, where comparisons differ in strictness and floats in the last digit."""
    setting: dict[str, Arg] = {"off": off, "few": few, "pair": "flagship"}
    expression = compiled(text, NAMES)
    found = band(expression, setting)
    low, high = found if found else (math.inf, -math.inf)
    if min(abs(v - low), abs(v - high)) > 1e-6:
        assert bool(holds(expression, {**setting, "v": np.array([v])})[0]) == (low < v < high)


@pytest.mark.parametrize(
    "text",
    ["v < 1 or v > 2", "not v < 1", "v == 2", "pair == 'small' and v > 1", "v * v < 4", "min(v, 2) > 1", "abs(v) > 1"],
)
def test_what_is_not_so_simple_has_no_band(text: str) -> None:
    assert band(compiled(text, NAMES), {"off": 1.0, "few": 2.0, "pair": "small"}) is None


def test_bounds_that_leave_nothing_between_them_are_no_band() -> None:
    assert band(compiled("few <= v <= 3", NAMES), {"few": 4.0}) is None
    assert band(compiled("abs(v - 7) <= off", NAMES), {"off": -1.0}) is None
