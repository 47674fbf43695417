"""The commands about leads, as people use them."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.cli.test_cli import Run, leadline

__all__ = ["leadline"]

AUGUST = ("--as-of", "2026-08-11")


def test_every_definition(leadline: Run) -> None:
    """All of them, each with its interval and probabilities; what cannot be told says why and is no figure."""
    code, out, _ = leadline("lead", "--definition", "all", *AUGUST, "--json")
    figures = json.loads(out)["figures"]
    assert code == 0
    assert len([f for f in figures if f["metric"] == "lead"]) == 10
    assert all(f["low"] <= f["value"] <= f["high"] for f in figures if f["metric"] == "lead")
    _, out, _ = leadline("lead", "--follower", "GPT-5", "--definition", "all", *AUGUST)
    assert "The trend lead needs three records of each group in the window." in " ".join(out.split())


def test_a_definition_and_its_window(leadline: Run) -> None:
    _, out, _ = leadline("lead", "--definition", "average,step", "--window", "24", *AUGUST, "--json")
    args = [f["args"] for f in json.loads(out)["figures"] if f["metric"] == "lead"]
    assert [(one["definition"], one.get("window")) for one in args] == [("average", 24), ("step", None)]
    _, out, _ = leadline("lead", "--definition", "average", *AUGUST)
    assert "The average lead of the United States over China in the 12 months to 2026-08-11 was" in out


def test_a_bound_stands_beside_the_value(leadline: Run) -> None:
    _, out, _ = leadline("lead", "--definition", "step", *AUGUST, "--on", "2023-07-31")
    assert re.search(r"  at least \d+\.\d months  ", out)


def test_probabilities_add_up(leadline: Run) -> None:
    """What is below 3 months is below 6; the follower being ahead is the leader's lead being negative."""
    _, out, _ = leadline("lead", "--definition", "step", *AUGUST, "--json")
    chance = {f["args"]["event"]: f["value"] for f in json.loads(out)["figures"] if f["metric"] == "lead_probability"}
    assert 0 <= chance["negative"] <= chance["below 3 months"] <= chance["below 6 months"] <= chance["below 12 months"]
    _, out, _ = leadline("lead", "--leader", "CN", "--follower", "US", "--definition", "step", *AUGUST, "--json")
    turned = {f["args"]["event"]: f["value"] for f in json.loads(out)["figures"] if f["metric"] == "lead_probability"}
    assert turned["negative"] == pytest.approx(100 - chance["negative"], abs=1)


def test_best_models(leadline: Run) -> None:
    _, out, _ = leadline("lead", "best", "--most", "300", *AUGUST, "--json")
    figures = json.loads(out)["figures"]
    values = [figure["value"] for figure in figures]
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(100)
    assert "Kimi K3" in leadline("lead", "best", "--group", "CN", *AUGUST)[1]
    assert leadline("lead", "best", "--csv", *AUGUST)[0] == 0


def test_dates(leadline: Run) -> None:
    """On the last day of 2025 the step lead turns on o3, shown in December 2024 and on sale in April 2025."""
    _, out, _ = leadline("lead", "dates", "--as-of", "2026-10-01", "--on", "2025-12-31", "--json")
    rows = {row["policy"]: row for row in json.loads(out)["rows"]}
    assert list(rows) == ["source", "announced", "preview", "api", "weights"]
    assert rows["announced"]["step"] == pytest.approx(376 / 30.4375)
    assert rows["api"]["step"] == pytest.approx((376 - 117) / 30.4375)
    assert rows["api"]["reached_by"] == "o3"
    assert rows["api"]["reached_by_days"] == "announced=2024-12-20 api=2025-04-16"
    assert "Days of the models on which it turns" in leadline("lead", "dates", *AUGUST)[1]
    assert leadline("lead", "dates", "--csv", *AUGUST)[1].startswith("policy,step,trend,reached_by")


def test_panel(leadline: Run, tmp_path: Path) -> None:
    """Every yardstick by every definition, on the day of its scores, with the number of models."""
    code, out, err = leadline("lead", "panel", "--as-of", "2026-10-10", "--csv", "--plot", str(tmp_path / "p.svg"))
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["yardstick"] == "capability index"]
    assert code == 0
    assert len(rows) == 10
    assert {row["on"] for row in rows} == {"2026-10-01"}
    assert {(row["models_leader"], row["models_follower"]) for row in rows} == {("161", "86")}
    assert "Wrote" in err
    assert "level-average-tied" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert "leads by yardstick and definition" in leadline("lead", "panel", *AUGUST)[1]
    assert json.loads(leadline("lead", "panel", *AUGUST, "--json")[1])["rows"][0]["definition"] == "step"


def test_frontiers(leadline: Run, tmp_path: Path) -> None:
    code, out, _ = leadline("lead", "frontiers", *AUGUST, "--csv", "--plot", str(tmp_path / "f.png"))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {"Kimi K3", "GPT-5.5 Pro"} <= {row["model"] for row in rows}
    assert (tmp_path / "f.png").stat().st_size > 20_000
    assert "Kimi K3" in leadline("lead", "frontiers", *AUGUST)[1]
    assert leadline("lead", "frontiers", *AUGUST, "--json")[0] == 0


def test_a_lead_over_time_as_a_chart(leadline: Run, tmp_path: Path) -> None:
    """Standing alone, the drawing holds its data and names its source."""
    path = tmp_path / "lead.svg"
    assert leadline("lead", *AUGUST, "--plot", str(path))[0] == 0
    drawn = path.read_text(encoding="utf-8")
    assert "Trend" in drawn
    assert "Epoch AI" in drawn
    assert drawn.count("<path") > 5


def test_published_leads_beside_ours(leadline: Run) -> None:
    """By the same definition and for the same day the figures of others are met within two months."""
    code, out, _ = leadline("lead", "published", "--as-of", "2026-10-01", "--json")
    rows = json.loads(out)["rows"]
    assert code == 0
    assert len(rows) == 6
    for row in rows:
        assert row["now"] == pytest.approx(row["months"], abs=2), row["title"]
        assert row["then"] is None or row["then"] == pytest.approx(row["months"], abs=2), row["title"]
    assert len(json.loads(leadline("lead", "published", "--as-of", "2026-02-15", "--json")[1])["rows"]) == 3
    assert "Published leads beside ours" in leadline("lead", "published")[1]
    assert leadline("lead", "published", "--csv")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("lead --definition stp", "Did you mean 'step'"),
        ("lead --definition ,", "Name at least one"),
        ("lead --definition step --window 3", "takes no window"),
        ("lead --definition trend --window 0", "Expected a window above 0 months"),
        ("lead --definition trend --follower GPT-5", "needs three records of each group"),
        ("lead --leader CN --follower China", "Both groups are CN"),
        ("lead --dates anounced", "Did you mean 'announced'"),
        ("lead --definition all --plot x.png", "tells at most 3 definitions apart"),
        ("lead --plot x.gif", "Expected a file that ends in"),
        ("lead best --group Chnia", "Did you mean 'China'"),
        ("lead panel --follower JP", "No scored model of JP"),
        ("lead frontiers --follower JP", "No scored model of JP"),
        ("lead dates --follower JP", "No scored model of JP"),
        ("lead frontiers --since 2026-13-01", "is no day"),
    ],
)
def test_a_mistake_is_one_paragraph_and_exit_code_2(leadline: Run, arguments: str, message: str) -> None:
    code, out, err = leadline(*arguments.split(), *AUGUST)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_published_leads_have_intervals_as_rows_and_early_days_say_why_none(leadline: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(leadline("lead", "published", "--csv", "--as-of", "2026-10-01")[1])))
    told = [row for row in rows if row["now"] and row["now_low"]]
    assert told
    assert all(float(row["now_low"]) <= float(row["now"]) <= float(row["now_high"]) for row in told)
    assert {row["now_bound"] for row in rows if row["now"]} <= {"exact", "at least", "at most"}
    code, out, err = leadline("lead", "published", "--as-of", "2023-01-01")
    assert (code, out) == (2, "")
    assert "No lead of the list was published by 2023-01-01; the first is of 20" in err


def test_a_chart_leaves_out_what_cannot_be_told(leadline: Run, tmp_path: Path) -> None:
    """In 2023 China had not yet three records: the other two definitions are drawn, and the subtitle says which not."""
    early = ("--as-of", "2025-11-20", "--on", "2023-11-30")
    assert leadline("lead", *early, "--plot", str(tmp_path / "early.svg"))[0] == 0
    drawn = (tmp_path / "early.svg").read_text()
    assert "told: trend" in drawn
    code, _, err = leadline("lead", *early, "--definition", "step,trend", "--plot", str(tmp_path / "x.svg"))
    assert (code, err.splitlines()[-1:]) == (0, [f"Wrote {tmp_path / 'x.svg'}."])


def test_a_panel_says_of_which_day_each_yardstick_is(leadline: Run, tmp_path: Path) -> None:
    leadline("lead", "panel", "--as-of", "2026-10-01", "--plot", str(tmp_path / "panel.html"))
    page = (tmp_path / "panel.html").read_text()
    assert "capability index on 2026-10-01" in page
    assert "METR time horizon on 2026-07-31" in page


def test_records_of_days_to_come_and_a_group_named_twice_are_refused(leadline: Run) -> None:
    code, _, err = leadline("lead", "frontiers", "--since", "2027-01-01", "--as-of", "2026-10-01")
    assert (code, "--since 2027-01-01 is later than 2026-10-01" in err) == (2, True)
    code, _, err = leadline("lead", "--leader", "openai+OpenAI", "--follower", "openai", *AUGUST)
    assert (code, "Both groups are openai" in err) == (2, True)


@pytest.mark.parametrize(("on", "days"), [("2024-01-05", 1), ("2023-08-15", 3)])
def test_a_chart_of_a_short_time_names_its_days(leadline: Run, tmp_path: Path, on: str, days: int) -> None:
    """An axis of years would have no label at all."""
    path = tmp_path / "lead.svg"
    code, _, err = leadline("lead", "--definition", "step", *AUGUST, "--on", on, "--plot", str(path))
    assert code == 0, err
    found = re.findall(r">(20[0-9]{2}-[0-9]{2}-[0-9]{2})<", path.read_text(encoding="utf-8"))
    assert (len(found), found[-1]) == (days, on)
