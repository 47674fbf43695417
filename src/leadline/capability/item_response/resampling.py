"""Bootstrap refits: the same scores with other weights.

A draw gives weights to rows instead of drawing rows, so that all draws share one structure. Three schemes:

- *model*: from each model's n scores n are drawn with replacement, as the publisher does; a weight is how often its row
  was drawn.
- *benchmark*: whole benchmarks get weights from a flat Dirichlet distribution, one on average: how the index would
  differ if other benchmarks of their kind had been chosen. No weight is zero, so that no model loses all its scores.
- *bayesian*: the scores of each model get such weights in place of counts: the Bayesian bootstrap of Rubin (1981).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

import numpy as np

from leadline.capability.item_response.matrix import Floats, Matrix
from leadline.capability.item_response.scale import scale, upright
from leadline.capability.item_response.solver import CLIP, Fit, first_point, one_thread, problem_of, solve
from leadline.capability.item_response.step import sums

Scheme = Literal["model", "benchmark", "bayesian"]
TOLERANCE = 1e-8  # moves an index by less than a thousandth, far below its interval


def weights_of(matrix: Matrix, scheme: Scheme, draws: int, rng: np.random.Generator) -> Floats:
    """Weights of each row in each draw, shape (draws, R), by the schemes of this module.

    A seed gives the same draws only for the same order of rows.

    >>> table = Matrix(models=("m", "n"), benchmarks=("b", "c"), model=np.array([0, 1, 0]),
    ...                benchmark=np.array([0, 0, 1]), performance=np.array([0.7, 0.2, 0.5]))
    >>> weights_of(table, "model", 1, np.random.default_rng(5)).tolist()
    [[0.0, 1.0, 2.0]]
    >>> benchmark = weights_of(table, "benchmark", 1, np.random.default_rng(5))[0]
    >>> bool(benchmark[0] == benchmark[1]), float(benchmark[[0, 2]].sum())
    (True, 2.0)
    >>> float(weights_of(table, "bayesian", 1, np.random.default_rng(5))[0, [0, 2]].sum())
    2.0
    """
    return _SCHEMES[scheme](matrix, draws, rng)


def bootstrap(
    matrix: Matrix,
    central: Fit,
    *,
    anchor: str,
    anchors: Mapping[str, float],
    ridge: float = 0.1,
    clip: tuple[float, float] = CLIP,
    scheme: Scheme = "model",
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """The index under other weights, shape (draws, M), each draw fitted from `central` and set to the anchor models.

    The anchor models have no spread. A draw whose fit does not converge, or in which the anchor
    models change places, is a row of NaN, so that it can be counted.
    Arguments and errors are those of `fit`, `scale` and `weights_of`.
    """
    problem = problem_of(matrix, anchor, ridge, clip, None)
    first = first_point(matrix, central)
    index = np.full((draws, len(matrix.models)), np.nan)
    with one_thread():
        for row, weights in zip(index, weights_of(matrix, scheme, draws, rng), strict=True):
            found = solve(replace(problem, weights=weights), first, TOLERANCE)
            if found.converged and upright(found.ability, matrix.models, anchors):
                row[:] = scale(found.ability, matrix.models, anchors)
    return index


def _counts(matrix: Matrix, draws: int, rng: np.random.Generator) -> Floats:
    by_model = np.argsort(matrix.model, kind="stable")
    rows = np.bincount(matrix.model, minlength=len(matrix.models))
    first, shape = (np.cumsum(rows) - rows)[matrix.model], (draws, len(matrix.model))
    drawn = by_model[first + rng.integers(rows[matrix.model], size=shape)]
    flat = drawn + np.arange(draws)[:, None] * shape[1]
    return sums(flat.ravel(), np.ones(flat.size), flat.size).reshape(shape)


def _of_benchmarks(matrix: Matrix, draws: int, rng: np.random.Generator) -> Floats:
    size = len(matrix.benchmarks)
    return np.asarray(size * rng.dirichlet(np.ones(size), draws)[:, matrix.benchmark])


def _of_scores(matrix: Matrix, draws: int, rng: np.random.Generator) -> Floats:
    """Exponential weights over their mean within each model are Dirichlet weights times its number of scores."""
    drawn = rng.exponential(size=(draws, len(matrix.model)))
    rows = np.bincount(matrix.model, minlength=len(matrix.models))
    totals = np.stack([sums(matrix.model, draw, len(matrix.models)) for draw in drawn]) if draws else drawn[:, :0]
    return drawn * (rows / np.where(rows, totals, 1))[:, matrix.model] if draws else drawn


_SCHEMES: Mapping[Scheme, Callable[[Matrix, int, np.random.Generator], Floats]] = MappingProxyType(
    {"model": _counts, "benchmark": _of_benchmarks, "bayesian": _of_scores}
)
