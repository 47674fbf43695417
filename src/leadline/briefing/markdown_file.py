"""A briefing as Markdown, with its charts as PNG beside it and a footnote for each figure."""

from leadline.briefing.document import Block, Document, Paragraph, Points, Section
from leadline.render.chart import Chart
from leadline.render.markdown import Footnotes, escape, markdown
from leadline.render.table import Table
from leadline.render.text import plain


def markdown_file(document: Document) -> tuple[str, dict[str, Chart]]:
    """The file, and the charts that it shows by the name of their picture."""
    notes = Footnotes()
    charts: dict[str, Chart] = {}
    parts = [f"# {markdown(document.title, notes)}", markdown(document.standfirst, notes)]
    for section in document.sections:
        parts += [
            f"## {markdown(section.heading, notes)}",
            *(_block(section, b, notes, charts) for b in section.blocks),
        ]
    return "\n\n".join([*parts, "\n".join(notes.lines())]) + "\n", charts


def _block(section: Section, block: Block, notes: Footnotes, charts: dict[str, Chart]) -> str:
    match block:
        case Paragraph(text=text):
            return markdown(text, notes)
        case Points(points=points):
            return "\n".join(f"- {markdown(point, notes)}" for point in points)
        case Chart():
            return _chart(section, block, notes, charts)
        case Table():
            return _table(block, notes)


def _chart(section: Section, chart: Chart, notes: Footnotes, charts: dict[str, Chart]) -> str:
    name = f"{section.id}.png"
    charts[name] = chart
    caption = f"**{markdown(chart.title, notes)}**  \n{markdown(chart.subtitle, notes)}"
    return f"{caption}\n\n![{escape(plain(chart.alt))}]({name})"


def _table(table: Table, notes: Footnotes) -> str:
    head = "| " + " | ".join(escape(column.heading) for column in table.columns) + " |"
    rule = "|" + "|".join(" ---: " if column.align == "right" else " --- " for column in table.columns) + "|"
    rows = ["| " + " | ".join(markdown(cell, notes) for cell in row) + " |" for row in table.rows]
    below = [markdown(note, notes) for note in table.notes]
    return "\n\n".join([f"**{markdown(table.title, notes)}**", "\n".join([head, rule, *rows]), *below])
