"""Rules that were put in are found, by how much an observation moves what it tells of, and what is no rule."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from leadline.errors import UserError
from leadline.simulate.ensemble import Ensemble, ensemble
from leadline.simulate.outcomes import REGIONS
from leadline.simulate.rules import LEAST_SHARE, MOST_INPUTS, boxes, figures, search, shortlist
from leadline.simulate.scenario import Scenario
from leadline.simulate.signposts import moved, signposts
from leadline.store.store import Store


@pytest.fixture(scope="module")
def base(bundled: Store) -> Ensemble:
    return ensemble(bundled.as_of(date(2026, 11, 24)), Scenario(draws=400))


def test_a_box_that_was_put_in_is_found(rng: np.random.Generator) -> None:
    """The outcome is certain where the first input is above 0.6 and the second below 0.5: a fifth of all draws."""
    x = rng.uniform(size=(4000, 5))
    target = ((x[:, 0] > 0.6) & (x[:, 1] < 0.5)).astype(float)
    found = search(x, target, 0.9)
    assert found.low[0] == pytest.approx(0.6, abs=0.05)
    assert found.high[1] == pytest.approx(0.5, abs=0.05)
    assert target[found.inside].mean() >= 0.9
    assert found.inside.mean() == pytest.approx(0.2, abs=0.03)


def test_without_a_rule_a_box_stays_small_and_barely_denser(rng: np.random.Generator) -> None:
    """Nothing explains the outcome: peeling goes on to a tenth of the draws, with no more than four inputs."""
    x, target = rng.uniform(size=(2000, 8)), rng.uniform(size=2000)
    found = search(x, target, 0.9)
    assert found.inside.mean() >= LEAST_SHARE
    assert (np.isfinite(found.low) | np.isfinite(found.high)).sum() <= MOST_INPUTS
    assert target[found.inside].mean() < 0.65


def test_an_outcome_that_is_dense_already_needs_no_rule() -> None:
    found = search(np.arange(100.0)[:, None], np.ones(100), 0.9)
    assert found.inside.all()
    assert not np.isfinite(found.low).any()


def test_columns_of_equal_values_are_no_rule() -> None:
    """A clipped assumption has many draws at its floor: what cannot be parted is left whole."""
    found = search(np.zeros((100, 1)), np.linspace(0, 1, 100), 0.9)
    assert found.inside.all()


def test_shortlists_begin_with_what_explains_most(rng: np.random.Generator) -> None:
    values = {name: rng.standard_normal(2000) for name in "abcdefghijklmnop"}
    assert shortlist(values, values["k"] + 0.5 * values["c"])[:2] == ["k", "c"]


def test_boxes_of_the_paper_scenarios(base: Ensemble) -> None:
    """A box is denser than the whole, and the same seed finds it again; a probability of one or none is refused."""
    found = boxes(base, futures=3, resamples=3)
    assert [box.outcome for box in found] == list(REGIONS[:2])
    for box in found:
        assert box.density > box.base
        assert 0 < box.coverage <= 1
        assert all(0 <= rule.recurs <= 1 for rule in box.rules)
    assert boxes(base, futures=3, resamples=3) == found
    assert len(figures(base, found)) == 2 + sum(len(box.rules) for box in found)
    with pytest.raises(UserError, match="between 0 and 1"):
        boxes(base, dense=1.0)


def test_an_observation_moves_what_it_tells_of(bundled: Store, base: Ensemble) -> None:
    """A long lead a year from now makes the first scenario likelier; the three regions move by nothing in all."""
    view = bundled.as_of(date(2026, 11, 24))
    seen = ensemble(view, replace(base.scenario, yardstick="index"))
    found = signposts(base, seen)
    assert [abs(f.value) for f in found] == sorted((abs(f.value) for f in found), reverse=True)
    of = {(f.args["observed"], f.args["side"], f.on, f.args["region"]): f for f in found}
    assert len(of) == len(found) == 4 * 3 * 2 * 3
    day = max(f.on for f in found)
    assert of["lead", "at least", day, REGIONS[0]].value > 10
    assert of["lead", "at most", day, REGIONS[0]].value < -5
    assert sum(of["gap", "at least", day, name].value for name in REGIONS) == pytest.approx(0, abs=1e-9)
    other = Ensemble(
        scenario=replace(seen.scenario, seed=1), start=seen.start, calibrated=seen.calibrated, futures=seen.futures
    )
    with pytest.raises(UserError, match="same scenario"):
        signposts(base, other)


def test_an_observation_that_always_comes_true_moves_nothing() -> None:
    assert moved(np.array([1.0, 0.0]), np.array([True, True])) == (0.0, 0.0)
