"""`leadline check` and `leadline claims`: forms, names, days, mistakes."""

import json
from pathlib import Path

import pytest

from leadline.claims import read
from leadline.cli import run
from tests.cli.test_claims_lint import CLAIM, folder

__all__ = ["folder"]
DAY = ("--as-of", "2026-11-20")


def test_cards_of_a_folder_and_of_a_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), *DAY]) == 0
    told = capsys.readouterr().out
    assert "[about] twice what [comparable] models" in told
    assert "As known on 2026-05-30" in told
    assert run(["check", "dearer", "--claims", str(folder), *DAY]) == 0
    assert capsys.readouterr().out == told


def test_one_object_with_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(folder), *DAY, "--json", "--since", "2026-08-01"]) == 0
    found = json.loads(capsys.readouterr().out)
    (row,) = found["rows"]
    assert row["claim"] == "dearer"
    assert row["readings"] == 15
    assert [one["as_of"] for one in row["then"]] == ["2026-05-30", "2026-08-01"]
    assert row["share_figure"] in {one["id"] for one in found["figures"]}


def test_cards_are_kept_in_a_file(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "cards.html"
    assert run(["check", str(folder), *DAY, "--format", "html", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_mistakes_of_a_user(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "dearest", "--claims", str(folder), *DAY]) == 2
    assert "Did you mean 'dearer'?" in capsys.readouterr().err
    assert run(["check", str(folder), *DAY, "--since", "2026-11-21"]) == 2
    assert run(["check", str(folder), *DAY, "--json", "--format", "md"]) == 2


def test_the_table_of_claims(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(read, "BUNDLED", folder)
    (folder / "other.yaml").write_text(CLAIM.replace("id: d", "id: r").replace("1.9 <= v <= 2.1", "1.9 <= v"), "utf-8")
    assert run(["claims", *DAY, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {row["claim"] for row in found["rows"]} == {"dearer", "rearer"}
    changed = [row["changed"] for row in found["rows"]]
    assert changed == sorted(changed, reverse=True)
    assert run(["claims", *DAY, "--side", "CN policy", "--csv"]) == 0
    assert capsys.readouterr().out.count("\n") == 3
    assert run(["claims", *DAY, "--side", "CN polic"]) == 2
    assert "Did you mean 'CN policy'?" in capsys.readouterr().err
    assert run(["claims", *DAY, "--outcome", "scenario"]) == 0
    assert "0 claims" in capsys.readouterr().out
