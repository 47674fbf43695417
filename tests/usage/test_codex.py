"""Codex CLI: running totals made into uses, worked out by hand."""

import json
from pathlib import Path
from typing import Any

from tests.usage.logs import DATA, read, told, written

SESSION, CHILD = DATA / "codex" / "session.jsonl", DATA / "codex" / "subagent.jsonl"
COUNTERS = ("input", "cache_read", "output", "reasoning")


def event(second: int, total: dict[str, int], last: dict[str, int] | None = None) -> str:
    info: dict[str, Any] = {"total_token_usage": total} | ({"last_token_usage": last} if last else {})
    payload = {"type": "token_count", "info": info}
    return json.dumps({"timestamp": f"2026-05-30T10:00:{second:02}Z", "type": "event_msg", "payload": payload})


def counts(sent: int, cached: int, output: int) -> dict[str, int]:
    return {"input_tokens": sent, "cached_input_tokens": cached, "output_tokens": output}


def test_uses_are_differences_of_totals_and_a_repeated_total_is_none() -> None:
    """Totals 1,200; 6,200; 6,200; 16,200 of input and 0; 3,000; 3,000; 11,000 cached; then the count starts anew.

    Uncached: 1,200, then 5,000 - 3,000 = 2,000, then 10,000 - 8,000 = 2,000, then 700 - 500 = 200.
    """
    assert [told(row, *COUNTERS) for row in read(SESSION)] == [
        (1200, 0, 80, 0),
        (2000, 3000, 300, 120),
        (2000, 8000, 500, 200),
        (200, 500, 40, 10),
    ]


def test_the_model_is_that_of_an_earlier_line_and_is_never_guessed() -> None:
    rows = read(SESSION)
    assert told(rows[0], "model", "flags") == (None, "model_unknown")
    assert {row["model"] for row in rows[1:]} == {"gpt-5.5-codex"}
    assert rows[3]["flags"] == "totals_restarted"


def test_a_sub_agent_does_not_bill_again_what_its_parent_did() -> None:
    """Its file repeats the parent's totals up to 16,200 in its first second; its own use is 18,200 - 16,200."""
    assert [told(row, *COUNTERS) for row in read(CHILD)] == [(1000, 1000, 100, 30)]


def test_a_file_that_goes_on_from_another_counts_only_its_own_turn(tmp_path: Path) -> None:
    """The first total, 50,000, is of turns in an earlier file: this turn was 900, of which 100 from the cache."""
    path = written(tmp_path, "a.jsonl", [event(1, counts(50_000, 9000, 700), counts(900, 100, 30))])
    assert [told(row, "input", "cache_read", "output") for row in read(path)] == [(800, 100, 30)]


def test_totals_alone_are_enough(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", [event(1, counts(500, 0, 10)), event(2, counts(800, 200, 25))])
    rows = read(path)
    assert [told(row, "input", "cache_read", "output") for row in rows] == [(500, 0, 10), (100, 200, 15)]
    assert all("from_totals" in row["flags"] for row in rows)


def test_more_from_the_cache_than_the_input_that_holds_it_is_read_as_exclusive(tmp_path: Path) -> None:
    """6 tokens of input can not hold 900 from the cache: the 6 are beside them, and no counter turns negative."""
    (row,) = read(written(tmp_path, "a.jsonl", [event(1, counts(6, 900, 10))]))
    assert told(row, "input", "cache_read") == (6, 900)
    assert "read_as_exclusive" in row["flags"]


def test_an_archived_copy_is_counted_once(tmp_path: Path) -> None:
    lines = SESSION.read_text(encoding="utf-8").splitlines()
    copy = written(tmp_path, "archived.jsonl", [*lines, "{}"])
    assert len(read(SESSION, copy)) == 4
