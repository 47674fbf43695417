"""The index by other programs: a general solver, and the publisher's own path; for tests and benchmarks."""

import numpy as np
from scipy.optimize import least_squares
from scipy.sparse import coo_matrix, csr_matrix

from leadline.capability.item_response import Floats, Matrix


def general(matrix: Matrix, anchor: str, weights: Floats, ridge: float) -> tuple[Floats, float]:
    """The same problem for a general solver: a dense Jacobian, and one residual row for each penalised parameter."""
    models, benchmarks, rows = len(matrix.models), len(matrix.benchmarks), np.arange(len(matrix.model))
    penalised = np.delete(np.arange(models + 2 * benchmarks), models + benchmarks + matrix.benchmarks.index(anchor))
    root, shrink = np.sqrt(weights), np.sqrt(ridge / len(penalised))
    places = matrix.model, models + matrix.benchmark, models + benchmarks + matrix.benchmark

    def whole(free: Floats) -> Floats:
        at = np.ones(models + 2 * benchmarks)
        at[penalised] = free
        return at

    def residuals(free: Floats) -> Floats:
        ability, difficulty, slope = (whole(free)[place] for place in places)
        error = 1 / (1 + np.exp(-slope * (ability - difficulty))) - np.clip(matrix.performance, 0.001, 0.999)
        return np.concatenate([root * error, shrink * free])

    def jacobian(free: Floats) -> Floats:
        ability, difficulty, slope = (whole(free)[place] for place in places)
        expected = 1 / (1 + np.exp(-slope * (ability - difficulty)))
        steep, dense = root * expected * (1 - expected), np.zeros((len(rows), models + 2 * benchmarks))
        for place, along in zip(places, (slope, -slope, ability - difficulty), strict=True):
            dense[rows, place] = steep * along
        return np.vstack([dense[:, penalised], shrink * np.eye(len(penalised))])

    low = np.where(penalised < models + benchmarks, -10, 0.1)
    start = np.where(penalised < models + benchmarks, 0.0, 1.0)
    exact = {"ftol": 1e-15, "xtol": 1e-15, "gtol": 1e-13}
    found = least_squares(residuals, start, jacobian, (low, 10), method="trf", max_nfev=5000, **exact)
    return whole(found.x), 2 * found.cost


def as_published(matrix: Matrix) -> tuple[Floats, float]:
    """The publisher's path: the penalty as one row, a sparse Jacobian, default tolerances, a start by seed 42."""
    models, benchmarks, rows = len(matrix.models), len(matrix.benchmarks), len(matrix.model)
    size, anchor = models + 2 * benchmarks - 1, matrix.benchmarks.index("Winogrande")
    scores, who, what, row = np.clip(matrix.performance, 0.001, 0.999), matrix.model, matrix.benchmark, np.arange(rows)

    def parts(at: Floats) -> tuple[Floats, Floats, Floats]:
        slope = np.insert(at[models + benchmarks :], anchor, 1.0)[what]
        gap = at[who] - at[models + what]
        return slope, gap, 1 / (1 + np.exp(-slope * gap))

    def residuals(at: Floats) -> Floats:
        return np.append(parts(at)[2] - scores, np.sqrt(0.1 * np.sum(at**2) / size))

    def jacobian(at: Floats) -> csr_matrix:
        slope, gap, expected = parts(at)
        steep, free = expected * (1 - expected), what != anchor
        shrink = 0.1 / (size * np.sqrt(0.1 * np.sum(at**2) / size)) * at
        column = models + benchmarks + what - (what > anchor)
        values = np.concatenate([steep * slope, -steep * slope, (steep * gap)[free], shrink])
        along = np.concatenate([who, models + what, column[free], np.arange(size)])
        across = np.concatenate([row, row, row[free], np.full(size, rows)])
        return coo_matrix((values, (across, along)), shape=(rows + 1, size)).tocsr()

    rng = np.random.default_rng(42)
    start = np.concatenate([rng.normal(0, 0.1, models), rng.normal(0, 0.1, benchmarks), np.ones(benchmarks - 1)])
    low = np.repeat([-10, 0.1], [models + benchmarks, benchmarks - 1])
    found = least_squares(residuals, start, jacobian, (low, 10), method="trf")
    return found.x[:models], 2 * found.cost
