"""The specification curve of a claim: its readings by value, and below each what was chosen for it.

Choices that ask different questions have a strip each, of the same width, as each counts once in the share. The band is
where the sentence, taken at its word, holds; where its bounds are themselves chosen, their bands lie over each other,
and it is darkest where it holds by all.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import altair as alt

from leadline.claims.band import Band
from leadline.claims.verdict import Verdict
from leadline.errors import NotEnoughData
from leadline.render import claim_words as words
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.claim_readings import by_value
from leadline.render.claim_strips import (
    NAMED,
    Strip,
    bands_of,
    dots_of,
    heading,
    kinds_of,
    marks_of,
    rows_of,
    strips_of,
    with_rows,
)
from leadline.render.language import ENGLISH, Language
from leadline.render.numbers import unit_template
from leadline.render.style import BLUE, GREY, INK, OCHRE, RULE
from leadline.render.text import Count, Day, Name, Quantity, Text, plain, text

DOTS, CHOICES = "dots", "choices"
"""Names of rows of the drawing."""
HEIGHT, ROW, LINE = 260, 13, 13
"""Of the values, of one row of choices, and of a line of a strip's name, in points."""
WIDE = 12.0
"""Values that differ by more times than this stand on a logarithmic scale."""


def curve(verdict: Verdict, sources: Text = ()) -> Chart:
    """The chart; NotEnoughData where no reading has a value, or where values are of several units."""
    readings = [one for one in by_value(verdict) if one.figure]
    figures = [one.figure for one in readings if one.figure]
    units = dict.fromkeys(one.unit for one in figures)
    if len(units) != 1:
        found = f"values in {', '.join(units)}" if units else "no reading with a value"
        raise NotEnoughData(
            f"{verdict.claim.id}: expected values of one unit to draw, found {found}. The table shows all readings."
        )
    evidence = verdict.claim.file
    redrawn = partial(_drawn, verdict)
    return Chart(
        spec=redrawn(ENGLISH),
        redrawn=redrawn,
        title=words.outcome(verdict),
        subtitle=text(
            "{sentence} Each dot is a reading, by its value in {unit}{shaded}. As known on {day}.",
            sentence=Name(name=verdict.claim.restated),
            unit=Name(name=plain_unit(next(iter(units)), ENGLISH)),
            shaded=text("; shaded: where the sentence holds") if bands_of(verdict, readings) else (),
            day=Day(day=verdict.as_of),
        ),
        alt=text(
            "{readings} readings with a value, from {low} to {high}. {outcome}",
            readings=Count(number=len(readings), evidence=evidence),
            low=Quantity(figure=figures[0]),
            high=Quantity(figure=figures[-1]),
            outcome=words.outcome(verdict),
        ),
        figures=tuple({one.id: one for one in figures}.values()),
        sources=sources,
    )


def plain_unit(unit: str, language: Language) -> str:
    """A unit without a number.

    >>> plain_unit("months", ENGLISH), plain_unit("USD", ENGLISH)
    ('months', '$')
    """
    return language.filled(unit_template(unit), "unit", number="").strip()


def _drawn(verdict: Verdict, language: Language) -> dict[str, Any]:
    strips = strips_of(verdict)
    dots = [row for at, strip in enumerate(strips) for row in dots_of(at, strip, verdict, language)]
    rows = [row for one in with_rows(verdict, len(strips)) for row in rows_of(one)]
    scale = _scale(dots, bands_of(verdict, [one for strip in strips for one in strip.readings]))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, len(strips)], nice=False))
    named = [heading(at, strip, verdict, language) for at, strip in enumerate(strips)] if len(strips) <= NAMED else []
    values = _values(dots, strips, verdict, x, scale, language)
    if named and len(strips) > 1:
        heads = alt.Chart(data(named)).mark_text(align="center", baseline="bottom", fontSize=11, lineHeight=LINE)
        values += heads.encode(x=x, y=alt.value(-6 - LINE * (len(named[0]["words"]) - 1)), text="words:N")
    parts = [values.properties(width=WIDTH, height=HEIGHT)]
    if rows:
        parts.append(_choices(rows, len(dots), len(strips), x).properties(width=WIDTH, height=ROW * len(rows)))
    spec = styled(alt.vconcat(*parts, spacing=8))
    # Many rows are given to the drawing by name, since a part of a drawing is copied with its rows, again and again.
    drawn = [{name: value for name, value in dot.items() if name != "rows"} for dot in dots]
    return spec | {"datasets": {**spec.get("datasets", {}), DOTS: drawn, CHOICES: marks_of(dots, rows)}}


def _scale(dots: Sequence[Mapping[str, Any]], bands: Sequence[Band]) -> alt.Scale:
    """Over the values with their ranges and the bounds of the band; logarithmic where values differ by many times."""
    ends = [end for dot in dots for end in (dot["value"], dot["low"], dot["high"]) if end is not None]
    ends += [end for one in bands for end in one if math.isfinite(end)]
    low, high = min(ends), max(ends)
    if low > 0 and high / low > WIDE:
        return alt.Scale(type="log", nice=False, domain=[low / 1.15, high * 1.15])
    room = 0.06 * (high - low) or 1.0
    return alt.Scale(zero=False, nice=False, domain=[low - room, high + room])


def _values(
    dots: Sequence[Mapping[str, object]],
    strips: Sequence[Strip],
    verdict: Verdict,
    x: alt.X,
    scale: alt.Scale,
    language: Language,
) -> alt.LayerChart:
    readings = [one for strip in strips for one in strip.readings]
    unit = plain_unit(readings[0].figure.unit if readings[0].figure else "", language)
    y = alt.Y("value:Q", title=unit, scale=scale)
    base = alt.Chart(alt.NamedData(DOTS)).encode(x=x)
    size = 60 if len(dots) <= 100 else 30 if len(dots) <= 300 else 14
    spans = base.transform_filter("datum.low != null").mark_rule(opacity=0.25, color=GREY, clip=True)
    marks = base.mark_circle(size=size, opacity=0.9).encode(y=y, color=_colour(verdict, dots, language))
    own = base.transform_filter("datum.plain").encode(y=y)
    ring = own.mark_point(size=size + 90, color=INK, strokeWidth=1.5, filled=False)
    label = _plain_label(own, dots, len(strips), language)
    layers = [*_shaded(bands_of(verdict, readings), len(strips), x, scale), *_between(len(strips), x)]
    ends = spans.encode(y=alt.Y("low:Q", title=unit, scale=scale), y2="high:Q")
    return alt.LayerChart(layer=[*layers, ends, marks, ring, label])


def _plain_label(own: alt.Chart, dots: Sequence[Mapping[str, Any]], strips: int, language: Language) -> alt.Chart:
    """Below on the right, where no dot is, since values rise; above on the left where there is no room there."""
    late = any(dot["plain"] and dot["x"] > 0.8 * strips for dot in dots)
    told = plain(text("the plain reading"), language)
    side: Literal["right", "left"] = "right" if late else "left"
    label: alt.Chart = own.mark_text(align=side, dx=-9 if late else 9, dy=-16 if late else 12, fontSize=11, text=told)
    return label


def _shaded(bands: Sequence[Band], strips: int, x: alt.X, scale: alt.Scale) -> Iterator[alt.Chart]:
    floor, top = scale.domain
    rows = [{"x": 0, "end": strips, "low": max(low, floor), "high": min(high, top)} for low, high in bands]
    if rows:
        areas = alt.Chart(data(rows)).mark_rect(color=OCHRE, opacity=0.3 / len(rows), clip=True)
        yield areas.encode(x=x, x2="end:Q", y=alt.Y("low:Q", scale=scale), y2="high:Q")


def _between(strips: int, x: alt.X) -> Iterator[alt.Chart]:
    """Lines between strips."""
    if strips > 1:
        yield alt.Chart(data([{"x": at} for at in range(1, strips)])).mark_rule(color=RULE).encode(x=x)


def _colour(verdict: Verdict, dots: Sequence[Mapping[str, object]], language: Language) -> alt.Color:
    kinds, hues = kinds_of(verdict, language), (BLUE, OCHRE, GREY)
    found = [(kind, hue) for kind, hue in zip(kinds, hues, strict=False) if any(dot["held"] == kind for dot in dots)]
    legend = alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1) if len(kinds) > 1 else None
    scale = alt.Scale(domain=[kind for kind, _ in found], range=[hue for _, hue in found])
    return alt.Color("held:N", scale=scale, legend=legend)


def _choices(rows: Sequence[str], dots: int, strips: int, x: alt.X) -> alt.LayerChart:
    """The rows of choices, with a line between parameters."""
    y = alt.Y("row:N", sort=list(rows), title=None, axis=alt.Axis(labelFontSize=10, ticks=False, domain=False))
    thick = max(1.0, min(6.0, 0.6 * WIDTH / dots))
    ticks = alt.Chart(alt.NamedData(CHOICES)).mark_tick(thickness=thick, size=ROW - 5, opacity=0.9)
    firsts = [row for place, row in enumerate(rows) if place and _of(row) != _of(rows[place - 1])]
    edges = alt.Chart(data([{"row": row} for row in firsts])).mark_rule(color=RULE)
    edge = edges.encode(y=alt.Y("row:N", sort=list(rows), bandPosition=0))
    marked = ticks.encode(x=x, y=y, color=alt.Color("held:N"))
    return alt.LayerChart(layer=[edge, *_between(strips, x), marked])


def _of(row: str) -> str:
    return row.partition(":")[0]
