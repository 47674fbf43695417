"""A publisher on this machine, and what the catalogue would fetch if it lay there."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
import stamina

from leadline.catalog import live
from leadline.catalog.live import Live
from leadline.sources.download import Manner, Session, session
from tests.update.server import Publisher, publisher

QUICK = Manner(contact="test@example.org", timeout=0.5, deadline=2.0, attempts=3, pause=0.0, loopback=True)


@pytest.fixture
def site() -> Iterator[Publisher]:
    """A publisher without anything."""
    with publisher() as told:
        yield told


@pytest.fixture
def fetcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session without waits, that may ask this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with stamina.set_testing(True, attempts=3, cap=True), session(QUICK) as opened:
        yield opened


@pytest.fixture
def lives(site: Publisher) -> dict[str, Live]:
    """The live sources of the catalogue, at the publisher on this machine."""
    return {name: at(site, one) for name, one in live.load().items() if one.files}


def at(site: Publisher, one: Live) -> Live:
    """A live source moved to the publisher on this machine."""
    files = tuple(replace(file, urls=tuple(moved(site, url) for url in file.urls)) for file in one.files)
    return replace(one, files=files)


def moved(site: Publisher, url: str) -> str:
    """An address of the catalogue on this machine: `/host/path`."""
    parts = urlsplit(url)
    return f"{site.address}/{parts.netloc}{parts.path}"
