"""Logs for the readers, and what is read of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from leadline.usage.reading import Reading, reading

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]


def rows_of(found: Reading) -> list[Row]:
    """All rows in the order of files and lines."""
    answer = found.connection.execute('SELECT * FROM usage ORDER BY file, line, "start", model, input')
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def read(*names: str | Path, columns: str | None = None, lenient: bool = False) -> list[Row]:
    """What is read of some logs."""
    with reading([str(name) for name in names], columns=columns, lenient=lenient) as found:
        return rows_of(found)


def told(row: Row, *fields: str) -> tuple[Any, ...]:
    """Some fields of a row."""
    return tuple(row[field] for field in fields)


def written(folder: Path, name: str, lines: Sequence[str]) -> Path:
    """A log of some lines."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
