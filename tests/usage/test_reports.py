"""Exports of OpenRouter, OpenAI and Anthropic: conventions, cents, blank days, missing columns, by hand."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from leadline.errors import UserError
from tests.usage.logs import DATA, Row, read, told

METERS = ("input", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write", "output")


def of(name: str, **wanted: object) -> Row:
    """The one row of a file with some values."""
    (row,) = [row for row in read(DATA / name) if all(row[field] == value for field, value in wanted.items())]
    return row


def test_openrouter_takes_cache_reads_off_the_prompt_and_has_no_column_of_writes() -> None:
    """10,000 tokens of prompt with 4,000 from the cache are 6,000 and 4,000; 0.02 of 0.0351 dollars were searches."""
    row = of("openrouter/activity.csv", vendor="anthropic")
    assert told(row, *METERS) == (6000, 4000, None, None, None, 300)
    assert told(row, "cost", "cost_other", "basis", "currency") == (
        Decimal("0.0351"),
        Decimal("0.02"),
        "charged",
        "USD",
    )
    assert told(row, "host", "reasoning") == ("Amazon Bedrock", 100)


def test_openrouter_instants_are_utc_as_the_id_of_the_generation_shows() -> None:
    """`gen-1780131600-...` counts seconds to 2026-05-30 09:00:00 UTC; the file's column says 09:00 without a zone."""
    row = of("openrouter/activity.csv", vendor="deepseek")
    assert row["start"].replace(microsecond=0, tzinfo=UTC) == datetime.fromtimestamp(1_780_131_600, UTC)


def test_openrouter_with_the_users_own_key() -> None:
    """The fee of 0.0005 is OpenRouter's; the other host bills 0.01 beside it."""
    row = of("openrouter/activity.csv", flags="own_key")
    assert told(row, "cost", "upstream_cost") == (Decimal("0.0005"), Decimal("0.01"))


def test_openai_input_holds_reads_and_writes_of_the_cache() -> None:
    """The example of OpenAI's documentation: 1,000 = 500 uncached + 400 read + 100 written."""
    row = of("openai/usage.json", service="default", requests=5)
    assert told(row, *METERS) == (500, 400, None, None, 100, 250)
    assert (str(row["start"]), str(row["end"])) == ("2026-05-30 00:00:00", "2026-05-31 00:00:00")


def test_openai_batch_stands_before_the_tier_and_a_row_without_a_model_is_told() -> None:
    assert of("openai/usage.json", service="batch")["input"] == 2000
    assert told(of("openai/usage.json", model=None), "input", "cache_read", "cache_write", "flags") == (
        200,
        100,
        None,
        "model_unknown",
    )


def test_openai_parts_that_do_not_add_up_are_refused(tmp_path: Path) -> None:
    page = json.loads((DATA / "openai" / "usage.json").read_text(encoding="utf-8"))
    page["data"][0]["results"][0]["input_uncached_tokens"] = 501
    path = tmp_path / "usage.json"
    path.write_text(json.dumps(page), encoding="utf-8")
    with pytest.raises(UserError, match="not the sum of its uncached, cached and cache-write parts"):
        read(path)


def test_openai_csv_has_blank_days_whole_numbers_with_a_point_and_fewer_columns() -> None:
    """31,422 of which 10,240 cached are 21,182; the day without usage is no row; writes have no column: null, not 0."""
    (row,) = read(DATA / "openai" / "completions_usage.csv")
    assert told(row, *METERS) == (21_182, 10_240, None, None, None, 842)
    assert row["requests"] == 12


def test_openai_costs_are_money_without_tokens() -> None:
    row = of("openai/cost.csv")
    assert told(row, "cost", "currency", "basis", "item") == (
        Decimal("0.0034"),
        "USD",
        "charged",
        "gpt-4.1-2025-04-14, output",
    )
    assert {row[meter] for meter in METERS} == {None}


def test_an_openai_export_of_a_period_without_usage_is_read_as_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "usage.csv"
    path.write_text("start_time,end_time,start_time_iso,end_time_iso\n1757116800,1757203200,a,b\n", encoding="utf-8")
    assert read(path) == []


def test_anthropic_input_is_beside_the_cache_and_searches_are_no_tokens() -> None:
    row = of("anthropic/usage_report.json", service="standard")
    assert told(row, *METERS, "searches") == (1500, 200, 500, 1000, None, 500, 10)
    assert told(row, "context", "region") == ("0-200k", "global")


def test_anthropic_amounts_are_cents() -> None:
    """An amount of "123.45" in the cost report is 1.2345 dollars; ten searches, "10", are 0.10."""
    rows = read(DATA / "anthropic" / "cost_report.json")
    assert {told(row, "item", "cost") for row in rows} == {
        ("uncached_input_tokens", Decimal("1.2345")),
        ("Web Search Usage", Decimal("0.1")),
    }


def test_anthropic_report_on_claude_code_is_a_day_with_an_estimate_in_cents() -> None:
    row = of("anthropic/claude_code.json")
    assert told(row, "input", "cache_read", "cache_write", "output") == (100_000, 10_000, 5000, 35_000)
    assert told(row, "cost", "basis") == (Decimal("10.25"), "estimate")
    assert (str(row["start"]), str(row["end"])) == ("2026-05-30 00:00:00", "2026-05-31 00:00:00")


def test_the_same_bucket_in_two_exports_is_counted_once(tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    page = json.loads((DATA / "openai" / "usage.json").read_text(encoding="utf-8"))
    again.write_text(json.dumps(page), encoding="utf-8")  # on one line: other bytes, the same rows
    assert len(read(DATA / "openai" / "usage.json", again)) == 3
