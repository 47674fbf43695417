"""Frontiers as figures, and the models that made them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from leadline.capability.index import index
from leadline.capability.ranking import Ranking
from leadline.capability.sides import Side, side
from leadline.forecast.intervals import INTERVAL, ends
from leadline.model import Figure
from leadline.store.view import View

FRONTIER_METHOD = "frontier/1"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A model that set a record of its group."""

    group: str
    model: str
    day: date
    value: float


def frontier_on(view: View, name: str, on: date | None = None) -> Figure:
    """The frontier of a group on a day by the index, as a figure: the model that holds it stands in the note."""
    return frontier_in(index(view), name, on or view.as_of)


def frontier_in(ranking: Ranking, name: str, on: date) -> Figure:
    """The frontier of a group on a day by any ranking.

    Raises NotEnoughData where no scored model of the group was released by the day.
    """
    return frontiers_in(ranking, name, [on])[0]


def frontiers_in(ranking: Ranking, name: str, days: Sequence[date]) -> list[Figure]:
    """The frontier of a group on each of several days, as the ranking tells them in hindsight."""
    group_side = side(ranking, name)
    group_side.require(min(days).toordinal(), min(days))
    at = np.array([day.toordinal() for day in days])
    levels = np.array([drawn.levels(at) for drawn in group_side.drawn])
    bands = np.quantile(levels, INTERVAL, axis=0).T if len(levels) else [(None, None)] * len(days)
    return [_frontier(group_side, day, low, high) for day, (low, high) in zip(days, bands, strict=True)]


def _frontier(group_side: Side, on: date, low: float | None, high: float | None) -> Figure:
    """A frontier with its holder; one that is held in all draws by a model that fixes the scale has no interval."""
    ranking = group_side.ranking
    holder = [record for record in _records(group_side) if record.day <= on][-1]
    if low == high and holder.model in ranking.fixed:
        low = high = None
    return Figure(
        metric="frontier",
        args={"group": group_side.group.name, **ranking.identity},
        value=holder.value,
        **ends(low, high),
        unit=ranking.unit,
        as_of=ranking.view.as_of,
        on=on,
        method=FRONTIER_METHOD,
        grade="assumption" if group_side.assumed else "estimate",
        evidence=ranking.evidence,
        note=holder.model,
    )


def records(view: View, name: str) -> list[Record]:
    """The models that set a record of their group by the index, oldest first."""
    return records_in(index(view), name)


def records_in(ranking: Ranking, name: str) -> list[Record]:
    """The models that set a record of their group by any ranking, oldest first, by its central values."""
    return _records(side(ranking, name))


def _records(group_side: Side) -> list[Record]:
    name, models, steps = group_side.group.name, group_side.models, group_side.central
    return [
        Record(group=name, model=models[place].name, day=date.fromordinal(int(day)), value=float(value))
        for place, day, value in zip(steps.places, steps.days, steps.values, strict=True)
    ]
