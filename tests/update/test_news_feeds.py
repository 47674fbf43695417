"""Feeds of news: items by layer, each once, and XML that is no feed or worse."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadline.catalog.live import Live, feeds
from leadline.errors import SourceChanged
from leadline.ingest.update import Updated, update
from leadline.model import Document, RawFile, Rejected, Snapshot
from leadline.sources import news_feeds
from leadline.sources.download import Session
from leadline.store.store import Store
from tests.update.conftest import moved
from tests.update.payloads import atom, item, rss
from tests.update.server import Publisher, Reply

DAY = date(2026, 11, 24)
NEXT = DAY + timedelta(days=1)
_TENFOLD = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
BILLION = f'<!DOCTYPE rss [<!ENTITY a "ha">{_TENFOLD}]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/evil.dtd"> %p;]>'


def read(folder: Path, **files: bytes) -> tuple[list[Document], list[Rejected]]:
    """What the reader makes of some feeds."""
    cards = []
    for name, content in files.items():
        (folder / f"{name}.xml").write_bytes(content)
        cards.append(RawFile(name=f"{name}.xml", bytes=len(content), sha256="0" * 64, url="https://example.org"))
    card = Snapshot(
        source="news_feeds", vintage=DAY, retrieved=DAY, licence="l", reader=1, path=folder, files=tuple(cards)
    )
    found = list(news_feeds.read(card))
    rejected = [row for row in found if isinstance(row, Rejected)]
    return [row for row in found if isinstance(row, Document)], rejected


def test_an_item_of_rss(tmp_path: Path) -> None:
    (found,), rejected = read(tmp_path, semianalysis=rss(item(7)))
    assert not rejected
    assert found == Document(
        source="news_feeds",
        title="Chips 7",
        publisher="SemiAnalysis",
        published=date(2026, 10, 5),
        layer="chips",
        language="en",
        url="https://example.org/7",
        summary="Text of 7",
        known=datetime(2026, 10, 5, 8, tzinfo=UTC),
    )


def test_an_entry_of_atom_is_known_from_its_last_change(tmp_path: Path) -> None:
    (found,), _ = read(tmp_path, simon_willison=atom(3))
    assert (found.published, found.known) == (date(2026, 10, 5), datetime(2026, 10, 6, 10, tzinfo=UTC))
    assert (found.layer, found.url) == ("models", "https://example.org/a/3")


@pytest.mark.parametrize("told", ["", "soon", "Mon, 05 Oct 2099 08:00:00 GMT"])
def test_a_day_that_is_missing_or_to_come_is_unknown(tmp_path: Path, told: str) -> None:
    """Known is it from the day of the fetch: nobody here could have known it before."""
    (found,), _ = read(tmp_path, csis=rss(item(1, told)))
    assert found.published is None
    assert found.known == datetime(2026, 11, 24, tzinfo=UTC)


def test_an_item_is_read_once_in_one_feed_or_two(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path, csis=rss(item(1), item(1, title="Again"), item(2, guid=False)), lawfare=rss(item(2), item(3))
    )
    assert [(one.publisher, one.title) for one in found] == [
        ("CSIS", "Chips 1"),
        ("CSIS", "Chips 2"),
        ("Lawfare", "Chips 3"),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_an_address_that_is_none_of_the_web_is_rejected(tmp_path: Path, link: str) -> None:
    found, rejected = read(tmp_path, csis=rss(f"<item><title>x</title><link>{link}</link></item>", item(1)))
    assert len(found) == 1
    assert "expected an address of the web" in rejected[0].reason


def test_markup_and_length_stay_outside(tmp_path: Path) -> None:
    title, text = "<title>&lt;script&gt;x&lt;/script&gt; y</title>", f"<description>{'word ' * 200}</description>"
    (found,), _ = read(tmp_path, csis=rss(f"<item>{title}<link>https://e.org/1</link>{text}</item>"))
    assert "<" not in found.title
    assert len(found.summary or "") <= news_feeds.MOST_SUMMARY + 3


def test_chinese_text_stays_as_it_is(tmp_path: Path) -> None:
    (found,), _ = read(tmp_path, qbitai=rss(item(1, title="芯片出口管制")))
    assert (found.title, found.language) == ("芯片出口管制 1", "zh")


@pytest.mark.parametrize(
    "content",
    [
        rss(item(1), head=BILLION).replace(b"Chips 1", b"&i;"),
        rss(item(1), head=OUTSIDE).replace(b"Chips 1", b"&x;"),
        rss(item(1), head=PARAMETER),
        rss(item(1))[:-20],
        b"{}",
        b"<html><body>no</body></html>",
        b'<?xml version="1.0" encoding="no-such"?><rss/>',
        b"\x00\x01",
        b"<a>" * 100_000,
    ],
)
def test_hostile_xml_is_refused_before_anything_reads_it(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SourceChanged, match=r"csis\.xml"):
        read(tmp_path, csis=content)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 900), junk=st.binary(max_size=8), cut=st.integers(0, 60))
def test_a_feed_that_was_tampered_with_is_read_or_refused(tmp_path: Path, place: int, junk: bytes, cut: int) -> None:
    """Nothing else happens: no traceback of a parser, no row without an address."""
    whole = atom(1, 2, 3) if place % 2 else rss(item(1), item(2), item(3, guid=False))
    with suppress(SourceChanged):
        found, _ = read(tmp_path, csis=whole[:place] + junk + whole[place + cut :])
        assert all(one.url.startswith("http") and one.known for one in found)


def test_a_feed_that_no_list_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="no feed of the catalogue"):
        read(tmp_path, other=rss(item(1)))


@pytest.fixture
def once(lives: dict[str, Live], store: Store, fetcher: Session) -> Callable[[date], Updated]:
    """The feeds updated on a day."""
    return lambda day: update(lives["news_feeds"], store, fetcher, day)


def lay(site: Publisher, name: str, *replies: bytes | Reply) -> None:
    site.lay(moved(site, feeds()[f"{name}.xml"].url).removeprefix(site.address), *replies)


def test_feeds_come_apart_and_only_what_is_new(site: Publisher, store: Store, once: Callable[[date], Updated]) -> None:
    """A feed that fails stops no other, nor does one that cannot be read; an unchanged one is not read again."""
    lay(site, "csis", rss(item(1)), rss(item(2), item(1)))
    lay(site, "simon_willison", atom(1, 2))
    lay(site, "lawfare", rss(item(9), head=BILLION))
    first = once(DAY)
    assert (first.state, first.rows, first.faulty) == ("new vintage", 3, True)
    assert len(first.faults) == len(feeds()) - 2
    assert [file.name for file in store.entries[0].snapshot.files] == ["csis.xml", "simon_willison.xml"]
    assert once(NEXT).rows == 2
    assert [file.name for file in store.entries[1].snapshot.files] == ["csis.xml"]
    held = store.as_of(NEXT).rows(Document)
    assert sorted(one.title for one in held) == ["Chips 1", "Chips 2", "Model 1", "Model 2"]


def test_a_feed_that_stays_bad_is_told_again_on_the_same_day(site: Publisher, once: Callable[[date], Updated]) -> None:
    lay(site, "csis", rss(item(1)))
    lay(site, "lawfare", rss(item(9), head=BILLION))
    assert once(DAY).state == "new vintage"
    again = once(DAY)
    assert again.state == "refused"
    assert "EntitiesForbidden" in again.detail


def test_all_feeds_unchanged_make_no_vintage(site: Publisher, once: Callable[[date], Updated]) -> None:
    for number, name in enumerate(feeds()):
        lay(site, name.removesuffix(".xml"), rss(item(number)))
    first = once(DAY)
    assert (first.state, first.rows, first.faults) == ("new vintage", len(feeds()), ())
    again = once(NEXT)
    assert (again.state, again.faulty) == ("unchanged", False)


def test_feeds_of_which_none_can_be_read_are_refused(site: Publisher, once: Callable[[date], Updated]) -> None:
    lay(site, "csis", b"<rss>")
    assert once(DAY).state == "refused"


def test_every_feed_has_a_layer_and_a_language() -> None:
    assert {feed.layer for feed in feeds().values()} <= {
        "chips", "compute", "models", "adoption", "capital", "energy", "policy",
    }  # fmt: skip
    assert {feed.language for feed in feeds().values()} <= {"en", "zh"}
    assert len({feed.url for feed in feeds().values()}) == len(feeds())
