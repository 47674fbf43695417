"""Tables of texts: for the terminal, and as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from leadline.render.text import Text, plain

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its heading, and the side it keeps to."""

    heading: str
    align: Literal["left", "right"] = "left"


def columns(*headings: str, right: Sequence[str] = ()) -> tuple[Column, ...]:
    """Columns by their headings; those of numbers keep to the right.

    >>> [column.align for column in columns("Model", "Cost", right=["Cost"])]
    ['left', 'right']
    """
    return tuple(Column(heading=one, align="right" if one in right else "left") for one in headings)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of texts under columns."""

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    notes: tuple[Text, ...] = ()
    """What stands below it: attribution, reservations."""


def csv_of(records: Sequence[dict[str, object]]) -> str:
    """Records as CSV; a cell that a spreadsheet would take for a formula gets a quote before it.

    >>> csv_of([{"model": "=1+1", "usd": -2.5}]).splitlines()
    ['model,usd', "'=1+1,-2.5"]
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(records[0]) if records else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in records)
    return out.getvalue()


def _safe(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def cells(table: Table) -> list[list[str]]:
    """The rows as plain characters."""
    return [[plain(cell) for cell in row] for row in table.rows]
