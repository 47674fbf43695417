"""Logs of proxies, tracers and clouds: conventions, own caches, sums around requests, by hand.

One turn runs through most of them: 6 tokens uncached, 87,250 read, 244 written, 637 out. Inclusive logs tell it as
6 + 87,250 + 244 = 87,500 of input; exclusive ones as 6.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from leadline.errors import UserError
from leadline.usage.formats.otel import INPUT, OUTPUT, READ, REASONING, WRITTEN
from tests.usage.logs import DATA, Row, read, told, written

COUNTERS = ("input", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write", "output")
SONNET = "claude-sonnet-4-5-20250929"


def of(name: str, line: int) -> Row:
    """The row that starts at a line of a file."""
    (row,) = [row for row in read(DATA / name) if row["line"] == line]
    return row


@pytest.mark.parametrize(
    ("name", "line", "write"),
    [
        ("litellm/spend_logs.jsonl", 1, "cache_write_5m"),
        ("litellm/spend_logs.csv", 2, "cache_write_5m"),
        ("langfuse/observations.jsonl", 3, "cache_write_5m"),
        ("langfuse/observations.csv", 4, "cache_write_5m"),
        ("langfuse/page.json", 2, "cache_write_5m"),
        ("helicone/requests.jsonl", 2, "cache_write"),
        ("bedrock/invocations.jsonl", 1, "cache_write"),
    ],
)
def test_one_turn_has_the_same_counters_whichever_tool_tells_it(name: str, line: int, write: str) -> None:
    row = of(name, line)
    assert told(row, "input", "cache_read", "output", write) == (6, 87_250, 637, 244)
    assert sum(row[meter] or 0 for meter in COUNTERS) == 88_137
    assert SONNET in row["model"]


def test_spans_tell_the_same_turn() -> None:
    (row,) = [row for row in read(DATA / "otel") if row["cache_read"] == 87_250]
    assert told(row, *COUNTERS) == (6, 87_250, None, None, 244, 637)
    assert told(row, "model", "host", "project") == (SONNET, "anthropic", "parser")


def test_litellm_of_an_older_version_left_the_cache_beside_the_prompt() -> None:
    """31 tokens of prompt cannot hold 1,253 that were written: they are beside it."""
    row = of("litellm/spend_logs.jsonl", 2)
    assert told(row, "input", "cache_write") == (31, 1253)
    assert "read_as_exclusive" in row["flags"]


def test_litellm_answers_of_its_own_cache_bill_nothing_and_retries_are_requests() -> None:
    """The third row repeats the 87,500 tokens of the first, from the proxy's cache; the fifth retries the fourth."""
    own, failure, retry = (of("litellm/spend_logs.jsonl", line) for line in (3, 4, 5))
    assert told(own, "input", "output", "cost", "flags") == (0, 0, Decimal(0), "response_cache")
    assert told(failure, "input", "output", "flags") == (0, 0, "failed")
    assert told(retry, "input", "cache_read", "output", "reasoning") == (600, 400, 300, 120)
    assert told(retry, "basis", "project", "key_alias") == ("estimate", "team blue", "billing bot")


def test_litellm_sums_of_a_day() -> None:
    (row,) = read(DATA / "litellm" / "daily.csv")
    assert told(row, "input", "cache_read", "output", "requests") == (3000, 2000, 700, 9)
    assert (str(row["start"]), str(row["end"])) == ("2026-05-30 00:00:00", "2026-05-31 00:00:00")


def test_langfuse_output_is_all_that_was_answered_and_spans_are_not_counted_twice() -> None:
    """180 of text and 120 of reasoning are 300 of output; the span around it repeats nothing: 9,999 nowhere."""
    rows = read(DATA / "langfuse" / "observations.jsonl")
    assert len(rows) == 3
    assert told(rows[0], "input", "cache_read", "output", "reasoning") == (600, 400, 300, 120)
    assert told(rows[2], "input", "cache_read", "cache_write", "flags") == (0, 500, 100, "read_as_reported")


def test_only_spans_of_requests_count_and_each_school_of_names_is_read() -> None:
    """The agent's 9,999, the chain's 700 and the outer 500 of the SDK are sums of what stands below them."""
    rows = {(row["model"], row["input"], row["cache_read"], row["output"]) for row in read(DATA / "otel")}
    assert rows == {
        (SONNET, 6, 87_250, 637),
        ("gpt-5.6", 500, 400, 250),  # 1,000 less 400 read and 100 written, by the newest name
        ("gpt-4.1", 300, None, 20),  # the oldest names; nothing of a cache
        (SONNET, 200, 600, 30),  # 600 read cannot be within 200
        ("gpt-5.5", 500, 200, 90),
        ("gpt-5.5", 400, 100, 40),
    }


@pytest.mark.parametrize("sent", INPUT)
@pytest.mark.parametrize("cached", READ)
def test_every_name_of_an_attribute_is_read(tmp_path: Path, sent: str, cached: str) -> None:
    counts = {sent: 1000, OUTPUT[INPUT.index(sent)]: 70, cached: 300, WRITTEN[READ.index(cached)]: 50, REASONING[0]: 20}
    attributes = [{"key": key, "value": {"intValue": str(count)}} for key, count in counts.items()]
    spans = [{"spanId": "1", "startTimeUnixNano": "1780131600000000000", "attributes": attributes}]
    path = written(tmp_path, "a.json", [json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]})])
    (row,) = read(path)
    assert told(row, "input", "cache_read", "cache_write", "output", "reasoning") == (650, 300, 50, 70, 20)


def test_helicone_own_cache_failures_and_audio() -> None:
    """Of 150 tokens sent 50 were audio, of 100 answered 30; the answer out of its own cache bills nothing."""
    own, failure, audio = (of("helicone/requests.jsonl", line) for line in (3, 4, 5))
    assert told(own, "input", "cache_read", "output", "flags") == (0, 0, 0, "response_cache")
    assert failure["flags"] == "failed"
    assert told(audio, "input", "input_audio", "output", "output_audio") == (150, 50, 100, 30)


def test_helicone_csv_has_no_columns_of_the_cache() -> None:
    assert told(of("helicone/requests.csv", 2), "input", "cache_read", "cache_write") == (600, None, None)


def test_vercel_takes_the_cache_off_and_tells_charged_and_list() -> None:
    """100,000 less 60,000 read and 10,000 written are 30,000."""
    row = of("vercel/report.json", 1)
    assert told(row, "input", "cache_read", "cache_write", "output") == (30_000, 60_000, 10_000, 5000)
    assert told(row, "cost", "list_cost", "basis") == (Decimal("0.42"), Decimal("0.5"), "charged")
    assert "read_as_exclusive" in of("vercel/report.json", 2)["flags"]


def test_bedrock_names_of_models_lose_the_account_and_regions_are_those_that_ran() -> None:
    row = of("bedrock/invocations.jsonl", 2)
    assert told(row, "model", "region") == (f"us.anthropic.{SONNET}-v1:0", "us-west-2")
    assert told(row, "input", "cache_read") == (50, None)
    assert of("bedrock/invocations.jsonl", 3)["flags"] == "failed"


def test_focus_rows_are_one_kind_of_token_each() -> None:
    """6 thousand sent, 87.25 thousand read, 244 written, 637 out; hours and taxes are money alone."""
    rows = read(DATA / "focus" / "focus_1_2.csv")
    assert [told(row, "input", "cache_read", "cache_write", "output") for row in rows] == [
        (6000, None, None, None),
        (None, 87_250, None, None),
        (None, None, 244, None),
        (None, None, None, 637),
        (None, None, None, None),
        (None, None, None, None),
    ]
    assert sum(row["cost"] for row in rows) == Decimal("1.854645")
    assert told(rows[1], "list_cost", "host", "vendor") == (Decimal("0.03"), "AWS", "Anthropic")


def test_focus_1_3_has_other_names_and_columns_of_our_own() -> None:
    row = of("focus/focus_1_3.csv", 2)
    assert told(row, "model", "input", "host", "service", "requests") == ("gpt-5.5", 120_000, "OpenAI", "standard", 7)


def test_focus_in_parquet_is_read_as_its_csv(tmp_path: Path) -> None:
    source, target = DATA / "focus" / "focus_1_2.csv", tmp_path / "focus.parquet"
    duckdb.connect().execute(f"COPY (FROM read_csv('{source}')) TO '{target}' (FORMAT parquet)")
    fields = ("start", "end", *COUNTERS, "cost", "list_cost", "model", "item")
    assert [told(row, *fields) for row in read(target)] == [told(row, *fields) for row in read(source)]


MAP = "start=at,model=engine,input=sent,cache_read=cached,output=got,cost=usd,key=id"


@pytest.mark.parametrize(("convention", "fresh"), [("inclusive", 60), ("exclusive", 100)])
def test_any_table_by_a_map_of_its_columns(tmp_path: Path, convention: str, fresh: int) -> None:
    """100 sent, 40 of them from the cache: 60 if the user says that the input includes it, else 100."""
    path = tmp_path / "own.csv"
    rows = [["id", "at", "engine", "sent", "cached", "got", "usd", "prompt"]]
    rows += [[str(n), "2026-05-30T09:00:00Z", "gpt-5.5", "100", "40", "9", "0.01", "SECRET-PROMPT"] for n in (1, 2, 2)]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    found = read(path, columns=f"{MAP},convention={convention},basis=charged,currency=USD")
    assert [told(row, "input", "cache_read", "output") for row in found] == [(fresh, 40, 9)] * 2
    assert "SECRET" not in str(found)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (MAP, "does the input include the tokens of the cache"),
        (f"{MAP},convention=inclusive", "what is the cost"),
        (f"{MAP},convention=both", "Unknown convention 'both'"),
        ("inputs=sent", r"Unknown field 'inputs'. Did you mean 'input'"),
        ("input", "expected a field and its column"),
        ("model=engine", "expected a column of tokens or money"),
    ],
)
def test_a_map_that_leaves_something_open_is_an_error(columns: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read(DATA / "openrouter" / "activity.csv", columns=columns)


def test_a_map_of_columns_that_are_not_there_is_refused() -> None:
    with pytest.raises(UserError, match="no column 'sent'"):
        read(DATA / "openrouter" / "activity.csv", columns="input=sent")
