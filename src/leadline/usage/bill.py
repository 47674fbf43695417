"""What a log cost: as it reports, and recomputed at the prices that were in force at each row's instant.

    recomputed = sum over rows and meters of tokens x price at the row's instant, tier, hours and service
    saved by caching = the same with all cached tokens at the price of plain input, less recomputed

Decisions:

- What the log reports is never replaced. The two are compared over the rows that have both; the reported cost of
  searches and files (`cost_other`) is told apart, and what is left is unexplained: unknown discounts, fees, prices.
- Tokens without a price are told with the names of their models and the reason, and cost nothing in no sum.
- Searches are not in the recomputed cost: how many there are is told.
- Money reported in other currencies than US dollars is not compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import numpy as np
from narwhals.stable.v2.typing import IntoLazyFrame
from numpy.typing import NDArray

from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.store.view import View
from leadline.usage.cells import CONTEXT, COUNTED, FEES, NAMES, Cells, Written, cells, grid, names
from leadline.usage.offers import Key, Resolved, resolved
from leadline.usage.privacy import digest
from leadline.usage.record import METERS
from leadline.usage.repricing import price
from leadline.usage.schedule import CURRENCY, Schedule

METHOD = "usage_cost/1"
CACHING_METHOD = "usage_caching/1"
By = Literal["model", "day", "project", "meter"]
INPUT = METERS.index("input")
CACHED = [METERS.index(meter) for meter in CONTEXT if meter != "input"]
NONE = "none named"


@dataclass(frozen=True, kw_only=True)
class Part:
    """The rows of one model, day, project or meter."""

    name: str
    rows: int | None
    """None for a meter, which is a part of rows."""
    tokens: int
    unpriced: int
    """Tokens that have no price."""
    recomputed: float
    """US dollars, of the tokens that have a price."""
    reported: Decimal | None
    """US dollars; None where the log reports none, and for a meter."""
    difference: float | None = None
    """Reported less recomputed, over the rows that have both, of which all tokens have a price."""
    other: Decimal | None = None
    """Of the difference: reported for something else than tokens."""


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What a log cost, by parts and in all."""

    parts: tuple[Part, ...]
    """The dearest first; days in their order."""
    whole: Part
    cost: Figure | None
    """Recomputed; None where no token has a price."""
    saved: Figure | None
    """By caching; None where no token has a price."""
    unknown: dict[str, str]
    """Names of models of which tokens have no price, each with the reasons."""
    searches: int
    foreign: tuple[str, ...]
    """Other currencies of reported money."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sums:
    """A log reduced to cells, with what each of its names means."""

    view: View
    names: Sequence[Written]
    offers: Resolved
    cells: Cells

    @property
    def digest(self) -> str:
        """What tells one log from another in the identity of a figure: its totals, however its rows are parted."""
        totals = {one.key: np.zeros(len(COUNTED)) for one in self.names}
        for place, counts in enumerate(self.cells.counts):
            totals[self.key(place)] += counts
        told = ((*one.key, one.first, one.last, one.rows, *totals[one.key]) for one in self.names)
        return digest(*(part for line in told for part in line))[:12]

    def schedule(self, place: int) -> Schedule | None:
        """What was charged for a cell."""
        return self.offers.schedules.get(self.key(place))

    def key(self, place: int) -> Key:
        """The names of a cell as written."""
        return tuple(self.cells.labels[place][name] for name in NAMES)

    def last(self) -> Written:
        """The names whose rows go on longest; NotEnoughData of a log without an instant."""
        dated = [one for one in self.names if one.last is not None]
        if not dated:
            raise NotEnoughData("No row of the logs has an instant: prices of its time are unknown.")
        return max(dated, key=lambda one: str(one.last))


def sums(view: View, rows: IntoLazyFrame, by: Sequence[str] = (), others: Sequence[Schedule] = ()) -> Sums:
    """Reduce rows of usage to cells, with the edges of their own offers and of others that are to price them too."""
    found = names(rows)
    offers = resolved(view, found)
    edges = grid([*offers.schedules.values(), *others])
    return Sums(view=view, names=found, offers=offers, cells=cells(rows, edges, by))


def bill(view: View, rows: IntoLazyFrame, by: By = "model") -> Bill:
    """What the rows cost; see the module."""
    parted = ["currency", "reported", *([by] if by in ("day", "project") else [])]
    found = sums(view, rows, parted)
    usd, missing = charged(found)
    whole = _part("all", found, usd, missing, np.arange(len(usd)))
    parts = _meters(found, usd, missing) if by == "meter" else _parts(found, usd, missing, by)
    cost, saved = (_cost(found, usd), _saved(found, usd)) if whole.tokens > whole.unpriced else (None, None)
    currencies = {labels["currency"] for labels in found.cells.labels} - {None, CURRENCY}
    return Bill(
        parts=tuple(parts),
        whole=whole,
        cost=cost,
        saved=saved,
        unknown=_unknown(found, missing),
        searches=int(found.cells.searches.sum()),
        foreign=tuple(sorted(currencies)),
    )


def _unknown(found: Sums, missing: NDArray[np.float64]) -> dict[str, str]:
    """Of one name at several hosts or in several services all reasons."""
    told: dict[str, dict[str, None]] = {}
    for place in map(int, np.flatnonzero(missing.any(axis=1))):
        key, schedule = found.key(place), found.schedule(place)
        reason = (
            f"{schedule.source} has no price of {schedule.offer.id} for some meters or times of its rows."
            if schedule
            else found.offers.unknown[key]
        )
        told.setdefault(key[0] or NONE, {})[reason] = None
    return {name: " ".join(reasons) for name, reasons in told.items()}


def charged(found: Sums) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each cell cost by meter, and its tokens by meter that have no price."""
    usd = np.zeros_like(found.cells.counts)
    missing = np.zeros_like(usd)
    places: dict[Key, list[int]] = {}
    for place in range(len(usd)):
        places.setdefault(found.key(place), []).append(place)
    for key, held in places.items():
        which = np.array(held)
        priced = price(found.cells, found.offers.schedules.get(key), which)
        usd[which], missing[which] = priced.by_meter, priced.missing
    return usd, missing


def _parts(found: Sums, usd: NDArray[np.float64], missing: NDArray[np.float64], by: By) -> list[Part]:
    places: dict[str, list[int]] = {}
    for place, labels in enumerate(found.cells.labels):
        places.setdefault(str(labels[by]) if labels[by] is not None else NONE, []).append(place)
    parts = [_part(name, found, usd, missing, np.array(held)) for name, held in places.items()]
    return sorted(parts, key=lambda part: part.name if by == "day" else (-part.recomputed, -part.tokens, part.name))


def _part(
    name: str, found: Sums, usd: NDArray[np.float64], missing: NDArray[np.float64], which: NDArray[np.intp]
) -> Part:
    money = [
        (place, one)
        for place in which
        if found.cells.labels[place]["currency"] == CURRENCY and (one := found.cells.money[place])["cost"] is not None
    ]
    tokens = found.cells.counts[:, : len(METERS)].sum(axis=1)
    both = [(place, one) for place, one in money if tokens[place] and not missing[place].any()]
    reported = [one["cost"] for _, one in money if one["cost"] is not None]
    apart = [float(one["cost"] or 0) - float(usd[place].sum()) for place, one in both]
    other = [one["cost_other"] for _, one in both if one["cost_other"] is not None]
    return Part(
        name=name,
        rows=int(found.cells.rows[which].sum()),
        tokens=int(tokens[which].sum()),
        unpriced=int(missing[which].sum()),
        recomputed=float(usd[which].sum()),
        reported=sum(reported, Decimal()) if reported else None,
        difference=sum(apart) if both else None,
        other=sum(other, Decimal()) if other else None,
    )


def _meters(found: Sums, usd: NDArray[np.float64], missing: NDArray[np.float64]) -> list[Part]:
    """By meter, and the fees for each request, which are of no tokens."""
    parts = [
        Part(
            name=meter,
            rows=None,
            tokens=0 if meter == FEES else int(found.cells.counts[:, place].sum()),
            unpriced=int(missing[:, place].sum()),
            recomputed=float(usd[:, place].sum()),
            reported=None,
        )
        for place, meter in enumerate(COUNTED)
    ]
    return [part for part in parts if part.tokens or part.recomputed]


def _cost(found: Sums, usd: NDArray[np.float64]) -> Figure:
    return _figure(found, "usage_cost", METHOD, float(usd.sum()))


def _saved(found: Sums, usd: NDArray[np.float64]) -> Figure:
    """What the cached tokens of cells with a price would have cost more as plain input."""
    plain = np.zeros_like(usd)
    plain[:, INPUT] = found.cells.counts[:, CACHED].sum(axis=1)
    full, missing = charged(replace(found, cells=replace(found.cells, counts=plain)))
    known = ~missing.any(axis=1)
    saved = float(full[known].sum() - usd[known][:, CACHED].sum())
    return _figure(found, "usage_caching", CACHING_METHOD, saved)


def _figure(found: Sums, metric: str, method: str, value: float) -> Figure:
    last = found.last().last
    assert last is not None
    sources = sorted({one.source for one in found.offers.schedules.values()})
    return Figure(
        metric=metric,
        args={"usage": found.digest},
        value=value,
        unit=CURRENCY,
        as_of=found.view.as_of,
        on=last.date(),
        method=method,
        grade="measured",
        evidence=found.view.evidence(*sources),
    )
