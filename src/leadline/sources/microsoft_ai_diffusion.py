"""Share of people of working age who use AI, by economy, as Microsoft estimates it from its telemetry.

One CSV file, one row an economy, one column a wave (`H1 2025 AI Diffusion`, `Q1 2026 AI Diffusion`), values as
`59.40%`. The file is in the old Macintosh encoding, which only `Türkiye` shows. A wave is a half-year or a quarter.
"""

import re
from collections.abc import Iterator
from datetime import date

from leadline.errors import SourceChanged
from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw

NAME = "microsoft_ai_diffusion"
READER = 1

INDICATOR = "ai_diffusion"
_WAVE = re.compile(r"([HQ])([1-4]) (\d{4}) AI Diffusion")
_MONTHS = {"H": 6, "Q": 3}


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield one observation for each economy and wave."""
    for file in snapshot.files:
        for line, row in raw.renamed(snapshot, file.name, str, needed=("Economy",), encoding="mac_roman"):
            economy = row.pop("Economy")
            for heading, cell in row.items():
                start, end = _period(snapshot, heading)
                try:
                    yield _observation(snapshot, f"{file.name}:{line}", economy, (start, end), cell)
                except ValueError as error:
                    yield Rejected(where=f"{file.name}:{line}", reason=str(error))


def _observation(snapshot: Snapshot, where: str, economy: str, period: tuple[date, date], cell: str) -> Observation:
    if not cell.endswith("%"):
        raise ValueError(f"expected a share in per cent, found {cell!r}")
    if period[0] >= snapshot.vintage:
        raise ValueError(f"a wave from {period[0]} in a file of {snapshot.vintage}")
    return Observation(
        source=NAME,
        indicator=INDICATOR,
        entity=economy,
        period_start=period[0],
        period_end=period[1],
        value=raw.number(cell.removesuffix("%"), 0, 100, "per cent"),
        unit="%",
        status="estimate",
        published=snapshot.vintage,
        locator=where,
    )


def _period(snapshot: Snapshot, heading: str) -> tuple[date, date]:
    match = _WAVE.fullmatch(heading)
    if not match:
        raise SourceChanged(
            f"{snapshot.key}: expected columns such as 'H1 2025 AI Diffusion', found {heading!r}. Look at the file."
        )
    length, number, year = _MONTHS[match[1]], int(match[2]), int(match[3])
    first = length * (number - 1) + 1
    last = first + length
    return date(year, first, 1), date(year + (last > 12), (last - 1) % 12 + 1, 1)
