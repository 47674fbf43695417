"""Scores of forecasts: how far what was said beforehand lies from what came, smaller being better.

The continuous ranked probability score (CRPS) of a distribution F and an outcome y is

    CRPS(F, y) = integral (F(x) - [x >= y])^2 dx = E|X - y| - E|X - X'| / 2,     X, X' drawn from F

in the unit of the outcome; that of a single value is its absolute error. Forecasts of N outcomes come as arrays with N
in front and scores leave as arrays of shape (N,): means are taken by who knows what the N are. An outcome or a forecast
that is missing is refused: nobody can score it.
"""

from math import erf, exp, pi, sqrt
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from leadline.errors import UserError

Floats = NDArray[np.float64]
Estimator = Literal["standard", "fair"]


def crps_ensemble(draws: ArrayLike, observed: ArrayLike, *, estimator: Estimator = "standard") -> Floats:
    """CRPS of an ensemble of K equally likely draws, in the unit of the outcome.

        standard:  mean |x_i - y| - sum_ij |x_i - x_j| / (2 K^2)          the ensemble is the forecast
        fair:      mean |x_i - y| - sum_ij |x_i - x_j| / (2 K (K - 1))    it is a sample of the forecast

    The fair score is on average the one that endlessly many draws would get, so that ensembles of different size can be
    compared; for one outcome it may lie below zero. (Ferro 2014, doi:10.1002/qj.2270.)

    Args:
        draws: The ensembles, shape (N, K); for `fair` K is at least 2.
        observed: The outcomes, shape (N,).
        estimator: `standard` or `fair`.

    >>> crps_ensemble([[0.3, 1.1, 2.9, 4.2]], [1.7])    # mean |x - 1.7| = 1.425; sum over pairs 13.5 / 16
    array([0.58125])
    >>> crps_ensemble([[0.3, 1.1, 2.9, 4.2]], [1.7], estimator="fair")    # 1.425 - 13.5 / 12
    array([0.3])
    """
    drawn, outcome = np.sort(_finite("draws", draws, 2), axis=1), _outcomes(observed, draws)
    size = drawn.shape[1]
    if size < (2 if estimator == "fair" else 1):
        raise UserError(f"The {estimator} score needs more draws than {size}.")
    # The sum of |x_i - x_j| over all pairs, in both orders, from the ranks of the sorted draws.
    pairs = 2 * drawn @ (2.0 * np.arange(size) - size + 1)
    possible = size * size if estimator == "standard" else size * (size - 1)
    return np.asarray(np.abs(drawn - outcome[:, None]).mean(axis=1) - pairs / (2 * possible))


def crps_normal(mean: ArrayLike, deviation: ArrayLike, observed: ArrayLike) -> Floats:
    """CRPS of a normal distribution, in the unit of the outcome.

        s (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)),     z = (y - m) / s

    with the standard normal's distribution Phi and density phi (Gneiting et al. 2005, doi:10.1175/MWR2904.1). With a
    deviation of zero it is the absolute error.

    Args:
        mean: m, shape (N,).
        deviation: s, 0 or more, shape (N,).
        observed: y, shape (N,).

    >>> crps_normal([0.0], [1.0], [0.0])    # (sqrt(2) - 1) / sqrt(pi)
    array([0.23369498])
    """
    centre, spread, outcome = _finite("mean", mean, 1), _finite("deviation", deviation, 1), _outcomes(observed, mean)
    if spread.shape != centre.shape or (spread < 0).any():
        raise UserError(f"Expected a deviation of 0 or more for each mean {centre.shape}, found {spread.tolist()}.")
    return np.array([_normal(m, s, y) for m, s, y in zip(centre, spread, outcome, strict=True)])


def _normal(mean: float, deviation: float, observed: float) -> float:
    if not deviation:
        return abs(observed - mean)
    z = (observed - mean) / deviation
    return deviation * (z * erf(z / sqrt(2)) + 2 * exp(-z * z / 2) / sqrt(2 * pi) - 1 / sqrt(pi))


def quantile_score(quantile: ArrayLike, observed: ArrayLike, level: float) -> Floats:
    """Pinball loss of one quantile, in the unit of the outcome: level (y - q) above it, (1 - level) (q - y) below.

    >>> quantile_score([0.5, 0.1], [0.3, 0.3], 0.2)
    array([0.16, 0.04])
    """
    miss = _outcomes(observed, quantile) - _finite("quantile", quantile, 1)
    return np.asarray(np.maximum(_share(level) * miss, (level - 1) * miss))


def crps_quantiles(levels: ArrayLike, quantiles: ArrayLike, observed: ArrayLike) -> Floats:
    """CRPS as told by a set of quantiles: twice the mean of their pinball losses, in the unit of the outcome.

    With the median and pairs of quantiles that mirror each other it is the weighted interval score with weights
    alpha / 2 and 1 / 2 (Bracher et al. 2021, doi:10.1371/journal.pcbi.1008618).

    Args:
        levels: The L levels, between 0 and 1, rising, the same for all outcomes, shape (L,).
        quantiles: Their values, which must not fall, shape (N, L).
        observed: The outcomes, shape (N,).

    >>> crps_quantiles([0.1, 0.5, 0.9], [[0.3, 1.1, 2.9]], [1.7])    # 2 / 3 (0.14 + 0.3 + 0.12)
    array([0.37333333])
    """
    at, values = _finite("levels", levels, 1), _finite("quantiles", quantiles, 2)
    if values.shape[1:] != at.shape or (np.diff(at) <= 0).any() or (np.diff(values, axis=1) < 0).any():
        raise UserError(f"Expected {at.size} levels that rise, each with quantiles that do not fall; found {values}.")
    losses = [quantile_score(values[:, place], observed, level) for place, level in enumerate(at)]
    return np.asarray(2 * np.mean(losses, axis=0))


def interval_score(low: ArrayLike, high: ArrayLike, observed: ArrayLike, level: float) -> Floats:
    """Winkler's score of a central interval: its width, and a fine for an outcome outside, in the unit of the outcome.

        (u - l) + 2 / a max(l - y, 0) + 2 / a max(y - u, 0),     a = 1 - level

    Args:
        low: l, shape (N,).
        high: u, not below l, shape (N,).
        observed: y, shape (N,).
        level: The share of outcomes that the interval is said to hold: 0.9 for a 90 % interval.

    >>> interval_score([-1.2, 0.0], [2.1, 0.4], [5.3, 0.1], 0.8)    # 3.3 + 10 (5.3 - 2.1); inside, the width alone
    array([35.3,  0.4])
    """
    lower, upper, outcome = _ends(low, high, observed)
    miss = np.maximum(lower - outcome, 0) + np.maximum(outcome - upper, 0)
    return np.asarray(upper - lower + 2 / (1 - _share(level)) * miss)


def covered(low: ArrayLike, high: ArrayLike, observed: ArrayLike) -> NDArray[np.bool_]:
    """Whether each interval holds its outcome, ends included; the mean is the coverage.

    >>> covered([1.0, 1.0], [2.5, 2.5], [2.5, 2.6])
    array([ True, False])
    """
    lower, upper, outcome = _ends(low, high, observed)
    return np.asarray((lower <= outcome) & (outcome <= upper))


def central(draws: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """The ends of the central interval of each ensemble, shape (N, K) -> (N,) and (N,): linear between draws.

    >>> central([[3.0, 1.0, 2.0, 5.0, 4.0]], 0.5)
    (array([2.]), array([4.]))
    """
    rest = (1 - _share(level)) / 2
    low, high = np.quantile(_finite("draws", draws, 2), (rest, 1 - rest), axis=1)
    return low, high


def pit(draws: ArrayLike, observed: ArrayLike) -> Floats:
    """Where each outcome lies in its ensemble, as a share of the draws: uniform on 0 to 1 where ensembles are right.

    The draws below it, and half of those that equal it, over all K (the probability integral transform).

    >>> pit([[1.0, 2.0, 2.0, 7.0]], [2.0])
    array([0.5])
    """
    drawn, outcome = _finite("draws", draws, 2), _outcomes(observed, draws)[:, None]
    return np.asarray((drawn < outcome).mean(axis=1) + (drawn == outcome).mean(axis=1) / 2)


def absolute_error(forecast: ArrayLike, observed: ArrayLike) -> Floats:
    """How far each single value lies from its outcome; the mean is the MAE.

    >>> absolute_error([7.2, 3.0], [6.9, 4.5])
    array([0.3, 1.5])
    """
    return np.abs(_finite("forecast", forecast, 1) - _outcomes(observed, forecast))


def brier(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Squared distance of each probability from 1 where the event came and from 0 where it did not.

    >>> brier([0.2, 0.7], [True, False])
    array([0.64, 0.49])
    """
    said, came = _finite("probability", probability, 1), _outcomes(happened, probability)
    if ((said < 0) | (said > 1)).any() or not np.isin(came, (0, 1)).all():
        raise UserError(f"Expected probabilities from 0 to 1 of events that came or did not; found {said} and {came}.")
    return np.asarray((said - came) ** 2)


def _finite(name: str, values: ArrayLike, axes: int) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != axes or not np.isfinite(found).all():
        raise UserError(f"Expected {name} as {axes} axes of finite numbers; found the shape {found.shape}: {found}.")
    return found


def _outcomes(observed: ArrayLike, forecasts: ArrayLike) -> Floats:
    found, count = _finite("outcomes", observed, 1), len(np.asarray(forecasts))
    if len(found) != count:
        raise UserError(f"Expected an outcome for each of {count} forecasts; found {len(found)}.")
    return found


def _ends(low: ArrayLike, high: ArrayLike, observed: ArrayLike) -> tuple[Floats, Floats, Floats]:
    lower, upper = _finite("lower ends", low, 1), _finite("upper ends", high, 1)
    if lower.shape != upper.shape or (upper < lower).any():
        raise UserError(f"Expected upper ends that are not below the lower ones; found {lower} and {upper}.")
    return lower, upper, _outcomes(observed, low)


def _share(level: float) -> float:
    if not 0 < level < 1:
        raise UserError(f"Expected a level between 0 and 1, such as 0.9; found {level}.")
    return level
