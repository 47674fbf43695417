"""Draws by every scheme: what their weights are, that they spread about the index, and that they cover the truth."""

import numpy as np
import pytest

from leadline.capability.index import index
from leadline.capability.item_response import Matrix, weights_of
from leadline.capability.setting import SCHEMES, Scheme, Setting
from leadline.store.store import Store
from tests.capability.worlds import made_up, view_of


def matrix() -> Matrix:
    """Nine rows of four models on three benchmarks."""
    return Matrix(
        models=("a", "b", "c", "d"),
        benchmarks=("x", "y", "z"),
        model=np.array([0, 0, 0, 1, 1, 2, 2, 3, 1]),
        benchmark=np.array([0, 1, 2, 0, 1, 1, 2, 2, 2]),
        performance=np.linspace(0.1, 0.9, 9),
    )


def test_weights_of_benchmarks() -> None:
    """One weight a benchmark, never zero, three in all; flat Dirichlet of three: variance 9 (1/3)(2/3)/4 = 1/2."""
    table = matrix()
    drawn = weights_of(table, "benchmark", 4000, np.random.default_rng(1))
    for place in range(3):
        assert np.ptp(drawn[:, table.benchmark == place], axis=1).max() == 0
    each = np.stack([drawn[:, np.argmax(table.benchmark == place)] for place in range(3)], axis=1)
    assert each.sum(axis=1) == pytest.approx(3)
    assert each.min() > 0
    assert each.mean(axis=0) == pytest.approx(1, abs=0.05)
    assert each.var(axis=0) == pytest.approx(0.5, abs=0.05)


def test_weights_of_single_scores() -> None:
    """Within a model of n scores they add up to n; a single score keeps 1; of three the variance is 1/2 as above."""
    table = matrix()
    drawn = weights_of(table, "bayesian", 4000, np.random.default_rng(2))
    for place, count in enumerate(np.bincount(table.model)):
        assert drawn[:, table.model == place].sum(axis=1) == pytest.approx(count)
    assert drawn[:, 7] == pytest.approx(1)
    assert drawn[:, :3].var(axis=0) == pytest.approx(0.5, abs=0.05)
    assert (drawn > 0).all()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_spreads_about_the_index(store: Store, scheme: Scheme) -> None:
    """The two models of the scale stand still; of the others most values lie within their own 90 % intervals."""
    scored = index(view_of(store, made_up()), Setting(scheme=scheme, draws=100))
    names = [model.name for model in scored.models]
    fixed = [names.index("Claude 3.5 Sonnet"), names.index("GPT-5")]
    assert scored.draws.shape == (100, 20)
    assert scored.draws[:, fixed] == pytest.approx(np.tile([130.0, 150.0], (100, 1)), abs=1e-9)
    low, high = np.quantile(scored.draws, (0.05, 0.95), axis=0)
    others = np.delete(np.arange(20), fixed)
    assert (high - low)[others].min() > 0
    assert ((low <= scored.values) & (scored.values <= high))[others].mean() > 0.8
    figure = scored.of("model 9")
    assert figure.args.get("scheme", "model") == scheme
    assert ("R-hat at most 1.0" in figure.note) == (scheme == "posterior")


def test_schemes_are_told_apart_by_id(store: Store) -> None:
    view = view_of(store, made_up())
    ids = {index(view, Setting(scheme=scheme, draws=20)).of("model 9").id for scheme in ("model", "bayesian")}
    assert len(ids) == 2


def test_the_posterior_orders_models_as_the_fit_does(store: Store) -> None:
    """Two models of the same scores: another noise, another penalty, nearly the same index."""
    view = view_of(store, made_up())
    plain, full = index(view, draws=0), index(view, Setting(scheme="posterior", draws=50))
    assert np.corrcoef(plain.values, full.values)[0, 1] > 0.98
