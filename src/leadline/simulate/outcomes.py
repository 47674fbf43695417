"""Outcomes of an ensemble as figures: the mean lead over 2028 in exhaustive classes, times adoption.

The statistic is the mean of the lead over the twelve month-ends of 2028, since a lead saw-tooths: it rises a month a
month until the follower's next record. Its classes leave nothing out; so do those of the leader's share of tokens in
contestable markets at the end of 2028. What fits neither scenario of the paper is named as such:

- the paper's first scenario: a lead of 12 months or more;
- its second: within 3 months either way or the follower ahead, or a lead below 6 months with a share below 0.6;
- neither: all the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from leadline.forecast.intervals import Z_90, ends_of
from leadline.model import Arg, Figure, Grade
from leadline.simulate import equations as eq
from leadline.simulate import measurement
from leadline.simulate.ensemble import TARGET, Ensemble, paired
from leadline.simulate.equations import Floats
from leadline.simulate.paths import month_end

LEAD_METHOD = "scenario_lead/1"
CLASS_METHOD = "scenario_class/1"
SHARE_METHOD = "scenario_share/1"
GAP_METHOD = "scenario_gap/1"
RATIO_METHOD = "scenario_compute_ratio/1"
EFFECT_METHOD = "scenario_effect/1"
CHANGE_METHOD = "scenario_class_change/1"
CAPPED_METHOD = "scenario_capped/1"
MONTH_METHOD = "scenario_month/1"
END = date(TARGET, 12, 31)


@dataclass(frozen=True, kw_only=True)
class Class:
    """A class of an outcome: from `low` to before `high`."""

    name: str
    low: float
    high: float

    def holds(self, values: Floats) -> NDArray[np.bool_]:
        """Which draws are in it."""
        return np.asarray((values >= self.low) & (values < self.high))


LEADS = (
    Class(name="24 or more", low=24, high=np.inf),
    Class(name="12 to 24", low=12, high=24),
    Class(name="6 to 12", low=6, high=12),
    Class(name="3 to 6", low=3, high=6),
    Class(name="within 3", low=float(np.nextafter(-3, 0)), high=3),
    Class(name="follower ahead by 3 or more", low=-np.inf, high=float(np.nextafter(-3, 0))),
)
"""Of the mean lead in months, exhaustive; just 3 either way belongs to the side that is ahead."""
SHARES = (
    Class(name="0.6 or more", low=0.6, high=np.inf),
    Class(name="0.4 to 0.6", low=0.4, high=0.6),
    Class(name="below 0.4", low=-np.inf, high=0.4),
)
"""Of the leader's share of tokens in contestable markets."""


class _Common(TypedDict):
    """What all figures of an ensemble share."""

    as_of: date
    on: date
    grade: Grade
    evidence: tuple[str, ...]


REGIONS = ("first scenario", "second scenario", "neither")
ALL = "all"


def region(lead: Floats, share: Floats, name: str) -> NDArray[np.bool_]:
    """Which draws are in a region of the paper.

    >>> lead, share = np.array([13.0, 8.0, 5.0, 5.0, 1.0]), np.array([0.3, 0.5, 0.7, 0.5, 0.9])
    >>> [region(lead, share, name).astype(int).tolist() for name in REGIONS]
    [[1, 0, 0, 0, 0], [0, 0, 0, 1, 1], [0, 1, 1, 0, 0]]
    """
    first = lead >= 12
    second = (lead < 3) | ((lead < 6) & (share < 0.6))
    return {"first scenario": first, "second scenario": second, "neither": ~first & ~second}[name]


def mean_lead(found: Ensemble) -> Figure:
    """The mean lead over the year: median of the draws, with the 5th and 95th per cent."""
    return _figure(found, "scenario_lead", {}, found.lead, "months", LEAD_METHOD)


def share(found: Ensemble) -> Figure:
    """The leader's share of contestable markets at the end of the year in per cent."""
    return _figure(found, "scenario_share", {}, 100 * found.share, "%", SHARE_METHOD)


def gap(found: Ensemble) -> Figure:
    """The gap of the frontiers at the end of the year in index points."""
    return _figure(found, "scenario_gap", {}, found.gap, "index points", GAP_METHOD)


def ratio(found: Ensemble) -> Figure:
    """The ratio of usable compute at the end of the year."""
    return _figure(found, "scenario_compute_ratio", {}, found.ratio, "times", RATIO_METHOD)


def class_share(found: Ensemble, lead: str = ALL, adoption: str = ALL, paper: str = ALL) -> Figure:
    """The probability of a class of lead, a class of adoption, both, or a region of the paper, in per cent.

    The interval is that of the error of Monte Carlo alone.
    """
    held = members(found, lead, adoption, paper)
    args: dict[str, Arg] = {"lead": lead, "adoption": adoption, "region": paper}
    return _probability(found, "scenario_class", args, held, CLASS_METHOD)


def capped(found: Ensemble) -> Figure:
    """The share of draws that a physical limit held back, in per cent."""
    return _probability(found, "scenario_capped", {}, found.capped, CAPPED_METHOD)


def members(found: Ensemble, lead: str = ALL, adoption: str = ALL, paper: str = ALL) -> NDArray[np.bool_]:
    """Which draws are in a class of lead and of adoption, and in a region of the paper."""
    held = np.ones(len(found.lead), dtype=bool)
    if lead != ALL:
        held &= next(one for one in LEADS if one.name == lead).holds(found.lead)
    if adoption != ALL:
        held &= next(one for one in SHARES if one.name == adoption).holds(found.share)
    if paper != ALL:
        held &= region(found.lead, found.share, paper)
    return held


def classes(found: Ensemble) -> Iterator[Figure]:
    """Every class of lead, every class of adoption, and every cell of both, and the regions of the paper."""
    for lead in (ALL, *(one.name for one in LEADS)):
        for adoption in (ALL, *(one.name for one in SHARES)):
            if (lead, adoption) != (ALL, ALL):
                yield class_share(found, lead, adoption)
    for name in REGIONS:
        yield class_share(found, paper=name)


def effect(found: Ensemble, base: Ensemble, outcome: str = "lead") -> Figure:
    """The paired change of an outcome between two settings of levers: mean over draws, with the draws' own 90 %.

    Raises UserError where the draws of both are not the same.
    """
    paired(found, base)
    values = {"lead": (found.lead, base.lead, "months"), "share": (100 * found.share, 100 * base.share, "points")}
    own, other, unit = values[outcome]
    drawn = own - other
    return Figure(
        metric="scenario_effect",
        args={**_args(found), "outcome": outcome, "against": _setting(base)},
        value=float(drawn.mean()),
        **ends_of(drawn),
        unit=unit,
        method=EFFECT_METHOD,
        note=f"{100 * np.mean(drawn > 0):.0f} % of draws rise, {100 * np.mean(drawn < 0):.0f} % fall",
        **_common(found),
    )


def change(found: Ensemble, base: Ensemble, lead: str = ALL, paper: str = ALL) -> Figure:
    """The change of a probability between two settings in points, with the error of Monte Carlo of paired draws."""
    paired(found, base)
    moved = members(found, lead, paper=paper).astype(float) - members(base, lead, paper=paper)
    mean, error = float(moved.mean()), Z_90 * float(moved.std()) / len(moved) ** 0.5
    return Figure(
        metric="scenario_class_change",
        args={**_args(found), "against": _setting(base), "lead": lead, "region": paper},
        value=100 * mean,
        low=100 * (mean - error),
        high=100 * (mean + error),
        interval="90%",
        unit="points",
        method=CHANGE_METHOD,
        **_common(found),
    )


def months(found: Ensemble, outcome: str = "lead", level: int = 90) -> list[Figure]:
    """An outcome at every month-end of the forecast: median with the middle `level` per cent, for a fan."""
    units = {"lead": ("months", 1.0), "gap": ("index points", 1.0), "share": ("%", 100.0), "ratio": ("times", 1.0)}
    unit, times = units[outcome]
    series = getattr(found.futures, outcome) * times
    low, middle, high = np.quantile(series, (0.5 - level / 200, 0.5, 0.5 + level / 200), axis=1)
    return [
        Figure(
            metric="scenario_month",
            args={**_args(found), "outcome": outcome, "level": level},
            value=float(middle[place]),
            low=float(low[place]),
            high=float(high[place]),
            interval="90%" if level == 90 else "range",
            unit=unit,
            method=MONTH_METHOD,
            **_common(found, month_end(found.futures.first + place)),
        )
        for place in range(len(series))
    ]


def seen(found: Ensemble) -> list[Figure]:
    """The lead at every month-end of history from 2024 on, by the frontiers that were seen on the public index."""
    frontiers = found.start.frontiers[:, :, None]
    rivals = range(1, len(frontiers))
    return [
        Figure(
            metric="scenario_month",
            args={**_args(found), "outcome": "lead", "level": 0, "levers": "none", "yardstick": "index"},
            value=float(min(eq.lead(frontiers[0], frontiers[rival], month)[0] for rival in rivals)),
            interval="none",
            unit="months",
            method=MONTH_METHOD,
            **_common(found, month_end(month)),
        )
        for month in range(measurement.FIRST + 1, found.start.observed)
    ]


def _figure(found: Ensemble, metric: str, args: dict[str, Arg], drawn: Floats, unit: str, method: str) -> Figure:
    return Figure(
        metric=metric,
        args={**_args(found), **args},
        value=float(np.median(drawn)),
        **ends_of(drawn),
        unit=unit,
        method=method,
        **_common(found),
    )


def _probability(found: Ensemble, metric: str, args: dict[str, Arg], held: NDArray[np.bool_], method: str) -> Figure:
    """A share of draws in per cent, with Wilson's interval of 90 % for the error of Monte Carlo."""
    low, high = wilson(int(held.sum()), len(held))
    return Figure(
        metric=metric,
        args={**_args(found), **args},
        value=100 * float(held.mean()),
        low=100 * low,
        high=100 * high,
        interval="90%",
        unit="%",
        method=method,
        **_common(found),
    )


def wilson(count: int, draws: int, z: float = Z_90) -> tuple[float, float]:
    """The interval of 90 % of a share after `count` of `draws`; never beyond 0 and 1, and never empty at 0.

    By hand for 0 of 8,000: high = z^2/(n + z^2) = 2.7055/8002.7 = 0.000338.

    >>> [round(end, 6) for end in wilson(0, 8000)]
    [0.0, 0.000338]
    """
    share, square = count / draws, z * z / draws
    middle = (share + square / 2) / (1 + square)
    half = (share * (1 - share) * z * z / draws + square**2 / 4) ** 0.5 / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def _args(found: Ensemble) -> dict[str, Arg]:
    asked = found.scenario
    return {
        "leader": found.start.blocs[0].code,
        "follower": found.start.blocs[1].code,
        "levers": _setting(found),
        "beliefs": asked.beliefs,
        "yardstick": asked.yardstick,
        "draws": asked.draws,
        "seed": asked.seed,
        "register": found.register,
    }


def _setting(found: Ensemble) -> str:
    """The levers in a few words: `chips 1, models 0.5 from 2027-06`; `none` where all are at 0."""
    told = [
        f"{name} {' then '.join(way.told for way in ways)}"
        for name, ways in found.scenario.levers.items()
        if any(way.strength for way in ways)
    ]
    return ", ".join(told) or "none"


def _common(found: Ensemble, on: date = END) -> _Common:
    return {
        "as_of": found.start.as_of,
        "on": on,
        "grade": "assumption",
        "evidence": (*found.start.evidence, f"register@{found.register}"),
    }
