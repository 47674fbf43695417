"""`leadline policy`, its drawing and its rules; `leadline find` and what it says to ask next."""

import json
import shlex
from pathlib import Path

import pytest

from leadline.cli import run

AS_OF = ["--as-of", "2026-11-01"]


@pytest.mark.parametrize("over", ["none", "lead", "compute-share", "router_token_share/CN"])
def test_the_timeline_is_drawn_over_an_indicator(tmp_path: Path, over: str) -> None:
    path = tmp_path / "policy.svg"
    assert run(["policy", "--layer", "models", "--plot", str(path), "--over", over, *AS_OF]) == 0
    drawing = path.read_text(encoding="utf-8")
    assert "OSTP NSTM-4" in drawing
    assert (">months<" in drawing) == (over == "lead")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--over", "lead"], "--plot"),
        (["--plot", "a.svg", "--over", "leed"], "Did you mean 'lead'"),
        (["--plot", "a.svg", "--over", "chip_sold"], "Did you mean 'chips_sold'"),
        (["--plot", "a.svg", "--over", "chips_sold/EU"], "There are US, CN, world"),
        (["--plot", "a.csv"], "--csv for the events"),
        (["--plot", "a.svg", "--since", "2026-10-31"], "no event to draw"),
    ],
)
def test_a_drawing_that_cannot_be_is_an_error(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["policy", *arguments, *AS_OF]) == 2
    assert said in capsys.readouterr().err


def test_rules_as_table_and_as_records(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policy", "chips", "--chip", "MI325X", "--on", "2026-02-01", *AS_OF]) == 0
    table = capsys.readouterr().out
    assert "case by case" in table
    assert "20,800 / 20,919" in table
    assert run(["policy", "chips", "--clauses", "--json", *AS_OF]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert all(row["url"] and row["evidence"] and row["outcome"] for row in rows)
    assert run(["policy", "chips", "--to", "FR", *AS_OF]) == 2


def test_what_find_says_to_ask_next_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["deepseek", "v3.2"], ["h20"], ["moonshot"], ["affiliates"], ["epoch_eci"], ["3A090"]):
        assert run(["find", *words, "--json", "--most", "1", *AS_OF]) == 0
        (row,) = json.loads(capsys.readouterr().out)["rows"]
        assert run([*shlex.split(row["command"])[1:], *AS_OF]) == 0
        capsys.readouterr()
