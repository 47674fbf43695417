"""Charts of comparisons: offers by bases, and vendors class by class."""

from collections.abc import Mapping, Sequence

import altair as alt

from leadline.comparison import Pair
from leadline.model import Figure
from leadline.prices.bases import Row
from leadline.render.chart import WIDTH, Chart, data, padded, styled
from leadline.render.style import BLUE, GREY, HUES, OCHRE
from leadline.render.text import Quantity, Text, written

OF_BASES = (GREY, BLUE, OCHRE, *HUES[3:])
"""As many as there are bases; the first is the grey one."""


def bases(rows: Sequence[Row], title: Text, subtitle: Text, alternative: Text) -> Chart:
    """Costs on each basis as dots in one line per offer, on a logarithmic axis; a rule spans a range."""
    names = list(rows[0].cells)
    figures = {
        (row.offer.id, basis): cell.cost for row in rows for basis, cell in row.cells.items() if cell.cost is not None
    }
    drawn = [_dot(figure, offer=offer, basis=basis) for (offer, basis), figure in figures.items()]
    base = alt.Chart(data(drawn)).encode(
        y=alt.Y("offer:N", sort=[row.offer.id for row in rows], title=None),
        yOffset=alt.YOffset("basis:N", sort=names),
        color=_colour(names, "basis"),
    )
    layers = _dots(base, "US dollars, logarithmic")
    return Chart(
        spec=styled(layers.properties(width=WIDTH - 120, height=13 * len(names) * len(rows))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figures.values()),
    )


def pairs(found: Sequence[Pair], title: Text, subtitle: Text, alternative: Text) -> Chart:
    """The ratios of each pair as dots, a line a basis, over the range of all; a logarithmic axis."""
    names = list(dict.fromkeys(reading.basis for pair in found for reading in pair.readings if reading.ratio))
    lines = {f"{pair.vendor} / {pair.base}, {pair.kind}": pair for pair in found}
    drawn = [
        _dot(reading.ratio, pair=line, basis=reading.basis, mix=reading.mix)
        for line, pair in lines.items()
        for reading in pair.readings
        if reading.ratio
    ]
    spans = [_dot(pair.overall, pair=line) | {"label": _ends(pair.overall)} for line, pair in lines.items()]
    ends = [
        value for pair in found for value in (pair.overall.low, pair.overall.high, pair.overall.value, 1.0) if value
    ]
    y = alt.Y("pair:N", sort=list(lines), title=None)
    scale = padded(ends, share=0.05)
    x = alt.X("value:Q", scale=scale, title="times as much, logarithmic", axis=alt.Axis(tickCount=6, format="~r"))
    whole = alt.Chart(data(spans))
    span = whole.mark_rule(strokeWidth=4, opacity=0.25).encode(y=y, x=alt.X("low:Q", scale=scale), x2="high:Q")
    # Beside the drawing, where neither the dots nor the line at 1 run through them.
    label = whole.mark_text(align="left", dx=9, fontSize=11).encode(y=y, x=alt.value(WIDTH - 140), text="label:N")
    one = alt.Chart(data([{"value": 1}])).mark_rule(strokeDash=[4, 4], opacity=0.6).encode(x=x)
    dot = (
        alt.Chart(data(drawn))
        .mark_point(size=32, filled=True, opacity=0.9)
        .encode(y=y, yOffset=alt.YOffset("basis:N", sort=names), x=x, color=_colour(names, "basis"))
    )
    return Chart(
        spec=styled((one + span + dot + label).properties(width=WIDTH - 140, height=(9 * len(names) + 6) * len(lines))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(
            figure
            for pair in found
            for figure in (pair.overall, *(reading.ratio for reading in pair.readings if reading.ratio))
        ),
    )


def _dots(base: alt.Chart, axis: str) -> alt.LayerChart:
    scale = alt.Scale(type="log", nice=True)
    x = alt.X("value:Q", scale=scale, title=axis, axis=alt.Axis(tickCount=6, format="$~r"))
    dot = base.mark_point(size=60, filled=True, opacity=1).encode(x=x)
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=3, opacity=0.45)
    label = base.mark_text(align="left", dx=7, fontSize=9).encode(x=alt.X("end:Q", scale=scale), text="label:N")
    return alt.LayerChart(layer=[span.encode(x=alt.X("low:Q", scale=scale), x2="high:Q"), dot, label])


def _colour(names: Sequence[str], field: str) -> alt.Color:
    scale = alt.Scale(domain=list(names), range=list(OF_BASES[: len(names)]))
    return alt.Color(f"{field}:N", scale=scale, sort=list(names)).legend(title=None, orient="top", symbolOpacity=1)


def _dot(figure: Figure, **names: str) -> dict[str, object]:
    ends: Mapping[str, object] = {"value": figure.value, "low": figure.low, "high": figure.high, "id": figure.id}
    end = figure.value if figure.high is None else figure.high
    return {**names, "label": written(Quantity(figure=figure)), "end": end, **ends}


def _ends(figure: Figure) -> str:
    low, high = written(Quantity(figure=figure, part="interval")).removeprefix("range ").split(" to ")
    return f"{low} to {high}" if low != high else low
