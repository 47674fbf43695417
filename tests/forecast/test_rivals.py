"""Rivals: their centres by hand, their spread from their own misses, and nothing of what comes later."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.errors import NotEnoughData, UserError
from leadline.forecast import rivals, scores
from leadline.forecast.rivals import Rival

FROM_THE_PAST: list[Rival] = [rivals.persistence, rivals.expanding_mean, rivals.blend, rivals.trend]
SERIES = st.lists(st.floats(-20, 40), min_size=9, max_size=30).map(np.array)
UNEVEN = np.array([3.4, 4.4, 6.1, 5.7, 7.9, 2.3, 3.3, 4.3])


@pytest.mark.parametrize(
    ("rival", "centre"),
    [
        (rivals.persistence, 4.3),
        (rivals.expanding_mean, 37.4 / 8),
        (rivals.blend, (4.3 + 37.4 / 8) / 2),
        # The line through (0, 3.4) ... (7, 4.3): sum (x - 3.5) y = -4.2 over 42, mean 4.675 at 3.5, taken at 9.
        (rivals.trend, 4.675 - 0.1 * 5.5),
    ],
)
def test_centres_by_hand(rival: Rival, centre: float) -> None:
    assert np.median(rival(UNEVEN, 2)) == pytest.approx(centre)


def test_the_spread_is_the_misses_with_both_signs() -> None:
    """Persistence at two steps, first from three values: 7.9 - 6.1, 2.3 - 5.7, 3.3 - 7.9, 4.3 - 2.3."""
    assert rivals.persistence(UNEVEN, 2) - 4.3 == pytest.approx(np.sort([1.8, -3.4, -4.6, 2.0, -1.8, 3.4, 4.6, -2.0]))


@pytest.mark.parametrize("rival", FROM_THE_PAST)
@given(series=SERIES, steps=st.integers(1, 3), shift=st.floats(-9, 9), factor=st.floats(0.1, 9))
def test_a_rival_follows_unit_and_origin(
    rival: Rival, series: np.ndarray, steps: int, shift: float, factor: float
) -> None:
    moved = rival(factor * series + shift, steps)
    assert moved == pytest.approx(factor * rival(series, steps) + shift, abs=1e-6)


@pytest.mark.parametrize("rival", FROM_THE_PAST)
def test_a_series_that_never_moves_is_foretold_without_spread(rival: Rival) -> None:
    assert rival(np.full(14, 6.25), 3) == pytest.approx(np.full(18, 6.25))


@given(SERIES)
def test_past_misses_are_those_a_forecaster_would_have_made(series: np.ndarray) -> None:
    """Foretelling from each cut series and waiting gives the same misses."""
    steps = 2
    waited = [series[cut + steps - 1] - series[cut - 1] for cut in range(rivals.LEAST_PAST, len(series) - steps + 1)]
    assert rivals.past_misses(lambda seen, _: float(seen[-1]), series, steps) == pytest.approx(waited)


def test_the_constant_is_a_normal_distribution() -> None:
    """Its 99 quantiles score like the exact distribution, whatever the series."""
    draws = rivals.constant(7.0, 3.0)(UNEVEN, 6)
    assert np.array_equal(draws, rivals.constant(7.0, 3.0)(UNEVEN[:3], 12))
    for outcome in (6.9, 12.6, -1.0):
        exact = scores.crps_normal([7.0], [3.0], [outcome])[0]
        assert scores.crps_ensemble([draws], [outcome])[0] == pytest.approx(exact, rel=0.01)


def test_too_short_a_past_is_an_error() -> None:
    with pytest.raises(NotEnoughData, match="later cutoff or a shorter horizon"):
        rivals.persistence(UNEVEN, 4)
    with pytest.raises(UserError):
        rivals.persistence(UNEVEN, 0)
    with pytest.raises(UserError):
        rivals.trend(np.array([1.0, np.nan, 2.0, 3.0]), 1)
    with pytest.raises(UserError):
        rivals.constant(7.0, 0.0)
