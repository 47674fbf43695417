"""The price of a level: the cheapest offer, over time, of any model whose capability index stands at the level.

    price(t)  = min over offers of models with index >= level, released by t, of the cost of a million tokens at t
    record(t) = min over s <= t of price(s)

Two meanings are told apart. *As known now*: the index and the prices of one view, the prices by their effective days,
the models by their days of release; a model counts from its release on, whenever it was scored. *As known then*: what a
view of the day would have said of the day, on the last day of each month on which scores or prices became known; a
model counts from the day on which both its score and its price were known.

The range of a price: low is the cheapest over the models whose index reaches the level with the upper end of its 90 %
interval, high that over those that reach it with the lower end. It is the index's uncertainty alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from leadline.capability.index import METHOD as INDEX_METHOD
from leadline.errors import NotEnoughData
from leadline.model import Figure, Workload, weakest
from leadline.price_performance.levels import Level, Levels, level, levels, of_group
from leadline.price_performance.over_time import Costs, costs
from leadline.prices.derived import derived
from leadline.prices.workload import describe
from leadline.store.view import View

METHOD = "price_of_level/1"
WORLD = "world"
Known = Literal["now", "then"]


@dataclass(frozen=True, kw_only=True)
class Step:
    """The cheapest offer that reaches a level from a day on."""

    day: date
    model: str
    offer: str
    price: Figure
    dated: bool
    """Whether a source states since when the price holds."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What reaching one level has cost."""

    level: Level
    workload: Workload
    known: Known
    cheapest: tuple[Step, ...]
    """The cheapest on each day on which it changed: it may rise, when a price rises or ends."""
    records: tuple[Step, ...]
    """The days on which it was lower than ever before."""
    scored: int
    """Models whose index reaches the level."""
    unpriced: tuple[str, ...]
    """Those among them without any price."""


def reaches(
    view: View,
    asked: Sequence[str],
    workload: Workload,
    *,
    all_hosts: bool = False,
    since: date | None = None,
    group: str = WORLD,
) -> list[Reach]:
    """What reaching each of some levels has cost, as one view tells it, with any model or with those of a group.

    Raises NotEnoughData where no model reaches a level, or none that does was ever sold.
    """
    found = levels(view)
    wanted = [level(found, text) for text in asked]
    found = found if group == WORLD else of_group(found, group)
    lowest = min(one.value for one in wanted)
    told = costs(
        found, [name for name in found.places if found.reaches(name, lowest)[0]], workload, all_hosts=all_hosts
    )
    return [_of_group(_reach(found, told, one, all_hosts=all_hosts, since=since), group) for one in wanted]


def reaches_then(
    view: View, asked: Sequence[str], workload: Workload, *, all_hosts: bool = False, since: date | None = None
) -> list[Reach]:
    """The same as it was known on each day on which scores or prices became known, without ranges.

    A level that a model's name means is where that model stands in the view of today.
    """
    now = levels(view)
    wanted = [level(now, text) for text in asked]
    steps: list[list[Step]] = [[] for _ in wanted]
    for day in _vintages(view, since):
        earlier = view.earlier(day)
        try:
            found = levels(earlier, draws=0)
        except NotEnoughData:
            continue
        lowest = min(one.value for one in wanted)
        told = costs(
            found, [m for m in found.places if found.value(m) >= lowest], workload, all_hosts=all_hosts, on=day
        )
        for line, one in zip(steps, wanted, strict=True):
            line += _steps(found, told, one, all_hosts=all_hosts, since=day)[-1:]
    return [
        Reach(
            level=one,
            workload=workload,
            known="then",
            cheapest=tuple(_changes(line)),
            records=tuple(_falling(line)),
            scored=sum(now.value(model) >= one.value for model in now.places),
            unpriced=(),
        )
        for one, line in zip(wanted, steps, strict=True)
    ]


def _of_group(found: Reach, group: str) -> Reach:
    """The same with the group in what identifies its prices."""
    if group == WORLD:
        return found
    cheapest, records = (
        tuple(replace(step, price=derived(step.price, args={**step.price.args, "group": group})) for step in steps)
        for steps in (found.cheapest, found.records)
    )
    return replace(found, cheapest=cheapest, records=records)


def _vintages(view: View, since: date | None) -> list[date]:
    """The days on which scores or prices became known; of each month that had any the last, and the view's own."""
    sources = {*view.sources("score"), *view.sources("rate")}
    days = sorted({day for source in sources for day in view.history(source) if since is None or day >= since})
    last = {(day.year, day.month): day for day in [*days, view.as_of]}
    return sorted(last.values())


def _reach(found: Levels, told: Costs, wanted: Level, *, all_hosts: bool, since: date | None) -> Reach:
    if not found.places:
        raise NotEnoughData(f"No model of the group has an index, as known on {found.index.view.as_of}.")
    reaching = {model for model in found.places if found.value(model) >= wanted.value}
    if not reaching:
        best = max(map(found.value, found.places))
        raise NotEnoughData(
            f"No model known on {found.index.view.as_of} has an index of {wanted.value:g} or more; the best has "
            f"{best:.1f}. Ask for a lower level."
        )
    line = _steps(found, told, wanted, all_hosts=all_hosts, since=since)
    if not line:
        raise NotEnoughData(
            f"None of the {len(reaching)} models with an index of {wanted.value:g} or more had a price in US dollars "
            f"that was known on {found.index.view.as_of}. Ask for --all-hosts, or for a lower level."
        )
    return Reach(
        level=wanted,
        workload=told.workload,
        known="now",
        cheapest=tuple(line),
        records=tuple(_falling(line)),
        scored=len(reaching),
        unpriced=tuple(sorted(reaching & {*told.unpriced, *told.undated})),
    )


def _steps(found: Levels, told: Costs, wanted: Level, *, all_hosts: bool, since: date | None) -> list[Step]:
    """The cheapest of a level on each day on which it, or its range, changed."""
    maybe, central, surely = _members(found, told, wanted.value)
    line: list[Step] = []
    first = since.toordinal() if since else 0
    before = [row for row, day in enumerate(told.days) if day <= first][-1:]
    for row in [*before, *(row for row, day in enumerate(told.days) if day > first)]:
        column = _cheapest(told.usd[row], central)
        if column is None:
            continue
        day = date.fromordinal(max(int(told.days[row]), first))
        ends = [_cheapest(told.usd[row], which) for which in (maybe, surely)]
        low, high = (None if end is None else float(told.usd[row, end]) for end in ends)
        step = _step(found, told, wanted, column, day, (low, high), all_hosts=all_hosts)
        if not line or _said(line[-1]) != _said(step):
            line.append(step)
    return line


def _members(found: Levels, told: Costs, wanted: float) -> tuple[NDArray[np.intp], ...]:
    """The columns of the models that reach a level with the upper end, the value, and the lower end."""
    reached = [found.reaches(model, wanted) for model in told.models]
    return tuple(np.flatnonzero([each[end] for each in reached]) for end in range(3))


def _cheapest(costs_of_a_day: NDArray[np.float64], which: NDArray[np.intp]) -> int | None:
    if not len(which):
        return None
    column = int(which[np.argmin(costs_of_a_day[which])])
    return column if np.isfinite(costs_of_a_day[column]) else None


def _step(
    found: Levels,
    told: Costs,
    wanted: Level,
    column: int,
    day: date,
    ends: tuple[float | None, float | None],
    *,
    all_hosts: bool,
) -> Step:
    best = told.of(column, day.toordinal())
    assert best.figure is not None
    low, high = ends
    ranged = low is not None and high is not None and low < high
    notes = [] if best.dated else ["no source states since when this price holds"]
    notes += ["no model reaches the level with its whole interval"] if high is None else []
    model = told.models[column]
    view = found.index.view
    price = Figure(
        metric="price_of_level",
        args={
            "level": wanted.name,
            "workload": describe(told.workload),
            "hosts": "all" if all_hosts else "own",
            "index": INDEX_METHOD,
            "model": model,
            "offer": best.figure.args["offer"],
        },
        value=best.figure.value,
        low=low if ranged else None,
        high=high if ranged else None,
        interval="range" if ranged else "none",
        unit=best.figure.unit,
        as_of=view.as_of,
        on=day,
        method=METHOD,
        grade=weakest("estimate", best.figure.grade),
        evidence=tuple(dict.fromkeys([*best.figure.evidence, *found.index.evidence])),
        note="; ".join(notes),
    )
    return Step(day=day, model=model, offer=str(best.figure.args["offer"]), price=price, dated=best.dated)


def _said(step: Step) -> tuple[object, ...]:
    return step.model, step.offer, step.price.value, step.price.low, step.price.high


def _falling(line: Sequence[Step]) -> Iterator[Step]:
    """The steps that are lower than all before them."""
    best = np.inf
    for step in line:
        if step.price.value < best:
            best = step.price.value
            yield step


def _changes(line: Sequence[Step]) -> Iterator[Step]:
    """The steps that say something else than the one before."""
    before: Step | None = None
    for step in line:
        if before is None or _said(before) != _said(step):
            yield step
        before = step
