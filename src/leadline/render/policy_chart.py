"""Policy events on a line of time: what was announced when and how long it binds, beneath an indicator if one is asked.

A dot is the day of an announcement, a bar the days on which the event binds as far as its clocks are known; where no
first binding day is known there is no bar. The hue says who acts, and nothing is good or bad about any.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import altair as alt

from leadline.model import Figure
from leadline.render.chart import Chart, data, styled
from leadline.render.style import BLUE, GREY, OCHRE
from leadline.render.text import Text
from leadline.stack.policy import Standing

ROW, WIDE, HIGH = 17, 430, 180
"""Height of an event's row, and width and height of the drawing, in points."""
TITLE = 62
"""Characters of an event's title that are shown."""
WHO = {"US": BLUE, "CN": OCHRE}
"""Hues of those who act most; all others, and several together, are grey."""


def timeline(
    events: Sequence[Standing],
    over: Sequence[Figure],
    day: date,
    *,
    axis: str,
    title: Text,
    subtitle: Text,
    alternative: Text,
    sources: Text = (),
) -> Chart:
    """Events in the order given, one row each, beneath an indicator over time where there is one."""
    rows = [_row(place, one, day) for place, one in enumerate(events)]
    first = min([*(one.day for one in events), *(figure.on for figure in over)])
    last = max([day, *(one.next[1] for one in events if one.next)])
    span = alt.Scale(domain=[first.isoformat(), (last + timedelta(days=20)).isoformat()], nice=False)
    time = alt.X("day:T", title=None, scale=span, axis=alt.Axis(format="%Y", tickCount="year", orient="bottom"))
    parts = [_line(over, events, time, axis)] if over else []
    return Chart(
        spec=styled(alt.vconcat(*parts, _lanes(rows, time, span, day), spacing=12)),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(over),
        sources=sources,
    )


def _row(place: int, one: Standing, day: date) -> dict[str, object]:
    event = one.event
    ends = [at for at in (event.suspended, event.expires) if at is not None]
    return {
        "place": place,
        "day": one.day.isoformat(),
        "from": event.effective.isoformat() if event.effective else None,
        "to": min(ends).isoformat() if ends else max(day, event.effective or day).isoformat(),
        "title": event.title if len(event.title) <= TITLE else f"{event.title[: TITLE - 1]}…",
        "who": event.jurisdiction if event.jurisdiction in WHO else "others, or several",
        "direction": event.direction,
        "label": f"{one.day.isoformat()}  {event.jurisdiction}",
    }


def _lanes(rows: Sequence[dict[str, object]], time: alt.X, span: alt.Scale, day: date) -> alt.LayerChart:
    y = alt.Y("place:O", title=None, axis=None)
    names = [*WHO, "others, or several"]
    colour = alt.Color(
        "who:N", scale=alt.Scale(domain=names, range=[*WHO.values(), GREY]), legend=alt.Legend(title=None, orient="top")
    )
    base = alt.Chart(data(rows)).encode(y=y)
    bars = base.transform_filter("datum.from != null").mark_bar(height=6, opacity=0.35)
    dots = base.mark_point(size=45, filled=True, opacity=1)
    titles = base.mark_text(align="left", fontSize=10).encode(text="title:N", x=alt.value(WIDE + 8))
    labels = base.mark_text(align="right", fontSize=9, opacity=0.75).encode(text="label:N", x=alt.value(-8))
    drawn = (
        alt.Chart(data([{"day": day.isoformat()}])).mark_rule(color=GREY, strokeDash=[3, 3]).encode(x=time)
        + bars.encode(x=alt.X("from:T", scale=span, title=None), x2="to:T", color=colour)
        + dots.encode(x=time, color=colour)
        + titles
        + labels
    )
    sized: alt.LayerChart = drawn.properties(width=WIDE, height=max(ROW, ROW * len(rows)))
    return sized


def _line(over: Sequence[Figure], events: Sequence[Standing], time: alt.X, axis: str) -> alt.LayerChart:
    rows: list[dict[str, object]] = [
        {"day": figure.on.isoformat(), "value": figure.value, "low": figure.low, "high": figure.high, "id": figure.id}
        for figure in over
    ]
    marks: list[dict[str, object]] = [{"day": one.day.isoformat()} for one in events]
    base = alt.Chart(data(rows)).encode(x=time)
    value = alt.Y("value:Q", title=axis, scale=alt.Scale(zero=False))
    banded = base.transform_filter("datum.low != null").mark_area(opacity=0.18, color=BLUE)
    drawn = (
        alt.Chart(data(marks)).mark_rule(color=GREY, opacity=0.25).encode(x=time)
        + banded.encode(y=alt.Y("low:Q", title=axis), y2="high:Q")
        + base.mark_line(strokeWidth=2, color=BLUE).encode(y=value)
    )
    sized: alt.LayerChart = drawn.properties(width=WIDE, height=HIGH)
    return sized
