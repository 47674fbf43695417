"""Charts of plans, and of the price of a level of capability: lines with their names at the end."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import exp, log
from typing import Any

import altair as alt

from leadline.budget.costs import Budget
from leadline.price_performance.reach import Reach, Step
from leadline.render.chart import WIDTH, Chart, data, months_axis, padded, raised, styled
from leadline.render.style import HUES
from leadline.render.text import Day, Name, Text, text

LINES = 6
"""Lines that one drawing tells apart."""
HEIGHT = 320
LABEL = 15
"""Pixels that a label takes."""
LETTER = 4.8
"""Pixels that a letter of a model's name takes."""
SIDES: Mapping[str, Mapping[str, Any]] = {
    "above": {"align": "left", "dx": 5, "dy": -8},
    "below": {"align": "left", "dx": 5, "dy": 12},
    "left": {"align": "right", "dx": -5, "dy": 10},
}
"""Where the name of a model stands by its dot."""


def months(found: Budget, sources: Text) -> Chart:
    """What each kind of work costs by month on its cheapest offers."""
    most = max(1, LINES // len(found.works))
    picked = [option for each in found.works for option in each.options[:most]]
    several = len(found.works) > 1
    rows = [
        {
            "month": first.isoformat(),
            "cost": cost.value,
            "name": f"{option.total.args['work']}: {option.offer.id}" if several else option.offer.id,
            "id": option.total.id,
        }
        for option in picked
        for first, cost in zip(found.months, option.months, strict=False)
    ]
    title = text("{plan}: cost by month", plan=Name(name=found.plan.name))
    return Chart(
        spec=styled(named_lines(rows, "month", "cost", f"{found.plan.currency} a month, logarithmic", step=False)),
        title=title,
        subtitle=text(
            "The cheapest offers that reach the floor of each work; prices as known on {day} for each month.",
            day=Day(day=found.total.as_of),
        ),
        alt=text(
            "Lines of the cost by month; the cheapest is {offer}.", offer=Name(name=found.works[0].options[0].offer.id)
        ),
        figures=(found.total, *(option.total for option in picked)),
        sources=sources,
    )


def prices_of_levels(told: Sequence[Reach], day: date, sources: Text) -> Chart:
    """The lowest price of a million tokens at each of some levels, day by day, with the model that set each record.

    The line is what the cheapest cost: it rises where a price rose or ended after a record.
    """
    rows: list[dict[str, object]] = []
    for one in told:
        name = f"index {one.level.name}"
        steps = [(step.day, step) for step in one.cheapest] + [(day, one.cheapest[-1])]
        rows += [
            {"on": at.isoformat(), "usd": step.price.value, "name": name, "id": step.price.id} for at, step in steps
        ]
    marks: list[dict[str, object]] = [
        {
            "on": step.day.isoformat(),
            "usd": step.price.value,
            "name": f"index {one.level.name}",
            "model": step.model,
            "stands": _stands(one, step, rows, day),
        }
        for one in told
        for step in one.records
    ]
    drawn = named_lines(rows, "on", "usd", "US dollars for a million tokens, logarithmic", step=True)
    base = alt.Chart(data(marks)).encode(x="on:T", y="usd:Q")
    colour = alt.Color("name:N", legend=None)
    drawn += base.mark_circle(size=45, opacity=1).encode(color=colour)
    for side, place in SIDES.items():
        named = alt.Chart(data([mark for mark in marks if mark["stands"] == side])).encode(x="on:T", y="usd:Q")
        drawn += named.mark_text(**place, fontSize=9).encode(text="model:N", color=colour)
    known = "as known now" if told[0].known == "now" else "as known on each day"
    return Chart(
        spec=styled(drawn.properties(width=WIDTH - 100, height=HEIGHT)),
        title=text("The price of a level of capability"),
        subtitle=text(
            "The cheapest model whose index reaches the level, {known}, on {day}; dots mark record lows.",
            known=Name(name=known),
            day=Day(day=day),
        ),
        alt=text("Steps, one line a level; each lower price than ever before with the model that set it."),
        figures=tuple(step.price for one in told for step in one.cheapest),
        sources=sources,
    )


def _stands(one: Reach, record: Step, rows: Sequence[Mapping[str, object]], day: date) -> str:
    """Where the name of a record's model is clear of its line: the line falls before it, and may rise after it.

    Beside the end of the drawing, where the names of the lines stand, there is no room to the right.
    """
    first = min(date.fromisoformat(str(row["on"])) for row in rows)
    if (day - record.day) / (day - first) * (WIDTH - 100) < len(record.model) * LETTER:
        return "left"
    later = [step for step in one.cheapest if step.day > record.day]
    return "below" if later and later[0].price.value > record.price.value else "above"


def named_lines(rows: Sequence[Mapping[str, object]], day: str, value: str, axis: str, *, step: bool) -> alt.LayerChart:
    """Lines over time on a logarithmic axis, each with its name at the end."""
    names = list(dict.fromkeys(str(row["name"]) for row in rows))
    colour = alt.Color("name:N", scale=alt.Scale(domain=names, range=list(HUES[: len(names)])), legend=None)
    low = min(float(str(row[value])) for row in rows)
    high = max(float(str(row[value])) for row in rows)
    time = alt.X(f"{day}:T", title=None, axis=months_axis())
    scale = padded([low, high])
    base = alt.Chart(data(rows)).encode(x=time, color=colour)
    line = base.mark_line(strokeWidth=2, interpolate="step-after" if step else "linear", point=not step)
    ends = {name: [row for row in rows if row["name"] == name][-1] for name in names}
    placed = _placed([float(str(ends[name][value])) for name in names], low, high)
    labels = [{day: ends[name][day], value: at, "name": name} for name, at in zip(names, placed, strict=True)]
    label = alt.Chart(data(labels)).mark_text(align="left", dx=8, fontSize=11)
    drawn = line.encode(y=alt.Y(f"{value}:Q", title=axis, scale=scale, axis=alt.Axis(tickCount=5))) + label.encode(
        x=time, y=alt.Y(f"{value}:Q", scale=scale), text="name:N", color=colour
    )
    sized: alt.LayerChart = drawn.properties(width=WIDTH - 160, height=HEIGHT)
    return sized


def _placed(values: Sequence[float], low: float, high: float) -> list[float]:
    """Where labels stand so that none lies on another, on a logarithmic axis from `low` to `high`."""
    line = log(high / low) * LABEL / HEIGHT if high > low else log(1.05)
    moves = raised([log(value) for value in values], line)
    return [value * exp(move) for value, move in zip(values, moves, strict=True)]
