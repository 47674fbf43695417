"""Compute: the stock of AI chips in the world, who owns it, and China's share by each meaning of the word.

share by ownership = chips of owners in the country / chips sold in the world, both cumulative, in H100-equivalents
share by location = H100-equivalents of known clusters that run in the country / those of all known clusters

The two answer different questions from different data, and neither stands for the other: the second sees a tenth to a
fifth of the world. By ownership, smuggled chips count for China or not; they are sold in the world either way.
Decisions:

- The world's stock is the sum over designers of chips sold since each series began; nothing is taken off for wear.
- The value is that of the medians; low and high are the 5th and 95th per cent of draws (`sampling.py`).
- H100-equivalents by the *publisher* are as stated; by its *rule* each chip counts as its dense 8-bit operations over
  those of an H100, which gives an Ascend 910B 0.19 where the publisher writes 0.354.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

import numpy as np

from leadline.errors import NotEnoughData
from leadline.model import GRADES, Figure, Grade, Observation
from leadline.stack.measure import Measure, Region
from leadline.stack.sampling import DRAWS, SEED, Floats, interval, total
from leadline.store.view import View

SHARE_METHOD = "compute_share/1"
STOCK_METHOD = "compute_stock/1"
GROWTH_METHOD = "compute_growth/1"
SOURCE, CLUSTERS = "epoch_chip_counts", "epoch_gpu_clusters"
Conversion = Literal["publisher", "rule"]
Basis = Literal["ownership", "ownership with smuggled", "location", "location, standard analysis"]
BASES: tuple[Basis, ...] = get_args(Basis)
H100_OPS = 1979e12
"""Dense 8-bit operations a second of an H100, by the publisher's rule."""
OWNERS = {"CN": ("China",)}
SMUGGLED = "China (smuggled)"
BY_RULE = "Huawei"
"""The designer whose chips the publisher converts otherwise than by its own rule."""


@dataclass(frozen=True, kw_only=True)
class Stock:
    """A stock of compute: the sum of its medians, and draws of it."""

    value: float
    drawn: Floats
    grade: Grade


def compute_share(
    view: View, basis: Basis, on: date | None = None, *, conversion: Conversion = "publisher", seed: int = SEED
) -> Figure:
    """China's share of the world's compute in per cent, at the newest quarter end by the day.

    Raises NotEnoughData where nothing was known by the day of the view, or counted by the day.
    """
    if basis.startswith("location"):
        return _share_of_clusters(view, on or view.as_of, basis)
    end = _quarter_end(view, on or view.as_of)
    rng = np.random.default_rng(seed)
    world, china = world_stock(view, end, rng, conversion), china_stock(view, end, rng, conversion, basis)
    low, high = interval(100 * china.drawn / world.drawn)
    return _figure(
        view,
        "compute_share",
        {"group": "CN", "basis": basis, "conversion": conversion, "draws": DRAWS, "seed": seed},
        100 * china.value / world.value,
        (low, high),
        "%",
        end,
        SHARE_METHOD,
    )


def compute_stock(
    view: View,
    group: Literal["world", "CN"],
    on: date | None = None,
    *,
    basis: Basis = "ownership",
    conversion: Conversion = "publisher",
    seed: int = SEED,
) -> Figure:
    """The stock of compute of the world or of China in H100-equivalents, at the newest quarter end by the day."""
    end = _quarter_end(view, on or view.as_of)
    held = _stock(view, group, end, np.random.default_rng(seed), conversion, basis)
    args = {"group": group, "basis": basis, "conversion": conversion, "draws": DRAWS, "seed": seed}
    return _figure(view, "compute_stock", args, held.value, interval(held.drawn), "H100-equivalents", end, STOCK_METHOD)


def compute_growth(
    view: View,
    group: Literal["world", "CN"],
    on: date | None = None,
    *,
    basis: Basis = "ownership",
    seed: int = SEED,
) -> Figure:
    """How many times as large a stock is as a year before; the interval takes the two ends to be told independently."""
    end = _quarter_end(view, on or view.as_of)
    rng = np.random.default_rng(seed)
    now = _stock(view, group, end, rng, "publisher", basis)
    then = _stock(view, group, end.replace(year=end.year - 1), rng, "publisher", basis)
    args = {"group": group, "basis": basis, "draws": DRAWS, "seed": seed}
    return _figure(
        view,
        "compute_growth",
        args,
        now.value / then.value,
        interval(now.drawn / then.drawn),
        "times a year",
        end,
        GROWTH_METHOD,
    )


def world_stock(view: View, end: date, rng: np.random.Generator, conversion: Conversion) -> Stock:
    """All chips sold in the world by the first day after a quarter."""
    rows = _rows(view, "chips_sold_cumulative_h100e", end, depth=1)
    return _converted(view, rows, end, rng, conversion, entity=BY_RULE)


def china_stock(view: View, end: date, rng: np.random.Generator, conversion: Conversion, basis: Basis) -> Stock:
    """The chips of owners in China, smuggled ones among them or not."""
    owners = (*OWNERS["CN"], *((SMUGGLED,) if basis == "ownership with smuggled" else ()))
    rows = [row for row in _rows(view, "compute_stock_h100e", end, depth=2) if row.entity.split(" / ")[0] in owners]
    if not rows:
        raise NotEnoughData(f"No chips of owners in China are counted by {end}, as known on {view.as_of}.")
    return _converted(view, rows, end, rng, conversion, entity=f"China / {BY_RULE}")


def _stock(view: View, group: str, end: date, rng: np.random.Generator, conversion: Conversion, basis: Basis) -> Stock:
    if group == "world":
        return world_stock(view, end, rng, conversion)
    return china_stock(view, end, rng, conversion, basis)


def _converted(
    view: View, rows: Sequence[Observation], end: date, rng: np.random.Generator, conversion: Conversion, entity: str
) -> Stock:
    value, drawn = sum(row.value for row in rows), total(rows, rng)
    if conversion == "rule":
        stated = sum(row.value for row in rows if row.entity == entity)
        ruled = _by_rule(view, end)
        value, drawn = value - stated + ruled, drawn - stated + ruled
    grade = max((row.status for row in rows), key=GRADES.index)
    return Stock(value=value, drawn=drawn, grade=grade)


def _by_rule(view: View, end: date) -> float:
    """Chips of the designer by the publisher's own rule: units of each chip times its operations over an H100's."""
    ops = {row.entity: row.value for row in _of(view, "chip_op8_per_s")}
    sold = [
        row
        for row in _of(view, "chips_sold_quarter_units")
        if row.entity.startswith(f"{BY_RULE} / ") and row.period_end is not None and row.period_end <= end
    ]
    if not sold:
        raise NotEnoughData(f"No chips of {BY_RULE} by type are counted by {end}, as known on {view.as_of}.")
    return sum(row.value * ops[row.entity] / H100_OPS for row in sold)


def _quarter_end(view: View, day: date) -> date:
    """The first day after the newest quarter for which every designer and China are counted."""
    ends = [
        {row.period_end for row in _of(view, "compute_stock_h100e") if row.entity == f"China / {designer}"}
        for designer in ("Nvidia", "Huawei")
    ]
    found = [end for end in set.intersection(*ends) if end is not None and end - timedelta(days=1) <= day]
    if not found:
        raise NotEnoughData(f"No quarter by {day} is counted for all owners, as known on {view.as_of}.")
    return max(found)


def _rows(view: View, indicator: str, end: date, depth: int) -> list[Observation]:
    """The cumulative counts at a quarter's end, of designers (depth 1) or of owners by designer (depth 2)."""
    rows = [row for row in _of(view, indicator) if row.period_end == end and len(row.entity.split(" / ")) == depth]
    if not rows:
        raise NotEnoughData(f"Nothing is counted under {indicator} by {end}, as known on {view.as_of}.")
    return rows


def _of(view: View, indicator: str) -> list[Observation]:
    return view.rows(Observation, "source = $source AND indicator = $indicator", source=SOURCE, indicator=indicator)


def _share_of_clusters(view: View, day: date, basis: Basis) -> Figure:
    """Of known clusters that had begun by the day and are placed in a country."""
    rows = view.rows(Observation, "source = $source AND indicator = 'cluster_h100e'", source=CLUSTERS)
    running = [row for row in rows if row.period_start and row.period_start <= day and row.status != "assumption"]
    chosen = [row for row in running if basis == "location" or row.note is None]
    placed = [(row.entity.split(" / ")[0], row.value) for row in chosen]
    known = sum(value for country, value in placed if country != "unknown")
    if not known:
        raise NotEnoughData(f"No cluster by {day} is known with its place, as known on {view.as_of}.")
    china = sum(value for country, value in placed if country == "China")
    args = {"group": "CN", "basis": basis, "conversion": "publisher"}
    note = "known clusters only, a tenth to a fifth of the world's by their publisher"
    return _figure(view, "compute_share", args, 100 * china / known, None, "%", day, SHARE_METHOD, CLUSTERS, note)


def _figure(
    view: View,
    metric: str,
    args: Mapping[str, str | int],
    value: float,
    ends: tuple[float, float] | None,
    unit: str,
    end: date,
    method: str,
    source: str = SOURCE,
    note: str = "",
) -> Figure:
    return Figure(
        metric=metric,
        args=args,
        value=value,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        interval="90%" if ends else "none",
        unit=unit,
        as_of=view.as_of,
        on=end if source == CLUSTERS else end - timedelta(days=1),
        method=method,
        grade="estimate",
        evidence=view.evidence(source),
        note=note,
    )


def _shared(basis: Basis, conversion: Conversion = "publisher") -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return compute_share(view, basis, day, conversion=conversion)

    words = basis if conversion == "publisher" else f"{basis}, converted by the publisher's rule"
    return Measure(metric="compute_share", meaning=words, regions=("CN",), figure=figure)


MEASURES: tuple[Measure, ...] = tuple(_shared(basis) for basis in BASES)
