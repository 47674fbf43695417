"""The normal form as a Parquet file: written beside its place and moved there whole, so that none is half written."""

from pathlib import Path

import duckdb

from leadline.errors import UserError
from leadline.usage.reading import Reading
from leadline.usage.stage import quoted


def write(reading: Reading, path: Path) -> None:
    """Write all rows, in the order of their instants, files and lines.

    Raises UserError where the name does not end in .parquet, or the file cannot be written.
    """
    if path.suffix != ".parquet":
        raise UserError(f"Expected a file that ends in .parquet, found {path.name!r}. Give it such a name.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        reading.connection.execute(
            f"""COPY (SELECT * FROM usage ORDER BY "start", file, line) TO '{quoted(unfinished)}' """
            "(FORMAT parquet, COMPRESSION zstd)"
        )
        unfinished.replace(path)
    except (duckdb.IOException, OSError) as error:
        raise UserError(f"{path} could not be written: {error}. Name another place.") from error
    finally:
        unfinished.unlink(missing_ok=True)
