"""Policy events on AI, kept by hand: who acts, on which layer of the stack, in which direction, by which clocks.

One CSV file, one row an event or a later word on one: where a rule was suspended afterwards, a second row with the same
jurisdiction, title and day of announcement says so, known from the day on which that was announced. Decisions:

- A day that no source gives is empty: `announced`, `published` and `effective` are three clocks, and none stands in for
  another.
- `known` is the first day on which somebody outside could know the row: the announcement, or the disclosure where that
  came later. Rows become known at the start of that day.
- The tags of evidence are kept: `retrieved` where the publisher's own page was read, `retrieved_secondary` where
  another page told it, `analyst_knowledge` where neither was at hand, to be verified before it is quoted.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from leadline.model import Event, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import start_of

NAME = "leadline_policy_events"
READER = 1

FILE = "policy_events.csv"
COLUMNS = (
    *("known", "announced", "published", "effective", "suspended", "expires", "jurisdiction", "layer", "direction"),
    *("title", "detail", "reference", "url", "evidence", "confidence"),
)
EVIDENCE = ("retrieved", "retrieved_secondary", "analyst_knowledge")
CONFIDENCE = ("high", "medium", "low")


def read(snapshot: Snapshot) -> Iterator[Event | Rejected]:
    """Yield the events in the order of the file."""
    for line, row in raw.records(snapshot, FILE, COLUMNS):
        try:
            yield _event(row)
        except ValueError as error:
            yield Rejected(where=f"{FILE}:{line}", reason=str(error))


def _event(row: Mapping[str, str]) -> Event:
    for name, allowed in (("evidence", EVIDENCE), ("confidence", CONFIDENCE)):
        if row[name] not in allowed:
            raise ValueError(f"{name} {row[name]!r}; expected one of {', '.join(allowed)}")
    return Event(
        source=NAME,
        jurisdiction=row["jurisdiction"],
        layer=row["layer"],
        direction=row["direction"],
        title=row["title"],
        detail=row["detail"] or None,
        reference=row["reference"] or None,
        announced=raw.day(row["announced"]),
        published=raw.day(row["published"]),
        effective=raw.day(row["effective"]),
        suspended=raw.day(row["suspended"]),
        expires=raw.day(row["expires"]),
        url=row["url"] or None,
        evidence=row["evidence"],
        confidence=row["confidence"],
        known=start_of(date.fromisoformat(row["known"])),
    )
