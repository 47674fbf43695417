"""Made worlds: their frontiers, their ranks, and calibration that finds the truth as often as it says."""

import numpy as np
import pytest

from leadline.catalog import assumptions
from leadline.simulate import priors
from leadline.simulate.check import LEAD, Check, check, figures, made, rank
from leadline.simulate.start import Start


def test_a_world_has_the_pace_of_its_assumptions(start: Start, rng: np.random.Generator) -> None:
    """Twice the points for an order of magnitude make a frontier that rises by about twice as many points."""
    register = assumptions.load()
    quiet = {"sz": 0.01, "se": 0.01, "lam": 50.0}

    def rise(s: float) -> float:
        truth = priors.centre(register) | {name: np.array([value]) for name, value in {**quiet, "s": s}.items()}
        world = made(start, truth, rng)
        assert world.frontiers.shape == start.frontiers.shape
        assert np.isfinite(world.frontiers).all()
        return float(world.frontiers[0, -6:].mean() - world.frontiers[0, :6].mean())

    assert rise(14.0) / rise(7.0) == pytest.approx(2.0, abs=0.25)


def test_worlds_are_found_again(start: Start) -> None:
    """Of six worlds the true lead lies in the middle 90 % of its futures in four: chance fails one in 60."""
    told = check(start, worlds=6, draws=200, seed=5)
    assert told.worlds + told.refused == 6
    assert told.covered(LEAD, 0.9) >= 4 / 6
    assert all(((ranks >= 0) & (ranks <= 1)).all() for ranks in told.ranks.values())
    assert len(figures(start, told)) == 2 * len(told.ranks)


def test_coverage_that_chance_does_not_explain_is_named() -> None:
    """Ranks spread evenly have the coverage they should; all in the middle, or all at the ends, have not."""
    even = (np.arange(100) + 0.5) / 100
    told = Check(ranks={"even": even, "wide": 0.4 + even / 5, "narrow": np.round(even), LEAD: even}, refused=0, draws=9)
    assert told.covered("even", 0.5) == pytest.approx(0.5)
    assert (told.covered("wide", 0.5), told.covered("narrow", 0.9)) == (1.0, 0.0)
    assert told.off(0.5) == ["wide", "narrow"]
    assert rank(np.array([1.0, 2.0]), 0.0) == 0.0
