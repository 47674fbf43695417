"""Rows on their way to Parquet: staged in parts on disk, so that memory is bounded however long the logs are.

Rows go through lines of JSON, which DuckDB reads into the columns of the normal form with money as exact decimals.
Rows with one key are one use that was told several times: the one with most output is kept, of equals the last. Where
any row of a family is of a side conversation, the family is the key.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import duckdb
import msgspec

from leadline.usage.record import COLUMNS, STAGED, Use

BATCH = 50_000
"""Rows of a part."""
_encode = msgspec.json.Encoder().encode_lines
_TYPES = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in STAGED.items()) + "}"
_WIDEST_LINE = 1 << 24


class Stage:
    """A folder of parts, to which rows are added."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.added = 0
        self._rows: list[Use] = []
        self._parts = 0
        # One part is written while the next is read.
        self._writer = ThreadPoolExecutor(max_workers=1)
        self._written: Future[None] | None = None

    def add(self, use: Use) -> None:
        """Take one row."""
        self.added += 1
        self._rows.append(use)
        if len(self._rows) == BATCH:
            self._flush()

    def close(self) -> None:
        """Write what is left; of no rows at all a part without any, which has the columns."""
        if self._rows or not self._parts:
            self._flush()
        self._wait()
        self._writer.shutdown()

    def _flush(self) -> None:
        self._wait()
        lines = self.folder / f"{self._parts:06}.json"
        lines.write_bytes(_encode(self._rows))
        self._rows = []
        self._parts += 1
        self._written = self._writer.submit(_to_parquet, lines)

    def _wait(self) -> None:
        if self._written is not None:
            self._written.result()


def _to_parquet(lines: Path) -> None:
    read = (
        f"read_json('{quoted(lines)}', format = 'newline_delimited', columns = {_TYPES}, "
        f"maximum_object_size = {_WIDEST_LINE})"
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM {read}) TO '{quoted(lines.with_suffix('.parquet'))}' (FORMAT parquet, CODEC zstd)"
        )
    lines.unlink()


def quoted(path: Path) -> str:
    """A path within quotes of SQL."""
    return str(path).replace("'", "''")


def define_usage(connection: duckdb.DuckDBPyConnection, stage: Stage) -> int:
    """Define the table `usage` of a connection as the staged rows, each use once; how many there are."""
    parts = f"read_parquet('{quoted(stage.folder)}/*.parquet')"
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    connection.execute(
        f"""
        CREATE VIEW staged AS SELECT * FROM {parts};
        CREATE TABLE usage AS
        WITH told AS (
            SELECT *, CASE
                WHEN family IS NULL THEN key
                WHEN bool_or(contains(coalesce(flags, ''), 'sidechain')) OVER (PARTITION BY family) THEN family
                ELSE key
            END AS identity
            FROM staged WHERE key IS NOT NULL
        )
        SELECT {columns} FROM staged WHERE key IS NULL
        UNION ALL
        SELECT {columns} FROM told QUALIFY row_number() OVER (
            PARTITION BY identity ORDER BY output DESC NULLS LAST, contains(coalesce(flags, ''), 'sidechain'),
            "start" DESC NULLS LAST, file DESC, line DESC
        ) = 1
        """
    )
    (rows,) = connection.execute("SELECT count(*) FROM usage").fetchall()[0]
    return int(rows)
