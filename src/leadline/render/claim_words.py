"""The words of verdicts: what an outcome, a word beside it and a reason mean, each in a sentence.

No sentence calls a claim true or false, and none makes of a share of readings a chance of being right.
"""

from collections.abc import Iterator, Mapping

from leadline.claims.claim import Reason, Status
from leadline.claims.verdict import Modifier, Outcome, Reading, Verdict
from leadline.model import Arg
from leadline.render.text import Count, Given, Name, Quantity, Text, text

OUTCOMES: Mapping[Outcome, str] = {
    "holds": "Holds in practically every reasonable reading: in {share} of {readings}.",
    "mostly_holds": "Mostly holds: in {share} of {readings} reasonable readings.",
    "depends": "Depends on what is meant: holds in {share} of {readings} reasonable readings.",
    "mostly_fails": "Mostly fails: holds in {share} of {readings} reasonable readings.",
    "fails": "Fails in practically every reasonable reading: holds in {share} of {readings}.",
    "insufficient_data": "The data do not suffice: {missing} of {readings} readings have no value.",
    "stale": "The data are too old for a verdict: on what they say it holds in {share} of {readings} readings.",
    "scenario": "A premise about another time, which has no verdict.",
    "not_checkable": "Cannot be checked with open data.",
}
SHORT: Mapping[Outcome, str] = {
    "holds": "holds",
    "mostly_holds": "mostly holds",
    "depends": "depends",
    "mostly_fails": "mostly fails",
    "fails": "fails",
    "insufficient_data": "not enough data",
    "stale": "data too old",
    "scenario": "a scenario",
    "not_checkable": "cannot be checked",
}
STATUSES: Mapping[Status, str] = {
    "checkable": "checkable",
    "partly_checkable": "by a proxy",
    "scenario": "a scenario",
    "not_checkable": "cannot be checked",
}
MODIFIERS: Mapping[Modifier, str] = {
    "direction_holds": "The direction holds in {direction} of the readings: the right way, another size.",
    "fragile": "The plain reading holds, but one other choice is enough for it not to.",
    "partly_checkable": "A proxy is measured, and not all that was said.",
    "true_when_said": "It held, or mostly held, on the day of the sentence.",
    "no_longer": "It no longer does.",
}
REASONS: Mapping[Reason, str] = {
    "no_data": "nobody publishes the data",
    "out_of_scope_data": "the data are of a kind that is not kept here",
    "private_behaviour": "only those who did it can know",
    "normative": "it says what ought to be",
    "undefined_terms": "its terms have no agreed meaning",
    "causal": "it says what caused what",
    "future": "it is about the future",
    "opinion": "it is an opinion",
}
NO_PROBABILITY = text("A share of readings says how much hangs on what was meant. It is no probability of being right.")


def judged(verdict: Verdict) -> bool:
    """Whether a verdict is one by shares; what a premise about the future comes to today is none."""
    return verdict.claim.status not in ("scenario", "not_checkable")


def outcome(verdict: Verdict) -> Text:
    """The verdict in a sentence."""
    evidence = ", ".join(verdict.evidence)
    return text(
        OUTCOMES[verdict.outcome],
        share=share(verdict),
        readings=Count(number=verdict.run, evidence=evidence),
        missing=Count(number=sum(verdict.missing.values()), evidence=evidence),
    )


def share(verdict: Verdict) -> Text:
    """The share of readings in which it holds."""
    return (Quantity(figure=verdict.strict),) if verdict.strict else text("an unknown share")


def beside(verdict: Verdict) -> Iterator[Text]:
    """What is worth a word beside an outcome."""
    direction: Text = (Quantity(figure=verdict.direction),) if verdict.direction else ()
    for name in verdict.modifiers:
        yield text(MODIFIERS[name], direction=direction)


def reason(verdict: Verdict) -> Iterator[Text]:
    """Why data do not go further, and what would be needed."""
    claim = verdict.claim
    if claim.reason:
        yield text("Why: {reason}. {note}", reason=text(REASONS[claim.reason]), note=Name(name=claim.note))


def setting(values: Mapping[str, Arg]) -> Text:
    """Choices by the names of their parameters."""
    return (Name(name=", ".join(f"{name}={value}" for name, value in values.items())),)


def held(reading: Reading) -> Text:
    """Whether a reading holds, or in what share of draws where the data are uncertain."""
    if reading.missing:
        return text("has no value ({why})", why=Name(name=reading.missing.rstrip(".")))
    if reading.strict in (0, 1):
        return text("holds" if reading.strict else "does not hold")
    return text("holds in {share} of the draws of the data", share=Given(number=round(100 * reading.strict), unit="%"))
