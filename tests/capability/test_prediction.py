"""Predictions of scores that were held out: dealt fairly, scored right, better than knowing no model."""

import numpy as np
import pytest

from leadline.capability.index import matrix_of
from leadline.capability.prediction import Held, dealt, predictive
from leadline.render.sentence import label, say
from leadline.render.text import plain
from leadline.store.store import Store
from tests.capability.worlds import made_up, view_of
from tests.conftest import score


def test_coverage_and_error_by_hand() -> None:
    """Of four scores three lie within; errors of 0.1, 0.2, 0 and 0.4: sqrt(0.21 / 4)."""
    scores = np.array([0.2, 0.5, 0.7, 0.9])
    held = Held(
        scores=scores,
        expected={"posterior": scores + np.array([0.1, -0.2, 0.0, 0.4])},
        low=np.array([0.1, 0.5, 0.6, 0.1]),
        high=np.array([0.3, 0.6, 0.8, 0.8]),
    )
    assert held.coverage == 0.75
    assert held.error("posterior") == pytest.approx(np.sqrt(0.21 / 4))


def test_every_score_is_held_out_once_unless_it_is_the_only_one() -> None:
    """Nothing tells of a model or a benchmark whose only score is held out: such a score stays in every part."""
    matrix = matrix_of([*made_up(), score("lonely", "MMLU", 0.4), score("model 3", "ANLI", 0.3)])
    times = np.zeros(len(matrix.performance))
    for out in dealt(matrix, 5, np.random.default_rng(1)):
        times += out
        for places in (matrix.model, matrix.benchmark):
            assert np.bincount(places, ~out, places.max() + 1).min() > 0
    single = (matrix.model == matrix.models.index("lonely")) | (matrix.benchmark == matrix.benchmarks.index("ANLI"))
    assert times[single].tolist() == [0, 0]
    assert times.max() == 1
    assert times.mean() > 0.95


def test_a_world_without_surprises_is_predicted(store: Store) -> None:
    """Noise of 0.05: both fits come near it, the mean of the benchmark does not, and the intervals hold."""
    coverage, posterior, squares, mean = predictive(view_of(store, made_up()), folds=2)
    assert (coverage.metric, coverage.unit, posterior.unit) == ("predictive_coverage", "%", "points of a score")
    assert 80 < coverage.value < 98
    assert posterior.value < 8
    assert squares.value < 8
    assert mean.value > 12
    assert len({figure.id for figure in (coverage, posterior, squares, mean)}) == 4
    assert "least squares" in plain(say(squares))
    assert "posterior" in label(coverage)
