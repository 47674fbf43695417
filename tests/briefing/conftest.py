"""One briefing for all tests of its forms, and a browser to look at pages with."""

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, sync_playwright

from leadline.briefing.compose import brief
from leadline.briefing.document import Document
from leadline.briefing.drawings import Drawn, draw
from leadline.render.chinese import chinese
from leadline.render.language import ENGLISH
from leadline.store.store import Store

DAY = date(2026, 8, 21)


@pytest.fixture(scope="session")
def document(bundled: Store) -> Document:
    """The briefing of a day."""
    return brief(bundled.as_of(DAY))


@pytest.fixture(scope="session")
def drawn(document: Document) -> Drawn:
    """The same with its charts drawn."""
    return draw(document)


@pytest.fixture(scope="session")
def chinese_drawn(document: Document) -> Drawn:
    """The same in Chinese."""
    return draw(document, chinese(), [ENGLISH])


@pytest.fixture(params=["drawn", "chinese_drawn"])
def in_each(request: pytest.FixtureRequest) -> Drawn:
    """The briefing in each language."""
    found: Drawn = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as the system has it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine: pages cannot be looked at")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
