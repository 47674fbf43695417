"""Charts of scenarios: the fan of an outcome over the months, and the classes of the lead under all beliefs."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.sentence import group_name
from leadline.render.style import BLUE, GREY, OCHRE, SHADES
from leadline.render.text import Day, Given, Name, Quantity, Text, text

HEIGHT = 320
MEDIAN, SEEN = "median", "seen"


def fan(
    wide: Sequence[Figure],
    narrow: Sequence[Figure],
    base: Sequence[Figure],
    *,
    seen: Sequence[Figure] = (),
    sources: Text = (),
) -> Chart:
    """The middle 90 and 50 % of futures with the median by month, after the history that was seen.

    Beside it the median with no lever pulled.
    """
    first, last = wide[0], wide[-1]
    told = {SEEN: seen, "no lever": base, MEDIAN: wide}
    bands = [_band(figure) for figure in (*wide, *narrow)]
    area = (
        alt.Chart(data(bands))
        .mark_area(opacity=0.25, color=BLUE)
        .encode(x=_days(), y=alt.Y("low:Q", title=first.unit), y2="high:Q", detail="level:N")
    )
    zero = alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, opacity=0.6).encode(y="zero:Q")
    return Chart(
        spec=styled((zero + area + _named(told, first.unit)).properties(width=WIDTH, height=HEIGHT)),
        title=text(
            "{outcome} of {leader} over {follower}, levers {levers}",
            outcome=Name(name=str(first.args["outcome"]).capitalize()),
            leader=group_name(str(first.args["leader"])),
            follower=group_name(str(first.args["follower"])),
            levers=Name(name=str(first.args["levers"])),
        ),
        subtitle=text(
            "What was seen, then the median with the middle {wide} and {narrow} % of futures; beliefs {beliefs}, "
            "as known on {day}",
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
        figures=(*wide, *narrow, *base, *seen),
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


def _named(told: Mapping[str, Sequence[Figure]], unit: str) -> alt.LayerChart:
    """A line for each series, named where it ends."""
    lines = [{**_band(figure), "what": what} for what, figures in told.items() for figure in figures]
    hue = alt.Color("what:N", scale=alt.Scale(domain=[*told], range=[GREY, OCHRE, BLUE]), legend=None)
    drawn = alt.LayerChart(
        layer=[
            alt.Chart(data(lines)).mark_line(strokeWidth=2).encode(x=_days(), y=alt.Y("value:Q", title=unit), color=hue)
        ]
    )
    for row in _ends(told):
        name = alt.Chart(data([row])).mark_text(align="left", dx=5, dy=row["shift"], fontSize=12)
        drawn += name.encode(x="day:T", y="value:Q", text="what:N", color=hue)
    return drawn


def _days() -> alt.X:
    return alt.X("day:T", title=None, axis=alt.Axis(format="%Y-%m", tickCount=8))


def _ends(told: Mapping[str, Sequence[Figure]]) -> list[dict[str, Any]]:
    """Where each line is named: history where it begins, the others at their ends, the higher one above."""
    ends = {what: figures[-1] for what, figures in told.items() if figures and what != SEEN}
    lowest = min(figure.value for figure in ends.values())
    shifts = {what: 12 if figure.value == lowest and what != MEDIAN else -4 for what, figure in ends.items()}
    if "no lever" in ends and ends[MEDIAN].value < ends["no lever"].value:
        shifts |= {MEDIAN: 12}
    if seen := told[SEEN]:
        ends[SEEN], shifts[SEEN] = seen[0], 14 if seen[1:] and seen[1].value > seen[0].value else -8
    return [{**_band(ends[what]), "what": what, "shift": shifts[what]} for what in told if what in ends]


def _band(figure: Figure) -> dict[str, object]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {"day": figure.on.isoformat(), "level": str(figure.args["level"]), **ends, "id": figure.id}
