"""Claude Code: what repeated, partial and side lines come to, each worked out by hand."""

import json
from decimal import Decimal
from pathlib import Path

from tests.usage.logs import DATA, read, told, written

SESSION = DATA / "claude_code" / "session.jsonl"
COUNTERS = ("input", "cache_read", "cache_write_5m", "cache_write_1h", "cache_write", "output")


def line(message: str, request: str, output: int, **others: object) -> str:
    usage = {"input_tokens": 10, "cache_read_input_tokens": 500, "output_tokens": output}
    event = {
        "sessionId": "s",
        "uuid": "u",
        "requestId": request,
        "timestamp": "2026-05-30T09:00:00Z",
        "message": {"id": message, "model": "claude-opus-4-8", "usage": usage},
    }
    return json.dumps(event | others)


def test_a_message_that_is_written_thrice_is_one_use_with_its_whole_output() -> None:
    """Lines 3, 4 and 6 are one message: 6 uncached, 244 written for five minutes, 87,250 read, and 637 out, not 1.

    At Sonnet 4.5's list price: (6 x 3 + 244 x 3.75 + 87,250 x 0.30 + 637 x 15) / 10^6 = 0.036663 dollars.
    """
    (row,) = [row for row in read(SESSION) if row["model"] == "claude-sonnet-4-5-20250929"]
    assert told(row, *COUNTERS) == (6, 87_250, 244, 0, None, 637)
    prices = {"input": "3", "cache_read": "0.30", "cache_write_5m": "3.75", "output": "15"}
    assert sum(row[meter] * Decimal(price) for meter, price in prices.items()) / 10**6 == Decimal("0.036663")


def test_a_write_that_is_told_as_a_sum_alone_has_no_known_lifetime() -> None:
    """An old line: 1,000 tokens written, for how long the log does not say; and its cost is the tool's own estimate."""
    (row,) = [row for row in read(SESSION) if row["model"] == "claude-opus-4-20250514"]
    assert told(row, *COUNTERS) == (12, 2000, None, None, 1000, 50)
    assert told(row, "cost", "currency", "basis") == (Decimal("0.0123"), "USD", "estimate")


def test_writes_by_lifetime_are_never_added_to_their_sum() -> None:
    """3,000 written are 1,000 for five minutes and 2,000 for an hour: together 3,000, not 6,000."""
    (row,) = [row for row in read(SESSION) if row["model"] == "claude-opus-4-8" and row["flags"] is None]
    assert told(row, *COUNTERS) == (20, 0, 1000, 2000, None, 400)
    assert told(row, "service", "region", "searches") == ("fast", "us", 2)


def test_steps_within_a_message_are_uses_of_their_own() -> None:
    """A compaction is the message's own model; an advisor is another, which the log does not name."""
    steps = [row for row in read(SESSION) if row["flags"] and "iteration" in row["flags"]]
    assert {told(row, "model", "input", "output", "requests") for row in steps} == {
        ("claude-opus-4-8", 180_000, 3500, 0),
        (None, 823, 1612, 0),
    }


def test_what_was_never_sent_and_results_of_tools_are_no_uses() -> None:
    """Neither the synthetic error message nor the counters in a tool's result, 999 tokens each, are billed here."""
    rows = read(SESSION)
    assert len(rows) == 5
    assert "<synthetic>" not in {row["model"] for row in rows}
    assert 999 not in {row["input"] for row in rows}


def test_a_retry_is_a_use_of_its_own_but_the_same_line_in_another_file_is_not(tmp_path: Path) -> None:
    """Two requests are two bills: 40 + 60. A resumed session repeats the first in another file: still 100."""
    first = written(tmp_path, "a.jsonl", [line("msg_1", "req_1", 40), line("msg_2", "req_2", 60)])
    second = written(tmp_path, "b.jsonl", [line("msg_1", "req_1", 40), line("msg_3", "req_3", 7)])
    assert sum(row["output"] for row in read(first)) == 100
    assert sum(row["output"] for row in read(first, second)) == 107


def test_one_message_id_under_two_requests_is_two_uses_unless_one_is_of_a_side_conversation(tmp_path: Path) -> None:
    plain = written(tmp_path, "a.jsonl", [line("msg_1", "req_1", 40), line("msg_1", "req_2", 50)])
    side = written(tmp_path, "b.jsonl", [line("msg_1", "req_1", 40), line("msg_1", "req_2", 50, isSidechain=True)])
    assert sum(row["output"] for row in read(plain)) == 90
    assert sum(row["output"] for row in read(side)) == 50


def test_a_line_that_is_no_message_with_the_word_usage_is_passed_over(tmp_path: Path) -> None:
    text = json.dumps({"sessionId": "s", "uuid": "u", "message": "usage", "usage": {"other": 1}})
    assert len(read(written(tmp_path, "a.jsonl", [text, line("msg_1", "req_1", 40)]))) == 1
