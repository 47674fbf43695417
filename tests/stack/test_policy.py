"""Policy events: the clocks of each, what was known when, and how it stands on a day."""

from dataclasses import replace
from datetime import date

import pytest

from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Event
from leadline.stack.policy import policy, standing
from leadline.store.store import Store

RULE = Event(source="leadline_policy_events", jurisdiction="US", layer="chips", direction="tighten", title="a rule")


@pytest.mark.parametrize(
    ("day", "state", "upcoming"),
    [
        (date(2025, 12, 30), "due", ("effective", date(2025, 12, 31))),
        (date(2025, 12, 31), "in force", ("suspended", date(2026, 3, 1))),
        (date(2026, 3, 1), "suspended", ("expires", date(2026, 6, 1))),
        (date(2026, 6, 1), "over", None),
    ],
)
def test_the_first_day_of_a_clock_is_the_first_of_its_state(
    day: date, state: str, upcoming: tuple[str, date] | None
) -> None:
    event = replace(
        RULE,
        announced=date(2025, 8, 29),
        effective=date(2025, 12, 31),
        suspended=date(2026, 3, 1),
        expires=date(2026, 6, 1),
    )
    found = standing(event, day)
    assert (found.state, found.next) == (state, upcoming)


def test_an_announcement_without_a_binding_day_is_told_and_never_in_force() -> None:
    found = standing(replace(RULE, announced=date(2025, 7, 14)), date(2026, 7, 14))
    assert (found.state, found.next) == ("told", None)


def test_a_later_word_on_a_rule_is_not_known_before_it_was_said(bundled: Store) -> None:
    """The Affiliates rule of 2025-09-29 was suspended by an announcement of 2025-11-10."""

    def affiliates(as_of: date) -> str:
        found = policy(bundled.as_of(as_of), layer="chips", since=date(2025, 9, 29))
        return next(one.state for one in found if one.event.title.startswith("Affiliates 50% rule"))

    assert affiliates(date(2025, 11, 9)) == "told"
    assert affiliates(date(2025, 11, 10)) == "suspended"


def test_what_is_due_comes_in_the_order_in_which_it_strikes(bundled: Store) -> None:
    found = policy(bundled.as_of(date(2026, 6, 1)), upcoming=True)
    days = [one.next[1] for one in found if one.next]
    assert days == sorted(days)
    assert days[0] == date(2026, 11, 9)
    assert {one.event.jurisdiction for one in found} == {"US", "CN", "US/CN"}


def test_an_unknown_layer_is_an_error_with_the_nearest(bundled: Store) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'chips'"):
        policy(bundled.as_of(date(2026, 6, 1)), layer="chip")
    with pytest.raises(NotEnoughData):
        policy(bundled.as_of(date(2019, 6, 1)))
