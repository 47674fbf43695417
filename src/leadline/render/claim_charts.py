"""The specification curve of a claim: its readings by value, and below each what was chosen for it.

Choices that ask different questions have a strip each, of the same width, as each counts once in the share. The band is
where the sentence, taken at its word, holds; where its bounds are themselves chosen, their bands lie over each other,
and it is darkest where it holds by all. Of more than MOST readings so many are drawn, at equal steps of their order.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import altair as alt

from leadline.claims.band import Band, band
from leadline.claims.claim import Parameter
from leadline.claims.verdict import Facet, Reading, Verdict
from leadline.errors import NotEnoughData
from leadline.model import Arg
from leadline.render import claim_words as words
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.claim_readings import by_value, facet_of
from leadline.render.language import ENGLISH, Language
from leadline.render.numbers import unit_template
from leadline.render.style import BLUE, GREY, INK, OCHRE, RULE
from leadline.render.text import Count, Day, Name, Quantity, Text, plain, text

MOST = 1_000
"""Readings that are drawn."""
NAMED = 6
"""Strips that have room for their names; of more, the rows below tell."""
DOTS, CHOICES = "dots", "choices"
"""Names of rows of the drawing."""
ROWS = 12
"""Of one parameter; more choices share rows."""
HEIGHT, ROW, LINE = 260, 13, 13
"""Of the values, of one row of choices, and of a line of a strip's name, in points."""
GAP = 0.04
"""Of a strip, free on each side."""
WIDE = 12.0
"""Values that differ by more times than this stand on a logarithmic scale."""


@dataclass(frozen=True, kw_only=True)
class _Strip:
    """The readings of one facet that have a value, by value."""

    facet: Facet | None
    readings: Sequence[Reading]


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
            shaded=text("; shaded: where the sentence holds") if _bands(verdict, readings) else (),
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
    strips = _strips(verdict)
    dots = [row for at, strip in enumerate(strips) for row in _dots(at, strip, verdict, language)]
    rows = [row for one in _parameters(verdict, len(strips)) for row in _groups(one)]
    scale = _scale(dots, _bands(verdict, [one for strip in strips for one in strip.readings]))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, len(strips)], nice=False))
    named = [_name(at, strip, verdict, language) for at, strip in enumerate(strips)] if len(strips) <= NAMED else []
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
    return spec | {"datasets": {**spec.get("datasets", {}), DOTS: drawn, CHOICES: _marks(dots, rows)}}


def _strips(verdict: Verdict) -> list[_Strip]:
    """The facets with a value by their middle, each with its readings; of too many readings some."""
    ordered = [one for one in by_value(verdict) if one.figure]
    step = math.ceil(len(ordered) / MOST)
    facets = sorted((one for one in verdict.facets if one.value), key=lambda one: one.value.value if one.value else 0.0)
    strips = []
    for facet in facets:
        members = [one for one in ordered if facet_of(one, verdict) == facet.setting]
        strips.append(_Strip(facet=facet, readings=members[step // 2 :: step] or members[:1]))
    return strips


def _dots(at: int, strip: _Strip, verdict: Verdict, language: Language) -> Iterator[dict[str, object]]:
    many = len(strip.readings)
    for rank, one in enumerate(strip.readings):
        assert one.figure is not None, "strips hold readings with a value"
        chosen = {p.name: _row(p, one.setting[p.name]) for p in verdict.claim.parameters}
        yield {
            "x": at + GAP + (rank + 0.5) / many * (1 - 2 * GAP),
            "value": one.figure.value,
            "low": one.figure.low,
            "high": one.figure.high,
            "held": _held(one, verdict, language),
            "plain": verdict.default is not None and one.setting == verdict.default.setting,
            "rows": list(chosen.values()),
            "id": one.figure.id,
        }


def _kinds(verdict: Verdict, language: Language) -> list[str]:
    """What can come of a reading, in the words of the legend."""
    told = (text("holds"), text("holds in part of the draws"), text("does not hold"))
    return [plain(one, language) for one in told] if words.judged(verdict) else [plain(text("a reading"), language)]


def _held(reading: Reading, verdict: Verdict, language: Language) -> str:
    kinds = _kinds(verdict, language)
    if len(kinds) == 1:
        return kinds[0]
    return kinds[0] if reading.strict == 1 else kinds[2] if reading.strict == 0 else kinds[1]


def _bands(verdict: Verdict, readings: Sequence[Reading]) -> list[Band]:
    """Where the sentence holds, by each choice of its bounds; none where it has no verdict or is not so simple."""
    claim = verdict.claim
    if claim.asserts is None or not words.judged(verdict):
        return []
    fixed: Mapping[str, Arg] = claim.query.args if claim.query else {}
    found = {band(claim.asserts.strict, {**fixed, **one.setting}) for one in readings}
    return sorted(one for one in found if one is not None) if None not in found else []


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
    strips: Sequence[_Strip],
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
    layers = [*_shaded(_bands(verdict, readings), len(strips), x, scale), *_between(len(strips), x)]
    ends = spans.encode(y=alt.Y("low:Q", title=unit, scale=scale), y2="high:Q")
    return alt.LayerChart(layer=[*layers, ends, marks, ring, label])


def _plain_label(own: alt.Chart, dots: Sequence[Mapping[str, Any]], strips: int, language: Language) -> alt.Chart:
    """Below on the right, where no dot is, since values rise; above on the left where there is no room there."""
    late = any(dot["plain"] and dot["x"] > 0.8 * strips for dot in dots)
    words = plain(text("the plain reading"), language)
    side: Literal["right", "left"] = "right" if late else "left"
    label: alt.Chart = own.mark_text(align=side, dx=-9 if late else 9, dy=-16 if late else 12, fontSize=11, text=words)
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
    kinds, hues = _kinds(verdict, language), (BLUE, OCHRE, GREY)
    found = [(kind, hue) for kind, hue in zip(kinds, hues, strict=False) if any(dot["held"] == kind for dot in dots)]
    legend = alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1) if len(kinds) > 1 else None
    scale = alt.Scale(domain=[kind for kind, _ in found], range=[hue for _, hue in found])
    return alt.Color("held:N", scale=scale, legend=legend)


def _name(at: int, strip: _Strip, verdict: Verdict, language: Language) -> dict[str, Any]:
    """A strip's choices, and its share."""
    facet = strip.facet
    lines = [str(value) for value in facet.setting.values()] if facet else []
    if facet and facet.strict and words.judged(verdict):
        lines.append(plain(text("holds in {share}", share=Quantity(figure=facet.strict)), language))
    return {"x": at + 0.5, "words": lines}


def _parameters(verdict: Verdict, strips: int) -> list[Parameter]:
    """Those that have rows: what strips are named by needs none, and what leaves nothing open neither."""
    named = strips <= NAMED
    return [
        one
        for one in verdict.claim.parameters
        if len(one.choices) > 1 and not (named and one.decision == "non-equivalent")
    ]


def _groups(parameter: Parameter) -> list[str]:
    """The rows of a parameter in order."""
    return list(dict.fromkeys(_row(parameter, one.value) for one in parameter.choices))


def _row(parameter: Parameter, value: Arg) -> str:
    """The row that a choice has, alone or with its neighbours where there are many."""
    values = [one.value for one in parameter.choices]
    size = math.ceil(len(values) / ROWS)
    first = values.index(value) // size * size
    group = values[first : first + size]
    told = _short(group[0]) if len(group) == 1 else f"{_short(group[0])} … {_short(group[-1])}"
    return f"{parameter.name}: {told}"


def _short(value: Arg) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _marks(dots: Sequence[Mapping[str, Any]], rows: Sequence[str]) -> list[dict[str, object]]:
    """Below each reading a mark in the row of each of its choices."""
    shown = set(rows)
    return [{"x": dot["x"], "held": dot["held"], "row": row} for dot in dots for row in dot["rows"] if row in shown]


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
