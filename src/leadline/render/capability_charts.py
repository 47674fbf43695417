"""Charts of benchmarks and of one model's scores."""

from collections.abc import Mapping, Sequence

import altair as alt

from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.style import BLUE, GREY, HUES, OCHRE
from leadline.render.text import Quantity, Text, written

STATES = {"in use": "circle", "saturated": "diamond", "out of use": "cross"}
"""Shapes, since shades of a hue are hard to tell apart."""
ACCESS = {"public": BLUE, "held-out": OCHRE, "semi": HUES[3], "unknown": GREY}


def difficulties(
    figures: Sequence[Figure],
    notes: Mapping[str, Mapping[str, str]],
    best: Figure,
    title: Text,
    subtitle: Text,
    alternative: Text,
) -> Chart:
    """Benchmarks by difficulty, hardest on top, with the best model's index as a line.

    Args:
        figures: A difficulty for each benchmark, hardest first.
        notes: Of each benchmark its `access`, its `state` and, as text, how many models of which country it has.
        best: The index of the best model.
        title: Of the chart.
        subtitle: Of the chart.
        alternative: What it shows, in words.
    """
    rows = [
        {"benchmark": name, "difficulty": figure.value, "id": figure.id, **notes[name]}
        for figure in figures
        for name in [str(figure.args["benchmark"])]
    ]
    used = [access for access in ACCESS if any(row["access"] == access for row in rows)]
    colour = alt.Color(
        "access:N",
        scale=alt.Scale(domain=used, range=[ACCESS[access] for access in used]),
        legend=alt.Legend(title="items", orient="top", symbolOpacity=1),
    )
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("benchmark:N", sort=[str(row["benchmark"]) for row in rows], title=None)
    )
    axis = alt.X("difficulty:Q", title="index points", scale=alt.Scale(zero=False))
    shape = alt.Shape(
        "state:N",
        scale=alt.Scale(domain=list(STATES), range=list(STATES.values())),
        legend=alt.Legend(title="state", orient="top", symbolOpacity=1, symbolFillColor=GREY, symbolStrokeColor=GREY),
    )
    dot = base.mark_point(size=70, filled=True, opacity=1).encode(x=axis, color=colour, shape=shape)
    # In a column of its own, so that no line runs through it.
    label = base.mark_text(align="left", fontSize=10).encode(x=alt.value(WIDTH - 140), text="coverage:N")
    line = alt.Chart(data([{"difficulty": best.value}])).mark_rule(color=GREY, strokeDash=[4, 3]).encode(x=axis)
    name = alt.Chart(
        data([{"difficulty": best.value, "label": f"{best.args['model']}, {written(Quantity(figure=best))}"}])
    )
    named = name.mark_text(align="right", dx=-4, dy=-6, fontSize=11).encode(x=axis, y=alt.value(0), text="label:N")
    return Chart(
        spec=styled((line + dot + label + named).properties(width=WIDTH - 150, height=alt.Step(15))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=(*figures, best),
    )


def profile(scores: Sequence[tuple[Figure, Figure, Figure]], title: Text, subtitle: Text, alternative: Text) -> Chart:
    """One model's scores as dots, what its index makes one expect as ticks, furthest above the tick on top.

    Args:
        scores: Score, expected score and residual of each benchmark.
        title: Of the chart.
        subtitle: Of the chart.
        alternative: What it shows, in words.
    """
    rows = [
        {
            "benchmark": score.args["benchmark"],
            "score": score.value,
            "expected": expected.value,
            "side": "above" if residual.value >= 0 else "below",
            "id": score.id,
        }
        for score, expected, residual in scores
    ]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("benchmark:N", sort=[str(row["benchmark"]) for row in rows], title=None)
    )
    colour = alt.Color(
        "side:N",
        scale=alt.Scale(domain=["above", "below"], range=[BLUE, OCHRE]),
        legend=alt.Legend(title="score beside what was expected", orient="top", symbolOpacity=1),
    )
    share = alt.X("score:Q", title="per cent of the points, corrected for chance", scale=alt.Scale(domain=[0, 100]))
    way = base.mark_rule(strokeWidth=3, opacity=0.4).encode(x=share, x2="expected:Q", color=colour)
    tick = base.mark_tick(thickness=2, size=12, color=GREY).encode(x="expected:Q")
    dot = base.mark_circle(size=80, opacity=1).encode(x=share, color=colour)
    return Chart(
        spec=styled((way + tick + dot).properties(width=WIDTH - 120, height=alt.Step(20))),
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figure for three in scores for figure in three),
    )
