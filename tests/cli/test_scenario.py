"""Scenarios as people run them: tables, figures, saved runs, errors with what to do."""

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import Run, leadline

__all__ = ["leadline"]

DAY = ("--as-of", "2026-11-24")
SMALL = ("--draws", "400", *DAY)


def test_a_run_shows_outcomes_classes_and_what_levers_change(leadline: Run) -> None:
    code, out, err = leadline("scenario", "run", "--lever", "chips=1", "--lever", "models=0.5@2027-06/12", *SMALL)
    assert (code, err) == (0, "")
    for words in ("Mean lead over the year", "follower ahead by 3 or more", "Neither:", "effective sample size"):
        assert words in out
    assert "Changed by chips 1, models 0.5 from 2027-06 in 12 months" in out


def test_a_run_as_json_is_exhaustive(leadline: Run) -> None:
    """The classes of lead come to 100 %, so do those with each share, and so do the paper's regions."""
    _, out, _ = leadline("scenario", "run", "--json", "--set", "gA=0.4,0.5,0.6", *SMALL)
    answer = json.loads(out)
    shares = {
        (f["args"]["lead"], f["args"]["adoption"], f["args"]["region"]): f["value"]
        for f in answer["figures"]
        if f["metric"] == "scenario_class"
    }
    assert sum(v for (lead, a, r), v in shares.items() if lead != "all" and a == "all") == pytest.approx(100)
    assert sum(v for (lead, a, r), v in shares.items() if lead != "all" and a != "all") == pytest.approx(100)
    assert sum(v for (_, _, region), v in shares.items() if region != "all") == pytest.approx(100)
    rows = {row["row"] for row in answer["rows"]}
    assert rows == {"calibration", "edit", "posterior"}
    assert answer["on"] == "2028-12-31"
    assert any(key.startswith("epoch_chip_counts@") for key in answer["figures"][0]["evidence"])


def test_a_saved_run_replays_to_the_same_bytes(leadline: Run, tmp_path: Path) -> None:
    """A saved run hangs on nothing else; one that was tampered with is a finding."""
    kept = tmp_path / "run.json"
    leadline("scenario", "run", "--lever", "chips=1", "--beliefs", "open", "--save", str(kept), *SMALL)
    code, out, _ = leadline("scenario", "replay", str(kept))
    assert code == 0
    assert "the same bytes" in out
    kept.write_text(kept.read_text(encoding="utf-8").replace("strength: 1.0", "strength: 0.9"))
    code, out, _ = leadline("scenario", "replay", str(kept))
    assert code == 1
    assert "other bytes" in out
    kept.write_text(kept.read_text(encoding="utf-8").replace("epoch_eci@2026-10-01", "epoch_eci@2026-08-11", 1))
    assert "It rested on epoch_chip_counts" in leadline("scenario", "replay", str(kept))[1]
    code, _, err = leadline("scenario", "replay", str(kept), *DAY)
    assert code == 2
    assert "Leave --as-of out" in err


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "leadline.scenario-run/1"}', b"\xff\x00"])
def test_what_is_no_saved_run_is_refused(leadline: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    code, _, err = leadline("scenario", "replay", str(tmp_path / "x.json"))
    assert code == 2
    assert "expected a run as 'leadline scenario run --save' writes it" in err


def test_two_scenarios_over_the_same_futures(leadline: Run, tmp_path: Path) -> None:
    """B against A is the opposite of A against B; other beliefs are refused."""
    head = "format: leadline.scenario/1\ndraws: 400\n"
    a, b, c = (tmp_path / f"{name}.yaml" for name in "abc")
    a.write_text(head + "name: A\nlevers:\n  chips: 1\n")
    b.write_text(head + "name: B\nlevers:\n  promotion: 1\n")
    c.write_text(head + "name: C\nbeliefs: fast\n")

    def effect(one: Path, other: Path) -> float:
        _, out, _ = leadline("scenario", "diff", str(one), str(other), *DAY, "--json")
        return float(json.loads(out)["figures"][0]["value"])

    assert effect(a, b) == pytest.approx(-effect(b, a))
    code, _, err = leadline("scenario", "diff", str(a), str(c), *DAY)
    assert code == 2
    assert "same view, beliefs, register, draws and seed" in err


def test_packs_by_levers(leadline: Run, tmp_path: Path) -> None:
    """Distillation matters under the paper's beliefs and not under the newspaper's."""
    plot = tmp_path / "packs.svg"
    _, out, _ = leadline(
        "scenario", "table", "--packs", "paper,newspaper", "--draws", "1000", "--plot", str(plot), "--json", *DAY
    )
    answer = json.loads(out)
    effects = {
        f["args"]["beliefs"]: f["value"]
        for f in answer["figures"]
        if f["metric"] == "scenario_effect" and f["args"]["levers"] == "models 1" and f["args"]["outcome"] == "lead"
    }
    assert effects["paper"] > 2
    assert effects["newspaper"] < 0.5
    assert [row["pack"] for row in answer["rows"]] == ["paper", "newspaper"]
    assert "<svg" in plot.read_text(encoding="utf-8")
    code, out, _ = leadline("scenario", "table", "--packs", "paper", "--draws", "400", *DAY)
    assert code == 0
    assert "all of US" in out


def test_fans_registers_packs_and_levers(leadline: Run, tmp_path: Path) -> None:
    fan = tmp_path / "fan.csv"
    assert leadline("scenario", "run", "--lever", "chips=-1", "--plot", str(fan), "--csv", *SMALL)[0] == 0
    assert fan.read_text(encoding="utf-8").count("scenario_month") > 100
    assert "kapd*" in leadline("scenario", "register", "--block", "algo")[1]
    assert len(json.loads(leadline("scenario", "register", "--json")[1])["rows"]) == 66
    assert "blow" in leadline("scenario", "packs", "--beliefs", "chipmaker")[1]
    assert leadline("scenario", "packs", "--csv")[1].startswith("pack,")
    assert len(json.loads(leadline("scenario", "levers", "--json")[1])["rows"]) == 5
    assert "Export controls" in leadline("scenario", "levers")[1]
    assert leadline("scenario", "run", "--example")[1].startswith("# A scenario")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--lever", "chps=1"), "Did you mean 'chips'"),
        (("--lever", "chips=1", "--lever", "chips=0.5", "--draws", "400"), "two steps that start in 2026-12"),
        (("--lever", "chips=1", "--lever", "chips=0@2026-12", "--draws", "400"), "two steps that start in 2026-12"),
        (("--seed", "-1"), "Expected a seed from 0"),
        (("--set", "gA=1e-300,1,1e300"), "within 1,000,000 times"),
        (("--set", "gA=nan,1,2"), "three rising numbers"),
        (("--lever", "chips=1@2025-01", "--draws", "400"), "cannot start in 2025-01"),
        (("--set", "gA=0.9,0.5,0.3"), "three rising numbers"),
        (("--set", "gA=0.9"), "NAME=LOW,MIDDLE,HIGH"),
        (("--beliefs", "papr"), "Did you mean 'paper'"),
        (("--draws", "0"), "Expected 200 to 1,000,000 draws"),
        (("--yardstick", "arena"), "There are mixture, index, strict, votes"),
        (("--set", "s=0.5,0.51,0.52", "--draws", "400"), "cannot be reconciled"),
        (("nowhere.yaml",), "nowhere.yaml cannot"),
    ],
)
def test_mistakes_say_what_to_do(leadline: Run, arguments: tuple[str, ...], says: str) -> None:
    code, out, err = leadline("scenario", "run", *arguments, *DAY)
    assert (code, out) == (2, "")
    assert says in err


def test_mistakes_in_a_file_and_a_table_say_what_to_do(leadline: Run, tmp_path: Path) -> None:
    """Two steps in one month contradict each other; a seed below zero is none; no pack is not every pack."""
    head = "format: leadline.scenario/1\nname: x\nlevers:\n  chips:\n"
    step = "    - {from: 2027-06, strength: 1}\n"
    (tmp_path / "x.yaml").write_text(head + step + step.replace("1}", "-1}"))
    code, out, err = leadline("scenario", "run", str(tmp_path / "x.yaml"), *SMALL)
    assert (code, out) == (2, "")
    assert "two steps that start in 2027-06" in err
    assert "Expected a seed" in leadline("scenario", "table", "--seed", "-5", *DAY)[2]
    assert "Name at least one" in leadline("scenario", "table", "--packs", "", *DAY)[2]


def test_a_view_without_chip_counts_has_no_scenario(leadline: Run) -> None:
    code, _, err = leadline("scenario", "run", "--as-of", "2026-03-01")
    assert code == 2
    assert "needs epoch_chip_counts" in err


def test_the_hindcast_scores_the_model_beside_its_rivals(leadline: Run, tmp_path: Path) -> None:
    """Every window has the model, the stack and each rival; what it deserves stands in words and in the rows."""
    plot = tmp_path / "hindcast.csv"
    _, out, _ = leadline("scenario", "hindcast", "--draws", "200", "--plot", str(plot), "--json", *DAY)
    answer = json.loads(out)
    crps = [f["args"] for f in answer["figures"] if f["args"]["score"] == "CRPS" and f["args"]["windows"] == "common"]
    assert {args["rival"] for args in crps} >= {"model", "stack", "persistence", "trend", "constant 7 ± 3"}
    for months in (3, 6, 12):
        assert len({(args["n"], args["independent"]) for args in crps if args["horizon"] == months}) == 1
    assert {row["tier"] for row in answer["rows"]} == {"releases"}
    assert {row["windows"] for row in answer["rows"] if row["row"] == "finding"} == {
        "common",
        "without the first",
        "all",
    }
    assert plot.read_text(encoding="utf-8").count("scenario_hindcast") >= 15
    code, out, _ = leadline("scenario", "hindcast", "--draws", "200", *DAY)
    assert code == 0
    assert "skill" in out
    assert "By vintage, nothing can be scored" in out
    assert leadline("scenario", "hindcast", "--draws", "5", *DAY)[0] == 2


def test_the_forecast_is_the_stack_with_each_alone_beside(leadline: Run) -> None:
    """What a run shows below its own outcomes is what the command answers."""
    _, out, _ = leadline("scenario", "forecast", "--draws", "400", "--json", *DAY)
    told = json.loads(out)["figures"]
    _, out, _ = leadline("scenario", "run", "--lever", "chips=1", "--json", *SMALL)
    shown = [f for f in json.loads(out)["figures"] if f["metric"].startswith("scenario_forecast")]
    assert shown == told
    _, out, _ = leadline("scenario", "run", *SMALL)
    assert "persistence" in out
    assert "Weights are alike" in out
    assert (
        leadline("scenario", "forecast", "--draws", "400", "--without", "trend", "--csv", *DAY)[1].count("trend") == 0
    )


def test_what_the_lead_hangs_on(leadline: Run, tmp_path: Path) -> None:
    """Three measures of every input, the widest first; the tornado draws months and points."""
    small = ("scenario", "sensitivity", "--rows", "64", "--draws", "400", *DAY)
    plot = tmp_path / "tornado.svg"
    _, out, _ = leadline(*small, "--json", "--plot", str(plot))
    told = json.loads(out)["figures"]
    assert {f["metric"] for f in told} == {"scenario_total_index", "scenario_first_order", "scenario_swing"}
    assert len({f["args"]["input"] for f in told}) == 72
    drawn = plot.read_text(encoding="utf-8")
    assert "lead, months" in drawn
    assert "first scenario, points" in drawn
    code, out, _ = leadline(*small, "--outcome", "share", "--top", "3")
    assert code == 0
    assert "sh0" in out
    assert "The total index of chance is" in out
    assert leadline(*small, "--outcome", "leed")[0] == 2
    assert leadline(*small, "--top", "0")[0] == 2


def test_made_worlds_are_checked(leadline: Run) -> None:
    small = ("scenario", "check", "--worlds", "2", "--draws", "200", *DAY)
    code, out, _ = leadline(*small)
    assert code == 0
    assert "mean lead" in out
    assert "Worlds that calibration refused" in out
    answer = json.loads(leadline(*small, "--json")[1])
    assert len(answer["figures"]) == 2 * len(answer["rows"])
    assert leadline("scenario", "check", "--worlds", "0", *DAY)[0] == 2


def test_rules_and_signposts(leadline: Run) -> None:
    code, out, _ = leadline("scenario", "rules", *SMALL)
    assert code == 0
    assert "What must be true for the second scenario" in out
    assert "Recurs" in out
    told = json.loads(leadline("scenario", "rules", "--json", *SMALL)[1])["figures"]
    assert {f["metric"] for f in told} == {"scenario_box", "scenario_rule"}
    code, out, _ = leadline("scenario", "signposts", "--top", "3", *SMALL)
    assert code == 0
    assert "at least" in out
    assert leadline("scenario", "signposts", "--csv", *SMALL)[1].count("scenario_signpost") > 60
    assert leadline("scenario", "signposts", "--top", "0", *SMALL)[0] == 2
