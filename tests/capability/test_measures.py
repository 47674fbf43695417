"""Each definition of a lead by hand, in limiting cases, and as properties that all of them must have."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leadline.capability.definitions import DEFINITIONS, Definition, definition, tie_tolerance
from leadline.capability.frontier import Frontier, frontier
from leadline.capability.measures import Span
from leadline.errors import UnknownName

MONTH = 30.4375


def steps(*records: tuple[int, float]) -> Frontier:
    days, values = zip(*records, strict=True)
    return frontier(np.array(days), np.array(values, dtype=float))


# The leader has 140.5 on day 35 and 152 on day 130; the follower 139 on day 90 and 150 on day 400.
FAST, SLOW = steps((35, 140.5), (130, 152.0)), steps((90, 139.0), (400, 150.0))
ALWAYS = 1000.0


@pytest.mark.parametrize(
    ("name", "day", "days"),
    [
        ("step", 430, 300),  # 150 was passed on day 130
        ("interpolated", 430, 430 - (35 + 95 * 9.5 / 11.5)),
        ("last-release", 430, 270),  # on day 400, of the follower's record
        ("last-release", 390, 55),  # on day 90: 139 was passed by day 35
        ("at-release", 430, (55 + 270) / 2),
        # From day 90, the first on which both have a model, to 399 the step lead is t - 35; from 400 to 430 t - 130.
        ("average", 430, (sum(t - 35 for t in range(90, 400)) + sum(t - 130 for t in range(400, 431))) / 341),
        ("level-average", 430, 270),  # 140.5 to 150: day 130 against day 400
        # Records of day 35 and 130; matched on day 400, after 365, and not yet, after 300: of two at risk at 300 one
        # leaves without an event, of the last one at 365 one has it.
        ("time-to-match", 430, 365),
        ("mean-time-to-match", 430, 365),
    ],
)
def test_by_hand(name: str, day: int, days: float) -> None:
    which = definition(name)
    found = which.between(FAST, SLOW, day, window=ALWAYS if which.window else None)
    assert found is not None
    assert found.months == pytest.approx(days / MONTH, rel=1e-12)


def test_levels_are_weighted_by_their_length() -> None:
    """Levels 100 to 110 took 50 days, 110 to 140 took 10: (10 x 50 + 30 x 10) / 40 = 20 days."""
    leader, follower = steps((0, 100.0), (10, 110.0), (20, 140.0)), steps((0, 100.0), (30, 140.0), (60, 141.0))
    other = steps((0, 100.0), (60, 110.0), (61, 110.5), (70, 140.0))
    found = definition("level-average").between(leader, other, 100, window=ALWAYS)
    # 100 to 110: 60 - 10; 110 to 110.5: 61 - 20; 110.5 to 140: 70 - 20.
    assert found is not None
    assert found.months * MONTH == pytest.approx((10 * 50 + 0.5 * 41 + 29.5 * 50) / 40)
    # Ahead at the end, the follower counts its levels negative: all of 100 to 140 took it 30 days against 10 and 20.
    turned = definition("level-average").between(leader, follower, 100, window=ALWAYS)
    assert turned is not None
    assert turned.months * MONTH == pytest.approx((10 * 20 + 30 * 10) / 40)


def test_near_values_are_ties() -> None:
    """With a tolerance of 2 the follower's 150 of day 400 stands for levels to 152, and its 139 of day 90 for 141.

    Levels 140.5 to 141: tied on day 90, before the leader's 152 of day 130 but after nothing else: the leader had 140.5
    only, so that 140.5 to 141 was reached by it on day 130 and by the follower, as a tie, on day 90: nobody leads.
    Levels 141 to 152: day 400 against day 130. (0.5 x 0 + 11 x 270) / 11.5.
    """
    found = definition("level-average-tied").between(FAST, SLOW, 430, window=ALWAYS, tolerance=2.0)
    assert found is not None
    assert found.months * MONTH == pytest.approx(11 * 270 / 11.5)


def test_a_tolerance_above_everything_leaves_no_lead() -> None:
    found = definition("level-average-tied").between(FAST, steps((35, 139.0), (131, 151.0)), 430, tolerance=50.0)
    assert found is not None
    assert found.months == pytest.approx(0)


def test_two_parallel_lines_are_as_far_apart_as_they_look() -> None:
    """A gain of 0.1 a day on both sides, the follower 200 days later; and the docstring's example."""
    leader = steps(*((day, 140 + day / 10) for day in (0, 40, 110, 160)))
    follower = steps(*((day + 200, 140 + day / 10) for day in (5, 55, 125)))
    found = definition("trend").between(leader, follower, 400)
    assert found is not None
    assert found.months * MONTH == pytest.approx(200)
    leader, follower = steps((0, 140.0), (50, 141.0), (100, 144.0)), steps((100, 141.0), (150, 141.5), (200, 143.0))
    found = definition("trend").between(leader, follower, 200)
    assert found is not None
    assert found.months * MONTH == pytest.approx((3 - 1 / 6) / 0.03)


def test_what_is_not_matched_is_censored() -> None:
    """Of the leader's two records none is matched by day 300: the median wait is at least the longest, 265 days."""
    found = definition("time-to-match").between(FAST, SLOW, 300)
    assert found is not None
    assert found.months * MONTH == pytest.approx(265)
    assert found.censored


@pytest.mark.parametrize(("day", "censored"), [(430, False), (399, True)])
def test_left_censoring(day: int, censored: bool) -> None:
    """139 lies below the leader's first record; 150 does not."""
    for name in ("step", "interpolated", "last-release"):
        found = definition(name).between(FAST, SLOW, day)
        assert found is not None
        assert found.censored is censored


def test_nothing_to_go_by() -> None:
    """No record of the follower within a month of day 430; few records are no trend; no model, no lead."""
    for name in ("at-release", "level-average"):
        assert definition(name).between(FAST, SLOW, 430, window=0.5) is None
    assert definition("trend").between(FAST, SLOW, 430, window=10) is None
    assert all(one.between(FAST, SLOW, 80) is None for one in DEFINITIONS)


def test_an_unknown_definition_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'interpolated'"):
        definition("interpolatd")


Models = list[tuple[int, float]]
RECORDS = st.lists(st.tuples(st.integers(0, 2000), st.floats(50, 200)), min_size=1, max_size=12)
DAYS = st.integers(2000, 2400)
EVERY = st.sampled_from(DEFINITIONS)


def told(which: Definition, one: Models, other: Models, day: int) -> Span | None:
    return which.between(steps(*one), steps(*other), day)


@given(RECORDS, RECORDS, DAYS, EVERY, st.sampled_from([0.0, 5.0]))
def test_a_lead_changes_its_sign_with_its_direction(
    one: Models, other: Models, day: int, which: Definition, tolerance: float
) -> None:
    ahead = which.between(steps(*one), steps(*other), day, tolerance=tolerance)
    behind = which.between(steps(*other), steps(*one), day, tolerance=tolerance)
    assert (ahead is None) == (behind is None)
    if ahead and behind:
        assert behind.months == pytest.approx(-ahead.months, abs=1e-9)


@given(RECORDS, RECORDS, DAYS, EVERY, st.integers(-500, 500))
def test_a_lead_depends_on_no_origin_of_time(
    one: Models, other: Models, day: int, which: Definition, shift: int
) -> None:
    plain = told(which, one, other, day)
    later = [[(d + shift + 500, v) for d, v in models] for models in (one, other)]
    moved = told(which, later[0], later[1], day + shift + 500)
    assert (plain is None) == (moved is None)
    if plain and moved:
        assert moved.months == pytest.approx(plain.months, abs=1e-6)


ORDER_ONLY = [definition(n) for n in ("step", "last-release", "at-release", "average", "time-to-match")]


@given(RECORDS, RECORDS, DAYS, st.sampled_from(ORDER_ONLY))
def test_some_leads_depend_on_the_order_of_models_only(one: Models, other: Models, day: int, which: Definition) -> None:
    """Any rising change of scale leaves them; the ranks among all values stand for such a change."""
    rank = {value: float(place) for place, value in enumerate(sorted({v for _, v in one + other}))}
    ranked = [[(day_, rank[value]) for day_, value in models] for models in (one, other)]
    assert told(which, ranked[0], ranked[1], day) == told(which, one, other, day)


@given(RECORDS, RECORDS, DAYS, EVERY, st.floats(0.2, 5), st.floats(-50, 50))
def test_no_lead_depends_on_unit_and_origin_of_the_scale(
    one: Models, other: Models, day: int, which: Definition, factor: float, at: float
) -> None:
    sides = [[(d, float(round(v))) for d, v in models] for models in (one, other)]
    rescaled = [[(d, factor * v + at) for d, v in side] for side in sides]
    plain, moved = (told(which, pair[0], pair[1], day) for pair in (sides, rescaled))
    assert (plain is None) == (moved is None)
    if plain and moved:
        assert moved.months == pytest.approx(plain.months, abs=1e-6)


@given(RECORDS, st.integers(1, 300), DAYS)
def test_a_follower_that_repeats_the_leader_later_is_that_much_behind(records: Models, late: int, day: int) -> None:
    """The limiting case in which every definition that looks at levels or records must say the same."""
    leader = steps(*((d - late - 1, v) for d, v in records))
    follower = Frontier(days=leader.days + late, values=leader.values, places=leader.places)
    for name in ("last-release", "at-release", "trend"):
        found = definition(name).between(leader, follower, day, window=None if name == "last-release" else 200)
        assume(found is not None)
        assert found is not None
        assert found.months * MONTH == pytest.approx(late)


def test_the_tie_tolerance_is_half_the_interval_of_a_difference() -> None:
    """Independent normal errors of 1: half of the 90 % interval of a difference is 1.645 times the root of 2.

    What all models share cancels: a common error of any size changes nothing.
    """
    rng = np.random.default_rng(4)
    draws = rng.normal(size=(20000, 5)) + np.arange(5) * 100.0
    assert tie_tolerance(draws) == pytest.approx(1.645 * np.sqrt(2), rel=0.03)
    assert tie_tolerance(draws + rng.normal(size=(20000, 1)) * 30) == pytest.approx(tie_tolerance(draws), rel=1e-9)
    assert tie_tolerance(draws[:0]) == 0.0
