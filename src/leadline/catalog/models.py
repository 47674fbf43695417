"""Canonical models: one row a model, with its maker, the openness of its weights and its other names."""

import csv
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("models.csv")


@dataclass(frozen=True, kw_only=True)
class KnownModel:
    """A model that the catalogue knows."""

    model: str
    """The canonical name."""
    organisation: str
    access: str
    """open, closed, unreleased or unknown."""
    access_basis: str
    """Which vintage of which source says so, or `assumed`."""
    aliases: tuple[str, ...]
    note: str


def load() -> list[KnownModel]:
    """All models, in the order of the file."""
    with FILE.open(newline="", encoding="utf-8") as lines:
        return [_read(row) for row in csv.DictReader(lines)]


def _read(row: dict[str, str]) -> KnownModel:
    aliases = tuple(alias for alias in row.pop("aliases").split("|") if alias)
    return KnownModel(aliases=aliases, **row)
