"""Indices against a function whose indices are known and against SALib; swings and inputs that do nothing."""

import numpy as np
import pytest
from SALib.analyze import sobol as reference

from leadline.catalog import assumptions, levers
from leadline.simulate.equations import Floats
from leadline.simulate.sensitivity import BINS, CHANCE, OUTCOMES, first_order, swings, total, total_indices
from leadline.simulate.start import Start


def ishigami(x: Floats) -> Floats:
    """Sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, each x uniform between -pi and pi."""
    return np.asarray(np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))


@pytest.fixture
def samples(rng: np.random.Generator) -> tuple[Floats, Floats]:
    first, second = rng.uniform(-np.pi, np.pi, size=(2, 16_384, 3))
    return first, second


def swapped(first: Floats, second: Floats, column: int) -> Floats:
    found = first.copy()
    found[:, column] = second[:, column]
    return found


def test_total_indices_of_ishigami(samples: tuple[Floats, Floats]) -> None:
    """Known (Sobol and Levitan 1999): 0.5576, 0.4424, 0.2437."""
    first, second = samples
    base, other = ishigami(first), ishigami(second)
    spread = float(np.concatenate([base, other]).var())
    for column, known in enumerate((0.5576, 0.4424, 0.2437)):
        found = total(base, ishigami(swapped(first, second, column)), spread)
        assert found.value == pytest.approx(known, abs=0.03)
        low, high = found.ends
        assert low - 0.02 < known < high + 0.02


def test_salib_says_the_same_of_the_same_runs(samples: tuple[Floats, Floats]) -> None:
    """SALib lays out A, A with each column of B, B for each row, and takes totals by Jansen's estimate too."""
    first, second = samples
    runs = [first, *(swapped(first, second, column) for column in range(3)), second]
    laid = np.stack([ishigami(run) for run in runs], axis=1)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    told = reference.analyze(problem, laid.ravel(), calc_second_order=False, num_resamples=2, seed=1)
    spread = float(np.concatenate([laid[:, 0], laid[:, -1]]).var())
    own = [total(laid[:, 0], laid[:, 1 + column], spread).value for column in range(3)]
    assert own == pytest.approx(list(told["ST"]), rel=1e-9)


def test_first_orders_of_ishigami(samples: tuple[Floats, Floats]) -> None:
    """Known: 0.3139, 0.4424, 0. Within bins a little of the variance of x2 is left."""
    first, _ = samples
    found = [first_order(first[:, column], ishigami(first)) for column in range(3)]
    assert found == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert first_order(np.arange(100.0), np.zeros(100)) == 0.0


def test_swings_have_opposite_signs_where_the_outcome_rises(rng: np.random.Generator) -> None:
    x = rng.standard_normal(5000)
    low, high = swings(x, 2 * x)
    assert (low.value, high.value) == pytest.approx((-3.51, 3.51), abs=0.1)  # the mean of a normal tenth is 1.755
    assert low.error is not None
    assert 0 < low.error < 0.1


def test_the_model_hangs_on_what_it_should(start: Start) -> None:
    """Markets move the lead only through purchases; a lever on markets moves the share; chance moves all."""
    found = total_indices(start, assumptions.load(), rows=200, seed=4)
    assert set(found) == set(OUTCOMES)
    assert set(found["lead"]) == {*assumptions.load(), *levers.load(), CHANCE}
    assert found["lead"]["sh0"].value < 0.02 < found["share"]["sh0"].value
    assert found["lead"]["promotion"].value < found["share"]["promotion"].value
    assert found["lead"][CHANCE].value > 0.02
    again = total_indices(start, assumptions.load(), rows=200, seed=4)
    assert again["lead"]["gA"] == found["lead"]["gA"]
    assert BINS == 20
