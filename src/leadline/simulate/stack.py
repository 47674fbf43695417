"""The published forecast: the stack of the model and its rivals, with each of them alone beside it.

A stack is the mixture of its members' distributions of the mean lead over the target year. Where the hindcast has at
least `ENOUGH` windows of a year that do not overlap, a member weighs by the inverse of its mean CRPS there; with fewer,
scores do not tell skill from luck and all weigh alike. What is forecast is the policy of the start day: rivals know
of no lever.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from leadline.capability.hindcast import later, quarter_ends
from leadline.capability.hindcast_scores import independent
from leadline.capability.vintages import SETTLED
from leadline.errors import UnknownName, UserError
from leadline.forecast.intervals import INTERVAL, ends
from leadline.model import Arg, Figure
from leadline.simulate import rivals
from leadline.simulate.ensemble import Ensemble
from leadline.simulate.equations import Floats
from leadline.simulate.hindcast import ENOUGH, LEAST_MONTHS, MODEL, STACK, crps, hindcast
from leadline.simulate.outcomes import END, LEADS
from leadline.simulate.paths import month_end
from leadline.store.view import View

FORECAST_METHOD = "scenario_forecast/1"
CLASS_METHOD = "scenario_forecast_class/1"
YEAR = 12
"""Months of the windows whose scores give the weights: the longest that are scored."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Stack:
    """Members with their weights."""

    base: Ensemble
    members: Mapping[str, Floats]
    """Draws of the mean lead of every member in months, the model first."""
    weights: Mapping[str, float]
    """Of every member; they come to one."""
    apart: int
    """Windows of a year that do not overlap."""

    @property
    def scored(self) -> bool:
        """Whether past scores give the weights."""
        return self.apart >= ENOUGH


def stack(view: View, base: Ensemble, without: Collection[str] = ()) -> Stack:
    """The model with no lever pulled, and every rival that can tell a spread so far ahead, but for some."""
    if any(way.strength for ways in base.scenario.levers.values() for way in ways):
        raise UserError("A stack forecasts the policy of the start day: rivals know of no lever. Pull none.")
    members = {MODEL: base.lead, **rivals.foretold(rivals.leads(view, base.start), base.start)}
    for name in without:
        if name not in members or name == MODEL:
            raise UnknownName("rival", name, [one for one in members if one != MODEL], "Any of them can be left out.")
    members = {name: drawn for name, drawn in members.items() if name not in without}
    apart = windows_apart(base.start.vintage)
    return Stack(base=base, members=members, weights=weights(list(members), apart, lambda: _scores(view)), apart=apart)


def windows_apart(vintage: date) -> int:
    """How many windows of a year do not overlap, from the first cutoff of the model to the last settled target.

    >>> windows_apart(date(2026, 10, 1))    # from June 2024 and from June 2025
    2
    """
    cutoffs = quarter_ends(month_end(LEAST_MONTHS - 1), vintage)
    settled = [(one, later(one, YEAR)) for one in cutoffs if later(one, YEAR) <= vintage - SETTLED]
    return len(independent(settled))


def weights(names: Sequence[str], apart: int, scores: Callable[[], Mapping[str, float]]) -> dict[str, float]:
    """The weight of every member: by inverse scores where there are enough windows, alike otherwise.

    By hand: scores of 1 and 3 weigh 3/4 and 1/4; a member without a score weighs as the worst of the others.

    >>> weights(["a", "b"], 9, lambda: {"a": 1.0, "b": 3.0})
    {'a': 0.75, 'b': 0.25}
    >>> weights(["a", "b"], 2, lambda: {"a": 1.0, "b": 3.0})
    {'a': 0.5, 'b': 0.5}
    """
    if apart < ENOUGH:
        return {name: 1 / len(names) for name in names}
    told = scores()
    inverse = {name: 1 / told.get(name, max(told.values())) for name in names}
    return {name: one / sum(inverse.values()) for name, one in inverse.items()}


def _scores(view: View) -> dict[str, float]:
    """Mean CRPS by name over the common windows of a year."""
    found = [one for one in hindcast(view)["common"] if one.months == YEAR]
    names = dict.fromkeys(one.rival for one in found)
    return {name: crps([one for one in found if one.rival == name]) for name in names}


def figures(told: Stack) -> list[Figure]:
    """Median and 90 % of the stack and of each member, and the probability of every class of lead by each."""
    names = (STACK, *told.members)
    return list(chain.from_iterable(_of(told, name) for name in names))


def _of(told: Stack, name: str) -> list[Figure]:
    return [_lead(told, name), *(_class(told, name, one.name) for one in LEADS)]


def chance(told: Stack, name: str, lead: str) -> float:
    """The probability of a class of lead by the stack or a member."""
    held = next(one for one in LEADS if one.name == lead)
    if name == STACK:
        return sum(weight * chance(told, member, lead) for member, weight in told.weights.items())
    return float(held.holds(told.members[name]).mean())


def quantiles(told: Stack, name: str, at: Sequence[float]) -> Floats:
    """Quantiles of the mean lead by the stack or a member."""
    if name != STACK:
        return np.quantile(told.members[name], at)
    drawn = np.concatenate(list(told.members.values()))
    weight = np.concatenate([np.full(len(one), told.weights[m] / len(one)) for m, one in told.members.items()])
    order = np.argsort(drawn, kind="stable")
    below = np.cumsum(weight[order])
    places = np.searchsorted(below, np.asarray(at) * below[-1])
    return np.asarray(drawn[order][np.minimum(places, len(drawn) - 1)])


def _lead(told: Stack, name: str) -> Figure:
    low, middle, high = quantiles(told, name, (INTERVAL[0], 0.5, INTERVAL[1]))
    common = _common(told, name)
    return Figure(
        metric="scenario_forecast",
        value=float(middle),
        **ends(low, high),
        unit="months",
        as_of=told.base.start.as_of,
        on=END,
        method=FORECAST_METHOD,
        grade="assumption",
        evidence=_evidence(told),
        args=common,
    )


def _class(told: Stack, name: str, lead: str) -> Figure:
    return Figure(
        metric="scenario_forecast_class",
        args={**_common(told, name), "lead": lead},
        value=100 * chance(told, name, lead),
        unit="%",
        as_of=told.base.start.as_of,
        on=END,
        method=CLASS_METHOD,
        grade="assumption",
        evidence=_evidence(told),
    )


def _common(told: Stack, name: str) -> dict[str, Arg]:
    blocs, asked = told.base.start.blocs, told.base.scenario
    return {
        "leader": blocs[0].code,
        "follower": blocs[1].code,
        "by": name,
        "weight": 1.0 if name == STACK else told.weights[name],
        "beliefs": asked.beliefs,
        "yardstick": asked.yardstick,
        "draws": asked.draws,
        "seed": asked.seed,
        "register": told.base.register,
    }


def _evidence(told: Stack) -> tuple[str, ...]:
    return (*told.base.start.evidence, f"register@{told.base.register}")
