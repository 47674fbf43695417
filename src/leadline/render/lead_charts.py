"""Charts of frontiers and leads: over time, and as a panel of one day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any, Literal

import altair as alt

from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, raised, styled
from leadline.render.language import ENGLISH, Language
from leadline.render.style import BLUE, GREY, HUES
from leadline.render.text import Quantity, Text, plain, text, written

MOST_LINES = 3
"""Definitions that one chart over time tells apart."""
SHORT = 730
"""Days: an axis of fewer names days in place of years."""
HEIGHT = 380
"""Of a chart of frontiers, in points."""
ZERO = {"value": 0, "low": None, "high": None}
"""Neither group ahead, which a chart over time always shows."""
LINE, LETTER = 12, 5.2
"""Points that one line of a label takes, and one of its letters."""
Box = tuple[float, float, float, float]
"""Left, right, bottom, top."""


def lead_history(
    series: Mapping[str, Sequence[Figure]], title: Text, subtitle: Text, alternative: Text, sources: Text = ()
) -> Chart:
    """Leads over time, one line a definition with its label at the end, and a band for the interval of the first."""
    redrawn = partial(_history_drawn, series)
    return Chart(
        spec=redrawn(ENGLISH),
        redrawn=redrawn,
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for figures in series.values() for figure in figures),
        sources=sources,
    )


def _history_drawn(told: Mapping[str, Sequence[Figure]], language: Language) -> dict[str, Any]:
    series = {language.term(name): figures for name, figures in told.items()}
    unit = plain(text("months"), language)
    rows = [_lead_row(name, figure) for name, figures in series.items() for figure in figures]
    first, *others = series
    colour = alt.Color(
        "definition:N", scale=alt.Scale(domain=[first, *others], range=list(HUES[:MOST_LINES])), legend=None
    )
    alone = all(len(figures) == 1 for figures in series.values())
    base = alt.Chart(data(rows)).encode(x=_time(rows))
    months = alt.Y("value:Q", title=unit)
    band = base.transform_filter(alt.datum.definition == first).mark_area(opacity=0.18, color=BLUE)
    line = base.mark_line(strokeWidth=2, point=alone).encode(y=months, color=colour, strokeDash=_dashes(first, others))
    zero = alt.Chart(data([ZERO])).mark_rule(color=GREY, opacity=0.6).encode(y="value:Q")
    drawn = band.encode(y=alt.Y("low:Q", title=unit), y2="high:Q") + zero + line
    if alone:  # a band of one day has no width
        spans = base.transform_filter(alt.datum.definition == first).mark_rule(strokeWidth=3, opacity=0.4, color=BLUE)
        drawn += spans.encode(y=alt.Y("low:Q", title=unit), y2="high:Q")
    last = (_lead_row(name, figures[-1]) for name, figures in series.items())
    ends = sorted(last, key=lambda row: float(str(row["value"])))
    for row, shift in zip(ends, _shifts([float(str(row["value"])) for row in ends], _span([*rows, ZERO])), strict=True):
        label = alt.Chart(data([row])).mark_text(align="left", dx=5, dy=shift, fontSize=12)
        drawn += label.encode(x="on:T", y="value:Q", text="definition:N", color=colour)
    return styled(drawn.properties(width=WIDTH, height=280))


def _time(rows: Sequence[Mapping[str, object]]) -> alt.X:
    """Years; over a shorter time, in which there may be no turn of a year, the days themselves."""
    days = sorted({str(row["on"]) for row in rows})
    if (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days > SHORT:
        return alt.X("on:T", title=None, axis=alt.Axis(format="%Y", tickCount="year"))
    return alt.X("on:T", title=None, axis=alt.Axis(values=days, format="%Y-%m-%d", labelOverlap=True))


def frontiers(
    curves: Mapping[str, Sequence[Figure]],
    records: Mapping[str, Sequence[tuple[date, str, float]]],
    title: Text,
    subtitle: Text,
    alternative: Text,
    sources: Text = (),
) -> Chart:
    """Frontiers of two groups as staircases with bands; a dot a record, with the model's name where there is room.

    Names of the upper group stand above its line and those of the lower one below, so that they do not meet.
    """
    names = sorted(curves, key=lambda name: curves[name][-1].value, reverse=True)
    colour = alt.Color("group:N", scale=alt.Scale(domain=names, range=list(HUES[: len(names)])), legend=None)
    rows = [_lead_row(name, figure, "group") for name in names for figure in curves[name]]
    base = alt.Chart(data(rows)).encode(x=alt.X("on:T", title=None, axis=alt.Axis(format="%Y-%m", labelOverlap=True)))
    level = alt.Scale(zero=False, nice=True)
    unit = next(iter(curves.values()))[0].unit
    band = base.mark_area(opacity=0.18, interpolate="step-after")
    drawn = band.encode(y=alt.Y("low:Q", title=unit, scale=level), y2="high:Q", color=colour)
    drawn += base.mark_line(strokeWidth=2, interpolate="step-after").encode(
        y=alt.Y("value:Q", title=unit, scale=level), color=colour
    )
    sides: tuple[Literal["right", "left"], ...] = ("right", "left")
    # From the upper to the lower group, which are shifted from the lowest up.
    shifts = reversed(_shifts([curves[name][-1].value for name in reversed(names)], _span(rows), HEIGHT))
    for side, name in zip(sides, names, strict=True):
        dots = [{"on": day.isoformat(), "model": model, "value": v, "group": name} for day, model, v in records[name]]
        points = alt.Chart(data(dots)).encode(x="on:T", y="value:Q", color=colour)
        drawn += points.mark_circle(size=34, opacity=1)
        named = alt.Chart(data(_legible(dots, rows, side))).encode(x="on:T", y="value:Q", color=colour)
        dx, dy = (-7, -6) if side == "right" else (7, 9)
        drawn += named.mark_text(align=side, dx=dx, dy=dy, fontSize=10).encode(text="model:N")
        end = alt.Chart(data([_lead_row(name, curves[name][-1], "group")]))
        label = end.mark_text(align="left", dx=6, dy=next(shifts), fontSize=12)
        drawn += label.encode(x="on:T", y="value:Q", color=colour, text="group:N")
    return Chart(
        spec=styled(drawn.properties(width=WIDTH, height=HEIGHT)),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for figures in curves.values() for figure in figures),
        sources=sources,
    )


def panel(
    leads: Sequence[tuple[str, str, Figure]], title: Text, subtitle: Text, alternative: Text, sources: Text = ()
) -> Chart:
    """Leads of one day as dots with intervals, one row a yardstick and definition; a triangle is only a bound."""
    yardsticks = list(dict.fromkeys(yardstick for yardstick, _, _ in leads))
    rows = [_panel_row(place, *one, several=len(yardsticks) > 1) for place, one in enumerate(leads)]
    colour = alt.Color("yardstick:N", scale=alt.Scale(domain=yardsticks, range=list(HUES)), legend=None)
    order = [str(row["row"]) for row in rows]
    base = alt.Chart(data(rows)).encode(y=alt.Y("row:N", sort=order, title=None, axis=alt.Axis(labelLimit=320)))
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, opacity=0.6).encode(x="zero:Q")
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=3, opacity=0.45)
    shapes = alt.Shape(
        "bound:N",
        scale=alt.Scale(domain=["exact", "at least", "at most"], range=["circle", "triangle-right", "triangle-left"]),
        legend=None,
    )
    dots = base.mark_point(filled=True, size=80, opacity=1)
    label = base.mark_text(align="left", dx=9, dy=-8, fontSize=10)
    months = alt.X("value:Q", title="months")
    drawn = (
        zero
        + span.encode(x=alt.X("low:Q", title="months"), x2="high:Q", color=colour)
        + dots.encode(x=months, color=colour, shape=shapes)
        + label.encode(x="value:Q", text="label:N", color=colour)
    )
    return Chart(
        spec=styled(drawn.properties(width=WIDTH - 160, height=alt.Step(26))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for _, _, figure in leads),
        sources=sources,
    )


def _panel_row(place: int, yardstick: str, definition: str, figure: Figure, *, several: bool) -> dict[str, object]:
    name = f"{yardstick}: {definition}" if several else definition
    label = written(Quantity(figure=figure))
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"row": name, "place": place, "yardstick": yardstick, "label": label, "bound": figure.bound, **ends}


def _span(rows: Sequence[Mapping[str, object]]) -> float:
    """How far the values of a chart reach, in its own units."""
    values = [float(str(row[name])) for row in rows for name in ("value", "low", "high") if row[name] is not None]
    return max(values) - min(values) or 1.0


def _legible(
    dots: Sequence[dict[str, object]], rows: Sequence[Mapping[str, object]], side: Literal["right", "left"]
) -> list[dict[str, object]]:
    """The newest dots whose names meet neither the axis, nor each other, nor the line of the other group."""
    kept: list[dict[str, object]] = []
    boxes: list[Box] = []
    other = [_point(row, rows) for row in rows if row["group"] != dots[0]["group"]] if dots else []
    for dot in reversed(dots):
        box = _box(dot, rows, side)
        free = not any(_meet(box, one) for one in boxes) and not any(_meet(box, one) for one in _stairs(other))
        if box[0] >= 0 and free:
            kept.append(dot)
            boxes.append(box)
    return kept


def _point(row: Mapping[str, object], rows: Sequence[Mapping[str, object]]) -> tuple[float, float]:
    """Where a value stands in the drawing, in points from the left and from below."""
    days = [date.fromisoformat(str(one["on"])).toordinal() for one in rows]
    here, length = date.fromisoformat(str(row["on"])).toordinal(), max(days) - min(days) or 1
    return (here - min(days)) / length * WIDTH, float(str(row["value"])) / _span(rows) * HEIGHT


def _box(dot: Mapping[str, object], rows: Sequence[Mapping[str, object]], side: Literal["right", "left"]) -> Box:
    """The room that a name takes: left, right, bottom, top."""
    across, up = _point(dot, rows)
    length = LETTER * len(str(dot["model"]))
    if side == "right":
        return across - 7 - length, across - 7, up - 2, up + 1 + LINE
    return across + 7, across + 7 + length, up - 4 - LINE, up - 4


def _stairs(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """The steps of a staircase, each level and then upright, as boxes without width."""
    for (across, up), (next_across, next_up) in pairwise(points):
        yield across, next_across, up, up
        yield next_across, next_across, up, next_up


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def _shifts(ends: Sequence[float], span: float, height: float = 280, apart: float = 14) -> list[float]:
    """How far down each label moves so that neighbours, from the lowest up, stand a line apart."""
    return [4 - move for move in raised([value / span * height for value in ends], apart)]


def _dashes(first: str, others: Sequence[str]) -> alt.StrokeDash:
    """Lines differ in dash as well as in hue."""
    dashes = [[1, 0], [5, 3], [2, 2]]
    return alt.StrokeDash("definition:N", scale=alt.Scale(domain=[first, *others], range=dashes), legend=None)


def _lead_row(name: str, figure: Figure, kind: str = "definition") -> dict[str, object]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {kind: name, "on": figure.on.isoformat(), **ends, "id": figure.id}
