"""Wide moves, across what local ones would creep through.

- *Shift* and *stretch*: adding a number to all abilities and difficulties, or stretching them while slopes shrink,
  changes no expected score; along these two directions only the priors pull. Both are drawn from their conditionals.
- *Warp*: the same stretch for one side of a point alone. Benchmarks of one era meet models of their era only, so that a
  part of the scale may stretch almost freely.
- *Jumps*: each model, then each benchmark, proposed from the distribution that it had in the warm-up. A model with a
  few scores that contradict each other has two modes, and a local move never leaves one.
"""

from dataclasses import dataclass, replace

import numpy as np

from leadline.capability.posterior.model import (
    DIFFICULTY,
    LOG_SLOPE,
    Data,
    Flags,
    Floats,
    Priors,
    State,
    chosen,
    item_prior,
    rows_of,
)
from leadline.capability.posterior.proposals import accepted, log_student, student

WARP = 0.08
"""Standard deviation of the log of a warp's stretch: a third of such warps is taken."""
WIDER = 1.2
"""How much wider than in the warm-up jumps are."""


def shift(state: State, priors: Priors, rng: np.random.Generator) -> State:
    """Abilities, difficulties and their mean moved by one number, whose conditional is normal."""
    beliefs, own = state.beliefs, priors.difficulty_centre**-2
    precision = state.ability.shape[1] + own
    mean = -(state.ability.sum(axis=1, keepdims=True) + own * beliefs.difficulty_centre) / precision
    by = mean + rng.standard_normal(mean.shape) / np.sqrt(precision)
    return replace(
        state,
        ability=state.ability + by,
        items=state.items + np.stack([by, 0 * by, 0 * by]),
        beliefs=replace(beliefs, difficulty_centre=beliefs.difficulty_centre + by),
    )


def stretch(state: State, priors: Priors, rng: np.random.Generator) -> State:
    """Abilities and difficulties times one number, and slopes over it.

    But for the prior of the mean log slope, the square of the number has a gamma distribution: its M + 2 halves are the
    Jacobian of what is stretched, without the difficulties, whose own prior is stretched along. The number is proposed
    from it, and taken by the ratio of that prior.
    """
    beliefs = state.beliefs
    squares = (state.ability**2).sum(axis=1, keepdims=True)
    squares = squares + (beliefs.difficulty_centre / priors.difficulty_centre) ** 2
    squares = squares + (beliefs.difficulty_spread / priors.difficulty_spread) ** 2
    by = np.sqrt(2 * rng.standard_gamma((state.ability.shape[1] + 2) / 2, squares.shape) / squares)
    now = beliefs.slope_centre - priors.slope_centre
    by = np.where(accepted((now**2 - (now - np.log(by)) ** 2) / 2, rng), by, 1.0)
    difficulty, log_slope, noise = state.items
    return replace(
        state,
        ability=state.ability * by,
        items=np.stack([difficulty * by, log_slope - np.log(by), noise]),
        beliefs=replace(
            beliefs,
            difficulty_centre=beliefs.difficulty_centre * by,
            difficulty_spread=beliefs.difficulty_spread * by,
            slope_centre=beliefs.slope_centre - np.log(by),
        ),
    )


def warp(data: Data, state: State, priors: Priors, rng: np.random.Generator) -> State:
    """One side of a point stretched: abilities and difficulties beyond it, and the slopes there the other way."""
    chains = (len(state.ability), 1)
    point, by = rng.standard_normal(chains), WARP * rng.standard_normal(chains)
    side = np.where(rng.random(chains) < 0.5, -1.0, 1.0)

    def beyond(values: Floats) -> tuple[Floats, Flags]:
        """The values after the warp, and which it moved."""
        moved = (values - point) * side > 0
        return np.where(moved, point + np.exp(by) * (values - point), values), moved

    (ability, models), (difficulty, benchmarks) = beyond(state.ability), beyond(state.items[DIFFICULTY])
    items = np.stack([difficulty, state.items[LOG_SLOPE] - by * benchmarks, state.items[2]])
    rows = rows_of(data, priors, ability, items)
    gain = (rows.log - state.rows.log).sum(axis=1, keepdims=True, dtype=np.float64)
    gain += (state.ability**2 - ability**2).sum(axis=1, keepdims=True) / 2
    prior = item_prior(items, state.beliefs, priors) - item_prior(state.items, state.beliefs, priors)
    jacobian = by * (models.sum(axis=1, keepdims=True) + benchmarks.sum(axis=1, keepdims=True))
    taken = accepted(gain + prior.sum(axis=1, keepdims=True) + jacobian, rng)
    return replace(
        state,
        ability=np.where(taken, ability, state.ability),
        items=np.where(taken, items, state.items),
        rows=chosen(taken.astype(np.float32), rows, state.rows),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Memory:
    """Where parameters were in the warm-up: the centre and the scatter of jumps."""

    ability: Floats
    """Shape (M,)."""
    ability_spread: Floats
    """Shape (M,)."""
    items: Floats
    """Shape (3, B)."""
    factor: Floats
    """Lower Cholesky factor of the items' covariance, shape (B, 3, 3)."""
    inverse: Floats
    """Of each factor."""

    @classmethod
    def of(cls, abilities: Floats, items: Floats) -> "Memory":
        """From draws of shape (N, M) and (N, 3, B)."""
        centre = items.mean(axis=0)
        away = items - centre
        covariance = np.einsum("nib,njb->bij", away, away) / len(items)
        factor = WIDER * np.linalg.cholesky(covariance + 1e-9 * np.eye(3))
        return cls(
            ability=abilities.mean(axis=0),
            ability_spread=WIDER * abilities.std(axis=0),
            items=centre,
            factor=factor,
            inverse=np.asarray(np.linalg.inv(factor)),
        )


def jump_abilities(data: Data, state: State, priors: Priors, memory: Memory, rng: np.random.Generator) -> State:
    """Each ability proposed anew."""
    step = student(1, state.ability.shape, rng)[0]
    ability = memory.ability + memory.ability_spread * step
    rows = rows_of(data, priors, ability, state.items)
    back = log_student(((state.ability - memory.ability) / memory.ability_spread) ** 2, 1)
    gain = data.by_model(rows.log - state.rows.log) + (state.ability**2 - ability**2) / 2
    taken = accepted(gain + back - log_student(step**2, 1), rng)
    return replace(
        state,
        ability=np.where(taken, ability, state.ability),
        rows=chosen(data.of_model(taken), rows, state.rows),
    )


def jump_items(data: Data, state: State, priors: Priors, memory: Memory, rng: np.random.Generator) -> State:
    """Each benchmark proposed anew."""
    step = student(3, state.items.shape[1:], rng)
    items = memory.items[:, None] + np.einsum("bij,jkb->ikb", memory.factor, step)
    rows = rows_of(data, priors, state.ability, items)
    away = np.einsum("bij,jkb->ikb", memory.inverse, state.items - memory.items[:, None])
    gain = data.by_benchmark(rows.log - state.rows.log)
    gain += item_prior(items, state.beliefs, priors) - item_prior(state.items, state.beliefs, priors)
    proposal = log_student((away**2).sum(axis=0), 3) - log_student((step**2).sum(axis=0), 3)
    taken = accepted(gain + proposal, rng)
    return replace(
        state,
        items=np.where(taken, items, state.items),
        rows=chosen(data.of_benchmark(taken), rows, state.rows),
    )
