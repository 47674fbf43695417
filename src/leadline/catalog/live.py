"""Where sources are kept by their publishers: what `update` fetches, and why it fetches nothing of the others."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("live.toml")
FEEDS = Path(__file__).with_name("feeds.csv")
FEEDS_OF = "news_feeds"
"""The source whose files are the feeds of the list."""


@dataclass(frozen=True, kw_only=True)
class LiveFile:
    """One file of a publisher."""

    name: str
    """What the reader calls it."""
    urls: tuple[str, ...]
    """Where it is; each further address stands in for one that is gone."""


@dataclass(frozen=True, kw_only=True)
class Live:
    """What there is to fetch of one source."""

    source: str
    files: tuple[LiveFile, ...] = ()
    frozen: str = ""
    """Why there is nothing to fetch."""
    most_mb: int = 50
    """How large one file may be once it is unpacked, in millions of bytes."""
    contact: bool = False
    """Whether the publisher asks for the address of who fetches."""
    turnover: bool = False
    """Whether what it names changes from one file to the next by its nature."""
    apart: bool = False
    """Whether each file is worth having without the others."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One feed of news."""

    name: str
    title: str
    layer: str
    """Of the stack: chips, compute, models, adoption, capital, energy, policy."""
    language: str
    url: str


def load() -> dict[str, Live]:
    """What there is to fetch, by source."""
    with FILE.open("rb") as file:
        tables = tomllib.load(file)
    found = {}
    for source, table in tables.items():
        files = tuple(LiveFile(name=one["name"], urls=tuple(one["urls"])) for one in table.pop("files", ()))
        found[source] = Live(source=source, files=_of_feeds() if source == FEEDS_OF else files, **table)
    return found


def feeds() -> dict[str, Feed]:
    """The feeds of the list, by the name of their file."""
    with FEEDS.open(encoding="utf-8", newline="") as lines:
        return {f"{row['name']}.xml": Feed(**row) for row in csv.DictReader(lines)}


def _of_feeds() -> tuple[LiveFile, ...]:
    return tuple(LiveFile(name=name, urls=(feed.url,)) for name, feed in feeds().items())
