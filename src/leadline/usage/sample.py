"""The beginning of a log, from which its format is told."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import msgspec

from leadline.usage.log import PARQUET, Bad, Log, delimiter

FEW, MANY = 20, 400
"""Values that are looked at: most formats show in the first, and a few logs begin with lines that tell nothing."""


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a log begins with: values of JSON, or the header of a table."""

    values: tuple[Mapping[str, object], ...] = ()
    """Objects of JSON, and those in lists and under `data` or `results`."""
    columns: frozenset[str] = frozenset()
    """Names of the columns of CSV or Parquet."""

    def has(self, *names: str) -> bool:
        """Whether a table has all of some columns, or an object all of these fields.

        >>> Sample(columns=frozenset({"model", "cost"})).has("model"), Sample(values=({"model": "m"},)).has("cost")
        (True, False)
        """
        wanted = frozenset(names)
        return wanted <= self.columns or any(wanted <= value.keys() for value in self.values)


def sample(log: Log, most: int = FEW) -> Sample:
    """The beginning of a log; an empty sample where it holds neither JSON nor a table."""
    head = log.head()
    if head[:4] == PARQUET:
        return Sample(columns=frozenset(log.parquet_columns()))
    if head.lstrip()[:1] in (b"{", b"["):
        return Sample(values=tuple(islice(_objects(log), most)))
    line = head.splitlines()[0].decode(errors="replace") if head.strip() else ""
    names = next(csv.reader([line], delimiter=delimiter(line)), [])
    return Sample(columns=frozenset(names) if len(names) > 1 else frozenset())


def _objects(log: Log) -> Iterator[Mapping[str, object]]:
    for one in log.values():
        if isinstance(one, Bad):
            continue
        try:
            value = msgspec.json.decode(one[1].decode(errors="replace"))
        except (ValueError, RecursionError):
            continue
        yield from _within(value)


def _within(value: object) -> Iterator[Mapping[str, object]]:
    """An object and those of the lists in which services wrap their pages."""
    if isinstance(value, dict):
        yield value
        for name in ("data", "results"):
            yield from _within(value.get(name))
    elif isinstance(value, list):
        for item in value[:FEW]:
            yield from _within(item)
