"""The likelihood of frontiers: against simulation, and the filter against the whole covariance."""

import numpy as np
import pytest

from leadline.simulate import measurement


def test_the_offset_is_that_of_simulated_frontiers() -> None:
    """Ten thousand running bests of a Poisson process of releases, drawn one by one, have the tabulated moments."""
    rng = np.random.default_rng(4)
    rate, deviation, speed, years = 7.0, 1.2, 15.0, 3.0
    worlds = 10_000
    counts = rng.poisson(rate * years, worlds)
    best = [np.max(-speed * rng.uniform(0, years, n) + deviation * rng.standard_normal(n)) for n in counts]
    mean, spread = measurement.offset(np.array([rate]), np.array([deviation]), np.array([speed]))
    assert mean[0] == pytest.approx(np.mean(best), abs=0.06)
    assert spread[0] == pytest.approx(np.std(best), abs=0.06)


def test_the_filter_is_the_normal_density_with_its_whole_covariance() -> None:
    """Five quarters: the fit equals the log density of a normal vector with covariance sz^2 r^|i-j| and noise."""
    rng = np.random.default_rng(5)
    latent = np.array([[130.0], [134.0], [138.0], [142.0], [146.0]])
    frontiers, errors = latent[:, 0] + rng.normal(0, 2, 5), np.full(5, 1.3)
    sz, tz, lam, se = 1.5, 0.8, 7.0, 1.2
    told = measurement.seen(
        latent,
        frontiers,
        errors,
        releases=np.array([lam]),
        deviation=np.array([se]),
        passing=np.array([sz]),
        correlation=np.array([tz]),
    )
    mean, spread = measurement.offset(np.array([lam]), np.array([se]), np.array([16.0]))
    apart = np.abs(np.subtract.outer(np.arange(5), np.arange(5)))
    covariance = sz**2 * np.exp(-0.25 * apart / tz) + np.diag(errors**2 + spread[0] ** 2)
    rest = frontiers - latent[:, 0] - mean[0]
    density = -0.5 * (rest @ np.linalg.solve(covariance, rest) + np.linalg.slogdet(2 * np.pi * covariance)[1])
    assert told.fit[0] == pytest.approx(density)
    toward = sz**2 * np.exp(-0.25 * apart[-1] / tz)
    assert told.shock[0] == pytest.approx(toward @ np.linalg.solve(covariance, rest))
    assert told.spread[0] ** 2 == pytest.approx(sz**2 - toward @ np.linalg.solve(covariance, toward))


def test_quarters_end_with_the_last_month() -> None:
    assert measurement.quarters(45) == list(range(11, 45, 3))


def test_lines_between_knots_are_numpys_to_the_last_bit(rng: np.random.Generator) -> None:
    """Inside, beyond both ends, on the knots, by a last bit to either side of them, and where there is no number."""
    knots = np.linspace(np.log(5e-4), np.log(50), 200)
    heights = rng.standard_normal((2, 200))
    near = (np.nextafter(knots, -np.inf), knots, np.nextafter(knots, np.inf))
    at = np.concatenate([rng.uniform(-9, 6, 100_000), *near, [np.nan, np.inf, -np.inf]])
    for found, one in zip(measurement.between(at, knots, *heights), heights, strict=True):
        np.testing.assert_array_equal(found, np.interp(at, knots, one))
