"""How likely a lead is to be short, or to be the follower's; and how likely a model is to be the best.

Shares of the draws of a ranking: they tell what the noise in the scores leaves open, not what dates, unscored models or
the choice of benchmarks do. A draw in which a definition has nothing to go by does not count.

A draw whose lead is only known to be at least m is not known to be below x, even where m < x: it counts as below, the
probability is told as "at most", and the note counts such draws. An "at most" below zero is negative in any case.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from leadline.capability.dates import dated
from leadline.capability.definitions import definition as definition_of
from leadline.capability.index import index
from leadline.capability.ranking import Ranking
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.sides import pair, side
from leadline.capability.spread import LEAST_DRAWS, Measured, grade, lead_args, measured
from leadline.errors import UserError
from leadline.model import Figure
from leadline.store.view import View

METHOD = "lead_probability/1"
BEST_METHOD = "best_model/1"
BELOW = (3, 6, 12)
"""Months that a lead may be shorter than."""
MOST = 5
"""Models that are listed as possibly the best, at most."""


def lead_probabilities(
    view: View,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    definition: str = "step",
    window: float | None = None,
    dates: str = "source",
    setting: Setting = STANDARD,
) -> list[Figure]:
    """P(lead < 3, 6 and 12 months) and P(the follower is ahead), in per cent; arguments as for `lead`."""
    ranking = dated(index(view, setting), dates)
    return probabilities_in(ranking, leader, follower, on or view.as_of, definition=definition, window=window)


def probabilities_in(
    ranking: Ranking, leader: str, follower: str, on: date, *, definition: str = "step", window: float | None = None
) -> list[Figure]:
    """The same by any ranking; nothing where it has too few draws to tell."""
    sides, which = pair(ranking, leader, follower), definition_of(definition)
    found = measured(sides, on, which, window)
    if len(found.drawn) < LEAST_DRAWS:
        return []
    return [
        Figure(
            metric="lead_probability",
            args={**lead_args(sides, which, window), "event": chance.event},
            value=chance.value,
            unit="%",
            as_of=ranking.view.as_of,
            on=on,
            method=METHOD,
            grade=grade(sides),
            evidence=ranking.evidence,
            note="; ".join(part for part in (ranking.note, chance.note) if part),
            bound="at most" if chance.note else "exact",
        )
        for chance in chances(found)
    ]


class Chance(NamedTuple):
    """The share of draws, in per cent, in which something may be so."""

    event: str
    value: float
    note: str
    """How many of them are not known to be so; empty where all are."""


def chances(found: Measured) -> Iterator[Chance]:
    """How many draws of a lead are below some months, or negative, or may be.

    By hand: of four draws of -1, at least 2, 4 and 7 months, two are below 3 months at most: one is known to be.
    """
    for event, months in (*((f"below {months} months", months) for months in BELOW), ("negative", 0)):
        below = found.drawn < months
        open_ = int((below & found.at_least).sum())
        note = f"{open_} of {len(below)} draws are lower bounds that count as below" if open_ else ""
        yield Chance(event, 100 * float(np.mean(below)), note)


def best_models(view: View, group: str = "world", *, on: date | None = None, most: int = MOST) -> list[Figure]:
    """P(a model has the highest index of a group), in per cent, likeliest first; models that never have it are out."""
    return best_in(index(view), group, on or view.as_of, most=most)


def best_in(ranking: Ranking, group: str, on: date, *, most: int = MOST) -> list[Figure]:
    """The same by any ranking; nothing where it has too few draws to tell.

    Raises UserError where fewer than one model is asked for.
    """
    if most < 1:
        raise UserError(f"Expected at least 1 model to list, found {most}.")
    held = side(ranking, group)
    held.require(on.toordinal(), on)
    places = held.places[held.days <= on.toordinal()]
    if len(ranking.draws) < LEAST_DRAWS:
        return []
    best, times = np.unique(places[ranking.draws[:, places].argmax(axis=1)], return_counts=True)
    ranked = sorted(zip(times, best, strict=True), key=lambda one: (-one[0], -ranking.values[one[1]]))
    return [
        Figure(
            metric="best_model",
            args={"model": ranking.models[place].name, "group": held.group.name, **ranking.identity},
            value=100 * float(count) / len(ranking.draws),
            unit="%",
            as_of=ranking.view.as_of,
            on=on,
            method=BEST_METHOD,
            grade="assumption" if held.assumed else "estimate",
            evidence=ranking.evidence,
            note=ranking.note,
        )
        for count, place in ranked[:most]
    ]
