"""Who reported a benchmark score: the index's publisher, somebody who evaluates, or a developer of models.

A developer's report gives scores of its own models and of those that it compares them with; all of them count as the
developer's. Nobody here says that such a score is wrong: it is told apart so that a figure can be made without it.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from leadline.catalog.words import word

FILE = Path(__file__).with_name("reporters.csv")
Kind = Literal["publisher", "evaluator", "developer"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """What the catalogue knows of a reporter of scores."""

    reporter: str
    """As the source writes it."""
    kind: Kind
    reason: str
    """Why it is of that kind."""


@cache
def load() -> dict[str, Reporter]:
    """All reporters by name.

    >>> load()["DeepSeek-V3 Technical Report"].kind
    'developer'
    """
    with FILE.open(newline="", encoding="utf-8") as lines:
        return {row["reporter"]: _read(row) for row in csv.DictReader(lines)}


def _read(row: dict[str, str]) -> Reporter:
    kind = word(row.pop("kind"), KINDS)
    return Reporter(kind=kind, **row)
