"""The layers of the stack in order, from what feeds the chips to what the money buys, each with its measures.

A layer is one module beside this one whose last line is `MEASURES: tuple[Measure, ...]`. To add one, import the module
here and put its tuple into LAYERS at its place; the screen, the layer in depth, plots and pages then have it. The order
is energy, chips, compute, models, adoption, capital; policy is told in events and has a command of its own.

    change = value / value a year before, or for shares in per cent value - value a year before

Decisions:

- A year before is told by the same view: what is known now of then. There is no change where the value of then is of
  a day further than a hundred days from a year before, nor of what has a value with each vintage and none of a day.
- Two meanings of a measure *disagree* on a region where the value of one lies outside of the interval of the other, or
  more than a tenth away from it where it has none. They are shown beside each other; none is taken for the right one.
- What is not known is missing with its reason, and never nothing. On the screen of headlines another meaning stands for
  one of which nothing was known, where that one names it (`Measure.instead`), and under its own name.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Figure, weakest
from leadline.stack import adoption, capital, chips, compute, energy, models
from leadline.stack.measure import Measure, Region
from leadline.store.view import View

LAYERS: Mapping[str, tuple[Measure, ...]] = {
    "energy": energy.MEASURES,
    "chips": chips.MEASURES,
    "compute": compute.MEASURES,
    "models": models.MEASURES,
    "adoption": adoption.MEASURES,
    "capital": capital.MEASURES,
}
CHANGE_METHOD = "stack_change/1"
YEAR, NEAR, FAR = timedelta(days=365), timedelta(days=100), 0.1


@dataclass(frozen=True, kw_only=True)
class Told:
    """One measure of a layer as a view tells it, for each of its regions."""

    layer: str
    measure: Measure
    figures: Mapping[Region, Figure]
    missing: Mapping[Region, str]
    """Why there is no figure."""
    changes: Mapping[Region, Figure]
    rivals: Mapping[Region, tuple[tuple[str, Figure], ...]]
    """The figures of other meanings that disagree, each with its meaning."""


def by_layer(view: View, on: date | None = None, *, layer: str | None = None) -> list[Told]:
    """The headline measures of every layer on a day, or all measures of one layer.

    >>> from leadline.store.default import open_store
    >>> told = by_layer(open_store().as_of(date(2026, 11, 22)), date(2025, 12, 31), layer="compute")
    >>> share = next(one for one in told if one.measure.metric == "compute_share")
    >>> share.measure.meaning, round(share.figures["CN"].value, 1), len(share.rivals["CN"])
    ('ownership', 5.7, 4)
    """
    measures = {name: measures_of(name) for name in ([layer] if layer else LAYERS)}
    day = on or view.as_of
    return [told for name, of_layer in measures.items() for told in _told(view, day, name, of_layer, layer)]


def measures_of(layer: str) -> tuple[Measure, ...]:
    """The measures of a layer; UnknownName where there is no such layer."""
    if layer not in LAYERS:
        raise UnknownName("layer of the stack", layer, LAYERS, f"There are {', '.join(LAYERS)}.")
    return LAYERS[layer]


def _told(view: View, day: date, layer: str, measures: tuple[Measure, ...], asked: str | None) -> Iterator[Told]:
    shown = measures if asked else [_known(view, day, measure) for measure in measures if measure.headline]
    kinds = {(measure.metric, measure.part) for measure in shown}
    counted = [measure for measure in measures if (measure.metric, measure.part) in kinds]
    found = {id(measure): _figures(view, measure, day) for measure in counted}
    for measure in shown:
        figures, missing = found[id(measure)]
        dayless = view.catalog.indicators[measure.metric].frequency.startswith("each vintage")
        others = [(other.meaning, found[id(other)][0]) for other in counted if _another_meaning(measure, other)]
        changes = {} if dayless else {r: change(one, partial(measure.figure, view, r)) for r, one in figures.items()}
        rivals = {region: _rivals(one, region, others) for region, one in figures.items()}
        yield Told(
            layer=layer,
            measure=measure,
            figures=figures,
            missing=missing,
            changes={region: one for region, one in changes.items() if one},
            rivals={region: several for region, several in rivals.items() if several},
        )


def _known(view: View, day: date, measure: Measure) -> Measure:
    """A headline, or what it says shall stand where nothing of it was known."""
    return measure if measure.instead is None or _figures(view, measure, day)[0] else measure.instead


def _figures(view: View, measure: Measure, day: date) -> tuple[dict[Region, Figure], dict[Region, str]]:
    figures: dict[Region, Figure] = {}
    missing: dict[Region, str] = {}
    for region in measure.regions:
        try:
            figures[region] = measure.figure(view, region, day)
        except NotEnoughData as reason:
            missing[region] = str(reason)
    return figures, missing


def over_time(view: View, measure: Measure, region: Region, days: Iterable[date]) -> list[Figure]:
    """A measure on several days as one view tells it, each of its own days once, oldest first."""
    found: dict[date, Figure] = {}
    for day in days:
        try:
            figure = measure.figure(view, region, day)
        except NotEnoughData:
            continue
        found[figure.on] = figure
    return [found[on] for on in sorted(found)]


def change(figure: Figure, told: Callable[[date], Figure]) -> Figure | None:
    """What became of a figure within a year, by a function that tells it on a day; none where that is not known."""
    try:
        before = told(figure.on - YEAR)
    except NotEnoughData:
        return None
    share = figure.unit == "%"
    apart = abs(figure.on - YEAR - before.on)
    if apart > NEAR or (not share and (before.value <= 0 or figure.value <= 0)):
        return None
    return Figure(
        metric="stack_change",
        args={"of": figure.metric} | {name: figure.args[name] for name in figure.args if name not in ("draws", "seed")},
        value=figure.value - before.value if share else figure.value / before.value,
        unit="points" if share else "times a year",
        as_of=figure.as_of,
        on=figure.on,
        method=CHANGE_METHOD,
        grade=weakest(figure.grade, before.grade),
        evidence=figure.evidence,
    )


def _another_meaning(measure: Measure, other: Measure) -> bool:
    return other is not measure and (other.metric, other.part) == (measure.metric, measure.part)


def _rivals(
    figure: Figure, region: Region, others: Sequence[tuple[str, Mapping[Region, Figure]]]
) -> tuple[tuple[str, Figure], ...]:
    same = [(meaning, told[region]) for meaning, told in others if region in told]
    return tuple((meaning, other) for meaning, other in same if _apart(figure, other))


def _apart(figure: Figure, other: Figure) -> bool:
    """Whether another value lies outside of a figure's interval, or more than a tenth away where it has none."""
    if figure.low is not None and figure.high is not None:
        return not figure.low <= other.value <= figure.high
    return abs(other.value - figure.value) > FAR * abs(figure.value)
