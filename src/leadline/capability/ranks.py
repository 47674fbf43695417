"""Ranks: where a model stands among all models of a ranking that were released by a day, and how sure that is.

    rank(m) = 1 + the number of models with a higher value

Equal values share the better rank. The interval is that of the ranks in the draws, of 90 %; where the ranking has no
draws there is none. A model without a day of release has no rank.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.capability.groups import Group
from leadline.capability.ranking import Ranking, ScoredModel, figure_at
from leadline.forecast.intervals import ends_of
from leadline.model import Figure

METHOD = "model_rank/1"


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """A model with its value and its rank."""

    model: ScoredModel
    value: Figure
    rank: Figure


def ranked(ranking: Ranking, on: date, group: Group | None = None) -> list[Ranked]:
    """The models of a ranking released by a day, best first; of a group, or of all, with their rank among all."""
    places = [p for p, model in enumerate(ranking.models) if model.released and model.released <= on]
    central = ranks(ranking.values[places])
    drawn = np.array([ranks(draw) for draw in ranking.draws[:, places]])
    found = [
        Ranked(
            model=ranking.models[place],
            value=figure_at(ranking, place, on),
            rank=_figure(ranking, place, on, float(central[at]), drawn[:, at] if len(drawn) else drawn),
        )
        for at, place in enumerate(places)
        if group is None or group.holds(ranking.models[place])
    ]
    return sorted(found, key=lambda one: (one.rank.value, one.model.name))


def ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """The rank of each value, 1 for the highest, shape as given.

    >>> ranks(np.array([150.0, 163.5, 150.0, 98.2])).tolist()
    [2, 1, 2, 4]
    """
    ordered = np.sort(values)
    return np.asarray(len(values) - np.searchsorted(ordered, values, side="right") + 1)


def _figure(ranking: Ranking, place: int, on: date, value: float, drawn: NDArray[np.int64]) -> Figure:
    return Figure(
        metric="model_rank",
        args={"model": ranking.models[place].name, **ranking.identity},
        value=value,
        **ends_of(drawn, method="nearest"),
        unit="rank",
        as_of=ranking.view.as_of,
        on=on,
        method=METHOD,
        grade="estimate",
        evidence=ranking.evidence,
        note=ranking.note,
    )
