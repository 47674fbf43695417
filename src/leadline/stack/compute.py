"""Compute: the stock of AI chips in the world, who owns it, and a country's share by each meaning of the word.

share by ownership = chips of owners in the country / chips sold in the world, both cumulative, in H100-equivalents
share by location = H100-equivalents of known clusters that run in the country / those of all known clusters

The two answer different questions from different data, and neither stands for the other: the second sees a tenth to a
fifth of the world. By ownership, smuggled chips count for China or not; they are sold in the world either way.
Decisions:

- The counts are those of `counts.py`; the value is that of the medians, low and high are the 5th and 95th per cent of
  draws (`sampling.py`).
- For the United States the owners that the source names are counted, so that the share is one of at least; what others
  hold is placed nowhere, and the rest of the world by ownership is not known.
- What others state of a stock stands beside it under their name, and nothing is averaged.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Literal, get_args

from leadline.errors import NotEnoughData
from leadline.model import Bound, Figure, Grade, weakest
from leadline.stack.counts import (
    ALL_DESIGNERS,
    CHANNELS,
    DESIGNERS,
    IMPORTED,
    SOURCE,
    US_OWNERS,
    Conversion,
    Stock,
    channel,
    designed,
    owned,
    quarter_end,
    summed,
)
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.sampling import DRAWS, SEED, interval
from leadline.store.view import View

SHARE_METHOD = "compute_share/2"
STOCK_METHOD = "compute_stock/2"
GROWTH_METHOD = "compute_growth/2"
OWNER_METHOD = "owner_compute/1"
CLUSTER_METHOD = "largest_cluster/1"
CLUSTERS, STATEMENTS = "epoch_gpu_clusters", "leadline_estimates"
Basis = Literal["ownership", "ownership with smuggled", "location", "location, standard analysis"]
BASES: tuple[Basis, ...] = get_args(Basis)
PLACES = {"US": "United States of America", "CN": "China"}
"""Countries as the source of clusters writes them."""
STATED: Mapping[tuple[Region, str], tuple[str, str, str]] = {
    ("world", "Stanford AI Index"): ("ai_compute_stock_h100e", "World", "Stanford AI Index 2026 (secondary)"),
    ("world", "AI Futures Project"): (
        *("global_compute_parameter", "World"),
        "AI Futures Project (covert-project model)",
    ),
    ("CN", "AI Futures Project"): (
        *("prc_compute_parameter", "China"),
        "AI Futures Project (model parameters, 3 versions)",
    ),
}
"""Stocks that others state: of whom and by whom; where it stands among the estimates."""
NAMED_ONLY = "owners that the source names; what others hold is placed nowhere"
KNOWN_ONLY = "known clusters only, a tenth to a fifth of the world's by their publisher"


def compute_share(
    view: View,
    basis: Basis,
    on: date | None = None,
    *,
    group: Region = "CN",
    conversion: Conversion = "publisher",
    seed: int = SEED,
) -> Figure:
    """A country's share of the world's compute in per cent, at the newest quarter end by the day.

    Raises NotEnoughData where nothing was known by the day of the view, or counted by the day.

    >>> from leadline.store.default import open_store
    >>> view = open_store().as_of(date(2026, 11, 22))
    >>> [round(compute_share(view, basis, date(2025, 12, 31)).value, 1) for basis in BASES]
    [5.7, 8.9, 11.6, 6.9]
    """
    args = {"group": group, "basis": basis, "conversion": conversion}
    if basis.startswith("location"):
        return _share_of_clusters(view, on or view.as_of, basis, group, args)
    end = _end(view, on or view.as_of, group, basis, "world")
    world = world_stock(view, end, conversion, seed)
    part = group_stock(view, group, end, conversion, basis, seed)
    ends = interval(100 * part.drawn / world.drawn)
    grade = weakest(part.grade, world.grade)
    return _figure(view, SHARE_METHOD, args, 100 * part.value / world.value, "%", end, ends, seed, grade)


def compute_stock(
    view: View,
    group: Region,
    on: date | None = None,
    *,
    basis: Basis = "ownership",
    conversion: Conversion = "publisher",
    seed: int = SEED,
) -> Figure:
    """The stock of compute of the world or of a country in H100-equivalents, at the newest quarter end by the day."""
    end = _end(view, on or view.as_of, group, basis)
    held = group_stock(view, group, end, conversion, basis, seed)
    args = {"group": group, "basis": basis, "conversion": conversion}
    return _figure(
        view, STOCK_METHOD, args, held.value, "H100-equivalents", end, interval(held.drawn), seed, held.grade
    )


def compute_growth(
    view: View, group: Region, on: date | None = None, *, basis: Basis = "ownership", seed: int = SEED
) -> Figure:
    """How many times as large a stock is as a year before; the interval takes the two ends to be told independently."""
    end = _end(view, on or view.as_of, group, basis)
    now = group_stock(view, group, end, "publisher", basis, seed)
    then = group_stock(view, group, end.replace(year=end.year - 1), "publisher", basis, seed)
    args = {"group": group, "basis": basis}
    ends = interval(now.drawn / then.drawn)
    return _figure(
        view,
        GROWTH_METHOD,
        args,
        now.value / then.value,
        "times a year",
        end,
        ends,
        seed,
        weakest(now.grade, then.grade),
    )


def owner_compute(view: View, owner: str, on: date | None = None, *, seed: int = SEED) -> Figure:
    """The chips of one owner in H100-equivalents, at the newest quarter end by the day that counts him."""
    end = quarter_end(view, on or view.as_of, held=(owner,))
    held = owned(view, owner, end, seed=seed)
    return _figure(
        view,
        OWNER_METHOD,
        {"owner": owner},
        held.value,
        "H100-equivalents",
        end,
        interval(held.drawn),
        seed,
        held.grade,
    )


def largest_cluster(view: View, group: Region, on: date | None = None) -> Figure:
    """The largest known cluster of a country that had begun by the day, in H100-equivalents."""
    day = on or view.as_of
    placed = [(size, name, grade) for country, name, size, grade in _running(view, day, "location") if country == group]
    if not placed:
        raise NotEnoughData(f"No cluster of {group} by {day} is known, as known on {view.as_of}.")
    size, name, grade = max(placed)
    newest = _newest(view, day)
    return _figure(
        view,
        CLUSTER_METHOD,
        {"group": group},
        size,
        "H100-equivalents",
        newest,
        grade=grade,
        source=CLUSTERS,
        note=name,
    )


def stated_stock(view: View, group: Region, by: str, on: date | None = None) -> Figure:
    """A stock of compute as another states it, by the newest of its statements for a period that ends by the day."""
    day = on or view.as_of
    indicator, entity, author = STATED[group, by]
    rows = [
        row
        for row in of(view, STATEMENTS, indicator)
        if row.entity == entity and row.reported_by == author and row.period_end and row.period_end <= day
    ]
    if not rows:
        raise NotEnoughData(f"{by} states no stock of {group} by {day}, as known on {view.as_of}.")
    row = max(rows, key=lambda row: row.period_end or date.min)
    assert row.period_end is not None, "chosen by it"
    ends = (row.low, row.high) if row.low is not None and row.high is not None else None
    args = {"group": group, "basis": f"the statement of {by}", "conversion": "publisher"}
    return _figure(
        *(view, STOCK_METHOD, args, row.value, "H100-equivalents", row.period_end, ends),
        grade=row.status,
        source=STATEMENTS,
        note=row.evidence or "",
    )


def world_stock(view: View, end: date, conversion: Conversion = "publisher", seed: int = SEED) -> Stock:
    """All chips sold in the world by the first day after a quarter."""
    return summed(designed(view, name, end, conversion=conversion, seed=seed) for name in ALL_DESIGNERS)


def group_stock(view: View, group: Region, end: date, conversion: Conversion, basis: Basis, seed: int = SEED) -> Stock:
    """The chips of owners in a country, for China smuggled ones among them or not; of the world all sold.

    >>> from leadline.store.default import open_store
    >>> view = open_store().as_of(date(2026, 11, 22))
    >>> group_stock(view, "CN", date(2026, 1, 1), "publisher", "ownership").value
    1155090.0
    """
    if group == "world":
        return world_stock(view, end, conversion, seed)
    if group == "US":
        return summed(owned(view, owner, end, seed=seed) for owner in US_OWNERS)
    ways = [way for way in CHANNELS if way != "smuggled" or basis == "ownership with smuggled"]
    return summed(channel(view, way, end, conversion=conversion, seed=seed) for way in ways)


def _end(view: View, day: date, group: Region, basis: Basis, *others: Region) -> date:
    """The newest quarter for which the groups are counted."""
    sold: list[str] = []
    held: list[str] = []
    for one in (group, *others):
        match one:
            case "world":
                sold += ALL_DESIGNERS
            case "CN":
                sold += DESIGNERS["CN"]
                held += [IMPORTED["legal imports"], *([IMPORTED["smuggled"]] if basis.endswith("smuggled") else [])]
            case "US":
                held += US_OWNERS
            case "ROW":
                raise NotEnoughData("Who owns chips outside of the United States and China is told by no source.")
    return quarter_end(view, day, sold, held)


def _running(view: View, day: date, basis: Basis) -> list[tuple[str, str, float, Grade]]:
    """Region, name, size and grade of each cluster that had begun by the day and is placed."""
    codes = {name: code for code, name in PLACES.items()}
    found = []
    for row in of(view, CLUSTERS, "cluster_h100e"):
        country, name, _ = row.entity.split(" / ", 2)
        begun = row.period_start is not None and row.period_start <= day and row.status != "assumption"
        if begun and country != "unknown" and (basis == "location" or row.note is None):
            found.append((codes.get(country, "ROW"), name, row.value, row.status))
    return found


def _share_of_clusters(view: View, day: date, basis: Basis, group: Region, args: Mapping[str, str]) -> Figure:
    """Of known clusters that had begun by the day and are placed in a country."""
    placed = _running(view, day, basis)
    known = sum(size for _, _, size, _ in placed)
    if not known:
        raise NotEnoughData(f"No cluster by {day} is known with its place, as known on {view.as_of}.")
    part = sum(size for country, _, size, _ in placed if country == group)
    newest = _newest(view, day)
    return _figure(view, SHARE_METHOD, args, 100 * part / known, "%", newest, source=CLUSTERS, note=KNOWN_ONLY)


def _newest(view: View, day: date) -> date:
    """The day on which the newest of the known clusters begun by a day began: nothing is known of later ones."""
    begun = (row.period_start for row in of(view, CLUSTERS, "cluster_h100e") if row.status != "assumption")
    return max(start for start in begun if start is not None and start <= day)


def _figure(
    view: View,
    method: str,
    args: Mapping[str, str],
    value: float,
    unit: str,
    end: date,
    ends: tuple[float, float] | None = None,
    seed: int | None = None,
    grade: Grade = "estimate",
    source: str = SOURCE,
    note: str = "",
) -> Figure:
    """A figure; where it is drawn, the number of draws and the seed are part of what it is."""
    named_only = source == SOURCE and args.get("group") == "US"
    bound: Bound = "at least" if named_only and not method.startswith("compute_growth") else "exact"
    return Figure(
        metric=method.partition("/")[0],
        args=args if seed is None else {**args, "draws": DRAWS, "seed": seed},
        value=value,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        interval="none" if ends is None else "90%" if seed is not None else "range",
        unit=unit,
        as_of=view.as_of,
        on=end if source == CLUSTERS else end - timedelta(days=1),
        method=method,
        grade=grade,
        evidence=view.evidence(source),
        note=note or (NAMED_ONLY if named_only else ""),
        bound=bound,
    )


def _shared(basis: Basis, regions: tuple[Region, ...], conversion: Conversion = "publisher") -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return compute_share(view, basis, day, group=region, conversion=conversion)

    return Measure(
        metric="compute_share",
        meaning=_meaning(basis, conversion),
        regions=regions,
        figure=figure,
        headline=conversion == "publisher" and not basis.endswith("analysis"),
    )


def _stocked(basis: Basis, regions: tuple[Region, ...], conversion: Conversion = "publisher") -> Measure:
    figure = partial(compute_stock, basis=basis, conversion=conversion)
    meaning = _meaning(basis, conversion)
    return Measure(
        metric="compute_stock", meaning=meaning, regions=regions, figure=figure, headline=conversion == "publisher"
    )


def _grown(basis: Basis, regions: tuple[Region, ...]) -> Measure:
    figure = partial(compute_growth, basis=basis)
    return Measure(metric="compute_growth", meaning=_meaning(basis, "publisher"), regions=regions, figure=figure)


def _of_owner(owner: str) -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return owner_compute(view, owner, day)

    return Measure(metric="owner_compute", part=owner, regions=("US",), figure=figure)


def _stated(group: Region, by: str) -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return stated_stock(view, region, by, day)

    return Measure(metric="compute_stock", meaning=f"the statement of {by}", regions=(group,), figure=figure)


def _meaning(basis: Basis, conversion: Conversion) -> str:
    return basis if conversion == "publisher" else f"{basis}, converted by the rule"


MEASURES: tuple[Measure, ...] = (
    _shared("ownership", ("US", "CN")),
    _shared("ownership with smuggled", ("CN",)),
    _shared("location", ("US", "CN", "ROW")),
    _shared("location, standard analysis", ("US", "CN", "ROW")),
    _shared("ownership", ("CN",), "rule"),
    _shared("ownership with smuggled", ("CN",), "rule"),
    _stocked("ownership", ("US", "CN", "world")),
    _stocked("ownership with smuggled", ("CN",)),
    _stocked("ownership", ("CN", "world"), "rule"),
    _stocked("ownership with smuggled", ("CN",), "rule"),
    *(_stated(group, by) for group, by in STATED),
    _grown("ownership", ("CN", "world")),
    _grown("ownership with smuggled", ("CN",)),
    *(_of_owner(owner) for owner in US_OWNERS),
    Measure(metric="largest_cluster", regions=("US", "CN", "ROW"), figure=largest_cluster),
)
