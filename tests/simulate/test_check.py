"""Made worlds: their frontiers, their ranks, and calibration that finds the truth as often as it says."""

from dataclasses import replace

import numpy as np
import pytest

from leadline.catalog import assumptions
from leadline.simulate import priors
from leadline.simulate.check import LEAD, Check, check, figures, made, rank
from leadline.simulate.dynamics import past
from leadline.simulate.equations import Floats
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


def shown(start: Start, rng: np.random.Generator, worlds: int, **changed: float) -> tuple[Floats, Floats]:
    """The latent indices and the frontiers of worlds that are seen without error, (worlds, blocs, months) for both."""
    truth = priors.centre(assumptions.load()) | {name: np.array([value]) for name, value in changed.items()}
    latent = np.array([minds.index[:, 0] for _, minds, _ in past(truth, start)]).T
    exact = replace(start, errors=np.zeros_like(start.errors))
    frontiers = np.array([made(exact, truth, rng).frontiers for _ in range(worlds)])
    return np.broadcast_to(latent, frontiers.shape), frontiers


def test_a_frontier_without_chance_is_the_index_itself(start: Start, rng: np.random.Generator) -> None:
    """Of an index that rises, whether something is released in every month or nothing is and the index is shown."""
    for releases in (1e9, 0.0):
        latent, frontiers = shown(start, rng, 1, lam=releases, sz=0.0, se=0.0)
        np.testing.assert_allclose(frontiers, latent)


def test_releases_come_at_their_rate(start: Start, rng: np.random.Generator) -> None:
    """Of 7 a year a month has one with 1 - e^(-7/12) = 0.442: only then does the frontier stand at a rising index."""
    latent, frontiers = shown(start, rng, 40, lam=7.0, sz=0.0, se=0.0)
    assert np.isclose(frontiers, latent).mean() == pytest.approx(0.442, abs=0.03)


def test_passing_shocks_pass_as_fast_as_they_should(start: Start, rng: np.random.Generator) -> None:
    """Without releases the shock is what is shown above the index: of half a year a month keeps e^(-1/6) = 0.846."""
    latent, frontiers = shown(start, rng, 40, lam=0.0, sz=2.0, tz=0.5)
    shock = frontiers - latent
    assert shock.std() == pytest.approx(2.0, rel=0.15)
    assert (shock[..., 1:] * shock[..., :-1]).mean() / shock.var() == pytest.approx(0.846, abs=0.05)


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
