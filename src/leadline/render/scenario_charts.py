"""Charts of scenarios: the fan of an outcome over the months, and the classes of the lead under all beliefs."""

from collections.abc import Mapping, Sequence

import altair as alt

from leadline.model import Figure
from leadline.render.chart import BLUE, GREY, OCHRE, WIDTH, Chart, data, styled
from leadline.render.sentence import group_name
from leadline.render.text import Day, Given, Name, Quantity, Text, text

HEIGHT = 320
SHADES = ("#1f4e6e", "#3d85b8", "#9fc3dd", "#d9d2c3", "#c79a4a", "#8a5a10")
"""From the longest lead to the follower ahead: two hues, neither good nor bad."""


def fan(wide: Sequence[Figure], narrow: Sequence[Figure], base: Sequence[Figure], *, sources: Text = ()) -> Chart:
    """The middle 90 and 50 % of futures with the median by month; beside it the median with no lever pulled."""
    first, last = wide[0], wide[-1]
    bands = [_band(figure) for figure in (*wide, *narrow)]
    lines = [{**_band(figure), "what": "median"} for figure in wide]
    lines += [{**_band(figure), "what": "no lever"} for figure in base]
    days = alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", tickCount=8))
    months = alt.Y("low:Q", title=first.unit)
    area = (
        alt.Chart(data(bands))
        .mark_area(opacity=0.25, color=BLUE)
        .encode(x=days, y=months, y2="high:Q", detail="level:N")
    )
    hues = alt.Scale(domain=["median", "no lever"], range=[BLUE, OCHRE])
    line = (
        alt.Chart(data(lines))
        .mark_line(strokeWidth=2)
        .encode(
            x=days,
            y=alt.Y("value:Q", title=first.unit),
            color=alt.Color("what:N", scale=hues, legend=alt.Legend(title=None, orient="top") if base else None),
        )
    )
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, opacity=0.6).encode(y="zero:Q")
    return Chart(
        spec=styled((zero + area + line).properties(width=WIDTH, height=HEIGHT)),
        title=text(
            "{outcome} of {leader} over {follower}, levers {levers}",
            outcome=Name(name=str(first.args["outcome"]).capitalize()),
            leader=group_name(str(first.args["leader"])),
            follower=group_name(str(first.args["follower"])),
            levers=Name(name=str(first.args["levers"])),
        ),
        subtitle=text(
            "Median with the middle {wide} and {narrow} % of futures; beliefs {beliefs}, as known on {day}",
            wide=Given(number=90),
            narrow=Given(number=50),
            beliefs=Name(name=str(first.args["beliefs"])),
            day=Day(day=first.as_of),
        ),
        alt=text(
            "The median goes from {then} to {now} ({interval}).",
            then=Quantity(figure=first),
            now=Quantity(figure=last),
            interval=Quantity(figure=last, part="interval"),
        ),
        figures=(*wide, *narrow, *base),
        sources=sources,
    )


def by_pack(classes: Mapping[str, Sequence[Figure]], *, sources: Text = ()) -> Chart:
    """The probability of each class of lead under every pack, as bars that fill the whole."""
    packs = list(classes)
    names = [str(figure.args["lead"]) for figure in next(iter(classes.values()))]
    rows = [
        {"pack": pack, "class": str(figure.args["lead"]), "place": place, "value": figure.value, "id": figure.id}
        for pack, figures in classes.items()
        for place, figure in enumerate(figures)
    ]
    hue = alt.Color(
        "class:N",
        scale=alt.Scale(domain=names, range=list(SHADES[: len(names)])),
        legend=alt.Legend(title="Mean lead in months", orient="top", columns=3, labelLimit=300),
    )
    bars = (
        alt.Chart(data(rows))
        .mark_bar()
        .encode(
            y=alt.Y("pack:N", sort=packs, title=None),
            x=alt.X("value:Q", stack="zero", title="% of futures", scale=alt.Scale(domain=[0, 100])),
            color=hue,
            order="place:Q",
        )
    )
    figures = [figure for row in classes.values() for figure in row]
    first = figures[0]
    return Chart(
        spec=styled(alt.LayerChart(layer=[bars]).properties(width=WIDTH - 140, height=28 * len(packs))),
        title=text("What follows from what each side believes, with no lever pulled"),
        subtitle=text(
            "Mean lead over the year to {on}, as known on {day}", on=Day(day=first.on), day=Day(day=first.as_of)
        ),
        alt=text(
            "Bars of {packs}, each parted by {classes} of lead.",
            packs=Given(number=len(packs), unit="belief packs"),
            classes=Given(number=len(names), unit="classes"),
        ),
        figures=tuple(figures),
        sources=sources,
    )


def _band(figure: Figure) -> dict[str, object]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"day": figure.on.isoformat(), "level": str(figure.args["level"]), **ends, "id": figure.id}
