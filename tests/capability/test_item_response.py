"""The item-response fit against a second method, known answers, limiting cases and properties."""

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.capability.item_response import Fit, Floats, Matrix, bootstrap, fit, objective, scale, solver, weights_of
from leadline.errors import NotEnoughData, UserError
from tests.capability.references import general

ANCHOR = "b2"


def names(letter: str, count: int) -> tuple[str, ...]:
    """Such as m0, m1, m2."""
    return tuple(f"{letter}{number}" for number in range(count))


def known(seed: int, models: int = 30, benchmarks: int = 12) -> tuple[Floats, Floats, Floats]:
    """Uneven parameters with slope 1 at the anchor."""
    rng = np.random.default_rng(seed)
    slope = rng.uniform(0.5, 2.5, benchmarks)
    slope[2] = 1
    return rng.normal(0.2, 1.1, models), rng.normal(-0.1, 0.9, benchmarks), slope


def anchors(ability: Floats) -> dict[str, float]:
    """The models m3 and m11 with 130 and 150, the abler one with the larger number."""
    worse, better = sorted((3, 11), key=lambda place: float(ability[place]))
    return {f"m{worse}": 130.0, f"m{better}": 150.0}


def table(seed: int, noise: float = 0.07, share: float = 0.6, models: int = 30, benchmarks: int = 12) -> Matrix:
    """Scores of known parameters on a share of all pairs, in a random order."""
    rng = np.random.default_rng(seed)
    ability, difficulty, slope = known(seed, models, benchmarks)
    model, benchmark = np.divmod(rng.permutation(models * benchmarks), benchmarks)
    kept = rng.random(models * benchmarks) < share
    model, benchmark = model[kept], benchmark[kept]
    expected = 1 / (1 + np.exp(-slope[benchmark] * (ability[model] - difficulty[benchmark])))
    return Matrix(
        models=names("m", models),
        benchmarks=names("b", benchmarks),
        model=model,
        benchmark=benchmark,
        performance=expected + noise * rng.standard_normal(len(model)),
    )


def turned(matrix: Matrix, benchmark: int) -> Matrix:
    """The same scores, but on one benchmark better models score lower, around one half."""
    rows = matrix.benchmark == benchmark
    opposite = 0.5 - 0.8 * (matrix.performance - matrix.performance[rows].mean())
    return dataclasses.replace(matrix, performance=np.where(rows, opposite, matrix.performance))


def parameters(found: Fit) -> Floats:
    """C, D and a as one vector."""
    return np.concatenate([found.ability, found.difficulty, found.slope])


def value(matrix: Matrix, at: Floats, *, ridge: float = 0.1, weights: Floats | None = None) -> float:
    """The objective at one vector of parameters."""
    ability, difficulty, slope = np.split(at, [len(matrix.models), len(matrix.models) + len(matrix.benchmarks)])
    return objective(matrix, ability, difficulty, slope, anchor=ANCHOR, ridge=ridge, weights=weights)


@pytest.mark.parametrize("falling", [False, True])
@pytest.mark.parametrize("ridge", [0.1, 0.7])
def test_a_general_solver_finds_the_same_optimum(ridge: float, falling: bool) -> None:
    """The objective is the published one, row by row, and its minimum under the bounds is found.

    A benchmark on which better models score lower would have a negative slope: its bound of 0.1 is active.
    """
    matrix = turned(table(1), benchmark=5) if falling else table(1)
    weights = np.random.default_rng(2).choice([0.0, 0.7, 1.0, 3.0], len(matrix.model))
    found = fit(matrix, anchor=ANCHOR, ridge=ridge, weights=weights)
    expected, least = general(matrix, ANCHOR, weights, ridge)
    assert found.converged
    assert found.objective == pytest.approx(least, abs=1e-9)
    assert found.objective == pytest.approx(value(matrix, parameters(found), ridge=ridge, weights=weights), abs=1e-12)
    # Beside an active bound the general solver, an interior one, stays a little away from it.
    assert parameters(found) == pytest.approx(expected, abs=1e-4)
    assert (found.slope[5] == 0.1) == falling
    assert found.slope[2] == 1


def test_squares_and_penalty_add_up() -> None:
    """The objective is the squares plus ridge / P times the squared parameters, without the anchor's slope."""
    found = fit(table(3), anchor=ANCHOR, ridge=0.3)
    penalised = np.delete(parameters(found), 30 + 12 + 2)
    assert len(penalised) == 30 + 2 * 12 - 1
    assert found.objective - found.squares == pytest.approx(0.3 * np.sum(penalised**2) / 53, abs=1e-12)


def test_known_parameters_are_recovered() -> None:
    """Without noise and almost without penalty the parameters come back, but for the origin, which is then free."""
    ability, difficulty, slope = known(4)
    found = fit(table(4, noise=0), anchor=ANCHOR, ridge=1e-9)
    assert found.converged
    assert found.slope == pytest.approx(slope, abs=1e-4)
    assert found.ability - found.ability[0] == pytest.approx(ability - ability[0], abs=1e-4)
    assert found.difficulty - found.ability[0] == pytest.approx(difficulty - ability[0], abs=1e-4)


def test_every_sensible_start_leads_to_the_same_optimum() -> None:
    """A warm start saves steps and changes no number."""
    matrix = table(5)
    found = fit(matrix, anchor=ANCHOR)
    for seed in range(6):
        ability, difficulty, slope = known(100 + seed)
        start = dataclasses.replace(found, ability=ability, difficulty=difficulty, slope=slope)
        assert fit(matrix, anchor=ANCHOR, start=start).objective == pytest.approx(found.objective, abs=1e-10)
    assert fit(matrix, anchor=ANCHOR, start=found).iterations < found.iterations


def test_the_order_of_rows_does_not_matter() -> None:
    """The same scores in another order give the same index."""
    matrix = table(6)
    order = np.random.default_rng(7).permutation(len(matrix.model))
    moved = dataclasses.replace(
        matrix,
        model=matrix.model[order],
        benchmark=matrix.benchmark[order],
        performance=matrix.performance[order],
    )
    one, other = fit(matrix, anchor=ANCHOR), fit(moved, anchor=ANCHOR)
    assert parameters(one) == pytest.approx(parameters(other), abs=1e-7)


def test_a_weight_of_two_is_a_row_given_twice() -> None:
    """Weights mean counts, so a bootstrap may weight rows instead of repeating them; 0 means a row left out."""
    matrix = table(8)
    counts = np.random.default_rng(9).integers(0, 3, len(matrix.model))
    repeated = dataclasses.replace(
        matrix,
        model=np.repeat(matrix.model, counts),
        benchmark=np.repeat(matrix.benchmark, counts),
        performance=np.repeat(matrix.performance, counts),
    )
    one, other = fit(matrix, anchor=ANCHOR, weights=counts.astype(np.float64)), fit(repeated, anchor=ANCHOR)
    assert one.objective == pytest.approx(other.objective, abs=1e-10)
    assert parameters(one) == pytest.approx(parameters(other), abs=1e-6)


def test_scores_outside_the_clip_count_as_its_ends() -> None:
    """Chance-corrected scores below 0 and scores of 1 are clipped to 0.001 and 0.999."""
    matrix = table(10, noise=0.3)
    clipped = dataclasses.replace(matrix, performance=np.clip(matrix.performance, 0.001, 0.999))
    assert (matrix.performance != clipped.performance).any()
    assert (parameters(fit(matrix, anchor=ANCHOR)) == parameters(fit(clipped, anchor=ANCHOR))).all()


def test_a_single_row_is_enough() -> None:
    """A model with one score and a benchmark with one model stay finite; names without rows stay at the penalty's."""
    matrix = table(11, models=10, benchmarks=5)
    grown = Matrix(
        models=(*matrix.models, "one score", "no score"),
        benchmarks=(*matrix.benchmarks, "one model", "no model"),
        model=np.append(matrix.model, [10, 4]),
        benchmark=np.append(matrix.benchmark, [1, 5]),
        performance=np.append(matrix.performance, [1.0, 0.3]),
    )
    found = fit(grown, anchor=ANCHOR)
    assert found.converged
    assert found.ability.max() == found.ability[10] < 10
    assert found.difficulty[5] > found.ability[4]  # the score of 0.3 is below one half
    assert (found.ability[11], found.difficulty[6], found.slope[6]) == pytest.approx((0, 0, 0.1), abs=1e-9)


def test_the_least_table_has_one_score() -> None:
    """One model on the anchor alone: C = -D by symmetry, by hand from the condition that the gradient vanishes."""
    matrix = Matrix(
        models=("m",),
        benchmarks=("b2",),
        model=np.array([0]),
        benchmark=np.array([0]),
        performance=np.array([0.8]),
    )
    found = fit(matrix, anchor=ANCHOR, ridge=0.1)
    expected = 1 / (1 + np.exp(-2 * found.ability[0]))
    # d/dC of (p - 0.8)^2 + 0.1 (C^2 + D^2) / 2
    assert 2 * (expected - 0.8) * expected * (1 - expected) + 0.1 * found.ability[0] == pytest.approx(0, abs=1e-9)
    assert found.difficulty[0] == pytest.approx(-found.ability[0], abs=1e-9)


def test_too_few_steps_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fit that ran out of steps says so, and a draw without a fit is missing, not a number."""
    matrix = table(12)
    central = fit(matrix, anchor=ANCHOR)
    monkeypatch.setattr(solver, "MOST_STEPS", 2)
    assert not fit(matrix, anchor=ANCHOR).converged
    pair = anchors(central.ability)
    drawn = bootstrap(matrix, central, anchor=ANCHOR, anchors=pair, draws=3, rng=np.random.default_rng(1))
    assert np.isnan(drawn).all()


def test_the_index_is_linear_in_ability_and_exact_at_its_anchors() -> None:
    """Two named models set the scale, in whichever order they are given."""
    ability = np.random.default_rng(13).normal(0, 1, 30)
    (worse, low), (better, high) = pair = list(anchors(ability).items())
    index, at = scale(ability, names("m", 30), dict(pair)), int(worse[1:])
    assert (index[at], index[int(better[1:])]) == (low, high) == (130, 150)
    beta = 20 / (ability[int(better[1:])] - ability[at])
    assert index == pytest.approx(130 + beta * (ability - ability[at]), abs=1e-9)
    assert index == pytest.approx(scale(ability, names("m", 30), dict(reversed(pair))), abs=1e-9)


def test_resampling_keeps_the_number_of_scores_of_each_model() -> None:
    """Rows are drawn within their model with replacement: counts add up, and each row is drawn once on average."""
    matrix, rng = table(14), np.random.default_rng(15)
    draws = weights_of(matrix, "model", 2000, rng)
    scores = np.bincount(matrix.model, minlength=30)
    for weights in draws[:20]:
        assert (np.bincount(matrix.model, weights, 30) == scores).all()
    assert draws.mean(axis=0) == pytest.approx(1, abs=0.12)
    # Of n rows drawn n times, one is drawn Binomial(n, 1/n) times: the variance is 1 - 1/n.
    assert draws.var(axis=0) == pytest.approx(1 - 1 / scores[matrix.model], abs=0.2)


def test_bootstrap_draws_are_refits_set_to_the_anchors() -> None:
    """Each draw has the two anchor models at their index; the others spread about the central index."""
    matrix = table(16)
    central = fit(matrix, anchor=ANCHOR)
    pair = anchors(central.ability)
    drawn = bootstrap(matrix, central, anchor=ANCHOR, anchors=pair, draws=40, rng=np.random.default_rng(17))
    assert drawn.shape == (40, 30)
    for name, number in pair.items():
        assert (drawn[:, int(name[1:])] == number).all()
    others = np.delete(np.arange(30), [3, 11])
    assert (drawn.std(axis=0)[others] > 0).all()
    index = scale(central.ability, matrix.models, pair)
    low, high = np.percentile(drawn, [5, 95], axis=0)
    assert ((low <= index) & (index <= high)).mean() > 0.8
    again = bootstrap(matrix, central, anchor=ANCHOR, anchors=pair, draws=40, rng=np.random.default_rng(17))
    assert (drawn == again).all()


def test_a_bootstrap_draw_equals_a_fit_from_scratch() -> None:
    """Starting from the central fit and the looser tolerance save time and move no index visibly."""
    matrix = table(18)
    central = fit(matrix, anchor=ANCHOR)
    pair = anchors(central.ability)
    (drawn,) = bootstrap(matrix, central, anchor=ANCHOR, anchors=pair, draws=1, rng=np.random.default_rng(19))
    (weights,) = weights_of(matrix, "model", 1, np.random.default_rng(19))
    alone = fit(matrix, anchor=ANCHOR, weights=weights)
    assert drawn == pytest.approx(scale(alone.ability, matrix.models, pair), abs=1e-3)


EMPTY = Matrix(
    models=("m",),
    benchmarks=("b2",),
    model=np.zeros(0, dtype=np.intp),
    benchmark=np.zeros(0, dtype=np.intp),
    performance=np.zeros(0),
)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model": np.array([0, 2])}, "positions among 2 model names, found"),
        ({"benchmark": np.array([-1, 0])}, "positions among 1 benchmark names, found"),
        ({"model": np.array([0])}, "a model for each score"),
        ({"models": ("m", "m")}, "each model once"),
        ({"performance": np.array([0.5, np.nan])}, "finite scores"),
    ],
)
def test_a_malformed_table_is_refused(changes: dict[str, Any], message: str) -> None:
    """A wrong index would give a score to another model, and a missing score would poison every number."""
    whole: dict[str, Any] = {
        "models": ("m", "n"),
        "benchmarks": ("b2",),
        "model": np.array([0, 1]),
        "benchmark": np.array([0, 0]),
        "performance": np.array([0.5, 0.6]),
    }
    with pytest.raises(UserError, match=message):
        Matrix(**(whole | changes))


def test_what_cannot_be_fitted_is_refused() -> None:
    """Without scores or without its anchor there is no scale; ridge, weights and start are checked."""
    matrix = table(20)
    with pytest.raises(NotEnoughData, match="found none"):
        fit(EMPTY, anchor=ANCHOR)
    with pytest.raises(NotEnoughData, match="Winogrande"):
        fit(matrix, anchor="Winogrande")
    for ridge in (0.0, -1.0, np.nan):
        with pytest.raises(UserError, match="ridge above 0"):
            fit(matrix, anchor=ANCHOR, ridge=ridge)
    for weights in (np.ones(3), -np.ones(len(matrix.model)), np.full(len(matrix.model), np.nan)):
        with pytest.raises(UserError, match="weights"):
            fit(matrix, anchor=ANCHOR, weights=weights)
    with pytest.raises(UserError, match="start for 30 models"):
        fit(matrix, anchor=ANCHOR, start=fit(table(20, models=9), anchor=ANCHOR))


def test_an_index_without_a_scale_is_refused() -> None:
    """A scale needs two anchor models that are present and differ."""
    ability = np.array([0.5, 0.5, 2.0])
    with pytest.raises(NotEnoughData, match="'z'"):
        scale(ability, ("a", "b", "c"), {"a": 130, "z": 150})
    with pytest.raises(NotEnoughData, match="'b' is not found abler than 'a'"):
        scale(ability, ("a", "b", "c"), {"a": 130, "b": 150})
    with pytest.raises(NotEnoughData, match="'a' is not found abler than 'c'"):
        scale(ability, ("a", "b", "c"), {"a": 150, "c": 130})
    with pytest.raises(UserError, match="exactly two"):
        scale(ability, ("a", "b", "c"), {"a": 130})


@st.composite
def problems(draw: st.DrawFn) -> tuple[Matrix, float, Floats, int]:
    """Small tables of arbitrary scores, some pairs twice, some names without scores; a ridge, weights and a seed."""
    models, benchmarks = draw(st.integers(1, 6)), draw(st.integers(3, 5))
    row = st.tuples(st.integers(0, models - 1), st.integers(0, benchmarks - 1), st.floats(-0.2, 1.2))
    model, benchmark, performance = zip(*draw(st.lists(row, min_size=1, max_size=25)), strict=True)
    matrix = Matrix(
        models=names("m", models),
        benchmarks=names("b", benchmarks),
        model=np.array(model),
        benchmark=np.array(benchmark),
        performance=np.array(performance),
    )
    weights = draw(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), min_size=len(model), max_size=len(model)))
    return matrix, draw(st.sampled_from([0.01, 0.1, 2.0])), np.array(weights), draw(st.integers(0, 2**32 - 1))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(problem=problems())
def test_no_point_nearby_is_better(problem: tuple[Matrix, float, Floats, int]) -> None:
    """Whatever the scores, the fit converges, is no worse than its start, and nothing near it is better."""
    matrix, ridge, weights, seed = problem
    rng, both = np.random.default_rng(seed), len(matrix.models) + len(matrix.benchmarks)
    low = np.repeat([-10, 0.1], [both, len(matrix.benchmarks)])
    low[both + 2] = high = 1  # the slope of the anchor
    first = np.clip(rng.normal(0, 1, len(low)), low, 10)
    first[both + 2] = high
    ability, difficulty, slope = np.split(first, [len(matrix.models), both])
    start = Fit(
        ability=ability,
        difficulty=difficulty,
        slope=slope,
        objective=np.nan,
        squares=np.nan,
        iterations=0,
        converged=False,
    )
    found = fit(matrix, anchor=ANCHOR, ridge=ridge, weights=weights, start=start)
    best = parameters(found)
    assert found.converged
    assert ((low <= best) & (best <= 10)).all()
    assert found.objective <= value(matrix, first, ridge=ridge, weights=weights) + 1e-12
    for size in (1e-4, 1e-3, 1e-2):
        near = np.clip(best + size * rng.normal(0, 1, len(best)), low, 10)
        near[both + 2] = high
        assert found.objective <= value(matrix, near, ridge=ridge, weights=weights) + 1e-10
