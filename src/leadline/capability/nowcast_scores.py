"""The nowcast in its own hindcast: was it nearer to what was found than the lead as it was told?

For each of a list of past days the view of that day gives the lead as it was told and the nowcast of it, each with its
draws; the truth is the lead of the same day by the newest vintage of the view, by the same definition. A day counts
only if the newest vintage is at least 60 days younger: before that the truth still moves by what the nowcast corrects.
Two lists: the ends of months, as a reader comes, and the days on which new scores became known, when a lead is as fresh
as it can be.

    error     value - truth; its mean is the bias, the mean of its size the MAE
    CRPS      of the draws, as `forecast/scores.py` has it
    coverage  share of days on which the 90 % interval of the draws holds the truth

Days near each other share models, so that fewer cases are independent than are counted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from leadline.capability.lead import lead_in
from leadline.capability.nowcast import Nowcast, nowcast
from leadline.capability.setting import SEED
from leadline.capability.vintages import newest, vintages
from leadline.errors import NotEnoughData
from leadline.forecast import scores
from leadline.model import Figure
from leadline.store.view import View
from leadline.units import month_ends

METHOD = "nowcast_score/1"
SETTLED = timedelta(days=60)
DRAWS = 100
KINDS = ("ends of months", "days of new scores")
SAID = ("uncorrected", "nowcast")
"""The lead as it was told on the day, and the nowcast."""


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
        return month_ends(known[0].day, last) if known[0].day <= last else []
    fresh = [day for vintage in known if newest(view.earlier(day := vintage.day)).day == day]
    return sorted({day for day in fresh if day <= last})


def score_figures(view: View, found: Sequence[Case]) -> list[Figure]:
    """MAE, bias, CRPS and coverage of the lead as told and of the nowcast, for each kind of days."""
    return [
        figure
        for kind in KINDS
        if (own := [case for case in found if case.kind == kind])
        for said in SAID
        for figure in _scores(view, own, said)
    ]


def better(figures: Sequence[Figure], score: str = "CRPS") -> bool:
    """Whether the nowcast beats the lead as told by a score on every kind of days."""
    by = {(str(f.args["days"]), str(f.args["said"])): f.value for f in figures if f.args["score"] == score}
    return all(by[kind, "nowcast"] < by[kind, "uncorrected"] for kind in {kind for kind, _ in by})


def _scores(view: View, own: Sequence[Case], said: str) -> list[Figure]:
    truth = np.array([case.truth.value for case in own])
    draws = [case.said.draws if said == "nowcast" else case.said.uncorrected_draws for case in own]
    values = np.array([(case.said.figure if said == "nowcast" else case.said.uncorrected).value for case in own])
    ends = np.array([[end[0] for end in scores.central([drawn], 0.9)] for drawn in draws])
    crps = [scores.crps_ensemble([drawn], [outcome])[0] for drawn, outcome in zip(draws, truth, strict=True)]
    found = {
        "MAE": (float(scores.absolute_error(values, truth).mean()), "months"),
        "bias": (float((values - truth).mean()), "months"),
        "CRPS": (float(np.mean(crps)), "months"),
        "coverage": (100 * float(scores.covered(ends[:, 0], ends[:, 1], truth).mean()), "%"),
    }
    last = own[-1]
    names = {name: last.truth.args[name] for name in ("leader", "follower", "definition")}
    evidence = [key for case in own for key in (*case.said.figure.evidence, *case.truth.evidence)]
    return [
        Figure(
            metric="nowcast_score",
            args={**names, "days": own[0].kind, "said": said, "score": score, "n": len(own)},
            value=value,
            unit=unit,
            as_of=view.as_of,
            on=last.day,
            method=METHOD,
            grade=last.truth.grade,
            evidence=tuple(dict.fromkeys(evidence)),
        )
        for score, (value, unit) in found.items()
    ]
