"""The published file of models.dev: synthetic test data in its layout, since no file of it is stored."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from leadline.errors import SourceChanged
from leadline.model import Rate, Rejected
from leadline.sources import SOURCES, models_dev
from tests.conftest import on_disk


def read(folder: Path, change: Callable[[str], str] = lambda text: text) -> tuple[list[Rate], list[Rejected]]:
    found = list(models_dev.read(on_disk("models_dev", "2026-11-20", folder, change=change)))
    return [row for row in found if isinstance(row, Rate)], [row for row in found if isinstance(row, Rejected)]


def amounts(rows: list[Rate], model: str, service: str = "standard") -> dict[tuple[str, int], Decimal | None]:
    return {(r.meter, r.from_tokens): r.amount for r in rows if r.model == model and r.service == service}


def test_it_is_a_source() -> None:
    assert models_dev in SOURCES


def test_meters_tiers_and_modes(tmp_path: Path) -> None:
    rows, rejected = read(tmp_path)
    assert not rejected
    assert amounts(rows, "claude-made-up-7-1") == {
        ("input", 0): Decimal("3.1"),
        ("output", 0): Decimal("15.5"),
        ("cache_read", 0): Decimal("0.31"),
        ("cache_write", 0): Decimal("3.875"),
        ("input", 200_000): Decimal("6.2"),
        ("output", 200_000): Decimal("23.25"),
        ("cache_read", 200_000): Decimal("0.62"),
        ("cache_write", 200_000): Decimal("7.75"),
    }
    assert amounts(rows, "claude-made-up-7-1", "fast") == {("input", 0): Decimal("18.6"), ("output", 0): Decimal(93)}
    assert {row.service for row in rows} == {"standard", "fast"}
    assert amounts(rows, "qwen-made-up-plus") == {
        ("input", 0): Decimal("0.5"),
        ("output", 0): Decimal(3),
        ("output_reasoning", 0): Decimal("4.5"),
        ("input_audio", 0): Decimal("3.9"),
        ("output_audio", 0): Decimal("7.7"),
        ("input", 256_000): Decimal("2.1"),
        ("output", 256_000): Decimal("6.3"),
    }


def test_unknown_zero_and_free_are_three_things(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    assert amounts(rows, "qwen-made-up-unpriced") == {("input", 0): None}
    assert amounts(rows, "qwen-made-up-zero") == {("input", 0): None, ("output", 0): None}
    assert amounts(rows, "qwen-made-up:free") == {("input", 0): Decimal(0), ("output", 0): Decimal(0)}


def test_no_row_has_a_day_and_yuan_are_yuan(tmp_path: Path) -> None:
    rows, _ = read(tmp_path)
    assert all(row.known is None and row.effective_from is None for row in rows)
    assert {row.currency for row in rows if row.host == "zhipuai"} == {"CNY"}
    assert {row.currency for row in rows if row.host != "zhipuai"} == {"USD"}


def test_a_price_that_is_no_number_is_counted(tmp_path: Path) -> None:
    rows, rejected = read(tmp_path, lambda text: text.replace('"output": 15.5', '"output": "15.5"'))
    assert [one.where for one in rejected] == ["anthropic/claude-made-up-7-1"]
    assert not amounts(rows, "claude-made-up-7-1")


@pytest.mark.parametrize(
    ("old", "new"), [('"models": {"glm-5.1"', '"offers": {"glm-5.1"'), ('"reasoning": 4.5', '"thought": 4.5')]
)
def test_another_layout_is_refused(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(SourceChanged, match="models_dev@2026-11-20"):
        read(tmp_path, lambda text: text.replace(old, new))
