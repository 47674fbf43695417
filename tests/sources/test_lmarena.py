"""LMArena's ratings by two ways. Numbers and models of the test files are invented, in the layout of the real ones."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leadline import ingest
from leadline.catalog import Catalog
from leadline.errors import SourceChanged
from leadline.model import Model, Score
from leadline.store.store import Store
from tests.conftest import on_disk

HISTORY, BOARD = ("lmarena_history", "2025-05-27"), ("lmarena_leaderboard", "2026-04-19")


def test_zero_is_absent_and_a_first_day_is_no_release(tmp_path: Path) -> None:
    rows, rejected = ingest.read(on_disk(*HISTORY, tmp_path))
    assert not rejected
    ratings = [(row.model, row.value) for row in rows if isinstance(row, Score)]
    assert ratings == [("north-1", 1101.5), ("north-preview", 1180.25), ("north-1", 1099.75), ("south-1", 1120.125)]
    first = {row.model: (row.known, row.released) for row in rows if isinstance(row, Model)}
    assert first["south-1"] == (datetime(2024, 2, 12, tzinfo=UTC), None)


def test_a_view_holds_what_was_listed_by_its_day(tmp_path: Path) -> None:
    """On 20 January the second day had not come; later the model that went keeps its last rating."""
    store = Store(tmp_path / "store", catalog=Catalog())
    ingest.ingest(on_disk(*HISTORY, tmp_path), store)
    early, late = (
        {(row.model, row.value) for row in store.as_of(date(2024, month, 20)).rows(Score)} for month in (1, 2)
    )
    assert early == {("north-1", 1101.5), ("north-preview", 1180.25)}
    assert late == {("north-1", 1099.75), ("north-preview", 1180.25), ("south-1", 1120.125)}


def test_half_the_interval_stands_to_both_sides(tmp_path: Path) -> None:
    rows, _ = ingest.read(on_disk(*BOARD, tmp_path))
    ends = {row.model: (row.low, row.value, row.high) for row in rows if isinstance(row, Score)}
    assert ends["north-2-thinking"] == (1494.0, 1505.0, 1516.0)
    assert {row.model: row.access for row in rows if isinstance(row, Model)}["south-3"] == "open"


@pytest.mark.parametrize(
    ("source", "old", "new", "reason"),
    [
        (HISTORY, ",north-1", "day,north-1", "a first column without a heading"),
        (HISTORY, "south-1,", "north-1,", "columns, 3 of them different"),
        (HISTORY, "1101.5,0.0,1180.25\n20240212,1099.75,1120.125,0.0", "0,0,0", "expected ratings"),
        (BOARD, '"votes"', '"ballots"', "a list of models, each with"),
        (BOARD, '"text"', '"vision"', "the leaderboard 'text'"),
        (BOARD, "{", "[", "is no JSON"),
    ],
)
def test_a_changed_file_is_refused(tmp_path: Path, source: tuple[str, str], old: str, new: str, reason: str) -> None:
    with pytest.raises(SourceChanged, match=reason):
        ingest.read(on_disk(*source, tmp_path, change=lambda text: text.replace(old, new)))


@pytest.mark.parametrize(
    ("source", "old", "new", "reason"),
    [
        (HISTORY, "20240105", "2024-01-05", "does not match format"),
        (HISTORY, "1099.75", "high", "could not convert"),
        (HISTORY, "1120.125,0.0", "1120.125", "not 'NoneType'"),
        (BOARD, '"open"', '"Apache"', "Apache"),
        (BOARD, "1488.5", '"high"', "could not convert"),
    ],
)
def test_a_row_that_does_not_parse_is_told(
    tmp_path: Path, source: tuple[str, str], old: str, new: str, reason: str
) -> None:
    _, rejected = ingest.read(on_disk(*source, tmp_path, change=lambda text: text.replace(old, new)))
    assert [reason in row.reason for row in rejected] == [True]
