"""The kernel against the scalar function: rows on, just before and just after every edge, one by one and by cells.

The offers are real ones of the bundled store: one with epochs and batch prices, one with a context tier, one with hours
of the week and holidays.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData
from leadline.prices.book import book
from leadline.prices.timeline import Timeline, timeline
from leadline.prices.timeline import charge as scalar
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.store.view import View
from leadline.usage.cells import NAMES, Grid, Written, cells, grid, names
from leadline.usage.offers import Resolved, resolved
from leadline.usage.record import COLUMNS, METERS
from leadline.usage.repricing import price

Row = dict[str, Any]
MODELS = (
    ("claude-sonnet-4-5", "anthropic"),
    ("claude-opus-4-5", "anthropic"),
    ("gemini-2.5-pro", "google"),
    ("gpt-5.4", "openai"),
    ("deepseek-v4-pro", "deepseek"),
)
ALMOST = timedelta(microseconds=1)


def at(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """An instant in UTC, without a zone as the normal form has it."""
    return datetime(year, month, day, hour, tzinfo=UTC).replace(tzinfo=None)


@cache
def view() -> View:
    """The bundled store, on a day that does not change."""
    return Store(BUNDLED, catalog=Catalog()).as_of(date(2026, 11, 20))


def instants() -> list[datetime]:
    """Each edge of an epoch, and hours and holidays of a week, to the microsecond on both sides."""
    found = {at(2026, 3, 2, 12), at(2024, 1, 1), at(2027, 2, 1, 2)}
    for edge in edges().epochs:
        found |= {edge - ALMOST, edge, edge + ALMOST}
    for week in (at(2026, 9, 7), at(2026, 9, 28)):
        for minute in edges().minutes:
            found |= {week + timedelta(minutes=minute), week + timedelta(minutes=minute) - ALMOST}
    return sorted(found)


@cache
def edges() -> Grid:
    """The grid of all models of the test."""
    keys = tuple((model, host, host, "standard", None) for model, host in MODELS)
    return grid(list(known(keys).schedules.values()))


def row(model: str, host: str, start: datetime | None, **counts: object) -> Row:
    """A row of the normal form."""
    return {"model": model, "vendor": host, "host": host, "start": start, "format": "made", "file": "a", **counts}


def table(rows: list[Row]) -> duckdb.DuckDBPyConnection:
    """A connection with the rows as the table `usage`, in a column more that numbers them."""
    connection = duckdb.connect()
    columns = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    connection.execute(f"CREATE TABLE usage ({columns})")
    numbered = [{**one, "line": place} for place, one in enumerate(rows)]
    places = ", ".join("?" for _ in COLUMNS)
    connection.executemany(
        f"INSERT INTO usage VALUES ({places})", [[one.get(name) for name in COLUMNS] for one in numbered]
    )
    return connection


@cache
def known(keys: tuple[tuple[str | None, ...], ...]) -> Resolved:
    """What names mean on the first of October."""
    day = at(2026, 10, 1)
    return resolved(
        view(), [Written(**dict(zip(NAMES, key, strict=True)), first=day, last=day, rows=1) for key in keys]
    )


def by_cells(rows: list[Row]) -> list[tuple[float, float]]:
    """US dollars and tokens without a price of each row, by the kernel, which is told to keep them apart."""
    numbered = [{**one, "project": f"{place:04}"} for place, one in enumerate(rows)]
    with table(numbered) as connection:
        keys = tuple(one.key for one in names(connection.table("usage")))
        schedules = known(keys).schedules
        found = cells(connection.table("usage"), grid(list(schedules.values())), ["project"])
    answer = {}
    for place, labels in enumerate(found.labels):
        priced = price(found, schedules.get(tuple(labels[name] for name in NAMES)), np.array([place]))
        answer[labels["project"]] = (float(priced.usd[0]), float(priced.missing.sum()))
    return [answer[one["project"]] for one in numbered]


@cache
def times(model: str, host: str) -> Timeline:
    """The prices of a model, by its scalar function."""
    return timeline(view(), book(view(), date(2026, 10, 1)).find(f"{model}@{host}"))


def one_by_one(rows: list[Row]) -> list[tuple[object, float]]:
    """The same by `charge`, request by request."""
    found: list[tuple[object, float]] = []
    for one in rows:
        counts = {meter: one[meter] for meter in METERS if one.get(meter)}
        start = one["start"].replace(tzinfo=UTC)
        try:
            usd = scalar(times(one["model"], one["host"]), counts, start, one.get("service") or "standard")
            found.append((pytest.approx(float(usd), rel=1e-9), 0))
        except NotEnoughData:
            found.append((0, sum(counts.values())))
    return found


@pytest.mark.parametrize(("model", "host"), MODELS)
def test_every_edge_of_time_is_the_scalar_functions(model: str, host: str) -> None:
    """One row at each edge and on both sides of it: 1e-9 apart at most, and the same tokens without a price."""
    rows = [row(model, host, start, input=1000, cache_read=5000, output=700) for start in instants()]
    assert by_cells(rows) == one_by_one(rows)


@pytest.mark.parametrize("context", [199_999, 200_000, 200_001, 271_999, 272_000, 272_001])
@pytest.mark.parametrize(("model", "host"), MODELS)
def test_every_edge_of_a_tier_is_the_scalar_functions(model: str, host: str, context: int) -> None:
    """Cached tokens are part of the context."""
    rows = [row(model, host, at(2026, 9, 9, 12), input=context - 90_000, cache_read=90_000, output=10)]
    assert by_cells(rows) == one_by_one(rows)


@st.composite
def logs(draw: st.DrawFn) -> list[Row]:
    """Rows of any of the models, at and around edges, in any service that they have."""
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        model, host = draw(st.sampled_from(MODELS))
        counts = {meter: draw(st.integers(0, 300_000)) for meter in ("input", "cache_read", "output")}
        start = draw(st.sampled_from(instants())) + timedelta(seconds=draw(st.integers(-90, 90)))
        rows.append(row(model, host, start, service=draw(st.sampled_from(["standard", "batch"])), **counts))
    return rows


@settings(max_examples=10, deadline=None)
@given(logs())
def test_a_log_of_many_cells_is_the_sum_of_its_requests(rows: list[Row]) -> None:
    """Rows of one cell are priced once, and come to what they come to one by one."""
    together = [{**one, "project": None} for one in rows]
    expected = one_by_one(rows)
    with table(together) as connection:
        schedules = known(tuple(one.key for one in names(connection.table("usage")))).schedules
        found = cells(connection.table("usage"), grid(list(schedules.values())))
    sums = [
        price(found, schedules.get(tuple(labels[name] for name in NAMES)), np.array([place]))
        for place, labels in enumerate(found.labels)
    ]
    usd = [getattr(one, "expected", 0) for one, _ in expected]
    assert sum(float(one.usd[0]) for one in sums) == pytest.approx(sum(usd), rel=1e-9)
    assert sum(one.missing.sum() for one in sums) == sum(missing for _, missing in expected)


def test_a_model_that_nobody_lists_has_tokens_without_a_price_and_costs_nothing_known() -> None:
    """Unknown is not free: all of its tokens are told."""
    assert by_cells([row("no-such-model", "anthropic", at(2026, 9, 9), input=7, output=3)]) == [(0.0, 10.0)]


def test_a_row_without_an_instant_has_no_price_over_time() -> None:
    """Which epoch it is in is unknown."""
    assert by_cells([row("claude-sonnet-4-5", "anthropic", None, input=7, output=3)]) == [(0.0, 10.0)]


def test_the_same_files_are_never_needed_twice(tmp_path: Path) -> None:
    """A Parquet file of the normal form is priced as the table that it was written from."""
    rows = [row("claude-sonnet-4-5", "anthropic", at(2026, 9, 9), input=1000, output=10)]
    with table(rows) as connection:
        connection.execute(f"COPY usage TO '{tmp_path}/a.parquet' (FORMAT parquet)")
        found = cells(connection.from_parquet(f"{tmp_path}/a.parquet"), edges())
    assert found.counts.tolist() == [[1000.0, 0, 0, 0, 0, 10.0, 1.0]]
