"""Reading raw files: decoded within a limit of size, refused with one kind of error where they are not as expected."""

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from leadline.errors import SourceChanged
from leadline.model import Snapshot

MOST_BYTES = 500_000_000
"""What a file may hold once it is unpacked: a bomb is stopped here."""


def text(snapshot: Snapshot, name: str, encoding: str = "utf-8-sig") -> str:
    """The text of a file, unpacked if its name ends in `.gz`."""
    path = snapshot.path / name
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise SourceChanged(f"{snapshot.key}: {name} unpacks to more than {MOST_BYTES:,} bytes; none was read.")
        return content.decode(encoding)
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise SourceChanged(
            f"{snapshot.key}: {name} is damaged or not in {encoding} ({error}). Get the file again."
        ) from error
    except FileNotFoundError:
        found = sorted(item.name for item in snapshot.path.glob("*"))
        raise SourceChanged(f"{snapshot.key}: expected a file {name}, found {found}.") from None


def json_of(snapshot: Snapshot, name: str) -> object:
    """The content of a JSON file, with numbers as decimals, exactly as written."""
    try:
        return json.loads(text(snapshot, name), parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceChanged(f"{snapshot.key}: {name} is no JSON ({error}). Get the file again.") from error


def records(
    snapshot: Snapshot, name: str, *layouts: tuple[str, ...], content: str | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers; the header must be one of the layouts, column by column.

    The content of a file that lies in an archive is given; else the file is read.
    """
    table = csv.DictReader(io.StringIO(text(snapshot, name) if content is None else content, newline=""))
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


def renamed(
    snapshot: Snapshot, name: str, rename: Callable[[str], str], *, needed: Sequence[str], encoding: str = "utf-8-sig"
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file whose headings a publisher words in several ways, by the reader's own short names.

    Raises SourceChanged where two headings come to one name, or a needed name is not among them.
    """
    lines = csv.reader(io.StringIO(text(snapshot, name, encoding), newline=""))
    header = next(lines, [])
    names = [rename(heading) for heading in header]
    twice = sorted(short for short, times in Counter(names).items() if times > 1)
    if twice or (missing := set(needed) - set(names)):
        fault = f"several columns for {twice}" if twice else f"no column for {sorted(missing)}"
        raise SourceChanged(
            f"{snapshot.key}: {name} has {fault}; found {header}. "
            "Look at the file, then change the reader's headings and its test data together."
        )
    for row in lines:
        if len(row) != len(names):
            raise SourceChanged(
                f"{snapshot.key}: line {lines.line_num} of {name} has {len(row)} cells under {len(names)} headings. "
                "Get the file again."
            )
        yield lines.line_num, dict(zip(names, row, strict=True))
