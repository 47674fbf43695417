"""Charts of prices and costs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain, cycle
from math import ceil, floor, log10
from typing import Any, Literal

import altair as alt

from leadline.model import Figure
from leadline.prices.history import Price, figure, used, used_hours
from leadline.prices.named import Named
from leadline.prices.promotions import Promotion
from leadline.render.chart import WIDTH, Chart, data, months_axis, padded, styled
from leadline.render.hours import in_words
from leadline.render.language import ENGLISH, Language
from leadline.render.numbers import write_exact
from leadline.render.style import BLUE, HUES, OCHRE
from leadline.render.text import Day, Name, Quantity, Text, plain, text, written
from leadline.store.view import View

OF_BLOCS = {"United States": BLUE, "China": OCHRE}
"""Countries that have the same hue in every chart."""
LETTER = 6.5
"""Pixels that a letter of a name takes, at most."""


def costs(
    figures: Sequence[Figure], groups: Mapping[str, str], title: Text, subtitle: Text, alternative: Text
) -> Chart:
    """Costs as dots on a logarithmic axis, dearest on top, coloured by the country of each offer."""
    redrawn = partial(_costs_drawn, figures, groups)
    return Chart(
        spec=redrawn(ENGLISH),
        redrawn=redrawn,
        title=title,
        subtitle=subtitle,
        alt=alternative,
        figures=tuple(figures),
    )


def _hues(groups: Iterable[str]) -> dict[str, str]:
    """A hue for each country, in the order in which they come; two have the hues that they have in every chart.

    >>> found = _hues(["France", "China"])
    >>> found["China"] == OCHRE, found["France"] == HUES[2]
    (True, True)
    """
    rest = cycle(HUES[len(OF_BLOCS) :])
    return {group: OF_BLOCS.get(group) or next(rest) for group in dict.fromkeys(groups)}


def _costs_drawn(figures: Sequence[Figure], groups: Mapping[str, str], language: Language) -> dict[str, Any]:
    own = {offer: language.message(group, "country") for offer, group in groups.items()}
    rows = [_cost_row(figure, own[str(figure.args["offer"])], language) for figure in figures]
    hues = {language.message(group, "country"): hue for group, hue in _hues(groups.values()).items()}
    axis = plain(text("US dollars, logarithmic"), language)
    legend = alt.Legend(title=None, orient="top", symbolOpacity=1, symbolStrokeWidth=0)
    colour = alt.Color("group:N", scale=alt.Scale(domain=list(hues), range=list(hues.values())), legend=legend)
    base = alt.Chart(data(rows)).encode(y=alt.Y("offer:N", sort=[str(row["offer"]) for row in rows], title=None))
    # A logarithmic axis has no zero: the line only leads the eye from the name to the dot.
    dot = base.mark_circle(size=90, opacity=1).encode(
        x=alt.X("cost:Q", scale=alt.Scale(type="log"), title=axis, axis=_decades(figures)),
        color=colour,
    )
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=3, opacity=0.5)
    label = base.mark_text(align="left", dx=9, fontSize=11).encode(x="end:Q", text="label:N", color=colour)
    drawn = span.encode(x="low:Q", x2="high:Q", color=colour) + dot + label
    return styled(drawn.properties(width=WIDTH - 120, height=alt.Step(24)))


def _decades(figures: Sequence[Figure]) -> alt.Axis:
    """Lines at the powers of ten and three times each, which is enough to read a logarithmic axis by."""
    ends = [log10(figure.value) for figure in figures if figure.value > 0]
    powers = range(floor(min(ends)), ceil(max(ends)) + 1) if ends else ()
    return alt.Axis(values=[step * 10.0**power for power in powers for step in (1, 3)], labelOverlap=True)


def _cost_row(figure: Figure, group: str, language: Language) -> dict[str, object]:
    ends = {"cost": figure.value, "low": figure.low, "high": figure.high}
    return {
        "offer": figure.args["offer"],
        "group": group,
        "label": written(Quantity(figure=figure), language),
        "end": figure.value if figure.high is None else figure.high,
        **ends,
        "id": figure.id,
    }


def history(
    view: View, offer: Named, found: Sequence[Price], sources: Text, special: Sequence[Promotion] = ()
) -> Chart:
    """The plain prices of input and output as steps on a logarithmic axis; hours as a band, promotions as dashes."""
    special = [one for one in special if _is_drawn(one)]
    lines = {meter: used(found, meter) for meter in ("input", "output")}
    bands = {meter: used_hours(found, meter) for meter in lines}
    points = [row for meter, prices in lines.items() for row in _steps(view, meter, prices)]
    ends = [row for row in points if row["label"]]
    spans = [row for meter, hours in bands.items() for row in _bands(view, meter, hours, lines[meter])]
    x = alt.X("day:T", title=None, axis=months_axis())
    offered = [row for one in special for row in _promotion_rows(view, one)]
    ends_of = [float(str(row[end])) for row in (*points, *spans, *offered) for end in ("price", "high") if end in row]
    y = alt.Y(
        "price:Q", scale=padded(ends_of), title="US dollars a million tokens, logarithmic", axis=alt.Axis(tickCount=6)
    )
    colour = alt.Color("meter:N", scale=alt.Scale(domain=list(lines), range=[OCHRE, BLUE]), legend=None)
    band = alt.Chart(data(spans)).mark_rect(opacity=0.18).encode(x=x, x2="end:T", y=y, y2="high:Q", color=colour)
    steps = alt.Chart(data(points)).mark_line(interpolate="step-after", strokeWidth=2)
    labels = alt.Chart(data(ends)).mark_text(align="left", dx=4, dy=-8).encode(text="label:N")
    dashes = alt.Chart(data(offered)).mark_rule(strokeWidth=4, strokeDash=[2, 2])
    peaks = alt.Chart(data(spans)).mark_text(align="right", dx=-4, dy=9, fontSize=10).encode(text="label:N")
    drawn = (
        band
        + steps.encode(x=x, y=y, color=colour)
        + dashes.encode(x=x, x2="end:T", y=y, color=colour)
        + labels.encode(x=x, y=y, color=colour)
        + peaks.encode(x="end:T", y="high:Q", color=colour)
    )
    words = [in_words(hours[-1].windows) for hours in bands.values() if hours and hours[-1].windows]
    return Chart(
        spec=styled(drawn.properties(width=WIDTH, height=320)),
        title=text("Price of {offer}, as known on {day}", offer=Name(name=offer.id), day=Day(day=view.as_of)),
        subtitle=text(
            "Standard service, first context tier, by the source whose days are used{hours}{offered}.",
            hours=text("; the band reaches to the price of {words}", words=Name(name=words[0])) if words else (),
            offered=text("; thick dashes are promotions, as announced") if special else (),
        ),
        alt=text("Steps of the price of input and of output of {offer} over time.", offer=Name(name=offer.id)),
        figures=(
            *(figure(view, offer, one) for part in (lines, bands) for one in chain(*part.values())),
            *(one.charged for one in special),
        ),
        sources=sources,
    )


def _is_drawn(one: Promotion) -> bool:
    rate = one.rate
    plain = rate.meter in ("input", "output") and rate.unit == "mtok" and not rate.from_tokens and rate.region is None
    return plain and rate.service == "standard" and rate.effective_from is not None and bool(rate.amount)


def _promotion_rows(view: View, one: Promotion) -> list[dict[str, object]]:
    """A promotion from its first day to its end, or to the day of the view."""
    rate = one.rate
    last = rate.effective_to.date() if rate.effective_to else view.as_of
    start = rate.effective_from.date() if rate.effective_from else last
    ends = {"day": start.isoformat(), "end": min(last, view.as_of).isoformat()}
    return [{"meter": rate.meter, "price": one.charged.value, "id": one.charged.id} | ends]


def _steps(view: View, meter: str, prices: Sequence[Price]) -> list[dict[str, object]]:
    """The corners of a line of steps, each new price with its label, and its end on the day of the view."""
    rows: list[dict[str, object]] = [
        {
            "meter": meter,
            "day": one.start.date().isoformat(),
            "price": float(one.telling.amount),
            "label": ("" if place else f"{meter} ") + write_exact(float(one.telling.amount), one.telling.currency),
        }
        for place, one in enumerate(prices)
    ]
    return [*rows, rows[-1] | {"day": _end(view, prices[-1]), "label": ""}] if rows else []


def _bands(view: View, meter: str, hours: Sequence[Price], line: Sequence[Price]) -> list[dict[str, object]]:
    """From the plain price to the one inside the hours, for as long as both held."""
    rows = []
    for one in hours:
        plain = [price for price in line if price.start <= one.start]
        rows.append(
            {
                "meter": meter,
                "day": one.start.date().isoformat(),
                "end": _end(view, one),
                "price": float((plain or line)[-1].telling.amount),
                "high": float(one.telling.amount),
                "label": "" if len(hours) > 1 and one is not hours[-1] else _special(meter, one),
            }
        )
    return rows


def _special(meter: str, one: Price) -> str:
    """The label of a band; only the last of several has one, since earlier ones would not fit theirs."""
    what = "in these hours" if one.windows else "promotion"
    return f"{meter} {what} {write_exact(float(one.telling.amount), one.telling.currency)}"


def _end(view: View, one: Price) -> str:
    day = one.effective_to.date() if one.effective_to else view.as_of
    return min(day, view.as_of).isoformat()


def flagships(vendor: str, found: Sequence[Figure], sources: Text) -> Chart:
    """Base prices of a vendor's flagships as steps on a logarithmic axis, each named where it becomes the flagship."""
    rows = [_flagship_row(figure) for figure in found]
    output = [row for row in rows if row["meter"] == "output"]
    named = [
        _clear(rows, output, place)
        for place, row in enumerate(output)
        if row["offer"] not in [earlier["offer"] for earlier in output[:place]]
    ]
    named = _staggered(named, output)
    x = alt.X("on:T", title=None, axis=months_axis())
    scale = padded([float(str(row["price"])) for row in rows])
    y = alt.Y("price:Q", scale=scale, title="US dollars a million tokens, logarithmic", axis=alt.Axis(tickCount=6))
    colour = alt.Color("meter:N", scale=alt.Scale(domain=["input", "output"], range=[OCHRE, BLUE]), legend=None)
    steps = alt.Chart(data(rows)).mark_line(interpolate="step-after", strokeWidth=2).encode(x=x, y=y, color=colour)
    last = [row for row in rows if row["on"] == rows[-1]["on"]]
    ends = alt.Chart(data(last)).mark_text(align="left", dx=4, fontSize=11)
    drawn = (
        steps
        + _names(named, below=False, last=False).encode(x=x, y=y, color=colour)
        + _names(named, below=True, last=False).encode(x=x, y=y, color=colour)
        + _names(named, below=False, last=True).encode(x=x, y=y, color=colour)
        + ends.encode(x=x, y=y, text="meter:N", color=colour)
    )
    return Chart(
        spec=styled(drawn.properties(width=WIDTH, height=320)),
        title=text("Flagship of {vendor}: what it cost", vendor=Name(name=vendor)),
        subtitle=text(
            "Base prices at the ends of months, as known on {day}; each flagship is named where it becomes one.",
            day=Day(day=found[0].as_of),
        ),
        alt=text(
            "Steps from {first} on {start} to {last} on {end} for a million tokens.",
            first=Quantity(figure=found[0]),
            start=Day(day=found[0].on),
            last=Quantity(figure=found[-1]),
            end=Day(day=found[-1].on),
        ),
        figures=tuple(found),
        sources=sources,
    )


def _names(named: Sequence[Mapping[str, object]], *, below: bool, last: bool) -> alt.Chart:
    """The names of models above their lines, or below; the last ones end where the drawing does."""
    rows = [row for row in named if (row["below"], row["last"]) == (below, last)]
    side: Literal["left", "right"] = "right" if last else "left"
    text_of = alt.Chart(data(rows)).mark_text(align=side, dx=0 if last else 4, dy={"expr": "datum.move"})
    drawn: alt.Chart = text_of.encode(text="model:N")
    return drawn


def _staggered(named: Sequence[dict[str, Any]], line: Sequence[Mapping[str, object]]) -> list[dict[str, Any]]:
    """The names with how far each is moved from its line: a name that the one before reaches stands a line farther."""
    placed: list[dict[str, Any]] = []
    for row in named:
        before = [one for one in placed if (one["below"], one["price"]) == (row["below"], row["price"])][-1:]
        near = any(_within([line[0], one, line[-1]], 1, row) for one in before)
        farther = before[0]["lines"] + 1 if near else 0
        move = 13 + 12 * farther if row["below"] else -8 - 12 * farther
        placed.append({**row, "lines": farther, "move": move})
    return placed


def _clear(rows: Sequence[Mapping[str, object]], line: Sequence[Mapping[str, object]], place: int) -> dict[str, object]:
    """Where the name of a model stands: above its price of output; below all prices where the line would cross it."""
    row, last = line[place], line[-1]
    lowest = min(float(str(other["price"])) for other in rows if other["on"] == row["on"])
    if _within(line, place, last):
        return {**row, "below": False, "last": True, "on": last["on"]}
    crossed = any(
        _within(line, place, later) and float(str(later["price"])) > float(str(row["price"]))
        for later in line[place + 1 :]
    )
    return {**row, "below": crossed, "last": False, "price": lowest if crossed else row["price"]}


def _within(line: Sequence[Mapping[str, object]], place: int, other: Mapping[str, object]) -> bool:
    """Whether another day lies in the breadth that the name of a model takes."""
    first, last, start, then = (date.fromisoformat(str(row["on"])) for row in (line[0], line[-1], line[place], other))
    return then - start < (last - first) * len(str(line[place]["model"])) * LETTER / WIDTH


def _flagship_row(figure: Figure) -> dict[str, object]:
    offer = str(figure.args["offer"])
    return {
        "on": figure.on.isoformat(),
        "price": figure.value,
        "meter": figure.args["meter"],
        "offer": offer,
        "model": offer.partition("/")[2],
        "id": figure.id,
    }
