"""Options that say how the index is made, as people use them."""

import json
from datetime import date

import pytest

import leadline as face
from leadline.capability.setting import Setting
from leadline.errors import UserError
from tests.cli.test_cli import Run, leadline
from tests.cli.test_lead import AUGUST

__all__ = ["leadline"]


def lead_of(leadline: Run, *options: str) -> dict[str, object]:
    code, out, err = leadline("lead", "--definition", "interpolated", *options, *AUGUST, "--json")
    assert code == 0, err
    return next(figure for figure in json.loads(out)["figures"] if figure["metric"] == "lead")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--scheme", "bayesian", "--draws", "30"), {"scheme": "bayesian", "draws": 30}),
        (("--ridge", "0.01", "--draws", "20"), {"ridge": 0.01}),
        (("--anchors", "GPT-4o (Nov 2024)=100,GPT-5=120", "--draws", "20"), {"draws": 20}),
        (("--anchor-benchmark", "GPQA diamond", "--draws", "20"), {"anchor": "GPQA diamond"}),
        (("--without-benchmarks", "HLE, SimpleBench", "--draws", "20"), {"without_benchmarks": "HLE; SimpleBench"}),
        (("--seed", "7", "--draws", "20"), {"seed": 7}),
    ],
)
def test_a_setting_is_told_by_its_figure(leadline: Run, options: tuple[str, ...], told: dict[str, object]) -> None:
    figure = lead_of(leadline, *options)
    args = figure["args"]
    assert isinstance(args, dict)
    assert told.items() <= args.items()
    assert figure["low"] is not None


def test_the_face_gives_what_the_command_gives(leadline: Run) -> None:
    """One setting, two ways to ask."""
    view = face.open_store().as_of(date(2026, 8, 11))
    setting = face.Setting(without_benchmarks=("HLE",), ridge=0.5, draws=25)
    ours = face.lead(view, "US", "CN", definition="interpolated", setting=setting)
    theirs = lead_of(leadline, "--without-benchmarks", "HLE", "--ridge", "0.5", "--draws", "25")
    assert (theirs["value"], theirs["low"], theirs["id"]) == (ours.value, ours.low, ours.id)


def test_the_table_says_so(leadline: Run) -> None:
    _, out, _ = leadline("lead", "--ridge", "0.5", "--draws", "20", *AUGUST)
    assert "The index is made in another way: ridge 0.5." in " ".join(out.split())
    assert "made in another way" not in leadline("lead", *AUGUST)[1]
    _, out, _ = leadline("models", "--without-benchmarks", "HLE", "--draws", "20", "--top", "1", *AUGUST)
    assert "The index is made in another way: without benchmarks HLE." in " ".join(out.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("lead --draws 5", "at least 20 draws; 5 were asked for"),
        ("lead --draws 100000000", "at most 20000"),
        ("lead --scheme guess", "guess"),
        ("lead --ridge 0", "ridge above 0"),
        ("lead --ridge nan", "ridge above 0"),
        ("lead --seed -1", "seed to be a whole number"),
        ("lead --scheme posterior --ridge 1", "The posterior has priors in place of --ridge"),
        ("lead --anchors GPT-5", "Expected two models, each with an index of its own"),
        ("lead --anchors a=1,b=1", "Expected two models, each with an index of its own"),
        ("lead --anchors GPT-99=1,GPT-5=2", "GPT-99"),
        ("lead --anchor-benchmark Winnogrande", "of the benchmarks that are left, 57, it is none"),
        ("lead --anchor-benchmark Winnogrande", "with --anchor-benchmark NAME. Did you mean 'Winogrande'?"),
        ("lead --benchmarks HLE", "'Winogrande', but of the benchmarks that are left, 1, it is none"),
        ("lead --benchmarks HLE", "Name one of them with --anchor-benchmark NAME. There are HLE."),
        ("lead panel --benchmarks HLE", "Name one of them with --anchor-benchmark NAME. There are HLE."),
        ("lead dates --benchmarks HLEE", "Unknown benchmark 'HLEE'. Did you mean 'HLE'"),
        ("models --benchmarks HLE --anchor-benchmark HLE", "Choose others with --anchors"),
        ("lead best --draws 5", "at least 20 draws; 5 were asked for"),
        ("lead --scheme posterior --draws 5000", "The posterior gives 3198 draws; 5000 were asked for"),
        ("lead robustness --scheme posterior", "The posterior is one of the variations"),
        ("lead --benchmarks ,", "Name at least one"),
        ("lead --without-benchmarks HLEE", "HLE"),
        ("lead --definition average --window nan", "Expected a window above 0"),
        ("lead --definition average --window inf", "Expected a window above 0"),
        ("models --yardstick published --ridge 1", "Only the index can be made with another ridge"),
    ],
)
def test_what_cannot_be(leadline: Run, words: str, message: str) -> None:
    code, out, err = leadline(*words.split(), *AUGUST)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


@pytest.mark.parametrize(
    ("words", "rows"),
    [("best --group CN", 1), ("dates", 5), ("panel", 10), ("frontiers", 1)],
)
def test_the_other_commands_of_leads_take_a_setting_too(leadline: Run, words: str, rows: int) -> None:
    """Each says so below its table, and its figures carry it."""
    options = ("--without-benchmarks", "HLE", "--draws", "20", *AUGUST)
    code, out, err = leadline("lead", *words.split(), *options)
    assert (code, err) == (0, "")
    assert "The index is made in another way: without benchmarks HLE." in " ".join(out.split())
    figures = json.loads(leadline("lead", *words.split(), *options, "--json")[1])["figures"]
    told = [f for f in figures if f["args"].get("without_benchmarks") == "HLE" and f["args"].get("draws", 20) == 20]
    assert len(told) >= rows


@pytest.mark.parametrize("names", ["HLE", ["HLE"], (1,)])
def test_names_that_are_no_tuple_are_refused(names: object) -> None:
    """A string is not taken for its letters."""
    with pytest.raises(UserError, match=r"Expected without_benchmarks to be a tuple of names, as in \('HLE',\)"):
        Setting(without_benchmarks=names)  # type: ignore[arg-type]  # what a caller without types may pass
