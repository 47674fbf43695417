"""AI data centres that are tracked from satellites and permits, with their power over time, as Epoch AI keeps them.

Two CSV files: the sites, and for each what was built when and is expected when. Two layouts. The older one names a site
by its `Handle` and says nothing of its country; the newer one has `Name` and `Country`, and parts the power of the
computers from that of the whole site. Decisions:

- The entity is `country / site`, with `unknown` for the country where the file has none: the catalogue's table of sites
  tells it when a view is read.
- A row of the timelines holds from its day until the site's next one; the period is that day. What lies after the
  snapshot is a plan, an `assumption`; what lies before is the publisher's `estimate`. No power is a value: a site that
  is being built draws none.
- `Current power` is that of the whole site in the older layout, and that of the computers in it in the newer one; the
  timelines tell which. They are two indicators, and both are of the snapshot's day.
- A site with fewer than 20 or more than 20,000 H100-equivalents a megawatt is rejected: one of the two has another
  unit than before.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw

NAME = "epoch_data_centers"
READER = 1

SITES, TIMELINES = "data_centers.csv", "data_center_timelines.csv"
HEADINGS = {"Handle": "site", "Name": "site", "Data center": "site"}
MEASURES = {
    "Power (MW)": ("data_center_power", "MW", 20_000.0),
    "IT power (MW)": ("data_center_it_power", "MW", 20_000.0),
    "H100 equivalents": ("data_center_h100e", "H100-equivalents", 5e7),
    "Total capital cost (2025 USD billions)": ("data_center_cost", "USD bn of 2025", 1_000.0),
}
"""Of each column its indicator, its unit, and more than any one site has."""
CURRENT = "Current "
LEAST_PER_MW, MOST_PER_MW = 20, 20_000
PLANNED = "expected by the publisher"
UNKNOWN = "unknown"


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """Yield the sites as they stand, then what was and will be built of each."""
    countries: dict[str, str] = {}
    needed = ("site", f"{CURRENT}H100 equivalents", "Current power (MW)")
    for line, row in raw.renamed(snapshot, SITES, _short, needed=needed):
        countries[row["site"]] = row.get("Country", UNKNOWN) or UNKNOWN
        yield from _values(snapshot, f"{SITES}:{line}", countries, _current(row), snapshot.vintage)
    if any(file.name == TIMELINES for file in snapshot.files):
        for line, row in raw.renamed(snapshot, TIMELINES, _short, needed=("site", "Date", "Power (MW)")):
            try:
                day = date.fromisoformat(row["Date"])
            except ValueError as error:
                yield Rejected(where=f"{TIMELINES}:{line}", reason=str(error))
            else:
                yield from _values(snapshot, f"{TIMELINES}:{line}", countries, row, day)


def _short(heading: str) -> str:
    return HEADINGS.get(heading, heading)


def _current(row: Mapping[str, str]) -> dict[str, str]:
    """The columns of a site as those of the timelines are called; its cost is left to them."""
    power = "IT power (MW)" if "Country" in row else "Power (MW)"
    return {"site": row["site"], power: row["Current power (MW)"], "H100 equivalents": row["Current H100 equivalents"]}


def _values(
    snapshot: Snapshot, where: str, countries: Mapping[str, str], row: Mapping[str, str], day: date
) -> Iterator[Observation | Rejected]:
    try:
        if row["site"] not in countries:
            raise ValueError(f"{row['site']!r} is not among the sites of {SITES}")
        _check_ratio(row)
        entity = f"{countries[row['site']]} / {row['site']}"
        now = where.startswith(SITES)
        yield from [
            _observation(snapshot, where, entity, row, column, day, now) for column in MEASURES if row.get(column)
        ]
    except ValueError as error:
        yield Rejected(where=where, reason=str(error))


def _observation(
    snapshot: Snapshot, where: str, entity: str, row: Mapping[str, str], column: str, day: date, now: bool
) -> Observation:
    indicator, unit, most = MEASURES[column]
    planned = day > snapshot.vintage
    return Observation(
        source=NAME,
        indicator=indicator.replace("data_center_", "data_center_current_") if now else indicator,
        entity=entity,
        period_start=day,
        period_end=day + timedelta(days=1),
        value=raw.number(row[column], 0, most, f"{unit} of one site"),
        unit=unit,
        status="assumption" if planned else "estimate",
        published=snapshot.vintage,
        locator=where,
        note=PLANNED if planned else None,
    )


def _check_ratio(row: Mapping[str, str]) -> None:
    power, chips = row.get("Power (MW)") or row.get("IT power (MW)") or "0", row.get("H100 equivalents") or "0"
    if float(power) and float(chips) and not LEAST_PER_MW <= float(chips) / float(power) <= MOST_PER_MW:
        raise ValueError(
            f"{float(chips):,.0f} H100-equivalents with {float(power):,.0f} MW: expected {LEAST_PER_MW} to "
            f"{MOST_PER_MW:,} a megawatt, a unit may have changed"
        )
