"""A briefing as a PDF: tagged, with bookmarks, fonts within it, and each number a link to its line in the appendix.

The document goes to Typst as data, never as code, so that no character of a name can mean anything to it. The file
follows PDF/UA-1 and PDF/A-2a, or it is not made: Typst refuses a picture without words for it, or a character without a
glyph. Its dates are the day of the view, so that the same view gives the same bytes.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from importlib import resources
from typing import TypedDict

from leadline.briefing.document import Block, Paragraph, Points
from leadline.briefing.drawings import Drawn
from leadline.errors import UserError
from leadline.render import style
from leadline.render.chart import Chart
from leadline.render.table import Table
from leadline.render.text import Quantity, Text, plain, written
from leadline.render.typeface import folder, require

LANGUAGE = "en"
APPENDIX = "appendix"
"""The section to whose rows the numbers lead; it lies across the page."""


SHORT, UPRIGHT, ACROSS = 90, 120, 230
"""Characters of a row that fits into one line; of a page's breadth, in the small type of tables."""
WORD = 34
"""Characters of a word that is never broken."""


class Run(TypedDict):
    """Some characters, and the row of the appendix that they lead to; an empty name where they lead nowhere."""

    shown: str
    to: str


Content = dict[str, object]
"""A piece of the document as the template reads it."""


def paper(drawn: Drawn, language: str = LANGUAGE) -> bytes:
    """The PDF of a document."""
    content = contents(drawn, language)
    require("".join(_strings(content)))
    return _made(json.dumps(content, ensure_ascii=False), datetime.combine(drawn.document.as_of, time(), UTC))


def _made(content: str, day: datetime) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise UserError(
            "Expected the package typst, which makes PDFs, found none. Run `pip install typst`, or ask for "
            "--format html,md."
        ) from error
    template = resources.files("leadline.briefing").joinpath("templates", "paper.typ")
    try:
        return typst.compile(
            template.read_bytes(),
            format="pdf",
            sys_inputs={"briefing": content},
            # No font of the machine: the same bytes everywhere.
            font_paths=typst.Fonts(False, False, [str(folder())]),
            pdf_standards=["ua-1", "a-2a"],
            timestamp=day,
        )
    except typst.TypstError as error:
        raise UserError(f"The PDF could not be made: {error}. Ask for --format html,md meanwhile.") from error


def contents(drawn: Drawn, language: str) -> Content:
    """The document as data: texts as runs, blocks by their kind, and the style that the template follows."""
    document = drawn.document
    rows = {plain(row[0]) for s in document.sections if s.id == APPENDIX for row in _rows_of(s.blocks)}
    return {
        "title": plain(document.title),
        "day": document.as_of.isoformat(),
        "language": language,
        "standfirst": _runs(document.standfirst, rows),
        "sections": [
            {
                "across": section.id == APPENDIX,
                "heading": _runs(section.heading, rows),
                "blocks": [_block(block, drawn, rows, here=section.id == APPENDIX) for block in section.blocks],
            }
            for section in document.sections
        ],
        "style": {
            "ink": style.INK,
            "soft": style.SOFT,
            "rule": style.RULE,
            "link": style.BLUE,
            "font": style.SANS[0],
            "scale": style.SCALE,
            "word": WORD,
        },
    }


def _rows_of(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from block.rows


def _block(block: Block, drawn: Drawn, rows: set[str], *, here: bool) -> Content:
    match block:
        case Paragraph(text=text):
            return {"kind": "paragraph", "text": _runs(text, rows)}
        case Points(points=points):
            return {"kind": "points", "points": [_runs(point, rows) for point in points]}
        case Chart():
            return _chart(block, drawn, rows)
        case Table():
            return _table(block, rows, here=here)


def _chart(chart: Chart, drawn: Drawn, rows: set[str]) -> Content:
    words = {"title": chart.title, "subtitle": chart.subtitle, "sources": chart.sources}
    told = {name: _runs(text, rows) for name, text in words.items()}
    return {"kind": "chart", "svg": drawn.of(chart).svg, "alt": plain(chart.alt), **told}


def _table(table: Table, rows: set[str], *, here: bool) -> Content:
    """A table; in the appendix itself each row has the name that numbers lead to, and leads nowhere."""
    to = set[str]() if here else rows
    return {
        "kind": "table",
        "title": _runs(table.title, to),
        "columns": [{"heading": column.heading, "align": column.align} for column in table.columns],
        "widths": _widths(table, ACROSS if here else UPRIGHT),
        "rows": [
            {"name": plain(row[0]) if here else "", "cells": [_runs(cell, to) for cell in row]} for row in table.rows
        ],
        "notes": [_runs(note, to) for note in table.notes],
    }


def _widths(table: Table, room: int) -> list[float]:
    """How broad the columns are to each other, where some hold whole sentences; nothing where all are short.

    Each has the breadth of its longest word. What is left of the room goes to those that mostly hold more, by the root
    of it: sentences take lines as well as breadth.
    """
    columns = [[plain(cell) for cell in column] for column in zip(*table.rows, strict=True)]
    means = [sum(map(len, column)) / len(column) for column in columns]
    if sum(means) < SHORT:
        return []
    heads = [column.heading for column in table.columns]
    words = [1.1 * _longest([head, *column]) + 2 for head, column in zip(heads, columns, strict=True)]
    wants = [mean**0.5 if mean > word else 0.0 for mean, word in zip(means, words, strict=True)]
    left = max(0.0, room - sum(words))
    return [word + left * want / (sum(wants) or 1) for word, want in zip(words, wants, strict=True)]


def _longest(cells: Iterable[str]) -> int:
    """Characters of the longest word that is not broken."""
    return max((len(word) for cell in cells for word in cell.split() if len(word) <= WORD), default=0)


def _runs(text: Text, rows: set[str]) -> list[Run]:
    return [Run(shown=written(span), to=_to(span, rows)) for span in text]


def _to(span: object, rows: set[str]) -> str:
    return span.figure.id if isinstance(span, Quantity) and span.figure.id in rows else ""


def _strings(content: object) -> Iterator[str]:
    """Every string of some content."""
    match content:
        case str():
            yield content
        case dict():
            yield from (word for part in content.values() for word in _strings(part))
        case list() | tuple():
            yield from (word for part in content for word in _strings(part))
