"""Local moves: each model, then each benchmark, from where it is.

Given the benchmarks the models are independent of each other, and the reverse, so that each block moves at once and
each member is taken or refused by itself. A proposal is one step of Fisher scoring with the scatter of its curvature:
the information of a Student location is (f + 1) / (f + 3) over the noise variance, that of a log variance
f / 2 / (f + 3), and the two are orthogonal.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadline.capability.posterior.model import (
    DIFFICULTY,
    LOG_NOISE,
    LOG_SLOPE,
    Data,
    Floats,
    Priors,
    Rows,
    Singles,
    State,
    chosen,
    item_prior,
    rows_of,
)
from leadline.capability.posterior.proposals import accepted, log_student, student


def move_abilities(data: Data, state: State, priors: Priors, rng: np.random.Generator) -> State:
    """Each ability moved, or left where it is."""
    slope, noise = (data.of_benchmark(np.exp(state.items[place])) for place in (LOG_SLOPE, LOG_NOISE))
    mean, sharp = _about_ability(data, state.ability, state.rows, priors, slope, noise)
    step = student(1, mean.shape, rng)[0]
    ability = mean + step / np.sqrt(sharp)
    rows = rows_of(data, priors, ability, state.items)
    mean_back, sharp_back = _about_ability(data, ability, rows, priors, slope, noise)
    forth = np.log(sharp) / 2 + log_student(step**2, 1)
    back = np.log(sharp_back) / 2 + log_student(sharp_back * (state.ability - mean_back) ** 2, 1)
    gain = data.by_model(rows.log - state.rows.log) + (state.ability**2 - ability**2) / 2
    taken = accepted(gain + back - forth, rng)
    return replace(
        state,
        ability=np.where(taken, ability, state.ability),
        rows=chosen(data.of_model(taken), rows, state.rows),
    )


def _about_ability(
    data: Data, ability: Floats, rows: Rows, priors: Priors, slope: Singles, noise: Singles
) -> tuple[Floats, Floats]:
    """Mean and precision of the proposal from a point."""
    steep = slope * _steepness(data, rows)
    sharp = data.by_model(_information(priors) / noise * steep**2) + 1
    return ability + (data.by_model(_pull(rows, priors, noise) * steep) - ability) / sharp, sharp


def _steepness(data: Data, rows: Rows) -> Singles:
    """Derivative of the expected score by its logit, p (1 - p)."""
    expected = data.scores - rows.error
    return expected * (1 - expected)


def _pull(rows: Rows, priors: Priors, noise: Singles) -> Singles:
    """Derivative of the log density by the expected score."""
    freedom = np.float32(priors.freedom)
    return (freedom + 1) * rows.error / (freedom * noise + rows.error**2)


def _information(priors: Priors) -> np.float32:
    """Of the expected score, times the noise variance."""
    return np.float32((priors.freedom + 1) / (priors.freedom + 3))


def move_items(data: Data, state: State, priors: Priors, rng: np.random.Generator) -> State:
    """Difficulty, slope and noise of each benchmark moved together, or left where they are."""
    ability = data.of_model(state.ability)
    here = _about_items(data, state, state.items, state.rows, priors, ability)
    items = here.draw(rng)
    rows = rows_of(data, priors, state.ability, items)
    there = _about_items(data, state, items, rows, priors, ability)
    gain = data.by_benchmark(rows.log - state.rows.log)
    gain += item_prior(items, state.beliefs, priors) - item_prior(state.items, state.beliefs, priors)
    taken = accepted(gain + there.log(state.items) - here.log(items), rng)
    return replace(
        state,
        items=np.where(taken, items, state.items),
        rows=chosen(data.of_benchmark(taken), rows, state.rows),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Scoring:
    """The proposal from a point: a mean, and the Cholesky factor of the precision of difficulty and log slope."""

    mean: Floats
    """Shape (3, K, B)."""
    first: Floats
    """Upper left."""
    cross: Floats
    """Lower left."""
    second: Floats
    """Lower right."""
    noise: Floats
    """Root of the precision of log noise."""

    def draw(self, rng: np.random.Generator) -> Floats:
        """Parameters, shape (3, K, B)."""
        one, two, three = student(3, self.first.shape, rng)
        up = two / self.second
        return np.asarray(self.mean + np.stack([(one - self.cross * up) / self.first, up, three / self.noise]))

    def log(self, items: Floats) -> Floats:
        """Log density of parameters, but for a constant."""
        down, up, loud = items - self.mean
        squares = (self.first * down + self.cross * up) ** 2 + (self.second * up) ** 2 + (self.noise * loud) ** 2
        return np.asarray(np.log(self.first * self.second * self.noise) + log_student(squares, 3))


def _about_items(data: Data, state: State, items: Floats, rows: Rows, priors: Priors, ability: Singles) -> _Scoring:
    beliefs, slope = state.beliefs, np.exp(items[LOG_SLOPE])
    gap = ability - data.of_benchmark(items[DIFFICULTY])
    noise, steep = data.of_benchmark(np.exp(items[LOG_NOISE])), _steepness(data, rows)
    pull = _pull(rows, priors, noise)
    push, wide = pull * steep, _information(priors) / noise * steep**2
    own, other = beliefs.difficulty_spread**-2, beliefs.slope_spread**-2
    first = np.sqrt(slope**2 * data.by_benchmark(wide) + own)
    cross = -(slope**2) * data.by_benchmark(wide * gap) / first
    second = np.sqrt(slope**2 * data.by_benchmark(wide * gap**2) + other - cross**2)
    down = -slope * data.by_benchmark(push) - (items[DIFFICULTY] - beliefs.difficulty_centre) * own
    up = slope * data.by_benchmark(push * gap) - (items[LOG_SLOPE] - beliefs.slope_centre) * other
    # Two triangular solves: the precision times the step is the gradient.
    ahead = (up - cross * down / first) / second**2
    loud, sharp = _about_noise(data, state, items, pull * rows.error, priors)
    steps = np.stack([(down / first - cross * ahead) / first, ahead, loud])
    return _Scoring(mean=items + steps, first=first, cross=cross, second=second, noise=np.sqrt(sharp))


def _about_noise(data: Data, state: State, items: Floats, pulled: Singles, priors: Priors) -> tuple[Floats, Floats]:
    """The step of log noise, and its information."""
    freedom, own = priors.freedom, priors.noise_freedom
    typical = own * state.beliefs.typical_noise * np.exp(-items[LOG_NOISE])
    gradient = (data.by_benchmark(pulled) - data.counts - own + typical) / 2
    sharp = data.counts * freedom / 2 / (freedom + 3) + own / 2
    return gradient / sharp, np.broadcast_to(sharp, gradient.shape)
