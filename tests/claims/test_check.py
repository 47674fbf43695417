"""The whole way from a claim to its verdict, by hand, and what must hold of any claim."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from leadline.claims.check import check, check_all
from leadline.claims.claim import Claim
from leadline.claims.metric import Args, Measured
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Arg
from leadline.render.sentence import say
from leadline.render.text import plain
from leadline.store.store import Store
from leadline.store.view import View
from tests.claims.made import EVIDENCE, Value, claim, looked_up, metric, parameter

PAIRS: Mapping[Arg, Value] = {"flagship": 2.5, "mid": 1.5, "small": 0.8}


def by_hand() -> Claim:
    """Three pairs that ask different questions; a factor of equivalent choices; a bound that a word leaves open."""
    return claim(
        parameter("pair", ["flagship", "mid", "small"], "non-equivalent"),
        parameter("factor", [1.0, 2.0], weights=[3.0, 1.0]),
        parameter("bound", [1.0, 2.0], words="twice"),
        strict="v * factor >= bound",
        lenient="v * factor >= bound / 2",
        direction="v * factor > 0.9",
    )


def test_by_hand(view: View) -> None:
    """Twelve readings; factor 1 weighs three times factor 2.

    | pair | value | 1x, >=1 | 1x, >=2 | 2x, >=1 | 2x, >=2 | share |
    |---|---|---|---|---|---|---|
    | flagship | 2.5 | 1 | 1 | 1 | 1 | 100 |
    | mid | 1.5 | 1 | 0 | 1 | 1 | (3 + 0 + 1 + 1) / 8 = 62.5 |
    | small | 0.8 | 0 | 0 | 1 | 0 | (0 + 0 + 1 + 0) / 8 = 12.5 |

    The mean of the facets is 58 1/3. By pair the shares differ by 87.5 points, by bound (1: mean of 100, 100, 25 = 75;
    2: mean of 100, 25, 0 = 41 2/3) by 33 1/3, by factor (1: mean of 100, 50, 0 = 50; 2: mean of 100, 100, 50 = 83 1/3)
    by 33 1/3 as well, so that the name orders them.
    The plain reading (flagship, 1x, >=1) holds. It takes one change to flip it: the small pair.
    """
    verdict = check(by_hand(), view, looked_up(PAIRS))

    assert [share_of(facet.strict) for facet in verdict.facets] == pytest.approx([100, 62.5, 12.5])
    assert share_of(verdict.strict) == pytest.approx(58 + 1 / 3)
    assert verdict.strict is not None
    assert (verdict.strict.low, verdict.strict.high, verdict.strict.interval) == (12.5, 100.0, "range")
    assert verdict.strict.evidence == tuple(sorted(EVIDENCE))
    assert verdict.outcome == "depends"
    assert verdict.modifiers == ("fragile",)
    assert [one.parameter for one in verdict.deciders] == ["pair", "bound", "factor"]
    assert [one.spread.value for one in verdict.deciders] == pytest.approx([87.5, 100 / 3, 100 / 3])
    assert {name: one.value for name, one in verdict.deciders[2].shares.items()} == pytest.approx(
        {"1.0": 50, "2.0": 83 + 1 / 3}
    )
    assert verdict.default is not None
    assert verdict.default.strict == 1
    assert verdict.flips == ({"pair": "small", "factor": 1.0, "bound": 1.0},)
    assert verdict.changes == 1
    bounds = {one.parameter: [(x, figure.value) for x, figure in one.points] for one in verdict.thresholds}
    assert bounds["bound"] == [(1.0, 75.0), (2.0, pytest.approx(41 + 2 / 3))]
    assert [x for x, _ in verdict.above] == [0.8, 1.5, 2.5]
    assert [figure.value for _, figure in verdict.above] == pytest.approx([200 / 3, 100 / 3, 0])
    assert [facet.value.value for facet in verdict.facets if facet.value] == [2.5, 1.5, 0.8]


def share_of(figure: object) -> float:
    return float(getattr(figure, "value", np.nan))


def test_a_reading_with_draws_holds_in_their_share(view: View) -> None:
    """Of the draws 0, 1, 2, 3 and one without a value, two of four are above 1; the other reading is certain.

    The mean of one half and one is three quarters.
    """
    draws = np.array([0.0, 1.0, 2.0, 3.0, np.nan])
    verdict = check(claim(parameter("pair", ["a", "b"])), view, looked_up({"a": draws, "b": 2.0}))
    assert [one.strict for one in verdict.readings] == [0.5, 1.0]
    assert share_of(verdict.strict) == 75
    assert [figure.value for bound, figure in verdict.above if bound == 1.5] == [75]


def test_each_setting_of_the_query_is_measured_once(view: View) -> None:
    """A parameter of expressions alone multiplies readings, not measurements; two claims share their view."""
    asked: list[Args] = []
    seen: list[View] = []

    def value(view: View, args: Args) -> float:
        asked.append(args)
        seen.append(view)
        return 2.0

    bounds = parameter("bound", [float(x) for x in range(100)])
    one = claim(parameter("pair", ["a", "b"]), bounds, strict="v > bound", args={"on": "now"})
    verdicts = check_all([one, one], view, metric(value, "pair", "on"))
    assert asked == [{"on": "now", "pair": "a"}, {"on": "now", "pair": "b"}] * 2
    assert seen == [view] * 4
    assert [len(verdict.readings) for verdict in verdicts] == [200, 200]


def test_readings_without_a_value_are_dropped_and_counted_with_the_reason(view: View) -> None:
    """Three of twelve are dropped, a quarter; but nine are fewer than the twelve that a claim so large needs."""
    table: dict[Arg, Value] = {number: float(number) for number in range(12)}
    missing = {3: "Nobody sells it.", 4: "Nobody sells it."}

    def value(_: View, args: Args) -> Value:
        at = args["pair"]
        if at in missing:
            raise NotEnoughData(missing[int(at)])
        return float("inf") if at == 5 else table[at]

    verdict = check(claim(parameter("pair", list(range(12)))), view, metric(value, "pair"))
    assert dict(verdict.missing) == {"Nobody sells it.": 2, "The value is no finite number.": 1}
    assert verdict.outcome == "insufficient_data"
    assert share_of(verdict.strict) == pytest.approx(100 * 7 / 9)
    assert verdict.strict is not None
    assert verdict.strict.note == "3 of 12 have no value"


@pytest.mark.parametrize(
    ("readings", "dropped", "outcome"),
    [
        (1, 0, "holds"),  # who stands first on one list
        (11, 1, "insufficient_data"),  # of a small claim each reading counts
        (16, 4, "holds"),  # a quarter, and twelve are left
        (20, 6, "insufficient_data"),  # more than a quarter
        (12, 1, "insufficient_data"),  # eleven are left
        (3, 3, "insufficient_data"),
    ],
)
def test_how_many_readings_are_enough(view: View, readings: int, dropped: int, outcome: str) -> None:
    def value(_: View, args: Args) -> float:
        if int(args["pair"]) < dropped:
            raise NotEnoughData("There is none.")
        return 2.0

    assert check(claim(parameter("pair", list(range(readings)))), view, metric(value, "pair")).outcome == outcome


def test_a_facet_without_a_value_does_not_count(view: View) -> None:
    """Of two facets one has no value: the share is the other's, and its range is none."""

    def value(_: View, args: Args) -> float:
        if args["pair"] == "a":
            raise NotEnoughData("There is none.")
        return 2.0

    verdict = check(claim(parameter("pair", ["a", "b"], "non-equivalent")), view, metric(value, "pair"))
    empty, full = verdict.facets
    assert (empty.strict, empty.value, empty.readings, empty.dropped) == (None, None, 1, 1)
    assert share_of(full.strict) == share_of(verdict.strict) == 100
    assert verdict.strict is not None
    assert verdict.strict.interval == "none"
    assert verdict.default is not None
    assert np.isnan(verdict.default.strict)
    assert verdict.flips == ()


def test_a_share_rests_on_its_own_readings(view: View) -> None:
    """The small pair is an assumption of another source: a facet of the others does not rest on it, the whole does."""
    plain = looked_up(PAIRS)["worth"]

    def measure(view: View, args: Args) -> Measured:
        found = plain.measure(view, args)
        told = replace(found.figure, grade="assumption", evidence=("a_guess@2026-01-05/r1",))
        return replace(found, figure=told) if args["pair"] == "small" else found

    one = claim(parameter("pair", ["flagship", "small"], "non-equivalent"))
    verdict = check(one, view, {"worth": replace(plain, measure=measure)})
    of_facets = [(facet.strict.grade, facet.strict.evidence) for facet in verdict.facets if facet.strict]
    assert of_facets == [("measured", EVIDENCE[::-1]), ("assumption", ("a_guess@2026-01-05/r1",))]
    assert verdict.strict is not None
    assert verdict.strict.grade == "assumption"
    assert verdict.strict.evidence == verdict.evidence == ("a_guess@2026-01-05/r1", *EVIDENCE[::-1])


def test_nothing_known_of_a_metric_drops_every_reading(view: View) -> None:
    def value(_: View, args: Args) -> float:
        raise NotEnoughData("Nothing was known of prices.")

    verdict = check(claim(parameter("pair", ["a", "b"])), view, metric(value, "pair"))
    assert dict(verdict.missing) == {"Nothing was known of prices.": 2}
    assert (verdict.outcome, verdict.strict, verdict.deciders, verdict.above) == ("insufficient_data", None, (), ())


def test_a_user_mistake_in_a_reading_is_not_missing_data(view: View) -> None:
    def value(_: View, args: Args) -> float:
        raise UnknownName("vendor", "antropic", ["anthropic"])

    with pytest.raises(UnknownName, match="Did you mean 'anthropic'"):
        check(claim(), view, metric(value))


@pytest.mark.parametrize(("day", "outcome"), [("2026-07-09", "holds"), ("2026-07-10", "stale")])
def test_old_data_are_stale(shelf: Store, day: str, outcome: str) -> None:
    """180 days after 10 January 2026 is 9 July; the catalogue's key is no snapshot."""
    assert check(claim(), shelf.as_of(date.fromisoformat(day)), metric(lambda *_: 2.0)).outcome == outcome


def test_a_log_that_was_read_later_is_not_stale(view: View) -> None:
    late = metric(lambda *_: 2.0, evidence=("a_log@2026-11-20/r1", "genai_prices@2025-01-01/r1"))
    assert check(claim(), view, late).outcome == "holds"


def test_scenarios_have_readings_but_no_outcome_by_them(view: View) -> None:
    premise = claim(parameter("bound", [1, 3]), strict="v > bound", direction="v > 0", status="scenario")
    verdict = check(premise, view, metric(lambda *_: 2.0))
    assert (verdict.outcome, share_of(verdict.strict), len(verdict.readings)) == ("scenario", 50, 2)
    assert verdict.modifiers == ()


def test_a_scenario_may_ask_without_asserting(view: View) -> None:
    """Then there is a value of today and nothing that holds or not."""
    verdict = check(replace(claim(status="scenario"), asserts=None), view, metric(lambda *_: 2.0))
    assert (verdict.strict, verdict.direction, verdict.deciders, verdict.flips) == (None, None, (), ())
    assert [facet.value.value for facet in verdict.facets if facet.value] == [2.0]


def test_what_cannot_be_checked_has_no_readings(view: View) -> None:
    verdict = check(claim(status="not_checkable"), view, {})
    assert (verdict.outcome, verdict.readings, verdict.figures) == ("not_checkable", (), ())


def test_modifiers(view: View) -> None:
    """The words say between 2 and 3 times: it is 5 times, which points the same way."""
    wrong_size = claim(strict="2 <= v <= 3", direction="v > 1", status="partly_checkable")
    verdict = check(wrong_size, view, metric(lambda *_: 5.0))
    assert (verdict.outcome, verdict.modifiers) == ("fails", ("direction_holds", "partly_checkable"))


def test_a_metric_that_is_not_listed_is_refused(view: View) -> None:
    with pytest.raises(UnknownName, match=r"Unknown metric 'worth'\. Did you mean 'worthy'\? .*a-claim\.yaml"):
        check(claim(), view, {"worthy": metric(lambda *_: 2.0)["worth"]})


def test_a_checkable_claim_without_a_query_is_refused(view: View) -> None:
    with pytest.raises(UserError, match="has no query"):
        check(replace(claim(), query=None), view, {})


def test_every_figure_of_a_verdict_can_be_said(view: View) -> None:
    verdict = check(by_hand(), view, looked_up(PAIRS))
    shares = [figure for figure in verdict.figures if figure.metric.startswith("claim_")]
    assert {figure.metric for figure in shares} == {"claim_share", "claim_value", "claim_spread"}
    assert all(str(figure.args.get("claim")) in plain(say(figure)) for figure in shares)
    assert verdict.strict is not None
    assert plain(say(verdict.strict)) == (
        "The share of readings of a-claim, no probability of being right, in which its assertion 'strict' holds as "
        "known on 2026-01-10 (12 readings: all readings) is 58.3 % (range 12.5 to 100.0)."
    )
