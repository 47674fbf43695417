"""Rules on chips: the states that are known from elsewhere, and what cannot be told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Event
from leadline.stack.policy import policy, standing
from leadline.stack.rated_chips import rated_chips
from leadline.stack.rules import Chip, Clause, clauses, ruling, rulings
from leadline.store.store import Store

DAY = date(2026, 11, 1)


def state(store: Store, chip: str, on: date, as_of: date = DAY) -> str:
    view = store.as_of(as_of)
    (found,) = (one for one in rulings(view, rated_chips(view), on=on) if one.chip.name == chip)
    return found.state


@pytest.mark.parametrize(
    ("chip", "on", "expected"),
    [
        ("NVIDIA A100 SXM4 80 GB", date(2022, 8, 25), "free"),
        ("NVIDIA A100 SXM4 80 GB", date(2022, 8, 26), "licence"),
        ("NVIDIA A100 SXM4 80 GB", date(2022, 10, 21), "presumption of denial"),
        ("NVIDIA A800 SXM", date(2022, 11, 10), "free"),
        ("NVIDIA A800 SXM", date(2023, 11, 16), "licence"),
        ("NVIDIA A800 SXM", date(2023, 11, 17), "presumption of denial"),
        ("NVIDIA HGX H20", date(2025, 4, 8), "free"),
        ("NVIDIA HGX H20", date(2025, 4, 9), "licence"),
        ("NVIDIA HGX H20", date(2025, 7, 14), "case by case"),
        ("NVIDIA GeForce RTX 4090", date(2024, 1, 1), "notification"),
        ("NVIDIA L20 PCle", date(2024, 1, 1), "free"),
        ("NVIDIA H200 SXM", date(2026, 1, 14), "presumption of denial"),
        ("NVIDIA H200 SXM", date(2026, 1, 15), "case by case"),
        ("AMD Instinct MI325X", date(2026, 1, 15), "case by case"),
        ("NVIDIA B200", date(2026, 1, 15), "presumption of denial"),
        ("Huawei Ascend 910C", date(2026, 2, 1), "barred"),
    ],
)
def test_chips_stand_as_the_rules_are_known_to_have_left_them(
    bundled: Store, chip: str, on: date, expected: str
) -> None:
    """The A800 free in 2022 and caught in 2023, the H20 by a letter, the ceiling of 2026: as published analyses say."""
    assert state(bundled, chip, on) == expected


def test_the_end_of_a_rule_is_not_known_before_it_was_told(bundled: Store) -> None:
    """As known in July 2023 the rule of 2022 has no end; the diffusion rule was due until it was called off."""

    def known(as_of: date, title: str) -> str:
        return next(one.standing.state for one in clauses(bundled.as_of(as_of)) if one.event.title == title)

    (ends,) = {
        one.event.expires for one in clauses(bundled.as_of(date(2023, 7, 1))) if one.event.title == "3A090 of 2022"
    }
    assert ends is None
    assert known(date(2023, 11, 17), "3A090 of 2022") == "over"
    assert known(date(2025, 5, 12), "AI Diffusion rule, every destination") == "due"
    assert known(date(2025, 5, 16), "AI Diffusion rule, every destination") == "suspended"


def test_what_the_buyer_s_side_orders_stands_beside(bundled: Store) -> None:
    view = bundled.as_of(DAY)
    (h200,) = rulings(view, rated_chips(view, "H200"), on=date(2026, 1, 20))
    assert h200.state == "case by case"
    assert [clause.event.direction for clause in h200.buyer] == [
        "stopped at customs",
        "barred from state-funded data centres",
    ]


def test_clauses_are_no_events_of_the_list(bundled: Store) -> None:
    assert "leadline_export_rules" not in {one.event.source for one in policy(bundled.as_of(DAY))}


def test_unknown_destinations_and_chips_are_errors_with_what_there_is(bundled: Store) -> None:
    view = bundled.as_of(DAY)
    with pytest.raises(UnknownName, match="CN, HK, MO"):
        rulings(view, [], to="FR")
    with pytest.raises(UnknownName, match="H200"):
        rated_chips(view, "H201")
    with pytest.raises(NotEnoughData):
        rulings(bundled.as_of(date(2022, 8, 30)), [])


def clause(test: str, outcome: str = "licence") -> Clause:
    event = Event(
        source="leadline_export_rules",
        jurisdiction="US",
        layer="chip rules",
        direction=outcome,
        title=test,
        detail=f"to CN; {test}",
        announced=DAY,
        effective=DAY,
    )
    return Clause(event=event, standing=standing(event, DAY))


def test_what_cannot_be_told_leaves_each_outcome_possible_down_to_the_first_certain_one() -> None:
    chip = Chip(name="X", quantities={"tpp": (5000.0,)}, data_centre=None)
    found = ruling(chip, [clause("density >= 1", "notification"), clause("tpp >= 4800", "barred"), clause("tpp < 9")])
    assert (found.state, found.possible) == ("unknown", ("notification", "barred"))
    assert ruling(chip, [clause("tpp < 4800"), clause("data_centre yes")]).possible == ("licence", "free")
    assert ruling(chip, [clause("item memory; memory_bandwidth_density > 2")]).state == "free"


@given(low=st.floats(1, 1e5), high=st.floats(1, 1e5), bound=st.integers(1, 100_000))
def test_sources_on_either_side_of_a_threshold_make_it_unknown(low: float, high: float, bound: int) -> None:
    """Where all values agree the answer is that of each; a chip at the threshold is in."""
    chip = Chip(name="X", quantities={"tpp": (low, high)}, data_centre=True)
    held = {value >= bound for value in (low, high)}
    assert clause(f"tpp >= {bound}").fits(chip) is (held.pop() if len(held) == 1 else None)
    assert clause(f"tpp >= {bound}; data_centre no").fits(chip) is False
