"""How fast the price of a level falls: the months in which it halves, by a straight line through its records.

    log2 price of record i = a - day of record i / T,   T by least squares over the records, in months of 30.4375 days

The interval is of the index alone: in each refit of the index the models that reach the level, and with them the
records, are others; low and high are the 5th and 95th per cent of the T of those refits in which there are at least
three records. It says nothing of how well a straight line describes the fall, of prices that were not seen, or of what
comes next. Where fewer than three records are known, there is no halving time.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from leadline.errors import NotEnoughData
from leadline.forecast.intervals import INTERVAL, Ends, ends
from leadline.model import Figure, Workload
from leadline.price_performance.levels import Level, Levels, levels
from leadline.price_performance.over_time import Costs, costs
from leadline.prices.workload import describe
from leadline.store.view import View
from leadline.units import DAYS_PER_MONTH

METHOD = "price_halving/1"
LEAST_RECORDS = 3


def halving(
    view: View, wanted: Level, workload: Workload, *, since: date | None = None, all_hosts: bool = False
) -> Figure:
    """The halving time of the price of a level in months, as one view tells it.

    Raises NotEnoughData where there are fewer than three records.
    """
    found = levels(view)
    told = costs(found, _ever_at(found, wanted.value), workload, all_hosts=all_hosts)
    places = [found.places[model] for model in told.models]
    central = _halving(told, found.index.values[places] >= wanted.value, since)
    if central is None:
        raise NotEnoughData(
            f"The price of the level {wanted.name} has fewer than {LEAST_RECORDS} records: no line runs through them."
        )
    refits = [_halving(told, draw[places] >= wanted.value, since) for draw in found.index.draws]
    drawn = [refit for refit in refits if refit is not None]
    return Figure(
        metric="price_halving",
        args={
            "level": wanted.name,
            "workload": describe(told.workload),
            "hosts": "all" if all_hosts else "own",
            "since": str(since or ""),
            "draws": len(drawn),
            "seed": found.index.setting.seed,
        },
        value=central,
        **_around(central, drawn),
        unit="months",
        as_of=view.as_of,
        on=view.as_of,
        method=METHOD,
        grade="estimate",
        evidence=tuple(dict.fromkeys([*_evidence(told), *found.index.evidence])),
        note="" if len(drawn) == len(refits) else f"{len(refits) - len(drawn)} refits have too few records",
    )


def _around(central: float, drawn: Sequence[float]) -> Ends:
    """The interval of the refits, widened to hold the value itself."""
    if not drawn:
        return ends(None, None)
    low, high = np.quantile(drawn, INTERVAL)
    return ends(min(low, central), max(high, central))


def _ever_at(found: Levels, wanted: float) -> list[str]:
    """The models that reach a level in the fit or in any refit."""
    best = np.maximum(found.index.values, found.index.draws.max(axis=0, initial=-np.inf))
    return [model for model, place in found.places.items() if best[place] >= wanted]


def _evidence(told: Costs) -> list[str]:
    return sorted({key for line in told.cheapest for one in line if one.figure for key in one.figure.evidence})


def _halving(told: Costs, members: NDArray[np.bool_], since: date | None) -> float | None:
    """The halving time over the records of some models; None where they are too few."""
    if not members.any():
        return None
    days, prices = records(told.days, told.usd[:, members].min(axis=1), since.toordinal() if since else 0)
    return fitted(days, prices) if len(days) >= LEAST_RECORDS else None


def records(
    days: NDArray[np.int64], prices: NDArray[np.float64], first: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The days from `first` on at which a price was lower than on all days before, and the prices.

    What held on the first day counts as a record of that day.

    >>> days, prices = records(np.array([10, 20, 30, 40]), np.array([8.0, 9.0, 4.0, 4.0]))
    >>> days.tolist(), prices.tolist()
    ([10, 30], [8.0, 4.0])
    """
    last_before = max(0, int(np.searchsorted(days, first, side="right")) - 1)
    days, prices = np.maximum(days[last_before:], first), prices[last_before:]
    before = np.concatenate([[np.inf], np.minimum.accumulate(prices)[:-1]])
    return days[prices < before], prices[prices < before]


def fitted(days: Sequence[int] | NDArray[np.int64], prices: Sequence[float] | NDArray[np.float64]) -> float:
    """Months in which a price halves, by least squares on its logarithm.

    From 8 to 1 in 3 months of 30.4375 days, through 4 and 2:

    >>> fitted([0, 30, 61, 91], [8.0, 4.0, 2.0, 1.0])
    0.998
    """
    centred = np.asarray(days, dtype=float) - np.mean(days)
    slope = float(centred @ np.log2(np.asarray(prices)) / (centred @ centred))
    return -1 / slope / DAYS_PER_MONTH
