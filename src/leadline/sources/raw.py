"""Reading raw files: decoded within a limit of size, refused with one kind of error where they are not as expected."""

import csv
import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from leadline.errors import SourceChanged
from leadline.model import Rejected, Snapshot
from leadline.sources import zipped

T = TypeVar("T")
UTF8 = "utf-8-sig"
"""With or without a mark of byte order."""
MOST_BYTES = 500_000_000
"""What a file may hold once it is unpacked: a bomb is stopped here."""
MOST_PRICE = 1_000_000
"""No unit of anything sold costs as much, in any currency: such a price is a fault of the file."""


def text(snapshot: Snapshot, name: str, encoding: str = UTF8) -> str:
    """The text of a file, unpacked if its name ends in `.gz`, or if only an archive of its name is there."""
    path = snapshot.path / name
    if not path.exists() and path.with_suffix(".zip").exists():
        return zipped.text(snapshot, path.with_suffix(".zip").name, name)
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise SourceChanged(f"{snapshot.key}: {name} unpacks to more than {MOST_BYTES:,} bytes; none was read.")
        return content.decode(encoding)
    except (EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        known = encoding.removesuffix("-sig").upper()
        raise SourceChanged(
            f"{snapshot.key}: {name} is damaged or not {known} ({error}). Get the file again."
        ) from error
    except FileNotFoundError:
        found = sorted(item.name for item in snapshot.path.glob("*"))
        raise SourceChanged(f"{snapshot.key}: expected a file {name}, found {found}.") from None


def json_of(snapshot: Snapshot, name: str) -> object:
    """The content of a JSON file, with numbers as decimals, exactly as written."""
    try:
        return parsed(text(snapshot, name))
    except ValueError as error:
        raise SourceChanged(f"{snapshot.key}: {name} is no JSON ({error}). Get the file again.") from error


def parsed(content: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """The content of a piece of JSON, with numbers as decimals; ValueError where it is none that can be read.

    >>> parsed('{"input": 0.10}')
    {'input': Decimal('0.10')}
    """
    try:
        return json.loads(content, parse_float=Decimal)
    except json.JSONDecodeError:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        # A number of thousands of digits is a plain ValueError, and brackets in brackets run out of stack.
        raise ValueError(shown(error)) from error


def records(
    snapshot: Snapshot, name: str, *layouts: tuple[str, ...], content: str | None = None
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their line numbers; the header must be one of the layouts, column by column.

    The content of a file that lies in an archive is given; else the file is read.
    """
    table = csv.DictReader(io.StringIO(text(snapshot, name) if content is None else content, newline=""))
    with as_csv(snapshot, name):
        header = tuple(table.fieldnames or ())
    if header not in layouts:
        nearest = min(layouts, key=lambda layout: len(set(layout) ^ set(header)))
        raise SourceChanged(
            f"{snapshot.key}: the columns of {name} have changed: missing {sorted(set(nearest) - set(header))}, new "
            f"{shown(sorted(set(header) - set(nearest)))}, expected {nearest}, found {shown(header)}. "
            "Look at the file, then change the reader's columns and its test data together."
        )
    with as_csv(snapshot, name):
        for row in table:
            if None in row or None in row.values():
                raise SourceChanged(
                    f"{snapshot.key}: line {table.line_num} of {name} has not the {len(header)} cells that the header "
                    "names: a comma without quotes, or a file that ends early. Look at it, and get it again."
                )
            yield table.line_num, row


@contextmanager
def as_csv(snapshot: Snapshot, name: str) -> Iterator[None]:
    """Whatever in a file is no CSV, a cell without end or a null character, is one kind of error."""
    try:
        yield
    except csv.Error as error:
        raise SourceChanged(f"{snapshot.key}: {name} is no CSV ({error}). Get the file again.") from error


def each(
    snapshot: Snapshot, columns: tuple[str, ...], make: Callable[[Snapshot, str, Mapping[str, str]], T]
) -> Iterator[T | Rejected]:
    """What is made of each row of each file, by its place (`file:line`); a row of which nothing can be made is told."""
    for file in snapshot.files:
        yield from each_of(snapshot, file.name, columns, partial(make, snapshot))


def each_of(
    snapshot: Snapshot, name: str, columns: tuple[str, ...], make: Callable[[str, Mapping[str, str]], T]
) -> Iterator[T | Rejected]:
    """What is made of each row of one file, by its place; a row of which nothing can be made is told."""
    for line, row in records(snapshot, name, columns):
        where = f"{name}:{line}"
        try:
            yield make(where, row)
        except ValueError as error:
            yield Rejected(where=where, reason=str(error))


def renamed(
    snapshot: Snapshot,
    name: str,
    rename: Callable[[str], str],
    *,
    needed: Sequence[str],
    encoding: str = UTF8,
    content: str | None = None,
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file whose headings a publisher words in several ways, by the reader's own short names.

    The content of a file that lies in an archive is given; else the file is read. Raises SourceChanged where two
    headings come to one name, or a needed name is not among them.
    """
    found = text(snapshot, name, encoding) if content is None else content
    lines = csv.reader(io.StringIO(found, newline=""))
    with as_csv(snapshot, name):
        header = next(lines, [])
    names = [rename(heading) for heading in header]
    twice = sorted(short for short, times in Counter(names).items() if times > 1)
    if twice or (missing := set(needed) - set(names)):
        fault = f"several columns for {twice}" if twice else f"no column for {sorted(missing)}"
        raise SourceChanged(
            f"{snapshot.key}: {name} has {fault}; found {shown(header)}. "
            "Look at the file, then change the reader's headings and its test data together."
        )
    with as_csv(snapshot, name):
        for row in lines:
            if len(row) != len(names):
                raise SourceChanged(
                    f"{snapshot.key}: line {lines.line_num} of {name} has {len(row)} cells under {len(names)} "
                    "headings. Get the file again."
                )
            yield lines.line_num, dict(zip(names, row, strict=True))


def day(text: str) -> date | None:
    """A day as a file states it; None where the cell is empty, ValueError where it holds something else.

    >>> day("2026-05-30"), day("")
    (datetime.date(2026, 5, 30), None)
    """
    return date.fromisoformat(text) if text else None


def number(text: str, least: float, most: float, what: str) -> float:
    """A number as a file states it, within what the thing can be; ValueError where a unit has jumped.

    >>> number("341", 0, 20_000, "megawatts of a site")
    341.0
    >>> number("341000", 0, 20_000, "megawatts of a site")
    Traceback (most recent call last):
    ValueError: expected 0 to 20,000 megawatts of a site, found 341000: a unit may have changed
    """
    value = float(text)
    if not least <= value <= most:
        raise ValueError(
            f"expected {_short(least)} to {_short(most)} {what}, found {text[:40]}: a unit may have changed"
        )
    return value


def price(found: object) -> Decimal:
    """A price as a file of JSON states it; TypeError or ValueError where it can be none.

    >>> price(3), price(Decimal("0.075"))
    (Decimal('3'), Decimal('0.075'))
    >>> price(True)
    Traceback (most recent call last):
    TypeError: a price that is no number: True
    """
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise TypeError(f"a price that is no number: {shown(found)}")
    if found < 0:
        raise ValueError(f"a price below zero: {shown(found)}")
    if found > MOST_PRICE:
        raise ValueError(f"a price above {MOST_PRICE:,}: {Decimal(found):.3g}")
    return Decimal(found)


def _short(bound: float) -> str:
    return f"{bound:,.0f}" if 1 <= abs(bound) < 1e9 or not bound else f"{bound:g}"


def listed(snapshot: Snapshot, what: str, found: object) -> list[Any]:
    """A list as a file of JSON states it; SourceChanged where there is none."""
    if not isinstance(found, list):
        raise SourceChanged(
            f"{snapshot.key}: expected a list of {what}, found a {type(found).__name__}, {shown(found)}. Look at the "
            "file, then change the reader and its test data together."
        )
    return found


def word(found: object) -> str:
    """A name as a file of JSON states it: text, and not empty; TypeError where it can be none."""
    if not isinstance(found, str) or not found:
        raise TypeError(f"a name that is no text: {shown(found)}")
    return found


def shown(found: object, most: int = 400) -> str:
    """What came, in no more characters than a message has room for."""
    text = str(found) if isinstance(found, Exception) else repr(found)
    return text if len(text) <= most else f"{text[:most]}..."
