"""The tornado: what an outcome is where an input is lowest or highest, less what it is in all, the widest on top."""

from collections.abc import Sequence

import altair as alt

from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.style import BLUE, GREY, OCHRE
from leadline.render.text import Day, Name, Quantity, Text, text

BAR = 20


def tornado(figures: Sequence[Figure], names: Sequence[str], *, sources: Text = ()) -> Chart:
    """A panel for each outcome among the figures, with the same inputs in the same order in all."""
    outcomes = list(dict.fromkeys(str(figure.args["outcome"]) for figure in figures))
    panels = [_panel([f for f in figures if f.args["outcome"] == one], names, len(outcomes)) for one in outcomes]
    widest = max((f for f in figures if f.args["outcome"] == outcomes[0]), key=lambda f: abs(f.value))
    return Chart(
        spec=styled(alt.hconcat(*panels)),
        title=text("What the lead hangs on: the outcome where an input is lowest and highest, less what it is in all"),
        subtitle=text(
            "Year to {on}, under the beliefs {beliefs}, calibrated to history, levers at random; as known on {day}",
            on=Day(day=widest.on),
            beliefs=Name(name=str(widest.args["beliefs"])),
            day=Day(day=widest.as_of),
        ),
        alt=text(
            "Bars of the inputs to both sides. The widest is {value}, of {input} in its {side}.",
            value=Quantity(figure=widest),
            input=Name(name=str(widest.args["input"])),
            side=Name(name=str(widest.args["side"])),
        ),
        figures=tuple(figures),
        sources=sources,
    )


def _panel(figures: Sequence[Figure], names: Sequence[str], panels: int) -> alt.LayerChart:
    rows = [
        {"input": str(f.args["input"]), "side": str(f.args["side"]), "value": f.value, "zero": 0, "id": f.id}
        for f in figures
    ]
    sides = list(dict.fromkeys(str(row["side"]) for row in rows))
    legend = alt.Legend(title=None, orient="top")
    unit = f"{figures[0].args['outcome']}, {figures[0].unit}"
    bars = (
        alt.Chart(data(rows))
        .mark_bar(opacity=0.85)
        .encode(
            y=alt.Y("input:N", sort=list(names), title=None),
            x=alt.X("zero:Q", title=unit),
            x2="value:Q",
            color=alt.Color("side:N", scale=alt.Scale(domain=sides, range=[OCHRE, BLUE]), legend=legend),
        )
    )
    middle = alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY).encode(x=alt.X("zero:Q", title=unit))
    drawn: alt.LayerChart = (bars + middle).properties(width=(WIDTH - 120) / panels, height=BAR * len(names))
    return drawn
