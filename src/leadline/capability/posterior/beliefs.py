"""The parameters of the priors, drawn given abilities and benchmarks."""

from dataclasses import replace

import numpy as np

from leadline.capability.posterior.model import DIFFICULTY, LOG_NOISE, LOG_SLOPE, Beliefs, Floats, Priors, State
from leadline.capability.posterior.proposals import accepted


def draw_beliefs(state: State, priors: Priors, rng: np.random.Generator) -> State:
    """Centres and spreads of difficulties and log slopes, and the typical noise."""
    now, (difficulty, log_slope) = state.beliefs, state.items[[DIFFICULTY, LOG_SLOPE]]
    centre = _centre(difficulty, now.difficulty_spread, 0.0, priors.difficulty_centre, rng)
    slope = _centre(log_slope, now.slope_spread, priors.slope_centre, 1.0, rng)
    beliefs = Beliefs(
        difficulty_centre=centre,
        difficulty_spread=_spread(difficulty - centre, now.difficulty_spread, priors.difficulty_spread, rng),
        slope_centre=slope,
        slope_spread=_spread(log_slope - slope, now.slope_spread, priors.slope_spread, rng),
        typical_noise=_typical(state.items[LOG_NOISE], priors, rng),
    )
    return replace(state, beliefs=beliefs)


def _centre(values: Floats, spread: Floats, prior: float, prior_spread: float, rng: np.random.Generator) -> Floats:
    """The mean of normal values, under a normal prior."""
    precision = values.shape[1] / spread**2 + prior_spread**-2
    mean = (values.sum(axis=1, keepdims=True) / spread**2 + prior / prior_spread**2) / precision
    return np.asarray(mean + rng.standard_normal(mean.shape) / np.sqrt(precision))


def _spread(away: Floats, spread: Floats, prior: float, rng: np.random.Generator) -> Floats:
    """The standard deviation of normal values with a known mean, under a half-normal prior.

    Proposed from the conditional under a flat prior on the standard deviation, and taken by the ratio of the priors.
    """
    squares = (away**2).sum(axis=1, keepdims=True)
    proposed = np.sqrt(squares / 2 / rng.standard_gamma((away.shape[1] - 1) / 2, squares.shape))
    return np.where(accepted((spread**2 - proposed**2) / 2 / prior**2, rng), proposed, spread)


def _typical(log_noise: Floats, priors: Priors, rng: np.random.Generator) -> Floats:
    """The typical noise variance: a gamma distribution."""
    own = priors.noise_freedom / 2
    rate = priors.noise_rate + own * np.exp(-log_noise).sum(axis=1, keepdims=True)
    return np.asarray(rng.standard_gamma(1 + own * log_noise.shape[1], rate.shape) / rate)
