"""The sampler: six chains from scattered starts, a warm-up, and draws until they pass the check.

After each half of the warm-up the chains pool what they saw, for the jumps of `wide.py`. They run stacked in one
thread: a sweep is many short array operations, and two threads would spend what they gain on waiting for each other.
Six chains of 1,600 sweeps tell more than four of 2,400 do, in less time.

What is shown is not the parameters but what is made of them, and a ratio of abilities may mix worse than each does:
what a caller shows is checked beside the parameters. After a check that fails, a few more sweeps are made, and what had
failed is checked first.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, field

import numpy as np

from leadline.capability.convergence import Convergence, convergence
from leadline.capability.item_response import CLIP, Fit, Matrix
from leadline.capability.posterior.beliefs import draw_beliefs
from leadline.capability.posterior.local import move_abilities, move_items
from leadline.capability.posterior.model import Beliefs, Data, Flags, Floats, Priors, State, rows_of, stacked
from leadline.capability.posterior.wide import Memory, jump_abilities, jump_items, shift, stretch, warp
from leadline.errors import NotEnoughData

CHAINS = 6
WARM_UP = 120
"""Sweeps of each half of the warm-up; the last two thirds of each are remembered."""
SWEEPS, MORE, MOST = 1600, 100, 8000
"""Of each chain: before the first check, after each check that fails, and the limit."""
KEEP = 3
"""Every so manieth sweep is kept."""
WARPS = 2
"""In a sweep."""
LEAST_DRAWS = CHAINS * (SWEEPS // KEEP)
"""What all chains give together, or more where they had to go on."""
R_HAT, EFFECTIVE = 1.01, 400.0
"""What every parameter and all that is shown must keep: below the one, above the other."""
LEAST_BENCHMARKS = 3


@dataclass(frozen=True, kw_only=True, eq=False)
class Posterior:
    """Draws of every parameter."""

    ability: Floats
    """C, shape (chains, N, M)."""
    items: Floats
    """Difficulty, log slope and log noise variance of each benchmark, shape (chains, N, 3, B)."""
    beliefs: Floats
    """The parameters of the priors in the order of `Beliefs`, shape (chains, N, 5)."""
    convergence: Convergence
    """Of all parameters: abilities, difficulties, log slopes, log noises, the priors'; then of what is shown."""
    sweeps: int
    """After the warm-up, of each chain."""

    @property
    def r_hat(self) -> float:
        """The worst of all."""
        return float(self.convergence.r_hat.max())

    @property
    def effective(self) -> float:
        """The least effective sample size of any."""
        return float(self.convergence.effective.min())


@dataclass(kw_only=True, eq=False)
class Run:
    """Chains on their way, and what they kept."""

    data: Data
    priors: Priors
    state: State
    rng: np.random.Generator
    kept: list[State] = field(default_factory=list)

    def advance(self, sweeps: int, memory: Memory | None) -> None:
        """Go on; there are jumps where there is a memory."""
        for number in range(1, sweeps + 1):
            self.state = _sweep(self.data, self.state, self.priors, memory, self.rng)
            if number % KEEP == 0:
                self.kept.append(self.state)


def sample(
    matrix: Matrix,
    start: Fit,
    *,
    rng: np.random.Generator,
    priors: Priors | None = None,
    shown: Callable[[Floats], Floats] | None = None,
    clip: tuple[float, float] = CLIP,
    sweeps: int = SWEEPS,
    most: int = MOST,
) -> Posterior:
    """Draws from the posterior of a table of scores, checked.

    Args:
        matrix: the scores; every model and every benchmark has at least one.
        start: a least-squares fit to the same scores, near which chains begin.
        rng: chance.
        priors: beliefs before any score.
        shown: what is made of abilities, from shape (chains, N, M) to (chains, N, any); it must converge too.
        clip: the least and the largest score that counts as it is.
        sweeps: of each chain before the first check.
        most: the limit of sweeps.

    Raises:
        NotEnoughData: fewer than three benchmarks, or chains that do not agree within the limit.
    """
    if len(matrix.benchmarks) < LEAST_BENCHMARKS:
        raise NotEnoughData(
            f"Expected at least {LEAST_BENCHMARKS} benchmarks, found {len(matrix.benchmarks)}: fewer tell nothing of "
            "how benchmarks differ. Use refits in place of the posterior."
        )
    scores, priors = np.clip(matrix.performance, *clip)[None], priors or Priors()
    run = begun(stacked(matrix, scores, CHAINS), start, priors, rng)
    memory = warmed(run)
    run.advance(sweeps, memory)
    return _until_settled(run, memory, shown, sweeps, most)


def _until_settled(
    run: Run, memory: Memory, shown: Callable[[Floats], Floats] | None, sweeps: int, most: int
) -> Posterior:
    """Go on until everything passes; after a check that fails, what failed is checked first."""
    every = _every(run, shown)
    suspects = everything = np.arange(every.shape[2])
    while True:
        checked = _checked(every[..., suspects])
        if len(suspects) < len(everything) and not _fails(checked).any():
            suspects, checked = everything, _checked(every)
        failing = _fails(checked)
        if not failing.any():
            return _gathered(run, checked, sweeps)
        if sweeps >= most:
            raise NotEnoughData(
                f"The posterior did not settle in {sweeps} sweeps: R-hat {checked.r_hat.max():.3f} (expected below "
                f"{R_HAT}), effective draws {checked.effective.min():.0f} (expected above {EFFECTIVE:.0f}). Use refits "
                "in its place."
            )
        suspects = suspects[failing]
        run.advance(MORE, memory)
        sweeps, every = sweeps + MORE, _every(run, shown)


def begun(data: Data, start: Fit, priors: Priors, rng: np.random.Generator) -> Run:
    """Chains scattered about a fit, whose abilities get a mean of zero and a standard deviation of one."""
    chains, centre, unit = len(data.model), start.ability.mean(), max(float(start.ability.std()), 1e-3)
    items = np.stack([(start.difficulty - centre) / unit, np.log(start.slope * unit), np.full(data.benchmarks, -4.6)])
    shapes = (chains, data.models), (3, chains, data.benchmarks)
    away, apart = (0.2 * rng.standard_normal(shape) for shape in shapes)
    ability = (start.ability - centre) / unit + away
    items = items[:, None] + apart
    one = np.ones((chains, 1))
    beliefs = Beliefs(
        difficulty_centre=items[0].mean(axis=1, keepdims=True),
        difficulty_spread=one,
        slope_centre=items[1].mean(axis=1, keepdims=True),
        slope_spread=one / 2,
        typical_noise=one / priors.noise_rate,
    )
    rows = rows_of(data, priors, ability, items)
    return Run(data=data, priors=priors, state=State(ability=ability, items=items, beliefs=beliefs, rows=rows), rng=rng)


def warmed(run: Run) -> Memory:
    """Let chains settle, in two halves, and forget all but where they were."""
    memory = None
    for _ in range(2):
        run.advance(WARM_UP, memory)
        seen = run.kept[len(run.kept) // 3 :]
        memory = Memory.of(
            np.concatenate([state.ability for state in seen]),
            np.concatenate([state.items.transpose(1, 0, 2) for state in seen]),
        )
        run.kept.clear()
    assert memory is not None
    return memory


def _sweep(data: Data, state: State, priors: Priors, memory: Memory | None, rng: np.random.Generator) -> State:
    """Every parameter drawn anew."""
    state = move_abilities(data, state, priors, rng)
    state = move_items(data, state, priors, rng)
    for _ in range(WARPS):
        state = warp(data, state, priors, rng)
    if memory is not None:
        state = jump_abilities(data, state, priors, memory, rng)
        state = jump_items(data, state, priors, memory, rng)
    state = draw_beliefs(state, priors, rng)
    return stretch(shift(state, priors, rng), priors, rng)


def _every(run: Run, shown: Callable[[Floats], Floats] | None) -> Floats:
    """The draws of all parameters and of what is shown, shape (chains, N, parameters)."""
    ability, items, beliefs = _stacked(run)
    made = [shown(ability)] if shown else []
    return np.concatenate([ability, items.reshape(*items.shape[:2], -1), beliefs, *made], axis=2)


def _stacked(run: Run) -> tuple[Floats, Floats, Floats]:
    ability = np.stack([state.ability for state in run.kept], axis=1)
    items = np.stack([state.items.transpose(1, 0, 2) for state in run.kept], axis=1)
    return ability, items, np.stack([_flat(state.beliefs) for state in run.kept], axis=1)


def _gathered(run: Run, checked: Convergence, sweeps: int) -> Posterior:
    """All draws with their check."""
    ability, items, beliefs = _stacked(run)
    return Posterior(ability=ability, items=items, beliefs=beliefs, convergence=checked, sweeps=sweeps)


def _fails(checked: Convergence) -> Flags:
    """Which parameters do not pass."""
    return np.asarray((checked.r_hat >= R_HAT) | (checked.effective <= EFFECTIVE))


def _flat(beliefs: Beliefs) -> Floats:
    return np.concatenate(astuple(beliefs), axis=1)


def _checked(draws: Floats) -> Convergence:
    """The check, in two threads."""
    with ThreadPoolExecutor(2) as threads:
        parts = list(threads.map(convergence, np.array_split(draws, min(2, draws.shape[2]), axis=2)))
    return Convergence(
        r_hat=np.concatenate([part.r_hat for part in parts]),
        effective=np.concatenate([part.effective for part in parts]),
    )
