"""The indicators: what is measured, in which unit, and what exactly that means."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("indicators.toml")


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
    """All indicators by name."""
    with FILE.open("rb") as file:
        return {name: Indicator(name=name, **fields) for name, fields in tomllib.load(file).items()}
