"""Commands on vintages: every form of their answers, and mistakes that say what to do."""

import csv
import io
import json
from pathlib import Path

import pytest

from leadline.cli import run

EARLY = "2026-02-13"
"""A day on which few vintages were known, so that commands are quick."""

FEWEST = "2026-02-04"
"""A day on which nowcasts of two past days can be scored."""


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["lead", *arguments]) == 0
    return capsys.readouterr().out


COMMANDS = (
    ("vintages", "--on", "2025-12-31", "--as-of", EARLY),
    ("redated", "--as-of", "2026-10-01"),
    ("realtime", "--as-of", "2025-11-25", "--definition", "interpolated"),
    ("delay", "--as-of", EARLY),
    ("delay", "--as-of", EARLY, "--group", "anthropic"),
    ("nowcast", "--as-of", FEWEST),
    ("hindcast", "--as-of", EARLY),
)


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(command) for command in COMMANDS])
def test_json_and_csv_tell_the_same(capsys: pytest.CaptureFixture[str], command: tuple[str, ...]) -> None:
    told = json.loads(answer(capsys, *command, "--json"))
    rows = list(csv.DictReader(io.StringIO(answer(capsys, *command, "--csv"))))
    assert len(rows) == len(told["rows"]) > 0
    assert all(figure["evidence"] and figure["label"] for figure in told["figures"])


def test_vintages_tell_of_published_and_rebuilt_files(capsys: pytest.CaptureFixture[str]) -> None:
    shown = answer(capsys, "vintages", "--on", "2025-12-31", "--as-of", EARLY)
    assert "by vintage, as known on 2026-02-13" in shown
    lines = [line.split() for line in shown.splitlines() if "months" in line]
    told = {tuple(words[:2]): words[2] for words in lines if words[0].startswith("2026")}
    assert told["2026-02-04", "rebuilt"] == told["2026-02-13", "published"] == "8.5"


def test_the_nowcast_says_in_words_whether_it_helped(capsys: pytest.CaptureFixture[str]) -> None:
    """With so few days to go by it cannot be told, and the answer says so."""
    shown = answer(capsys, "nowcast", "--as-of", FEWEST)
    assert "with models that are not scored yet, was probably" in shown
    assert "the nowcast was not clearly nearer to what was found" in shown


def test_the_hindcast_says_who_came_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    shown = answer(capsys, "hindcast", "--as-of", EARLY)
    assert "By releases, 3 months ahead," in shown
    assert "hindsight" in shown


@pytest.mark.parametrize(
    "command",
    [
        ("vintages", "--on", "2025-12-31", "--as-of", EARLY),
        ("realtime", "--as-of", "2025-11-25"),
        ("nowcast", "--as-of", FEWEST),
        ("hindcast", "--as-of", EARLY),
    ],
)
def test_charts_stand_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / "chart.svg"
    answer(capsys, *command, "--plot", str(path))
    drawn = path.read_text(encoding="utf-8")
    assert "Lead of the United States over China" in drawn
    assert "Epoch AI" in drawn
    assert drawn.count("aria-roledescription") > 5 or drawn.count("<path") > 10


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (("vintages", "--on", "2026-10-02", "--as-of", "2026-10-01"), "is later than --as-of"),
        (("vintages", "--definition", "stepp"), "Did you mean 'step'"),
        (("redated", "--as-of", "2025-11-13"), "Only one vintage"),
        (("delay", "--as-of", "2025-11-13"), "two vintages"),
        (("nowcast", "--follower", "Chnia"), "Did you mean 'China'"),
        (("nowcast", "--on", "2026-05-01", "--as-of", "2026-04-01"), "later than"),
        (("realtime", "--as-of", "2025-11-13"), "Nothing was revised yet"),
        (("hindcast", "--leader", "US", "--follower", "US"), "no lead over itself"),
    ],
)
def test_mistakes_say_what_to_do(capsys: pytest.CaptureFixture[str], command: tuple[str, ...], hint: str) -> None:
    assert run(["lead", *command]) == 2
    assert hint in capsys.readouterr().err
