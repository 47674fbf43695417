"""A claim on its day and today: what was known then decides what it came to then."""

import gc
import weakref
from dataclasses import replace
from datetime import date

import pytest

from leadline.claims.check import check_all
from leadline.claims.claim import Claim
from leadline.claims.metric import Args, Measured, Metric
from leadline.claims.over_time import changed, then_and_now_all
from leadline.store.store import Store
from leadline.store.view import View
from tests.claims.made import claim, metric, parameter

SAID = date(2026, 1, 10)


def by_day(**values: float) -> dict[str, Metric]:
    """A metric that is worth something by the newest vintage of its view; its evidence is always fresh."""

    def value(view: View, _: Args) -> float:
        return values[f"{view.vintage('genai_prices'):v%Y%m%d}"]

    return metric(value, evidence=("a_log@2026-11-20/r1",))


def bounds() -> Claim:
    return claim(parameter("bound", [0.5, 1.5, 2.5]), strict="v > bound")


@pytest.mark.parametrize(
    ("then", "now", "modifiers"),
    [
        (3.0, 3.0, ()),
        (3.0, 2.0, ("true_when_said",)),  # two thirds are less than 67 %
        (3.0, 1.0, ("true_when_said",)),
        (3.0, 0.0, ("true_when_said", "no_longer")),
        (0.0, 3.0, ()),
        (1.0, 0.0, ()),  # it never held
    ],
)
def test_what_has_become_of_it(shelf: Store, then: float, now: float, modifiers: tuple[str, ...]) -> None:
    """By the bounds 0.5, 1.5 and 2.5 a value of 3 holds in all readings, 2 in two thirds, 1 in one third, 0 in none."""
    view = shelf.as_of(date(2026, 11, 24))
    ((before, today),) = then_and_now_all([bounds()], view, by_day(v20260110=then, v20261120=now))
    assert before is not None
    assert (before.as_of, today.as_of) == (SAID, view.as_of)
    assert tuple(one for one in today.modifiers if one != "fragile") == modifiers
    assert set(before.modifiers) <= {"fragile"}


def test_a_sentence_without_a_day_or_of_a_later_one_has_no_verdict_of_its_day(shelf: Store) -> None:
    view = shelf.as_of(date(2026, 6, 1))
    metrics = by_day(v20260601=3.0)
    without, later = claim(said=None, name="a"), claim(said=date(2026, 6, 2), name="b")
    pairs = then_and_now_all([without, later], view, metrics)
    assert [then for then, _ in pairs] == [None, None]
    assert [now.claim.id for _, now in pairs] == ["a", "b"]


def test_each_day_is_looked_at_once_and_its_view_let_go(shelf: Store) -> None:
    """Five sentences of two days, in turns: three views, of which none is open any more when the next is."""
    view, opened = shelf.as_of(date(2026, 11, 24)), list[weakref.ref[View]]()
    days = (SAID, date(2026, 6, 1))
    worth = metric(lambda seen, _: float(seen.as_of.month))["worth"]

    def measure(seen: View, args: Args) -> Measured:
        if not opened or opened[-1]() is not seen:
            gc.collect()
            assert [one() for one in opened if one() not in (None, view)] == []
            opened.append(weakref.ref(seen))
        return worth.measure(seen, args)

    claims = [claim(said=days[place % 2], name=f"n{place}") for place in range(5)]
    pairs = then_and_now_all(claims, view, {"worth": replace(worth, measure=measure)})
    assert len(opened) == 1 + len(days)
    assert [(then.claim.id, then.as_of) for then, _ in pairs if then] == [(one.id, one.said) for one in claims]
    assert pairs == [pair for one in claims for pair in then_and_now_all([one], view, {"worth": worth})]


def test_what_changed_since_a_day(shelf: Store) -> None:
    """Between the two days the value fell below one bound of three; a second claim, of any value, is as it was."""
    always = claim(strict="v > 0", name="always")
    metrics = by_day(v20260601=3.0, v20261120=2.0)
    before, now = (check_all([always, bounds()], shelf.as_of(date(2026, *day)), metrics) for day in ((6, 1), (11, 24)))
    (only,) = changed(before, now)
    assert (only.claim.id, only.before.outcome, only.now.outcome) == ("a-claim", "holds", "depends")
    assert changed(now, now) == []


def test_a_move_of_a_share_within_an_outcome_is_a_change_and_a_new_claim_is_none(shelf: Store) -> None:
    """Of forty bounds 39 hold on one day and all on the next, both of which is to hold; 2.5 points are told."""
    fine = claim(parameter("bound", list(range(40))), strict="v >= bound")
    before, now = (
        check_all(claims, shelf.as_of(date(2026, 6, 1)), by_day(v20260601=value))
        for claims, value in (([fine], 38.0), ([fine, claim(name="new")], 39.0))
    )
    (only,) = changed(before, now)
    assert (only.before.outcome, only.now.outcome) == ("holds", "holds")
    assert changed(now, now) == []
