"""How a frontier that was seen tells of the latent index: the running best of many releases, without drawing them.

A bloc releases models at `lam` a year with the latent index plus a passing shock z plus a deviation of `se`. Where the
latent index rises by v a year and the shock is slow, the frontier less the latent index and the shock, in units of se,
is distributed as

    P(M <= k) = exp(-c L(k)),    c = lam se / v,    L(k) = phi(k) - k (1 - Phi(k))

(no release u years ago, of any u, stands above: a Poisson process). Its mean and standard deviation hang on c alone and
are tabulated. The shock is an AR(1); a Kalman filter over quarter ends gives the likelihood of the frontiers that were
seen, and the shock at the end of history. Errors of single quarters are taken to be independent.
"""

from functools import cache
from math import erf, exp, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.simulate.equations import DT, Floats, Some

FIRST = 11
"""December 2023: before 2024 the follower's first models stand below the leader's first scored one."""
APART = 3
"""Months between frontiers that are compared."""
LEAST_SPEED = 0.5
"""Index points a year; a slower latent index is taken to rise so fast."""


class Seen(NamedTuple):
    """What the frontiers of one bloc say of each draw."""

    fit: Floats
    """Logarithm of the likelihood, shape (draws,)."""
    shock: Floats
    """Mean of the passing shock at the end of history, (draws,)."""
    spread: Floats
    """Its standard deviation, (draws,)."""
    misses: Floats
    """Each frontier less what the quarters before foretold, in standard deviations, (quarters, draws)."""
    residuals: Floats
    """Each frontier less latent index and mean offset, in points, (quarters, draws)."""

    def of(self, places: slice | NDArray[np.intp]) -> "Seen":
        """The same of some draws."""
        return Seen(*(one[..., places] for one in self))


def quarters(observed: int) -> list[int]:
    """The months that are compared: every third, the last one included.

    >>> quarters(18)
    [11, 14, 17]
    """
    return sorted(range(observed - 1, FIRST - 1, -APART))


def offset(releases: Floats, deviation: Floats, speed: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of a frontier less latent index and shock, in points; `speed` in points a year.

    Where releases are rare against the rise, the last one is what counts: at 1 a year, a deviation of 0.01 and 10
    points a year it stands 10 points lower on the average, with a standard deviation of 10.

    >>> [float(x.round(1)[0]) for x in offset(np.array([1.0]), np.array([0.01]), np.array([10.0]))]
    [-10.0, 10.0]
    """
    at = np.log(releases * deviation / np.maximum(speed, LEAST_SPEED))
    ratio, *told = _table()
    mean, spread = between(at, ratio, *told)
    return deviation * mean, deviation * spread


def between(at: Floats, knots: Floats, *heights: Floats) -> list[Floats]:
    """Straight lines through several heights at the same knots, which lie equally far apart; flat beyond the ends.

    The same numbers to the last bit as by `np.interp`, which would search the knots for each of the heights.

    >>> [one.tolist() for one in between(np.array([-1.0, 0.5, 3.0]), np.arange(3.0), np.array([1.0, 3.0, 2.0]))]
    [[1.0, 2.0, 2.0]]
    """
    last = len(knots) - 1
    inside = np.minimum(np.maximum(at, knots[0]), knots[-1])
    # What is no number is looked up at the first knot, and stays none.
    place = np.minimum(((np.fmax(inside, knots[0]) - knots[0]) * (last / (knots[-1] - knots[0]))).astype(np.intp), last)
    # Rounding may put a number next to a knot on its wrong side.
    place -= knots[place] > inside
    place += np.append(knots[1:], np.inf)[place] <= inside
    beyond = inside - knots[place]
    slopes = (np.append(np.diff(one) / np.diff(knots), 0.0) for one in heights)
    return [slope[place] * beyond + one[place] for slope, one in zip(slopes, heights, strict=True)]


@cache
def _table() -> tuple[Floats, Floats, Floats]:
    """Log of c, mean and standard deviation of M, by the trapezoidal rule over its distribution."""
    ks = np.concatenate([-np.geomspace(30_000, 5, 6000), np.linspace(-5, 8, 2600)[1:]])
    upper = np.array([0.5 * (1 - erf(k / sqrt(2))) for k in ks])
    loss = np.array([exp(-k * k / 2) / sqrt(2 * pi) if abs(k) < 30 else 0.0 for k in ks]) - ks * upper
    ratio = np.linspace(np.log(5e-4), np.log(50), 200)
    below = np.exp(-np.exp(ratio)[:, None] * loss)
    mean = ks[-1] - np.trapezoid(below, ks, axis=1)
    square = ks[-1] ** 2 - np.trapezoid(2 * ks * below, ks, axis=1)
    return ratio, mean, np.sqrt(square - mean**2)


def seen(
    latent: Floats,
    frontiers: Floats,
    errors: Floats,
    *,
    releases: Floats,
    deviation: Floats,
    passing: Floats,
    correlation: Floats,
) -> Seen:
    """Compare the frontiers of one bloc with its latent index.

    Args:
        latent: The latent index at each month that is compared, shape (quarters, draws).
        frontiers: The frontier in the same months, shape (quarters,).
        errors: Its standard deviation of measurement, shape (quarters,).
        releases: Of the bloc, a year, shape (draws,).
        deviation: Of a single release.
        passing: Standard deviation of the passing shock.
        correlation: Its correlation time in years.
    """
    mean, spread = offset(releases, deviation, speeds(latent))
    residuals = frontiers[:, None] - latent - mean
    noise = spread**2 + errors[:, None] ** 2
    stays = np.exp(-APART * DT / correlation)
    shock, variance = np.zeros_like(passing), passing**2
    fit, misses = np.zeros_like(passing), np.empty_like(residuals)
    for place, (residual, noisy) in enumerate(zip(residuals, noise, strict=True)):
        if place:
            shock, variance = stays * shock, stays**2 * variance + (1 - stays**2) * passing**2
        total = variance + noisy
        miss = residual - shock
        fit -= 0.5 * (np.log(2 * pi * total) + miss**2 / total)
        misses[place] = miss / np.sqrt(total)
        gain = variance / total
        shock, variance = shock + gain * miss, (1 - gain) * variance
    return Seen(fit, shock, np.sqrt(variance), misses, residuals)


def weights(yardstick: str, chance: NDArray[np.floating], strict: Some, votes: Some) -> tuple[Some, Some]:
    """Whether the strict yardstick tells of each draw, and whether that of votes: 1 or 0; the index if neither.

    In the mixture votes have their weight, the strict one its own of the rest, and the index what is left.

    >>> weights("mixture", np.array([0.1, 0.3, 0.9]), 0.25, 0.2)[0].tolist()
    [1.0, 0.0, 0.0]
    >>> weights("mixture", np.array([0.1, 0.3, 0.9]), 0.25, 0.2)[1].tolist()
    [0.0, 0.0, 1.0]
    """
    if yardstick != "mixture":
        return float(yardstick == "strict"), float(yardstick == "votes")
    rest = 1 - np.asarray(votes)
    return np.where(chance < strict * rest, 1.0, 0.0), np.where(chance >= rest, 1.0, 0.0)


def speeds(latent: Floats) -> Floats:
    """How fast the latent index rises at each month that is compared, in points a year."""
    return np.asarray(np.gradient(latent, APART * DT, axis=0))
