"""The definitions of a lead: ten, each a measure with its window, in the order in which tables show them.

- Standing leads answer for one day: `step`, `interpolated`, `last-release`.
- Averages answer for a stretch: `average` over its days, `at-release` over the follower's records, `level-average` and
  `level-average-tied` over the levels that the follower passed.
- `trend` compares two lines; `time-to-match` and `mean-time-to-match` look forward from the leader's records.

A definition that looks back has a window of its own, unless another is asked for.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.capability import measures
from leadline.capability.frontier import Frontier
from leadline.capability.measures import Measure, Span, Terms
from leadline.errors import UnknownName
from leadline.forecast.intervals import INTERVAL
from leadline.units import DAYS_PER_MONTH


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One meaning of a lead."""

    measure: Measure
    """From frontiers that end on the day: leader, follower, the day, the terms."""
    window: float | None = None
    """How many months it looks back unless asked otherwise; None where it looks at one day."""
    ties: bool = False
    """Whether values nearer than the noise in them count as equal."""
    needs: str = "a record of each group"
    """What it cannot do without, for the error when it is missing."""
    censored: str = "the level was reached before the first scored model of the group ahead"
    """Why a lead may be longer than it can tell."""

    @property
    def name(self) -> str:
        """How arguments name it."""
        return self.measure.__name__.replace("_", "-")

    def between(
        self, leader: Frontier, follower: Frontier, day: int, *, window: float | None = None, tolerance: float = 0.0
    ) -> Span | None:
        """The lead on a day; records after it do not count."""
        if not len(leader.until(day).days) or not len(follower.until(day).days):
            return None
        terms = Terms((window or self.window or 0.0) * DAYS_PER_MONTH, tolerance)
        return self.measure(leader.until(day), follower.until(day), day, terms)


_RECORD_BEHIND = "a record of the group behind in the window"
_RECORD_AHEAD = "a record of the group ahead in the window"
DEFINITIONS: tuple[Definition, ...] = (
    Definition(measure=measures.step),
    Definition(measure=measures.interpolated),
    Definition(measure=measures.last_release),
    Definition(measure=measures.at_release, window=12, needs=_RECORD_BEHIND),
    Definition(measure=measures.average, window=12),
    Definition(measure=measures.level_average, window=12, needs=_RECORD_BEHIND),
    Definition(measure=measures.level_average_tied, window=12, ties=True, needs=_RECORD_BEHIND),
    Definition(measure=measures.trend, window=18, needs="three records of each group in the window"),
    Definition(
        measure=measures.time_to_match,
        window=24,
        needs=_RECORD_AHEAD,
        censored="fewer than half of the records are matched",
    ),
    Definition(
        measure=measures.mean_time_to_match,
        window=24,
        needs=_RECORD_AHEAD,
        censored="the record that waited longest is not matched",
    ),
)
"""In the order in which tables show them."""


def definition(name: str) -> Definition:
    """The definition of this name.

    >>> definition("trend").window
    18
    """
    by_name = {one.name: one for one in DEFINITIONS}
    if name not in by_name:
        raise UnknownName("definition", name, by_name, f"Definitions: {', '.join(by_name)}.")
    return by_name[name]


def tie_tolerance(draws: NDArray[np.float64]) -> float:
    """How near two models must be to count as equal: half of the 90 % interval of a difference, in units of the scale.

    Differences are those of neighbours among the models with these draws, shape (K, R), in each draw, so that what all
    share, such as the scale's own error, cancels; the median over the neighbours counts. Without draws it is 0.
    """
    if not draws.size or draws.shape[1] < 2:
        return 0.0
    ranked = draws[:, np.argsort(draws.mean(axis=0))]
    low, high = np.quantile(np.diff(ranked, axis=1), INTERVAL, axis=0)
    return float(np.median((high - low) / 2))
