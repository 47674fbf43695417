"""A feed in Atom (RFC 4287): one entry a change, each with an id that never changes.

An id is a UUID made from the id of what the entry tells, so that a reader who fetches the feed again sees nothing
twice. The feed itself and each entry carry the day on which they became known as the time of their last change.
"""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

SPACE = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ROOT = uuid.uuid5(uuid.NAMESPACE_URL, "leadline changes")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item of a feed."""

    id: str
    title: str
    content: str
    updated: date
    author: str
    category: str
    link: str | None = None


def feed(title: str, entries: Sequence[Entry], updated: date, licence: str) -> bytes:
    """The document. `updated` is the day of the feed where it has no entry; else the newest entry tells."""
    top = ElementTree.Element("feed", xmlns=SPACE)
    _add(top, "id", uuid.uuid5(ROOT, title).urn)
    _add(top, "title", title)
    _add(top, "updated", _instant(max((entry.updated for entry in entries), default=updated)))
    _add(_add(top, "author"), "name", "Leadline")
    _add(top, "rights", licence)
    for entry in entries:
        top.append(_entry(entry))
    ElementTree.indent(top)
    written: bytes = ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(entry: Entry) -> ElementTree.Element:
    item = ElementTree.Element("entry")
    _add(item, "id", uuid.uuid5(ROOT, entry.id).urn)
    _add(item, "title", entry.title)
    _add(item, "updated", _instant(entry.updated))
    _add(_add(item, "author"), "name", entry.author)
    item.append(ElementTree.Element("category", term=entry.category))
    if entry.link and entry.link.startswith(("https://", "http://")):
        item.append(ElementTree.Element("link", rel="alternate", href=_allowed(entry.link)))
    _add(item, "content", entry.content).set("type", "text")
    return item


def _add(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name)
    child.text = None if text is None else _allowed(text)
    return child


def _allowed(text: str) -> str:
    r"""A text without the characters that no XML may hold.

    >>> _allowed("a\x00b\x1b[31m\ud800c")
    'ab[31mc'
    """
    return _FORBIDDEN.sub("", text)


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
