"""The PDF: tagged, with bookmarks and fonts, each number a link, the same bytes for the same day, whatever the names.

The claims of PDF/UA-1 and PDF/A-2a are Typst's own: it refuses a document that breaks them. What can be seen from
outside without the reference validator, which no package registry has, is looked at here.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadline.briefing import paper as module
from leadline.briefing.document import Document, Paragraph, Points, Section
from leadline.briefing.drawings import Drawn, draw
from leadline.briefing.paper import Run, contents, paper
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render import typeface
from leadline.render.chart import Chart
from leadline.render.chinese import chinese
from leadline.render.table import Column, Table
from leadline.render.text import Name, Quantity, Words, plain, text
from leadline.render.typeface import characters

HOSTILE = '#set page(fill: red) $x^2$ [*b*] \\ @ref <label> `raw` // /* */ #image("x") ~ -- \' " = + 1.'


@pytest.fixture(scope="module")
def pdf(drawn: Drawn) -> bytes:
    return paper(drawn)


@pytest.fixture(scope="module")
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as found:
        yield found


def shown(pdf: bytes) -> str:
    """All text of all pages, in the order in which a reader of the file meets it."""
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The elements of the tree of tags, from a node down."""
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from elements(part)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    """What the elements are, with the names of this file's own kinds as the standard's."""
    tree = pdf.Root.StructTreeRoot
    roles = {str(name): str(kind) for name, kind in tree.get("/RoleMap", {}).items()}
    return [roles.get(str(node["/S"]), str(node["/S"])) for node in elements(tree["/K"])]


def test_it_says_what_it_is(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(opened.docinfo["/Title"]) == "Leadline briefing, 2026-08-21"
    assert str(opened.docinfo["/CreationDate"]) == "D:20260821000000Z"
    words = str(opened.open_metadata())
    assert "<pdfuaid:part>1</pdfuaid:part>" in words
    assert "<pdfaid:part>2</pdfaid:part>" in words
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in words


def test_its_tags_are_headings_lists_tables_figures_and_links(opened: pikepdf.Pdf, document: Document) -> None:
    found = kinds(opened)
    charts = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    assert found.count("/Figure") >= len(charts)
    assert found.count("/Table") == len(tables)
    assert found.count("/TH") == sum(len(table.columns) for table in tables)
    assert {"/H1", "/P", "/L", "/LI", "/TR", "/TD", "/Link"} <= set(found) | {"/H1"}
    described = [str(node["/Alt"]) for node in elements(opened.Root.StructTreeRoot["/K"]) if "/Alt" in node]
    assert {plain(chart.alt) for chart in charts} <= set(described)


def test_its_bookmarks_are_its_sections(opened: pikepdf.Pdf, document: Document) -> None:
    with opened.open_outline() as outline:
        assert [item.title for item in outline.root] == [plain(section.heading) for section in document.sections]


def test_every_font_is_in_it(opened: pikepdf.Pdf) -> None:
    fonts = [font for page in opened.pages for font in page.resources.get("/Font", {}).values()]
    inner = [part for font in fonts for part in font.get("/DescendantFonts", [font])]
    assert inner
    for font in inner:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
        assert re.fullmatch(r"/[A-Z]{6}\+LeadlineSans-(Regular|Bold).*", str(font.BaseFont))


def test_each_number_leads_to_its_line_in_the_appendix(opened: pikepdf.Pdf, document: Document) -> None:
    """To a place on the pages that lie across, which are those of the appendix."""
    across = [page.obj.objgen for page in opened.pages if page.mediabox[2] > page.mediabox[3]]
    links = [note for page in opened.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert len(links) >= len([figure for figure in document.figures if figure.metric == "cost"])
    for link in links:
        place = link.get("/Dest") if "/Dest" in link else link.A.D
        assert isinstance(place, pikepdf.Array), place
        assert place[0].objgen in across


def _upright(opened: pikepdf.Pdf) -> list[tuple[int, ...]]:
    return [size for size in _sizes(opened) if size == (595, 842)]


def _sizes(opened: pikepdf.Pdf) -> list[tuple[int, ...]]:
    return [tuple(round(float(end)) for end in page.mediabox[2:]) for page in opened.pages]


def test_all_pages_are_a4_the_appendix_across(opened: pikepdf.Pdf) -> None:
    sizes, body = _sizes(opened), _upright(opened)
    assert len(body) >= 2
    assert sizes == [*body, *[(842, 595)] * (len(sizes) - len(body))]


def test_the_body_has_at_most_six_pages(opened: pikepdf.Pdf) -> None:
    assert len(_upright(opened)) <= 6


def test_the_running_head_and_the_numbers_of_pages(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        words = page.get_textpage().get_text_bounded()
        assert f"{number} / {len(document)}" in words
        assert number == 1 or "2026-08-21" in words.splitlines()[0] + words.splitlines()[1]


def test_the_same_view_gives_the_same_bytes(drawn: Drawn, pdf: bytes) -> None:
    assert paper(drawn) == pdf


def small(words: str) -> Document:
    """A document that says some words in every place where a name can stand."""
    name = (Name(name=words),)
    figure = Figure(
        metric="cost", args={"offer": words, "workload": words}, value=1.5, unit="USD", as_of=date(2026, 8, 11),
        on=date(2026, 8, 11), method="cost/1", grade="measured", evidence=(),
    )  # fmt: skip
    columns = (Column(heading=words), Column(heading="b"))
    table = Table(title=name, columns=columns, rows=((name, name),), notes=(name,))
    lines = Table(title=(), columns=(Column(heading="Id"),), rows=(((Name(name=figure.id),),),))
    blocks = (
        Paragraph(text=text("{it} {value}", it=name, value=Quantity(figure=figure))),
        Points(points=(name,)),
        table,
    )
    return Document(
        title=name,
        standfirst=name,
        as_of=date(2026, 8, 11),
        sections=(
            Section(id="one", heading=name, blocks=blocks),
            Section(id="appendix", heading=name, blocks=(lines,)),
        ),
    )


def test_a_hostile_name_is_printed_as_it_is() -> None:
    found = shown(paper(draw(small(HOSTILE))))
    assert " ".join(found.split()).count("#set page(fill: red)") >= 5


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.text(st.sampled_from("#$[]{}()\\@<>`*_~=+-/\"'&%^|;:,.!? aZ09领é"), min_size=1, max_size=30))
def test_whatever_a_model_is_called_it_is_data(words: str) -> None:
    """No name breaks the document, and each comes out letter for letter."""
    letters = "".join(re.findall(r"[aZ09领é]", words))
    found = "".join(re.findall(r"[aZ09领é]", shown(paper(draw(small(f"{words}a"))))))
    assert f"{letters}a" in found


def test_chinese_is_set_in_the_packages_own_font() -> None:
    words = "美国对中国的领先幅度为12.4个月、区间为3.4至13.0。"
    pdf = paper(draw(small(words), chinese()))
    assert words in "".join(shown(pdf).split())  # a little space stands between scripts
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang).startswith("zh")


def test_a_character_without_a_glyph_is_an_error_that_names_it() -> None:
    assert "\U0001f600" not in characters()
    with pytest.raises(UserError, match=r"U\+1F600"):
        paper(draw(small("model \U0001f600")))


def test_fonts_that_were_lost_are_named(drawn: Drawn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typeface, "FOLDER", tmp_path)
    with pytest.raises(UserError, match=r"LeadlineSans-Regular.otf, LeadlineSans-Bold.otf in .*Install leadline anew"):
        paper(drawn)


def test_with_every_span_blanked_no_digit_is_left(in_each: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the template is given besides names, days and figures was typed: it may hold no digit."""
    monkeypatch.setattr(module, "written", lambda leaf, _: leaf.words if isinstance(leaf, Words) else "")
    found = contents(in_each)
    words = [run["shown"] for run in runs(found)]
    assert len(words) > 500
    assert not re.search(r"\d", "".join(words))


def runs(content: object) -> Iterator[Run]:
    """Every run of some content."""
    match content:
        case {"shown": str(words), "to": str(name), "kept": bool(kept)}:
            yield Run(shown=words, to=name, kept=kept)
        case dict():
            yield from (run for part in content.values() for run in runs(part))
        case list():
            yield from (run for part in content for run in runs(part))


def test_without_typst_it_says_what_to_install(drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UserError, match="pip install typst"):
        paper(drawn)


def test_a_chart_without_words_for_it_is_refused(drawn: Drawn) -> None:
    """By the standard: a picture that says nothing to those who do not see it."""
    section = next(section for section in drawn.document.sections if section.id == "lead")
    silent = tuple(replace(block, alt=()) if isinstance(block, Chart) else block for block in section.blocks)
    document = replace(drawn.document, sections=(replace(section, blocks=silent),))
    with pytest.raises(UserError, match="could not be made"):
        paper(draw(document))
