"""The tables of the store: which row type each holds, and what makes a row the same row.

The key of a table names the columns of which no two rows of one snapshot agree in all; in a log, the last row of a key
is the one in force. A row of a log that is `removed` ends every kind of its key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType, NoneType
from typing import get_args, get_type_hints

from leadline.model import Document, Event, Model, Observation, Rate, Row, Score


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its name, its row type and its key."""

    name: str
    row: type[Row]
    key: tuple[str, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the fields of the row type."""
        return tuple(field.name for field in fields(self.row))

    @cached_property
    def instants(self) -> tuple[str, ...]:
        """The columns that hold an instant in UTC, which the store keeps without its zone.

        >>> TABLES["rate"].instants
        ('effective_from', 'effective_to', 'known')
        """
        return tuple(name for name, kind in self.types.items() if kind == _SQL[datetime])

    @property
    def types(self) -> Mapping[str, str]:
        """The SQL type of each column, from the type of its field: every column may be null.

        >>> TABLES["rate"].types["amount"], TABLES["model"].types["released"]
        ('DECIMAL(24,12)', 'DATE')
        """
        hints = get_type_hints(self.row)
        return {column: _sql_type(hints[column]) for column in self.columns}


_SQL = {
    str: "VARCHAR",
    int: "BIGINT",
    float: "DOUBLE",
    Decimal: "DECIMAL(24,12)",
    date: "DATE",
    datetime: "TIMESTAMP",
}


def _sql_type(hint: object) -> str:
    """`str | None` is text, and so is a closed list of words."""
    kinds = [kind for kind in get_args(hint) if kind is not NoneType] or [hint]
    return "VARCHAR" if isinstance(kinds[0], str) else _SQL[kinds[0]]


_TABLES = (
    Table(
        name="rate",
        row=Rate,
        key=(
            "vendor",
            "host",
            "model",
            "meter",
            "unit",
            "from_tokens",
            "window",
            "service",
            "region",
            "effective_from",
            "kind",
        ),
    ),
    Table(name="score", row=Score, key=("model", "yardstick", "setting")),
    Table(name="model", row=Model, key=("model",)),
    Table(
        name="observation", row=Observation, key=("indicator", "entity", "period_start", "period_end", "reported_by")
    ),
    Table(name="event", row=Event, key=("jurisdiction", "title", "announced")),
    Table(name="document", row=Document, key=("url",)),
)
TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _TABLES})
TABLE_OF: Mapping[type[Row], Table] = MappingProxyType({table.row: table for table in _TABLES})
