"""From standard normal scores to values of assumptions, and what a belief pack shifts.

Calibration and beliefs live in the space of scores, one a draw and assumption: there the reference prior is standard
normal, and a pack says that some scores are normal with another mean and spread.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from leadline.catalog.assumptions import Assumption, Register, Scale
from leadline.forecast.intervals import Z_90
from leadline.simulate.equations import Floats


def values(assumption: Assumption, scores: Floats) -> Floats:
    """Values of an assumption for standard normal scores.

    By hand for gA on its scale log: at a score of 1.645 it is its 95th per cent; at -0.822, half way in logarithms to
    its 5th, sqrt(0.3 x 0.5) = 0.387.

    >>> from leadline.catalog.assumptions import load
    >>> values(load()["gA"], np.array([-1.6448536, -0.8224268, 0.0, 1.6448536])).round(3).tolist()
    [0.3, 0.387, 0.5, 0.9]
    """
    low, middle, high = (_to(assumption.scale, quantile) for quantile in assumption.quantiles)
    inner = middle + scores * np.where(scores >= 0, high - middle, middle - low) / Z_90
    found = _back(assumption.scale, inner)
    return found if assumption.floor is None else np.maximum(found, assumption.floor)


def parameters(register: Register, scores: Mapping[str, Floats]) -> dict[str, Floats]:
    """The values of all assumptions for which there are scores."""
    return {name: values(register[name], drawn) for name, drawn in scores.items()}


def centre(register: Register, draws: int = 1) -> dict[str, Floats]:
    """Every assumption at its median: what tests and hand calculations begin with."""
    return {name: np.full(draws, one.quantiles[1], dtype=np.float64) for name, one in register.items()}


def score_means(names: Sequence[str], shifts: Mapping[str, float]) -> Floats:
    """The mean of each score: 0, or what a pack shifts it by, in standard deviations."""
    return np.array([shifts.get(name, 0.0) for name in names])


def score_spreads(names: Sequence[str], shifts: Mapping[str, float], spread: float) -> Floats:
    """The spread of each score: 1, or that of the pack where it shifts it."""
    return np.array([spread if name in shifts else 1.0 for name in names])


def _to(scale: Scale, value: float) -> float:
    match scale:
        case "lin":
            return value
        case "log":
            return float(np.log(value))
        case "logit":
            return float(np.log(value / (1 - value)))


def _back(scale: Scale, inner: Floats) -> Floats:
    match scale:
        case "lin":
            return inner
        case "log":
            return np.asarray(np.exp(inner))
        case "logit":
            return np.asarray(1 / (1 + np.exp(-inner)))
