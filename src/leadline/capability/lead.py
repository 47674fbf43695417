"""The lead in months: how long ago the leader stood where the follower stands now.

    behind(X, Y) = t - min{ s <= t : F_X(s) >= F_Y(t) }, and 0 where X has not reached it
    lead(t) = behind(leader, follower) - behind(follower, leader)

with the frontiers F of `frontier.py`. With the leader ahead the second term is 0; with the follower ahead the lead is
minus the follower's own; in a tie it is the time between the two. Two definitions: in the *step* lead a frontier jumps
on the day of each record; in the *interpolated* lead it rises along straight lines from record to record, so that the
leader reached any level between two records earlier, and the lead is longer or the same.

The step lead depends on the order of the models only, not on the scale of the index; the interpolated lead would change
under any but a linear change of scale. Both swing like a saw: a month is added each month until the follower sets a
record.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leadline.capability.frontier import Frontier, frontier, months_behind
from leadline.capability.groups import Group, group
from leadline.capability.index import DRAWS, INTERVAL, SEED, Index, index
from leadline.capability.index import METHOD as INDEX_METHOD
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure
from leadline.store.view import View

METHOD = "lead/1"
FRONTIER_METHOD = "frontier/1"
Definition = Literal["step", "interpolated"]
LEAST_DRAWS = 20
DEFINITIONS: tuple[Definition, ...] = ("step", "interpolated")


@dataclass(frozen=True, kw_only=True)
class Record:
    """A model that set a record of its group."""

    group: str
    model: str
    day: date
    value: float


def lead(
    view: View,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    definition: Definition = "step",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Figure:
    """Lead of one group over another in months, on a day (default: the day of the view), with a 90 % interval.

    Args:
        view: What was known.
        leader: A country (`US`), `open` or `closed`, or an organisation.
        follower: The other group.
        on: The day the lead is taken at.
        definition: `step` or `interpolated`.
        draws: Number of refits behind the interval.
        seed: Of the refits.

    Raises:
        UnknownName: no table knows a group.
        NotEnoughData: no scores were known, or a group has no scored model released by the day.
    """
    return leads(view, leader, follower, [on or view.as_of], definition=definition, draws=draws, seed=seed)[0]


def leads(
    view: View,
    leader: str,
    follower: str,
    days: Sequence[date],
    *,
    definition: Definition = "step",
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Figure]:
    """The lead on each of several days, as one view tells them: a history in hindsight."""
    if draws < LEAST_DRAWS:
        raise UserError(f"An interval needs at least {LEAST_DRAWS} refits; {draws} were asked for.")
    if late := [day for day in days if day > view.as_of]:
        raise UserError(f"A view of {view.as_of} cannot tell a lead on {late[0]}: that is later.")
    scored = index(view, draws=draws, seed=seed)
    groups = (group(view.catalog, leader), group(view.catalog, follower))
    central = [_frontier(scored, which, scored.values) for which in groups]
    refits = [[_frontier(scored, which, draw) for which in groups] for draw in scored.draws]
    return [_figure(scored, groups, central, refits, day, definition) for day in days]


def frontier_on(view: View, name: str, on: date | None = None) -> Figure:
    """The frontier of a group on a day, as a figure: the model that holds it stands in the note."""
    scored, day = index(view), on or view.as_of
    which = group(view.catalog, name)
    holder = [record for record in records(view, name) if record.day <= day]
    if not holder:
        raise NotEnoughData(_nobody(which, day, scored))
    low, high = np.quantile([_frontier(scored, which, draw).level(day.toordinal()) for draw in scored.draws], INTERVAL)
    return Figure(
        metric="frontier",
        args={"group": which.name, "index": INDEX_METHOD, "draws": len(scored.draws), "seed": scored.seed or 0},
        value=holder[-1].value,
        low=float(low),
        high=float(high),
        interval="90%",
        unit="index points",
        as_of=view.as_of,
        on=day,
        method=FRONTIER_METHOD,
        grade="assumption" if _assumed(scored, [which]) else "estimate",
        evidence=scored.evidence,
        note=holder[-1].model,
    )


def records(view: View, name: str) -> list[Record]:
    """The models that set a record of their group, oldest first, by the central fit."""
    scored = index(view)
    which = group(view.catalog, name)
    members = _members(scored, which)
    steps = _frontier(scored, which, scored.values)
    return [
        Record(
            group=which.name,
            model=scored.models[members[place]].name,
            day=date.fromordinal(int(day)),
            value=float(value),
        )
        for place, day, value in zip(steps.places, steps.days, steps.values, strict=True)
    ]


def months_ahead(leader: Frontier, follower: Frontier, day: int, definition: Definition) -> float:
    """Lead in months between two frontiers; it changes its sign with the direction.

    >>> slow = frontier(np.array([100, 400]), np.array([140.0, 150.0]))
    >>> fast = frontier(np.array([35, 130]), np.array([140.0, 152.0]))
    >>> months_ahead(fast, slow, 430, "step")   # (430 - 130) / 30.4375
    9.856
    """
    straight = definition == "interpolated"
    leader, follower = leader.until(day), follower.until(day)
    ahead = months_behind(leader, follower, day, interpolated=straight)
    return ahead - months_behind(follower, leader, day, interpolated=straight)


def _figure(
    scored: Index,
    groups: tuple[Group, Group],
    central: Sequence[Frontier],
    refits: Sequence[Sequence[Frontier]],
    on: date,
    definition: Definition,
) -> Figure:
    day = on.toordinal()
    for which, steps in zip(groups, central, strict=True):
        if not np.isfinite(steps.level(day)):
            raise NotEnoughData(_nobody(which, on, scored))
    drawn = [months_ahead(leader, follower, day, definition) for leader, follower in refits]
    low, high = np.quantile(drawn, INTERVAL)
    return Figure(
        metric="lead",
        args={
            "leader": groups[0].name,
            "follower": groups[1].name,
            "definition": definition,
            "index": INDEX_METHOD,
            "draws": len(drawn),
            "seed": scored.seed or 0,
        },
        value=months_ahead(central[0], central[1], day, definition),
        low=float(low),
        high=float(high),
        interval="90%",
        unit="months",
        as_of=scored.view.as_of,
        on=on,
        method=METHOD,
        grade="assumption" if _assumed(scored, groups) else "estimate",
        evidence=scored.evidence,
        note="; ".join(_notes(scored, central, day)),
    )


def _notes(scored: Index, central: Sequence[Frontier], day: int) -> Iterator[str]:
    if scored.note:
        yield scored.note
    if day > scored.vintage.toordinal():
        yield f"the newest scores are of {scored.vintage}; the days since count as lead, whatever was released in them"
    ahead, behind = sorted(central, key=lambda steps: steps.level(day), reverse=True)
    if behind.level(day) <= ahead.values[0]:
        yield "at least: the level was reached before the first scored model of the group ahead"


def _frontier(scored: Index, which: Group, values: NDArray[np.float64]) -> Frontier:
    members = _members(scored, which)
    days = np.array([scored.models[place].released.toordinal() for place in members], dtype=np.int64)  # type: ignore[union-attr]
    return frontier(days, values[members])


def _members(scored: Index, which: Group) -> list[int]:
    """The places of the group's models that have a day of release."""
    return [place for place, m in enumerate(scored.models) if which.holds(m) and m.released is not None]


def _assumed(scored: Index, groups: Sequence[Group]) -> bool:
    """Whether membership rests on access that no source states."""
    return any(
        which.kind == "access" and scored.models[place].access_assumed
        for which in groups
        for place in _members(scored, which)
    )


def _nobody(which: Group, on: date, scored: Index) -> str:
    held = sorted({getattr(model, which.kind) for model in scored.models} - {None})
    return (
        f"No scored model of {which.name} was released by {on}, as known on {scored.view.as_of}. "
        f"There are models of: {', '.join(held)}."
    )
