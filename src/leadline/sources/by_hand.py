"""What the tables compiled by hand for Leadline share: how a row was read, and an event with its clocks.

A row is tagged `retrieved` where the publisher's own page was read, `retrieved_secondary` where another page told it,
`analyst_knowledge` where neither was at hand, to be verified before it is quoted.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from leadline.model import Event
from leadline.sources import raw
from leadline.units import start_of

EVIDENCE = ("retrieved", "retrieved_secondary", "analyst_knowledge")


def one_of(allowed: Sequence[str], row: Mapping[str, str], name: str) -> str:
    """A word that a cell may hold; ValueError where it holds another.

    >>> one_of(EVIDENCE, {"evidence": "retrieved"}, "evidence")
    'retrieved'
    """
    if row[name] not in allowed:
        raise ValueError(f"{name} {row[name]!r}; expected one of {', '.join(allowed)}")
    return row[name]


def event(source: str, row: Mapping[str, str], *, layer: str, direction: str, detail: str) -> Event:
    """The event of a row, known from the start of its day."""
    return Event(
        source=source,
        jurisdiction=row["jurisdiction"],
        layer=layer,
        direction=direction,
        title=row["title"],
        detail=detail or None,
        reference=row["reference"] or None,
        announced=raw.day(row["announced"]),
        published=raw.day(row["published"]),
        effective=raw.day(row["effective"]),
        suspended=raw.day(row["suspended"]),
        expires=raw.day(row["expires"]),
        url=row["url"] or None,
        evidence=one_of(EVIDENCE, row, "evidence"),
        confidence=row["confidence"],
        known=start_of(date.fromisoformat(row["known"])),
    )
