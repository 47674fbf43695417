"""Epoch's archive in its two layouts. That of 2026-07-31 is real; the newer one was made by hand after its description.

The models of the newer one are invented.
"""

from datetime import date
from pathlib import Path

import pytest

from leadline import ingest
from leadline.errors import SourceChanged
from leadline.model import Model, Score
from leadline.sources import epoch_benchmark_zip as archive
from tests.conftest import on_disk

OLD, NEW = "2026-07-31", "2026-10-08"


def scores(folder: Path, vintage: str) -> list[Score]:
    rows, rejected = ingest.read(on_disk(archive.NAME, vintage, folder))
    assert not rejected
    return [row for row in rows if isinstance(row, Score)]


def models(folder: Path, vintage: str) -> dict[str, Model]:
    rows, _ = ingest.read(on_disk(archive.NAME, vintage, folder))
    return {row.model: row for row in rows if isinstance(row, Model)}


def test_a_horizon_has_its_minutes_interval_and_version(tmp_path: Path) -> None:
    found = [s for s in scores(tmp_path, OLD) if s.model == "gpt-5-2025-08-07_high" and s.scale == "minutes"]
    assert [(s.yardstick, s.value, s.low, s.high, s.setting) for s in found] == [
        (archive.HORIZON, 203.012577, 114.211156, 406.743053, "METR-Horizon-v1.1"),
        (archive.HORIZON_80, 38.312431, None, None, "METR-Horizon-v1.1"),
    ]


def test_a_chinese_model_has_a_horizon(tmp_path: Path) -> None:
    """METR's own list has none: this is why Epoch's is read."""
    countries = {name: model.country for name, model in models(tmp_path, OLD).items()}
    assert countries["kimi-k2-thinking"] == countries["DeepSeek-V3"] == "China"


def test_an_empty_index_is_no_score(tmp_path: Path) -> None:
    listed = {s.model for s in scores(tmp_path, OLD) if s.scale == "index"}
    assert "bloom" not in listed
    assert "kimi-k3_max" in listed


def test_the_newer_layout_gives_intervals_and_the_matrix(tmp_path: Path) -> None:
    found = scores(tmp_path, NEW)
    assert [(s.model, s.value, s.low, s.high) for s in found if s.scale == "index"] == [
        ("North 2", 157.25, 155.5, 159.1),
        ("South 3", 148.75, None, None),
    ]
    assert [(s.model, s.yardstick, s.value) for s in found if s.scale == "share"] == [
        ("North 2", "GPQA diamond", 0.8125),
        ("South 3", "GPQA diamond", 0.6375),
    ]


def test_of_a_version_that_stands_twice_the_earlier_day_holds(tmp_path: Path) -> None:
    """Once with a space behind its name and a later day, once without."""
    south = models(tmp_path, NEW)["south-3_max"]
    assert (south.released, south.training_flop) == (date(2026, 6, 1), 2.5e25)


def test_two_versions_of_the_method_are_two_scores(tmp_path: Path) -> None:
    found = [s for s in scores(tmp_path, NEW) if s.model == "north-1" and s.yardstick == archive.HORIZON]
    assert {(s.setting, s.value) for s in found} == {(None, 5.25), ("METR-Horizon-v1.1", 3.75)}


@pytest.mark.parametrize(
    ("vintage", "old", "new", "reason"),
    [
        (OLD, "Time horizon,", "Horizon,", "columns of metr_time_horizons_external.csv have changed"),
        (OLD, "ECI Score", "Index", "columns of epoch_capabilities_index.csv have changed"),
        (NEW, "eci_ci_low", "low", "columns of epoch_capabilities_index/eci_scores.csv have changed"),
    ],
)
def test_a_changed_layout_is_refused(tmp_path: Path, vintage: str, old: str, new: str, reason: str) -> None:
    with pytest.raises(SourceChanged, match=reason):
        ingest.read(on_disk(archive.NAME, vintage, tmp_path, change=lambda text: text.replace(old, new)))


def test_an_archive_of_neither_layout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "VERSIONS", "another.csv")
    with pytest.raises(SourceChanged, match=r"found of these \['metr_time_horizons_external.csv'\]"):
        ingest.read(on_disk(archive.NAME, OLD, tmp_path))


@pytest.mark.parametrize(
    ("vintage", "old", "new", "reason"),
    [
        (OLD, "18.472532", "0.18472532", "outside its interval"),
        (OLD, "Open weights (non-commercial)", "Weights on request", "none of"),
        (NEW, "157.25", "high", "could not convert"),
        (NEW, "0.8125", "", "could not convert"),
        (NEW, "2026-05-04,North 2 (max)", "May,North 2 (max)", "Invalid isoformat"),
    ],
)
def test_a_row_that_does_not_parse_is_told(tmp_path: Path, vintage: str, old: str, new: str, reason: str) -> None:
    _, rejected = ingest.read(on_disk(archive.NAME, vintage, tmp_path, change=lambda text: text.replace(old, new)))
    assert rejected
    assert all(reason in row.reason for row in rejected)
