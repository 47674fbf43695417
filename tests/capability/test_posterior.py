"""The posterior against simulated worlds, against NUTS, and in what it refuses."""

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pytest

from leadline.capability.item_response import Matrix, fit
from leadline.capability.posterior import Posterior, Priors, sample
from leadline.capability.posterior.model import Beliefs, Floats, State, rows_of, stacked
from leadline.capability.posterior.sampler import EFFECTIVE, R_HAT, Run, warmed
from leadline.errors import NotEnoughData

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "posterior"
PRIORS = Priors(difficulty_centre=1.0, difficulty_spread=1.0, slope_spread=0.5, noise_rate=200.0)
"""Tighter than the usual, so that no world of a simulation is absurd."""
MODELS, BENCHMARKS, WORLDS, SWEEPS = 9, 5, 150, 4000


def from_priors(worlds: int, rng: np.random.Generator) -> tuple[Floats, Floats, Beliefs]:
    """Abilities (K, M), items (3, K, B) and beliefs of worlds as the priors have them."""
    one = (worlds, 1)
    beliefs = Beliefs(
        difficulty_centre=PRIORS.difficulty_centre * rng.standard_normal(one),
        difficulty_spread=PRIORS.difficulty_spread * np.abs(rng.standard_normal(one)),
        slope_centre=PRIORS.slope_centre + rng.standard_normal(one),
        slope_spread=PRIORS.slope_spread * np.abs(rng.standard_normal(one)),
        typical_noise=rng.exponential(1 / PRIORS.noise_rate, one),
    )
    each = (worlds, BENCHMARKS)
    difficulty = beliefs.difficulty_centre + beliefs.difficulty_spread * rng.standard_normal(each)
    log_slope = beliefs.slope_centre + beliefs.slope_spread * rng.standard_normal(each)
    noise = PRIORS.noise_freedom * beliefs.typical_noise / rng.chisquare(PRIORS.noise_freedom, each)
    return rng.standard_normal((worlds, MODELS)), np.stack([difficulty, log_slope, np.log(noise)]), beliefs


def every(ability: Floats, items: Floats, beliefs: Beliefs) -> Floats:
    """All parameters of each world side by side."""
    own = (beliefs.difficulty_centre, beliefs.difficulty_spread, beliefs.slope_centre, beliefs.slope_spread)
    return np.concatenate([ability, *items, *own, beliefs.typical_noise], axis=1)


def test_simulated_worlds_are_recovered_with_the_stated_coverage() -> None:
    """Simulation-based calibration (Talts et al. 2018): the rank of the truth among its draws is uniform.

    Each of 150 worlds is drawn from the priors, its scores from the world, and its posterior from the scores, all
    worlds stacked as chains. For each of 29 parameters the ranks' mean, and the share of truths that have between 5 and
    95 % of 60 draws below them (53 of 61 ranks), may differ from what they should be by four standard errors.
    """
    rng = np.random.default_rng(20261124)
    ability, items, beliefs = from_priors(WORLDS, rng)
    model, benchmark = np.divmod(np.flatnonzero(rng.random(MODELS * BENCHMARKS) < 0.85), BENCHMARKS)
    names = tuple(f"m{n}" for n in range(MODELS)), tuple(f"b{n}" for n in range(BENCHMARKS))
    matrix = Matrix(
        models=names[0], benchmarks=names[1], model=model, benchmark=benchmark, performance=np.zeros(len(model))
    )
    logit = np.exp(items[1])[:, benchmark] * (ability[:, model] - items[0][:, benchmark])
    noise = np.exp(items[2] / 2)[:, benchmark] * rng.standard_t(PRIORS.freedom, logit.shape)
    data = stacked(matrix, 1 / (1 + np.exp(-logit)) + noise, WORLDS)
    start = from_priors(WORLDS, rng)
    state = State(ability=start[0], items=start[1], beliefs=start[2], rows=rows_of(data, PRIORS, *start[:2]))
    run = Run(data=data, priors=PRIORS, state=state, rng=rng)
    memory = warmed(run)
    draws = []
    for _ in range(60):
        run.kept.clear()
        run.advance(16, memory)
        draws.append(every(run.state.ability, run.state.items, run.state.beliefs))
    rank = (np.stack(draws) < every(ability, items, beliefs)).mean(axis=0)
    assert rank.shape == (WORLDS, MODELS + 3 * BENCHMARKS + 5)
    assert rank.mean(axis=0) == pytest.approx(0.5, abs=4 * np.sqrt(1 / 12 / WORLDS))
    within = ((rank > 0.05) & (rank < 0.95)).mean(axis=0)
    # Of 60 draws 53 or 54 leave the truth within, out of 61 ranks.
    assert within == pytest.approx(53 / 61, abs=4 * np.sqrt(0.87 * 0.13 / WORLDS))
    assert within.mean() == pytest.approx(53 / 61, abs=0.015)


@pytest.fixture(scope="module")
def small() -> Matrix:
    """14 models on 6 benchmarks, as the table of NUTS rests on."""
    with (DATA / "scores.csv").open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    models, model = np.unique([row["model"] for row in rows], return_inverse=True)
    benchmarks, benchmark = np.unique([row["benchmark"] for row in rows], return_inverse=True)
    scores = np.array([float(row["score"]) for row in rows])
    return Matrix(
        models=tuple(models), benchmarks=tuple(benchmarks), model=model, benchmark=benchmark, performance=scores
    )


@pytest.fixture(scope="module")
def drawn(small: Matrix) -> Posterior:
    return sample(small, fit(small, anchor="b0"), rng=np.random.default_rng(3), sweeps=SWEEPS)


def flat(posterior: Posterior) -> Floats:
    """All draws of all parameters, in the order of the table of NUTS."""
    parts = (posterior.ability, posterior.items.reshape(*posterior.items.shape[:2], -1), posterior.beliefs)
    return np.concatenate(parts, axis=2).reshape(-1, posterior.convergence.r_hat.size)


def test_nuts_finds_the_same_posterior(drawn: Posterior) -> None:
    """Means within 0.12 standard deviations, spreads within 8 %, by NumPyro 0.22.0 with 4 x 10,000 draws.

    `tools/nuts_reference.py` made the table; its worst R-hat was 1.0006, its least effective sample 8,149.
    """
    with (DATA / "nuts.csv").open(newline="", encoding="utf-8") as lines:
        table = [(float(row["mean"]), float(row["sd"])) for row in csv.DictReader(lines)]
    mean, spread = np.array(table).T
    ours = flat(drawn)
    assert (ours.mean(axis=0) - mean) / spread == pytest.approx(0, abs=0.12)
    assert ours.std(axis=0) / spread == pytest.approx(1, abs=0.08)


def test_nuts_still_finds_it(small: Matrix, drawn: Posterior) -> None:
    """The same by running NUTS, where the extra `bayes` is installed."""
    pytest.importorskip("numpyro", reason="the extra leadline[bayes] is not installed")
    spec = importlib.util.spec_from_file_location("nuts_reference", ROOT / "tools" / "nuts_reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    found = reference.draws(small.model, small.benchmark, small.performance, warm_up=1000, draws=2000)
    table = reference.table(found)
    mean, spread = np.array([row[1:] for row in table]).T
    ours = flat(drawn)
    assert (ours.mean(axis=0) - mean) / spread == pytest.approx(0, abs=0.2)
    assert ours.std(axis=0) / spread == pytest.approx(1, abs=0.12)


def test_every_parameter_is_checked(drawn: Posterior) -> None:
    """R-hat and effective sample of each of 14 abilities, 18 items' and 5 priors' parameters."""
    assert drawn.convergence.r_hat.shape == (14 + 18 + 5,)
    assert drawn.r_hat < R_HAT
    assert drawn.effective > EFFECTIVE


def test_a_seed_gives_the_same_draws(small: Matrix, drawn: Posterior) -> None:
    again = sample(small, fit(small, anchor="b0"), rng=np.random.default_rng(3), sweeps=SWEEPS)
    assert (drawn.ability == again.ability).all()


def test_a_posterior_that_does_not_settle_is_refused(small: Matrix) -> None:
    """No figure is made of chains that have not been seen to agree."""
    with pytest.raises(NotEnoughData, match="did not settle in 40 sweeps: R-hat"):
        sample(small, fit(small, anchor="b0"), rng=np.random.default_rng(5), sweeps=40, most=40)


def test_too_few_benchmarks_are_refused(small: Matrix) -> None:
    rows = small.benchmark < 2
    two = Matrix(
        models=small.models,
        benchmarks=small.benchmarks[:2],
        model=small.model[rows],
        benchmark=small.benchmark[rows],
        performance=small.performance[rows],
    )
    with pytest.raises(NotEnoughData, match="at least 3 benchmarks, found 2"):
        sample(two, fit(two, anchor="b0"), rng=np.random.default_rng(6))


def test_what_is_shown_must_converge_too(small: Matrix) -> None:
    """Parameters that agree are not enough: here each chain shows another number, and no figure is made of it."""

    def apart(ability: Floats) -> Floats:
        return ability[..., :2] + 100 * np.arange(len(ability))[:, None, None]

    with pytest.raises(NotEnoughData, match="did not settle in 1100 sweeps: R-hat 3"):
        sample(small, fit(small, anchor="b0"), rng=np.random.default_rng(7), shown=apart, sweeps=1000, most=1100)
