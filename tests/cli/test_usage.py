"""`leadline usage`: what logs hold, in its forms, and mistakes."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from leadline.cli import run
from leadline.usage.record import COLUMNS
from tests.usage.logs import DATA


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["usage", *words]) == 0
    return capsys.readouterr().out


def test_the_summary_tells_formats_conventions_tokens_and_what_is_remarkable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = out(capsys, "read", str(DATA / "claude_code"))
    for words in ("Claude Code session logs", "excludes cache reads", "87,250", "2 rows told again", "0.0123 USD"):
        assert words in shown
    assert "2026-05-30 to 2026-05-30, 5 rows" in shown


def test_several_tools_may_tell_the_same_requests(capsys: pytest.CaptureFixture[str]) -> None:
    assert "may tell the same requests" in out(capsys, "read", str(DATA))
    assert "single requests, some are sums" in out(capsys, "read", str(DATA / "litellm"))
    assert "the same requests" not in out(capsys, "read", str(DATA / "openai"))


def test_json_and_csv_hold_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(out(capsys, "read", str(DATA / "openrouter"), "--json"))
    rows = list(csv.DictReader(io.StringIO(out(capsys, "read", str(DATA / "openrouter"), "--csv"))))
    assert [row["model"] for row in found["rows"]] == [row["model"] for row in rows]
    assert [row["input"] for row in found["rows"]] == [6000, 1000, 412]
    assert (found["formats"][0]["format"], found["formats"][0]["rows"], found["rejected"]) == ("openrouter", 3, [])
    assert (found["first"], found["undated"], found["flags"]) == ("2026-05-30", 0, {"own_key": 1})


def test_rows_are_written_as_parquet_with_the_columns_of_the_normal_form(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "normal.parquet"
    out(capsys, "read", str(DATA / "codex"), "--out", str(path))
    described = duckdb.connect().execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
    assert {name: kind for name, kind, *_ in described} == {
        name: kind.replace(", ", ",") for name, kind in COLUMNS.items()
    }


def test_what_was_rejected_is_told_by_cause_with_its_first_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text((DATA / "codex" / "session.jsonl").read_text(encoding="utf-8") + "bad\nbad\n", encoding="utf-8")
    assert run(["usage", "read", str(path)]) == 2
    assert "2 of 6 rows could not be read; most of all: no object of JSON, first at" in capsys.readouterr().err
    shown = out(capsys, "read", str(path), "--lenient")
    assert "Rows: 2; no object of JSON, first at" in shown
    assert f"{path.name}:11" in shown


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Name at least one"),
        (("nowhere.jsonl",), "found none at 'nowhere.jsonl'"),
        ((str(DATA / "codex"), "--format", "codecs"), "Did you mean 'codex'"),
        ((str(DATA / "codex"), "--format", "codex", "--columns", "input=a"), "Choose one of --format and --columns"),
        ((str(DATA / "codex"), "--out", "rows.csv"), "ends in .parquet"),
        ((str(DATA / "codex"), "--out", "no/such/folder/rows.parquet"), "could not be written"),
    ],
)
def test_mistakes(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str) -> None:
    assert run(["usage", "read", *words]) == 2
    assert told in capsys.readouterr().err
