"""The briefing: complete, traceable, and without a number that was typed in."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from xml.etree.ElementTree import Element

import html5lib
import pytest

from leadline.briefing.appendix import command
from leadline.briefing.checked import SHOWN
from leadline.briefing.compose import brief
from leadline.briefing.document import Block, Document
from leadline.briefing.drawings import Drawn, draw
from leadline.briefing.markdown_file import markdown_file
from leadline.briefing.page import page
from leadline.cli import run
from leadline.errors import NotEnoughData, UserError
from leadline.render import html, markdown, text
from leadline.render.table import Table
from leadline.store.store import Store
from leadline.units import month_ends

SPANS = {"name", "given", "count", "figure"}


def visible(node: Element, inside: bool = False) -> Iterator[tuple[str, bool]]:
    """Each piece of text that a reader sees, and whether it stands in a typed span."""
    # A drawing has the numbers of its axes; its title, labels and words are typed text before they are drawn.
    if str(node.tag).endswith(("style", "script", "svg")):
        return
    typed = inside or node.tag == "time" or bool(SPANS & set((node.get("class") or "").split()))
    if node.text:
        yield node.text, typed
    for child in node:
        yield from visible(child, typed)
        if child.tail:
            yield child.tail, typed


def test_every_digit_on_the_page_stands_in_a_typed_span(in_each: Drawn) -> None:
    tree = html5lib.parse(page(in_each), namespaceHTMLElements=False)
    loose = [words for words, typed in visible(tree.find("body")) if not typed and re.search(r"\d", words)]
    assert loose == []


def test_with_every_span_blanked_no_digit_is_left(in_each: Drawn, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left of text, page and Markdown once typed spans are empty was typed into a template."""
    for module in (text, html, markdown):
        monkeypatch.setattr(module, "written", lambda leaf, _="": leaf.words if isinstance(leaf, text.Words) else "")
    tree = html5lib.parse(page(in_each), namespaceHTMLElements=False)
    assert not re.search(r"\d", "".join(words for words, _ in visible(tree.find("body"))))
    body = markdown_file(in_each).partition("\n[^")[0]
    assert not re.search(r"\d", re.sub(r"\[\^[a-z_]+-[0-9a-f]{10}\]", "", body))


def test_every_figure_of_the_text_leads_to_its_line_in_the_appendix(document: Document, drawn: Drawn) -> None:
    tree = html5lib.parse(page(drawn), namespaceHTMLElements=False)
    targets = {link.get("href").removeprefix("#") for link in tree.iter("a") if link.get("class") == "figure"}
    lines = {row.get("id") for row in tree.iter("tr") if row.get("id")}
    assert targets <= lines == {figure.id for figure in document.figures}
    assert all(link.get("title") for link in tree.iter("a") if link.get("class") == "figure")


def test_the_page_asks_for_nothing_from_outside(drawn: Drawn) -> None:
    found = page(drawn)
    assert not re.search(r"""(src|href|srcset)=["'](?!#|data:)""", found)
    assert "<script" not in found
    assert "@import" not in found
    assert not re.search(r"""url\((?!#|"data:)""", found)


def test_attribution_is_printed(drawn: Drawn) -> None:
    for shown in (page(drawn), markdown_file(drawn)):
        assert "CC BY 4.0" in shown
        assert "Epoch AI" in shown
        assert "genai" in shown


def test_it_has_what_it_promises(document: Document) -> None:
    assert [section.id for section in document.sections] == [
        "findings",
        "prices",
        "lead",
        "stack",
        "scenarios",
        "claims",
        "changes",
        "every-claim",
        "method",
        "appendix",
    ]
    # Of base prices only three images' moved since then, which had stood in for those of text: corrections.
    metrics = {figure.metric for figure in document.figures}
    assert metrics >= {"cost", "cost_ratio", "lead", "frontier", "scenario_forecast", "scenario_effect", "claim_share"}
    offers = {figure.args["offer"] for figure in document.figures if figure.metric == "cost_ratio"}
    assert len(offers) == 11


def test_the_body_has_as_many_claims_of_each_side_and_the_annex_all(document: Document) -> None:
    body, annex = (
        [row for section in document.sections if section.id == name for row in _rows(section.blocks)]
        for name in ("claims", "every-claim")
    )
    told, known = (Counter(text.plain(row[1]) for row in rows) for rows in (body, annex))
    assert told == {side: min(SHOWN, count) for side, count in known.items()}
    assert {text.plain(row[0]) for row in body} < {text.plain(row[0]) for row in annex}


def _rows(blocks: Iterable[Block]) -> list[tuple[text.Text, ...]]:
    return [row for block in blocks if isinstance(block, Table) for row in block.rows]


def test_the_command_of_a_figure_gives_the_same_figure(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    """One of each metric: what the appendix says to run prints that very figure."""
    by_metric = {figure.metric: figure for figure in document.figures}
    for figure in by_metric.values():
        assert run([*command(figure).split()[1:], "--json"]) == 0
        printed = {found["id"]: found for found in json.loads(capsys.readouterr().out)["figures"]}
        assert printed[figure.id]["value"] == figure.value
        assert printed[figure.id]["low"] == figure.low


def test_a_day_without_scores_says_so_and_shows_the_rest(bundled: Store) -> None:
    found = page(draw(brief(bundled.as_of(date(2025, 9, 1)))))
    assert "This section is missing." in found
    assert "epoch_eci_rebuilt@2025-11-13" in found
    assert "What it costs" in found


def test_what_changed_is_told_against_an_earlier_view(bundled: Store) -> None:
    found = page(draw(brief(bundled.as_of(date(2026, 8, 21)), date(2026, 5, 23))))
    assert "base prices of makers&#39; own offers changed" in found
    assert "As known then" in found
    with pytest.raises(UserError, match="later"):
        brief(bundled.as_of(date(2026, 8, 21)), date(2026, 9, 1))


def test_month_ends() -> None:
    assert month_ends(date(2025, 12, 31), date(2026, 3, 15)) == [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 15),
    ]


def test_a_view_before_everything_is_refused(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="Ask for 2024-01-31"):
        brief(bundled.as_of(date(2020, 1, 1)))
