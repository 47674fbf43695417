"""Policy: what was announced, what binds on a day, and what is due.

An event has five clocks: announced, published, effective, suspended, expires. On a day it is, by the first that fits,

- *over*: its own end has come;
- *suspended*: it was stopped before any end of its own;
- *in force*: its first binding day has come;
- *due*: its first binding day is known and lies ahead;
- *told*: no binding day is known. It happened, or was said, on the day of its announcement.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leadline.errors import UnknownName
from leadline.model import Event
from leadline.store.view import View

CLAUSES = "leadline_export_rules"
"""The source of clauses of rules: `rules.py` reads them, and the events that brought them are told here."""
CLOCKS = ("announced", "published", "effective", "suspended", "expires")
"""The days of an event, by the names of its fields."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An event as it stands on a day."""

    event: Event
    day: date
    """The first day that it has: of its announcement, else of its publication, else that on which it takes effect."""
    state: str
    """over, suspended, in force, due or told."""
    next: tuple[str, date] | None
    """Which of its clocks strikes next after the day, and when."""


def policy(
    view: View, on: date | None = None, *, layer: str | None = None, since: date | None = None, upcoming: bool = False
) -> list[Standing]:
    """The events that were known, as they stand on a day (default: that of the view), oldest first.

    Args:
        view: What was known.
        on: The day that they are looked at on.
        layer: Only those of this layer; UnknownName where no event is of it.
        since: Only those of this day or later.
        upcoming: Only those with a clock that strikes after the day, the next to strike first.
    """
    day = on or view.as_of
    events = view.rows(Event, f"source <> '{CLAUSES}'")
    layers = {event.layer for event in events}
    if layer is not None and layer not in layers:
        raise UnknownName("layer of policy events", layer, layers, f"There are {', '.join(sorted(layers))}.")
    found = [standing(event, day) for event in events if layer in (None, event.layer)]
    found = [one for one in found if since is None or one.day >= since]
    if upcoming:
        return sorted((one for one in found if one.next), key=lambda one: (one.next or ("", day))[1])
    return sorted(found, key=lambda one: (one.day, one.event.title))


def standing(event: Event, day: date) -> Standing:
    """How an event stands on a day.

    >>> rule = Event(source="s", jurisdiction="US", layer="chips", direction="tighten", title="a rule",
    ...              announced=date(2025, 8, 29), effective=date(2025, 12, 31), expires=date(2026, 12, 31))
    >>> [standing(rule, date(2025, 9, 1)).state, standing(rule, date(2026, 1, 1)).next]
    ['due', ('expires', datetime.date(2026, 12, 31))]
    """
    first = event.announced or event.published or event.effective
    assert first is not None, "the store refuses an event without any day"
    ahead = sorted((at, clock) for clock, at in _ends(event) if at > day)
    return Standing(
        event=event, day=first, state=_state(event, day), next=(ahead[0][1], ahead[0][0]) if ahead else None
    )


def _state(event: Event, day: date) -> str:
    if event.expires and event.expires <= day:
        return "over"
    if event.suspended and event.suspended <= day:
        return "suspended"
    if event.effective:
        return "in force" if event.effective <= day else "due"
    return "told"


def _ends(event: Event) -> Iterator[tuple[str, date]]:
    for clock in ("effective", "suspended", "expires"):
        at = getattr(event, clock)
        if at is not None:
            yield clock, at
