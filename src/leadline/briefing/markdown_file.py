"""A briefing as Markdown, with its charts as PNG beside it and a footnote for each figure."""

from leadline.briefing.document import Block, Paragraph, Points
from leadline.briefing.drawings import Drawn
from leadline.render.chart import Chart
from leadline.render.markdown import Footnotes, escape, markdown
from leadline.render.table import Table
from leadline.render.text import plain


def markdown_file(drawn: Drawn) -> str:
    """The file; it shows each chart by a picture of the chart's name beside it."""
    notes = Footnotes(drawn.language)
    document = drawn.document
    parts = [f"# {markdown(document.title, notes)}", markdown(document.standfirst, notes)]
    parts += [f"[{other.name}](briefing{other.suffix}.md)" for other in drawn.others]
    for section in document.sections:
        parts += [f"## {markdown(section.heading, notes)}", *(_block(block, drawn, notes) for block in section.blocks)]
    return "\n\n".join([*parts, "\n".join(notes.lines())]) + "\n"


def _block(block: Block, drawn: Drawn, notes: Footnotes) -> str:
    match block:
        case Paragraph(text=text):
            return markdown(text, notes)
        case Points(points=points):
            return "\n".join(f"- {markdown(point, notes)}" for point in points)
        case Chart():
            return _chart(block, drawn.of(block).name, notes)
        case Table():
            return _table(block, notes)


def _chart(chart: Chart, name: str, notes: Footnotes) -> str:
    caption = f"**{markdown(chart.title, notes)}**  \n{markdown(chart.subtitle, notes)}"
    return f"{caption}\n\n![{escape(plain(chart.alt, notes.language))}]({name}.png)\n\n{markdown(chart.sources, notes)}"


def _table(table: Table, notes: Footnotes) -> str:
    head = "| " + " | ".join(escape(column.heading) for column in table.columns) + " |"
    rule = "|" + "|".join(" ---: " if column.align == "right" else " --- " for column in table.columns) + "|"
    rows = ["| " + " | ".join(markdown(cell, notes) for cell in row) + " |" for row in table.rows]
    below = [markdown(note, notes) for note in table.notes]
    return "\n\n".join([f"**{markdown(table.title, notes)}**", "\n".join([head, rule, *rows]), *below])
