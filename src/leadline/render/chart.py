"""Charts of figures, drawn by Vega without a browser; every number in one is the value of a figure.

Two hues that colour-blind readers can tell apart, neither of them good or bad; direct labels instead of legends; a band
for the interval. Text is drawn in the page's own colour, so that one drawing serves light and dark pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from leadline.model import Figure
from leadline.render.text import Quantity, Text, written

BLUE, OCHRE, GREY = "#3d85b8", "#b07818", "#808080"
WIDTH, FONT = 640, "system-ui, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing with what it says in words."""

    spec: Mapping[str, Any]
    title: Text
    subtitle: Text
    alt: Text
    """What it shows, for those who do not see it."""
    figures: tuple[Figure, ...]

    def svg(self) -> str:
        """The drawing as SVG."""
        return vl_convert.vegalite_to_svg(dict(self.spec))

    def png(self) -> bytes:
        """The drawing as PNG, on white, at twice the size."""
        return vl_convert.vegalite_to_png(dict(self.spec) | {"background": "white"}, scale=2)


def lead_history(series: Mapping[str, Sequence[Figure]], title: Text, subtitle: Text, alternative: Text) -> Chart:
    """Leads over time, one line a definition with its label at the end, and a band for the interval of the first."""
    rows = [_lead_row(name, figure) for name, figures in series.items() for figure in figures]
    first, *others = series
    colour = alt.Color("definition:N", scale=alt.Scale(domain=[first, *others], range=[BLUE, OCHRE, GREY]), legend=None)
    base = alt.Chart(_data(rows)).encode(x=alt.X("on:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")))
    months = alt.Y("value:Q", title="months")
    band = base.transform_filter(alt.datum.definition == first).mark_area(opacity=0.18, color=BLUE)
    line = base.mark_line(strokeWidth=2).encode(y=months, color=colour, strokeDash=_dashes(first, others))
    zero = alt.Chart(_data([{"zero": 0}])).mark_rule(color=GREY, opacity=0.6).encode(y="zero:Q")
    ends = sorted((rows_ends[-1] for rows_ends in _by_name(rows)), key=lambda row: float(str(row["value"])))
    drawn = band.encode(y=alt.Y("low:Q", title="months"), y2="high:Q") + zero + line
    for place, row in enumerate(ends):
        # The lowest label hangs below its line and the others stand above theirs, so that near ends do not collide.
        label = alt.Chart(_data([row])).mark_text(align="left", dx=5, dy=-4 if place else 8, fontSize=12)
        drawn += label.encode(x="on:T", y="value:Q", text="definition:N", color=colour)
    return Chart(
        spec=_spec(drawn.properties(width=WIDTH, height=280)),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for figures in series.values() for figure in figures),
    )


def costs(
    figures: Sequence[Figure], groups: Mapping[str, str], title: Text, subtitle: Text, alternative: Text
) -> Chart:
    """Costs as dots on a logarithmic axis, dearest on top, coloured by the group of each offer."""
    rows = [_cost_row(figure, groups[str(figure.args["offer"])]) for figure in figures]
    names = list(dict.fromkeys(groups.values()))
    colour = alt.Color("group:N", scale=alt.Scale(domain=names, range=[BLUE, OCHRE, GREY, "#6b5b95", "#5b8a72"]))
    base = alt.Chart(_data(rows)).encode(y=alt.Y("offer:N", sort=[str(row["offer"]) for row in rows], title=None))
    # A logarithmic axis has no zero: the line only leads the eye from the name to the dot.
    dot = base.mark_circle(size=90, opacity=1).encode(
        x=alt.X("cost:Q", scale=alt.Scale(type="log"), title="US dollars, logarithmic", axis=alt.Axis(tickCount=5)),
        color=colour.legend(title=None, orient="top", symbolOpacity=1),
    )
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=3, opacity=0.5)
    label = base.mark_text(align="left", dx=9, fontSize=11).encode(x="cost:Q", text="label:N", color=colour)
    drawn = span.encode(x="low:Q", x2="high:Q", color=colour) + dot + label
    return Chart(
        spec=_spec(drawn.properties(width=WIDTH - 120, height=alt.Step(24))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figures),
    )


def _spec(chart: alt.LayerChart) -> dict[str, Any]:
    styled = (
        # The page may draw with a wider font than the one that was measured with.
        chart.configure(background="transparent", font=FONT, padding={"left": 40, "right": 48, "top": 6, "bottom": 6})
        .configure_view(stroke=None)
        .configure_axis(
            grid=True, gridOpacity=0.25, domainOpacity=0.4, labelFontSize=12, titleFontSize=12, labelLimit=260
        )
        .configure_legend(labelFontSize=12)
    )
    return dict(styled.to_dict())


def _by_name(rows: Sequence[dict[str, object]]) -> list[list[dict[str, object]]]:
    names = dict.fromkeys(str(row["definition"]) for row in rows)
    return [[row for row in rows if row["definition"] == name] for name in names]


def _data(rows: Sequence[Mapping[str, object]]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])


def _dashes(first: str, others: Sequence[str]) -> alt.StrokeDash:
    """Lines differ in dash as well as in hue."""
    dashes = [[1, 0], [5, 3], [2, 2]]
    return alt.StrokeDash("definition:N", scale=alt.Scale(domain=[first, *others], range=dashes), legend=None)


def _lead_row(name: str, figure: Figure) -> dict[str, object]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"definition": name, "on": figure.on.isoformat(), **ends, "id": figure.id}


def _cost_row(figure: Figure, group: str) -> dict[str, object]:
    ends = {"cost": figure.value, "low": figure.low, "high": figure.high}
    return {
        "offer": figure.args["offer"],
        "group": group,
        "label": written(Quantity(figure=figure)),
        **ends,
        "id": figure.id,
    }
