"""Rules on which chip may be sold to whom, clause by clause, and what of a chip decides: compiled by hand.

Two CSV files: `clauses.csv`, one row a clause or a later word on one, which become events of the layer `chip rules`
with the outcome as their direction; and `chips.csv`, what data sheets say of a chip that no other source of ours gives.
Decisions:

- A clause is one test and one outcome. Its test is a list of parts with `; ` between them, all of which must hold:
  `to CN HK MO` or `to any`; `chip NAME*, NAME`; `item memory`; `data_centre yes`; `tpp >= 4800`, and so on.
- A rule that a later one replaced is the same clause again with an end, known from the day that told of the end.
- What is said of a chip is known from the day of its announcement, but not before the first clause was.
- What Chinese authorities order of buyers stands beside, as clauses of theirs.
- Each row is tagged by how it was read (`by_hand.py`).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from leadline.model import Event, Observation, Rejected, Snapshot
from leadline.sources import raw
from leadline.sources.by_hand import EVIDENCE, event, one_of
from leadline.units import start_of

NAME = "leadline_export_rules"
READER = 1

CLAUSES, CHIPS = "clauses.csv", "chips.csv"
CLAUSE_COLUMNS = (
    *("known", "announced", "published", "effective", "suspended", "expires", "jurisdiction", "outcome", "title"),
    *("test", "reference", "url", "evidence", "confidence"),
)
CHIP_COLUMNS = ("known", "chip", "indicator", "value", "unit", "evidence", "url", "note")
LAYER = "chip rules"
_PART = re.compile(
    r"to( [A-Z]{2})+|to any|chip [^;]+|item memory|data_centre (yes|no)"
    r"|(tpp|density|interconnect|memory_bandwidth|memory_bandwidth_density) (>=|>|<) [0-9.]+"
)


def read(snapshot: Snapshot) -> Iterator[Event | Observation | Rejected]:
    """Yield the clauses, then what is said of chips."""
    yield from raw.each_of(snapshot, CLAUSES, CLAUSE_COLUMNS, _clause)
    yield from raw.each_of(snapshot, CHIPS, CHIP_COLUMNS, _chip)


def _clause(where: str, row: Mapping[str, str]) -> Event:
    parts = row["test"].split("; ")
    if not parts[0].startswith("to ") or not all(map(_PART.fullmatch, parts)):
        raise ValueError(f"a test that is none: {row['test']!r}")
    if not row["outcome"] or not row["effective"]:
        raise ValueError("no outcome, or no day on which it binds")
    return event(NAME, row, layer=LAYER, direction=row["outcome"], detail=row["test"])


def _chip(where: str, row: Mapping[str, str]) -> Observation:
    return Observation(
        source=NAME,
        indicator=row["indicator"],
        entity=row["chip"],
        value=float(row["value"]),
        unit=row["unit"],
        status="measured" if row["evidence"] == "retrieved" else "assumption",
        evidence=one_of(EVIDENCE, row, "evidence"),
        url=row["url"] or None,
        locator=where,
        note=row["note"] or None,
        known=start_of(date.fromisoformat(row["known"])),
    )
