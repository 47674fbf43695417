"""The rows of logs as a lazy table of the normal form: read from logs, or as it stands in Parquet files of that form.

A file that `leadline usage read --out` wrote is not read into memory: it is priced where it is, however long.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from leadline.usage.reading import MEMORY, reading
from leadline.usage.record import COLUMNS
from leadline.usage.stage import quoted


@contextmanager
def rows(
    names: Sequence[str], *, format: str | None = None, columns: str | None = None, lenient: bool = False
) -> Iterator[duckdb.DuckDBPyRelation]:
    """The rows of logs, as `reading` takes them; there until the context ends."""
    paths = [Path(name) for name in names]
    if format is None and columns is None and paths and all(map(_is_normal, paths)):
        with duckdb.connect() as connection:
            connection.execute(f"SET memory_limit = '{MEMORY}'")
            yield connection.from_parquet([str(path) for path in paths])
        return
    with reading(names, format=format, columns=columns, lenient=lenient) as found:
        yield found.connection.table("usage")


def _is_normal(path: Path) -> bool:
    """Whether a file is Parquet with exactly the columns of the normal form."""
    if path.suffix != ".parquet" or not path.is_file():
        return False
    with duckdb.connect() as connection:
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet('{quoted(path)}')").fetchall()
        except duckdb.Error:
            return False
    return [(name, kind) for name, kind, *_ in described] == list(COLUMNS.items())
