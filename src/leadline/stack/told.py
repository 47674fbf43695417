"""Figures out of what sources state: which region a name belongs to, the newest word by a day, and who said it.

Decisions:

- A region is told by the catalogue: `US`, `CN`, and every other country it knows is `ROW`. The rest of the world is no
  place, and a name that no table knows belongs to no region: it is left out, and its figure says how many were.
- The newest word is that of the latest period that was over by the day; where none was, of the latest of which half had
  passed. A plan for a later one is no word on the day.
- A value that was read neither at its publisher nor at another page is an assumption, whatever its publisher calls it.
  The grade of a figure is the weakest of its inputs.
- Ends that a source gives as 5 to 95 per cent are a 90 % interval; whatever else it calls them, they are a range.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

from leadline.catalog.organisations import Organisation
from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Bound, Figure, Grade, Interval, Observation, weakest
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.store.view import View

ESTIMATES = "leadline_estimates"
NAMES: Mapping[Region, tuple[str, ...]] = {"US": ("US",), "CN": ("China",), "ROW": ("ROW",), "world": ("World",)}
"""What the list of estimates calls a region."""
READ = {
    "retrieved": "read at the publisher",
    "retrieved_secondary": "read through another page",
    "analyst_knowledge": "from an analyst's knowledge, not read",
}
PERCENTILES = "5-95%"
FAR = date.max


@lru_cache(maxsize=4096)
def region_of(view: View, place: str) -> Region | None:
    """The region of a country by any of its names or its code; None for a name that no table knows."""
    try:
        code = view.catalog.country(place).code
    except UnknownName:
        return None
    return "US" if code == "US" else "CN" if code == "CN" else "ROW"


def home(view: View, entity: str) -> Region | None:
    """The region of a company's headquarters; None where no table knows the company or its country."""
    name = entity if view.catalog.has_organisation(entity) else entity.split(" / ")[0]
    known = view.catalog.organisation(name).country if view.catalog.has_organisation(name) else ""
    return region_of(view, known) if known else None


def company(view: View, entity: str) -> Organisation:
    """The company that an entity is, or that stands before ` / ` in it; UnknownName where no table knows it."""
    return view.catalog.organisation(entity if view.catalog.has_organisation(entity) else entity.split(" / ")[0])


def within(region: Region, place: Region | None) -> bool:
    """Whether a place lies in a region; the world holds every place that is known."""
    return place is not None and region in ("world", place)


def begun(rows: Iterable[Observation], day: date) -> list[Observation]:
    """The rows of whose period at least half had passed by a day, oldest first."""
    found = [row for row in rows if row.period_start and row.period_end and _middle(row) <= day]
    return sorted(found, key=lambda row: (row.period_end or FAR, row.period_start or FAR, row.reported_by or ""))


def _middle(row: Observation) -> date:
    assert row.period_start is not None
    assert row.period_end is not None
    return row.period_start + (row.period_end - row.period_start) // 2


def newest(rows: Iterable[Observation], day: date, what: str, view: View) -> Observation:
    """The newest of the rows by a day; NotEnoughData where there is none."""
    found = begun(rows, day)
    if not found:
        raise NotEnoughData(f"Nothing is told of {what} by {day}, as known on {view.as_of}.")
    over = [row for row in found if row.period_end and row.period_end - timedelta(days=1) <= day]
    return (over or found)[-1]


def newest_of_each(rows: Iterable[Observation], day: date) -> dict[str, Observation]:
    """The newest row of each entity by a day."""
    return {row.entity: row for row in begun(rows, day)}


def day_of(row: Observation, day: date) -> date:
    """The last day that a row describes, but none after the day asked for."""
    assert row.period_end is not None, "a row without a period describes no day"
    return min(day, row.period_end - timedelta(days=1))


def graded(row: Observation) -> Grade:
    """The grade of a row: the publisher's own, or that of how it was read where that is weaker."""
    return "assumption" if row.evidence == "analyst_knowledge" else row.status


def made(
    view: View,
    method: str,
    region: Region,
    value: float,
    unit: str,
    on: date,
    *,
    rows: Sequence[Observation] = (),
    sources: Sequence[str] = (),
    grade: Grade = "measured",
    meaning: str = "",
    ends: tuple[float, float] | None = None,
    interval: Interval = "range",
    note: str = "",
    bound: Bound = "exact",
) -> Figure:
    """A figure of a region from rows of sources, or from sources whose rows are models, with their weakest grade."""
    return Figure(
        metric=method.partition("/")[0],
        args={"group": region, "meaning": meaning} if meaning else {"group": region},
        value=value,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        interval=interval if ends else "none",
        unit=unit,
        as_of=view.as_of,
        on=on,
        method=method,
        grade=weakest(grade, *(graded(row) for row in rows)),
        evidence=view.evidence(*sources, *(row.source for row in rows)),
        note=note,
        bound=bound,
    )


def stated(
    view: View,
    region: Region,
    on: date,
    *,
    method: str,
    indicator: str,
    unit: str,
    times: float = 1,
    by: str = "",
    entities: Mapping[Region, tuple[str, ...]] = NAMES,
    meaning: str = "",
    source: str = ESTIMATES,
) -> Figure:
    """The newest value that a source states of a region, as it states it, times what its unit is of the figure's.

    With `by` only what is reported by somebody whose name begins so: two publishers' values are two meanings.
    """
    known = [row for row in of(view, source, indicator) if row.entity in entities.get(region, ())]
    said_so = [row for row in known if (row.reported_by or "").startswith(by)]
    row = newest(said_so, on, f"{indicator} of {region} by {by or source}", view)
    return made(
        view,
        method,
        region,
        row.value * times,
        unit,
        day_of(row, on),
        rows=(row,),
        meaning=meaning,
        ends=ends_of(row, times),
        interval="90%" if row.interval == PERCENTILES else "range",
        note=said(row),
    )


def by_publisher(
    method: str,
    indicator: str,
    meaning: str,
    *,
    by: str = "",
    unit: str,
    regions: tuple[Region, ...],
    times: float = 1,
    entities: Mapping[Region, tuple[str, ...]] = NAMES,
    headline: bool = False,
) -> Measure:
    """The measure of what one publisher states."""
    figure = partial(
        stated, method=method, indicator=indicator, unit=unit, times=times, by=by, entities=entities, meaning=meaning
    )
    metric = method.partition("/")[0]
    return Measure(metric=metric, meaning=meaning, regions=regions, figure=figure, headline=headline)


def ends_of(row: Observation, times: float = 1) -> tuple[float, float] | None:
    """The ends of a row's interval; none where it has none."""
    return None if row.low is None or row.high is None else (row.low * times, row.high * times)


def said(row: Observation) -> str:
    """Who says it, how it was read, and what is odd about it."""
    words = (row.reported_by, READ.get(row.evidence or "", row.evidence), row.note)
    return "; ".join(word for word in words if word)


def unplaced(rows: Iterable[str]) -> str:
    """A note on names that no table knows; empty where there are none."""
    names = sorted(set(rows))
    return f"left out, for no table knows them: {', '.join(names)}" if names else ""
