"""The nowcast of a lead: what it will be found to be once the models of these months are scored.

A lead is too wide, or too narrow, while models are released but not scored. The nowcast draws what is missing, for each
side by itself, and takes the lead again:

1. The delay of models that set a record of their group, from the vintages known on the day: `delay.py`.
2. How often the group sets a record, from those of the last 18 months: with n of them among the scored, the rate has a
   gamma distribution of shape n + 1/2 and of scale one over the days watched, each day counting with the chance that a
   model of that day is scored by now.
3. On each day of these months an unscored record may have been released, with the rate times the chance that it is not
   scored by now. It stands above the group's frontier of its day by a step that one of the group's records of the last
   18 months took, each as likely as the other.
4. The lead between the two frontiers with what was drawn. Each draw begins from another refit of the index.

The value is the median of the draws; where more than 5 % of them are bounds towards one end there is no interval.
Nothing enters but the view: its vintages, its scores, its days of release. Announcements, prices and other traces of a
model that is not scored are not looked at.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.capability.definitions import Definition
from leadline.capability.definitions import definition as definition_of
from leadline.capability.delay import delay, waits
from leadline.capability.frontier import Frontier, frontier
from leadline.capability.index import index
from leadline.capability.lead import lead_in
from leadline.capability.measures import Span
from leadline.capability.setting import DRAWS, SEED
from leadline.capability.sides import Pair, Side, pair
from leadline.capability.spread import Measured, grade, lead_args, measured
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import ends_of
from leadline.model import Figure
from leadline.store.view import View
from leadline.units import DAYS_PER_MONTH

METHOD = "nowcast/1"
WINDOW = round(18 * DAYS_PER_MONTH)
"""Days over which records are counted, and over which unscored ones may lie."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Nowcast:
    """A lead as it is told, and as it will probably be found to be."""

    figure: Figure
    draws: Floats
    """The lead with what is missing drawn, in months, shape (K,)."""
    uncorrected: Figure
    uncorrected_draws: Floats
    """The lead in each refit, shape (K,)."""
    missing: tuple[float, float]
    """By how many records the draws lengthen a frontier on average: the leader's, the follower's."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Missing:
    """What one side's unscored records are drawn from."""

    days: NDArray[np.int64]
    """The days on which they may lie, shape (D,)."""
    weights: Floats
    """Of the points of the delay's grid, shape (G,)."""
    unscored: Floats
    """For each point and day, the chance that a model of that day is not scored, shape (G, D)."""
    records: int
    """How many records the scored models set in these days."""
    steps: Floats
    """By how much each of these records rose above the one before it."""


def nowcast(
    view: View,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    definition: str = "step",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Nowcast:
    """The lead on a day (default: that of the view) with what is not scored yet drawn, beside the lead as it is told.

    Raises NotEnoughData where a delay, a record of the last 18 months or the lead itself cannot be told; and UserError
    and UnknownName as `lead` does.
    """
    day, which = on or view.as_of, definition_of(definition)
    ranking = index(view, draws=draws, seed=seed)
    sides = pair(ranking, leader, follower)
    told = measured(sides, day, which)
    drawn, missing = _drawn(view, sides, day, which, told, np.random.default_rng(seed))
    return Nowcast(
        figure=Figure(
            metric="nowcast",
            args=lead_args(sides, which),
            value=float(np.median(drawn.drawn)),
            **ends_of(drawn.drawn if not drawn.open_end else ()),
            unit="months",
            as_of=view.as_of,
            on=day,
            method=METHOD,
            grade=grade(sides),
            evidence=ranking.evidence,
            note="; ".join(part for part in (ranking.note, drawn.open_end) if part),
            bound=drawn.usual_bound,
        ),
        draws=drawn.drawn,
        uncorrected=lead_in(ranking, leader, follower, day, definition=definition),
        uncorrected_draws=told.drawn,
        missing=missing,
    )


def _drawn(
    view: View, sides: Pair, on: date, which: Definition, told: Measured, rng: np.random.Generator
) -> tuple[Measured, tuple[float, float]]:
    """The lead with what is missing drawn upon each refit, and how many records were added to each side on average."""
    day = on.toordinal()
    lacking = [missing_of(view, one, on) for one in sides.sides]
    spans: list[Span] = []
    counts = []
    for refit in zip(sides.leader.drawn, sides.follower.drawn, strict=True):
        filled = [fill(steps, missing, rng) for steps, missing in zip(refit, lacking, strict=True)]
        span = which.between(filled[0], filled[1], day, tolerance=told.tolerance)
        spans += [span] if span else []
        counts.append([len(after.days) - len(before.days) for after, before in zip(filled, refit, strict=True)])
    leader, follower = np.mean(counts, axis=0)
    return Measured.of(told.central, spans, told.tolerance), (float(leader), float(follower))


def missing_of(view: View, one: Side, on: date) -> Missing:
    """What a side's unscored records are drawn from, on a day.

    Raises NotEnoughData where the group set no record in the months before.
    """
    day, scores = on.toordinal(), one.ranking.vintage.toordinal()
    steps = np.diff(one.central.values, prepend=np.nan)
    recent = (one.central.days > day - WINDOW) & (one.central.days <= day) & np.isfinite(steps)
    if not recent.any():
        raise NotEnoughData(
            f"No model of {one.group.name} set a record in the {WINDOW} days before {on}, so that nothing tells how "
            "often it sets one. Ask for another day or group."
        )
    posterior = delay([wait for wait in waits(view, one.group.name) if wait.record])
    days = np.arange(day - WINDOW + 1, day + 1)
    return Missing(
        days=days,
        weights=posterior.weights,
        unscored=1 - posterior.scored((scores - days).tolist()),
        records=int(recent.sum()),
        steps=steps[recent],
    )


def fill(steps: Frontier, missing: Missing, rng: np.random.Generator) -> Frontier:
    """A frontier with one draw of the records that are not scored yet."""
    point = rng.choice(len(missing.weights), p=missing.weights)
    unscored = missing.unscored[point]
    rate = rng.gamma(missing.records + 0.5) / float((1 - unscored).sum())
    released = missing.days[rng.random(len(missing.days)) < -np.expm1(-rate * unscored)]
    days, values = steps.days, steps.values
    for day in released:
        known = values[days <= day]
        if len(known):
            days, values = np.append(days, day), np.append(values, known.max() + rng.choice(missing.steps))
    return frontier(days, values)
