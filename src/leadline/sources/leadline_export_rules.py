"""Rules on which chip may be sold to whom, clause by clause, and what of a chip decides: compiled by hand.

Two CSV files: `clauses.csv`, one row a clause or a later word on one, which become events of the layer `chip rules`
with the outcome as their direction; and `chips.csv`, what data sheets say of a chip that no other source of ours gives.
Decisions:

- A clause is one test and one outcome. Its test is a list of parts with `; ` between them, all of which must hold:
  `to CN HK MO` or `to any`; `chip NAME*, NAME`; `item memory`; `data_centre yes`; `tpp >= 4800`, and so on.
- A rule that a later one replaced is the same clause again with an end, known from the day that told of the end.
- What is said of a chip is known from the day of its announcement, but not before the first clause was.
- What Chinese authorities order of buyers stands beside, as clauses of theirs.
- Each row is tagged as those of `leadline_policy_events` are: retrieved, retrieved_secondary, analyst_knowledge.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from leadline.model import Event, Observation, Rejected, Snapshot
from leadline.sources import raw
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
EVIDENCE = ("retrieved", "retrieved_secondary", "analyst_knowledge")
_PART = re.compile(
    r"to( [A-Z]{2})+|to any|chip [^;]+|item memory|data_centre (yes|no)"
    r"|(tpp|density|interconnect|memory_bandwidth|memory_bandwidth_density) (>=|>|<) [0-9.]+"
)


def read(snapshot: Snapshot) -> Iterator[Event | Observation | Rejected]:
    """Yield the clauses, then what is said of chips."""
    for line, row in raw.records(snapshot, CLAUSES, CLAUSE_COLUMNS):
        try:
            yield _clause(row)
        except ValueError as error:
            yield Rejected(where=f"{CLAUSES}:{line}", reason=str(error))
    for line, row in raw.records(snapshot, CHIPS, CHIP_COLUMNS):
        try:
            yield _chip(row, f"{CHIPS}:{line}")
        except ValueError as error:
            yield Rejected(where=f"{CHIPS}:{line}", reason=str(error))


def _clause(row: Mapping[str, str]) -> Event:
    parts = row["test"].split("; ")
    if not parts[0].startswith("to ") or not all(map(_PART.fullmatch, parts)):
        raise ValueError(f"a test that is none: {row['test']!r}")
    if not row["outcome"] or not row["effective"]:
        raise ValueError("no outcome, or no day on which it binds")
    return Event(
        source=NAME,
        jurisdiction=row["jurisdiction"],
        layer=LAYER,
        direction=row["outcome"],
        title=row["title"],
        detail=row["test"],
        reference=row["reference"] or None,
        announced=raw.day(row["announced"]),
        published=raw.day(row["published"]),
        effective=raw.day(row["effective"]),
        suspended=raw.day(row["suspended"]),
        expires=raw.day(row["expires"]),
        url=row["url"] or None,
        evidence=_tag(row),
        confidence=row["confidence"],
        known=start_of(date.fromisoformat(row["known"])),
    )


def _chip(row: Mapping[str, str], where: str) -> Observation:
    return Observation(
        source=NAME,
        indicator=row["indicator"],
        entity=row["chip"],
        value=float(row["value"]),
        unit=row["unit"],
        status="measured" if row["evidence"] == "retrieved" else "assumption",
        evidence=_tag(row),
        url=row["url"] or None,
        locator=where,
        note=row["note"] or None,
        known=start_of(date.fromisoformat(row["known"])),
    )


def _tag(row: Mapping[str, str]) -> str:
    if row["evidence"] not in EVIDENCE:
        raise ValueError(f"evidence {row['evidence']!r}; expected one of {', '.join(EVIDENCE)}")
    return row["evidence"]
