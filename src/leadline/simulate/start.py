"""Where a scenario starts: frontiers and stocks of compute month by month, as one view tells them.

- A *frontier* is that of the capability index of one vintage, at the ends of months from January 2023 to the last whole
  month before the vintage; the error of measurement is half its 90 % interval over 1.645, at least `LEAST_ERROR`.
- A *stock* is what is published at the ends of quarters, in a straight line between them, to the last quarter for which
  every series that the bloc's channels name is counted. Before its first quarter a series is zero.

Nothing later than the view can enter, and what the view lacks is an error.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from leadline.capability.index import SOURCES as SCORES
from leadline.capability.index import index
from leadline.capability.ranking import Ranking
from leadline.capability.records import frontiers_in
from leadline.capability.sides import side
from leadline.catalog import contenders
from leadline.catalog.contenders import Bloc, Channel
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import Z_90
from leadline.model import Observation
from leadline.simulate.equations import Floats
from leadline.simulate.paths import month_end, month_of
from leadline.store.view import View

CHIPS = "epoch_chip_counts"
LEAST_ERROR = 1.0
"""Index points: no vintage knows a frontier better, as the differences between vintages show."""
LEAST_MONTHS = 24
"""Fewer months of frontiers tell nothing of a trend."""
LEAST_QUARTERS = 4


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """What is known of the past, in months from January 2023."""

    blocs: tuple[Bloc, ...]
    frontiers: Floats
    """Of each bloc at the end of each month; minus infinity before its first model; shape (blocs, observed)."""
    errors: Floats
    """Standard deviation of each, shape (blocs, observed)."""
    stocks: Mapping[tuple[str, str], Floats]
    """Of each channel of each bloc at the end of each month, shape (counted,)."""
    as_of: date
    vintage: date
    evidence: tuple[str, ...]

    @property
    def observed(self) -> int:
        """How many months have frontiers: the forecast begins in the next."""
        return int(self.frontiers.shape[1])

    @property
    def counted(self) -> int:
        """How many months have stocks."""
        return len(next(iter(self.stocks.values())))


@lru_cache(maxsize=16)
def start(view: View) -> Start:
    """The past as a view tells it; NotEnoughData where it lacks a source that the model needs."""
    blocs = contenders.load()
    view.require("observation")
    if CHIPS not in view.sources("observation"):
        raise NotEnoughData(
            f"A scenario needs {CHIPS}, and nothing of it was known on {view.as_of}. Ask for a later day: "
            "'leadline sources --vintages' tells from when it is kept."
        )
    ranking = index(view)
    last = month_of(ranking.vintage + timedelta(days=1)) - 1
    if last + 1 < LEAST_MONTHS:
        raise NotEnoughData(f"The index of {ranking.vintage} has {last + 1} months; {LEAST_MONTHS} are needed.")
    known = [_frontier(ranking, bloc.code, last) for bloc in blocs]
    series = _series(view)
    end = _common_end(view, blocs, series)
    stocks: dict[tuple[str, str], Floats] = {
        (b.code, c.kind): _stock(c, series, month_of(end)) for b in blocs for c in b.channels
    }
    return Start(
        blocs=blocs,
        frontiers=np.array([values for values, _ in known]),
        errors=np.array([errors for _, errors in known]),
        stocks=stocks,
        as_of=view.as_of,
        vintage=ranking.vintage,
        evidence=view.evidence(*SCORES[:1] if SCORES[0] in view.sources("score") else SCORES[1:], CHIPS),
    )


def _frontier(ranking: Ranking, group: str, last: int) -> tuple[Floats, Floats]:
    """Frontier and error of a bloc at the end of each month."""
    days = [month_end(month) for month in range(last + 1)]
    steps = side(ranking, group).central
    values = steps.levels(np.array([day.toordinal() for day in days]))
    told = [day for day, value in zip(days, values, strict=True) if np.isfinite(value)]
    if not told:
        raise NotEnoughData(f"No scored model of {group} was released by {days[-1]}.")
    figures = frontiers_in(ranking, group, told)
    wide = [(f.high - f.low) / 2 / Z_90 if f.low is not None and f.high is not None else 0.0 for f in figures]
    errors = np.concatenate([np.full(len(days) - len(told), np.inf), np.maximum(wide, LEAST_ERROR)])
    return values, errors


def _series(view: View) -> dict[str, dict[date, float]]:
    """Every cumulative series of chips by its entity: what was sold, what is owned; by the last day of the quarter."""
    rows = view.rows(
        Observation,
        "source = $source AND indicator IN ('chips_sold_cumulative_h100e', 'compute_stock_h100e')",
        source=CHIPS,
    )
    found: dict[str, dict[date, float]] = {}
    for row in rows:
        if row.period_end is not None and not (row.note or "").startswith("incomplete"):
            found.setdefault(row.entity, {})[row.period_end - timedelta(days=1)] = row.value
    return found


def _common_end(view: View, blocs: Sequence[Bloc], series: Mapping[str, Mapping[date, float]]) -> date:
    """The last day of the newest quarter that all series have which have more than a few."""
    named = [name for b in blocs for c in b.channels for name in (*c.sold, *c.less, *c.owned)]
    long = [series[name] for name in named if len(series.get(name, ())) >= LEAST_QUARTERS]
    if not long:
        raise NotEnoughData(f"No stock of compute of {', '.join(named)} was known on {view.as_of}.")
    return min(max(one) for one in long)


def _stock(channel: Channel, series: Mapping[str, Mapping[date, float]], last: int) -> Floats:
    """A channel's stock at the end of each month."""
    added = [_monthly(series.get(name, {}), last) for name in (*channel.sold, *channel.owned)]
    taken = [_monthly(series.get(name, {}), last) for name in channel.less]
    told = [_monthly(channel.told, last)] if channel.told else []
    return np.asarray(sum((*added, *told), np.zeros(last + 1)) - sum(taken, np.zeros(last + 1)))


def _monthly(points: Mapping[date, float], last: int) -> Floats:
    """A series at the end of each month, in straight lines; zero a quarter before its first point, flat after its last.

    >>> _monthly({date(2023, 3, 31): 30.0, date(2023, 6, 30): 60.0}, 6).tolist()
    [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 60.0]
    """
    if not points:
        return np.zeros(last + 1)
    days = sorted(points)
    at = [month_of(days[0]) - 3, *(month_of(day) for day in days)]
    return np.interp(np.arange(last + 1), at, [0.0, *(points[day] for day in days)])
