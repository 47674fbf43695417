"""The indicators: what is measured, in which unit, and what exactly that means."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that Leadline measures."""

    name: str
    title: str
    unit: str
    entity: str
    """What it is measured on, in a few words: a model, two offers, a country."""
    frequency: str
    """How often it has a value of its own: any day, quarter, each vintage of the scores."""
    definition: str
    """What it is, so exactly that somebody else could compute it."""
    interval: str
    """What low and high of its figures are."""
    command: str = ""
    """A command that shows it; empty for what `leadline stack` and a layer show."""


def load() -> dict[str, Indicator]:
    """All indicators by name; one file a part of the house."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {name: Indicator(name=name, **fields) for table in tables for name, fields in table.items()}
