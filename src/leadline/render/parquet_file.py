"""Records as a Parquet file: numbers as numbers, everything else as text."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from leadline.errors import UserError
from leadline.render.record import Record

_TYPES = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}


def write(records: Sequence[Record], path: Path) -> None:
    """Write records with the same fields as one Parquet file.

    Raises UserError where there is nothing to write, the name does not end in .parquet, or the file cannot be written.
    """
    if path.suffix != ".parquet":
        raise UserError(f"Expected a file that ends in .parquet, found {path.name!r}.")
    if not records:
        raise UserError("There are no rows to write.")
    names = list(records[0])
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" {_type(records, name)}' for name in names)
        connection.execute(f"CREATE TABLE written ({columns})")
        marks = ", ".join("?" for _ in names)
        connection.executemany(
            f"INSERT INTO written VALUES ({marks})", [[row[name] for name in names] for row in records]
        )
        quoted = str(path).replace("'", "''")
        try:
            connection.execute(f"COPY written TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
        except duckdb.IOException as error:
            raise UserError(f"{path} could not be written: {error}. Name another place.") from error


def _type(records: Sequence[Record], name: str) -> str:
    """The narrowest type that holds all values of a column."""
    kinds = {type(row[name]) for row in records if row[name] is not None}
    if kinds == {int, float}:
        return "DOUBLE"
    return _TYPES.get(kinds.pop(), "VARCHAR") if len(kinds) == 1 else "VARCHAR"
