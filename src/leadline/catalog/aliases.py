"""Ids that mean one model today and another tomorrow: `-latest`, ids without a version, ids that were moved.

A row says what an id of a vendor's own API meant from a day to the day before another, and who says so: a source's
table, or a price that is that of one version. Days on which no row holds are unknown.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("aliases.csv")


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What an id meant for a while."""

    vendor: str
    """Canonical id of who sells under it."""
    alias: str
    model: str
    """The id of the version that it meant."""
    start: date | None
    """First day; null where it always did."""
    end: date | None
    """First day on which it no longer did; null while it does."""
    source: str
    """Who says so, and how."""
    note: str

    def holds(self, day: date) -> bool:
        """Whether the id meant this on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def load() -> list[Meaning]:
    """All meanings, in the order of the file."""
    with FILE.open(newline="", encoding="utf-8") as lines:
        return [_read(row) for row in csv.DictReader(lines)]


def _read(row: dict[str, str]) -> Meaning:
    start, end = (date.fromisoformat(day) if (day := row.pop(name)) else None for name in ("from", "to"))
    return Meaning(start=start, end=end, **row)
