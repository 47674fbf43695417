"""The user's file of tasks: how many tokens each task takes on each model, and how often it is solved.

CSV with a row for each model and task, the counts being means over attempts:

    model,task,requests,input,cache_read,cache_write_5m,output,success
    claude-opus-4-8,triage,12,8000,150000,21000,9000,0.82

A file that ends in `.yaml` or `.yml` is a list of such rows as mappings. `docs/methods/bases.md` tells what each column
holds; `model`, `task` and at least one column of tokens are needed. What is not as expected is an error with the file,
the line and the column.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from leadline import units, userfile
from leadline.errors import UserError, nearest_names
from leadline.model import Workload
from leadline.prices.tasks import Task

METERS = ("input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h", "output")
COLUMNS = ("model", "task", "requests", *METERS, "success")


def read(path: Path) -> list[Task]:
    """The tasks in a file; UserError with file, line and column for what is not as expected."""
    rows = list(_of_yaml(path) if path.suffix in (".yaml", ".yml") else _of_csv(path))
    if not rows:
        raise UserError(f"{path.name} has no rows: expected one for each model and task.")
    return list(_each_once([_task(where, row) for where, row in rows]))


def _of_csv(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="")
        _check_columns(f"{path.name}:1", table.fieldnames or ())
        for row in table:
            if "" in row:
                raise UserError(f"{path.name}:{table.line_num}: more cells than the header has columns.")
            yield f"{path.name}:{table.line_num}", row
    except (OSError, ValueError, csv.Error) as error:
        raise UserError(f"{path} could not be read as CSV in UTF-8: {error}. Name another file.") from error


def _of_yaml(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    for item in userfile.read(path).items():
        where = f"{item.file}:{item.line}"
        row = {name: cell.text() for name, cell in item.fields(COLUMNS, ("model", "task")).items()}
        _check_columns(where, list(row))
        yield where, row


def _each_once(tasks: Sequence[Task]) -> Iterator[Task]:
    first: dict[tuple[str, str], str] = {}
    for task in tasks:
        before = first.setdefault((task.model, task.task), task.where)
        if before != task.where:
            raise UserError(f"{task.where}: {task.model} and {task.task!r} stand in {before} already. Leave one out.")
        yield task


def _check_columns(where: str, names: Sequence[str]) -> None:
    for name in names:
        if name not in COLUMNS:
            nearest = nearest_names(name, COLUMNS)
            ask = f" Did you mean {nearest[0]!r}?" if nearest else f" There are {', '.join(COLUMNS)}."
            raise UserError(f"{where}: unknown column {name!r}.{ask}")
    missing = [name for name in ("model", "task") if name not in names]
    if missing or not set(names) & set(METERS):
        raise UserError(
            f"{where}: expected the columns model, task and at least one of {', '.join(METERS)}, found "
            f"{', '.join(names) or 'none'}."
        )


def _task(where: str, row: Mapping[str, str]) -> Task:
    def field(name: str) -> str:
        return row.get(name, "").strip()

    for name in ("model", "task"):
        if not field(name):
            raise UserError(f"{where}: {name} is empty. Every row names its model and its task.")
    tokens = {meter: _count(where, meter, field(meter)) for meter in METERS if field(meter)}
    if not any(tokens.values()):
        raise UserError(f"{where}: a task without any tokens. Fill at least one of {', '.join(METERS)}.")
    requests = _count(where, "requests", field("requests")) if field("requests") else None
    if requests == 0:
        raise UserError(f"{where}: requests is 0. Leave it empty where it is not known.")
    return Task(
        model=field("model"),
        task=field("task"),
        workload=Workload(tokens=tokens, requests=requests),
        success=_success(where, field("success")),
        where=where,
    )


def _count(where: str, name: str, text: str) -> int:
    try:
        return units.count(text)
    except UserError as error:
        raise UserError(f"{where}: {name}: {error}") from error


def _success(where: str, text: str) -> Decimal | None:
    if not text:
        return None
    try:
        share = Decimal(text)
    except InvalidOperation:
        share = Decimal(-1)
    if not 0 <= share <= 1:
        raise UserError(f"{where}: success: expected a share from 0 to 1 such as 0.82, found {text!r}.")
    return share
