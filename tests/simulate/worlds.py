"""A past made by rule: stocks that grow, frontiers that rise in steps."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.catalog.contenders import Bloc
from leadline.simulate.start import Start

OBSERVED, COUNTED = 45, 36


def made(blocs: Sequence[Bloc], *, gap: float = 9.0, pace: float = 1.1) -> Start:
    """Frontiers that rise by `pace` a month, every third month, the first `gap` points ahead of the others."""
    months = np.arange(OBSERVED)
    steps = 119.0 + pace * (months - months % 3)
    stocks: dict[tuple[str, str], NDArray[np.float64]] = {
        (bloc.code, channel.kind): 1e5 * (20 if channel.kind == "bought" else 1) * 2.0 ** (np.arange(COUNTED) / 12)
        for bloc in blocs
        for channel in bloc.channels
    }
    return Start(
        blocs=tuple(blocs),
        frontiers=np.array([steps - (gap if place else 0.0) for place in range(len(blocs))]),
        errors=np.full((len(blocs), OBSERVED), 1.5),
        stocks=stocks,
        as_of=date(2026, 11, 24),
        vintage=date(2026, 10, 1),
        evidence=("made@2026-10-01/r1",),
    )
