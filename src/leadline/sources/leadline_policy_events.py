"""Policy events on AI, kept by hand: who acts, on which layer of the stack, in which direction, by which clocks.

One CSV file, one row an event or a later word on one: where a rule was suspended afterwards, a second row with the same
jurisdiction, title and day of announcement says so, known from the day on which that was announced. Decisions:

- A day that no source gives is empty: `announced`, `published` and `effective` are three clocks, and none stands in for
  another.
- `known` is the first day on which somebody outside could know the row: the announcement, or the disclosure where that
  came later. Rows become known at the start of that day.
- The tags of evidence are kept (`by_hand.py`).
"""

from collections.abc import Iterator, Mapping

from leadline.model import Event, Rejected, Snapshot
from leadline.sources import raw
from leadline.sources.by_hand import event, one_of

NAME = "leadline_policy_events"
READER = 1

FILE = "policy_events.csv"
COLUMNS = (
    *("known", "announced", "published", "effective", "suspended", "expires", "jurisdiction", "layer", "direction"),
    *("title", "detail", "reference", "url", "evidence", "confidence"),
)
CONFIDENCE = ("high", "medium", "low")


def read(snapshot: Snapshot) -> Iterator[Event | Rejected]:
    """Yield the events in the order of the file."""
    return raw.each_of(snapshot, FILE, COLUMNS, _event)


def _event(where: str, row: Mapping[str, str]) -> Event:
    one_of(CONFIDENCE, row, "confidence")
    return event(NAME, row, layer=row["layer"], direction=row["direction"], detail=row["detail"])
