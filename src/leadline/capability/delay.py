"""The delay from a model's release to its first score, as vintages bound it.

A model is first scored between two vintages of a source: after the last one without it, by the first one with it. Of
two sources the earlier vintage with it counts; that a source lacks a model says something only where the same source
has it later, as rebuilt captures cover fewer models. A delay can be bounded for models released from 60 days before the
first vintage on.

What was released and is not scored yet is not seen at all, so that short delays are seen first: each model counts with
the chance of its delay given that it is no longer than the time since its release,

    P(after < T <= by) / P(T <= limit),     log T normal

The estimate is the posterior over a grid of medians and spreads, each as likely as any other beforehand: medians from
2 to 180 days in even steps of their logarithm, spreads from 0.5 to 1.7. It is shown beside bounds that assume no such
form. The day of release is the one by which the view dates the model; one that was scored before it counts as scored
within a day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from math import erf, exp, log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.capability.index import index
from leadline.capability.ranking import ScoredModel
from leadline.capability.revision import canonical
from leadline.capability.sides import side
from leadline.capability.vintages import Vintage, vintages
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import INTERVAL
from leadline.model import Figure
from leadline.store.view import View

METHOD = "scoring_delay/1"
SHARE_METHOD = "scored_share/1"
Floats = NDArray[np.float64]
BEFORE = timedelta(days=60)
GRID = tuple(
    (exp(middle), spread) for middle, spread in product(np.linspace(log(2), log(180), 25), (0.5, 0.8, 1.1, 1.4, 1.7))
)
"""The G points: median in days, and spread of the logarithm."""
MEDIANS = np.array([median for median, _ in GRID])
TINY = 1e-12
"""In place of a chance of nothing, so that one odd model does not rule out a point for good."""
WITHIN = (30, 60, 90)
LEAST = 5
"""Models of a country, below which it has no row of its own."""


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How long one model waited for its first score, in days since its release."""

    model: str
    country: str | None
    released: date
    after: int
    """It was not scored yet so long after."""
    by: int
    """It was scored so long after; at least 1."""
    limit: int
    """A longer wait would not be seen yet."""
    record: bool
    """Whether it set a record of its group."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Delay:
    """The posterior of the delay: weights over the points of `GRID`."""

    weights: Floats
    """Shape (G,); they add up to 1."""

    def scored(self, days: Sequence[int]) -> Floats:
        """For each point, the chance that a model is scored so many days after its release, shape (G, len(days))."""
        return _chances(days)

    def of(self, values: Floats) -> tuple[float, float, float]:
        """The median and the 90 % interval of what has these values at the points, shape (G,)."""
        value, low, high = (_quantile(values, self.weights, level) for level in (0.5, *INTERVAL))
        return value, low, high


class Bounds(NamedTuple):
    """Numbers of models."""

    least: int
    most: int
    of: int


def waits(view: View, name: str) -> list[Wait]:
    """The models of a group whose wait the vintages of a view bound, oldest first.

    Raises NotEnoughData where fewer than two vintages were known.
    """
    if len(known := vintages(view)) < 2:
        raise NotEnoughData(f"A delay needs two vintages of scores; {len(known)} was known on {view.as_of}.")
    members = side(index(view, draws=0), name)
    records, firsts = set(members.places[members.central.places]), _firsts(known)
    return [
        _wait(model, firsts[canonical(view, model.name)], known, members.ranking.vintage, place in records)
        for place, model in zip(members.places, members.models, strict=True)
        if model.released and known[0].day - BEFORE <= model.released <= members.ranking.vintage
    ]


def delay(found: Sequence[Wait]) -> Delay:
    """The posterior of the delay from some waits; the prior where there are none."""
    ends = sorted({day for wait in found for day in (wait.after, wait.by, wait.limit)})
    at = {day: place for place, day in enumerate(ends)}
    chance = _chances(ends)
    likelihood = np.zeros(len(GRID))
    for wait in found:
        inside = chance[:, at[wait.by]] - chance[:, at[wait.after]]
        likelihood += np.log(np.maximum(inside, TINY)) - np.log(np.maximum(chance[:, at[wait.limit]], TINY))
    weights = np.exp(likelihood - likelihood.max())
    return Delay(weights=weights / weights.sum())


def bounds(found: Sequence[Wait], days: int) -> Bounds:
    """How many models were scored within some days, at least and at most, of those released at least so long before.

    No form is assumed; what is not scored at all is not seen.

    >>> from dataclasses import replace
    >>> one = Wait(model="a", country="CN", released=date(2026, 4, 7), after=28, by=39, limit=120, record=True)
    >>> bounds([one, replace(one, after=4, by=12), replace(one, limit=20)], 30)    # the second, perhaps the first
    Bounds(least=1, most=2, of=2)
    """
    old = [wait for wait in found if wait.limit >= days]
    return Bounds(sum(wait.by <= days for wait in old), sum(wait.after < days for wait in old), len(old))


def delay_figures(view: View, name: str, *, records: bool = False) -> list[Figure]:
    """The median delay of a group's models, or of those that set its records, and the shares scored within `WITHIN`."""
    found = [wait for wait in waits(view, name) if wait.record or not records]
    if not found:
        raise NotEnoughData(f"No model of {name} has a delay that the vintages known on {view.as_of} bound.")
    posterior = delay(found)
    args = {"group": name, "models": "records" if records else "all", "n": len(found)}

    def figure(metric: str, method: str, unit: str, values: Sequence[float], **more: int) -> Figure:
        value, low, high = values
        return Figure(
            metric=metric,
            args={**args, **more},
            value=value,
            low=low,
            high=high,
            interval="90%",
            unit=unit,
            as_of=view.as_of,
            on=index(view, draws=0).vintage,
            method=method,
            grade="estimate",
            evidence=tuple(dict.fromkeys(key for one in vintages(view) for key in one.view.evidence(one.source))),
        )

    shares = posterior.scored(WITHIN)
    return [
        figure("scoring_delay", METHOD, "days", posterior.of(MEDIANS)),
        *(
            figure("scored_share", SHARE_METHOD, "%", posterior.of(100 * shares[:, place]), days=days)
            for place, days in enumerate(WITHIN)
        ),
    ]


def countries(view: View) -> list[str]:
    """The countries with enough models to tell a delay, the most models first."""
    counted = Counter(wait.country for wait in waits(view, "world") if wait.country)
    return [country for country, models in counted.most_common() if models >= LEAST]


def _firsts(known: Sequence[Vintage]) -> dict[str, dict[str, date]]:
    """For each model, by source, the first vintage that scores it."""
    firsts: dict[str, dict[str, date]] = {}
    for vintage in known:
        for model in vintage.models:
            firsts.setdefault(canonical(vintage.view, model), {}).setdefault(vintage.source, vintage.day)
    return firsts


def _wait(model: ScoredModel, firsts: Mapping[str, date], known: Sequence[Vintage], last: date, record: bool) -> Wait:
    released, scored = model.released or last, min(firsts.values())
    # A source tells that a model was not scored yet only if it has it later.
    without = [one.day for one in known if one.source in firsts and one.day < firsts[one.source] and one.day < scored]
    by = max(1, (scored - released).days)
    return Wait(
        model=model.name,
        country=model.country,
        released=released,
        after=min(max(0, (without[-1] - released).days), by - 1) if without else 0,
        by=by,
        limit=max(by, (last - released).days),
        record=record,
    )


def _chances(days: Sequence[int]) -> Floats:
    """For each point of the grid, the chance of a delay of at most so many days, shape (G, len(days)); 0 for none."""
    return np.array([[_chance(day, *point) for day in days] for point in GRID])


def _chance(days: int, median: float, spread: float) -> float:
    return (1 + erf((log(days) - log(median)) / (spread * sqrt(2)))) / 2 if days > 0 else 0.0


def _quantile(values: Floats, weights: Floats, level: float) -> float:
    """The least of the weighted values at which their weights add up to the level."""
    order = np.argsort(values, kind="stable")
    place = int(np.searchsorted(np.cumsum(weights[order]), level))
    return float(values[order][min(place, len(values) - 1)])
