"""The layers of the stack as one table: a measure a row, a region a column, what disagrees marked and told below."""

import string
from collections.abc import Mapping, Sequence
from datetime import date

from leadline.catalog import Catalog
from leadline.model import Figure
from leadline.render.sentence import group_name, heading
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, Words, joined, text
from leadline.stack.layers import Told
from leadline.stack.measure import Measure, Region

HEADINGS = ("Layer", "What", "United States", "China", "Rest or world", "On", "Days old")
SIGNS = {"exact": "", "at least": "\u2265 ", "at most": "\u2264 "}
MISSING = text("missing")


def table(catalog: Catalog, told: Sequence[Told], as_of: date, day: date, *, deep: bool) -> Table:
    """The measures in the order of the layers; in depth with what is worth knowing of each value."""
    marks = _marks(told)
    what = text("The layer {layer}", layer=Name(name=told[0].layer)) if deep else text("The stack")
    title = text("{what} on {on}, as known on {as_of}", what=what, on=Day(day=day), as_of=Day(day=as_of))
    return Table(
        title=title,
        columns=tuple(
            Column(heading=head, align="right" if head == HEADINGS[-1] else "left")
            for head in ((*HEADINGS[1:], "Note") if deep else HEADINGS)
        ),
        rows=tuple(_row(catalog, one, marks, day, first, deep) for first, one in _with_first(told)),
        notes=(_legend(), *_disagreements(catalog, told, marks), *(_reasons(catalog, told) if deep else ())),
    )


def name(catalog: Catalog, measure: Measure) -> Text:
    """What a measure is called: its title, its part or meaning, its unit."""
    indicator = catalog.indicators[measure.metric]
    words = [word for word in (indicator.title, measure.part, measure.meaning) if word]
    return text("{words} ({unit})", words=Name(name=", ".join(words)), unit=Name(name=_short(indicator.unit)))


def _short(unit: str) -> str:
    return unit.replace("H100-equivalents", "H100e")


def _with_first(told: Sequence[Told]) -> list[tuple[bool, Told]]:
    """Each measure, and whether it is the first of its layer."""
    return [(not place or told[place - 1].layer != one.layer, one) for place, one in enumerate(told)]


def _row(
    catalog: Catalog, one: Told, marks: Mapping[tuple[str, str], str], day: date, first: bool, deep: bool
) -> tuple[Text, ...]:
    days = sorted({figure.on for figure in one.figures.values()})
    newest = days[-1] if days else None
    evidence = next((key for figure in one.figures.values() for key in figure.evidence), "")
    notes = dict.fromkeys(figure.note for figure in one.figures.values() if figure.note)
    return (
        *(() if deep else ((Name(name=one.layer),) if first else (),)),
        name(catalog, one.measure),
        _cell(one, "US", marks),
        _cell(one, "CN", marks),
        joined([cell for region in ("ROW", "world") for cell in [_rest(one, region, marks)] if cell], between="; "),
        (Day(day=newest),) if newest else (),
        (Count(number=(day - newest).days, evidence=evidence),) if newest else (),
        *(((Name(name="; ".join(notes)),),) if deep else ()),
    )


def _rest(one: Told, region: Region, marks: Mapping[tuple[str, str], str]) -> Text:
    cell = _cell(one, region, marks)
    return text("world {cell}", cell=cell) if cell and region == "world" else cell


def _cell(one: Told, region: Region, marks: Mapping[tuple[str, str], str]) -> Text:
    """Value, interval, change and mark; empty where the measure is not of the region."""
    if region in one.missing:
        return MISSING
    if region not in one.figures:
        return ()
    figure = one.figures[region]
    parts: list[Text] = [(Words(words=SIGNS[figure.bound]), Quantity(figure=figure, part="bare"))]
    if figure.low is not None:
        parts.append(text("[{ends}]", ends=Quantity(figure=figure, part="ends")))
    if region in one.changes:
        parts.append(_change(one.changes[region]))
    if region in one.rivals:
        parts.append((Name(name=marks[_kind(one)]),))
    return joined(parts, between=" ")


def _change(change: Figure) -> Text:
    if change.unit == "points":
        sign = "+" if change.value > 0 else ""
        return text("{sign}{points} pts", sign=Words(words=sign), points=Quantity(figure=change, part="bare"))
    return text("\u00d7{times}", times=Quantity(figure=change, part="bare"))


def _kind(one: Told) -> tuple[str, str]:
    return (one.measure.metric, one.measure.part)


def _marks(told: Sequence[Told]) -> dict[tuple[str, str], str]:
    """A letter for each thing whose meanings disagree."""
    kinds = dict.fromkeys(_kind(one) for one in told if one.rivals)
    return {kind: f"({letter})" for kind, letter in zip(kinds, string.ascii_lowercase, strict=False)}


def _legend() -> Text:
    return text(
        "{short}: {long}. [low to high]: the {level} interval or stated range. \u00d7 and pts: against a year before. "
        "missing: nothing was known by the day. A letter in brackets: meanings or sources disagree, told here.",
        short=Name(name="H100e"),
        long=Name(name="H100-equivalents"),
        level=Name(name="90 %"),
    )


def _disagreements(catalog: Catalog, told: Sequence[Told], marks: Mapping[tuple[str, str], str]) -> tuple[Text, ...]:
    """For each thing the values of all its meanings, by region."""
    notes = []
    for kind, mark in marks.items():
        regions = dict.fromkeys(region for one in told if _kind(one) == kind for region in one.rivals)
        said = [_said(told, kind, region) for region in regions]
        title = Name(name=catalog.indicators[kind[0]].title)
        notes.append(text("{mark} {title}. {said}.", mark=Name(name=mark), title=title, said=joined(said, ". ")))
    return tuple(notes)


def _said(told: Sequence[Told], kind: tuple[str, str], region: Region) -> Text:
    """The values of a region by all its meanings that are shown or disagree with one that is."""
    figures: dict[str, tuple[str, Figure]] = {}
    for one in told:
        if _kind(one) == kind and region in one.figures:
            for meaning, figure in ((one.measure.meaning, one.figures[region]), *one.rivals.get(region, ())):
                figures[figure.id] = (meaning, figure)
    values = joined([_meant(*one) for one in figures.values()], between="; ")
    return text("{region}: {values}", region=heading(region), values=values)


def _meant(meaning: str, figure: Figure) -> Text:
    return text("{value}, {meaning}", value=Quantity(figure=figure), meaning=Name(name=meaning or "as published"))


def _reasons(catalog: Catalog, told: Sequence[Told]) -> tuple[Text, ...]:
    """Why something is missing."""
    return tuple(
        text(
            "{name}, {region}: missing. {reason}",
            name=name(catalog, one.measure),
            region=group_name(region),
            reason=Name(name=reason),
        )
        for one in told
        for region, reason in one.missing.items()
    )
