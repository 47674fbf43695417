"""`leadline stack`: one screen, a layer in depth, and its forms."""

import json
from pathlib import Path

import pytest

from leadline.cli import run
from leadline.stack.layers import LAYERS


def out(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["stack", *words]) == 0
    return capsys.readouterr().out


def test_the_screen_has_headline_measures_and_tells_what_disagrees(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "--as-of", "2026-11-22")
    for words in ("chips", "compute", "5.7 [5.0 to 6.6]", ") Share of compute.", "8.9 %, ownership with smuggled"):
        assert words in shown
    assert "Nvidia / H20" not in shown


def test_on_a_past_day_what_was_not_known_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    shown = out(capsys, "--as-of", "2025-12-17")
    assert "missing" in shown
    assert "as known on 2025-12-17" in shown


def test_a_layer_in_depth_as_json_holds_figures_and_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(out(capsys, "chips", "--as-of", "2026-11-22", "--on", "2025-12-31", "--json"))
    ids = {figure["id"] for figure in found["figures"]}
    assert all(row["figure"] in ids for row in found["rows"] if row["figure"])
    missing = [row for row in found["rows"] if row["missing"]]
    assert {row["metric"] for row in missing} == {"chip_price_performance"}
    assert found["on"] == "2025-12-31"


def test_a_plot_is_of_one_layer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for layer in LAYERS:
        out(capsys, layer, "--as-of", "2026-11-22", "--plot", str(tmp_path / f"{layer}.svg"))
        assert "<svg" in (tmp_path / f"{layer}.svg").read_text(encoding="utf-8")
    assert run(["stack", "--plot", str(tmp_path / "all.svg")]) == 2
    assert "Name it" in capsys.readouterr().err


def test_an_unknown_layer_is_a_mistake_with_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stack", "chip"]) == 2
    assert "Did you mean 'chips'?" in capsys.readouterr().err
