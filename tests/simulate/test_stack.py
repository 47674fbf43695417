"""The stack: weights, mixtures by hand, and who is in it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from leadline.errors import UserError
from leadline.simulate import rivals
from leadline.simulate.ensemble import Ensemble, ensemble
from leadline.simulate.outcomes import LEADS
from leadline.simulate.scenario import Scenario, Way
from leadline.simulate.stack import Stack, chance, figures, quantiles, stack, weights
from leadline.simulate.start import Start
from leadline.store.store import Store
from leadline.store.view import View


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(date(2026, 11, 24))


@pytest.fixture(scope="module")
def base(view: View) -> Ensemble:
    return ensemble(view, Scenario(draws=400))


def two(base: Ensemble, one: float, other: float) -> Stack:
    members = {"model": np.full(100, 5.0), "rival": np.array([5.0, 13.0])}
    return Stack(base=base, members=members, weights={"model": one, "rival": other}, apart=2)


def test_a_mixture_by_hand(base: Ensemble) -> None:
    """The rival alone holds 13, in half its draws: half of its weight, however many draws the model has."""
    assert chance(two(base, 0.5, 0.5), "stack", "12 to 24") == pytest.approx(0.25)
    assert chance(two(base, 0.2, 0.8), "stack", "12 to 24") == pytest.approx(0.4)
    assert quantiles(two(base, 0.5, 0.5), "stack", (0.5, 0.74, 0.76)).tolist() == [5.0, 5.0, 13.0]


def test_few_windows_weigh_all_alike_and_score_nothing() -> None:
    def never() -> dict[str, float]:
        raise AssertionError("nothing is scored")

    assert weights(["a", "b", "c", "d"], 7, never) == dict.fromkeys("abcd", 0.25)
    told = weights(["a", "b", "c"], 8, lambda: {"a": 1.0, "b": 2.0})
    assert told == pytest.approx({"a": 0.5, "b": 0.25, "c": 0.25})


def test_classes_are_exhaustive_for_everyone(view: View, base: Ensemble) -> None:
    """Of the stack and of each member they come to 100 %, and the weights to one."""
    told = stack(view, base)
    assert sum(told.weights.values()) == pytest.approx(1)
    assert set(told.members) == {"model", "persistence", "expanding mean", "blend", "trend", "constant 7 ± 3"}
    for name in ("stack", *told.members):
        assert sum(chance(told, name, one.name) for one in LEADS) == pytest.approx(1)
    found = {f.args["by"]: f for f in figures(told) if f.metric == "scenario_forecast"}
    assert found["model"].value == pytest.approx(float(np.median(base.lead)))
    assert (found["stack"].args["weight"], told.scored) == (1.0, False)


def test_who_may_be_left_out(view: View, base: Ensemble) -> None:
    told = stack(view, base, without=("trend",))
    assert told.weights["model"] == pytest.approx(1 / 5)
    with pytest.raises(UserError, match="Did you mean 'trend'"):
        stack(view, base, without=("trnd",))
    with pytest.raises(UserError):
        stack(view, base, without=("model",))


def test_rivals_know_of_no_lever(view: View, base: Ensemble) -> None:
    moved = Ensemble(
        scenario=replace(base.scenario, levers={"chips": (Way(strength=1.0),)}),
        start=base.start,
        calibrated=base.calibrated,
        futures=base.futures,
    )
    with pytest.raises(UserError, match="rivals know of no lever"):
        stack(view, moved)


def test_a_rival_without_a_past_is_left_out(start: Start) -> None:
    """Ten months tell no miss at 21: only the constant, which needs none, foretells."""
    assert list(rivals.foretold(np.arange(10.0), start)) == ["constant 7 ± 3"]
