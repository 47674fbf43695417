"""The capability index as an item-response fit: many benchmarks on one scale.

A model m has an ability C, a benchmark b a difficulty D and a slope a; the expected score is

    p(m, b) = 1 / (1 + exp(-a_b (C_m - D_b)))

and the fit minimises over the rows r of a table of scores y, with weights w,

    sum_r w_r (p(m_r, b_r) - y_r)^2  +  ridge (sum C^2 + sum D^2 + sum a^2) / P,     P = M + 2B - 1

for M models and B benchmarks, with or without rows. Decisions:

- y is clipped to [0.001, 0.999]; the squares are not halved; |C| and |D| stay within 10, a between 0.1 and 10.
- One anchor benchmark sets the scale: its slope is 1, outside the penalty and outside P. The penalty sets the origin
  and keeps a model or a benchmark with a single row finite.
- The index is alpha + beta C, such that two named models get two given numbers.

The solver is Levenberg-Marquardt, with the exact curvature wherever it is positive, since scores that no parameters
can meet make Gauss-Newton slow. A score joins one model to one benchmark, so no two abilities meet in a second
derivative: they are eliminated one by one, which leaves a system of 2B unknowns. A parameter that presses against a
bound is held for the step.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from leadline.errors import NotEnoughData, UserError

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]
Flags = NDArray[np.bool_]

CLIP = (0.001, 0.999)
LARGEST = 10.0  # of |C|, |D| and a
LEAST_SLOPE = 0.1
MOST_STEPS = 500
FIRST_DAMPING = 0.1
HELD = 1e12  # added to the curvature of a held parameter, beside which no curvature counts
BOOTSTRAP_TOLERANCE = 1e-8  # moves an index by less than a thousandth, far below its interval


@dataclass(frozen=True, kw_only=True, eq=False)
class Matrix:
    """A sparse table of scores in R rows; a model may meet a benchmark more than once."""

    models: tuple[str, ...]
    """Names of the M models."""
    benchmarks: tuple[str, ...]
    """Names of the B benchmarks."""
    model: Indexes
    """Position in `models` of each row, shape (R,)."""
    benchmark: Indexes
    """Position in `benchmarks` of each row, shape (R,)."""
    performance: Floats
    """Score of each row as a share of 1, shape (R,); corrected for chance it may lie a little outside 0 to 1."""

    def __post_init__(self) -> None:
        for kind, index, names in (("model", self.model, self.models), ("benchmark", self.benchmark, self.benchmarks)):
            if len(set(names)) < len(names):
                raise UserError(f"Expected each {kind} once among the {len(names)} names, found some repeated.")
            if index.shape != self.performance.shape:
                raise UserError(f"Expected a {kind} for each score {self.performance.shape}, found {index.shape}.")
            if (beyond := np.setdiff1d(index, np.arange(len(names)))).size:
                raise UserError(f"Expected positions among {len(names)} {kind} names, found {beyond[:3].tolist()}.")
        if not np.isfinite(self.performance).all():
            raise UserError("Expected finite scores, found missing or infinite ones. Leave such rows out.")


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
    weights: Floats | None = None,
    start: Fit | None = None,
    tolerance: float = 1e-12,
) -> Fit:
    """Fit abilities, difficulties and slopes to a table of scores, by the formula of this module.

    Args:
        matrix: the scores.
        anchor: the benchmark whose slope is 1.
        ridge: strength of the penalty, above 0.
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
    with _one_thread():
        return _solve(_problem(matrix, anchor, ridge, weights), _first(matrix, start), tolerance)


def objective(
    matrix: Matrix,
    ability: Floats,
    difficulty: Floats,
    slope: Floats,
    *,
    anchor: str,
    ridge: float = 0.1,
    weights: Floats | None = None,
) -> float:
    """What `fit` minimises, at any parameters (shapes as in `Fit`); bounds and the anchor's slope are not enforced.

    >>> table = Matrix(models=("m",), benchmarks=("b",), model=np.array([0]), benchmark=np.array([0]),
    ...                performance=np.array([0.7]))
    >>> objective(table, np.zeros(1), np.ones(1), np.ones(1), anchor="b")  # (0.2689 - 0.7)^2 + 0.1 * 1 / 2
    0.2358
    """
    logit = slope[matrix.benchmark] * (ability[matrix.model] - difficulty[matrix.benchmark])
    squares = (1 / (1 + np.exp(-logit)) - np.clip(matrix.performance, *CLIP)) ** 2
    penalised = np.concatenate([ability, difficulty, np.delete(slope, matrix.benchmarks.index(anchor))])
    return float(np.sum(squares if weights is None else weights * squares) + ridge * np.mean(penalised**2))


def scale(ability: Floats, models: tuple[str, ...], anchors: Mapping[str, float]) -> Floats:
    """The index alpha + beta C of abilities C, shape (M,), in which the two anchor models get the numbers given.

    Raises:
        NotEnoughData: an anchor is not among the models, or both have the same ability.
        UserError: the anchors are not two.

    >>> scale(np.array([0.5, 1.0, 2.0]), ("a", "b", "c"), {"a": 130, "b": 150}).tolist()
    [130.0, 150.0, 190.0]
    """
    if len(anchors) != 2:
        raise UserError(f"Expected two anchor models, found {sorted(anchors)}. Name exactly two.")
    if missing := sorted(set(anchors) - set(models)):
        raise NotEnoughData(f"The anchor models {missing} are not among the {len(models)} models. Choose others.")
    low, high = (ability[models.index(name)] for name in anchors)
    if low == high:
        raise NotEnoughData(f"The anchor models {sorted(anchors)} have the same ability. Choose others.")
    share = (ability - low) / (high - low)  # exactly 0 and 1 at the anchors, so that rounding does not move them
    low_index, high_index = anchors.values()
    return np.asarray(low_index * (1 - share) + high_index * share)


def resample(matrix: Matrix, rng: np.random.Generator) -> Floats:
    """Weights of one bootstrap draw, shape (R,): from each model's rows as many are drawn, with replacement.

    A weight is how often its row was drawn, so a model with one row keeps it. A seed gives the same draw only for
    the same order of rows.

    >>> table = Matrix(models=("m", "n"), benchmarks=("b", "c"), model=np.array([0, 1, 0]),
    ...                benchmark=np.array([0, 0, 1]), performance=np.array([0.7, 0.2, 0.5]))
    >>> resample(table, np.random.default_rng(5)).tolist()
    [0.0, 1.0, 2.0]
    """
    return np.asarray(_resamples(matrix, rng, 1)[0])


def bootstrap(
    matrix: Matrix,
    central: Fit,
    *,
    anchor: str,
    anchors: Mapping[str, float],
    ridge: float = 0.1,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """The index under resampled rows, shape (draws, M), each draw fitted from `central` and set to the anchor models.

    The anchor models have no spread. A draw whose fit does not converge is a row of NaN, so that it can be counted.
    Arguments and errors are those of `fit`, `scale` and `resample`.
    """
    problem = _problem(matrix, anchor, ridge, None)
    first = _first(matrix, central)
    index = np.full((draws, len(matrix.models)), np.nan)
    with _one_thread():
        for row, weights in zip(index, _resamples(matrix, rng, draws), strict=True):
            found = _solve(replace(problem, weights=weights), first, BOOTSTRAP_TOLERANCE)
            if found.converged:
                row[:] = scale(found.ability, matrix.models, anchors)
    return index


@contextmanager
def _one_thread() -> Iterator[None]:
    """The systems are small: more threads are no faster, and wait for each other in a spin on a busy machine."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def _resamples(matrix: Matrix, rng: np.random.Generator, draws: int) -> Floats:
    by_model = np.argsort(matrix.model, kind="stable")
    rows = np.bincount(matrix.model, minlength=len(matrix.models))
    first, shape = (np.cumsum(rows) - rows)[matrix.model], (draws, len(matrix.model))
    drawn = by_model[first + rng.integers(rows[matrix.model], size=shape)]
    flat = drawn + np.arange(draws)[:, None] * shape[1]
    return _sums(flat.ravel(), np.ones(flat.size), flat.size).reshape(shape)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Problem:
    """What stays the same from step to step. The parameters are one vector (C, D, a) of length M + 2B."""

    models: int
    places: Indexes
    """Where the C, D and a of each row stand in that vector, shape (3, R)."""
    joint: Indexes
    """Where each row adds to the flat block of C by D and a, shape (2 R,): all its CD, then all its Ca."""
    corner: Indexes
    """The same in the flat block of D and a by themselves, shape (4 R,): DD, aa, Da, aD."""
    target: Floats
    weights: Floats
    penalty: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class _Point:
    """Parameters, and for each row: a, C - D, p, and half the derivative of its square by the logit a (C - D)."""

    parameters: Floats
    slope: Floats
    gap: Floats
    expected: Floats
    pull: Floats
    squares: float
    objective: float


def _problem(matrix: Matrix, anchor: str, ridge: float, weights: Floats | None) -> _Problem:
    models, benchmarks, rows = len(matrix.models), len(matrix.benchmarks), len(matrix.performance)
    if not rows:
        raise NotEnoughData("Expected scores to fit, found none. Widen the selection.")
    weights = np.ones(rows) if weights is None else weights
    if weights.shape != (rows,) or not (np.isfinite(weights) & (weights >= 0)).all():
        raise UserError(f"Expected {rows} finite weights of 0 or more, found {weights}.")
    penalty, low, high = _limits(matrix, anchor, ridge)
    model, wide, difficulty, slope = matrix.model, 2 * benchmarks, matrix.benchmark, matrix.benchmark + benchmarks
    pairs = ((difficulty, difficulty), (slope, slope), (difficulty, slope), (slope, difficulty))
    return _Problem(
        models=models,
        places=np.stack([model, models + difficulty, models + slope]),
        joint=np.concatenate([model * wide + difficulty, model * wide + slope]),
        corner=np.concatenate([one * wide + other for one, other in pairs]),
        target=np.clip(matrix.performance, *CLIP),
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


def _first(matrix: Matrix, start: Fit | None) -> Floats:
    models, benchmarks = len(matrix.models), len(matrix.benchmarks)
    if start is None:
        return np.repeat([0.0, 1.0], [models + benchmarks, benchmarks])
    if (len(start.ability), len(start.difficulty), len(start.slope)) != (models, benchmarks, benchmarks):
        raise UserError(f"Expected a start for {models} models and {benchmarks} benchmarks, found one for other names.")
    return np.concatenate([start.ability, start.difficulty, start.slope])


def _solve(problem: _Problem, first: Floats, tolerance: float) -> Fit:
    point = _evaluate(problem, first)
    ridge, damping, steps, converged = float(problem.penalty.max()), FIRST_DAMPING, 0, False
    while not converged and steps < MOST_STEPS:
        steps += 1
        gradient, free = _gradient(problem, point)
        change = _step(problem, point, gradient, free, damping)
        trial = _evaluate(problem, point.parameters + change)
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


def _evaluate(problem: _Problem, parameters: Floats) -> _Point:
    """The point within the bounds that is nearest to the parameters."""
    parameters = np.clip(parameters, problem.low, problem.high)
    ability, difficulty, slope = parameters[problem.places]
    gap = ability - difficulty
    expected = 1 / (1 + np.exp(-slope * gap))
    error = expected - problem.target
    squares = float(problem.weights @ error**2)
    return _Point(
        parameters=parameters,
        slope=slope,
        gap=gap,
        expected=expected,
        pull=problem.weights * error * expected * (1 - expected),
        squares=squares,
        objective=squares + float(problem.penalty @ parameters**2),
    )


def _descends(point: _Point, trial: _Point, gradient: Floats) -> bool:
    """Whether the trial keeps a small part of the descent that the gradient promises (Armijo), up to rounding."""
    promised = 2 * float(gradient @ (point.parameters - trial.parameters))
    rounding = 1e-14 * point.objective
    return promised >= -rounding and point.objective - trial.objective >= 1e-4 * promised - rounding


def _gradient(problem: _Problem, point: _Point) -> tuple[Floats, Flags]:
    """Half the gradient, and which parameters are free; 0 for the others, which press against a bound."""
    by_ability = point.pull * point.slope
    each = np.concatenate([by_ability, -by_ability, point.pull * point.gap])
    gradient = _sums(problem.places.ravel(), each, len(problem.low)) + problem.penalty * point.parameters
    held_low = (point.parameters <= problem.low) & (gradient >= 0)
    held_high = (point.parameters >= problem.high) & (gradient <= 0)
    free = ~(held_low | held_high | (problem.low == problem.high))
    return gradient * free, free


def _step(problem: _Problem, point: _Point, gradient: Floats, free: Flags, damping: float) -> Floats:
    """The step by the exact curvature, else by that of Gauss and Newton, else along the gradient."""
    stiffness = problem.penalty + np.where(free, damping, HELD)
    for exact in (True, False):
        try:
            return _newton(problem, point, gradient, stiffness, exact=exact) * free
        except np.linalg.LinAlgError:  # not positive definite
            continue
    return -gradient / damping


def _newton(problem: _Problem, point: _Point, gradient: Floats, stiffness: Floats, *, exact: bool) -> Floats:
    """Solve for the step through the Schur complement of the abilities; LinAlgError if it could lead uphill."""
    models, wide, model = problem.models, len(gradient) - problem.models, problem.places[0]
    pull, spread = exact * point.pull, point.expected * (1 - point.expected)
    bend = problem.weights * spread**2 + pull * (1 - 2 * point.expected)
    own, mixed, steep = bend * point.slope**2, bend * point.slope * point.gap + pull, bend * point.gap**2
    ability = _sums(model, own, models) + stiffness[:models]
    if ability.min() <= 0:
        raise np.linalg.LinAlgError
    root = np.sqrt(ability)
    scaled = np.concatenate([-own / root[model], mixed / root[model]])
    joint = _sums(problem.joint, scaled, models * wide).reshape(models, wide)
    corner = _sums(problem.corner, np.concatenate([own, steep, -mixed, -mixed]), wide * wide).reshape(wide, wide)
    complement = corner + np.diag(stiffness[models:]) - joint.T @ joint
    np.linalg.cholesky(complement)  # refuses what `solve` would take
    forward = gradient[:models] / root
    rest = np.linalg.solve(complement, joint.T @ forward - gradient[models:])
    return np.concatenate([-(forward + joint @ rest) / root, rest])


def _sums(places: Indexes, values: Floats, size: int) -> Floats:
    return np.bincount(places, values, size).astype(np.float64, copy=False)
