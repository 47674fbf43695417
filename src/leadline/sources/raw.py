"""Reading raw files: decoded within a limit of size, refused with one kind of error where they are not as expected."""

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from decimal import Decimal

from leadline.errors import SourceChanged
from leadline.model import Snapshot

MOST_BYTES = 500_000_000
"""What a file may hold once it is unpacked: a bomb is stopped here."""


def text(snapshot: Snapshot, name: str) -> str:
    """The text of a file, unpacked if its name ends in `.gz`."""
    path = snapshot.path / name
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise SourceChanged(f"{snapshot.key}: {name} unpacks to more than {MOST_BYTES:,} bytes; none was read.")
        return content.decode("utf-8-sig")
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise SourceChanged(f"{snapshot.key}: {name} is damaged or not UTF-8 ({error}). Get the file again.") from error
    except FileNotFoundError:
        found = sorted(item.name for item in snapshot.path.glob("*"))
        raise SourceChanged(f"{snapshot.key}: expected a file {name}, found {found}.") from None


def json_of(snapshot: Snapshot, name: str) -> object:
    """The content of a JSON file, with numbers as decimals, exactly as written."""
    try:
        return json.loads(text(snapshot, name), parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceChanged(f"{snapshot.key}: {name} is no JSON ({error}). Get the file again.") from error


def records(snapshot: Snapshot, name: str, *layouts: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers; the header must be one of the layouts, column by column."""
    table = csv.DictReader(io.StringIO(text(snapshot, name), newline=""))
    header = tuple(table.fieldnames or ())
    if header not in layouts:
        nearest = min(layouts, key=lambda layout: len(set(layout) ^ set(header)))
        raise SourceChanged(
            f"{snapshot.key}: the columns of {name} have changed: missing {sorted(set(nearest) - set(header))}, new "
            f"{sorted(set(header) - set(nearest))}, expected {nearest}, found {header}. "
            "Look at the file, then change the reader's columns and its test data together."
        )
    for row in table:
        yield table.line_num, row
