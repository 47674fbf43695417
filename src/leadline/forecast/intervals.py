"""The 90 % interval: from the 5th to the 95th per cent of what is drawn, or as wide on a normal distribution."""

from typing import Literal, TypedDict

import numpy as np
from numpy.typing import ArrayLike

from leadline.model import Interval

Z_90, Z_95 = 1.6448536269514722, 1.959963984540054
"""Half-widths of a normal interval of 90 and of 95 %, in standard deviations."""
INTERVAL = (0.05, 0.95)
"""The quantiles at which the interval of 90 % ends."""


class Ends(TypedDict):
    """The interval of a figure, as its arguments."""

    low: float | None
    high: float | None
    interval: Interval


def ends(low: float | None, high: float | None) -> Ends:
    """The 90 % interval with these ends; none where there are none.

    >>> ends(None, None)
    {'low': None, 'high': None, 'interval': 'none'}
    """
    if low is None or high is None:
        return {"low": None, "high": None, "interval": "none"}
    return {"low": float(low), "high": float(high), "interval": "90%"}


def ends_of(drawn: ArrayLike, *, least: int = 1, method: Literal["linear", "nearest"] = "linear") -> Ends:
    """The 90 % interval of draws, shape (K,); none where they are fewer than `least`.

    >>> ends_of(range(101))
    {'low': 5.0, 'high': 95.0, 'interval': '90%'}
    """
    values = np.asarray(drawn)
    return ends(*np.quantile(values, INTERVAL, method=method)) if len(values) >= least else ends(None, None)
