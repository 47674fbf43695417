"""The fit: Levenberg-Marquardt, with the exact curvature wherever it is positive.

Scores that no parameters can meet make Gauss-Newton slow, hence the exact curvature.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from leadline.capability.item_response.matrix import Floats, Matrix
from leadline.capability.item_response.step import Point, Problem, evaluate, gradient_of, step_of
from leadline.errors import NotEnoughData, UserError

CLIP = (0.001, 0.999)
LARGEST = 10.0  # of |C|, |D| and a
LEAST_SLOPE = 0.1
MOST_STEPS = 500
FIRST_DAMPING = 0.1


@dataclass(frozen=True, kw_only=True, eq=False)
class Fit:
    """The parameters found, in the order of the matrix's names; ability and difficulty in logits of the anchor."""

    ability: Floats
    """C, shape (M,)."""
    difficulty: Floats
    """D, shape (B,): the ability at which the expected score is one half."""
    slope: Floats
    """a, shape (B,); 1 for the anchor."""
    objective: float
    """Weighted squares and penalty."""
    squares: float
    """Weighted squares alone."""
    iterations: int
    """Steps tried."""
    converged: bool
    """Whether the tolerance was met; if not, this is the best point found."""


def fit(
    matrix: Matrix,
    *,
    anchor: str,
    ridge: float = 0.1,
    clip: tuple[float, float] = CLIP,
    weights: Floats | None = None,
    start: Fit | None = None,
    tolerance: float = 1e-12,
) -> Fit:
    """Fit abilities, difficulties and slopes to a table of scores, by the formula of the package.

    Args:
        matrix: the scores.
        anchor: the benchmark whose slope is 1.
        ridge: strength of the penalty, above 0.
        clip: the least and the largest score that counts as it is.
        weights: how much each row counts, shape (R,), 0 or more; by default 1.
        start: where to begin, such as a fit to other scores of the same names; by default C = D = 0, a = 1.
        tolerance: stop when the next step promises to lower the objective by less than this share.

    Raises:
        NotEnoughData: the matrix has no rows or lacks the anchor.
        UserError: the ridge, the weights or the start cannot be used.

    >>> table = Matrix(models=("small", "large"), benchmarks=("easy", "hard"), model=np.array([0, 1, 1]),
    ...                benchmark=np.array([0, 0, 1]), performance=np.array([0.4, 0.9, 0.3]))
    >>> found = fit(table, anchor="easy")
    >>> found.ability.round(2).tolist(), found.difficulty.round(2).tolist(), found.slope.round(2).tolist()
    ([-0.78, 0.46], [-0.63, 0.96], [1.0, 0.69])
    """
    with one_thread():
        return solve(problem_of(matrix, anchor, ridge, clip, weights), first_point(matrix, start), tolerance)


def objective(
    matrix: Matrix,
    ability: Floats,
    difficulty: Floats,
    slope: Floats,
    *,
    anchor: str,
    ridge: float = 0.1,
    clip: tuple[float, float] = CLIP,
    weights: Floats | None = None,
) -> float:
    """What `fit` minimises, at any parameters (shapes as in `Fit`); bounds and the anchor's slope are not enforced.

    >>> table = Matrix(models=("m",), benchmarks=("b",), model=np.array([0]), benchmark=np.array([0]),
    ...                performance=np.array([0.7]))
    >>> objective(table, np.zeros(1), np.ones(1), np.ones(1), anchor="b")  # (0.2689 - 0.7)^2 + 0.1 * 1 / 2
    0.2358
    """
    logit = slope[matrix.benchmark] * (ability[matrix.model] - difficulty[matrix.benchmark])
    squares = (1 / (1 + np.exp(-logit)) - np.clip(matrix.performance, *clip)) ** 2
    penalised = np.concatenate([ability, difficulty, np.delete(slope, matrix.benchmarks.index(anchor))])
    return float(np.sum(squares if weights is None else weights * squares) + ridge * np.mean(penalised**2))


@contextmanager
def one_thread() -> Iterator[None]:
    """One BLAS thread: the systems are small, more threads are no faster and spin while they wait for each other."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def problem_of(matrix: Matrix, anchor: str, ridge: float, clip: tuple[float, float], weights: Floats | None) -> Problem:
    """What a fit starts from, checked."""
    models, benchmarks, rows = len(matrix.models), len(matrix.benchmarks), len(matrix.performance)
    if not rows:
        raise NotEnoughData("Expected scores to fit, found none. Widen the selection.")
    weights = np.ones(rows) if weights is None else weights
    if weights.shape != (rows,) or not (np.isfinite(weights) & (weights >= 0)).all():
        raise UserError(f"Expected {rows} finite weights of 0 or more, found {weights}.")
    penalty, low, high = _limits(matrix, anchor, ridge)
    model, wide, difficulty, slope = matrix.model, 2 * benchmarks, matrix.benchmark, matrix.benchmark + benchmarks
    pairs = ((difficulty, difficulty), (slope, slope), (difficulty, slope), (slope, difficulty))
    return Problem(
        models=models,
        places=np.stack([model, models + difficulty, models + slope]),
        joint=np.concatenate([model * wide + difficulty, model * wide + slope]),
        corner=np.concatenate([one * wide + other for one, other in pairs]),
        target=np.clip(matrix.performance, *clip),
        weights=weights,
        penalty=penalty,
        low=low,
        high=high,
    )


def _limits(matrix: Matrix, anchor: str, ridge: float) -> tuple[Floats, Floats, Floats]:
    """For each parameter the penalty, the least and the largest value; the anchor's slope is 1 and costs nothing."""
    models, benchmarks = len(matrix.models), len(matrix.benchmarks)
    if anchor not in matrix.benchmarks:
        raise NotEnoughData(f"The anchor {anchor!r} is not among the {benchmarks} benchmarks. Choose one of them.")
    if not 0 < ridge < np.inf:
        raise UserError(f"Expected a ridge above 0, found {ridge}. Without one the scale has no origin.")
    low = np.repeat([-LARGEST, LEAST_SLOPE], [models + benchmarks, benchmarks])
    high, penalty = np.full(len(low), LARGEST), np.full(len(low), ridge / (len(low) - 1))
    anchored = models + benchmarks + matrix.benchmarks.index(anchor)
    penalty[anchored], low[anchored], high[anchored] = 0, 1, 1
    return penalty, low, high


def first_point(matrix: Matrix, start: Fit | None) -> Floats:
    """The parameters of a start as one vector; C = D = 0 and a = 1 where there is none."""
    models, benchmarks = len(matrix.models), len(matrix.benchmarks)
    if start is None:
        return np.repeat([0.0, 1.0], [models + benchmarks, benchmarks])
    if (len(start.ability), len(start.difficulty), len(start.slope)) != (models, benchmarks, benchmarks):
        raise UserError(f"Expected a start for {models} models and {benchmarks} benchmarks, found one for other names.")
    return np.concatenate([start.ability, start.difficulty, start.slope])


def solve(problem: Problem, first: Floats, tolerance: float) -> Fit:
    """Steps until the next promises less than the tolerance, a share of the objective."""
    point = evaluate(problem, first)
    ridge, damping, steps, converged = float(problem.penalty.max()), FIRST_DAMPING, 0, False
    while not converged and steps < MOST_STEPS:
        steps += 1
        gradient, free = gradient_of(problem, point)
        change = step_of(problem, point, gradient, free, damping)
        trial = evaluate(problem, point.parameters + change)
        # Under strong damping a short step says nothing of the distance to the optimum.
        converged = damping <= ridge and -2 * float(gradient @ change) <= tolerance * point.objective
        if _descends(point, trial, gradient):
            point, damping = trial, max(damping / 10, ridge / 1000)
        else:
            damping *= 10
    ability, difficulty, slope = np.split(point.parameters, [problem.models, (problem.models + len(first)) // 2])
    return Fit(
        ability=ability,
        difficulty=difficulty,
        slope=slope,
        objective=point.objective,
        squares=point.squares,
        iterations=steps,
        converged=converged,
    )


def _descends(point: Point, trial: Point, gradient: Floats) -> bool:
    """Whether the trial keeps a small part of the descent that the gradient promises (Armijo), up to rounding."""
    promised = 2 * float(gradient @ (point.parameters - trial.parameters))
    rounding = 1e-14 * point.objective
    return promised >= -rounding and point.objective - trial.objective >= 1e-4 * promised - rounding
