"""The command line as people use it: tables, JSON, CSV, errors with what to do, exit codes."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from cyclopts import App

from leadline.cli import app, run
from leadline.model import Figure
from leadline.store.default import open_store
from tests.test_ingest import folder

__all__ = ["folder"]

Ran = tuple[int, str, str]
Run = Callable[..., Ran]


@pytest.fixture
def leadline(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and get its exit code, output and errors."""

    def call(*arguments: str) -> Ran:
        code = run(list(arguments))
        return code, *capsys.readouterr()

    return call


def test_price_as_a_table(leadline: Run) -> None:
    code, out, err = leadline("price", "--tokens", "50M", "--mix", "output", "--as-of", "2026-05-30")
    assert (code, err) == (0, "")
    assert "Cost of 50M tokens of output on 2026-05-30, as known on 2026-05-30" in out
    assert len(re.findall(r"^ +\S+/\S+ ", out, re.MULTILINE)) == 11
    assert "disputed" in out or "rests on one source" in out
    assert "MIT" in out


def test_price_as_json_has_the_fields_of_figures(leadline: Run) -> None:
    code, out, _ = leadline("price", "--models", "claude-opus-4-8,gpt-5.5", "--as-of", "2026-05-30", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == ["as_of", "on", "figures", "rows"]
    assert {field.name for field in fields(Figure)} | {"label"} == set(answer["figures"][0])
    costs = {f["args"]["offer"]: f["value"] for f in answer["figures"] if f["metric"] == "cost"}
    # 50 million tokens at 25 and 30 US dollars a million: the vendors' list prices of that day.
    assert costs == {"anthropic/claude-opus-4-8": 1250.0, "openai/gpt-5.5": 1500.0}


def test_price_as_csv(leadline: Run) -> None:
    _, out, _ = leadline(
        "price", "--workload", "input=1M,output=2M", "--requests", "10", "--models", "gpt-5.5", "--base", "gpt-5",
        "--as-of", "2026-05-30", "--csv",
    )  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(out))
    # 1 x 5 + 2 x 30 = 65 against 1 x 1.25 + 2 x 10 = 21.25.
    assert (row["offer"], row["cost"], row["base"]) == ("openai/gpt-5.5", "65.0", "openai/gpt-5")
    assert float(row["times"]) == pytest.approx(65 / 21.25)


def test_lead(leadline: Run) -> None:
    code, out, _ = leadline("lead", "--leader", "US", "--follower", "CN", "--as-of", "2026-08-11", "--on", "2025-12-31")
    assert code == 0
    assert "The step lead of the United States over China on 2025-12-31 was 12.4 months (90 % interval" in out
    assert "Epoch AI" in out
    _, out, _ = leadline("lead", "--as-of", "2026-08-11", "--on", "2025-12-31", "--json")
    values = {f["args"]["definition"]: f["value"] for f in json.loads(out)["figures"] if f["metric"] == "lead"}
    assert list(values) == ["trend", "step", "interpolated"]
    assert values["step"] == pytest.approx(376 / 30.4375)
    _, out, _ = leadline("lead", "--leader", "openai", "--follower", "anthropic", "--as-of", "2026-08-11", "--csv")
    metrics = [row["metric"] for row in csv.DictReader(io.StringIO(out))]
    assert metrics == ["lead"] * 3 + ["frontier"] * 2 + ["lead_probability"] * 12


def test_sources(leadline: Run) -> None:
    _, out, _ = leadline("sources", "--as-of", "2026-08-11", "--json")
    rows = {row["source"]: row for row in json.loads(out)["rows"]}
    assert rows["epoch_eci"]["last"] == "2026-08-11"
    assert rows["epoch_eci"]["licence"] == "CC BY 4.0"
    assert all(row["interest"] and row["rows"] for row in rows.values())
    assert {row["source"]: row["rejected"] for row in rows.values() if row["rejected"]} == {
        "models_dev_changes": 20,
        "epoch_ai_models": 5,
    }
    _, out, _ = leadline("sources", "--vintages", "--csv")
    assert len(list(csv.DictReader(io.StringIO(out)))) == len(open_store().entries)
    code, out, _ = leadline("sources")
    assert code == 0
    assert "CC BY 4.0" in out


def test_price_sources_and_disagreements(leadline: Run) -> None:
    _, out, _ = leadline("price", "sources", "--as-of", "2026-08-15", "--json")
    assert [row["source"] for row in json.loads(out)["rows"]] == [
        "models_dev_changes",
        "genai_prices",
        "litellm_prices",
        "litellm_prices_changes",
        "leadline_price_terms",
    ]
    assert leadline("price", "sources", "--csv")[1].startswith("source,kind,rates,models,first,last")
    assert "corrected by hand" in leadline("price", "sources")[1]
    _, out, _ = leadline("price", "disagreements", "--as-of", "2026-08-15", "--json")
    answer = json.loads(out)
    assert {row["id"] for row in answer["rows"]} == {figure["id"] for figure in answer["figures"]}
    assert all(figure["value"] > 1.005 for figure in answer["figures"])
    assert "By likely cause:" in leadline("price", "disagreements", "--as-of", "2026-08-15")[1]
    assert leadline("price", "disagreements", "--as-of", "2026-08-15", "--all-hosts", "--csv")[0] == 0


def test_price_base(leadline: Run) -> None:
    """Two sources on one day: the strike-through price, and what was charged."""
    _, out, _ = leadline("price", "quotes", "deepseek-v4-pro", "--as-of", "2026-05-30", "--csv")
    rows = {(row["meter"], row["source"]): float(row["price"]) for row in csv.DictReader(io.StringIO(out))}
    assert rows["output", "genai_prices"] == 3.48
    assert rows["output", "models_dev_changes"] == 0.87
    assert "Base prices" in leadline("price", "quotes", "deepseek-v4-pro", "--as-of", "2026-05-30")[1]


def test_price_bases(leadline: Run, tmp_path: Path) -> None:
    """The day of the article: the strike-through price, what was charged, and what is not known of it."""
    models = ("--models", "gpt-5.5,claude-opus-4-8,deepseek-v4-pro,kimi-k2.6", "--as-of", "2026-05-30")
    code, out, _ = leadline("price", "bases", *models, "--csv")
    rows = {(row["offer"], row["basis"]): row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    costs = {basis: rows["deepseek/deepseek-v4-pro", basis]["cost"] for basis in ("list", "charged", "english")}
    assert costs == {"list": "174.0", "charged": "43.5", "english": ""}
    assert "Ask for" in rows["deepseek/deepseek-v4-pro", "english"]["unknown"]
    assert rows["anthropic/claude-opus-4-8", "charged"]["base"] == "openai/gpt-5.5"
    _, out, _ = leadline("price", "bases", *models)
    assert "none is bundled" in out or "not bundled" in out
    assert "moonshot/kimi-k2.6" in next(line for line in out.splitlines() if "no tokenizer is known" in line)
    _, out, _ = leadline("price", "bases", *models[:2], "--text", "english,code", "--json")
    figures = {(f["metric"], f["args"].get("basis")) for f in json.loads(out)["figures"]}
    assert {("cost", "list"), ("cost", None), ("text_cost", "english"), ("text_cost", "code")} <= figures


def test_price_bases_per_task_and_as_a_chart(leadline: Run, tmp_path: Path) -> None:
    """9,000 tokens of output at 25 are 0.225, and 0.30 where three in four attempts solve the task."""
    (tmp_path / "t.csv").write_text("model,task,output,success\nclaude-opus-4-8,a,9000,0.75\ngpt-5.5,a,6000,0.5\n")
    asked = ["--models", "gpt-5.5,claude-opus-4-8", "--tasks", str(tmp_path / "t.csv"), "--as-of", "2026-05-30"]
    code, out, err = leadline("price", "bases", *asked, "--csv", "--plot", str(tmp_path / "c.png"))
    rows = {(row["offer"], row["basis"]): row["cost"] for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert float(rows["anthropic/claude-opus-4-8", "task"]) == pytest.approx(0.225)
    assert float(rows["anthropic/claude-opus-4-8", "solved"]) == pytest.approx(0.30)
    assert "Wrote" in err
    assert (tmp_path / "c.png").stat().st_size > 10_000


def test_price_compare(leadline: Run, tmp_path: Path) -> None:
    asked = ("--base", "openai", "--against", "anthropic,deepseek", "--as-of", "2026-05-30")
    code, out, _ = leadline("price", "compare", *asked)
    assert code == 0
    assert "anthropic/claude-opus-4-8 / openai/gpt-5.5" in out
    assert "Not compared: deepseek, mid" in out
    _, out, _ = leadline(
        "price", "compare", *asked, "--pairs", "flagship", "--bases", "list", "--mixes", "output", "--csv"
    )
    assert [row["times"] for row in csv.DictReader(io.StringIO(out))] == [str(25 / 30), str(3.48 / 30)]
    _, out, _ = leadline("price", "compare", *asked, "--json", "--plot", str(tmp_path / "c.svg"))
    answer = json.loads(out)
    assert {figure["metric"] for figure in answer["figures"]} == {"class_ratio", "cost_ratio"}
    assert {row["id"] for row in answer["rows"]} - {None} <= {figure["id"] for figure in answer["figures"]}
    drawn = (tmp_path / "c.svg").read_text()
    assert "anthropic / openai, flagship" in drawn
    assert "Pydantic" in drawn


def test_price_text(leadline: Run, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("A text. " * 100)
    code, out, _ = leadline("price", "text", str(tmp_path / "t.txt"), "--models", "claude-opus-4-8,kimi-k3", "--csv")
    claude, kimi = csv.DictReader(io.StringIO(out))
    assert code == 0
    assert float(claude["tokens"]) > 100
    assert kimi["tokens"] == ""
    assert "No tokenizer is known" in kimi["unknown"]
    assert "800 characters" in leadline("price", "text", str(tmp_path / "t.txt"), "--models", "gpt-5.5")[1]
    _, out, _ = leadline("price", "text", str(tmp_path / "t.txt"), "--models", "claude-opus-4-8", "--json")
    assert {figure["metric"] for figure in json.loads(out)["figures"]} > {"text_cost"}


def test_catalog_gaps(leadline: Run) -> None:
    """At least 95 % of the scored models of 2026 have a country and a canonical name."""
    _, out, _ = leadline("catalog", "gaps", "--as-of", "2026-10-01", "--json")
    shares = {(row["source"], row["what"]): row for row in json.loads(out)["rows"] if "models" in row}
    scored = shares["epoch_eci", "scored models"]
    assert scored["models"] > 50
    assert scored["with_country"] >= 0.95 * scored["models"]
    assert scored["with_name"] >= 0.95 * scored["models"]
    assert leadline("catalog", "gaps", "--csv")[0] == 0
    assert "What it lacks" in leadline("catalog", "gaps")[1]


def test_brief(leadline: Run, tmp_path: Path) -> None:
    code, out, _ = leadline("brief", "--as-of", "2026-08-21", "--since", "2026-06-30", "--out", str(tmp_path / "b"))
    assert code == 0
    written = out.split()
    names = ["index.html", "briefing.pdf", "briefing.md", "prices.png", "lead.png", "edition.json"]
    assert [Path(path).name for path in written] == names
    assert all(Path(path).stat().st_size > 1000 for path in written)


def test_ingest_and_verify(leadline: Run, folder: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "own")
    code, out, err = leadline("ingest", "--from", str(folder), "--store", target)
    assert code == 0
    assert "genai_prices@2026-08-21/r3: added" in out
    assert "No reader yet for no_reader" in err
    assert leadline("store", "verify", "--store", target)[1].endswith("files are as they were written.\n")
    assert leadline("price", "--models", "grok-4.5", "--store", target)[0] == 0
    _, out, _ = leadline("ingest", "--from", str(folder), "--store", target, "--source", "epoch_eci")
    assert "genai" not in out
    assert "known" in out


def test_the_bundled_store_is_as_it_was_written(leadline: Run) -> None:
    code, out, _ = leadline("store", "verify")
    assert code == 0
    assert "files are as they were written" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("price --models claude-opus-48", "Did you mean 'claude-opus-4"),
        ("price --models ,", "Name at least one"),
        ("price --mix 60/50", "Unknown mix '60/50'. Expected 'output', 'agent'"),
        ("price --tokens many", "'many' is no count"),
        ("price --tokens 1.5", "is no count"),
        ("price --base nobody/x --as-of 2026-08-21", "Unknown model 'nobody/x'"),
        ("price --workload foo=1M", "has no rate for 'foo'"),
        ("price --json --csv", "Choose one of --json and --csv"),
        ("price --as-of 2026-02-30", "is no day"),
        ("price --as-of=", "'' is no day"),
        ("price --as-of 2019-01-01", "the first snapshot is litellm_prices_changes@2025-09-01/r"),
        ("price --as-of 2099-01-01", "nobody knows what will be known then"),
        ("lead --as-of 2026-08-11 --on 2026-08-12", "is later than --as-of"),
        ("lead --follower Chnia", "Did you mean 'China'"),
        ("lead --follower JP --as-of 2026-08-11", "No scored model of JP"),
        ("lead --as-of 2025-07-01", "first snapshot is epoch_eci_rebuilt@2025-11-13"),
        ("ingest --from /nowhere", "Expected a file MANIFEST.csv"),
        ("ingest --from /nowhere --source epoch_ecy", "Did you mean 'epoch_eci'"),
        ("ingest", "requires an argument"),
        ("price bases --text englisch", "Unknown kind of text"),
        ("price bases --tasks none.csv", "could not be read"),
        ("price compare --base openai --against anthropic --pairs big", "Unknown class 'big'"),
        ("price compare --base openai --against anthropic --bases charge", "Did you mean 'charged'?"),
        ("price compare --base openai --against antropic", "Did you mean"),
        ("price text none.txt", "could not be read as text"),
        ("price nonsense", "Unknown command 'nonsense'."),
        ("price disagreement", "Did you mean 'disagreements'?"),
        ("price sources gpt-5", "Expected no word more for 'leadline price sources', found 'gpt-5'"),
        ("price --tokens 5M --workload input=1M", "expected it alone, found --tokens too"),
        ("price hosts gpt-oss-120b --mix 3:1 --workload input=1M", "expected it alone, found --mix too"),
        ("price --store /nonexistent", "expected a folder with a store, found none at /nonexistent"),
        ("price --models gpt-5.5 --on 2025-02-20", "its model first appeared on 2026-04-23"),
        ("price hosts gpt-5.5 --on 2025-02-20", "its model first appeared on 2026-04-23"),
        ("price --models openai/gpt-oss-120b --as-of 2026-08-15", "at the price of the router openrouter"),
        ("lead --leeder US", "Unknown option"),
        ("leed", "Unknown command"),
    ],
)
def test_a_mistake_is_one_paragraph_and_exit_code_2(leadline: Run, arguments: str, message: str) -> None:
    code, out, err = leadline(*arguments.split())
    assert (code, out) == (2, "")
    assert message.lower() in err.lower()
    assert "Traceback" not in err


def test_a_damaged_store_is_exit_code_3(leadline: Run, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    code, _, err = leadline("lead", "--store", str(tmp_path))
    assert code == 3
    assert "is damaged" in err


def test_the_variable_names_the_store(leadline: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADLINE_STORE", str(tmp_path))
    code, _, err = leadline("lead")
    assert code == 2
    assert "The store is empty" in err


def commands(group: App = app) -> Iterator[list[str]]:
    """The words of every command; a group of commands that does nothing by itself is none."""
    for name in group:
        if not name.startswith("-"):
            if group[name].default_command:
                yield [name]
            yield from ([name, *rest] for rest in commands(group[name]))


@pytest.mark.parametrize("command", list(commands()), ids=" ".join)
def test_every_command_has_help_with_an_example(leadline: Run, command: list[str]) -> None:
    code, out, _ = leadline(*command, "--help")
    assert code == 0
    assert f"Example: leadline {' '.join(command)}" in " ".join(out.split())


def test_help_imports_nothing_heavy() -> None:
    """`leadline --help` must answer at once: neither numpy nor DuckDB nor the charts are imported for it."""
    script = "import sys; from leadline.cli import run; run(['--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    for module in ("numpy", "duckdb", "altair", "leadline.store"):
        assert f"'{module}'" not in done.stdout


def test_output_into_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m leadline sources --vintages --csv | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("source,")
    assert done.stderr == ""


def test_price_plan(leadline: Run, tmp_path: Path) -> None:
    """The example is a plan; its answer has a table for people, and every offer in every month for programs."""
    code, example, _ = leadline("price", "plan", "--example")
    assert code == 0
    path = tmp_path / "plan.yaml"
    path.write_text(example[: example.index("  - name: nightly")])
    code, out, err = leadline("price", "plan", str(path), "--as-of", "2026-08-21", "--plot", str(tmp_path / "p.csv"))
    assert code == 0
    assert "Wrote" in err
    assert "chat: 12 months from 2026-09, index of at least 150" in out
    assert "anthropic/claude-sonnet-5   2026-09-01" in out
    assert "Where two offers cost the same" in out
    assert (tmp_path / "p.csv").read_text().count("plan_cost") > 3
    _, out, _ = leadline("price", "plan", str(path), "--as-of", "2026-08-21", "--json")
    answer = json.loads(out)
    months = [row for row in answer["rows"] if row["id"] == answer["figures"][1]["id"]]
    assert [row["month"] for row in months][:2] == ["2026-09", "2026-10"]
    assert sum(row["cost"] for row in months) == pytest.approx(answer["figures"][1]["value"])


@pytest.mark.parametrize(
    ("content", "extra", "message"),
    [
        (None, [], "Expected a plan, such as"),
        ("format: leadline.plan/1\n", [], "plan.yaml, line 1: expected the field 'name'"),
        ("a: &x [1]\nb: *x\n", [], "plan.yaml, line 1: expected values without references"),
        ("SMALL", ["--between", "gpt-5"], "Expected two offers parted by a comma"),
    ],
)
def test_mistakes_in_a_plan(leadline: Run, tmp_path: Path, content: str | None, extra: list[str], message: str) -> None:
    small = "format: leadline.plan/1\nname: n\nmonths: 1\nworks:\n  - {name: a, requests: 1, input: 1, output: 1}\n"
    path = tmp_path / "plan.yaml"
    path.write_text(small if content == "SMALL" else content or "")
    file = [] if content is None else [str(path)]
    code, out, err = leadline("price", "plan", *file, *extra, "--as-of", "2025-07-01")
    assert (code, out) == (2, "")
    assert message in err


def test_price_reach(leadline: Run, tmp_path: Path) -> None:
    """Levels by number and by model, the records as a table, every change as data, a chart of several levels."""
    chart = tmp_path / "reach.svg"
    code, out, _ = leadline("price", "reach", "--level", "150", "--as-of", "2026-11-24", "--plot", str(chart))
    assert code == 0
    assert "2025-08-07   $3.44" in out
    assert "Months in which the price of a level halved" in out
    assert "never had a price of their makers'" in out
    assert "GPT-5" in chart.read_text(encoding="utf-8")
    arguments = ["price", "reach", "--level-of", "GPT-5", "--since", "2026-01-01", "--as-of", "2026-11-24"]
    (first, *_) = csv.DictReader(io.StringIO(leadline(*arguments, "--csv")[1]))
    assert (first["from"], first["model"], first["record"]) == ("2026-01-01", "Gemini 3 Flash", "True")
    answer = json.loads(leadline(*arguments, "--json")[1])
    assert {figure["metric"] for figure in answer["figures"]} == {"price_of_level", "price_halving"}
    assert answer["figures"][0]["label"] == "Lowest price of input=750000 output=250000 at an index of GPT-5"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--level 999", "the best has"),
        ("--level ,", "Name at least one"),
        ("--level-of GPT-55", "Did you mean"),
        ("--since 2027-01-01", "is later than the as-of day"),
        ("--mix 0:0", "Unknown mix"),
        ("--known never", "Invalid value"),
    ],
)
def test_mistakes_in_a_reach(leadline: Run, arguments: str, message: str) -> None:
    code, out, err = leadline("price", "reach", "--as-of", "2026-11-24", *arguments.split())
    assert (code, out) == (2, "")
    assert message.lower() in err.lower()


def test_catalog_corrections(leadline: Run) -> None:
    _, out, _ = leadline("catalog", "corrections", "--json")
    names = {row["name"] for row in json.loads(out)["rows"]}
    assert "wandb_hundred_thousandfold" in names
    assert "Known errors of sources" in leadline("catalog", "corrections")[1]
    assert leadline("catalog", "corrections", "--csv")[1].startswith("name,source,first,last,host")


def test_price_history(leadline: Run, tmp_path: Path) -> None:
    """Hours of the week in words, both clocks, corrections below; a chart beside it."""
    chart = tmp_path / "history.svg"
    code, out, err = leadline("price", "history", "deepseek-v4-pro", "--as-of", "2026-11-24", "--plot", str(chart))
    assert (code, err) == (0, f"Wrote {chart}.\n")
    joined = re.sub(r"\s+", " ", out)
    assert "$0.435" in out
    assert "Monday to Friday, 01:00 to" in joined
    assert "Corrections of the sources' own records" in out
    assert "<svg" in chart.read_text(encoding="utf-8")


def test_price_history_as_data(leadline: Run) -> None:
    arguments = ["price", "history", "deepseek-v4-pro", "--meter", "output", "--as-of", "2026-06-01"]
    answer = json.loads(leadline(*arguments, "--json")[1])
    *prices, promotion = answer["rows"]
    assert [row["amount"] for row in prices] == [3.48, 0.87]
    assert (promotion["promotion"], promotion["amount"], promotion["instead_of"]) == (True, 0.87, 3.48)
    assert list(answer["rows"][0]["said"]) == ["models_dev_changes", "genai_prices"]
    (first, _) = csv.DictReader(io.StringIO(leadline(*arguments, "--csv")[1]))
    assert (first["amount"], first["genai_prices_first"][:10]) == ("3.48", "2026-05-28")
    code, _, err = leadline("price", "history", "gpt-5", "--source", "genai_price")
    assert (code, "Did you mean 'genai_prices'" in err) == (2, True)


def test_price_corrections_lag_and_hosts(leadline: Run) -> None:
    _, out, _ = leadline("price", "corrections", "--source", "genai_prices", "--as-of", "2026-11-24", "--json")
    rows = json.loads(out)["rows"]
    assert {row["source"] for row in rows} == {"genai_prices"}
    assert ("google/gemini-3-pro-image-preview", "remetered") in {(row["offer"], row["reason"]) for row in rows}
    assert leadline("price", "corrections", "--since", "2026-11-20", "--as-of", "2026-11-24")[1].count("None.") == 1
    assert "By reason:" in leadline("price", "corrections", "--since", "2026-10-01", "--as-of", "2026-11-24")[1]
    assert "deepseek-chat@2025-08-25" in leadline("price", "lag", "--as-of", "2026-11-24", "--csv")[1]
    assert "Median lag" in leadline("price", "lag", "--as-of", "2026-11-24")[1]
    answer = json.loads(leadline("price", "hosts", "deepseek-v3.2", "--as-of", "2026-08-15", "--json")[1])
    costs = [row["cost"] for row in answer["rows"]]
    assert costs == sorted(costs)
    assert len(costs) > 10
    assert "Times the maker's own" in leadline("price", "hosts", "deepseek-v3.2", "--as-of", "2026-08-15")[1]
