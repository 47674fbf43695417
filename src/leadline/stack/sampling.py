"""Draws of an estimate that is published as a median with the 5th and the 95th per cent.

    x = median * (high / median)^(z / 1.645)   for z >= 0
    x = median * (low / median)^(-z / 1.645)   for z < 0,      z standard normal

a log-normal with a spread of its own on each side, which meets all three numbers. Sums, differences and shares are
taken draw by draw and read off afterwards: percentiles are never added. Estimates are drawn independently of each
other unless they are the same; publishers do not state how theirs hang together, and where two rise and fall together
an interval of their sum is too narrow. An estimate has one stream of chance, told by its name, so that it is drawn
alike wherever it enters: chips that count for the world and for a country are the same chips.
"""

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from leadline.errors import UserError
from leadline.forecast.intervals import INTERVAL, Z_90
from leadline.model import Observation

Floats = NDArray[np.float64]
DRAWS, SEED = 20_000, 20260924


def draws_of(row: Observation, rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Draws of one estimate, shape (draws,); all equal to the value where it has no interval.

    >>> row = Observation(source="s", indicator="i", entity="e", value=100.0, low=50.0, high=400.0, interval="5-95%",
    ...                   unit="chips", status="estimate")
    >>> np.quantile(draws_of(row, np.random.default_rng(1), 200_000), (0.05, 0.5, 0.95)).round(-1).tolist()
    [50.0, 100.0, 400.0]
    """
    if row.low is None or row.high is None:
        return np.full(draws, row.value)
    if not 0 < row.low <= row.value <= row.high:
        raise UserError(f"An interval of {row.low} to {row.high} around {row.value} cannot be drawn from.")
    z = rng.standard_normal(draws)
    upward, downward = np.log(row.high / row.value) / Z_90, np.log(row.value / row.low) / Z_90
    return np.asarray(row.value * np.exp(z * np.where(z >= 0, upward, downward)))


@lru_cache(maxsize=512)
def drawn(row: Observation, name: str, seed: int = SEED) -> Floats:
    """Draws of one estimate by the stream of chance of its name, shape (DRAWS,): the same ones whenever asked."""
    found = draws_of(row, np.random.default_rng([seed, crc32(name.encode())]))
    found.flags.writeable = False
    return found


def total(rows: Sequence[Observation], rng: np.random.Generator, draws: int = DRAWS) -> Floats:
    """Draws of a sum of estimates, shape (draws,); zero where there are none."""
    return sum((draws_of(row, rng, draws) for row in rows), np.zeros(draws))


def interval(drawn: Floats) -> tuple[float, float] | None:
    """The 5th and the 95th per cent of draws; none where they are all alike."""
    low, high = np.quantile(drawn, INTERVAL)
    return (float(low), float(high)) if low < high else None
