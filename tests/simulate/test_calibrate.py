"""Calibration: against a posterior that is known, and on worlds made from known parameters."""

import numpy as np
import pytest

from leadline.catalog import assumptions, beliefs
from leadline.errors import UserError
from leadline.simulate.calibrate import BLOCKS, _Sampler, calibrate
from leadline.simulate.equations import Floats
from leadline.simulate.start import Start

REFERENCE = beliefs.pack("reference")


def test_the_sampler_finds_a_normal_posterior_and_its_evidence() -> None:
    """Standard normal prior, one observation 2 of the first score with deviation 0.5.

    The posterior is normal with mean 2 x 4/(1 + 4) = 1.6 and variance 1/5; the evidence is the density of 2 under a
    normal of variance 1.25: -0.5 (4/1.25 + ln(2 pi 1.25)) = -2.6305. The second score keeps its prior.
    """

    def fit(scores: Floats) -> Floats:
        return np.asarray(-0.5 * ((scores[:, 0] - 2) / 0.5) ** 2 - np.log(0.5 * np.sqrt(2 * np.pi)))

    run = _Sampler(fit, np.zeros(2), np.ones(2), 4000, np.random.default_rng(3)).run()
    assert run.at.mean(axis=0) == pytest.approx([1.6, 0.0], abs=0.06)
    assert run.at.std(axis=0) == pytest.approx([0.2**0.5, 1.0], abs=0.05)
    assert run.evidence == pytest.approx(-2.6305, abs=0.08)


def test_what_history_does_not_tell_of_keeps_its_prior(start: Start) -> None:
    """Levers and market: mean 0 and spread 1; a pack's shift stands as it is, with its own spread."""
    register = assumptions.load()
    found = calibrate(start, register, beliefs.pack("diffusion"), 2000, 3)
    for name, one in register.items():
        if one.block not in BLOCKS:
            mean, spread = found.scores[name].mean(), found.scores[name].std()
            shift = beliefs.pack("diffusion").means.get(name)
            assert mean == pytest.approx(shift or 0.0, abs=0.08), name
            assert spread == pytest.approx(0.6 if shift else 1.0, abs=0.06), name


def test_history_tells_of_the_pace(start: Start) -> None:
    """The made frontiers rise by 13.2 points a year; the posterior of the pace is narrower than the prior."""
    found = calibrate(start, assumptions.load(), REFERENCE, 2000, 3)
    assert found.scores["s"].std() < 0.85
    assert 0.4 < found.ess <= 0.5000001
    assert found.misses < 1.5
    assert found.distinct > 0.9
    again = calibrate(start, assumptions.load(), REFERENCE, 2000, 3)
    np.testing.assert_array_equal(again.scores["s"], found.scores["s"])


def test_beliefs_that_history_refuses_are_refused(start: Start) -> None:
    """An index that rises by a thirtieth of what was seen."""
    slow = assumptions.edited(
        assumptions.load(), {"s": (0.5, 0.51, 0.52), "sz": (0.1, 0.11, 0.12), "Y0": (118.9, 119.0, 119.1)}
    )
    with pytest.raises(UserError, match="cannot be reconciled"):
        calibrate(start, slow, REFERENCE, 400, 3)


def test_too_few_draws_are_refused(start: Start) -> None:
    with pytest.raises(UserError, match="at least 200 draws"):
        calibrate(start, assumptions.load(), REFERENCE, 100, 3)
