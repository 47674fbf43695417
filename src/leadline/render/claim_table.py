"""The table of claims: what each came to on its day and today, what decides it, and what changed since a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.claims.over_time import changed
from leadline.claims.verdict import Verdict
from leadline.model import Figure
from leadline.render.claim_words import NO_PROBABILITY, SHORT, judged
from leadline.render.record import Record
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text

LONGEST = 70
"""Characters of a sentence in the table."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A claim on three days."""

    then: Verdict | None
    """On the day of the sentence."""
    before: Verdict
    """On the day since which changes are told."""
    now: Verdict

    @property
    def flipped(self) -> bool:
        """Whether its outcome is another than it was."""
        return self.before.outcome != self.now.outcome

    @property
    def moved(self) -> bool:
        """Whether its outcome or its share has changed."""
        return bool(changed([self.before], [self.now]))


def ordered(rows: Sequence[Row]) -> list[Row]:
    """Claims with another outcome first, then those whose share moved, each by id."""
    return sorted(rows, key=lambda row: (not row.flipped, not row.moved, row.now.claim.id))


def table(rows: Sequence[Row], as_of: date, since: date, sources: Text) -> Table:
    """The table for people."""
    headings = ("Claim", "Side", "Sentence", "Then", "Now", "Share", "Decides", "Since")
    return Table(
        title=text(
            "{count} claims as known on {day}, and what changed since {since}",
            count=Count(number=len(rows), evidence="claims"),
            day=Day(day=as_of),
            since=Day(day=since),
        ),
        columns=tuple(Column(heading=one, align="right" if one == "Share" else "left") for one in headings),
        rows=tuple(map(_cells, rows)),
        notes=(NO_PROBABILITY, sources),
    )


def _cells(row: Row) -> tuple[Text, ...]:
    claim, now = row.now.claim, row.now
    return (
        (Name(name=claim.id),),
        (Name(name=claim.work.side),),
        (Name(name=shortened(claim.restated)),),
        text(SHORT[row.then.outcome]) if row.then else text("unknown"),
        text(SHORT[now.outcome]),
        (Quantity(figure=now.strict),) if now.strict and judged(now) else (),
        (Name(name=now.deciders[0].parameter),) if now.deciders and judged(now) else (),
        _since(row),
    )


def shortened(sentence: str) -> str:
    """A sentence, cut at a word where it is long.

    >>> shortened("one " * 30)[-12:]
    'one one one…'
    """
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _since(row: Row) -> Text:
    if row.flipped:
        return text("was: {outcome}", outcome=text(SHORT[row.before.outcome]))
    if row.moved and row.before.strict and judged(row.now):
        return text("was {share}", share=Quantity(figure=row.before.strict))
    return ()


def record(row: Row) -> Record:
    """One row for programs; shares in per cent."""
    claim, now = row.now.claim, row.now
    return {
        "claim": claim.id,
        "work": claim.work.id,
        "side": claim.work.side,
        "said": claim.said and claim.said.isoformat(),
        "status": claim.status,
        "restated": claim.restated,
        "outcome_then": row.then and row.then.outcome,
        "share_then": _share(row.then),
        "outcome": now.outcome,
        "modifiers": " ".join(now.modifiers),
        "share": _share(now),
        "readings": now.run,
        "decider": now.deciders[0].parameter if now.deciders and judged(now) else None,
        "outcome_before": row.before.outcome,
        "share_before": _share(row.before),
        "changed": row.flipped,
    }


def _share(verdict: Verdict | None) -> float | None:
    return verdict.strict.value if verdict and verdict.strict and judged(verdict) else None


def figures(rows: Sequence[Row]) -> list[Figure]:
    """The shares of the table."""
    shown = [one for row in rows for one in (row.then, row.before, row.now) if one and judged(one)]
    return list({one.strict.id: one.strict for one in shown if one.strict}.values())
