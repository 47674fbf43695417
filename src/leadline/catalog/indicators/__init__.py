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
    definition: str
    """What it is, so exactly that somebody else could compute it."""
    interval: str
    """What low and high of its figures are."""


def load() -> dict[str, Indicator]:
    """All indicators by name; one file a part of the house."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {name: Indicator(name=name, **fields) for table in tables for name, fields in table.items()}
