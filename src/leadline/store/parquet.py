"""Rows to Parquet and the digest of rows.

Parquet bytes differ between versions of the writer, so that what rows say is pinned by a digest over the rows
themselves, in an order of their own; the digest of the bytes guards the file on this disk.
"""

import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from leadline.model import Row
from leadline.store.tables import Table


def to_parquet(table: Table, rows: Sequence[Row]) -> bytes:
    """The rows as the bytes of one Parquet file. Instants are stored as UTC without a zone.

    DuckDB reads the rows as lines of JSON with the types of the table, in which decimals are text and stay exact.
    """
    types = "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in table.types.items()) + "}"
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        lines, target = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        lines.write_text("\n".join(map(_line, rows)), encoding="utf-8")
        connection.execute(
            f"COPY (SELECT * FROM read_json({quoted(lines)}, format = 'newline_delimited', columns = {types}, "
            f"maximum_object_size = 16777216)) TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
        )
        return target.read_bytes()


def quoted(path: Path) -> str:
    """A path as text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def digest(rows: Sequence[Row]) -> str:
    """SHA-256 over the rows as sorted lines of JSON: the same rows in any order and any file have the same digest."""
    return hashlib.sha256("\n".join(sorted(map(_line, rows))).encode()).hexdigest()


def _line(row: Row) -> str:
    return json.dumps(asdict(row), default=_text, ensure_ascii=False)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat()
    # 3, 3.0 and 3.00 are one price.
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
