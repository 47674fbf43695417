"""Charts of what vintages say: a lead by vintage, real-time against revised, past nowcasts, scores of rivals."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Literal

import altair as alt

from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.style import GREY, HUES
from leadline.render.text import Text

HEIGHT = 300
SHAPES = ["circle", "diamond", "cross"]


def leads_over_time(
    series: Mapping[str, Sequence[Figure]],
    title: Text,
    subtitle: Text,
    alternative: Text,
    *,
    by: Literal["as_of", "on"],
    joined: Sequence[str] = (),
    sources: Text = (),
) -> Chart:
    """Leads as dots with their intervals over the day they were known on, or are of; some series are joined by a line.

    Dots of several series on one day stand beside each other.
    """
    names = list(series)
    rows = _beside([_row(name, figure, by) for name, figures in series.items() for figure in figures], names)
    hue = alt.Color("series:N", scale=alt.Scale(domain=names, range=list(HUES[: len(names)])), legend=_legend())
    shape = alt.Shape("series:N", scale=alt.Scale(domain=names, range=SHAPES[: len(names)]), legend=_legend())
    days = alt.X("place:T", title=None, axis=alt.Axis(format="%Y-%m"), scale=alt.Scale(padding=12))
    base = alt.Chart(data(rows)).encode(x=days)
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=2, opacity=0.45)
    dot = base.mark_point(size=60, filled=True, opacity=1).encode(
        y=alt.Y("value:Q", title="months"), color=hue, shape=shape
    )
    drawn = span.encode(y=alt.Y("low:Q", title="months"), y2="high:Q", color=hue) + dot
    for name in joined:
        line = base.transform_filter(alt.datum.series == name).mark_line(strokeWidth=1.5, opacity=0.7)
        drawn += line.encode(y="value:Q", color=hue)
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, opacity=0.6).encode(y="zero:Q")
    return Chart(
        spec=styled((zero + drawn).properties(width=WIDTH, height=HEIGHT)),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for figures in series.values() for figure in figures),
        sources=sources,
    )


def rivals(figures: Sequence[Figure], title: Text, subtitle: Text, alternative: Text, *, sources: Text = ()) -> Chart:
    """Scores of rivals as dots, one line a rival and tier, one hue and shape a horizon; nearer to zero is better."""
    rows = [
        {
            "rival": f"{figure.args['rival']}, by {figure.args['tier']}",
            "horizon": f"{figure.args['horizon']} months ahead",
            "zero": 0,
            "value": figure.value,
            "id": figure.id,
        }
        for figure in figures
    ]
    horizons = list(dict.fromkeys(str(row["horizon"]) for row in rows))
    order = list(dict.fromkeys(str(row["rival"]) for row in rows))
    axis = "mean CRPS in months"
    hues, shapes = (alt.Scale(domain=horizons, range=_cycled(kind, len(horizons))) for kind in (HUES, SHAPES))
    base = alt.Chart(data(rows)).encode(y=alt.Y("rival:N", sort=order, title=None))
    dots = base.mark_point(size=80, filled=True, opacity=0.9).encode(
        x=alt.X("value:Q", title=axis, scale=alt.Scale(zero=True)),
        color=alt.Color("horizon:N", scale=hues, legend=_legend()),
        shape=alt.Shape("horizon:N", scale=shapes, legend=_legend()),
    )
    # The thin line only leads the eye from the name to the dots.
    drawn = base.mark_rule(opacity=0.25, strokeWidth=1).encode(x=alt.X("zero:Q", title=axis), x2="value:Q") + dots
    return Chart(
        spec=styled(drawn.properties(width=WIDTH - 120, height=alt.Step(24))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figures),
        sources=sources,
    )


def _row(name: str, figure: Figure, by: Literal["as_of", "on"]) -> dict[str, object]:
    day = figure.as_of if by == "as_of" else figure.on
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"series": name, "day": day.isoformat(), **ends, "id": figure.id}


def _legend() -> alt.Legend:
    return alt.Legend(title=None, orient="top", symbolOpacity=1, labelLimit=300, columns=3)


def _beside(rows: list[dict[str, object]], names: Sequence[str]) -> list[dict[str, object]]:
    """The rows with a place on the axis: their day, moved by a share of all days so that series do not overlap."""
    days = [date.fromisoformat(str(row["day"])) for row in rows]
    apart = (max(days) - min(days)) / 160
    moved = [(names.index(str(row["series"])) - (len(names) - 1) / 2) * apart for row in rows]
    places = [datetime.combine(day, time.min) + shift for day, shift in zip(days, moved, strict=True)]
    return [{**row, "place": place.isoformat()} for row, place in zip(rows, places, strict=True)]


def _cycled(values: Sequence[str], count: int) -> list[str]:
    return [values[place % len(values)] for place in range(count)]
