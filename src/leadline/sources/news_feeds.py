"""Feeds of news, RSS and Atom: one file a feed, by the list in the catalogue, from which layer and language come.

Decisions:

- XML is refused that is not well formed, or declares an entity of its own: no feed needs one, and an entity can grow
  without end or reach for a file. Only then are the bytes read as a feed.
- An item is one address: told twice, by its mark (guid, id) or its link, in one feed or in two, it is read once, the
  first time. Addresses other than of the web are rejected.
- An item is known from the instant of its last change by its feed's own word, else of its publication. Without any, or
  with one in the future, the day is unknown, and the item counts as known from the day of the snapshot.
- Summaries are cut short and freed of markup: the text is the publisher's.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from time import struct_time
from typing import Any

import feedparser
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from leadline.catalog import live
from leadline.catalog.live import Feed
from leadline.errors import SourceChanged
from leadline.model import Document, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import end_of, start_of

NAME = "news_feeds"
READER = 1

MOST_BYTES = 20_000_000
MOST_SUMMARY = 300
"""Characters of a summary."""
MOST_TITLE = 500
_MARKUP = re.compile(r"<[^>]*>")


def read(snapshot: Snapshot) -> Iterator[Document | Rejected]:
    """Yield the items of every feed, each once."""
    feeds, seen = live.feeds(), set[str]()
    for file in sorted(snapshot.files, key=lambda file: file.name):
        if file.name not in feeds:
            raise SourceChanged(f"{snapshot.key}: no feed of the catalogue's list is called {file.name}. Add it there.")
        for place, item in enumerate(_items(snapshot, file.name)):
            marks = {str(item[name]) for name in ("id", "link") if item.get(name)}
            if marks & seen:
                continue
            seen |= marks
            try:
                yield _document(snapshot, feeds[file.name], item)
            except ValueError as error:
                yield Rejected(where=f"{file.name}: item {place}", reason=str(error))


def _items(snapshot: Snapshot, name: str) -> list[Mapping[str, Any]]:
    content = (snapshot.path / name).read_bytes()
    try:
        if len(content) > MOST_BYTES:
            raise ValueError(f"more than {MOST_BYTES:,} bytes")
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise SourceChanged(f"{snapshot.key}: {name} is no XML that is read here ({raw.shown(error)}).") from error
    if root.tag.rpartition("}")[2].casefold() not in ("rss", "feed", "rdf"):
        raise SourceChanged(f"{snapshot.key}: expected a feed in {name}, found an element {root.tag[:80]!r}.")
    return list(feedparser.parse(content).entries)


def _document(snapshot: Snapshot, feed: Feed, item: Mapping[str, Any]) -> Document:
    url = str(item.get("link") or item.get("id") or "")
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"expected an address of the web, found {raw.shown(url, 100)}")
    published, changed = (_instant(item, name, snapshot) for name in ("published_parsed", "updated_parsed"))
    return Document(
        source=NAME,
        title=_plain(item.get("title"), MOST_TITLE) or url,
        publisher=feed.title,
        published=published.date() if published else None,
        layer=feed.layer,
        language=feed.language,
        url=url,
        summary=_plain(item.get("summary"), MOST_SUMMARY) or None,
        known=changed or published or start_of(snapshot.vintage),
    )


def _instant(item: Mapping[str, Any], name: str, snapshot: Snapshot) -> datetime | None:
    """An instant as the feed states it; None where it states none, or one that had not come yet."""
    told = dict(item).get(name)
    if not isinstance(told, struct_time):
        return None
    try:
        found = datetime.fromtimestamp(calendar.timegm(told), tz=UTC)
    except (OverflowError, ValueError, OSError):
        return None
    return found if found < end_of(snapshot.vintage) else None


def _plain(found: object, most: int) -> str:
    r"""Text without markup, on one line, cut at a word.

    >>> _plain("<p>Chips &amp; <b>rules</b>,\n again</p>", 15)
    'Chips & rules...'
    """
    words = " ".join(unescape(_MARKUP.sub("", str(found or ""))).split())
    words = "".join(letter for letter in words if letter.isprintable())
    return words if len(words) <= most else words[:most].rpartition(" ")[0].rstrip(",;:") + "..."
