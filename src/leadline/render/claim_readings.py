"""Every reading of a claim as a row: what was chosen, the value, and whether the sentence holds in it.

Readings stand in the order of their values; those without one come last, with the reason shortened.
"""

from collections.abc import Iterator, Sequence

from leadline.claims.verdict import Reading, Verdict
from leadline.model import Arg
from leadline.render import claim_words as words
from leadline.render.claim_record import reading as record_of
from leadline.render.claim_table import shortened
from leadline.render.record import Record
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text


def by_value(verdict: Verdict) -> list[Reading]:
    """The readings in the order of their values, equals in that of the file; those without a value last."""
    return sorted(verdict.readings, key=lambda one: (one.figure is None, one.figure.value if one.figure else 0.0))


def facet_of(reading: Reading, verdict: Verdict) -> dict[str, Arg]:
    """The choices of a reading that ask a question of their own."""
    split = [one.name for one in verdict.claim.parameters if one.decision == "non-equivalent"]
    return {name: reading.setting[name] for name in split}


def record(reading: Reading, verdict: Verdict) -> Record:
    """One reading for programs; with whether it is the plain one, and its weight among the others of its facet."""
    return {
        "facet": facet_of(reading, verdict),
        **record_of(reading),
        "weight": reading.weight,
        "plain": verdict.default is not None and reading.setting == verdict.default.setting,
    }


def flat(reading: Reading, verdict: Verdict) -> Record:
    """One reading as a row of CSV: a column for each parameter."""
    fields = record(reading, verdict)
    chosen: Record = {f"setting_{name}": value for name, value in reading.setting.items()}
    ends: Record = {"low": reading.figure and reading.figure.low, "high": reading.figure and reading.figure.high}
    rest = {name: value for name, value in fields.items() if name not in ("facet", "setting")}
    return {"claim": verdict.claim.id, **chosen, **rest, **ends}


def table(verdict: Verdict, shown: Sequence[Reading], sources: Text) -> Table:
    """The table for people, of some of the readings."""
    several = len(verdict.facets) > 1
    question = (Column(heading="Question"),) if several else ()
    return Table(
        title=text(
            "Readings of {claim}, as known on {day}. {outcome}",
            claim=Name(name=verdict.claim.id),
            day=Day(day=verdict.as_of),
            outcome=words.outcome(verdict),
        ),
        columns=(
            *question,
            Column(heading="Reading"),
            Column(heading="Value", align="right"),
            Column(heading="The sentence"),
        ),
        rows=tuple(_cells(one, verdict, several) for one in shown),
        notes=tuple(_notes(verdict, len(shown), sources)),
    )


def _cells(reading: Reading, verdict: Verdict, several: bool) -> tuple[Text, ...]:
    facet = facet_of(reading, verdict) if several else {}
    rest = {name: value for name, value in reading.setting.items() if name not in facet}
    question = (words.setting(facet),) if several else ()
    return (*question, words.setting(rest), _value(reading), _held(reading, verdict))


def _value(reading: Reading) -> Text:
    if reading.figure is None:
        return ()
    value = Quantity(figure=reading.figure)
    if reading.figure.low is None:
        return (value,)
    return text("{value} ({ends})", value=value, ends=Quantity(figure=reading.figure, part="ends"))


def _held(reading: Reading, verdict: Verdict) -> Text:
    if reading.missing:
        return text("has no value ({why})", why=Name(name=shortened(reading.missing.rstrip("."))))
    return words.held(reading) if words.judged(verdict) else ()


def _notes(verdict: Verdict, shown: int, sources: Text) -> Iterator[Text]:
    evidence = verdict.claim.file
    if shown < verdict.run:
        yield text("And {left} more.", left=Count(number=verdict.run - shown, evidence=evidence))
    if verdict.sampled > verdict.run:
        yield text(
            "A sample was run: {run} of {all} readings.",
            run=Count(number=verdict.run, evidence=evidence),
            all=Count(number=verdict.sampled, evidence=evidence),
        )
    if words.judged(verdict):
        yield words.NO_PROBABILITY
    yield sources
