"""The matrix product: cells times prices.

    cost of a cell on an offer = sum over meters of tokens x price of one token

The price is that of the cell's kind: what the offer charges at its instant for a request of its tier. What an offer
does not price is counted as tokens without a price, and never costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.usage.cells import COUNTED, FEES, Cells
from leadline.usage.record import METERS
from leadline.usage.schedule import Schedule, unit_price


@dataclass(frozen=True, kw_only=True, eq=False)
class Priced:
    """Cells at the prices of one offer."""

    by_meter: NDArray[np.float64]
    """Cells by meters: US dollars; zero where there is no price."""
    missing: NDArray[np.float64]
    """Cells by meters: tokens that have no price."""

    @property
    def usd(self) -> NDArray[np.float64]:
        """The cost of each cell, of what has a price."""
        return np.asarray(self.by_meter.sum(axis=1))


def price(cells: Cells, schedule: Schedule | None, which: NDArray[np.intp] | None = None) -> Priced:
    """Some cells, or all, at the prices of a schedule; none of their tokens has a price where there is none."""
    counts = cells.counts if which is None else cells.counts[which]
    places = range(len(cells.labels)) if which is None else which
    unit = _prices(cells, schedule, places)
    unknown = np.isnan(unit)
    return Priced(by_meter=np.where(unknown, 0.0, unit) * counts, missing=np.where(unknown, counts, 0.0))


def _prices(cells: Cells, schedule: Schedule | None, places: Sequence[int] | NDArray[np.intp]) -> NDArray[np.float64]:
    """Prices of one token, cells by meters; not a number where there is none."""
    found: dict[tuple[int, ...], list[float]] = {}
    timeless = schedule is not None and not schedule.edges and not schedule.windows
    lines = []
    for place in places:
        epoch, tier, *rest = cells.kinds[place]
        # Most schedules know no hours, and many no time: of their cells only the tier matters.
        kind = (min(epoch, 0), tier) if timeless else (epoch, tier, *rest)
        if kind not in found:
            found[kind] = _line(cells, schedule, int(place))
        lines.append(found[kind])
    return np.array(lines, dtype=float).reshape(-1, len(COUNTED))


def _line(cells: Cells, schedule: Schedule | None, place: int) -> list[float]:
    instant, tier = cells.moments[place]
    scale = schedule.scale(instant) if schedule else None
    if scale is None:
        return [*(float("nan") for _ in METERS), 0.0]
    context = cells.grid.context(tier)
    prices = [unit_price(scale, meter, context) for meter in METERS]
    fee = unit_price(scale, FEES, context)
    return [*(float("nan") if one is None else float(one) for one in prices), float(fee or 0)]
