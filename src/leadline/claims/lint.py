"""Lint: what is wrong with a claim though its file can be read, so that no grid is built to give one answer.

Each rule gives findings: the claim, the rule, what was found, and what to do. Most look at the claim alone; with
verdicts of a view also at what came of its readings. A claim that breaks a rule for a good reason says so in its field
`accepted`, with the reason, and the finding goes.

| rule | what it finds |
|---|---|
| no reason | a value of a parameter that does not say why it is a reasonable one |
| default | a plain reading that is none of the values |
| one value | a parameter with a single value, which leaves nothing open |
| few readings | fewer than a dozen readings |
| idle parameter | a parameter that the query ignores: only a constraint names it, or the metric does not look at it |
| assertions | a strict assertion that holds where the lenient one does not |
| one-sided | a grid without a reading in which the sentence could fail, or without one in which it could hold |
| link | a link to a claim that there is not, or one that is not returned |
| scenario | a contradiction between a premise about the future and a sentence about what is |
| verdicts | counterclaims that both hold, or claims that are said to be the same of which one holds and one fails |
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from leadline.claims import fairness
from leadline.claims.claim import Claim, Rule
from leadline.claims.fairness import Found
from leadline.claims.metric import Metric
from leadline.claims.read import by_id, read
from leadline.claims.verdict import FAILED, HELD, Verdict
from leadline.errors import UserError, nearest_names


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something about a claim that a person should look at."""

    claim: str
    file: str
    rule: Rule | Literal["format"]
    what: str
    remedy: str


def lint(
    claims: Sequence[Claim],
    metrics: Mapping[str, Metric],
    verdicts: Iterable[Verdict] = (),
    beside: Sequence[Claim] = (),
) -> list[Finding]:
    """What is wrong with some claims.

    Args:
        claims: The claims.
        metrics: What can be asked.
        verdicts: What a view says of them, for the rules that look at it.
        beside: Other claims that these may name.
    """
    told = {verdict.claim.id: verdict for verdict in verdicts}
    known = {claim.id: claim for claim in (*beside, *claims)}
    return [
        Finding(claim=claim.id, file=claim.file, rule=rule, what=what, remedy=remedy)
        for claim in claims
        for rule, what, remedy in _findings(claim, metrics, told, known)
        if rule not in claim.accepted
    ]


def readable(files: Iterable[tuple[Path, str]], metrics: Mapping[str, Metric]) -> tuple[list[Claim], list[Finding]]:
    """The claims of files with their names, and a finding for each file that has none: one slip hides no other."""
    claims: list[Claim] = []
    found = []
    for path, name in files:
        try:
            claims = list(by_id([*claims, read(path, metrics, name)]))
        except UserError as error:
            remedy = "Correct the file; docs/claims.md shows the format."
            found.append(Finding(claim="", file=name, rule="format", what=str(error), remedy=remedy))
    return claims, found


def _findings(
    claim: Claim, metrics: Mapping[str, Metric], told: Mapping[str, Verdict], known: Mapping[str, Claim]
) -> Found:
    yield from fairness.of_claim(claim, metrics)
    if claim.id in told:
        yield from fairness.of_readings(told[claim.id], metrics)
    yield from _links(claim, known)
    yield from _verdicts(claim, told)


def _links(claim: Claim, known: Mapping[str, Claim]) -> Found:
    for other in (*claim.counterclaims, *claim.same_as):
        if other not in known or other == claim.id:
            nearest = nearest_names(other, known.keys() - {claim.id}, 1)
            remedy = f"Did you mean {nearest[0]!r}?" if nearest else "Name another claim, or take the link out."
            yield "link", f"There is no other claim {other!r}.", remedy
            continue
        counter = other in claim.counterclaims
        field, returned = (
            ("counterclaims", known[other].counterclaims) if counter else ("same_as", known[other].same_as)
        )
        if claim.id not in returned:
            yield "link", f"{other} does not name {claim.id} in turn.", f"Add {claim.id} to the {field} of {other}."
        if counter and (claim.status == "scenario") != (known[other].status == "scenario"):
            premise, real = (claim.id, other) if claim.status == "scenario" else (other, claim.id)
            what = f"{premise} is a premise about the future, {real} is not: the two can both be so."
            yield "scenario", what, "Take the link out, or link a claim that says the same of the same time."


def _verdicts(claim: Claim, told: Mapping[str, Verdict]) -> Found:
    """Of each pair the first by id is told."""
    own = told[claim.id].outcome if claim.id in told else None
    for other in (*claim.counterclaims, *claim.same_as):
        if other <= claim.id or other not in told:
            continue
        theirs = told[other].outcome
        if other in claim.counterclaims and own in HELD and theirs in HELD:
            what = f"It {own} and {other} {theirs}, though each says the opposite of the other.".replace("_", " ")
            yield "verdicts", what, "See whether their parameters and assertions ask the same question."
        if other in claim.same_as and {own, theirs} & {*HELD} and {own, theirs} & {*FAILED}:
            what = f"It {own} and {other} {theirs}, though each says the same as the other.".replace("_", " ")
            yield "verdicts", what, "See whether their parameters and assertions ask the same question."
