"""`leadline claims explain`: all readings by value, as a table, CSV, JSON and a chart; and the names of the face."""

import csv
import io
import json
from pathlib import Path

import pytest

import leadline
from leadline.claims import read
from leadline.cli import run
from tests.cli.test_check import DAY
from tests.cli.test_claims_lint import folder

__all__ = ["folder"]


def test_every_reading_by_value(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "explain", "dearer", "--claims", str(folder), *DAY, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 15
    values = [float(row["value"]) for row in rows if row["value"]]
    assert values == sorted(values)
    assert [row["plain"] for row in rows].count("True") == 1
    assert all((row["value"] == "") == (row["missing"] != "") for row in rows)


def test_some_of_them_for_people_and_for_programs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(folder / "prices" / "dearer.yaml")
    assert run(["claims", "explain", file, *DAY, "--most", "2"]) == 0
    told = capsys.readouterr().out
    assert "And 13 more." in told
    assert "It is no probability of being right." in told
    assert run(["claims", "explain", file, *DAY, "--most", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["rows"]) == 2
    assert {row["figure"] for row in found["rows"]} <= {one["id"] for one in found["figures"]}


def test_a_chart_beside_the_table(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "readings.svg"
    assert run(["claims", "explain", "dearer", "--claims", str(folder), *DAY, "--plot", str(out)]) == 0
    assert "Wrote" in capsys.readouterr().err
    assert "reasonable readings" in out.read_text(encoding="utf-8")


def test_mistakes_of_a_user(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "explain", "dearest", "--claims", str(folder), *DAY]) == 2
    assert "Did you mean 'dearer'?" in capsys.readouterr().err
    assert run(["claims", "explain", "dearer", "--claims", str(folder), *DAY, "--most", "0"]) == 2
    assert "one at least" in capsys.readouterr().err
    assert run(["claims", "explain", "distillation-is-ordinary", *DAY]) == 2
    assert "asks nothing of the data" in capsys.readouterr().err


def test_a_claim_by_name_or_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "BUNDLED", folder)
    view = leadline.open_store().as_of(leadline.units.day(DAY[1]))
    (claim,) = leadline.bundled_claims()
    assert leadline.check_claim(view, claim).strict == leadline.check_claim(view, "dearer").strict
    (folder / "other.yaml").write_text(
        (folder / "prices" / "dearer.yaml").read_text("utf-8").replace("dearer", "rearer"), "utf-8"
    )
    with pytest.raises(leadline.UserError, match="a folder of 2"):
        leadline.check_claim(view, str(folder))
