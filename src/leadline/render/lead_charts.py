"""Charts of frontiers and leads."""

from collections.abc import Mapping, Sequence

import altair as alt

from leadline.model import Figure
from leadline.render.chart import BLUE, GREY, OCHRE, WIDTH, Chart, data, styled
from leadline.render.text import Text


def lead_history(series: Mapping[str, Sequence[Figure]], title: Text, subtitle: Text, alternative: Text) -> Chart:
    """Leads over time, one line a definition with its label at the end, and a band for the interval of the first."""
    rows = [_lead_row(name, figure) for name, figures in series.items() for figure in figures]
    first, *others = series
    colour = alt.Color("definition:N", scale=alt.Scale(domain=[first, *others], range=[BLUE, OCHRE, GREY]), legend=None)
    base = alt.Chart(data(rows)).encode(x=alt.X("on:T", title=None, axis=alt.Axis(format="%Y", tickCount="year")))
    months = alt.Y("value:Q", title="months")
    band = base.transform_filter(alt.datum.definition == first).mark_area(opacity=0.18, color=BLUE)
    line = base.mark_line(strokeWidth=2).encode(y=months, color=colour, strokeDash=_dashes(first, others))
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, opacity=0.6).encode(y="zero:Q")
    ends = sorted((rows_ends[-1] for rows_ends in _by_name(rows)), key=lambda row: float(str(row["value"])))
    drawn = band.encode(y=alt.Y("low:Q", title="months"), y2="high:Q") + zero + line
    for place, row in enumerate(ends):
        # The lowest label hangs below its line and the others stand above theirs, so that near ends do not collide.
        label = alt.Chart(data([row])).mark_text(align="left", dx=5, dy=-4 if place else 8, fontSize=12)
        drawn += label.encode(x="on:T", y="value:Q", text="definition:N", color=colour)
    return Chart(
        spec=styled(drawn.properties(width=WIDTH, height=280)),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for figures in series.values() for figure in figures),
    )


def _by_name(rows: Sequence[dict[str, object]]) -> list[list[dict[str, object]]]:
    names = dict.fromkeys(str(row["definition"]) for row in rows)
    return [[row for row in rows if row["definition"] == name] for name in names]


def _dashes(first: str, others: Sequence[str]) -> alt.StrokeDash:
    """Lines differ in dash as well as in hue."""
    dashes = [[1, 0], [5, 3], [2, 2]]
    return alt.StrokeDash("definition:N", scale=alt.Scale(domain=[first, *others], range=dashes), legend=None)


def _lead_row(name: str, figure: Figure) -> dict[str, object]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"definition": name, "on": figure.on.isoformat(), **ends, "id": figure.id}
