"""A briefing as a PDF: tagged, with bookmarks, fonts within it, and each number a link to its line in the appendix.

The document goes to Typst as data, never as code, so that no character of a name can mean anything to it. The file
follows PDF/UA-1 and PDF/A-2a, or it is not made: Typst refuses a picture without words for it, or a character without a
glyph. Its dates are the day of the view, so that the same view gives the same bytes.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from importlib import resources
from typing import TypedDict

from leadline.briefing.document import Block, Paragraph, Points, Section
from leadline.briefing.drawings import Drawn
from leadline.errors import UserError
from leadline.render import style
from leadline.render.chart import Chart
from leadline.render.language import Language
from leadline.render.table import Column, Table
from leadline.render.text import Day, Leaf, Quantity, Text, leaves, plain, written
from leadline.render.typeface import folder, require

APPENDIX = "appendix"
"""The section to whose rows the numbers lead."""
UPRIGHT, ACROSS = 135, 250
"""Characters of a page's breadth, in the small type of tables."""
WORD = 34
"""Characters of a word that is never broken."""
NUMBER = 16
"""Characters of a number that stays in one line with its unit."""
FEW = 4
"""The same of Chinese ones, which have no spaces between words."""


class Run(TypedDict):
    """Some characters, and the row of the appendix that they lead to; an empty name where they lead nowhere."""

    shown: str
    to: str
    kept: bool
    """Whether they stay in one line, as a day and a number with its unit do."""


@dataclass(frozen=True, kw_only=True)
class Writing:
    """The language of the paper, and the rows of the appendix that numbers lead to."""

    language: Language
    rows: frozenset[str]


Content = dict[str, object]
"""A piece of the document as the template reads it."""


def paper(drawn: Drawn) -> bytes:
    """The PDF of a document."""
    content = contents(drawn)
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


def contents(drawn: Drawn) -> Content:
    """The document as data: texts as runs, blocks by their kind, and the style that the template follows."""
    document = drawn.document
    named = (plain(row[0]) for s in document.sections if s.id == APPENDIX for row in _rows_of(s.blocks))
    writing = Writing(language=drawn.language, rows=frozenset(named))
    return {
        "title": plain(document.title, drawn.language),
        "day": document.as_of.isoformat(),
        "day_shown": drawn.language.day(document.as_of),
        "language": drawn.language.code,
        "standfirst": _runs(document.standfirst, writing),
        "sections": [
            {
                "across": section.annex,
                "heading": _runs(section.heading, writing),
                "blocks": [_block(block, drawn, writing, section) for block in section.blocks],
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
            "few": FEW,
        },
    }


def _rows_of(blocks: tuple[Block, ...]) -> Iterator[tuple[Text, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from block.rows


def _block(block: Block, drawn: Drawn, writing: Writing, section: Section) -> Content:
    match block:
        case Paragraph(text=text):
            return {"kind": "paragraph", "text": _runs(text, writing)}
        case Points(points=points):
            return {"kind": "points", "points": [_runs(point, writing) for point in points]}
        case Chart():
            return _chart(block, drawn, writing)
        case Table():
            return _table(block, writing, section)


def _chart(chart: Chart, drawn: Drawn, writing: Writing) -> Content:
    words = {"title": chart.title, "subtitle": chart.subtitle, "sources": chart.sources}
    told = {name: _runs(text, writing) for name, text in words.items()}
    return {"kind": "chart", "svg": drawn.of(chart).svg, "alt": plain(chart.alt, writing.language), **told}


def _table(table: Table, writing: Writing, section: Section) -> Content:
    """A table; in the appendix itself each row has the name that numbers lead to, and leads nowhere."""
    here = section.id == APPENDIX
    to = replace(writing, rows=frozenset()) if here else writing
    return {
        "kind": "table",
        "title": _runs(table.title, to),
        "columns": [{"heading": column.heading, "align": column.align} for column in table.columns],
        "widths": _widths(table, ACROSS if section.annex else UPRIGHT, writing.language),
        "rows": [
            {"name": plain(row[0]) if here else "", "cells": [_runs(cell, to) for cell in row]} for row in table.rows
        ],
        "notes": [_runs(note, to) for note in table.notes],
    }


def _widths(table: Table, room: int, language: Language) -> list[float]:
    """How broad the columns are to each other, where not every row fits into one line; nothing where all do.

    Each has the breadth of what is not broken in it. What is left of the room is shared by what each would need beyond
    that to hold its longest cell in one line, and its heading in two; where there is too little, by a root of it,
    since sentences take lines as well as breadth.
    """
    if not table.rows:
        return []
    cells = [[plain(cell, language) for cell in column] for column in zip(*table.rows, strict=True)]
    broad = [max(map(_breadth, column)) for column in cells]
    heads = [_breadth(column.heading) for column in table.columns]
    if sum(map(max, broad, heads)) + 3 * len(broad) <= room:
        return []
    least = [_least(column, own) for column, own in zip(table.columns, cells, strict=True)]
    needs = [max(whole, head / 2) for whole, head in zip(broad, heads, strict=True)]
    lacks = [max(0.0, need - own) for need, own in zip(needs, least, strict=True)]
    left = max(0.0, room - sum(least))
    if sum(lacks) <= left:
        spare = (left - sum(lacks)) / len(lacks)
        return [own + lack + spare for own, lack in zip(least, lacks, strict=True)]
    roots = [lack**0.7 for lack in lacks]
    return [own + left * root / sum(roots) for own, root in zip(least, roots, strict=True)]


def _least(column: Column, cells: Sequence[str]) -> float:
    """Breadth of the longest word of a column; of numbers that of the longest cell."""
    held = _longest(cells) if column.align == "left" else max(map(_breadth, cells))
    return max(held, _longest([column.heading])) + 2


def _longest(cells: Iterable[str]) -> int:
    """Breadth of the longest word that is not broken."""
    return max((_unbroken(word) for cell in cells for word in cell.split() if len(word) <= WORD), default=0)


def _unbroken(word: str) -> int:
    """The breadth of a word, or of as much of it as stays in one line: all of a day, and FEW characters of Chinese.

    >>> [_unbroken(word) for word in ("measured", "实测", "个人开发者；不销售模型。", "2026年11月24日")]
    [8, 4, 8, 15]
    """
    if word[0].isdigit():
        return _breadth(word) + 1  # digits are a little broader than letters
    return _breadth(word) if _breadth(word) == len(word) else min(_breadth(word), 2 * FEW)


def _breadth(words: str) -> int:
    """How many Latin letters are as broad: a Chinese character counts two."""
    return len(words) + sum(unicodedata.east_asian_width(one) in "WF" for one in words)


def _runs(text: Text, writing: Writing) -> list[Run]:
    return [
        Run(shown=shown, to=_to(leaf, writing), kept=_kept(leaf, shown))
        for leaf in leaves(text, writing.language)
        for shown in [written(leaf, writing.language)]
    ]


def _kept(leaf: Leaf, shown: str) -> bool:
    return isinstance(leaf, Day) or (isinstance(leaf, Quantity) and len(shown) <= NUMBER)


def _to(leaf: Leaf, writing: Writing) -> str:
    return leaf.figure.id if isinstance(leaf, Quantity) and leaf.figure.id in writing.rows else ""


def _strings(content: object) -> Iterator[str]:
    """Every string of some content."""
    match content:
        case str():
            yield content
        case dict():
            yield from (word for part in content.values() for word in _strings(part))
        case list() | tuple():
            yield from (word for part in content for word in _strings(part))
