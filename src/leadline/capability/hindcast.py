"""The hindcast of the lead: what simple rivals would have said at past quarter ends, and how near they came.

At each cutoff, the end of a quarter, a rival sees the leads of the ends of months up to it and foretells the lead some
months later. The truth is the lead of that later day by the newest vintage of the view. Two tiers, told apart:

- *vintage*: the leads of the past as the view of the cutoff told them, from scores and days known then. Nothing later
  can enter. There are as many as there are vintages.
- *releases*: the newest vintage cut at the cutoff: the index is fitted anew to the models released by then, dated as
  they are dated now. Scores that came later, new benchmarks and corrected days do enter. It reaches back further, and
  is easier than forecasting was.

A target counts only if the truth's vintage is at least 60 days younger: before that the truth still moves, as scores of
new models come late. Those that are left out are counted in the note.

Months before the first whose lead is known exactly are left out: an "at least" is no value to learn from. A cutoff
counts only where every rival can tell a spread, so that all are scored on the same windows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leadline.capability.definitions import definition as definition_of
from leadline.capability.index import Index, index
from leadline.capability.sides import Pair, pair
from leadline.capability.spread import measured
from leadline.capability.vintages import SETTLED, central_draws, newest
from leadline.errors import NotEnoughData
from leadline.forecast import rivals
from leadline.forecast.intervals import INTERVAL
from leadline.forecast.rivals import Rival
from leadline.store.view import View
from leadline.units import whole_months

Tier = Literal["vintage", "releases"]
TIERS: tuple[Tier, ...] = ("vintage", "releases")
HORIZONS = (3, 6, 12)
"""Months."""
FIRST = date(2023, 1, 31)
"""No lead is looked for before it: the first models of the scale are of 2023."""
RIVALS: Mapping[str, Rival] = {
    "persistence": rivals.persistence,
    "expanding mean": rivals.expanding_mean,
    "blend": rivals.blend,
    "trend": rivals.trend,
}
PUBLISHED = (7.0, 3.0)
"""Mean and deviation in months of the lead of the United States over China. The mean is what Epoch AI published in
January 2026; the spread is Leadline's choice, by the range of 4 to 14 months that Epoch gave with it."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Forecast:
    """What one rival said at one cutoff of one day, and what came."""

    tier: Tier
    cutoff: date
    target: date
    months: int
    rival: str
    draws: Floats
    """The ensemble, in months of lead."""
    truth: float
    evidence: tuple[str, ...]

    @property
    def quantiles(self) -> tuple[float, float, float]:
        """Low, median and high of the ensemble, by its 90 % interval."""
        low, high = np.quantile(self.draws, INTERVAL)
        return float(low), float(np.median(self.draws)), float(high)


@dataclass(frozen=True, kw_only=True, eq=False)
class Past:
    """The leads that were there to learn from at a cutoff."""

    tier: Tier
    cutoff: date
    leads: Floats
    """At the ends of months up to the cutoff, oldest first."""
    evidence: tuple[str, ...]


def hindcast(
    view: View,
    leader: str,
    follower: str,
    *,
    definition: str = "interpolated",
    against: Mapping[str, Rival] | None = None,
    progress: Callable[[Sequence[tuple[Tier, date]]], Iterable[tuple[Tier, date]]] = iter,
) -> list[Forecast]:
    """Every forecast that can be scored, by tier, cutoff, horizon and rival.

    Args:
        view: What is known now; forecasts see earlier views of it only.
        leader: A group, as for `lead`.
        follower: The other group.
        definition: Of the lead.
        against: The rivals; by default those of `rivals_of`.
        progress: May watch the cutoffs go by.

    Raises NotEnoughData where nothing can be scored.
    """
    field = rivals_of(leader, follower) if against is None else against
    last, draws = newest(view), central_draws(definition_of(definition))
    truth = pair(last.index(draws), leader, follower)
    cutoffs = [(tier, day) for tier, day in product(TIERS, quarter_ends(FIRST, last.day))]
    pasts = (past_of(view, tier, cutoff, leader, follower, definition) for tier, cutoff in progress(cutoffs))
    found = [one for past in pasts if past for one in _forecasts(past, field, truth, definition)]
    if not found:
        raise NotEnoughData(f"No forecast of the lead of {leader} over {follower} can be scored by {view.as_of}.")
    return found


def rivals_of(leader: str, follower: str) -> dict[str, Rival]:
    """The rivals; the constant that was published joins them for the two groups that it is of."""
    constant = {f"constant {PUBLISHED[0]:g} ± {PUBLISHED[1]:g}": rivals.constant(*PUBLISHED)}
    return {**RIVALS, **(constant if (leader, follower) == ("US", "CN") else {})}


def quarter_ends(first: date, last: date) -> list[date]:
    """The last days of March, June, September and December from one day to another."""
    return [day for day in whole_months(first, last) if day.month % 3 == 0]


def later(cutoff: date, months: int) -> date:
    """The end of the month so many months after one.

    >>> later(date(2025, 12, 31), 6)
    datetime.date(2026, 6, 30)
    """
    month = cutoff.year * 12 + cutoff.month - 1 + months
    return whole_months(date(month // 12, month % 12 + 1, 1), date(month // 12 + 1, 1, 1))[0]


def past_of(view: View, tier: Tier, cutoff: date, leader: str, follower: str, definition: str) -> Past | None:
    """The leads known at a cutoff; None where the tier tells none."""
    draws = central_draws(definition_of(definition))
    try:
        scored = index(view.earlier(cutoff), draws=draws) if tier == "vintage" else released_by(view, cutoff, draws)
        leads = exact_leads(pair(scored, leader, follower), whole_months(FIRST, cutoff), definition)
    except NotEnoughData:
        return None
    return Past(tier=tier, cutoff=cutoff, leads=leads, evidence=scored.evidence)


def released_by(view: View, cutoff: date, draws: int = 0) -> Index:
    """The newest vintage's index of the models released by a day, fitted without the others.

    The scale is fixed by the weakest and the strongest of them, at their index by all models: the usual two may not be
    out yet, and a lead does not depend on the unit.
    """
    whole = newest(view).index(0)
    kept = {
        m.name: float(v) for m, v in zip(whole.models, whole.values, strict=True) if m.released and m.released <= cutoff
    }
    if len(kept) < 2:
        raise NotEnoughData(f"Of two scored models none was released by {cutoff}, as known on {view.as_of}.")
    others = tuple(model.name for model in whole.models if model.name not in kept)
    ends = tuple((name, kept[name]) for name in (min(kept, key=kept.__getitem__), max(kept, key=kept.__getitem__)))
    return index(newest(view).view, replace(whole.setting, without_models=others, scale=ends, draws=draws))


def exact_leads(sides: Pair, days: Sequence[date], definition: str) -> Floats:
    """The leads on some days, from the first on after which all are known exactly."""
    known = [_exact(sides, day, definition) for day in days]
    first = max((place + 1 for place, lead in enumerate(known) if lead is None), default=0)
    return np.array([lead for lead in known[first:] if lead is not None])


def _exact(sides: Pair, day: date, definition: str) -> float | None:
    try:
        span = measured(sides, day, definition_of(definition)).central
    except NotEnoughData:
        return None
    return None if span.censored else span.months


def _forecasts(past: Past, field: Mapping[str, Rival], truth: Pair, definition: str) -> Iterator[Forecast]:
    """The forecasts of all rivals from one cutoff, at the horizons that came to pass and at which each has a spread."""
    for months in HORIZONS:
        target = later(past.cutoff, months)
        if target > truth.leader.ranking.vintage - SETTLED:
            return
        try:
            said = {name: rival(past.leads, months) for name, rival in field.items()}
        except NotEnoughData:
            continue
        came = measured(truth, target, definition_of(definition)).central.months
        evidence = tuple(dict.fromkeys((*past.evidence, *truth.leader.ranking.evidence)))
        for name, draws in said.items():
            yield Forecast(
                tier=past.tier,
                cutoff=past.cutoff,
                target=target,
                months=months,
                rival=name,
                draws=draws,
                truth=came,
                evidence=evidence,
            )
