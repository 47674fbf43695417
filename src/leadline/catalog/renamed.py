"""Models that the list of notable models calls by another name from a vintage on: it has no ids that stay.

Each pair has one day of publication and one address or title in both vintages; what matches several stands for none of
them, and what matches none was added or removed. The newer of two namesakes of one model is the one that keeps its day.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("renamed_models.csv")


@dataclass(frozen=True, kw_only=True)
class Renamed:
    """One model that was renamed."""

    older: str
    newer: str
    since: date
    """The first vintage with the newer name."""


def load() -> tuple[Renamed, ...]:
    """All renamed models, the first to be renamed first.

    >>> [(one.newer, str(one.since)) for one in load() if one.older == "GPT-4o"]
    [('GPT-4o (May 2024)', '2025-12-17')]
    """
    with FILE.open(newline="", encoding="utf-8") as lines:
        rows = [
            Renamed(older=row["older"], newer=row["newer"], since=date.fromisoformat(row["since"]))
            for row in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda one: one.since))
