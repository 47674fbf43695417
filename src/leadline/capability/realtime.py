"""Real-time against revised: what each vintage said of its own day, and what the newest says of that day now.

    revision = lead on the day by the newest vintage - lead on the day by the vintage of that day

Its mean is the bias of real-time leads, with the opposite sign: where revisions are negative on average, a lead looks
wider on its day than it is found to be. `revision.py` tells what each revision is made of; a part of kind `models` is,
for the most part, models that had been released but not scored. Published and rebuilt vintages are summed up apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadline.capability.index import SOURCES
from leadline.capability.lead import lead_in
from leadline.capability.revision import Change, change
from leadline.capability.vintages import DRAWS, Vintage, newest, vintages
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.store.view import View

METHOD = "lead_revision/1"


@dataclass(frozen=True, kw_only=True, eq=False)
class Revised:
    """The lead of one day, as first told and as told now."""

    vintage: Vintage
    first: Figure
    now: Figure
    change: Change


def revised(view: View, leader: str, follower: str, *, definition: str = "step", draws: int = DRAWS) -> list[Revised]:
    """Every vintage's lead of its own day beside that of the newest vintage, oldest first.

    The newest vintage itself is left out, and those that do not tell the lead. Raises NotEnoughData where none is left.
    """
    last = newest(view)
    earlier = [vintage for vintage in vintages(view) if vintage.day < last.day]
    found = [one for vintage in earlier if (one := _revised(vintage, last, leader, follower, definition, draws))]
    if not found:
        raise NotEnoughData(
            f"Nothing was revised yet: the first vintage that tells the lead of {leader} over {follower} is the newest "
            f"one known on {view.as_of}. Ask for a later day."
        )
    return found


def revisions(view: View, found: Sequence[Revised]) -> list[Figure]:
    """The mean revision and the mean size of one, for the vintages of each source; the range is that of single ones."""
    return [
        figure
        for source in SOURCES
        if (own := [one for one in found if one.vintage.source == source])
        for figure in _summary(view, source, own)
    ]


def _revised(
    vintage: Vintage, last: Vintage, leader: str, follower: str, definition: str, draws: int
) -> Revised | None:
    try:
        return Revised(
            vintage=vintage,
            first=lead_in(vintage.index(draws), leader, follower, vintage.day, definition=definition),
            now=lead_in(last.index(draws), leader, follower, vintage.day, definition=definition),
            change=change(vintage, last, leader, follower, vintage.day, definition=definition),
        )
    except NotEnoughData:
        return None


def _summary(view: View, source: str, own: Sequence[Revised]) -> list[Figure]:
    moved = np.array([one.now.value - one.first.value for one in own])
    kinds = {"mean": moved, "mean absolute": np.abs(moved)}
    groups = {name: own[0].now.args[name] for name in ("leader", "follower", "definition")}
    evidence = [key for one in own for figure in (one.first, one.now) for key in figure.evidence]
    return [
        Figure(
            metric="lead_revision",
            args={**groups, "source": source, "statistic": kind, "vintages": len(own)},
            value=float(sizes.mean()),
            low=float(sizes.min()),
            high=float(sizes.max()),
            interval="range",
            unit="months",
            as_of=view.as_of,
            on=own[-1].vintage.day,
            method=METHOD,
            grade=own[0].now.grade,
            evidence=tuple(dict.fromkeys(evidence)),
        )
        for kind, sizes in kinds.items()
    ]
