"""AI chips sold and held, as Epoch AI estimates them: by designer, by owner, by chip, with the 5th and 95th per cent.

Two layouts. In the older one each designer has its own files, headings in words and days as month/day/year; in the
newer one there are three tables with short headings and ISO days, and a table of chips. The publisher's archives of
sales and of owners (`ai_chip_sales.zip`, `ai_chip_owners.zip`) hold tables with the headings of either. Decisions:

- Read are the cumulative tables, from a first quarter to the end of each quarter: the quarterly ones of the same
  makers are their differences, and differences of medians are no medians. The one exception is the newer table of
  Chinese sales by chip, which has no cumulative twin.
- The period runs from the first day counted to the last, so that its end tells the stock's day. A table that is
  marked incomplete for a quarter says so in the note.
- The entity is the designer; of what somebody owns `owner / designer`; of one chip `designer / chip`, and of one chip
  that somebody owns `owner / designer / chip`. Smuggled chips are an owner of their own, `China (smuggled)`.
- Where the publisher gives no interval there is none. A median outside its own ends is rejected.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw, zipped

NAME = "epoch_chip_counts"
READER = 1

INTERVAL = "5-95%"
HEADINGS = {
    "Chip manufacturer": "designer",
    "Designer": "designer",
    "Owner": "owner",
    "Chip type": "chip",
    "Start date": "series_start",
    "Series start date": "series_start",
    "period_start": "series_start",
    "End date": "period_end",
    "Incomplete": "incomplete",
    "Notes": "notes",
    "units_p5": "units_low",
    "units_p95": "units_high",
    "h100e_p5": "h100e_low",
    "h100e_p95": "h100e_high",
    "power_mw_p5": "mw_low",
    "power_mw_median": "mw_median",
    "power_mw_p95": "mw_high",
    "cost_usd_median": "usd_median",
}
"""What each heading means, where it is not so called already."""
MEASURES = {"h100e": "H100-equivalents", "units": "chips", "mw": "MW", "usd": "USD"}
CHIP_COLUMNS = (
    *("name", "designer", "release_date", "china_market", "op8_per_s", "flop16_per_s", "tdp_w", "cost_usd"),
    *("memory_bytes", "memory_bw_bytes_s"),
)
CHIP_UNITS = {
    "op8_per_s": "OP/s",
    "flop16_per_s": "FLOP/s",
    "tdp_w": "W",
    "cost_usd": "USD",
    "memory_bytes": "bytes",
    "memory_bw_bytes_s": "bytes/s",
}
_ENDS = {"5th percentile": "low", "median": "median", "95th percentile": "high"}
_HEADING = re.compile(r"(?P<what>.*?)(?: \((?P<end>5th percentile|median|95th percentile)\))?")
_WHAT = {
    "Compute estimate in H100e": "h100e",
    "H100e": "h100e",
    "Number of units": "units",
    "Number of Units": "units",
    "Power in MW": "mw",
}


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the observations of every table that is read, file by file."""
    for file in sorted(snapshot.files, key=lambda file: file.name):
        name = file.name
        if name == "chip_types.csv":
            yield from _chips(snapshot, name)
        elif name.endswith(".zip"):
            members = [member for member in zipped.names(snapshot, name) if member.endswith(".csv")]
            for member, content in zipped.texts(snapshot, name, *members).items():
                yield from _table(snapshot, f"{name}/{member}", content)
        else:
            yield from _table(snapshot, name)


def _table(snapshot: Snapshot, name: str, content: str | None = None) -> Iterator[Observation | Rejected]:
    if indicator := _indicator(name):
        needed = ("designer", "series_start", "period_end")
        for line, row in raw.renamed(snapshot, name, _renamed, needed=needed, content=content):
            try:
                yield from _observations(snapshot, f"{name}:{line}", indicator, row)
            except ValueError as error:
                yield Rejected(where=f"{name}:{line}", reason=str(error))


def _indicator(name: str) -> str | None:
    """What a table counts; null for the quarterly ones, and for the second copy of the owner `Other`."""
    if name.rpartition("/")[2] == "china_sales_quarterly_by_chip.csv":
        return "chips_sold_quarter"
    if "cumulative" not in name or "_OTHER_" in name:
        return None
    return "compute_stock" if "owners" in name else "chips_sold_cumulative"


def _renamed(heading: str) -> str:
    """The short name of a heading.

    >>> [_renamed(h) for h in ("H100e (5th percentile)", "Number of Units", "Designer", "Source / Link")]
    ['h100e_low', 'units_median', 'designer', 'Source / Link']
    """
    match = _HEADING.fullmatch(heading)
    if match and match["what"] in _WHAT:
        return f"{_WHAT[match['what']]}_{_ENDS[match['end'] or 'median']}"
    return HEADINGS.get(heading, heading)


def _observations(snapshot: Snapshot, where: str, indicator: str, row: Mapping[str, str]) -> Iterator[Observation]:
    names = (row.get("owner"), row["designer"], row.get("chip"))
    incomplete = "incomplete" if row.get("incomplete", "").lower() in ("true", "yes", "checked") else ""
    for measure, unit in MEASURES.items():
        value, low, high = (row.get(f"{measure}_{part}", "") for part in ("median", "low", "high"))
        if low and not float(low) <= float(value) <= float(high):
            raise ValueError(f"a median of {value} {measure} outside of {low} to {high}")
        if value:
            yield Observation(
                source=NAME,
                indicator=f"{indicator}_{measure}",
                entity=" / ".join(name for name in names if name),
                period_start=_day(row["series_start"]),
                period_end=_day(row["period_end"]) + timedelta(days=1),
                value=float(value),
                low=float(low) if low else None,
                high=float(high) if high else None,
                interval=INTERVAL if low else "none",
                unit=unit,
                status="estimate",
                published=snapshot.vintage,
                locator=where,
                note="; ".join(part for part in (incomplete, row.get("notes", "")) if part) or None,
            )


def _chips(snapshot: Snapshot, name: str) -> Iterator[Observation | Rejected]:
    """What each chip can do, by its maker's data sheet, as the publisher took it down."""
    for line, row in raw.records(snapshot, name, CHIP_COLUMNS):
        for column, unit in CHIP_UNITS.items():
            try:
                if row[column]:
                    yield Observation(
                        source=NAME,
                        indicator=f"chip_{column}",
                        entity=f"{row['designer']} / {row['name']}",
                        value=float(row[column]),
                        unit=unit,
                        status="estimate" if column == "cost_usd" else "measured",
                        published=snapshot.vintage,
                        locator=f"{name}:{line}",
                    )
            except ValueError as error:
                yield Rejected(where=f"{name}:{line}", reason=f"{column}: {error}")


def _day(text: str) -> date:
    """A day in either layout.

    >>> _day("3/31/2022") == _day("2022-03-31")
    True
    """
    if "/" in text:
        month, day, year = map(int, text.split("/"))
        return date(year, month, day)
    return date.fromisoformat(text)
