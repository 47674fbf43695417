"""The Kaplan-Meier estimate: how long until an event, where some have not had it yet.

Of those still waiting just before a time t, n(t), some d(t) have their event at it; those whose observation ends before
their event count as waiting until then. The share still waiting is

    S(t) = product over the times of events t_i <= t of (1 - d(t_i) / n(t_i))

Kaplan and Meier, Nonparametric estimation from incomplete observations, 1958.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, eq=False)
class Survival:
    """The share still waiting, a falling step function."""

    times: NDArray[np.float64]
    """Distinct times of events, rising, shape (T,)."""
    waiting: NDArray[np.float64]
    """Share still waiting from each time on, shape (T,)."""
    longest: float
    """The longest time that anyone was observed: nothing is known beyond it."""

    @property
    def median(self) -> float:
        """The first time by which half have had their event; infinity where fewer have."""
        half = np.flatnonzero(self.waiting <= 0.5 + 1e-12)
        return float(self.times[half[0]]) if len(half) else np.inf

    @property
    def restricted_mean(self) -> float:
        """The mean time until the event, or until the longest observed time if that comes first: the area under S."""
        edges = np.concatenate([[0.0], self.times, [self.longest]])
        return float(np.sum(np.diff(edges) * np.concatenate([[1.0], self.waiting])))

    @property
    def complete(self) -> bool:
        """Whether nobody is left waiting at the end, so that the restricted mean is the mean."""
        return bool(self.waiting[-1] < 1e-12) if len(self.waiting) else False


def kaplan_meier(times: NDArray[np.float64], observed: NDArray[np.bool_]) -> Survival:
    """The estimate from the times of n subjects, each that of an event (`observed`) or of the end of observation.

    An observation that ends at the time of an event counts as waiting at it.

    >>> found = kaplan_meier(np.array([2.0, 3.0, 3.0, 5.0]), np.array([True, True, False, False]))
    >>> found.waiting, found.median, found.restricted_mean  # 3/4, then 3/4 x 2/3; 2 + 1 x 3/4 + 2 x 1/2
    (array([0.75, 0.5 ]), 3.0, 3.75)
    """
    events = np.unique(times[observed])
    at_risk = (times[:, None] >= events).sum(axis=0)
    had = ((times[:, None] == events) & observed[:, None]).sum(axis=0)
    return Survival(times=events, waiting=np.cumprod(1 - had / at_risk), longest=float(times.max()))
