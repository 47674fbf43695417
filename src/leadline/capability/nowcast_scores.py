"""The nowcast in its own hindcast: was it nearer to what was found than the lead as it was told?

For each of a list of past days the view of that day gives the lead as it was told and the nowcast of it, each with its
draws; the truth is the lead of the same day by the newest vintage of the view, by the same definition. A day counts
only if the newest vintage is at least 60 days younger: before that the truth still moves by what the nowcast corrects.
Two lists: the ends of months, as a reader comes, and the days on which new scores became known, when a lead is as fresh
as it can be.

    error     value - truth; its mean is the bias, the mean of its size the MAE
    CRPS      of the draws, as `forecast/scores.py` has it
    coverage  share of days on which the 90 % interval of the draws holds the truth
    gain      mean over the days of the uncorrected lead's error, or CRPS, less the nowcast's; its 90 % interval is
              1.645 times the standard error of that mean to either side

Days near each other share models, so that fewer cases are independent than are counted and the interval of the gain is
too narrow.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf, sqrt

import numpy as np

from leadline.capability.lead import lead_in
from leadline.capability.nowcast import Floats, Nowcast, nowcast
from leadline.capability.setting import SEED
from leadline.capability.vintages import SETTLED, newest, vintages
from leadline.errors import NotEnoughData
from leadline.forecast import scores
from leadline.forecast.intervals import Z_90
from leadline.model import Figure
from leadline.store.view import View
from leadline.units import whole_months

METHOD = "nowcast_score/1"
DRAWS = 100
KINDS = ("ends of months", "days of new scores")
SAID = ("uncorrected", "nowcast")
"""The lead as it was told on the day, and the nowcast."""
GAIN = "gain"
"""By how much smaller the nowcast's error or CRPS was, on average over the days."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """One past day: what was said on it, and what was found."""

    day: date
    kind: str
    said: Nowcast
    truth: Figure


def cases(
    view: View,
    leader: str,
    follower: str,
    *,
    definition: str = "step",
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[Sequence[tuple[str, date]]], Iterable[tuple[str, date]]] = iter,
) -> list[Case]:
    """Every past day that can be scored, oldest first in each kind; `progress` may watch the days go by.

    Raises NotEnoughData where there is none.
    """
    truth = newest(view).index(0)
    days = [(kind, day) for kind in KINDS for day in origins(view, kind)]
    found = []
    for kind, day in progress(days):
        try:
            said = nowcast(view.earlier(day), leader, follower, definition=definition, draws=draws, seed=seed)
            after = lead_in(truth, leader, follower, day, definition=definition)
        except NotEnoughData:
            continue
        found.append(Case(day=day, kind=kind, said=said, truth=after))
    if not found:
        raise NotEnoughData(
            f"No nowcast of a lead of {leader} over {follower} can be scored: that needs vintages {SETTLED.days} days "
            f"apart, by {view.as_of}."
        )
    return found


def origins(view: View, kind: str) -> list[date]:
    """The past days of a kind, from the second vintage on, that are old enough for their truth to have settled."""
    known, last = vintages(view), newest(view).day - SETTLED
    if kind == KINDS[0]:
        return whole_months(known[0].day, last)
    fresh = [day for vintage in known if newest(view.earlier(day := vintage.day)).day == day]
    return sorted({day for day in fresh if day <= last})


def score_figures(view: View, found: Sequence[Case]) -> list[Figure]:
    """MAE, bias, CRPS and coverage of the lead as told and of the nowcast, for each kind of days."""
    return [
        figure
        for kind in KINDS
        if (own := [case for case in found if case.kind == kind])
        for figure in (*_scores(view, own, "uncorrected"), *_scores(view, own, "nowcast"), *_gains(view, own))
    ]


def _scores(view: View, own: Sequence[Case], said: str) -> list[Figure]:
    told = [_told(case, said) for case in own]
    misses = np.array([value - case.truth.value for (value, _), case in zip(told, own, strict=True)])
    held = [
        scores.covered(*scores.central([draws], 0.9), [case.truth.value])[0]
        for (_, draws), case in zip(told, own, strict=True)
    ]
    found = {
        "MAE": float(np.abs(misses).mean()),
        "bias": float(misses.mean()),
        "CRPS": float(_each(own, said, "CRPS").mean()),
    }
    figures = [_figure(view, own, said, score, value) for score, value in found.items()]
    return [*figures, replace(_figure(view, own, said, "coverage", 100 * float(np.mean(held))), unit="%")]


def _gains(view: View, own: Sequence[Case]) -> list[Figure]:
    figures = []
    for score in ("MAE", "CRPS"):
        gain = _each(own, "uncorrected", score) - _each(own, "nowcast", score)
        half = Z_90 * float(gain.std(ddof=1)) / sqrt(len(gain)) if len(gain) > 1 else inf
        value = float(gain.mean())
        figure = _figure(view, own, GAIN, score, value)
        figures.append(figure if half == inf else replace(figure, low=value - half, high=value + half, interval="90%"))
    return figures


def _told(case: Case, said: str) -> tuple[float, Floats]:
    """The value and the draws of what was said."""
    if said == "nowcast":
        return case.said.figure.value, case.said.draws
    return case.said.uncorrected.value, case.said.uncorrected_draws


def _each(own: Sequence[Case], said: str, score: str) -> Floats:
    """The error or the CRPS of each case."""
    if score == "MAE":
        return np.array([abs(_told(case, said)[0] - case.truth.value) for case in own])
    return np.array([scores.crps_ensemble([_told(case, said)[1]], [case.truth.value])[0] for case in own])


def _figure(view: View, own: Sequence[Case], said: str, score: str, value: float) -> Figure:
    last = own[-1]
    names = {name: last.truth.args[name] for name in ("leader", "follower", "definition")}
    evidence = [key for case in own for key in (*case.said.figure.evidence, *case.truth.evidence)]
    return Figure(
        metric="nowcast_score",
        args={**names, "days": last.kind, "said": said, "score": score, "n": len(own)},
        value=value,
        unit="months",
        as_of=view.as_of,
        on=last.day,
        method=METHOD,
        grade=last.truth.grade,
        evidence=tuple(dict.fromkeys(evidence)),
    )
