r"""One log as its reader sees it: lines, values of JSON, or rows of CSV, each with where it starts; faults are told.

**Lines** end with a line feed. One longer than `LONGEST_LINE` is counted as bad and passed over, however long it is.
**Values of JSON** are the lines, where each is a value of its own (JSON lines), and else the file as a whole, up to
`LARGEST_DOCUMENT`. **Rows of CSV** have the names of the header, whatever their order.

A `Bad` is what could not be read: where, and why. A cause never holds any of the content, which may be a prompt.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import duckdb
import msgspec

from leadline.usage.record import Use
from leadline.usage.unpack import BLOCK, Broken, blocks

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)
LONGEST_LINE = 64 << 20
LARGEST_DOCUMENT = 256 << 20
UNFINISHED = "an unfinished last line, as of a log that is being written"
NO_JSON = "no JSON"
NO_OBJECT = "no object of JSON"
_PEEKED = 50
"""Lines that are looked at to tell lines of JSON from one document."""
PARQUET = b"PAR1"
"""What a Parquet file begins with."""
Value = tuple[int, bytes]
Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bad:
    """Something in a log that could not be read."""

    line: int
    cause: str
    rows: int | None = 1
    """How many rows are lost with it; null where nobody can know, as after a damage."""


@dataclass(frozen=True, kw_only=True)
class Log:
    """A file that may hold usage."""

    path: Path
    name: str
    """How it was named or found."""

    def lines(self) -> Iterator[Value | Bad]:
        """The lines of a log of JSON lines that are not blank, without their line feeds."""
        number = 0
        try:
            for number, (line, ended) in enumerate(_pieces(blocks(self.path)), start=1):
                if line is None:
                    yield Bad(number, f"a line longer than {LONGEST_LINE >> 20} MB")
                elif not ended and line and not is_json(line):
                    yield Bad(number, UNFINISHED, rows=0)
                elif line and not line.isspace():
                    yield number, line
        except Broken as broken:
            yield Bad(number + 1, str(broken), rows=None)

    def values(self) -> Iterator[Value | Bad]:
        """Values of JSON with the line each starts in; of a document that is one list, its items with their numbers."""
        if self._is_lines():
            yield from self.lines()
            return
        document = bytearray()
        try:
            for block in blocks(self.path):
                document += block
                if len(document) > LARGEST_DOCUMENT:
                    yield Bad(1, f"one value of JSON above {LARGEST_DOCUMENT >> 20} MB; give one value a line", None)
                    return
        except Broken as broken:
            yield Bad(1, str(broken), rows=None)
            return
        yield from _items(bytes(document))

    def objects(self) -> Iterator[Value | Bad]:
        """Values of JSON, those within lists and pages (`data`, `results`) one by one, with their running numbers."""
        for one in self.values():
            if isinstance(one, Bad):
                yield one
            else:
                yield from _within(*one)

    def _is_lines(self) -> bool:
        """Whether each line is a value: the first is, or in a file of objects one that stands at the left edge is."""
        head = self.head().splitlines()[:_PEEKED]
        found = [line for line in head if line.strip()]
        if not found or is_json(found[0]):
            return True
        return found[0].lstrip()[:1] != b"[" and any(line[:1] == b"{" and is_json(line) for line in found)

    def head(self) -> bytes:
        """The first whole lines of the file, or its first block where no line ends in it."""
        found = b""
        try:
            for block in blocks(self.path):
                found += block
                if len(found) >= BLOCK:
                    return found[: found.rfind(b"\n") + 1] or found
        except Broken:
            pass
        return found

    def is_json(self) -> bool:
        """Whether it begins as JSON does."""
        return self.head().lstrip()[:1] in (b"{", b"[")

    def rows(self) -> Iterator[tuple[int, Cells] | Bad]:
        """Rows of a table as cells by heading: of CSV with the line each starts in, of Parquet with their numbers."""
        return self._parquet_rows() if self.head()[:4] == PARQUET else self._csv_rows()

    def parquet_columns(self) -> list[str]:
        """The columns of a Parquet file; none where it is damaged."""
        try:
            with duckdb.connect() as connection:
                found = connection.execute("SELECT name FROM parquet_schema(?)", [str(self.path)]).fetchall()
        except duckdb.Error:
            return []
        return [name for (name,) in found]

    def _parquet_rows(self) -> Iterator[tuple[int, Cells] | Bad]:
        number = 0
        try:
            with duckdb.connect() as connection:
                found = connection.execute("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet(?)", [str(self.path)])
                names = [column[0] for column in found.description or ()]
                while some := found.fetchmany(10_000):
                    for row in some:
                        number += 1
                        yield number, {name: cell or "" for name, cell in zip(names, row, strict=True)}
        except duckdb.Error:
            yield Bad(number + 1, "a damaged Parquet file", rows=None)

    def _csv_rows(self) -> Iterator[tuple[int, Cells] | Bad]:
        text = (f"{line.decode(errors='replace')}\n" for line in self._text_lines())
        number = 1
        try:
            header = next(text, "")
            with _long_cells():
                names = next(csv.reader([header], delimiter=delimiter(header)), [])
                table = csv.reader(text, delimiter=delimiter(header))
                for cells in table:
                    start, number = number + 1, table.line_num + 1
                    if len(cells) == len(names):
                        yield start, dict(zip(names, cells, strict=True))
                    elif cells:
                        yield Bad(start, "not as many cells as the header names", rows=number - start + 1)
        except Broken as broken:
            yield Bad(number + 1, str(broken), rows=None)
        except csv.Error:
            yield Bad(number + 1, "a cell without end", rows=None)

    def _text_lines(self) -> Iterator[bytes]:
        for line, _ in _pieces(blocks(self.path)):
            if line is None:
                raise Broken(f"a line longer than {LONGEST_LINE >> 20} MB")
            yield line.removesuffix(b"\r")


@contextmanager
def _long_cells() -> Iterator[None]:
    """Cells as long as a line may be: Python's own limit is one for the whole program, and comes back after."""
    before = csv.field_size_limit(LONGEST_LINE)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _pieces(found: Iterator[bytes]) -> Iterator[tuple[bytes | None, bool]]:
    r"""What stands between line feeds, and whether one ended it; None for a piece that is too long.

    >>> list(_pieces(iter([b"a", b"b\nc\n", b"d"])))
    [(b'ab', True), (b'c', True), (b'd', False)]
    """
    begun: list[bytes] = []
    size = 0
    for block in found:
        first, *others = block.split(b"\n")
        size += len(first)
        begun = [*begun, first] if size <= LONGEST_LINE else []
        if others:
            yield (b"".join(begun) if size <= LONGEST_LINE else None), True
            for line in others[:-1]:
                yield line, True
            begun, size = [others[-1]], len(others[-1])
    if size:
        yield (b"".join(begun) if size <= LONGEST_LINE else None), False


class _Page(msgspec.Struct):
    data: list[msgspec.Raw] | None = None
    results: list[msgspec.Raw] | None = None


def _within(line: int, value: bytes) -> Iterator[Value]:
    """The objects of a list or a page; else the value itself, even where it is no JSON."""
    try:
        if value.lstrip()[:1] == b"[":
            found: list[msgspec.Raw] | None = msgspec.json.decode(value, type=list[msgspec.Raw])
        else:
            page = msgspec.json.decode(value, type=_Page)
            found = page.results if page.data is None else page.data
    except (ValueError, RecursionError):
        found = None
    if found is None:
        yield line, value
    else:
        yield from enumerate(map(bytes, found), start=1)


def _items(document: bytes) -> Iterator[Value | Bad]:
    try:
        if document.lstrip()[:1] != b"[":
            yield 1, document
            return
        for number, item in enumerate(msgspec.json.decode(document, type=list[msgspec.Raw]), start=1):
            yield number, bytes(item)
    except (ValueError, RecursionError):
        yield Bad(1, NO_JSON, rows=None)


def is_json(content: bytes) -> bool:
    """Whether it is one whole value of JSON.

    >>> is_json(b'{"a": 1}'), is_json(b'{"a":')
    (True, False)
    """
    try:
        msgspec.json.decode(content, type=msgspec.Raw)
    except (ValueError, RecursionError):
        return False
    return True


def delimiter(header: str) -> str:
    """What parts the cells of a header: a comma, unless a semicolon or a tab stands there more often."""
    return max(",;\t", key=header.count)


def each(found: Iterable[tuple[int, T] | Bad], make: Callable[[int, T], Iterator[Use | Bad]]) -> Iterator[Use | Bad]:
    """What is made of each thing in a log; a thing of which nothing can be made is told, with its cause."""
    for one in found:
        if isinstance(one, Bad):
            yield one
            continue
        line, thing = one
        try:
            yield from list(make(line, thing))
        except (ValueError, RecursionError) as error:
            yield Bad(line, cause(error))


def each_as(log: Log, kind: type[S], make: Callable[[str, int, S], Iterator[Use | Bad]]) -> Iterator[Use | Bad]:
    """What is made of each object of JSON or row of a table, decoded into the fields that a reader names alone."""
    if log.is_json():
        decode = msgspec.json.Decoder(kind).decode
        return each(log.objects(), lambda line, value: make(log.name, line, decode(value)))
    return each(log.rows(), lambda line, row: make(log.name, line, _of_cells(kind, row)))


def _of_cells(kind: type[S], cells: Cells) -> S:
    """A row of a table; an empty cell is null."""
    return kind(**{field: cells[field] or None for field in kind.__struct_fields__ if field in cells})


def cause(error: Exception) -> str:
    """Why something could not be read, in words that hold nothing of it.

    >>> cause(msgspec.ValidationError("Expected `int`, got `str` - at `$.usage[3].input_tokens`"))
    'Expected `int`, got `str` - at `$.usage[...].input_tokens`'
    """
    if isinstance(error, RecursionError):
        return "values within values without end"
    if isinstance(error, msgspec.DecodeError) and not isinstance(error, msgspec.ValidationError):
        return "not UTF-8" if "utf-8" in str(error).lower() else NO_JSON
    return re.sub(r"\[\d+\]", "[...]", str(error))
