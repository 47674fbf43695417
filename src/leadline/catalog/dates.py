"""Days in the life of a model: announced, first shown as a preview, on sale, its weights published.

One row a model, kind and source that tells it; the file is written by `tools/model_dates.py`, whose docstring gives the
rules. Of several days of one kind the earliest counts.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from leadline.catalog.words import word

FILE = Path(__file__).with_name("dates.csv")
Kind = Literal["announced", "preview", "api", "weights"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, kw_only=True)
class ModelDate:
    """One day in the life of a model, as one source tells it."""

    model: str
    """The canonical name, or the source's where the catalogue has none."""
    kind: Kind
    day: date
    source: str
    """Source and vintage."""
    note: str


def load() -> list[ModelDate]:
    """All days, in the order of the file."""
    with FILE.open(newline="", encoding="utf-8") as lines:
        return [_read(row) for row in csv.DictReader(lines)]


def _read(row: dict[str, str]) -> ModelDate:
    kind, day = word(row.pop("kind"), KINDS), date.fromisoformat(row.pop("day"))
    return ModelDate(kind=kind, day=day, **row)
