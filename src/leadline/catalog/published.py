"""Leads that others have published: what they say, how they define it, and our definition that comes nearest."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("published_leads.toml")


@dataclass(frozen=True, kw_only=True)
class PublishedLead:
    """One published lead, in months."""

    id: str
    publisher: str
    title: str
    published: date
    url: str
    value: float
    low: float | None = None
    high: float | None = None
    range: str = ""
    """What low and high are."""
    states: str
    """What the publication says of its method."""
    nearest: str
    """Which of our definitions comes nearest, in words."""
    leader: str
    follower: str
    definition: str
    since: date | None = None
    """First day of the window; None for a definition that looks at one day, or for its own window."""


def load() -> list[PublishedLead]:
    """All of them, in the order of the file."""
    with FILE.open("rb") as file:
        return [PublishedLead(id=name, **fields) for name, fields in tomllib.load(file).items()]
