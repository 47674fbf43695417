"""The sources: who publishes, under which licence, with which interest in the matter, and how their files are read."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

FILE = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A publisher's file or feed."""

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    citation: str
    """The attribution that is printed wherever a figure rests on it."""
    interest: str
    """What the publisher stands to gain or lose by the numbers; an empty text would hide the question."""
    kind: Literal["full", "log"]
    """Full: each file is the whole table. Log: each row tells when it became known."""
    bundled: bool
    """Whether the licence lets its rows be shipped with the package."""
    note: str = ""
    """What is known to be odd about it."""
    live: str = ""
    """Where the publisher keeps the newest file; empty for a closed archive, and where nobody publishes one."""
    ends: date | None = None
    """The last day that a closed archive tells of; null while the source goes on."""


def load() -> dict[str, Source]:
    """All sources by name."""
    with FILE.open("rb") as file:
        return {name: Source(name=name, **fields) for name, fields in tomllib.load(file).items()}
