"""Student distributions to propose from: heavy tails, so that no corner of a posterior holds a chain for long."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FREEDOM = 5.0


def student(dimensions: int, shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """Standard draws in some dimensions, shape (dimensions, *shape)."""
    stretch = np.sqrt(FREEDOM / 2 / rng.standard_gamma(FREEDOM / 2, shape))
    return rng.standard_normal((dimensions, *shape)) * stretch


def log_student(squares: Floats, dimensions: int) -> Floats:
    """Log density at a squared distance from the centre, but for a constant."""
    return np.asarray(-(FREEDOM + dimensions) / 2 * np.log1p(squares / FREEDOM))


def accepted(log_ratio: Floats, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Whether each proposal is taken, by the rule of Metropolis and Hastings."""
    return np.asarray(np.log(rng.random(log_ratio.shape)) < log_ratio)
