"""What a briefing is made of: sections of paragraphs, tables and charts, all of them typed text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from leadline.model import Figure
from leadline.render.chart import Chart
from leadline.render.table import Table
from leadline.render.text import Text, figures_of


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class Points:
    """A list, one text a point."""

    points: tuple[Text, ...]


Block = Paragraph | Points | Table | Chart


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands under it."""

    id: str
    heading: Text
    blocks: tuple[Block, ...]
    annex: bool = False
    """Whether it is for those who look things up: on paper it stands across the page, in small type."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole briefing."""

    title: Text
    standfirst: Text
    as_of: date
    sections: tuple[Section, ...]
    since: date | None = None
    """The day since which changes are told."""
    evidence: tuple[str, ...] = ()
    """Keys of all that the view held of what a briefing may tell of, and of the catalogue."""

    @property
    def figures(self) -> list[Figure]:
        """Every figure in it, each once, in the order in which they occur."""
        return figures_in(block for section in self.sections for block in section.blocks)


def figures_in(blocks: Iterable[Block]) -> list[Figure]:
    """Every figure of some blocks, each once, in the order in which they occur."""
    return list({figure.id: figure for block in blocks for figure in _figures(block)}.values())


def _figures(block: Block) -> Iterator[Figure]:
    match block:
        case Paragraph(text=text):
            yield from figures_of(text)
        case Points(points=points):
            for point in points:
                yield from figures_of(point)
        case Table(rows=rows, notes=notes):
            for cell in [cell for row in rows for cell in row] + list(notes):
                yield from figures_of(cell)
        case Chart(figures=figures):
            yield from figures
