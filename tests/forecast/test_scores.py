"""Scores: by hand with uneven numbers, against each other, in limiting cases, and against published values."""

from math import pi, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.errors import UserError
from leadline.forecast import scores

NUMBERS = st.floats(-50, 50)
DRAWS = st.lists(NUMBERS, min_size=2, max_size=9)


def plainly(draws: list[float], observed: float, pairs: int) -> float:
    """The definition, with both sums written out."""
    return float(
        np.mean([abs(x - observed) for x in draws])
        - sum(abs(x - other) for x in draws for other in draws) / (2 * pairs)
    )


@given(DRAWS, NUMBERS)
def test_the_crps_of_an_ensemble_is_its_definition(draws: list[float], observed: float) -> None:
    size = len(draws)
    standard = scores.crps_ensemble([draws], [observed])[0]
    fair = scores.crps_ensemble([draws], [observed], estimator="fair")[0]
    assert standard == pytest.approx(plainly(draws, observed, size * size), abs=1e-9)
    assert fair == pytest.approx(plainly(draws, observed, size * (size - 1)), abs=1e-9)
    assert standard >= -1e-9


@given(DRAWS, NUMBERS)
def test_the_crps_of_an_ensemble_is_the_area_between_two_steps(draws: list[float], observed: float) -> None:
    """A second way: the integral of (F - [x >= y])^2, piece by piece between the places where anything jumps."""
    places = np.sort([*draws, observed])
    middles = (places[:-1] + places[1:]) / 2
    below = np.mean(np.array(draws)[:, None] <= middles, axis=0)
    area = float(np.sum(np.diff(places) * (below - (middles >= observed)) ** 2))
    assert scores.crps_ensemble([draws], [observed])[0] == pytest.approx(area, abs=1e-9)


def test_published_values() -> None:
    """Values of two packages.

    The example on the page of `properscoring` 0.1, crps_gaussian of 0 under mu 0 and sig 1, which is
    (sqrt 2 - 1) / sqrt pi; the examples in tests/test_quantile.py and tests/test_interval.py of `scoringrules`; and
    what its version 0.10.0 gives for uneven numbers: crps_normal, crps_ensemble by "nrg" and "fair", interval_score and
    crps_quantile.
    """
    assert scores.crps_normal([0], [1], [0])[0] == pytest.approx(0.23369497725510913, abs=1e-15)
    assert (sqrt(2) - 1) / sqrt(pi) == pytest.approx(0.23369497725510913, abs=1e-15)
    assert scores.quantile_score([0.5, 0.1], [0.3, 0.3], 0.2) == pytest.approx([0.16, 0.04])
    assert scores.interval_score([0.0], [0.4], [0.1], 0.5)[0] == pytest.approx(0.4)
    assert scores.crps_normal([-0.4], [1.3], [0.7])[0] == pytest.approx(0.6544620021455607, rel=1e-14)
    ensemble = [[0.3, 1.1, 2.9, 4.2]]
    assert scores.crps_ensemble(ensemble, [1.7])[0] == pytest.approx(0.58125)
    assert scores.crps_ensemble(ensemble, [1.7], estimator="fair")[0] == pytest.approx(0.3)
    assert scores.interval_score([-1.2], [2.1], [5.3], 0.8)[0] == pytest.approx(35.3)
    assert scores.crps_quantiles([0.1, 0.5, 0.9], [[0.3, 1.1, 2.9]], [1.7])[0] == pytest.approx(0.3733333333333333)


@pytest.mark.parametrize(("mean", "deviation", "observed"), [(6.3, 2.7, 5.9), (-1.1, 0.4, 0.9), (12.0, 5.5, -3.2)])
def test_ensemble_quantiles_and_normal_agree_in_the_limit(mean: float, deviation: float, observed: float) -> None:
    """Four thousand quantiles stand for the distribution; by each of the three ways its score is the same."""
    count = 4000
    levels = (np.arange(count) + 0.5) / count
    quantiles = np.array([[NormalDist(mean, deviation).inv_cdf(level) for level in levels]])
    exact = scores.crps_normal([mean], [deviation], [observed])[0]
    assert scores.crps_ensemble(quantiles, [observed])[0] == pytest.approx(exact, rel=2e-3)
    assert scores.crps_quantiles(levels, quantiles, [observed])[0] == pytest.approx(exact, rel=2e-3)


def test_the_fair_score_of_few_draws_is_on_average_that_of_many() -> None:
    """Draws of a normal distribution, 7 at a time: the fair mean meets the exact score, the standard one lies above.

    With K draws the standard score is above by E|X - X'| / (2 K) = s / (K sqrt(pi)).
    """
    rng = np.random.default_rng(20260811)
    draws, outcome = rng.normal(6.3, 2.7, size=(40_000, 7)), np.full(40_000, 5.1)
    exact = scores.crps_normal([6.3], [2.7], [5.1])[0]
    assert scores.crps_ensemble(draws, outcome, estimator="fair").mean() == pytest.approx(exact, abs=0.02)
    above = scores.crps_ensemble(draws, outcome).mean() - exact
    assert above == pytest.approx(2.7 / (7 * sqrt(pi)), abs=0.02)


def test_a_forecast_of_one_value_is_scored_by_its_absolute_error() -> None:
    assert scores.crps_ensemble([[7.2]], [4.9])[0] == pytest.approx(2.3)
    assert scores.crps_normal([7.2], [0.0], [4.9])[0] == pytest.approx(2.3)
    assert scores.crps_quantiles([0.5], [[7.2]], [4.9])[0] == pytest.approx(2.3)
    assert scores.absolute_error([7.2], [4.9])[0] == pytest.approx(2.3)


def test_quantiles_are_the_weighted_interval_score() -> None:
    """Bracher et al. (2021), with the distance to the median, which a test with zeros would not see.

    Outcome 5.5, median 3.1, interval -1 to 4.2 at alpha 0.5: interval score 5.2 + 4 x 1.3 = 10.4;
    (2.4 / 2 + 10.4 x 0.25) / 1.5 = 2.533.
    """
    interval = scores.interval_score([-1.0], [4.2], [5.5], 0.5)[0]
    assert interval == pytest.approx(10.4)
    weighted = (2.4 / 2 + interval * 0.25) / 1.5
    assert scores.crps_quantiles([0.25, 0.5, 0.75], [[-1.0, 3.1, 4.2]], [5.5])[0] == pytest.approx(weighted)


def test_an_interval_pays_for_a_miss_on_either_side() -> None:
    """Width 3.3; a miss of 0.4 below or above costs 2 / 0.1 x 0.4 = 8."""
    assert scores.interval_score([1.0] * 3, [4.3] * 3, [0.6, 4.7, 2.2], 0.9) == pytest.approx([11.3, 11.3, 3.3])


@given(st.floats(0, 1), st.floats(0.05, 0.95))
def test_the_true_probability_has_the_best_expected_brier_score(said: float, true: float) -> None:
    def expected(probability: float) -> float:
        came, not_came = scores.brier([probability, probability], [1, 0])
        return float(true * came + (1 - true) * not_came)

    assert expected(true) <= expected(said) + 1e-12


def test_coverage_and_pit_of_right_ensembles() -> None:
    """Outcomes drawn as the ensembles are: half of them in the 50 % interval, PIT uniform."""
    rng = np.random.default_rng(7)
    draws, outcome = rng.gamma(2.0, 3.0, size=(4000, 200)), rng.gamma(2.0, 3.0, size=4000)
    for level in (0.5, 0.8, 0.9):
        assert scores.covered(*scores.central(draws, level), outcome).mean() == pytest.approx(level, abs=0.03)
    counts, _ = np.histogram(scores.pit(draws, outcome), bins=5, range=(0, 1))
    assert counts == pytest.approx(np.full(5, 800), rel=0.12)


def test_the_ends_of_an_interval_belong_to_it() -> None:
    assert scores.covered([1.5, 1.5, 1.5], [2.5, 2.5, 2.5], [1.5, 2.5, 2.51]).tolist() == [True, True, False]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: scores.crps_ensemble([[1.0, np.nan]], [1.0]),
        lambda: scores.crps_ensemble([[1.0, 2.0]], [1.0, 2.0]),
        lambda: scores.crps_ensemble([[1.0]], [1.0], estimator="fair"),
        lambda: scores.crps_normal([1.0], [-0.1], [1.0]),
        lambda: scores.crps_quantiles([0.9, 0.1], [[1.0, 2.0]], [1.0]),
        lambda: scores.crps_quantiles([0.1, 0.9], [[2.0, 1.0]], [1.0]),
        lambda: scores.interval_score([2.0], [1.0], [1.0], 0.9),
        lambda: scores.interval_score([1.0], [2.0], [1.0], 90),
        lambda: scores.brier([1.2], [True]),
        lambda: scores.brier([0.2], [0.5]),
    ],
)
def test_what_cannot_be_scored_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(UserError):
        wrong()
