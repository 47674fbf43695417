"""The rows of a specification curve: strips of readings, what came of each, and what was chosen for it.

Choices that ask different questions have a strip each. Of more than MOST readings so many are drawn, at equal steps of
their order.
"""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from leadline.claims.band import Band, band
from leadline.claims.claim import Parameter
from leadline.claims.verdict import Facet, Reading, Verdict
from leadline.model import Arg
from leadline.render import claim_words as words
from leadline.render.claim_readings import by_value, facet_of
from leadline.render.language import Language
from leadline.render.text import Quantity, plain, text

MOST = 1_000
"""Readings that are drawn."""
NAMED = 6
"""Strips that have room for their names; of more, the rows below tell."""
ROWS = 12
"""Of one parameter; more choices share rows."""
GAP = 0.04
"""Of a strip, free on each side."""
LETTER = 5.6
"""Pixels that a letter of a strip's name takes."""


@dataclass(frozen=True, kw_only=True)
class Strip:
    """The readings of one facet that have a value, by value."""

    facet: Facet
    unit: str
    readings: Sequence[Reading]


def strips_of(verdict: Verdict) -> list[Strip]:
    """The facets with a value by their middle, each with its readings; of too many readings some.

    Where units differ, those of one unit stand together.
    """
    ordered = [one for one in by_value(verdict) if one.figure]
    step = math.ceil(len(ordered) / MOST)
    facets = sorted((one for one in verdict.facets if one.value), key=lambda one: one.value.value if one.value else 0.0)
    units = list(dict.fromkeys(one.figure.unit for one in ordered if one.figure))
    strips = []
    for unit, facet in product(units, facets):
        asked = (one for one in ordered if facet_of(one, verdict) == facet.setting)
        members = [one for one in asked if one.figure and one.figure.unit == unit]
        if members:
            strips.append(Strip(facet=facet, unit=unit, readings=members[step // 2 :: step] or members[:1]))
    return strips


def dots_of(at: int, strip: Strip, verdict: Verdict, language: Language) -> Iterator[dict[str, object]]:
    """The readings of a strip, the lowest first, from left to right."""
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


def kinds_of(verdict: Verdict, language: Language) -> list[str]:
    """What can come of a reading, in the words of the legend."""
    told = (text("holds"), text("holds in part of the draws"), text("does not hold"))
    return [plain(one, language) for one in told] if words.judged(verdict) else [plain(text("a reading"), language)]


def _held(reading: Reading, verdict: Verdict, language: Language) -> str:
    kinds = kinds_of(verdict, language)
    if len(kinds) == 1:
        return kinds[0]
    return kinds[0] if reading.strict == 1 else kinds[2] if reading.strict == 0 else kinds[1]


def heading(at: int, strip: Strip, verdict: Verdict, width: float, language: Language) -> dict[str, Any]:
    """A strip's choices, and its share; a number alone would not say what it is of."""
    facet = strip.facet
    told = (_short(one) if isinstance(one, str) else f"{name} {_short(one)}" for name, one in facet.setting.items())
    lines = [line for one in told for line in textwrap.wrap(one, max(8, int(width / LETTER)))]
    if facet.strict and words.judged(verdict):
        lines.append(plain(text("holds in {share}", share=Quantity(figure=facet.strict)), language))
    return {"x": at + 0.5, "words": lines}


def bands_of(verdict: Verdict, readings: Sequence[Reading]) -> list[Band]:
    """Where the sentence holds, by each choice of its bounds; none where it has no verdict or is not so simple."""
    claim = verdict.claim
    if claim.asserts is None or not words.judged(verdict):
        return []
    fixed: Mapping[str, Arg] = claim.query.args if claim.query else {}
    found = {band(claim.asserts.strict, {**fixed, **one.setting}) for one in readings}
    return sorted(one for one in found if one is not None) if None not in found else []


def with_rows(verdict: Verdict, strips: int) -> list[Parameter]:
    """Those that have rows: what strips are named by needs none, and what leaves nothing open neither."""
    named = strips <= NAMED
    return [
        one
        for one in verdict.claim.parameters
        if len(one.choices) > 1 and not (named and one.decision == "non-equivalent")
    ]


def rows_of(parameter: Parameter) -> list[str]:
    """The rows of a parameter in order."""
    return list(dict.fromkeys(_row(parameter, one.value) for one in parameter.choices))


def marks_of(dots: Sequence[Mapping[str, Any]], rows: Sequence[str]) -> list[dict[str, object]]:
    """Below each reading a mark in the row of each of its choices."""
    shown = set(rows)
    return [{"x": dot["x"], "held": dot["held"], "row": row} for dot in dots for row in dot["rows"] if row in shown]


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
