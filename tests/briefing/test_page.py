"""The page in a real browser: nothing to complain of for axe, no sideways scrolling on a phone, nothing fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from leadline.briefing.drawings import Drawn
from leadline.briefing.page import page

AXE = Path(__file__).parent / "axe" / "axe.min.js"
"""axe-core 4.14.1, as its publisher packs it."""
DESK, PHONE = ViewportSize(width=1200, height=900), ViewportSize(width=360, height=740)


@pytest.fixture(scope="module")
def file(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "index.html"
    path.write_text(page(drawn), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(params=["light", "dark", "phone"])
def shown(request: pytest.FixtureRequest, browser: Browser, file: str) -> Iterator[Page]:
    """The page as it is shown on a desk, in the dark, and on a phone."""
    dark = request.param == "dark"
    shown = browser.new_page(
        viewport=PHONE if request.param == "phone" else DESK, color_scheme="dark" if dark else "light"
    )
    shown.goto(file)
    yield shown
    shown.close()


def test_axe_has_nothing_to_complain_of(shown: Page) -> None:
    """WCAG 2.2 A and AA, and what axe calls best practice."""
    shown.add_script_tag(path=AXE)
    found = shown.evaluate("async () => (await axe.run()).violations")
    told = [f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:5]]}" for one in found]
    assert not told, "\n".join(told)


def test_it_does_not_scroll_sideways(shown: Page) -> None:
    assert shown.evaluate("document.documentElement.scrollWidth") <= shown.evaluate("window.innerWidth")


def test_it_fetches_nothing_and_runs_nothing(browser: Browser, file: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    asked: list[str] = []
    shown = context.new_page()
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(file)
    assert shown.get_by_role("heading", level=2).count() == 10
    assert [address for address in asked if not address.startswith("data:")] == [file]
    context.close()


def test_one_drawing_of_each_chart_is_seen(shown: Page) -> None:
    """The wide one or the narrow one, never both, with words for those who see neither."""
    for figure in shown.locator("figure").all():
        seen = [one for one in figure.get_by_role("img").all() if one.is_visible()]
        assert len(seen) == 1
        assert seen[0].get_attribute("aria-label")


def test_in_the_dark_the_drawings_are_dark_and_on_paper_they_are_light(browser: Browser, file: str) -> None:
    shown = browser.new_page(viewport=DESK, color_scheme="dark")
    shown.goto(file)
    ink = "getComputedStyle(document.querySelector('.wide svg text')).fill"
    dark = shown.evaluate(ink)
    shown.emulate_media(media="print")
    assert dark == "rgb(230, 230, 227)"
    assert shown.evaluate(ink) == "rgb(27, 29, 32)"
    shown.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_text(browser: Browser, file: str) -> None:
    shown = browser.new_page(viewport=DESK)
    shown.goto(file)
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Skip to the text"
    shown.keyboard.press("Enter")
    assert shown.url.endswith("#text")
    shown.close()


def test_a_number_leads_to_its_line(browser: Browser, file: str) -> None:
    shown = browser.new_page(viewport=DESK)
    shown.goto(file)
    number = shown.locator("a.figure").first
    name = str(number.get_attribute("href")).removeprefix("#")
    number.click()
    assert shown.locator("tr:target").get_attribute("id") == name
    assert shown.locator("tr:target").is_visible()
    shown.close()
