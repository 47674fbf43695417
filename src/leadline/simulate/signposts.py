"""Signposts: which observation by which date would move which probability by how much.

An observation is that the lead, the gap in index points, the leader's share of contestable markets or its ratio of
compute stands in the highest or in the lowest quarter of its futures at the end of a month. The ensemble is conditioned
on it: the futures in which it comes true are kept, and the probability of the paper's scenarios in them, less that in
all, is what the observation would move. Observed is by the public index, whatever the yardstick of the outcome; both
have the same futures. It says what the model would learn, and only as far as its assumptions hold.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from leadline.errors import UserError
from leadline.forecast.intervals import Z_90
from leadline.model import Figure
from leadline.simulate import outcomes
from leadline.simulate.ensemble import TARGET, Ensemble
from leadline.simulate.equations import Floats
from leadline.simulate.outcomes import REGIONS
from leadline.simulate.paths import FIRST_YEAR, month_end, month_of

METHOD = "scenario_signpost/1"
UNITS = {"lead": ("months", 1.0), "gap": ("index points", 1.0), "share": ("%", 100.0), "ratio": ("times", 1.0)}
QUARTER = 0.25
AHEAD = (3, 6, 12)
"""Months after the as-of month at whose ends one looks."""


def signposts(base: Ensemble, seen: Ensemble) -> list[Figure]:
    """What every observation would move, the largest first.

    Args:
        base: The ensemble whose probabilities are moved.
        seen: The same futures by the public index.
    """
    if replace(seen.scenario, yardstick=base.scenario.yardstick) != base.scenario or seen.start is not base.start:
        raise UserError("Signposts need the same scenario by its own yardstick and by the index, on the same view.")
    months = [month for ahead in AHEAD if (month := month_of(base.start.as_of) + ahead) < 12 * (TARGET - FIRST_YEAR)]
    found = [
        _figure(base, what, month, side, series, name)
        for what in UNITS
        for month in months
        for series in [_seen(seen, what, month)]
        for side in ("at least", "at most")
        for name in REGIONS
    ]
    return sorted(found, key=lambda figure: -abs(figure.value))


def _seen(seen: Ensemble, what: str, month: int) -> Floats:
    return np.asarray(getattr(seen.futures, what)[month - seen.futures.first], dtype=np.float64) * UNITS[what][1]


def _figure(base: Ensemble, what: str, month: int, side: str, series: Floats, name: str) -> Figure:
    bound = float(np.quantile(series, 1 - QUARTER if side == "at least" else QUARTER))
    held = series >= bound if side == "at least" else series <= bound
    likely = outcomes.members(base, paper=name).astype(np.float64)
    value, error = moved(likely, held)
    return Figure(
        metric="scenario_signpost",
        args={
            "observed": what,
            "side": side,
            "bound": bound,
            "bound_unit": UNITS[what][0],
            "region": name,
            "then": round(100 * float(likely[held].mean()), 1),
            "beliefs": base.scenario.beliefs,
            "register": base.register,
        },
        value=100 * value,
        low=100 * (value - error),
        high=100 * (value + error),
        interval="90%",
        unit="points",
        as_of=base.start.as_of,
        on=month_end(month),
        method=METHOD,
        grade="assumption",
        evidence=(*base.start.evidence, f"register@{base.register}"),
    )


def moved(likely: Floats, inside: NDArray[np.bool_]) -> tuple[float, float]:
    """The mean where something holds less the mean in all, and the half-width of 90 % for the error of Monte Carlo.

    By hand: of four futures two have the outcome; of the two in which the observation comes true both have: 1 - 0.5.

    >>> moved(np.array([1.0, 1.0, 0.0, 0.0]), np.array([True, True, False, False]))[0]
    0.5
    """
    own, rest = likely[inside], likely[~inside]
    weight = len(rest) / len(likely)
    spread = own.var() / max(len(own), 1) + (rest.var() / len(rest) if len(rest) else 0.0)
    return float(own.mean() - likely.mean()), float(Z_90 * weight * spread**0.5)
