"""What stands where on a yardstick: the gap of two frontiers, the rank of a group's best, the pace of a frontier.

    gap = F_leader(t) - F_follower(t)
    pace = (F(t) - F(s)) / years from s to t, or the slope of a line through the records of that time

with F the best of a group by a day. Decisions:

- The draws are those of the ranking: the gap, the rank or the pace in each.
- A rank is that of the group's best model among all models released by the day: 1 where it is the best of all.
- The line of a pace is fitted by least squares to the group's records from the first day on; three are needed.
"""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.capability.frontier import Frontier
from leadline.capability.measures import LEAST_RECORDS
from leadline.capability.ranking import LOG_MINUTES, Ranking
from leadline.capability.ranks import ranks
from leadline.capability.records import frontier_in
from leadline.capability.sides import Side, side
from leadline.claims import arguments as may
from leadline.claims.metric import Args, Measured
from leadline.claims.metrics.leads import DAY, GROUPS, day_in, ranking_of
from leadline.claims.metrics.quotient import DAYS_PER_YEAR
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import ends_of
from leadline.model import Arg, Figure
from leadline.store.view import View

GAP_METHOD, RANK_METHOD, PACE_METHOD = "index_gap/1", "frontier_rank/1", "index_pace/1"
PACES = ("ends", "line")
Floats = NDArray[np.float64]


def _gap(view: View, args: Args) -> Measured:
    ranking = ranking_of(view, args)
    on = day_in(ranking, args)
    names = [may.word(args, name) for name in ("leader", "follower")]
    ours, theirs = (side(ranking, name) for name in names)
    values = [frontier_in(ranking, name, on).value for name in names]
    at = on.toordinal()
    drawn = [one.level(at) - other.level(at) for one, other in zip(ours.drawn, theirs.drawn, strict=True)]
    groups = {"leader": ours.group.name, "follower": theirs.group.name}
    return _made(ranking, GAP_METHOD, groups, values[0] - values[1], drawn, _apart(ranking), on, [ours, theirs])


def _rank(view: View, args: Args) -> Measured:
    ranking = ranking_of(view, args)
    on = day_in(ranking, args)
    held = side(ranking, may.word(args, "group"))
    held.require(on.toordinal(), on)
    all_places = [p for p, model in enumerate(ranking.models) if model.released and model.released <= on]
    own = np.isin(all_places, held.places)
    drawn = [float(ranks(draw[all_places])[own].min()) for draw in ranking.draws]
    central = ranks(ranking.values[all_places])
    best = int(np.flatnonzero(own)[central[own].argmin()])
    note = ranking.models[all_places[best]].name
    groups: dict[str, Arg] = {"group": held.group.name}
    return _made(ranking, RANK_METHOD, groups, float(central[best]), drawn, "rank", on, [held], note)


def _pace(view: View, args: Args) -> Measured:
    ranking = ranking_of(view, args)
    on, since = day_in(ranking, args), day_in(ranking, args, "since")
    held, how = side(ranking, may.word(args, "group")), may.word(args, "pace")
    held.require(since.toordinal(), since)
    if since >= on:
        raise NotEnoughData(f"A pace needs a later day than the first one; here are {since} and {on}.")
    of = _PACES[how]
    central = of(held.central, since.toordinal(), on.toordinal())
    if central is None:
        raise NotEnoughData(f"{held.group.name} has fewer than {LEAST_RECORDS} records from {since} to {on}.")
    tried = (of(one, since.toordinal(), on.toordinal()) for one in held.drawn)
    drawn = [pace for pace in tried if pace is not None]
    groups: dict[str, Arg] = {"group": held.group.name, "since": since.isoformat(), "pace": how}
    return _made(ranking, PACE_METHOD, groups, central, drawn, f"{_apart(ranking)} a year", on, [held])


def _apart(ranking: Ranking) -> str:
    """What differences of a ranking's values are counted in."""
    return {"%": "points", LOG_MINUTES: "doublings"}.get(ranking.unit, ranking.unit)


def ends(steps: Frontier, since: int, on: int) -> float:
    """What a frontier rose by in a year on the average, between two days.

    By hand: from 140 to 146 in two years is 3 a year.
    """
    return (steps.level(on) - steps.level(since)) / (on - since) * DAYS_PER_YEAR


def line(steps: Frontier, since: int, on: int) -> float | None:
    """The slope of a line through the records of some days, by the year; None where they are too few."""
    past = steps.until(on)
    recent = past.days >= since
    days, values = past.days[recent].astype(float), past.values[recent]
    if len(days) < LEAST_RECORDS:
        return None
    centred = days - days.mean()
    return float(centred @ values / (centred @ centred)) * DAYS_PER_YEAR


_PACES: dict[str, Callable[[Frontier, int, int], float | None]] = {"ends": ends, "line": line}


def _made(
    ranking: Ranking,
    method: str,
    args: Mapping[str, Arg],
    value: float,
    drawn: list[float],
    unit: str,
    on: date,
    sides: list[Side],
    note: str = "",
) -> Measured:
    draws: Floats | None = np.array(drawn) if drawn else None
    assumed = any(one.assumed for one in sides)
    figure = Figure(
        metric=method.partition("/")[0],
        args={**args, **ranking.identity},
        value=value,
        **ends_of(drawn, method="nearest" if unit == "rank" else "linear"),
        unit=unit,
        as_of=ranking.view.as_of,
        on=on,
        method=method,
        grade="assumption" if assumed else "estimate",
        evidence=ranking.evidence,
        note="; ".join(part for part in (note, ranking.note) if part),
    )
    return Measured(figure=figure, draws=draws)


INDEX_GAP = may.metric(
    name="index_gap",
    meaning="How far the best of one group stands above the best of another; of time horizons in doublings.",
    unit="index points",
    arguments={**GROUPS, "yardstick": may.yardstick(), "on": DAY},
    measure=_gap,
    example={"leader": "US", "follower": "CN", "on": "2025-12-31"},
)
FRONTIER_RANK = may.metric(
    name="frontier_rank",
    meaning="The rank of a group's best model among all models: 1 where it is the best of all.",
    unit="rank",
    arguments={"group": may.group("Whose best model"), "yardstick": may.yardstick(), "on": DAY},
    measure=_rank,
    example={"group": "CN"},
)
INDEX_PACE = may.metric(
    name="index_pace",
    meaning="By how much the best of a group rises in a year.",
    unit="index points a year",
    arguments={
        "group": may.group("Whose frontier", "world"),
        "since": may.day("The first day, YYYY-MM-DD.", needed=True),
        "pace": may.names("From the first day's best to the last day's, or by a line through records", PACES, "ends"),
        "yardstick": may.yardstick(),
        "on": DAY,
    },
    measure=_pace,
    example={"group": "world", "since": "2024-04-01", "pace": "line"},
)
METRICS = (INDEX_GAP, FRONTIER_RANK, INDEX_PACE)
