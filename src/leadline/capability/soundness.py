"""Whether a table of scores can carry an index, and what a reader must know where it barely can.

Refused: no scores, scores that are all equal, an anchor benchmark that is not among theirs, and two models of the scale
that no chain of shared benchmarks joins. Said in the note: benchmarks with a single model, which tell nothing of
anybody else; models that no chain joins to the scale, whose place rests on the penalty alone. Shares beyond 0 to 1
never get here: the store refuses them.
"""

from collections.abc import Iterator

import numpy as np

from leadline.capability.item_response.matrix import Flags, Indexes, Matrix
from leadline.capability.setting import Setting
from leadline.errors import NotEnoughData, nearest_names

MOST = 6
"""Names in an error."""


def check(matrix: Matrix, setting: Setting) -> str:
    """What a reader must know of the scores, for the note of figures; empty where there is nothing.

    Raises NotEnoughData where the scores cannot carry an index.
    """
    scores = matrix.performance
    if not scores.size:
        raise NotEnoughData("The setting leaves no score. Name other benchmarks, models or reporters.")
    if np.ptp(scores) == 0 and scores.size > 1:
        raise NotEnoughData(f"All {scores.size} scores are {scores[0]:g}: they tell no model from another.")
    _anchored(matrix, setting)
    return "; ".join(_flags(matrix, _joined(matrix, setting)))


def _anchored(matrix: Matrix, setting: Setting) -> None:
    held = matrix.benchmarks
    if setting.anchor in held or setting.scheme == "posterior":
        return
    nearest = nearest_names(setting.anchor, held)
    near = f" Did you mean {' or '.join(map(repr, nearest))}?" if nearest else f" There are {', '.join(held[:MOST])}."
    raise NotEnoughData(
        f"The anchor benchmark, whose slope is one, is {setting.anchor!r}, but of the benchmarks "
        f"that are left, {len(held)}, it is none. Name one of them with --anchor-benchmark NAME.{near}"
    )


def components(matrix: Matrix) -> Indexes:
    """A number for each model, the same for models that a chain of shared benchmarks joins, shape (M,).

    >>> table = Matrix(models=("a", "b", "c"), benchmarks=("x", "y"), model=np.array([0, 1, 2]),
    ...                benchmark=np.array([0, 0, 1]), performance=np.array([0.1, 0.2, 0.3]))
    >>> components(table).tolist()
    [0, 0, 2]
    """
    of_model = np.arange(len(matrix.models))
    while True:
        of_benchmark = np.full(len(matrix.benchmarks), len(of_model))
        np.minimum.at(of_benchmark, matrix.benchmark, of_model[matrix.model])
        least = of_model.copy()
        np.minimum.at(least, matrix.model, of_benchmark[matrix.benchmark])
        if (least == of_model).all():
            return of_model
        of_model = least


def _joined(matrix: Matrix, setting: Setting) -> Flags:
    """Which models a chain joins to the models of the scale."""
    found = components(matrix)
    scale = [matrix.models.index(name) for name, _ in setting.scale if name in matrix.models]
    if len(set(found[scale])) > 1:
        names = " and ".join(name for name, _ in setting.scale)
        raise NotEnoughData(
            f"No chain of shared benchmarks joins {names}, which fix the scale: nothing tells how far apart they are. "
            "Leave out fewer benchmarks, or name other models of the scale."
        )
    return np.asarray(found == found[scale[0]]) if scale else np.ones(len(found), dtype=np.bool_)


def _flags(matrix: Matrix, joined: Flags) -> Iterator[str]:
    lone = int((np.bincount(matrix.benchmark, minlength=len(matrix.benchmarks)) == 1).sum())
    if lone:
        yield f"{lone} benchmarks have a single model and tell nothing of others"
    if not joined.all():
        names = [name for name, held in zip(matrix.models, joined, strict=True) if not held]
        yield (
            f"no chain of shared benchmarks joins {len(names)} models to the scale ({', '.join(names[:3])}"
            f"{', ...' if len(names) > 3 else ''}): their place rests on the penalty alone"
        )
