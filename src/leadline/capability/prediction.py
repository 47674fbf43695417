"""How well scores that were held out are predicted: what the index knows of scores that it has not seen.

The scores are dealt into five parts at random; each part is predicted from the other four. A score that is the only
one of its model or of its benchmark stays in every fit, since nothing else would tell of it, and is not predicted.

- *Coverage*: the share of held-out scores within the 90 % interval of the posterior's predictions, a draw of
  p + sqrt(v) t cut to 0 to 1. Least squares gives no such interval: its draws are of parameters, not of scores.
- *Error*: root mean square difference from the prediction: the posterior's mean, the least-squares fit, and, as a rival
  that knows nothing of models, the mean score of the benchmark.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from leadline.capability.index import index, matrix_of, scores_of, selected
from leadline.capability.item_response import Floats, Matrix, fit
from leadline.capability.posterior import Priors, sample
from leadline.capability.posterior.sampler import MOST, SWEEPS
from leadline.capability.setting import STANDARD, Setting
from leadline.forecast.intervals import INTERVAL
from leadline.model import Figure
from leadline.store.view import View

COVERAGE_METHOD = "predictive_coverage/1"
ERROR_METHOD = "predictive_error/1"
FOLDS = 5
SCHEMES = ("posterior", "least squares", "benchmark mean")


@dataclass(frozen=True, kw_only=True, eq=False)
class Held:
    """Predictions of scores that were held out, each by the parts that it was not in; N scores."""

    scores: Floats
    """What they were, shape (N,)."""
    expected: dict[str, Floats]
    """What each of `SCHEMES` expects, shape (N,)."""
    low: Floats
    """Lower end of the posterior's 90 % interval, shape (N,)."""
    high: Floats
    """Upper end."""

    @property
    def coverage(self) -> float:
        """Share within the interval."""
        return float(np.mean((self.low <= self.scores) & (self.scores <= self.high)))

    def error(self, scheme: str) -> float:
        """Root mean square difference."""
        return float(np.sqrt(np.mean((self.expected[scheme] - self.scores) ** 2)))


def predictive(
    view: View, setting: Setting = STANDARD, *, sweeps: int = SWEEPS, most: int = MOST, folds: int = FOLDS
) -> list[Figure]:
    """Coverage of the posterior, and errors of it and its rivals, on the scores of a view, by five posteriors."""
    matrix = matrix_of(selected(scores_of(view), setting))
    held = cross_validated(matrix, setting, sweeps=sweeps, most=most, folds=folds)
    shared = {"scores": len(held.scores), "folds": folds, "seed": setting.seed, **setting.changed}
    evidence = index(view, draws=0).evidence

    def figure(metric: str, value: float, scheme: str, unit: str, method: str) -> Figure:
        return Figure(
            metric=metric,
            args={**shared, "scheme": scheme},
            value=value,
            unit=unit,
            as_of=view.as_of,
            on=view.as_of,
            method=method,
            grade="estimate",
            evidence=evidence,
        )

    coverage = figure("predictive_coverage", 100 * held.coverage, "posterior", "%", COVERAGE_METHOD)
    errors = [
        figure("predictive_error", 100 * held.error(scheme), scheme, "points of a score", ERROR_METHOD)
        for scheme in SCHEMES
    ]
    return [coverage, *errors]


def cross_validated(
    matrix: Matrix, setting: Setting, *, sweeps: int = SWEEPS, most: int = MOST, folds: int = FOLDS
) -> Held:
    """Every score that can be predicted, predicted from the parts that it is not in."""
    rng = np.random.default_rng(setting.seed)
    parts = [_predicted(matrix, out, setting, rng, sweeps, most) for out in dealt(matrix, folds, rng) if out.any()]
    return Held(
        scores=np.concatenate([part.scores for part in parts]),
        expected={scheme: np.concatenate([part.expected[scheme] for part in parts]) for scheme in SCHEMES},
        low=np.concatenate([part.low for part in parts]),
        high=np.concatenate([part.high for part in parts]),
    )


def dealt(matrix: Matrix, folds: int, rng: np.random.Generator) -> Iterator[NDArray[np.bool_]]:
    """Which rows each part holds out; no model and no benchmark loses its last row."""
    part = rng.permutation(len(matrix.performance)) % folds
    for number in range(folds):
        out = part == number
        for places in (matrix.model, matrix.benchmark):
            left = np.bincount(places, ~out, places.max() + 1)
            for empty in np.flatnonzero(left == 0):
                out[np.flatnonzero(places == empty)[0]] = False
        yield out


def _predicted(
    matrix: Matrix, out: NDArray[np.bool_], setting: Setting, rng: np.random.Generator, sweeps: int, most: int
) -> Held:
    seen = replace(
        matrix,
        model=matrix.model[~out],
        benchmark=matrix.benchmark[~out],
        performance=matrix.performance[~out],
    )
    squares = fit(seen, anchor=setting.anchor, ridge=setting.ridge, clip=setting.clip)
    found = sample(seen, squares, rng=rng, clip=setting.clip, sweeps=sweeps, most=most)
    model, benchmark = matrix.model[out], matrix.benchmark[out]
    ability = found.ability.reshape(-1, len(matrix.models))[:, model]
    difficulty, log_slope, log_noise = found.items.reshape(-1, 3, len(matrix.benchmarks))[:, :, benchmark].swapaxes(
        0, 1
    )
    mean = _sigmoid(np.exp(log_slope), ability - difficulty)
    noise = rng.standard_t(Priors().freedom, mean.shape) * np.exp(log_noise / 2)
    low, high = np.quantile(np.clip(mean + noise, 0, 1), INTERVAL, axis=0)
    rows = np.bincount(seen.benchmark, minlength=len(matrix.benchmarks))
    means = np.bincount(seen.benchmark, seen.performance, len(matrix.benchmarks)) / rows
    at = squares.slope[benchmark], squares.ability[model] - squares.difficulty[benchmark]
    expected = {"posterior": mean.mean(axis=0), "least squares": _sigmoid(*at), "benchmark mean": means[benchmark]}
    return Held(scores=matrix.performance[out], expected=expected, low=low, high=high)


def _sigmoid(slope: Floats, gap: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(slope * gap, -500, 500))))
