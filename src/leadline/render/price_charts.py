"""Charts of prices and costs."""

from collections.abc import Mapping, Sequence

import altair as alt

from leadline.model import Figure
from leadline.render.chart import BLUE, GREY, OCHRE, WIDTH, Chart, data, styled
from leadline.render.text import Quantity, Text, written


def costs(
    figures: Sequence[Figure], groups: Mapping[str, str], title: Text, subtitle: Text, alternative: Text
) -> Chart:
    """Costs as dots on a logarithmic axis, dearest on top, coloured by the group of each offer."""
    rows = [_cost_row(figure, groups[str(figure.args["offer"])]) for figure in figures]
    names = list(dict.fromkeys(groups.values()))
    colour = alt.Color("group:N", scale=alt.Scale(domain=names, range=[BLUE, OCHRE, GREY, "#6b5b95", "#5b8a72"]))
    base = alt.Chart(data(rows)).encode(y=alt.Y("offer:N", sort=[str(row["offer"]) for row in rows], title=None))
    # A logarithmic axis has no zero: the line only leads the eye from the name to the dot.
    dot = base.mark_circle(size=90, opacity=1).encode(
        x=alt.X("cost:Q", scale=alt.Scale(type="log"), title="US dollars, logarithmic", axis=alt.Axis(tickCount=5)),
        color=colour.legend(title=None, orient="top", symbolOpacity=1),
    )
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=3, opacity=0.5)
    label = base.mark_text(align="left", dx=9, fontSize=11).encode(x="cost:Q", text="label:N", color=colour)
    drawn = span.encode(x="low:Q", x2="high:Q", color=colour) + dot + label
    return Chart(
        spec=styled(drawn.properties(width=WIDTH - 120, height=alt.Step(24))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figures),
    )


def _cost_row(figure: Figure, group: str) -> dict[str, object]:
    ends = {"cost": figure.value, "low": figure.low, "high": figure.high}
    return {
        "offer": figure.args["offer"],
        "group": group,
        "label": written(Quantity(figure=figure)),
        **ends,
        "id": figure.id,
    }
