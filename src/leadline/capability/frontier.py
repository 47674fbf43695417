"""Frontiers: the running best of a group of models, as the steps at which it rose.

    F(t) = the highest index of any model of the group released by day t

A frontier only rises, so that it is told by its records: the days on which a new best was released, and the values.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.units import months


@dataclass(frozen=True, kw_only=True, eq=False)
class Frontier:
    """The records of a group, oldest first."""

    days: NDArray[np.int64]
    """Day of each of the R records, as a proleptic ordinal; rising, shape (R,)."""
    values: NDArray[np.float64]
    """Index of each record; rising, shape (R,)."""
    places: NDArray[np.intp]
    """Which of the models it was made from holds each record, shape (R,)."""

    def until(self, day: int) -> "Frontier":
        """The records by a day: what came later must not bend the line before it."""
        past = int(np.searchsorted(self.days, day, side="right"))
        return Frontier(days=self.days[:past], values=self.values[:past], places=self.places[:past])

    def level(self, day: int) -> float:
        """The best by a day; minus infinity before the first record.

        >>> frontier(np.array([10, 40]), np.array([140.0, 150.0])).level(39)
        140.0
        """
        return float(self.levels(np.array([day]))[0])

    def levels(self, days: NDArray[np.int64]) -> NDArray[np.float64]:
        """The best by each of several days."""
        return np.concatenate([[-np.inf], self.values])[np.searchsorted(self.days, days, side="right")]

    def reached(self, level: float, *, interpolated: bool = False) -> float:
        """The first day at which the frontier stood at or above a level; infinity where it never did.

        Interpolated: along straight lines from record to record, so at the latest on that day. A level at or below the
        first record was reached on the day of that record, or before: nothing is known of the time before it.

        >>> steps = frontier(np.array([10, 40]), np.array([140.0, 150.0]))
        >>> steps.reached(145.0), steps.reached(145.0, interpolated=True), steps.reached(151.0)
        (40.0, 25.0, inf)
        """
        after = int(np.searchsorted(self.values, level, side="left"))
        if after == len(self.values):
            return np.inf
        if not interpolated or after == 0:
            return float(self.days[after])
        return float(np.interp(level, self.values[after - 1 : after + 1], self.days[after - 1 : after + 1]))

    def firsts(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """The first day at or above each of several levels, by steps; infinity where the frontier never was.

        >>> frontier(np.array([10, 40]), np.array([140.0, 150.0])).firsts(np.array([139.0, 145.0, 151.0]))
        array([10., 40., inf])
        """
        return np.append(self.days.astype(float), np.inf)[np.searchsorted(self.values, levels, side="left")]


def frontier(days: NDArray[np.int64], values: NDArray[np.float64]) -> Frontier:
    """The records among models with these release days and values, both of shape (M,).

    Of several models on one day the best counts; a tie with an earlier record is no record.
    """
    order = np.lexsort((-values, days))
    best = np.maximum.accumulate(values[order])
    record = np.diff(best, prepend=-np.inf) > 0
    places = order[record]
    return Frontier(days=days[places], values=values[places], places=places)


def months_behind(ours: Frontier, theirs: Frontier, day: int, *, interpolated: bool = False) -> float:
    """How many months before the day `ours` reached the level of `theirs`; 0 where it has not."""
    reached = min(ours.reached(theirs.level(day), interpolated=interpolated), day)
    return months(day - reached)
