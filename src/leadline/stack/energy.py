"""Energy: how much electricity a country makes, how fast that grows, and what data centres take of it.

    growth = 100 * ((generation / generation five years before)^(1/5) - 1)
    share = 100 * demand of data centres / generation of the newest year that is known by then

Decisions:

- Generation of the rest of the world is that of the world without the United States and China, by one source.
- Demand of data centres is of all data centres, not of AI alone; two publishers give two values for different years.
  What was not read at its publisher makes the share an assumption too.
- The power of tracked sites is a floor: sites that were found, one of them in China. It is that of whole sites on the
  day, each as its timeline last told it by then; what is only planned is a measure of its own, and an assumption.
- A site whose country no table knows is left out, and said.
"""

from datetime import date, timedelta

from leadline.errors import NotEnoughData
from leadline.model import Figure, Observation
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.told import (
    ESTIMATES,
    NAMES,
    begun,
    by_publisher,
    day_of,
    made,
    newest,
    newest_of_each,
    region_of,
    said,
    unplaced,
    within,
)
from leadline.store.view import View

GENERATION_METHOD = "electricity_generation/1"
GROWTH_METHOD = "electricity_growth/1"
CONSUMPTION_METHOD = "electricity_consumption/1"
CAPACITY_METHOD = "generating_capacity/1"
DEMAND_METHOD = "data_center_demand/1"
SHARE_METHOD = "data_center_demand_share/1"
POWER_METHOD = "tracked_site_power/1"
PLANNED_METHOD = "planned_site_power/1"
LARGEST_METHOD = "largest_site_power/1"
COST_METHOD = "tracked_site_cost/1"
ELECTRICITY, SITES = "owid_electricity", "epoch_data_centers"
WORLD, UNKNOWN = "World", "unknown"
YEARS = 5
BOTH: tuple[Region, ...] = ("US", "CN")
ALL: tuple[Region, ...] = ("US", "CN", "ROW", "world")
TRACKED = "World (tracked by Epoch, mostly US)"
"""What the list of estimates calls all tracked sites."""


def electricity_generation(view: View, region: Region, on: date) -> Figure:
    """Electricity generated in the newest year that was over by the day, in terawatt-hours."""
    year, rows = _year(view, on)
    return made(
        view, GENERATION_METHOD, region, _of(view, rows, region), "TWh", date(year, 12, 31), sources=(ELECTRICITY,)
    )


def electricity_growth(view: View, region: Region, on: date) -> Figure:
    """Growth of generation a year over the five years to the newest one, in per cent."""
    year, rows = _year(view, on)
    _, before = _year(view, date(year - YEARS, 12, 31))
    now, then = _of(view, rows, region), _of(view, before, region)
    growth = 100 * ((now / then) ** (1 / YEARS) - 1)
    return made(view, GROWTH_METHOD, region, growth, "%", date(year, 12, 31), sources=(ELECTRICITY,))


def data_center_demand_share(view: View, region: Region, on: date) -> Figure:
    """Demand of data centres, by the International Energy Agency, over generation, in per cent."""
    rows = [row for row in of(view, ESTIMATES, "data_centre_electricity") if row.entity in NAMES[region]]
    demand = newest((row for row in rows if (row.reported_by or "").startswith("IEA")), on, f"demand of {region}", view)
    generated = electricity_generation(view, region, day_of(demand, on))
    return made(
        view, SHARE_METHOD, region, 100 * demand.value / generated.value, "%", day_of(demand, on),
        rows=(demand,), sources=(ELECTRICITY,), note=f"{said(demand)}; generation of the year to {generated.on}",
    )  # fmt: skip


def tracked_site_power(view: View, region: Region, on: date) -> Figure:
    """Power of the tracked sites of a region on the day, in gigawatts; a floor."""
    meaning = "Epoch AI, its timelines"
    return _sites(view, POWER_METHOD, region, _built_by(view, on), "power", "GW", 1e-3, meaning=meaning)


def planned_site_power(view: View, region: Region, on: date) -> Figure:
    """Power of the tracked sites of a region once all is built that their timelines hold, in gigawatts."""
    if not of(view, SITES, "data_center_power"):
        raise NotEnoughData(f"No timeline of a site was known on {view.as_of}.")
    rows, _ = _held(view, region, date.max, "power")
    last = max(row.period_start for row in rows if row.period_start)
    total = sum(row.value for row in rows) * 1e-3
    note = f"to be reached by {last}, as the publisher expects"
    return made(
        view, PLANNED_METHOD, region, total, "GW", _built_by(view, on), rows=rows, grade="assumption", note=note
    )


def largest_site_power(view: View, region: Region, on: date) -> Figure:
    """Power of the largest tracked site of a region on the day, in megawatts."""
    day = _built_by(view, on)
    rows, _ = _held(view, region, day, "power")
    most = max(rows, key=lambda row: row.value)
    return made(view, LARGEST_METHOD, region, most.value, "MW", day, rows=(most,), note=most.entity.split(" / ")[-1])


def tracked_site_cost(view: View, region: Region, on: date) -> Figure:
    """What the tracked sites of a region cost by the day, chips and buildings, in billions of US dollars of 2025."""
    return _sites(view, COST_METHOD, region, _built_by(view, on), "cost", "USD bn", 1)


def _built_by(view: View, on: date) -> date:
    """The day, or that of the newest vintage where it is earlier: what its timelines tell of later days are plans."""
    if SITES not in view.sources("observation"):
        raise NotEnoughData(f"No tracked site was known on {view.as_of}.")
    return min(on, view.vintage(SITES))


def _year(view: View, on: date) -> tuple[int, dict[str, float]]:
    """The newest year that was over by a day, and what each country and group generated in it."""
    told = of(view, ELECTRICITY, "electricity_generation")
    over = [row for row in told if row.period_end and row.period_end - timedelta(days=1) <= on and row.entity == WORLD]
    if not over:
        raise NotEnoughData(f"No year of electricity that was over by {on} was known on {view.as_of}.")
    start = max(row.period_start for row in over if row.period_start)
    return start.year, {row.entity: row.value for row in told if row.period_start == start}


def _of(view: View, rows: dict[str, float], region: Region) -> float:
    """Of one year's rows what a region generated; the rest of the world by subtraction."""
    if region == "world":
        return rows[WORLD]
    if region == "ROW":
        return rows[WORLD] - sum(_of(view, rows, one) for one in BOTH)
    found = [value for name, value in rows.items() if name != WORLD and region_of(view, name) == region]
    if len(found) != 1:
        raise NotEnoughData(f"Expected one value of {region} in a year of electricity, found {len(found)}.")
    return found[0]


def _sites(
    view: View, method: str, region: Region, on: date, measure: str, unit: str, times: float, *, meaning: str = ""
) -> Figure:
    rows, lost = _held(view, region, on, measure)
    total = sum(row.value for row in rows) * times
    note = f"sites counted: {len(rows)}, a floor" + (f"; {lost}" if lost else "")
    return made(view, method, region, total, unit, on, rows=rows, meaning=meaning, note=note, bound="at least")


def _held(view: View, region: Region, on: date, measure: str) -> tuple[list[Observation], str]:
    """The newest row of each tracked site of a region by a day, and which sites no table places."""
    rows = of(view, SITES, f"data_center_{measure}") or of(view, SITES, f"data_center_current_{measure}")
    known = newest_of_each(begun(rows, on), on)
    held = [row for name, row in known.items() if within(region, _place(view, name))]
    if not held:
        raise NotEnoughData(f"No tracked site in {region} by {on} was known on {view.as_of}.")
    return held, unplaced(name for name in known if _place(view, name) is None)


def _place(view: View, entity: str) -> Region | None:
    """Where a site stands: by its file, else by the catalogue."""
    country, _, site = entity.partition(" / ")
    code = view.catalog.sites.get(site) if country == UNKNOWN else country
    return region_of(view, code) if code else None


MEASURES: tuple[Measure, ...] = (
    Measure(metric="electricity_generation", regions=ALL, figure=electricity_generation, headline=True),
    Measure(metric="electricity_growth", regions=ALL, figure=electricity_growth),
    by_publisher(CONSUMPTION_METHOD, "electricity_consumption", "by its own agency", unit="TWh", regions=BOTH),
    by_publisher(CAPACITY_METHOD, "installed_capacity", "by the press", unit="GW", regions=("CN",)),
    by_publisher(
        DEMAND_METHOD, "data_centre_electricity", "International Energy Agency", by="IEA", unit="TWh", regions=BOTH
    ),
    by_publisher(
        DEMAND_METHOD, "data_centre_electricity", "a tracker", by="US-China AI Race", unit="TWh", regions=BOTH
    ),
    Measure(metric="data_center_demand_share", regions=BOTH, figure=data_center_demand_share, headline=True),
    Measure(
        metric="tracked_site_power",
        meaning="Epoch AI, its timelines",
        regions=ALL,
        figure=tracked_site_power,
        headline=True,
    ),
    by_publisher(
        POWER_METHOD,
        "ai_datacentre_nameplate_power",
        "Epoch AI, a later reading",
        unit="GW",
        regions=("world",),
        entities={"world": (TRACKED,)},
    ),
    Measure(metric="planned_site_power", regions=ALL, figure=planned_site_power),
    Measure(metric="largest_site_power", regions=ALL, figure=largest_site_power),
    Measure(metric="tracked_site_cost", regions=ALL, figure=tracked_site_cost),
)
