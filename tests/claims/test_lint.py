"""Lint: each rule finds what it is for, and a fair claim has no finding."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from leadline.claims import read
from leadline.claims.claim import Claim
from leadline.claims.grid import count
from leadline.claims.lint import Finding, lint
from leadline.claims.metric import Args, Argument, Measured, Metric
from leadline.claims.verdict import Outcome, Reading, Verdict
from leadline.model import Arg, Figure
from leadline.store.view import View
from leadline.userfile import parsed

FAIR = """
schema: leadline.claim/1
id: dearer
source: {work: oped-2026-05-30, place: paragraph 11}
restated: The models of A cost [about] twice what [comparable] models of B cost.
type: ratio
status: checkable
query: {metric: ratio, args: {tokens: 1000}}
parameters:
  pair:
    words: comparable
    decision: non-equivalent
    default: flagship
    values: [{value: flagship, why: the best}, {value: mid, why: most used}, {value: small, why: cheapest}]
  share:
    decision: uncertain
    default: 1
    range: {from: 0, to: 1, steps: 5, why: all that there is}
assert: {strict: 1.9 <= v <= 2.1, lenient: 1.5 <= v <= 2.5, direction: v > 1}
"""


def _any(value: Arg) -> None:
    del value


def _measured(view: View, args: Args) -> Measured:
    raise AssertionError("lint measures nothing itself")


ARGUMENTS = {name: Argument(meaning="Anything.", check=_any, needed=False) for name in ("pair", "share", "tokens")}
METRICS: Mapping[str, Metric] = {
    "ratio": Metric(
        name="ratio", meaning="For tests.", unit="ratio", arguments=ARGUMENTS, measure=_measured, example={}
    )
}


def of(*changes: tuple[str, str], name: str = "dearer") -> Claim:
    text = FAIR.replace("id: dearer", f"id: {name}")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return read.of(parsed(text.encode(), f"{name}.yaml"), METRICS)


def verdict(claim: Claim, value: Callable[[str, float], float], outcome: Outcome = "depends") -> Verdict:
    """A verdict whose readings have the values that a function of pair and share gives; none where it is NaN."""
    pairs, shares = ([choice.value for choice in one.choices] for one in claim.parameters[:2])
    readings = tuple(_reading(str(pair), float(share), value(str(pair), float(share)))
                     for pair, share in product(pairs, shares))  # fmt: skip
    return Verdict(
        claim=claim,
        as_of=date(2026, 11, 24),
        outcome=outcome,
        readings=readings,
        sampled=len(readings),
    )


def _reading(pair: str, share: float, value: float) -> Reading:
    setting: dict[str, Arg] = {"pair": pair, "share": share}
    return Reading(
        setting=setting,
        figure=None if value != value else _figure(setting, value),
        strict=float(1.9 <= value <= 2.1),
        lenient=float(1.5 <= value <= 2.5),
        direction=float(value > 1),
        weight=1,
        missing="" if value == value else "nothing is known",
    )


def _figure(args: Mapping[str, Arg], value: float) -> Figure:
    day = date(2026, 11, 24)
    return Figure(metric="ratio", args=args, value=value, unit="ratio", as_of=day, on=day, method="ratio/1",
                  grade="measured", evidence=())  # fmt: skip


def mixed(pair: str, share: float) -> float:
    return {"flagship": 2, "mid": 3, "small": 0.5}[pair] + share / 100


def rules(*claims: Claim, told: tuple[Verdict, ...] = ()) -> list[tuple[str, str]]:
    return [(one.claim, one.rule) for one in lint(claims, METRICS, told)]


def test_a_fair_claim_has_no_finding() -> None:
    assert lint([of()], METRICS) == []
    assert lint([of()], METRICS, [verdict(of(), mixed)]) == []


@pytest.mark.parametrize(
    ("change", "rule", "what"),
    [
        ((", why: most used", ""), "no reason", "pair: no reason is given for mid."),
        ((", why: all that there is", ""), "no reason", "share: no reason is given for 0, 0.25, 0.5, 0.75, 1."),
        (
            (", {value: mid, why: most used}, {value: small, why: cheapest}", ""),
            "one value",
            "pair has one value: it leaves nothing open.",
        ),
        (("steps: 5", "steps: 3"), "few readings", "There are 9 readings."),
        (("assert:", "constraints: [share > 0]\nassert:"), "", ""),
        (("assert:", "constraints: [share > 0.3]\nassert:"), "few readings", "There are 9 readings."),
        (
            ("assert:", "  low: {decision: uncertain, default: 1, range: {from: 1, to: 2, steps: 2, why: so}}\n"
                        "constraints: [low >= share]\nassert:"),
            "idle parameter",
            "ratio takes no low, and no assertion uses it.",
        ),
        (("lenient: 1.5", "lenient: 2"), "assertions", "At 1.9, '1.9 <= v <= 2.1' holds and '2 <= v <= 2.5' does not."),
        (("v <= 2.5", "v < 2.1"), "assertions", "At 2.1, '1.9 <= v <= 2.1' holds"),
        (("1.9 <= v <= 2.1", "v > 1.9"), "assertions", "At 6, 'v > 1.9' holds"),
        (("1.9 <= v <= 2.1, lenient: 1.5 <= v", "abs(v) <= 2, lenient: 0 <= v"), "assertions", "At -2, 'abs(v) <= 2'"),
        (("assert:", "links: {counterclaims: [dearer-not]}\nassert:"), "link", "There is no other claim 'dearer-not'."),
        (("assert:", "links: {same_as: [dearer]}\nassert:"), "link", "There is no other claim 'dearer'."),
    ],
)  # fmt: skip
def test_what_a_claim_alone_tells(change: tuple[str, str], rule: str, what: str) -> None:
    found = [one for one in lint([of(change)], METRICS) if one.rule != "few readings" or rule == "few readings"]
    assert [one.rule for one in found] == ([rule] if rule else [])
    assert all(one.what.startswith(what) and one.remedy.endswith((".", "?")) for one in found)


def test_readings_are_counted_after_constraints() -> None:
    """By hand: 3 pairs by 5 shares are 15; without the small with a share above a half they are 13."""
    assert count(of()) == 15
    assert count(of(("assert:", "constraints: [not (pair == 'small' and share > 0.5)]\nassert:"))) == 13
    assert count(of(("assert:", "constraints: [tokens == 1000]\nassert:"))) == 15


def test_a_grid_on_one_side_is_found_on_either_side() -> None:
    """A sentence that no reading could fail, and its opposite, that none could bear out, get the same finding."""
    claim = of()
    holding, failing = verdict(claim, lambda pair, share: 2.0), verdict(claim, lambda pair, share: 9.0)
    for told, word in ((holding, "holds"), (failing, "fails")):
        found = lint([claim], METRICS, [told])
        assert [one.rule for one in found] == ["one-sided"]
        assert f"In all 15 readings that have a value as of 2026-11-24 the sentence {word}" in found[0].what
        assert "Add to pair what a" in found[0].remedy
    assert rules(claim, told=(verdict(claim, lambda pair, share: float("nan")),)) == []


def test_a_rule_can_be_accepted_with_a_reason() -> None:
    claim = of(("assert:", "accepted: {one-sided: Every list shows it.}\nassert:"))
    assert claim.accepted == {"one-sided": "Every list shows it."}
    assert rules(claim, told=(verdict(claim, lambda pair, share: 9.0),)) == []


def test_a_parameter_that_the_metric_does_not_look_at_is_found() -> None:
    """Its figures do not tell the share; where they do, that the values are the same is news and no slip."""
    claim = of()
    told = verdict(claim, mixed)
    blind = tuple(replace(one, figure=_figure({"pair": one.setting["pair"]}, 2)) for one in told.readings)
    found = lint([claim], METRICS, [replace(told, readings=blind)])
    assert [(one.rule, one.what) for one in found] == [
        ("idle parameter", "share: the query gives the same figure as of 2026-11-24 whatever it is.")
    ]
    same = verdict(claim, lambda pair, share: {"flagship": 2.0, "mid": 3.0, "small": 0.5}[pair])
    assert lint([claim], METRICS, [same]) == []


def counter(name: str, other: str, *changes: tuple[str, str]) -> Claim:
    return of(("assert:", f"links: {{counterclaims: [{other}]}}\nassert:"), *changes, name=name)


def test_links_are_returned() -> None:
    a, b = counter("a", "b"), of(name="b")
    assert rules(a, b) == [("a", "link")]
    assert rules(b, counter("a", "b"), counter("b", "a")) == []
    assert [one.what for one in lint([a], METRICS, beside=[b])] == ["b does not name a in turn."]


def test_a_premise_about_the_future_contradicts_no_sentence_about_today() -> None:
    premise = ("status: checkable", "status: scenario\nreason: {code: future, note: For 2028.}")
    assert rules(counter("a", "b"), counter("b", "a", premise)) == [("a", "scenario"), ("b", "scenario")]
    assert rules(counter("a", "b", premise), counter("b", "a", premise)) == []


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "found"),
    [
        ("counterclaims", "holds", "mostly_holds", True),
        ("counterclaims", "holds", "fails", False),
        ("counterclaims", "fails", "fails", False),  # neither size is right: two opposites can both be wrong
        ("counterclaims", "depends", "depends", False),
        ("same_as", "holds", "fails", True),
        ("same_as", "mostly_fails", "mostly_holds", True),
        ("same_as", "holds", "mostly_holds", False),
        ("same_as", "holds", "insufficient_data", False),
    ],
)
def test_verdicts_of_linked_claims_agree(field: str, ours: Outcome, theirs: Outcome, found: bool) -> None:
    a, b = (
        of(("assert:", f"links: {{{field}: [{other}]}}\nassert:"), name=name)
        for name, other in (("a", "b"), ("b", "a"))
    )
    told = (verdict(a, mixed, ours), verdict(b, mixed, theirs))
    assert rules(a, b, told=told) == ([("a", "verdicts")] if found else [])


def test_a_finding_names_the_file() -> None:
    (found,) = lint([of(("steps: 5", "steps: 3"))], METRICS)
    assert isinstance(found, Finding)
    assert (found.claim, found.file) == ("dearer", "dearer.yaml")
    assert found.remedy == "Add values that the words allow, so that there are at least 12."
