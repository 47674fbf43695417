"""Simple rivals: what a forecast must beat before anyone should look at it.

Each sees a series at equal steps, y_0 ... y_n, and gives an ensemble of the value h steps after the last, shape (K,).
Their centres:

    persistence      y_n
    expanding mean   the mean of all y
    blend            the mean of the two
    trend            the least-squares line through the last values, h steps on
    constant         a number that is given, whatever the series says

Their spread is what the same rule would have missed by: from every earlier step k with at least `LEAST_PAST` values the
rule foretells y_(k+h), and its misses e_k, each with both signs, are laid around the centre. So an ensemble has two
draws for each miss, its median is the rule's own value, and a rule that has missed by much says so. The constant has no
past of its own; it is a normal distribution as given.

A rule knows nothing but the series up to the last value: what comes later cannot enter.
"""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.errors import NotEnoughData, UserError

Floats = NDArray[np.float64]
Rival = Callable[[Floats, int], Floats]
"""The series so far, shape (n,), and the steps ahead -> the ensemble, shape (K,)."""
LEAST_PAST = 3
"""Values that a rule sees before it foretells anything."""
LEAST_MISSES = 3
"""Below so few past misses a spread would be a guess."""
TREND_WINDOW = 12
"""Values behind the least-squares line: a year of months."""
CONSTANT_SIZE = 99
"""Quantiles that stand for the normal distribution of the constant."""


def persistence(series: Floats, steps: int) -> Floats:
    """The last value stays.

    >>> persistence(np.array([3.0, 4.0, 6.0, 5.5, 7.0, 6.5]), 1).tolist()    # misses -0.5, 1.5, -0.5 around 6.5
    [5.0, 6.0, 6.0, 7.0, 7.0, 8.0]
    """
    return _dressed(_last, series, steps)


def expanding_mean(series: Floats, steps: int) -> Floats:
    """The mean of all values so far.

    >>> expanding_mean(np.array([3.0, 4.0, 8.0, 5.0, 7.0, 9.0]), 1).tolist()    # misses 0, 2 and 3.6 around 6
    [2.4, 4.0, 6.0, 6.0, 8.0, 9.6]
    """
    return _dressed(_mean, series, steps)


def blend(series: Floats, steps: int) -> Floats:
    """Half the last value and half the mean of all."""
    return _dressed(_half, series, steps)


def trend(series: Floats, steps: int) -> Floats:
    """The least-squares line through the last twelve values, carried on.

    >>> trend(np.array([1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0]), 2).tolist()
    [17.0, 17.0, 17.0, 17.0, 17.0, 17.0]
    """
    return _dressed(_line, series, steps)


def constant(mean: float, deviation: float) -> Rival:
    """A rival that always says the same normal distribution, as its 99 quantiles at (k - 1/2) / 99.

    >>> constant(7.0, 3.0)(np.array([12.0]), 6)[[4, 49, 94]].round(1).tolist()
    [1.9, 7.0, 12.1]
    """
    if not deviation > 0:
        raise UserError(f"Expected a deviation above 0 around the constant {mean}, found {deviation}.")
    normal = NormalDist(mean, deviation)
    quantiles = np.array([normal.inv_cdf((place + 0.5) / CONSTANT_SIZE) for place in range(CONSTANT_SIZE)])
    return lambda series, steps: quantiles


def _dressed(rule: Callable[[Floats, int], float], series: Floats, steps: int) -> Floats:
    """The rule's value now, and around it its past misses at the same distance, with both signs."""
    misses = past_misses(rule, series, steps)
    if len(misses) < LEAST_MISSES:
        raise NotEnoughData(
            f"A spread needs {LEAST_MISSES} past misses at {steps} steps; {len(series)} values give {len(misses)}. "
            "Take a later cutoff or a shorter horizon."
        )
    return np.sort(rule(series, steps) + np.concatenate([misses, -misses]))


def past_misses(rule: Callable[[Floats, int], float], series: Floats, steps: int) -> Floats:
    """What a rule missed by at each earlier step: outcome less forecast, oldest first."""
    if steps < 1 or not np.isfinite(series).all():
        raise UserError(f"Expected finite values and at least one step ahead; found {steps} steps after {series}.")
    seen = range(LEAST_PAST, len(series) - steps + 1)
    return np.array([series[count + steps - 1] - rule(series[:count], steps) for count in seen])


def _last(series: Floats, steps: int) -> float:
    return float(series[-1])


def _mean(series: Floats, steps: int) -> float:
    return float(series.mean())


def _half(series: Floats, steps: int) -> float:
    return (_last(series, steps) + _mean(series, steps)) / 2


def _line(series: Floats, steps: int) -> float:
    recent = series[-TREND_WINDOW:]
    at = np.arange(len(recent)) - (len(recent) - 1) / 2
    slope = float(at @ recent) / float(at @ at)
    return float(recent.mean()) + slope * (float(at[-1]) + steps)
