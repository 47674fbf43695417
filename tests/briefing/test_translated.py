"""The briefing in another language: the same figures, nothing left in English but names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from leadline.briefing.compose import brief
from leadline.briefing.document import Document
from leadline.briefing.drawings import Drawn, draw
from leadline.briefing.edition import write
from leadline.briefing.markdown_file import markdown_file
from leadline.briefing.page import page
from leadline.briefing.paper import contents
from leadline.cli import run
from leadline.render import html, markdown, text
from leadline.render.chart import Chart
from leadline.render.chinese import chinese
from leadline.render.language import ENGLISH, Key, Language
from leadline.render.notes import told_notes
from leadline.store.store import Store

DAY = date(2026, 11, 24)
LATIN = {"Leadline", "English", "PNG", "SVG", "CSV"}
"""Words that Chinese sentences keep."""


class Asked(Mapping[Key, str]):
    """Messages that remember for which they were asked in vain."""

    def __init__(self, told: Mapping[Key, str]) -> None:
        self.told = told
        self.lacking: set[Key] = set()

    def __getitem__(self, key: Key) -> str:
        if key not in self.told:
            self.lacking.add(key)
        return self.told[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)


def remembering() -> tuple[Language, Asked]:
    asked = Asked(chinese().messages)
    return replace(chinese(), messages=asked), asked


def test_no_message_of_the_briefing_is_lacking(document: Document) -> None:
    language, asked = remembering()
    drawn = draw(document, language)
    page(drawn)
    markdown_file(drawn)
    contents(drawn)
    assert asked.lacking == set()


def test_every_note_of_a_cost_or_a_lead_fits_a_template(document: Document) -> None:
    """What fits none stands in English in the Chinese edition, as the notes of the stack do."""
    figures = [figure for figure in document.figures if figure.metric in ("cost", "cost_ratio", "lead")]
    told = [one for figure in figures for one in told_notes(figure.note)]
    assert told
    assert [one for one in told if isinstance(one[0], text.Name)] == []


def test_no_message_of_another_day_is_lacking(bundled: Store) -> None:
    language, asked = remembering()
    page(draw(brief(bundled.as_of(DAY)), language))
    assert asked.lacking == set()


def test_the_same_figures_stand_in_both(document: Document, drawn: Drawn, chinese_drawn: Drawn) -> None:
    links = [re.findall(r'href="#([a-z_]+-[0-9a-f]{10})"', page(one)) for one in (drawn, chinese_drawn)]
    assert sorted(links[0]) == sorted(links[1])
    assert chinese_drawn.document.figures == document.figures


def own_words(node: Element) -> str:
    """What a reader sees; the words of drawings are looked at for themselves."""
    if str(node.tag).endswith(("style", "script", "svg")):
        return ""
    return " ".join([node.text or "", *(f"{own_words(child)} {child.tail or ''}" for child in node)])


def test_with_every_name_blanked_no_english_is_left(chinese_drawn: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, html, markdown):
        monkeypatch.setattr(module, "written", lambda leaf, _="": leaf.words if isinstance(leaf, text.Words) else "")
    tree = html5lib.parse(page(chinese_drawn), namespaceHTMLElements=False)
    assert set(re.findall(r"[A-Za-z]+", own_words(tree.find("body")))) <= LATIN


def test_every_chart_is_drawn_in_the_language(document: Document) -> None:
    charts = [block for section in document.sections for block in section.blocks if isinstance(block, Chart)]
    assert charts
    for chart in charts:
        english, own = str(chart.spec), str(chart.told(chinese()).spec)
        assert re.search(r"[\u4e00-\u9fff]", own)
        assert not re.search(r"[\u4e00-\u9fff]", english)


def test_an_edition_says_how_far_its_words_were_looked_at(drawn: Drawn, chinese_drawn: Drawn) -> None:
    assert f"其中 {chinese().unreviewed:,} 条尚未经母语读者审阅" in markdown_file(chinese_drawn)
    assert "尚未" not in markdown_file(drawn)


def test_editions_link_to_each_other_and_say_their_language(drawn: Drawn, chinese_drawn: Drawn) -> None:
    english, own = page(replace(drawn, others=(chinese(),))), page(chinese_drawn)
    assert '<html lang="en">' in english
    assert '<a href="index.zh.html" lang="zh-Hans" hreflang="zh-Hans">中文</a>' in english
    assert '<html lang="zh-Hans">' in own
    assert '<a href="index.html" lang="en" hreflang="en">English</a>' in own
    assert "index.zh.html" not in page(drawn)
    assert "[English](briefing.md)" in markdown_file(chinese_drawn)


def test_what_leaves_the_page_is_in_the_language(chinese_drawn: Drawn) -> None:
    for drawing in chinese_drawn.drawings.values():
        told = drawing.chart.alone()
        assert re.search("<title>[^<]*[\u4e00-\u9fff]", told)
        assert "times" not in told
        assert drawing.name.endswith(".zh")


def test_both_languages_stand_beside_each_other(document: Document, tmp_path: Path) -> None:
    write(document, tmp_path / "both", languages=(ENGLISH, chinese()))
    names = sorted(path.name for path in (tmp_path / "both").iterdir())
    pictures = ["lead.png", "lead.zh.png", "prices.png", "prices.zh.png"]
    texts = [f"briefing{suffix}.{form}" for suffix in ("", ".zh") for form in ("md", "pdf")]
    assert names == sorted([*texts, "edition.json", "index.html", "index.zh.html", *pictures])
    assert "](lead.zh.png)" in (tmp_path / "both" / "briefing.zh.md").read_text(encoding="utf-8")


def test_a_day_without_scores_says_so_in_chinese(bundled: Store) -> None:
    language, asked = remembering()
    assert "本节缺失。" in page(draw(brief(bundled.as_of(date(2025, 9, 1))), language))
    assert asked.lacking == set()


def test_the_command_writes_the_languages_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "--lang", "zh", "--as-of", "2026-08-21", "--out", str(tmp_path)]) == 0
    assert "index.zh.html" in capsys.readouterr().out
    assert not (tmp_path / "index.html").exists()
    assert run(["brief", "--lang", "fr", "--out", str(tmp_path)]) == 2
