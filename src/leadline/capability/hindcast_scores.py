"""Scores of the rivals of a hindcast, by tier and horizon: CRPS, MAE of the median, bias, coverage.

Windows of one tier and horizon that do not overlap are counted: only they are independent cases. Targets that came to
pass but have not settled yet are counted in the note.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from leadline.capability.definitions import definition as definition_of
from leadline.capability.hindcast import FIRST, Forecast, Tier, later, quarter_ends
from leadline.capability.sides import pair
from leadline.capability.spread import grade
from leadline.capability.vintages import SETTLED, central_draws, newest, vintages
from leadline.forecast import scores
from leadline.model import Arg, Figure
from leadline.store.view import View

METHOD = "hindcast_score/1"
LEVELS = (0.5, 0.8, 0.9)
"""Of the central intervals whose coverage is told."""


def unsettled(view: View, tier: Tier, months: int) -> int:
    """How many cutoffs have a target that came to pass but whose truth has not settled yet."""
    last = newest(view).day
    first = vintages(view)[0].day if tier == "vintage" else FIRST
    targets = [later(cutoff, months) for cutoff in quarter_ends(first, last)]
    return sum(last - SETTLED < target <= last for target in targets)


def _left_out(view: View, tier: Tier, months: int) -> str:
    count = unsettled(view, tier, months)
    return f"targets left out as less than {SETTLED.days} days older than the newest scores: {count}" if count else ""


def independent(windows: Sequence[tuple[date, date]]) -> list[int]:
    """The places of the windows from cutoff to target that do not overlap, taken as early as they come.

    >>> independent([(date(2025, 6, 30), date(2025, 12, 31)), (date(2025, 9, 30), date(2026, 3, 31)),
    ...              (date(2025, 12, 31), date(2026, 6, 30))])
    [0, 2]
    """
    places, free = [], date.min
    for place in sorted(range(len(windows)), key=lambda place: windows[place][1]):
        cutoff, target = windows[place]
        if cutoff >= free:
            places.append(place)
            free = target
    return places


def score_figures(view: View, found: Sequence[Forecast], leader: str, follower: str, definition: str) -> list[Figure]:
    """CRPS, MAE of the median, bias and coverage of every rival, by tier and horizon."""
    sides = pair(newest(view).index(central_draws(definition_of(definition))), leader, follower)
    common = {"leader": sides.leader.group.name, "follower": sides.follower.group.name, "definition": definition}
    return [
        Figure(
            metric="hindcast_score",
            args={**common, **names, "score": score},
            value=value,
            unit=unit,
            as_of=view.as_of,
            on=own[-1].target,
            method=METHOD,
            grade=grade(sides),
            evidence=tuple(dict.fromkeys(key for one in own for key in one.evidence)),
            note=_left_out(view, own[0].tier, own[0].months),
        )
        for names, own in _by_rival(found)
        for score, value, unit in _scores(own)
    ]


def _by_rival(found: Sequence[Forecast]) -> Iterator[tuple[dict[str, Arg], list[Forecast]]]:
    for tier, months, rival in dict.fromkeys((one.tier, one.months, one.rival) for one in found):
        own = [one for one in found if (one.tier, one.months, one.rival) == (tier, months, rival)]
        windows = len(independent([(one.cutoff, one.target) for one in own]))
        yield {"tier": tier, "horizon": months, "rival": rival, "n": len(own), "independent": windows}, own


def _scores(own: Sequence[Forecast]) -> Iterator[tuple[str, float, str]]:
    truth = np.array([one.truth for one in own])
    middle = np.array([np.median(one.draws) for one in own])
    crps = [scores.crps_ensemble([one.draws], [one.truth])[0] for one in own]
    yield "CRPS", float(np.mean(crps)), "months"
    yield "MAE", float(scores.absolute_error(middle, truth).mean()), "months"
    yield "bias", float((middle - truth).mean()), "months"
    for level in LEVELS:
        held = [scores.covered(*scores.central([one.draws], level), [one.truth])[0] for one in own]
        yield f"coverage {100 * level:.0f} %", 100 * float(np.mean(held)), "%"
