"""Any table, CSV or Parquet, by a map of its columns that the user gives: `input=prompt,output=completion,start=time`.

Nothing is guessed. Where columns of the cache are named, the map says whether the input includes them
(`convention=inclusive`) or not (`exclusive`); where a cost is named, what it is (`basis=charged`, `list` or `estimate`)
and its currency, a column or a code of three letters. Columns that the map does not name are not read.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from leadline.errors import UnknownName, UserError
from leadline.usage.fields import flags, instant, money, name, uncached, whole
from leadline.usage.log import Bad, Log, each
from leadline.usage.privacy import alias, digest
from leadline.usage.record import COUNTS, METERS, MONEY, Basis, Use
from leadline.usage.sample import Sample

NAME = "table"
CACHED = ("cache_read", "cache_write_5m", "cache_write_1h", "cache_write")
NAMES = ("model", "vendor", "host", "service", "region", "context", "item")
ALIASES = ("project", "key_alias")
BASES: Mapping[str, Basis] = {"charged": "charged", "list": "list", "estimate": "estimate"}
SETTINGS = {"convention": ("inclusive", "exclusive"), "basis": tuple(BASES)}
FIELDS = ("start", "end", *NAMES, *COUNTS, *MONEY, "currency", *ALIASES, "key", *SETTINGS)
_CODE = re.compile("[A-Z]{3}")


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """A format that a user defines: which column is what."""

    columns: Mapping[str, str]
    """Columns by field of the normal form."""
    convention: str
    """inclusive or exclusive; exclusive where no column of the cache is named."""
    basis: Basis | None
    CONVENTION: str
    NAME: str = NAME
    TITLE: str = "Table with a map of its columns"

    def matches(self, sample: Sample) -> bool:
        """Never by itself."""
        return False

    def read(self, log: Log) -> Iterator[Use | Bad]:
        """One use a row."""
        return each(log.rows(), lambda line, row: self._uses(log.name, line, row))

    def _uses(self, file: str, line: int, row: Mapping[str, str]) -> Iterator[Use]:
        cells: dict[str, str] = {}
        for field, column in self.columns.items():
            if column in row:
                cells[field] = row[column]
            elif field == "currency" and _CODE.fullmatch(column):
                cells[field] = column
            else:
                raise ValueError(f"no column {column!r}")
        found: dict[str, Any] = {field: whole(cells.get(field)) for field in COUNTS}
        found |= {field: money(cells.get(field)) for field in MONEY}
        found |= {field: name(cells.get(field)) for field in (*NAMES, "currency")}
        found |= {field: alias(cells.get(field)) for field in ALIASES}
        exclusive = None
        if self.convention == "inclusive":
            found["input"], exclusive = uncached(found["input"], *(found[field] for field in CACHED))
        yield Use(
            **found,
            start=instant(cells.get("start")),
            end=instant(cells.get("end")),
            basis=self.basis if found["cost"] is not None else None,
            format=NAME,
            file=file,
            line=line,
            key=digest(NAME, cells["key"]) if cells.get("key") else None,
            flags=flags(exclusive, None if found["model"] or found["item"] else "model_unknown"),
        )


def mapped(text: str) -> Mapped:
    """The format that a map of columns defines; UserError where it leaves something open.

    >>> mapped("input=prompt,output=completion,model=engine").columns
    {'input': 'prompt', 'output': 'completion', 'model': 'engine'}
    """
    given: dict[str, str] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        field, equals, column = (word.strip() for word in part.partition("="))
        if not equals or not column:
            raise UserError(f"--columns {part!r}: expected a field and its column, such as input=prompt_tokens.")
        if field not in FIELDS:
            raise UnknownName("field", field, FIELDS, f"There are {', '.join(FIELDS)}.")
        given[field] = column
    settings = {field: given.pop(field, None) for field in SETTINGS}
    for field, said in settings.items():
        if said is not None and said not in SETTINGS[field]:
            raise UnknownName(field, said, SETTINGS[field])
    _complete(given, settings)
    convention, basis = settings["convention"] or "exclusive", settings["basis"]
    return Mapped(
        columns=given,
        convention=convention,
        basis=BASES[basis] if basis else None,
        CONVENTION=_told(convention) if set(given) & set(CACHED) else "as mapped; no column tells of a cache",
    )


def _told(convention: str) -> str:
    takes = "includes the cache, which is taken off" if convention == "inclusive" else "excludes the cache"
    return f"as mapped: input {takes}"


def _complete(given: Mapping[str, str], settings: Mapping[str, str | None]) -> None:
    """Raise UserError where a map leaves open what must be known."""
    if not set(given) & {*METERS, *MONEY}:
        raise UserError(
            f"--columns: expected a column of tokens or money, found {', '.join(given) or 'none'}. Name it."
        )
    if set(given) & set(CACHED) and "input" in given and settings["convention"] is None:
        raise UserError(
            "--columns: does the input include the tokens of the cache? Add convention=inclusive where it does, "
            "convention=exclusive where it does not; the bill differs by several times."
        )
    if set(given) & set(MONEY) and (settings["basis"] is None or "currency" not in given):
        raise UserError(
            "--columns: what is the cost? Add basis=charged, basis=list or basis=estimate, and its currency: a column "
            "or a code, such as currency=USD."
        )
