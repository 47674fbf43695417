"""`leadline models`, `model` and `benchmarks`: tables, JSON, CSV, Parquet, charts, mistakes."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest

from tests.cli.test_cli import Run, leadline

__all__ = ["leadline"]
DAY = ("--as-of", "2026-08-11")


def test_models_in_order_with_ranks_and_prices(leadline: Run) -> None:
    code, out, err = leadline("models", "--group", "CN", "--top", "3", *DAY, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err, len(rows)) == (0, "", 3)
    assert {row["country"] for row in rows} == {"CN"}
    values = [float(row["value"]) for row in rows]
    assert values == sorted(values, reverse=True)
    assert all(int(row["rank_low"]) <= int(row["rank"]) <= int(row["rank_high"]) for row in rows)


def test_models_as_json_has_figures_of_value_rank_and_price(leadline: Run) -> None:
    _, out, _ = leadline("models", "--top", "2", *DAY, "--json")
    answer = json.loads(out)
    assert {figure["metric"] for figure in answer["figures"]} == {"capability_index", "model_rank", "cost"}
    assert len(answer["rows"]) == 2


def test_models_by_another_yardstick(leadline: Run) -> None:
    _, out, _ = leadline("models", "--yardstick", "horizon", "--top", "2", *DAY)
    assert "Models by METR time horizon on 2026-08-11" in out
    assert "Value in minutes" in out
    assert "time horizons by METR" in out


def test_parquet_has_numbers_as_numbers(leadline: Run, tmp_path: Path) -> None:
    path = tmp_path / "models.parquet"
    code, _, err = leadline("models", "--top", "4", *DAY, "--parquet", str(path))
    assert (code, err) == (0, f"Wrote {path}.\n")
    found = duckdb.sql(f"SELECT rank, value, model FROM '{path}' ORDER BY rank").fetchall()
    assert [row[0] for row in found] == [1, 2, 3, 4]
    assert all(isinstance(row[1], float) for row in found)


def test_a_model_with_all_that_is_known(leadline: Run, tmp_path: Path) -> None:
    path = tmp_path / "o3.svg"
    code, out, _ = leadline("model", "o3", *DAY, "--plot", str(path))
    assert code == 0
    for words in (
        "o3 had 146.9 index points",
        "Released, by the source of the first",
        "openai/o3",
        "Disputed: released",
    ):
        assert words in out
    assert "scores beside what its index makes one expect" in path.read_text(encoding="utf-8")
    _, out, _ = leadline("model", "o3", *DAY, "--json")
    answer = json.loads(out)
    assert {row["kind"] for row in answer["rows"]} == {"statement", "disputed"}
    assert {"benchmark_score", "expected_score", "score_residual"} <= {f["metric"] for f in answer["figures"]}
    _, out, _ = leadline("model", "o3", *DAY, "--csv")
    row = next(csv.DictReader(io.StringIO(out)))
    assert float(row["residual_points"]) == pytest.approx(float(row["score_percent"]) - float(row["expected_percent"]))


def test_benchmarks_hardest_first_with_class_and_coverage(leadline: Run, tmp_path: Path) -> None:
    path = tmp_path / "benchmarks.html"
    code, out, _ = leadline("benchmarks", *DAY, "--csv", "--plot", str(path))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, len(rows)) == (0, 57)
    hard = [float(row["difficulty"]) for row in rows]
    assert hard == sorted(hard, reverse=True)
    simple = next(row for row in rows if row["benchmark"] == "SimpleBench")
    assert (simple["access"], simple["area"], simple["state"]) == ("held-out", "reasoning", "in use")
    assert "US " in simple["countries"]
    page = path.read_text(encoding="utf-8")
    assert "Epoch AI" in page
    assert "FrontierMath-Tier-4-v2-Private" in page
    _, out, _ = leadline("benchmarks", *DAY)
    assert "benchmark_saturation/1" in out
    _, out, _ = leadline("benchmarks", *DAY, "--json")
    assert {figure["on"] for figure in json.loads(out)["figures"]} == {"2026-08-11"}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("models --yardstick arenas", "Did you mean 'arena'"),
        ("models --yardstick arena --as-of 2026-08-11", "leadline ingest --from FOLDER"),
        ("models --group Chyna", "Did you mean 'China'"),
        ("models --group FI --as-of 2026-08-11", "No model of FI was released by 2026-08-11"),
        ("models --top 0", "ask for at least one model"),
        ("models --as-of 2026-08-11 --parquet models.csv", "ends in .parquet"),
        ("models --as-of 2026-08-11 --parquet /nowhere/models.parquet", "could not be written"),
        ("model o33 --as-of 2026-08-11", "Did you mean 'o3'"),
        ("model", "requires an argument"),
        ("model GPT-5 --as-of 2024-03-01", "Nothing was known in the table 'score' on 2024-03-01"),
        ("model GPT-5 --as-of 2026-08-11 --on 2023-01-01", "GPT-5 was released on 2025-08-07, after 2023-01-01"),
        ("lead panel --as-of 2024-03-01", "Nothing was known in the table 'score' on 2024-03-01"),
        ("lead frontiers --as-of 2026-08-11 --on 2023-01-01", "Name an earlier one"),
        ("benchmarks --as-of 2026-08-11 --plot chart.gif", "Expected a file that ends in"),
        ("benchmarks --as-of 2024-06-01", "score"),
    ],
)
def test_a_mistake_is_told_in_one_paragraph(leadline: Run, command: str, words: str) -> None:
    code, out, err = leadline(*command.split())
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
    assert err.count("\n") == 1
