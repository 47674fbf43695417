"""Estimates that others published, taken down by hand: whose they are, where they stand, and how surely they were read.

One CSV file. A log: an estimate is known from the day of its publication, or from the last day of the month or year
where no more of that is known. Decisions:

- The tag of evidence is kept: `retrieved` where the publisher's own data or page was read, `retrieved_secondary`
  where another page passed it on, `analyst_knowledge` where neither was at hand.
- Two publishers' values of one thing stand beside each other: `reported_by` is part of what tells rows apart.
- Plans, forecasts, targets and parameters of others' models have the status `assumption`.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from leadline.model import GRADES, Observation, Rejected, Snapshot
from leadline.sources import raw
from leadline.sources.by_hand import EVIDENCE
from leadline.units import start_of

NAME = "leadline_estimates"
READER = 1

FILE = "estimates.csv"
COLUMNS = (
    *("layer", "indicator", "entity", "period_start", "period_end", "value", "low", "high", "interval", "unit"),
    *("status", "reported_by", "evidence", "published", "known", "url", "note"),
)


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the estimates in the order of the file."""
    return raw.each_of(snapshot, FILE, COLUMNS, _observation)


def _observation(where: str, row: Mapping[str, str]) -> Observation:
    grade = next((grade for grade in GRADES if grade == row["status"]), None)
    if grade is None or row["evidence"] not in EVIDENCE:
        raise ValueError(f"status {row['status']!r} with evidence {row['evidence']!r} is none that is kept")
    return Observation(
        source=NAME,
        indicator=row["indicator"],
        entity=row["entity"],
        period_start=raw.day(row["period_start"]),
        period_end=raw.day(row["period_end"]),
        value=float(row["value"]),
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        interval=row["interval"],
        unit=row["unit"],
        status=grade,
        reported_by=row["reported_by"],
        evidence=row["evidence"],
        url=row["url"] or None,
        locator=where,
        note=row["note"] or None,
        known=start_of(date.fromisoformat(row["known"])),
    )
