"""The index beside other programs for the same objective, and its cost against the size of the table.

The publisher's package is on no registry; what stands beside ours is its path written anew (one residual for the whole
penalty, sparse Jacobian, default tolerances) and a general solver with a dense Jacobian and a residual for each
penalised parameter, both with scipy, as the tests have them. Run it with `python -m benchmarks.index_fit`.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np

from benchmarks import report
from leadline.capability.index import index, matrix_of, scores_of
from leadline.capability.item_response import Matrix, bootstrap, fit
from leadline.capability.robustness import robustness
from leadline.capability.setting import SCALE, Setting
from leadline.capability.uncertainty import drawn
from leadline.catalog import Catalog
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.store.view import View
from tests.capability.references import as_published, general

DAY = date(2026, 10, 1)
SIZES = ((250, 60), (500, 100), (1000, 200), (2500, 300), (5000, 500))
SHARE = 0.15
"""Of all pairs that have a score, about as on the real table."""


def main() -> None:
    """Measure, and write two sections."""
    view = Store(BUNDLED, catalog=Catalog()).as_of(DAY)
    matrix = matrix_of(scores_of(view))
    report.write("index_fit", "The index beside other programs", _beside(view, matrix))
    report.write("index_size", "The index against the size of the table", _against_size())


def _beside(view: View, matrix: Matrix) -> str:
    ones, anchor = np.ones(len(matrix.performance)), "Winogrande"
    central = fit(matrix, anchor=anchor)
    names = [name for name in matrix.benchmarks if name != anchor]

    def refits() -> None:
        rng = np.random.default_rng(1)
        bootstrap(matrix, central, anchor=anchor, anchors=SCALE, draws=100, rng=rng)

    def left_out() -> None:
        for name in names:
            index(view, Setting(draws=0, without_benchmarks=(name,)))

    dense: list[float] = []
    works: list[tuple[str, Callable[[], object], int]] = [
        ("central fit", lambda: fit(matrix, anchor=anchor), 9),
        ("central fit, the publisher's path with scipy", lambda: as_published(matrix), 3),
        ("central fit, a general solver with scipy", lambda: dense.append(general(matrix, anchor, ones, 0.1)[1]), 1),
        ("100 refits under other weights", refits, 3),
        (f"{len(names)} refits without one benchmark", left_out, 1),
        ("posterior, checked with the index", lambda: drawn(matrix, central, Setting(scheme="posterior")), 3),
        ("all of `leadline lead robustness`", lambda: robustness(view, "US", "CN"), 1),
    ]
    rows = [(name, f"{median(work, times):.3f}") for name, work, times in works]
    objectives = (
        f"{central.objective:.6f}, {as_published(matrix)[1]:.6f} and {general(matrix, anchor, ones, 0.1)[1]:.6f}"
    )
    return (
        f"{len(matrix.models)} models, {len(matrix.benchmarks)} benchmarks, {len(matrix.performance)} scores of {DAY}. "
        f"The objectives that the three central fits reach are {objectives}.\n\n"
        f"{report.table(('work', 'CPU seconds'), rows)}\n\n{report.machine('leadline', 'numpy', 'scipy')}"
    )


def _against_size() -> str:
    rows = []
    for models, benchmarks in SIZES:
        matrix = made_up(models, benchmarks)
        found = fit(matrix, anchor="b0")
        seconds = median(partial(fit, matrix, anchor="b0"), 1)
        rows.append((models, benchmarks, len(matrix.performance), found.iterations, f"{seconds:.2f}"))
    return (
        f"One central fit of made-up scores: known parameters, noise of 0.07, {SHARE:.0%} of all pairs. A step "
        "eliminates the models and solves a system of twice the benchmarks, so that its cost grows with models times "
        "benchmarks squared.\n\n"
        f"{report.table(('models', 'benchmarks', 'scores', 'steps', 'CPU seconds'), rows)}\n\n"
        f"{report.machine('leadline', 'numpy')}"
    )


def made_up(models: int, benchmarks: int, seed: int = 1) -> Matrix:
    """Scores of known parameters with noise on some of all pairs."""
    rng = np.random.default_rng(seed)
    kept = np.flatnonzero(rng.random(models * benchmarks) < SHARE)
    model, benchmark = np.divmod(kept, benchmarks)
    ability, difficulty = rng.standard_normal(models), rng.standard_normal(benchmarks)
    slope = rng.uniform(0.5, 2.5, benchmarks)
    logit = slope[benchmark] * (ability[model] - difficulty[benchmark])
    return Matrix(
        models=tuple(f"m{number}" for number in range(models)),
        benchmarks=tuple(f"b{number}" for number in range(benchmarks)),
        model=model,
        benchmark=benchmark,
        performance=1 / (1 + np.exp(-logit)) + 0.07 * rng.standard_normal(len(model)),
    )


def median(work: Callable[[], object], times: int) -> float:
    """Median CPU seconds of some runs, after none to warm up: nothing here is compiled or cached between runs."""
    seconds = []
    for _ in range(times):
        begin = time.process_time()
        work()
        seconds.append(time.process_time() - begin)
    return float(np.median(seconds))


if __name__ == "__main__":
    main()
