"""What must hold of any store, whatever comes in, and in whatever order."""

import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData
from leadline.model import Rate
from leadline.store.store import Store
from tests.conftest import rate, snapshot

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 40)
MODELS = st.sampled_from(["a", "b", "c"])
AMOUNTS = st.sampled_from(["0", "0.25", "1.5", "2.75"])
FULL = st.dictionaries(MODELS, AMOUNTS, min_size=1).map(
    lambda prices: tuple(rate(a, model=m) for m, a in prices.items())
)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def instant(hours: int) -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)


def told(store: Store, on: date) -> list[Rate]:
    """What the view of a day holds; nothing before the first snapshot."""
    try:
        return store.as_of(on).rows(Rate)
    except NotEnoughData:
        return []


def as_log() -> Catalog:
    """The catalogue with the source of prices as a log."""
    real = Catalog()
    return Catalog(sources={**real.sources, "genai_prices": replace(real.source("genai_prices"), kind="log")})


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(DAYS, FULL, min_size=2, max_size=4), DAYS)
def test_a_snapshot_changes_no_view_of_a_day_before_its_vintage(
    snapshots: dict[int, tuple[Rate, ...]], seen: int
) -> None:
    """Snapshots of a full source come in any order; each leaves the views of earlier days as they were."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), catalog=Catalog())
        for number, rows in snapshots.items():
            before = {d: told(store, day(d)) for d in {seen, number - 1, 0} if d < number}
            store.append(snapshot(vintage=str(day(number))), rows, keep_raw=False)
            assert {d: told(store, day(d)) for d in before} == before


LOG = st.lists(st.tuples(st.integers(0, 24 * 40), MODELS, AMOUNTS, st.booleans()), min_size=1, max_size=8)


@settings(deadline=None, max_examples=25)
@given(LOG, LOG, DAYS)
def test_a_snapshot_of_a_log_changes_no_view_of_a_day_before_the_instants_of_its_rows(
    first: list[tuple[int, str, str, bool]], second: list[tuple[int, str, str, bool]], seen: int
) -> None:
    """A log may tell late what was known early; a view changes only from the day of the first such row."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), catalog=as_log())
        store.append(snapshot(vintage=str(day(60))), log_rows(first), keep_raw=False)
        earliest = min(hours for hours, *_ in second)
        before = told(store, day(seen))
        store.append(snapshot(vintage=str(day(61))), log_rows(second), keep_raw=False)
        if instant(earliest).date() > day(seen):
            assert told(store, day(seen)) == before


@settings(deadline=None, max_examples=25)
@given(LOG, DAYS)
def test_a_view_of_a_log_is_the_last_word_of_each_key(log: list[tuple[int, str, str, bool]], seen: int) -> None:
    """The same, computed plainly: walk through the rows in the order of their instants."""
    rows = log_rows(log)
    expected: dict[str, Rate] = {}
    for row in sorted(rows, key=lambda row: row.known or instant(0)):
        if row.known is not None and row.known.date() <= day(seen):
            expected[row.model] = row
    kept = [row for row in expected.values() if row.kind != "removed"]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder), catalog=as_log())
        store.append(snapshot(vintage=str(day(60))), rows, keep_raw=False)
        assert told(store, day(seen)) == sorted(kept, key=lambda row: row.model)


def log_rows(log: list[tuple[int, str, str, bool]]) -> list[Rate]:
    """One row per model and instant, as checks demand."""
    unique = {(hours, model): (amount, removed) for hours, model, amount, removed in log}
    return [
        rate(amount, model=model, known=instant(hours), kind="removed" if removed else "list")
        for (hours, model), (amount, removed) in unique.items()
    ]
