"""Scenarios as files, the register, levers and packs as data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline import userfile
from leadline.catalog import assumptions, beliefs, contenders, levers
from leadline.errors import UnknownName, UserError
from leadline.forecast.intervals import Z_90
from leadline.simulate import priors, scenario
from leadline.simulate.scenario import Scenario, Way


@pytest.mark.parametrize("name", assumptions.load())
def test_every_assumption_meets_its_three_numbers(name: str) -> None:
    """At scores of -1.645, 0 and 1.645 a draw is the 5th, 50th and 95th per cent, but for a floor."""
    one = assumptions.load()[name]
    floor = -np.inf if one.floor is None else one.floor
    found = priors.values(one, np.array([-Z_90, 0.0, Z_90]))
    assert found == pytest.approx(np.maximum(one.quantiles, floor))
    assert one.meaning
    assert one.source


@given(st.lists(st.floats(0.01, 0.99), min_size=3, max_size=3, unique=True))
def test_any_edit_is_met_exactly(numbers: list[float]) -> None:
    low, middle, high = sorted(numbers)
    for name in ("kap", "etaD", "dcU"):
        one = assumptions.edited(assumptions.load(), {name: (low, middle, high)})[name]
        assert priors.values(one, np.array([-Z_90, 0.0, Z_90])) == pytest.approx([low, middle, high], rel=1e-6)


@pytest.mark.parametrize(
    ("name", "numbers", "says"),
    [
        ("gA", (0.5, 0.3, 0.9), "three rising numbers"),
        ("gA", (-0.5, 0.3, 0.9), "above 0"),
        ("etaD", (0.5, 0.7, 1.2), "between 0 and 1"),
        ("dcU", (0.1, 0.2, float("nan")), "three rising numbers"),
    ],
)
def test_contradictory_quantiles_are_refused(name: str, numbers: tuple[float, float, float], says: str) -> None:
    with pytest.raises(UserError, match=says):
        Scenario(edits={name: numbers}).register  # noqa: B018 - it is made when it is asked for


def test_unknown_names_have_their_nearest() -> None:
    with pytest.raises(UnknownName, match="'kapd'"):
        Scenario(edits={"kapdd": (0.1, 0.2, 0.3)}).register  # noqa: B018 - it is made when it is asked for
    with pytest.raises(UnknownName, match="'chips'"):
        Scenario(levers={"chip": (Way(strength=1.0),)})
    with pytest.raises(UnknownName, match="'newspaper'"):
        Scenario(beliefs="newspapers")


def test_a_scenario_survives_its_own_format() -> None:
    whole = scenario.of(userfile.parsed(scenario.EXAMPLE.encode(), "s.yaml"))
    assert scenario.of(userfile.parsed(whole.text.encode(), "t.yaml")) == whole
    small = Scenario(name='quotes " and : colons', edits={"dcU": (-0.00001, 0.05, 0.1)})
    assert scenario.of(userfile.parsed(small.text.encode(), "t.yaml")) == small


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            "format: leadline.scenario/1\nname: x\nlevers:\n  chips: 2\n",
            "line 4, levers.chips: expected a number from -1",
        ),
        ("format: leadline.scenario/1\nname: x\nlevers:\n  chip: 1\n", "Did you mean 'chips'"),
        ("format: leadline.scenario/1\nname: x\nset:\n  gA: [0.1, 0.2]\n", "line 4.*three numbers"),
        ("format: leadline.scenario/1\nname: x\nset:\n  gAA: [1, 2, 3]\n", "Did you mean 'gA'"),
        ("format: leadline.scenario/1\nname: x\nlevers:\n  chips:\n    - {from: 2027-13, strength: 1}\n", "2027-06"),
        ("format: leadline.scenario/2\nname: x\n", "reads no other"),
        ("format: leadline.scenario/1\nname: x\ndraws: 0.5\n", "a whole number from 200"),
        ("format: leadline.scenario/1\nname: x\nbeliefs: nobody\n", "one of reference"),
    ],
)
def test_mistakes_in_a_file_say_where(content: str, says: str) -> None:
    with pytest.raises(UserError, match=f"(?s){says}"):
        scenario.of(userfile.parsed(content.encode(), "s.yaml"))


def test_a_lever_cannot_start_before_the_data_end() -> None:
    asked = Scenario(levers={"chips": (Way(strength=1.0, start=40),)})
    with pytest.raises(UserError, match="cannot start in 2026-05: data tell the past up to 2026-09"):
        asked.steps(47, 45)


def test_levers_and_packs_name_assumptions_and_every_lever_has_a_side_effect() -> None:
    register = assumptions.load()
    assert len(levers.load()) == 5
    for lever in levers.load().values():
        assert lever.hinders
        assert {*lever.helps, *lever.hinders} <= register.keys()
        assert lever.sponsor in {bloc.code for bloc in contenders.load()}
    assert len(beliefs.load()) == 8
    for pack in beliefs.load().values():
        assert len(pack.means) == len(pack.shifts)
        assert all(shift.reason and shift.source and 0.4 < abs(shift.by) <= 1.6 for shift in pack.shifts)


@pytest.mark.parametrize("text", ["chips", "chips=x", "chips=2", "chips=1@2027", "chips=1@2031-01"])
def test_mistakes_in_a_lever_option(text: str) -> None:
    with pytest.raises(UserError, match="Expected"):
        scenario.lever_option(text)
