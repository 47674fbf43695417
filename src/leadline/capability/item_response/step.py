"""One step of the solver: the objective's curvature, with the abilities eliminated.

A score joins one model to one benchmark, so no two abilities meet in a second derivative: they are eliminated one by
one, which leaves a system of 2B unknowns. A parameter that presses against a bound is held for the step.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.capability.item_response.matrix import Flags, Floats, Indexes

HELD = 1e12  # added to the curvature of a held parameter, beside which no curvature counts


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
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
class Point:
    """Parameters, and for each row: a, C - D, p, and half the derivative of its square by the logit a (C - D)."""

    parameters: Floats
    slope: Floats
    gap: Floats
    expected: Floats
    pull: Floats
    squares: float
    objective: float


def evaluate(problem: Problem, parameters: Floats) -> Point:
    """The point within the bounds that is nearest to the parameters."""
    parameters = np.clip(parameters, problem.low, problem.high)
    ability, difficulty, slope = parameters[problem.places]
    gap = ability - difficulty
    expected = 1 / (1 + np.exp(-slope * gap))
    error = expected - problem.target
    squares = float(problem.weights @ error**2)
    return Point(
        parameters=parameters,
        slope=slope,
        gap=gap,
        expected=expected,
        pull=problem.weights * error * expected * (1 - expected),
        squares=squares,
        objective=squares + float(problem.penalty @ parameters**2),
    )


def gradient_of(problem: Problem, point: Point) -> tuple[Floats, Flags]:
    """Half the gradient, and which parameters are free; 0 for the others, which press against a bound."""
    by_ability = point.pull * point.slope
    each = np.concatenate([by_ability, -by_ability, point.pull * point.gap])
    gradient = sums(problem.places.ravel(), each, len(problem.low)) + problem.penalty * point.parameters
    held_low = (point.parameters <= problem.low) & (gradient >= 0)
    held_high = (point.parameters >= problem.high) & (gradient <= 0)
    free = ~(held_low | held_high | (problem.low == problem.high))
    return gradient * free, free


def step_of(problem: Problem, point: Point, gradient: Floats, free: Flags, damping: float) -> Floats:
    """The step by the exact curvature, else by that of Gauss and Newton, else along the gradient."""
    stiffness = problem.penalty + np.where(free, damping, HELD)
    for exact in (True, False):
        try:
            return _newton(problem, point, gradient, stiffness, exact=exact) * free
        except np.linalg.LinAlgError:  # not positive definite
            continue
    return -gradient / damping


def _newton(problem: Problem, point: Point, gradient: Floats, stiffness: Floats, *, exact: bool) -> Floats:
    """Solve for the step through the Schur complement of the abilities; LinAlgError if it could lead uphill."""
    models, wide, model = problem.models, len(gradient) - problem.models, problem.places[0]
    pull, spread = exact * point.pull, point.expected * (1 - point.expected)
    bend = problem.weights * spread**2 + pull * (1 - 2 * point.expected)
    own, mixed, steep = bend * point.slope**2, bend * point.slope * point.gap + pull, bend * point.gap**2
    ability = sums(model, own, models) + stiffness[:models]
    if ability.min() <= 0:
        raise np.linalg.LinAlgError
    root = np.sqrt(ability)
    scaled = np.concatenate([-own / root[model], mixed / root[model]])
    joint = sums(problem.joint, scaled, models * wide).reshape(models, wide)
    corner = sums(problem.corner, np.concatenate([own, steep, -mixed, -mixed]), wide * wide).reshape(wide, wide)
    complement = corner + np.diag(stiffness[models:]) - joint.T @ joint
    np.linalg.cholesky(complement)  # refuses what `solve` would take
    forward = gradient[:models] / root
    rest = np.linalg.solve(complement, joint.T @ forward - gradient[models:])
    return np.concatenate([-(forward + joint @ rest) / root, rest])


def sums(places: Indexes, values: Floats | NDArray[np.float32], size: int) -> Floats:
    """The values summed by place, shape (size,)."""
    return np.bincount(places, values, size).astype(np.float64, copy=False)
