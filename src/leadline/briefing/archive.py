"""The archive of an edition: every figure with its evidence, the texts, and what was asked, in one file beside them.

It is what a later version recomputes an edition from, and what two editions are compared by. The same view and the same
question give the same bytes.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from leadline.briefing.document import Block, Document, Paragraph, Points, Section, figures_in
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.chart import Chart
from leadline.render.record import Record, record
from leadline.render.table import Table, cells
from leadline.render.text import plain

FILE = "edition.json"
FORMAT = "leadline.edition/1"
FINDINGS = "findings"
"""The section of the body that nobody chooses."""


class Asked(NamedTuple):
    """What an edition was asked to have."""

    topics: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition as its archive tells it."""

    program: str
    """The version of the program that made it."""
    as_of: date
    since: date
    asked: Asked
    evidence: tuple[str, ...]
    figures: tuple[Figure, ...]

    def figure(self, asked: str) -> Figure | None:
        """The figure of an id."""
        return next((figure for figure in self.figures if figure.id == asked), None)


def content(document: Document, formats: Sequence[str], languages: Sequence[str]) -> bytes:
    """The file of a document."""
    told = {
        "format": FORMAT,
        "program": version("leadline"),
        "as_of": str(document.as_of),
        "since": str(document.since or document.as_of),
        "topics": [section.id for section in document.sections if section.id != FINDINGS and not section.annex],
        "formats": list(formats),
        "languages": list(languages),
        "evidence": list(document.evidence),
        "figures": [record(figure) for figure in document.figures],
        "texts": [_section(section) for section in document.sections if section.id != "appendix"],
    }
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def read(folder: Path) -> Edition:
    """The edition in a folder; UserError where there is none, or its archive is none of ours."""
    path = folder / FILE if folder.is_dir() else folder
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            f"Expected an edition with its archive {FILE}, found none at {folder}. Name a folder that 'leadline brief' "
            "has written."
        ) from None
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: expected the archive of an edition, found what cannot be read: {error}.") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        found = told.get("format") if isinstance(told, dict) else type(told).__name__
        raise UserError(f"{path}: expected {FORMAT!r}, found {found!r}. This version of leadline reads no other.")
    try:
        return _edition(told)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"{path}: expected the fields of {FORMAT}, found damage: {error}. Write it anew.") from error


def _edition(told: Mapping[str, Any]) -> Edition:
    return Edition(
        program=str(told["program"]),
        as_of=date.fromisoformat(told["as_of"]),
        since=date.fromisoformat(told["since"]),
        asked=Asked(*(tuple(told[name]) for name in Asked._fields)),
        evidence=tuple(told["evidence"]),
        figures=tuple(_figure(one) for one in told["figures"]),
    )


def _figure(told: Mapping[str, Any]) -> Figure:
    """The figure of a record; ValueError where its id is not that of what it says."""
    own = {one.name: told[one.name] for one in fields(Figure) if one.init}
    days = {name: date.fromisoformat(told[name]) for name in ("as_of", "on")}
    figure = Figure(**{**own, **days, "evidence": tuple(told["evidence"])})
    if figure.id != told["id"]:
        raise ValueError(f"the id {told['id']} is not that of what it names")
    return figure


def _section(section: Section) -> Record:
    return {"id": section.id, "heading": plain(section.heading), "blocks": list(map(_block, section.blocks))}


def _block(block: Block) -> Record:
    """A block in words, with the ids of its figures."""
    return {
        "kind": type(block).__name__.lower(),
        "words": list(_words(block)),
        "figures": [one.id for one in figures_in([block])],
    }


def _words(block: Block) -> Iterator[object]:
    match block:
        case Paragraph(text=text):
            yield plain(text)
        case Points(points=points):
            yield from map(plain, points)
        case Chart():
            yield from map(plain, (block.title, block.subtitle, block.alt))
        case Table():
            yield plain(block.title)
            yield [column.heading for column in block.columns]
            yield from cells(block)
            yield from map(plain, block.notes)
