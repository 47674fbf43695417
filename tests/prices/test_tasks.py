"""Cost per task and per solved task, by hand; and the file that tells the tokens, with every mistake named."""

from datetime import date
from pathlib import Path

import pytest

from leadline.errors import NotEnoughData, UserError
from leadline.prices.book import Book, book
from leadline.prices.task_file import COLUMNS, METERS, read
from leadline.prices.tasks import Task, task_cost
from leadline.store.store import Store
from tests.conftest import rate, snapshot

DOCS = Path(__file__).parents[2] / "docs" / "methods" / "bases.md"
HEAD = "model,task,requests,input,cache_read,output,success\n"


@pytest.fixture
def prices(store: Store) -> Book:
    rows = [
        rate("5", model="gpt-5"),
        rate("25", model="gpt-5", meter="output"),
        rate("0.5", model="gpt-5", meter="cache_read"),
    ]
    store.append(snapshot(), rows, keep_raw=False)
    return book(store.as_of(date(2026, 1, 10)))


def tasks(folder: Path, rows: str, name: str = "tasks.csv", head: str = HEAD) -> list[Task]:
    (folder / name).write_text(head + rows, encoding="utf-8")
    return read(folder / name)


def test_per_task_and_per_solved_task(prices: Book, tmp_path: Path) -> None:
    """8,000 x 5 + 150,000 x 0.5 + 9,000 x 25 = 0.04 + 0.075 + 0.225 = 0.34 an attempt; at 0.8 solved 0.425."""
    told = tasks(tmp_path, "gpt-5,triage,12,8000,150K,9000,0.8\n")
    attempt, solved = (task_cost(prices, prices.find("gpt-5"), told, solved=solved) for solved in (False, True))
    assert attempt.value == pytest.approx(0.34)
    assert solved.value == pytest.approx(0.425)
    assert (solved.metric, solved.method, solved.grade, solved.unit) == (
        "task_cost",
        "task_cost/1",
        "assumption",
        "USD",
    )
    assert dict(solved.args) == {"offer": "openai/gpt-5", "workload": "tasks triage", "per": "solved task"}
    assert attempt.id != solved.id


def test_always_solved_costs_what_it_costs(prices: Book, tmp_path: Path) -> None:
    told = tasks(tmp_path, "gpt-5,triage,,8000,,9000,1\n")
    offer = prices.find("gpt-5")
    assert task_cost(prices, offer, told).value == task_cost(prices, offer, told, solved=False).value


def test_several_tasks_add_up(prices: Book, tmp_path: Path) -> None:
    """1,000 tokens of output are 0.025, solved every second time 0.05; 2,000 always solved 0.05: together 0.10."""
    told = tasks(tmp_path, "gpt-5,a,,,,1000,0.5\nopenai/gpt-5,b,,,,2000,1\n")
    assert task_cost(prices, prices.find("gpt-5"), told).value == pytest.approx(0.10)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("gpt-5,a,,,,1000,\n", "no share of success, so that what a solved task costs is unknown"),
        ("gpt-5,a,,,,1000,0\n", "never solves 'a'"),
    ],
)
def test_what_is_not_solved_has_no_cost_per_solved_task(prices: Book, tmp_path: Path, rows: str, said: str) -> None:
    told = tasks(tmp_path, rows)
    with pytest.raises(NotEnoughData, match=said):
        task_cost(prices, prices.find("gpt-5"), told)
    assert task_cost(prices, prices.find("gpt-5"), told, solved=False).value == pytest.approx(0.025)


def test_without_a_file_nothing_is_known(prices: Book) -> None:
    with pytest.raises(NotEnoughData, match="none is bundled"):
        task_cost(prices, prices.find("gpt-5"), [])


def test_a_missing_task_is_named_not_left_out(store: Store, tmp_path: Path) -> None:
    rows = [rate("5", model=model, meter="output") for model in ("gpt-5", "gpt-6")]
    store.append(snapshot(), rows, keep_raw=False)
    prices = book(store.as_of(date(2026, 1, 10)))
    told = tasks(tmp_path, "gpt-5,a,,,,1000,1\ngpt-5,b,,,,1000,1\ngpt-6,a,,,,1000,1\n")
    with pytest.raises(NotEnoughData, match="does not say what b takes on openai/gpt-6"):
        task_cost(prices, prices.find("gpt-6"), told)


def test_yaml_and_csv_say_the_same(tmp_path: Path) -> None:
    csv = tasks(tmp_path, "gpt-5,a,3,1000,,2000,0.5\n")
    rows = "- {model: gpt-5, task: a, requests: 3, input: 1000, output: 2000, success: 0.5}\n"
    yaml = tasks(tmp_path, rows, "tasks.yaml", head="")
    assert [(t.model, t.task, t.workload, t.success) for t in csv] == [
        (t.model, t.task, t.workload, t.success) for t in yaml
    ]
    assert yaml[0].where == "tasks.yaml:1"


@pytest.mark.parametrize(
    ("head", "rows", "said"),
    [
        ("model,task,outputs\n", "gpt-5,a,1\n", r"tasks.csv:1: unknown column 'outputs'\. Did you mean 'output'\?"),
        ("model,output\n", "gpt-5,1\n", "expected the columns model, task and at least one of"),
        ("model,task,success\n", "gpt-5,a,1\n", "expected the columns model, task and at least one of"),
        (HEAD, "", "has no rows"),
        (HEAD, ",a,,,,1,\n", "tasks.csv:2: model is empty"),
        (HEAD, "gpt-5,,,,,1,\n", "tasks.csv:2: task is empty"),
        (HEAD, "gpt-5,a,,,,,1\n", "tasks.csv:2: a task without any tokens"),
        (HEAD, "gpt-5,a,,,,0,1\n", "tasks.csv:2: a task without any tokens"),
        (HEAD, "gpt-5,a,,,,many,1\n", "tasks.csv:2: output: 'many' is no count"),
        (HEAD, "gpt-5,a,,-5,,1,1\n", "tasks.csv:2: input: '-5' is no count"),
        (HEAD, "gpt-5,a,0,,,1,1\n", "tasks.csv:2: requests is 0"),
        (HEAD, "gpt-5,a,,,,1,82\n", "tasks.csv:2: success: expected a share from 0 to 1 such as 0.82, found '82'"),
        (HEAD, "gpt-5,a,,,,1,often\n", "success: expected a share"),
        (HEAD, "gpt-5,a,,,,1,1,extra\n", "tasks.csv:2: more cells than the header has columns"),
        (HEAD, "gpt-5,a,,,,1,1\ngpt-5,a,,,,2,1\n", "tasks.csv:3: gpt-5 and 'a' stand in tasks.csv:2 already"),
    ],
)
def test_a_mistake_names_file_line_and_field(tmp_path: Path, head: str, rows: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        tasks(tmp_path, rows, head=head)


@pytest.mark.parametrize("content", ["model: gpt-5\n", "- 5\n", "- [\n"])
def test_yaml_that_is_no_list_of_rows_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UserError, match=r"tasks\.yaml"):
        tasks(tmp_path, content, "tasks.yaml", head="")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be read"):
        read(tmp_path / "none.csv")


def test_every_column_is_documented() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert all(f"`{column}`" in page for column in (*COLUMNS, *METERS))
