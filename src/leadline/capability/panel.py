"""A panel of leads: by every yardstick and every definition, never one number.

Each yardstick is taken on the day asked for, or on that of its newest scores where they are older: of later releases it
knows nothing. A lead that cannot be told has no figure, but its reason stands in the panel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadline.capability.definitions import definition as definition_of
from leadline.capability.lead import NAMES, lead_in
from leadline.capability.probability import probabilities_in
from leadline.capability.ranking import Ranking
from leadline.capability.sides import Pair, pair
from leadline.errors import NotEnoughData
from leadline.model import Figure


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One lead of a panel: a yardstick and a definition."""

    yardstick: str
    definition: str
    on: date
    """The day it is taken at."""
    models: tuple[int, int]
    """How many scored models of the leader and of the follower were released by then."""
    lead: Figure | None
    """None where it cannot be told."""
    probabilities: tuple[Figure, ...] = ()
    """That it is below three, six, twelve months, and that the follower is ahead; none without draws."""
    reason: str = ""
    """What is lacking where it cannot be told, in a few words."""
    note: str = ""
    """What a reader must know of the yardstick, whatever the definition."""

    @property
    def flag(self) -> str:
        """What is particular to this lead, in a few words; why it cannot be told where it cannot."""
        if self.lead is None:
            return self.reason
        own = [part for part in self.lead.note.split("; ") if part and part not in self.note.split("; ")]
        return "; ".join([*own, *(["rests on assumed access"] if self.lead.grade == "assumption" else [])])


def panel(
    rankings: Sequence[Ranking], leader: str, follower: str, on: date, definitions: Sequence[str] = NAMES
) -> list[Entry]:
    """The leads of one group over another by each ranking and definition, in their order."""
    return [
        entry(ranking, leader, follower, min(on, ranking.vintage), name) for ranking in rankings for name in definitions
    ]


def entry(ranking: Ranking, leader: str, follower: str, day: date, name: str, *, window: float | None = None) -> Entry:
    """One lead of a panel on exactly this day."""
    sides = pair(ranking, leader, follower)
    ours, theirs = (int((one.days <= day.toordinal()).sum()) for one in sides.sides)
    found: Figure | None = None
    probabilities: tuple[Figure, ...] = ()
    reason = ""
    try:
        found = lead_in(ranking, leader, follower, day, definition=name, window=window)
        probabilities = tuple(probabilities_in(ranking, leader, follower, day, definition=name, window=window))
    except NotEnoughData:
        reason = _lacks(sides, name, (ours, theirs))
    return Entry(
        yardstick=ranking.name,
        definition=name,
        on=day,
        models=(ours, theirs),
        lead=found,
        probabilities=probabilities,
        reason=reason,
        note=ranking.note,
    )


def _lacks(sides: Pair, name: str, models: tuple[int, int]) -> str:
    for one, count in zip(sides.sides, models, strict=True):
        if not count:
            return f"has no model of {one.group.name} by the day"
    which = definition_of(name)
    return "needs draws" if which.ties and not len(sides.leader.ranking.draws) else f"needs {which.needs}"
