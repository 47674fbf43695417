"""Cells: rows of usage summed where a bill is linear in their tokens.

A cell is (names as written, price epoch, context tier, hour class, service). Within one every row is priced alike, so
that its sums are priced once, however many rows they are of. The group-by is one Narwhals expression, so that it runs
where the rows are. Decisions:

- *Edges* are those of the offers that will price the rows: fewer edges are fewer cells.
- *Epoch and hours* are those of the row's instant; a bucket is priced as of its start, which is told in
  `docs/methods/usage.md`. A cell keeps the first instant of its rows, which stands for all of them.
- *Hours* part rows only where an offer has hours of its own; holidays are told by the date of the calendar's place.
- *Tier*: a request by its own input, cached tokens included. A bucket that knows its number of requests by its mean
  request; one that does not is in the lowest tier.
- Sums are of integers and decimals, never of floats, so that every engine gives the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
from narwhals.stable.v2.typing import IntoLazyFrame
from numpy.typing import NDArray

from leadline import windows
from leadline.usage.record import METERS
from leadline.usage.schedule import Schedule
from leadline.windows import DAY_MINUTES, Calendar

NAMES = ("model", "vendor", "host", "service", "region")
"""What decides by which offer's prices a row is priced."""
CONTEXT = tuple(meter for meter in METERS if meter != "output")
FEES = "request"
"""The meter of fees for each request."""
COUNTED = (*METERS, FEES)
"""What is summed in a cell and priced."""
REPORTED = ("cost", "cost_other")


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Where cells end."""

    epochs: Sequence[datetime] = ()
    """Instants without a zone, in UTC, rising."""
    tiers: Sequence[tuple[int, bool]] = ()
    """Rising; a tier that begins with just as many tokens comes before one that begins beyond them."""
    minutes: Sequence[int] = ()
    """Of the week, at which hours with a price of their own begin or end."""
    calendars: Sequence[Calendar] = ()
    """Whose holidays part rows."""

    def context(self, tier: int) -> int:
        """A number of input tokens that stands for all of a tier."""
        if not tier:
            return 0
        start, inclusive = self.tiers[tier - 1]
        return start if inclusive else start + 1


def grid(schedules: Sequence[Schedule]) -> Grid:
    """The edges at which any of some schedules changes."""
    held = {window for one in schedules for window in one.windows}
    names = sorted({window.holidays for window in held if window.holidays})
    known = {name: calendar for one in schedules for name, calendar in one.calendars.items()}
    edges = sorted({edge for one in schedules for edge in one.edges})
    return Grid(
        epochs=tuple(datetime.fromtimestamp(edge, UTC).replace(tzinfo=None) for edge in edges),
        tiers=sorted({tier for one in schedules for tier in one.tiers}, key=lambda tier: (tier[0], not tier[1])),
        minutes=tuple(minute for minute, _ in windows.week(held)[1:]),
        calendars=tuple(known[name] for name in names if name in known),
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The sums of the rows of each cell."""

    grid: Grid
    labels: Sequence[dict[str, Any]]
    """The names of each cell, as written, and what else rows were parted by."""
    moments: Sequence[tuple[datetime | None, int]]
    """The first instant of its rows, and its tier."""
    kinds: Sequence[tuple[int, ...]]
    """Epoch, tier, hours and holidays as numbers: cells of one kind are priced alike by every schedule."""
    counts: NDArray[np.float64]
    """Cells by `COUNTED`; a counter that is missing counts as none."""
    rows: NDArray[np.int64]
    searches: NDArray[np.int64]
    money: Sequence[dict[str, Decimal | None]]
    """What the log reports, by column of `REPORTED`; null where no row has it."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """Names as a log writes them, with the days of their rows."""

    model: str | None
    vendor: str | None
    host: str | None
    service: str | None
    region: str | None
    first: datetime | None
    last: datetime | None
    rows: int
    key: tuple[str | None, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", (self.model, self.vendor, self.host, self.service, self.region))


def names(rows: IntoLazyFrame) -> list[Written]:
    """All names of a table of usage in the normal form, in an order of their own."""
    frame = nw.from_native(rows).group_by(*NAMES)
    found = _fetched(
        frame.agg(first=nw.col("start").min(), last=nw.col("start").max(), rows=nw.len()),
        (*NAMES, "first", "last", "rows"),
    )
    return sorted((Written(**one) for one in found), key=lambda one: tuple(map(str, one.key)))


def cells(rows: IntoLazyFrame, edges: Grid, by: Sequence[str] = ()) -> Cells:
    """The cells of a table of usage in the normal form.

    Args:
        rows: A lazy table of any engine that Narwhals knows.
        edges: Where cells end.
        by: Further columns that part rows: `day`, `project`, `currency`, `reported`.
    """
    kinds = {"epoch": _epoch(edges), "tier": _tier(edges), "hours": _hours(edges), "holidays": _holidays(edges)}
    extra = {"day": nw.col("start").cast(nw.Date), "reported": ~nw.col("cost").is_null()}
    taken = {name: extra[name] for name in by if name in extra}
    # Money is summed only where it is asked for.
    money = {name: nw.col(name).sum() for name in (REPORTED if "currency" in by else ())}
    has = {f"has_{name}": (~nw.col(name).is_null()).cast(nw.Int64).sum() for name in money}
    keys = (*NAMES, *kinds, *by)
    # Each of these is an input of many comparisons, and is made once.
    made = nw.from_native(rows).with_columns(**{FEES: _requests()}, context_=_context(), minute_=_minute())
    parted = made.with_columns(**kinds, **taken)
    found = _fetched(
        parted.group_by(*keys).agg(
            **{meter: nw.col(meter).sum().cast(nw.Int64) for meter in (*COUNTED, "searches")},
            **money,
            **has,
            rows=nw.len(),
            instant=nw.col("start").min(),
        ),
        (*keys, *COUNTED, "searches", *money, *has, "rows", "instant"),
    )
    found.sort(key=lambda one: tuple(str(one[name]) for name in keys))
    return Cells(
        grid=edges,
        labels=[{name: one[name] for name in (*NAMES, *by)} for one in found],
        moments=[(one["instant"], one["tier"]) for one in found],
        # Without an instant the other parts of a kind are null.
        kinds=[tuple(-1 if one[name] is None else int(one[name]) for name in kinds) for one in found],
        counts=np.array([[one[name] or 0 for name in COUNTED] for one in found], dtype=float).reshape(-1, len(COUNTED)),
        rows=np.array([one["rows"] for one in found], dtype=np.int64),
        searches=np.array([one["searches"] or 0 for one in found], dtype=np.int64),
        money=[{name: one[name] if one[f"has_{name}"] else None for name in money} for one in found],
    )


def _fetched(frame: nw.LazyFrame[Any], columns: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a small table, from whichever engine."""
    native = nw.to_native(frame.select(*columns))
    rows = native.fetchall() if hasattr(native, "fetchall") else native.collect()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def passed(edges: Sequence[Any], has: Callable[[Any], nw.Expr], first: int = 0) -> nw.Expr:
    """How many of some rising edges a row has passed, by halves: twenty edges take five comparisons."""
    if not edges:
        return nw.lit(first)
    middle = len(edges) // 2
    above = passed(edges[middle + 1 :], has, first + middle + 1)
    return nw.when(has(edges[middle])).then(above).otherwise(passed(edges[:middle], has, first))


def _epoch(edges: Grid) -> nw.Expr:
    start = nw.col("start")
    found = passed(edges.epochs, lambda edge: start >= nw.lit(edge))
    return nw.when(~start.is_null()).then(found).otherwise(nw.lit(-1))


def _requests() -> nw.Expr:
    """The requests of a row: its own number, else one where it is no bucket."""
    one = nw.when(nw.col("end").is_null()).then(nw.lit(1)).otherwise(nw.lit(None))
    return nw.coalesce(nw.col("requests"), one.cast(nw.Int64))


def _context() -> nw.Expr:
    return nw.sum_horizontal(*(nw.col(meter) for meter in CONTEXT))


def _minute() -> nw.Expr:
    """The minute of the week in UTC."""
    start = nw.col("start").dt
    return (start.weekday() - 1) * DAY_MINUTES + start.hour() * 60 + start.minute()


def _tier(edges: Grid) -> nw.Expr:
    def is_beyond(tier: tuple[int, bool]) -> nw.Expr:
        start, inclusive = tier
        context, least = nw.col("context_"), nw.col(FEES) * start
        return context >= least if inclusive else context > least

    return passed(edges.tiers, is_beyond)


def _hours(edges: Grid) -> nw.Expr:
    return passed(edges.minutes, lambda edge: nw.col("minute_") >= edge)


def _holidays(edges: Grid) -> nw.Expr:
    """For each calendar whether the row is on a holiday, is not, or nobody knows, as digits to the base of three."""
    found = nw.lit(0)
    for calendar in edges.calendars:
        found = found * 3 + _holiday(calendar)
    return found


def _holiday(calendar: Calendar) -> nw.Expr:
    offset = calendar.utc_offset // timedelta(minutes=1)
    day = nw.col("start").dt.offset_by(f"{offset}m").cast(nw.Date)
    known = (day >= nw.lit(calendar.first)) & (day <= nw.lit(calendar.last))
    on = day.is_in(sorted(calendar.dates))
    return nw.when(known).then(nw.when(on).then(nw.lit(1)).otherwise(nw.lit(0))).otherwise(nw.lit(2))
