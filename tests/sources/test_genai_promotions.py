"""Introductory prices in genai-prices: told by a comment and a day on which another price takes over."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from leadline.model import Rate, RawFile, Snapshot
from leadline.sources import genai_prices

END = datetime(2026, 9, 1, tzinfo=UTC)


def read(folder: Path, comment: str | None, start: str = "2026-09-01") -> set[tuple[str, Decimal | None, bool, bool]]:
    """Kind, amount, and whether it begins and ends with the first of September."""
    prices = [{"prices": {"output_mtok": 10}}, {"constraint": {"start_date": start}, "prices": {"output_mtok": 15}}]
    model = {"id": "claude-sonnet-5", "prices": prices, "match": {}} | ({"price_comments": comment} if comment else {})
    (folder / "data.json").write_text(json.dumps([{"id": "anthropic", "name": "A", "models": [model]}]))
    day = date(2026, 8, 21)
    file = RawFile(name="data.json", bytes=1, sha256="0" * 64, url="u")
    card = Snapshot(
        source="genai_prices", vintage=day, retrieved=day, licence="MIT", reader=2, path=folder, files=(file,)
    )
    rows = [row for row in genai_prices.read(card) if isinstance(row, Rate)]
    return {(row.kind, row.amount, row.effective_from == END, row.effective_to == END) for row in rows}


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        (
            "Introductory pricing ($2/$10 per MTok) applies through 2026-08-31; standard from 2026-09-01.",
            "introductory",
        ),
        ("Flat pricing. Promotional launch pricing ($2/$10 per MTok) through 2026-08-31.", "promo"),
    ],
)
def test_a_price_that_ends_as_the_comment_says_is_a_promotion(tmp_path: Path, comment: str, kind: str) -> None:
    """Ten is charged until the first of September, and fifteen the list price meanwhile and from then on."""
    assert read(tmp_path, comment) == {
        (kind, Decimal(10), False, True),
        ("list", Decimal(15), False, True),
        ("list", Decimal(15), True, False),
    }


@pytest.mark.parametrize("comment", [None, "See the page.", "A promotional discount that is not reflected here."])
def test_without_such_a_comment_it_is_a_change_of_price(tmp_path: Path, comment: str | None) -> None:
    assert read(tmp_path, comment) == {("list", Decimal(10), False, True), ("list", Decimal(15), True, False)}


def test_a_comment_about_another_day_marks_nothing(tmp_path: Path) -> None:
    comment = "Introductory rates apply through 2026-07-31."
    assert {kind for kind, *_ in read(tmp_path, comment)} == {"list"}
