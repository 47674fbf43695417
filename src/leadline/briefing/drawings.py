"""The charts of a briefing, each drawn once for all formats; one that cannot be drawn gives way to its figures.

A chart is known by its name, which is that of its section, with a number from the second one on: files beside the text
and links in it are called so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from leadline.briefing.document import Block, Document, Paragraph, Section
from leadline.briefing.translated import block_in, in_language
from leadline.catalog import Catalog
from leadline.model import Figure
from leadline.render.attribution import attribution
from leadline.render.chart import Chart
from leadline.render.language import ENGLISH, Language
from leadline.render.sentence import labelled
from leadline.render.table import Table, columns
from leadline.render.text import Day, Name, Quantity, Text, text


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A chart as it was drawn."""

    chart: Chart
    name: str
    svg: str


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A document whose charts are drawn."""

    document: Document
    """The document, with figures in the place of charts that could not be drawn."""
    drawings: dict[int, Drawing]
    """By the identity of each chart, in the order of the document."""
    language: Language = ENGLISH
    others: tuple[Language, ...] = ()
    """Languages in which the same document stands beside it."""

    def of(self, chart: Chart) -> Drawing:
        """The drawing of a chart of the document."""
        return self.drawings[id(chart)]


def draw(document: Document, language: Language = ENGLISH, others: Sequence[Language] = ()) -> Drawn:
    """Draw the charts of a document in a language; each one names its sources."""
    drawings: dict[int, Drawing] = {}
    catalog, told = Catalog(), in_language(document, language)
    sections = tuple(replace(s, blocks=tuple(_blocks(s, catalog, drawings, language))) for s in told.sections)
    return Drawn(document=replace(told, sections=sections), drawings=drawings, language=language, others=tuple(others))


def _blocks(section: Section, catalog: Catalog, drawings: dict[int, Drawing], language: Language) -> Iterator[Block]:
    count = 0
    for block in section.blocks:
        if not isinstance(block, Chart):
            yield block
            continue
        count += 1
        name = (section.id if count == 1 else f"{section.id}-{count}") + language.suffix
        try:
            svg = block.svg()
        except ValueError as error:  # what Vega says of a drawing that it does not understand
            yield from _in_words(block, str(error).strip().splitlines()[0], language)
        else:
            named = block if block.sources else replace(block, sources=attribution(catalog, block.figures))
            drawings[id(named)] = Drawing(chart=named, name=name, svg=svg)
            yield named


def _in_words(chart: Chart, reason: str, language: Language) -> Iterator[Block]:
    """What a chart would have shown, as a sentence and a table."""
    yield Paragraph(
        text=text(
            "A chart could not be drawn; its figures stand in the table. It was to show: {title} ({reason})",
            title=chart.title,
            reason=Name(name=reason),
        )
    )
    table = Table(
        title=chart.subtitle,
        columns=columns("What", "Value", "On", right=["Value"]),
        rows=tuple(((labelled(figure),), _value(figure), (Day(day=figure.on),)) for figure in chart.figures),
    )
    yield block_in(table, language)


def _value(figure: Figure) -> Text:
    if figure.low is None:
        return (Quantity(figure=figure),)
    return text(
        "{value} ({interval})", value=Quantity(figure=figure), interval=Quantity(figure=figure, part="interval")
    )
