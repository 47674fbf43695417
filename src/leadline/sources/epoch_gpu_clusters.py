"""Clusters of AI chips that are known, with where they stand, as Epoch AI keeps them.

One CSV file, one row a cluster. The publisher itself puts its coverage at a tenth to a fifth of the world's, and
names no Chinese cluster: rows of one name are told apart by their line. Decisions:

- The entity is `country / name / status`, and the value H100-equivalents; a row without either country or size is
  left out of sums by whoever makes them, so that only the size is needed here.
- What is planned has the status `assumption`; what exists is `measured` where the publisher has it confirmed, else an
  `estimate`.
- Possible duplicates are left out. The note says which rows are outside the publisher's standard analysis, which counts
  confirmed systems of a size that was leading in their time: China's share is a good deal lower in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from leadline.model import Grade, Observation, Rejected, Snapshot
from leadline.sources import raw

NAME = "epoch_gpu_clusters"
READER = 1

FILE = "gpu_clusters.csv"
OUTSIDE = "outside the standard analysis"
NEEDED = (
    *("Name", "Status", "Certainty", "H100 equivalents", "Country", "First Operational Date"),
    *("Include in Standard Analysis", "Possible Duplicate", "Source 1"),
)


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the size of each cluster that is no possible duplicate."""
    seen: Counter[tuple[str, date | None]] = Counter()
    for line, row in raw.renamed(snapshot, FILE, str, needed=NEEDED):
        if row["Possible Duplicate"] == "True" or not row["H100 equivalents"]:
            continue
        try:
            first = date.fromisoformat(row["First Operational Date"]) if row["First Operational Date"] else None
            name = row["Name"].strip('"')
            seen[name, first] += 1
            yield _observation(row, f"{FILE}:{line}", name, first, seen[name, first])
        except ValueError as error:
            yield Rejected(where=f"{FILE}:{line}", reason=str(error))


def _observation(row: Mapping[str, str], where: str, name: str, first: date | None, copy: int) -> Observation:
    named = name if copy == 1 else f"{name} ({copy})"
    return Observation(
        source=NAME,
        indicator="cluster_h100e",
        entity=f"{row['Country'] or 'unknown'} / {named} / {row['Status']}",
        period_start=first,
        period_end=first + timedelta(days=1) if first else None,
        value=raw.number(row["H100 equivalents"], 0, 1e8, "H100-equivalents of one cluster"),
        unit="H100-equivalents",
        status=_status(row),
        url=row["Source 1"] or None,
        locator=where,
        note=None if row["Include in Standard Analysis"] == "True" else OUTSIDE,
    )


def _status(row: Mapping[str, str]) -> Grade:
    if row["Status"] == "Planned":
        return "assumption"
    return "measured" if row["Certainty"] == "Confirmed" else "estimate"
