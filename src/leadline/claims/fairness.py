"""Whether the grid of a claim is a fair one: rules of lint about one claim and what came of its readings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from leadline.claims.claim import Claim, Rule
from leadline.claims.expression import Expression, holds
from leadline.claims.grammar import Node
from leadline.claims.grid import count
from leadline.claims.metric import Metric
from leadline.claims.question import plain_setting
from leadline.claims.verdict import Reading, Verdict
from leadline.errors import nearest_names
from leadline.model import Arg

Found = Iterator[tuple[Rule, str, str]]
"""The rule, what was found, what to do."""
LEAST_READINGS = 12


def of_claim(claim: Claim, metrics: Mapping[str, Metric]) -> Found:
    """What its file alone tells."""
    yield from _reasons(claim)
    yield from _defaults(claim)
    yield from _single_values(claim)
    yield from _few_readings(claim)
    yield from _order(claim)
    yield from _ignored(claim, metrics)


def of_readings(verdict: Verdict, metrics: Mapping[str, Metric]) -> Found:
    """What its readings on a view tell."""
    yield from _one_sided(verdict)
    yield from _without_effect(verdict, metrics)


def _reasons(claim: Claim) -> Found:
    for one in claim.parameters:
        if without := [str(choice.value) for choice in one.choices if not choice.why]:
            listed = ", ".join(without[:6]) + (", ..." if len(without) > 6 else "")
            yield "no reason", f"{one.name}: no reason is given for {listed}.", "Write why each is a reasonable value."


def _defaults(claim: Claim) -> Found:
    for one in claim.parameters:
        if one.default not in [choice.value for choice in one.choices]:
            yield "default", f"{one.name}: {one.default!r} is none of its values.", "Add it, or name another default."


def _single_values(claim: Claim) -> Found:
    for one in claim.parameters:
        if len(one.choices) < 2:
            remedy = "Add what others would take the words to mean, or make it a fixed argument."
            yield "one value", f"{one.name} has one value: it leaves nothing open.", remedy


def _few_readings(claim: Claim) -> Found:
    if claim.asserts is not None and (found := count(claim)) < LEAST_READINGS:
        remedy = f"Add values that the words allow, so that there are at least {LEAST_READINGS}."
        yield "few readings", f"There are {found} readings.", remedy


def _order(claim: Claim) -> Found:
    """The strict assertion holds only where the lenient one does, at values around every number that they name."""
    if claim.asserts is None:
        return
    strict, lenient, plain = claim.asserts.strict, claim.asserts.lenient, plain_setting(claim.query, claim.parameters)
    values: Mapping[str, Arg | NDArray[np.float64]] = {**plain, "v": _around((strict, lenient), plain)}
    wrong = holds(strict, values) & ~holds(lenient, values)
    if wrong.any():
        at = float(np.asarray(values["v"])[np.flatnonzero(wrong)[0]])
        what = f"At {at:.6g}, '{strict.text}' holds and '{lenient.text}' does not."
        yield "assertions", what, "Let the lenient assertion hold wherever the strict one does."


def _around(expressions: Iterable[Expression], plain: Mapping[str, Arg]) -> NDArray[np.float64]:
    """Every number that expressions name, what lies between two of them, and beyond the last; on both sides of zero."""
    used = {name for one in expressions for name in one.names}
    named = [value for name, value in plain.items() if name in used and not isinstance(value, str | bool)]
    named += [number for one in expressions for number in _numbers(one.tree)]
    ends = sorted({0.0, *(abs(float(one)) for one in named)})
    ahead = [*ends, *((low + high) / 2 for low, high in pairwise(ends)), 2 * ends[-1] + 1]
    return np.array(sorted({*ahead, *(-one for one in ahead)}))


def _numbers(node: Node) -> list[float]:
    own = [float(node.value)] if node.what == "number" else []
    return own + [number for part in node.parts for number in _numbers(part)]


def _ignored(claim: Claim, metrics: Mapping[str, Metric]) -> Found:
    """Parameters that neither the query nor an assertion uses: a constraint may still name them."""
    if claim.query is None or claim.query.metric not in metrics:
        return
    used = {name for one in claim.stated.values() for name in one.names} | set(metrics[claim.query.metric].arguments)
    for one in claim.parameters:
        if one.name not in used:
            what = f"{claim.query.metric} takes no {one.name}, and no assertion uses it."
            nearest = nearest_names(one.name, metrics[claim.query.metric].arguments, 1)
            remedy = f"Did you mean {nearest[0]!r}? Else take it out." if nearest else "Take it out."
            yield "idle parameter", what, remedy


def _known(verdict: Verdict) -> list[Reading]:
    return [reading for reading in verdict.readings if reading.figure is not None]


def _one_sided(verdict: Verdict) -> Found:
    """No reading could fail by the strict assertion, or none could hold even by the lenient one."""
    known = _known(verdict)
    if verdict.claim.asserts is None or not known:
        return
    open_ = [one.name for one in verdict.claim.parameters if one.decision == "non-equivalent"]
    where = ", ".join(open_ or [one.name for one in verdict.claim.parameters]) or "a parameter"
    as_of = f"as of {verdict.as_of}"
    if all(reading.strict == 1 for reading in known):
        what = f"In all {len(known)} readings that have a value {as_of} the sentence holds: none could fail it."
        yield "one-sided", what, f"Add to {where} what a critic would compare, or accept the rule and say why not."
    if all(reading.lenient == 0 for reading in known):
        what = f"In all {len(known)} readings that have a value {as_of} the sentence fails: none could bear it out."
        yield "one-sided", what, f"Add to {where} what a friend would compare, or accept the rule and say why not."


def _without_effect(verdict: Verdict, metrics: Mapping[str, Metric]) -> Found:
    """Arguments that the metric takes and does not look at: its figure is the same one whatever they are.

    Two figures of the same value are no finding: it is news that a choice makes no difference.
    """
    known, query = _known(verdict), verdict.claim.query
    arguments = metrics[query.metric].arguments if query and query.metric in metrics else {}
    for one in verdict.claim.parameters:
        if one.name in arguments and _changes_nothing(known, one.name):
            what = f"{one.name}: the query gives the same figure as of {verdict.as_of} whatever it is."
            yield "idle parameter", what, "Take it out, or ask a metric that looks at it."


def _changes_nothing(known: Sequence[Reading], name: str) -> bool:
    """Whether readings that differ in one parameter alone, of which there are some, have the same figure."""
    groups: dict[tuple[Arg, ...], list[str]] = {}
    for reading in known:
        if reading.figure is not None:
            others = tuple(value for other, value in reading.setting.items() if other != name)
            groups.setdefault(others, []).append(reading.figure.id)
    compared = [group for group in groups.values() if len(group) > 1]
    return bool(compared) and all(len(set(group)) == 1 for group in compared)
