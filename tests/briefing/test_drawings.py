"""Charts of a briefing: each drawn once, named, with its sources; one that cannot be drawn gives way to its figures."""

import base64
import re
from dataclasses import replace
from xml.etree import ElementTree

from leadline.briefing.document import Document, Paragraph, Section
from leadline.briefing.drawings import Drawn, draw
from leadline.briefing.markdown_file import markdown_file
from leadline.briefing.page import kept, page
from leadline.render.chart import Chart
from leadline.render.table import Table
from leadline.render.text import plain


def charts(document: Document) -> list[Chart]:
    """The charts of a document."""
    return [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]


def broken(document: Document) -> Document:
    """The document with one chart that Vega does not understand."""

    def without(section: Section) -> Section:
        blocks = tuple(replace(b, spec={"mark": "no such mark"}) if isinstance(b, Chart) else b for b in section.blocks)
        return replace(section, blocks=blocks) if section.id == "lead" else section

    return replace(document, sections=tuple(map(without, document.sections)))


def test_a_broken_chart_gives_way_to_a_sentence_and_its_figures(document: Document) -> None:
    chart = next(block for block in charts(document) if len(block.figures) > 20)
    found = draw(broken(document))
    lead = next(section for section in found.document.sections if section.id == "lead")
    sentence, table = next(
        (block, lead.blocks[place + 1])
        for place, block in enumerate(lead.blocks)
        if isinstance(block, Paragraph) and plain(block.text).startswith("A chart could not be drawn")
    )
    assert isinstance(sentence, Paragraph)
    assert plain(chart.title) in plain(sentence.text)
    assert isinstance(table, Table)
    assert len(table.rows) == len(chart.figures)
    assert "prices.png" in markdown_file(found)
    assert "lead.png" not in markdown_file(found)
    # What the figures are is still in the appendix: nothing leads nowhere.
    targets = set(re.findall(r'class="figure" href="#([^"]+)"', page(found)))
    assert targets <= set(re.findall(r'<tr id="([^"]+)"', page(found)))


def test_a_section_may_have_several_charts(document: Document) -> None:
    chart = charts(document)[0]
    several = Section(id="stack", heading=(), blocks=(chart, replace(chart, title=()), chart))
    names = [drawing.name for drawing in draw(replace(document, sections=(several,))).drawings.values()]
    assert names == ["stack", "stack-2", "stack-3"]


def test_each_chart_names_its_sources(drawn: Drawn) -> None:
    for drawing in drawn.drawings.values():
        assert plain(drawing.chart.sources).startswith("Sources: ")
        assert plain(drawing.chart.sources) in markdown_file(drawn).replace("\\", "")


def test_a_reader_may_keep_picture_drawing_and_figures(drawn: Drawn) -> None:
    """From the page alone, without a file beside it."""
    for drawing in drawn.drawings.values():
        files = {name: base64.b64decode(address.partition(",")[2]) for name, _, address in kept(drawing)}
        assert files["PNG"].startswith(b"\x89PNG")
        svg = ElementTree.fromstring(files["SVG"].decode())
        assert svg.get("role") == "img"
        titles = [node.text for node in svg if node.tag.endswith(("title", "desc"))]
        assert titles == [plain(drawing.chart.title), plain(drawing.chart.alt)]
        assert len(files["CSV"].decode().splitlines()) == 1 + len(drawing.chart.figures)


def test_no_two_elements_of_a_page_have_one_name(drawn: Drawn) -> None:
    names = re.findall(r'\bid="([^"]+)"', page(drawn))
    assert len(names) == len(set(names))
