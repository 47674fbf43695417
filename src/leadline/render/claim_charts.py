"""The specification curve of a claim: its readings by value, and below each what was chosen for it.

Choices that ask different questions have a strip each, of the same width, as each counts once in the share. The band is
where the sentence, taken at its word, holds; where its bounds are themselves chosen, their bands lie over each other,
and it is darkest where it holds by all. Values of another unit have an axis of their own, beside.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Literal

import altair as alt

from leadline.claims.band import Band
from leadline.claims.verdict import Verdict
from leadline.errors import NotEnoughData
from leadline.model import Figure
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
from leadline.render.style import BLUE, GREY, INK, OCHRE, PAPER, RULE
from leadline.render.text import Count, Day, Name, Quantity, Text, plain, text

DOTS, CHOICES = "dots", "choices"
"""Names of rows of the drawing."""
HEIGHT, ROW, LINE = 260, 13, 13
"""Of the values, of one row of choices, and of a line of a strip's name, in points."""
AXIS = 70
"""Pixels that an axis takes between strips."""
BESIDE = 110
"""Pixels that the name of the plain reading needs to its right."""
WIDE = 12.0
"""Values that differ by more times than this stand on a logarithmic scale."""


def curve(verdict: Verdict, sources: Text = ()) -> Chart:
    """The chart; NotEnoughData where no reading has a value."""
    readings = [one for one in by_value(verdict) if one.figure]
    figures = [one.figure for one in readings if one.figure]
    if not figures:
        raise NotEnoughData(
            f"{verdict.claim.id}: expected values to draw, found no reading with a value. The table shows all readings."
        )
    redrawn = partial(_drawn, verdict)
    return Chart(
        spec=redrawn(ENGLISH),
        redrawn=redrawn,
        title=words.outcome(verdict),
        subtitle=text(
            "{sentence} Each dot is a reading, by its value in {unit}{shaded}. As known on {day}.",
            sentence=Name(name=verdict.claim.restated),
            unit=Name(name=", ".join(plain_unit(unit, ENGLISH) for unit in dict.fromkeys(one.unit for one in figures))),
            shaded=text("; shaded: where the sentence holds") if bands_of(verdict, readings) else (),
            day=Day(day=verdict.as_of),
        ),
        alt=_ranges(figures, verdict),
        figures=tuple({one.id: one for one in figures}.values()),
        sources=sources,
    )


def _ranges(figures: Sequence[Figure], verdict: Verdict) -> Text:
    """In words how many values of each unit there are, from which to which, and the outcome."""
    told = words.outcome(verdict)
    for unit in dict.fromkeys(one.unit for one in reversed(figures)):
        of_unit = [one for one in figures if one.unit == unit]
        told = text(
            "{readings} readings with a value, from {low} to {high}. {outcome}",
            readings=Count(number=len(of_unit), evidence=verdict.claim.file),
            low=Quantity(figure=of_unit[0]),
            high=Quantity(figure=of_unit[-1]),
            outcome=told,
        )
    return told


def plain_unit(unit: str, language: Language) -> str:
    """A unit without a number.

    >>> plain_unit("months", ENGLISH), plain_unit("USD", ENGLISH)
    ('months', '$')
    """
    return language.filled(unit_template(unit), "unit", number="").strip()


def _drawn(verdict: Verdict, language: Language) -> dict[str, Any]:
    strips = strips_of(verdict)
    parts = [[*members] for _, members in groupby(enumerate(strips), key=lambda one: one[1].unit)]
    dots = [row for at, strip in enumerate(strips) for row in dots_of(at, strip, verdict, language)]
    rows = [row for one in with_rows(verdict, len(strips)) for row in rows_of(one)]
    each = (WIDTH - AXIS * (len(parts) - 1)) / len(strips)
    drawn = [_part([*part], part is parts[0], dots, rows, each, len(strips), verdict, language) for part in parts]
    spec = styled(alt.hconcat(*drawn, spacing=10) if len(drawn) > 1 else drawn[0])
    # Many rows are given to the drawing by name, since a part of a drawing is copied with its rows, again and again.
    shown = [{name: value for name, value in dot.items() if name != "rows"} for dot in dots]
    return spec | {"datasets": {**spec.get("datasets", {}), DOTS: shown, CHOICES: marks_of(dots, rows)}}


def _part(
    strips: Sequence[tuple[int, Strip]],
    first: bool,
    dots: Sequence[Mapping[str, Any]],
    rows: Sequence[str],
    each: float,
    many: int,
    verdict: Verdict,
    language: Language,
) -> alt.VConcatChart:
    """Strips of one unit over their choices, which the first part names."""
    span = range(strips[0][0], strips[-1][0] + 1)
    width = each * len(strips)
    values = _values([one for _, one in strips], dots, verdict, span, each, language)
    if 1 < many <= NAMED:
        values += _heads([heading(at, one, verdict, each, language) for at, one in strips], span)
    parts = [values.properties(width=width, height=HEIGHT)]
    if rows:
        parts.append(_choices(rows, len(dots), span, named=first).properties(width=width, height=ROW * len(rows)))
    # What is written at one axis and not at another must not move the rows of one part against those of another.
    return alt.vconcat(*parts, spacing=14, bounds="flush")


def _across(span: range) -> alt.X:
    """The axis of some strips, which is not drawn."""
    return alt.X("x:Q", axis=None, scale=alt.Scale(domain=[span.start, span.stop], nice=False))


def _of_strips(span: range) -> str:
    """Which rows of the drawing stand in some strips."""
    return f"{span.start} < datum.x && datum.x < {span.stop}"


def _heads(names: Sequence[Mapping[str, Any]], span: range) -> alt.Chart:
    """The names of strips, above them; those with fewer lines end where the others do."""
    base = alt.Chart(data([{**one, "up": -6 - LINE * (len(one["words"]) - 1)} for one in names]))
    heads = base.mark_text(align="center", baseline="bottom", fontSize=11, lineHeight=LINE)
    drawn: alt.Chart = heads.encode(x=_across(span), y=alt.Y("up:Q", scale=None), text="words:N")
    return drawn


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
    strips: Sequence[Strip],
    dots: Sequence[Mapping[str, Any]],
    verdict: Verdict,
    span: range,
    each: float,
    language: Language,
) -> alt.LayerChart:
    bands = bands_of(verdict, [one for strip in strips for one in strip.readings])
    scale = _scale([dot for dot in dots if span.start < dot["x"] < span.stop], bands)
    unit = plain_unit(strips[0].unit, language)
    y = alt.Y("value:Q", title=unit, scale=scale, axis=_axis(scale))
    base = alt.Chart(alt.NamedData(DOTS)).transform_filter(_of_strips(span)).encode(x=_across(span))
    size = 60 if len(dots) <= 100 else 30 if len(dots) <= 300 else 14
    clear = 0.55 if len(dots) <= 100 else 0.3
    spans = base.transform_filter("datum.low != null").mark_rule(opacity=clear, color=GREY, clip=True)
    marks = base.mark_circle(size=size, opacity=0.9).encode(y=y, color=_colour(verdict, dots, language))
    own = base.transform_filter("datum.plain").encode(y=y)
    ring = own.mark_point(size=size + 90, color=INK, strokeWidth=1.5, filled=False)
    labels = _plain_label(own, any(dot["plain"] and (span.stop - dot["x"]) * each < BESIDE for dot in dots), language)
    layers = [*_shaded(bands, span, scale), *_between(span)]
    ends = spans.encode(y=alt.Y("low:Q", title=unit, scale=scale, axis=_axis(scale)), y2="high:Q")
    return alt.LayerChart(layer=[*layers, ends, marks, ring, *labels])


def _axis(scale: alt.Scale) -> alt.Axis:
    """Of a logarithmic scale ticks at 1, 2 and 5 of each power of ten, all of them told."""
    if scale.type != "log":
        return alt.Axis()
    low, high = scale.domain
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)))
    told = [step * 10.0**power for power in powers for step in (1, 2, 5)]
    return alt.Axis(values=[one for one in told if low <= one <= high], labelExpr="format(datum.value, ',.9~g')")


def _plain_label(own: alt.Chart, late: bool, language: Language) -> Iterator[alt.Chart]:
    """Below on the right, where no dot is, since values rise; above on the left where there is no room there.

    It stands on a rim of paper, so that it is read over the ranges of its neighbours.
    """
    told = plain(text("the plain reading"), language)
    side: Literal["right", "left"] = "right" if late else "left"
    place: dict[str, Any] = {"align": side, "dx": -9 if late else 9, "dy": -16 if late else 12, "fontSize": 11}
    yield own.mark_text(text=told, **place, stroke=PAPER, strokeWidth=3, strokeJoin="round")
    yield own.mark_text(text=told, **place)


def _shaded(bands: Sequence[Band], span: range, scale: alt.Scale) -> Iterator[alt.Chart]:
    floor, top = scale.domain
    rows = [{"x": span.start, "end": span.stop, "low": max(low, floor), "high": min(high, top)} for low, high in bands]
    if rows:
        areas = alt.Chart(data(rows)).mark_rect(color=OCHRE, opacity=0.3 / len(rows), clip=True)
        yield areas.encode(x=_across(span), x2="end:Q", y=alt.Y("low:Q", scale=scale), y2="high:Q")


def _between(span: range) -> Iterator[alt.Chart]:
    """Lines between strips."""
    if len(span) > 1:
        yield alt.Chart(data([{"x": at} for at in span[1:]])).mark_rule(color=RULE).encode(x=_across(span))


def _colour(verdict: Verdict, dots: Sequence[Mapping[str, object]], language: Language) -> alt.Color:
    kinds, hues = kinds_of(verdict, language), (BLUE, OCHRE, GREY)
    found = [(kind, hue) for kind, hue in zip(kinds, hues, strict=False) if any(dot["held"] == kind for dot in dots)]
    legend = alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1) if len(kinds) > 1 else None
    scale = alt.Scale(domain=[kind for kind, _ in found], range=[hue for _, hue in found])
    return alt.Color("held:N", scale=scale, legend=legend)


def _choices(rows: Sequence[str], dots: int, span: range, *, named: bool) -> alt.LayerChart:
    """The rows of choices, with a line between parameters; a choice that no value has keeps its row."""
    looks = alt.Axis(labelFontSize=10, labels=named, ticks=False, domain=False)
    y = alt.Y("row:N", title=None, axis=looks, scale=alt.Scale(domain=list(rows)))
    thick = max(1.0, min(6.0, 0.6 * WIDTH / dots))
    marked = alt.Chart(alt.NamedData(CHOICES)).transform_filter(_of_strips(span))
    ticks = marked.mark_tick(thickness=thick, size=ROW - 5, opacity=0.9).encode(
        x=_across(span), y=y, color=alt.Color("held:N")
    )
    firsts = [row for place, row in enumerate(rows) if place and _of(row) != _of(rows[place - 1])]
    edges = alt.Chart(data([{"row": row} for row in firsts])).mark_rule(color=RULE)
    edge = edges.encode(y=alt.Y("row:N", scale=alt.Scale(domain=list(rows)), bandPosition=0))
    return alt.LayerChart(layer=[edge, *_between(span), ticks])


def _of(row: str) -> str:
    return row.partition(":")[0]
