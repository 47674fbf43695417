"""Corrections: known errors of sources, as data with an expiry.

A correction says where the error stands, what mends it, why, on what evidence, and which condition must still hold: the
bounds of the wrong amount. It is applied to the rows of a snapshot between reading and checking, and leaves its name in
their `basis`. Decisions:

- Only rates are corrected, by a power of ten or another factor; what is uncertain is left to be a disagreement.
- A correction with its last vintage is a statement about files that are known: if the condition fails there, ingestion
  fails. One without holds until the source is mended: then it has *expired*, is not applied, and ingestion says so.
- In a full source the condition must hold of all rows that it names, or of none: half a mend is looked at by a person.
  In a log the publisher's own later mend stands in the same file, so that it need hold of some only.
- It is part of the reader's version, since it changes what the store holds of a file: `reader` names the version that
  applied it first, and a module whose READER is lower is refused.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from leadline.errors import StoreError
from leadline.model import Rate, Row, Snapshot

FILE = Path(__file__).with_name("corrections.toml")
MARK = "correction "
"""What stands in the basis of a row before the name of the correction that made it."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One known error of a source."""

    name: str
    source: str
    reader: int
    """The version of the source's reader that applies it first."""
    first: date
    """The first vintage with the error."""
    last: date | None
    """The last one; null while the source is not mended."""
    host: str
    models: tuple[str, ...]
    """As the source writes them."""
    meters: tuple[str, ...]
    least: Decimal
    """The wrong amount is at least this, for a unit as the reader writes it."""
    most: Decimal
    """And at most this."""
    times: Decimal
    """What the wrong amount is multiplied by."""
    why: str
    evidence: str
    reported: str
    """When the publisher was told, or why not."""

    def amount(self, row: Row) -> Decimal | None:
        """The amount of a row that it is about, right or wrong; None where it is about another."""
        if not isinstance(row, Rate) or row.host != self.host:
            return None
        return row.amount if row.model in self.models and row.meter in self.meters else None

    def finds(self, row: Row) -> bool:
        """Whether a row has the error."""
        amount = self.amount(row)
        return amount is not None and self.least <= amount <= self.most


def load() -> tuple[Correction, ...]:
    """All corrections, in the order of the file."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_correction(name, dict(fields)) for name, fields in tables.items())


def _correction(name: str, fields: dict[str, Any]) -> Correction:
    numbers = {field: Decimal(fields[field]) for field in ("least", "most", "times")}
    words = {field: tuple(fields[field]) for field in ("models", "meters")}
    known: dict[str, Any] = {"last": None, **fields, **numbers, **words}
    return Correction(name=name, **known)


def corrected(
    snapshot: Snapshot, rows: Sequence[Row], corrections: Sequence[Correction], *, log: bool
) -> tuple[list[Row], list[Correction]]:
    """The rows of a snapshot with the corrections that are for it applied, and those that have expired.

    Raises StoreError where one that must hold does not.
    """
    ours = [one for one in corrections if one.source == snapshot.source and _covers(one, snapshot.vintage)]
    found, expired = list(rows), []
    for one in ours:
        _check_reader(snapshot, one)
        if _holds(snapshot, found, one, log=log):
            found = [_mended(row, one) for row in found]
        elif one.last is None:
            expired.append(one)
    return found, expired


def _covers(one: Correction, vintage: date) -> bool:
    return one.first <= vintage and (one.last is None or vintage <= one.last)


def _check_reader(snapshot: Snapshot, one: Correction) -> None:
    if snapshot.reader < one.reader:
        raise StoreError(
            f"{snapshot.key}: the correction {one.name!r} makes other rows, from version {one.reader} of the reader "
            f"on. Raise READER in sources/{one.source}.py."
        )


def _holds(snapshot: Snapshot, rows: Sequence[Row], one: Correction, *, log: bool) -> bool:
    """Whether the error is still there; False where it is gone, or the offer is."""
    named = [row for row in rows if one.amount(row) is not None]
    wrong = [row for row in named if one.finds(row)]
    if named and (one.last is not None if not wrong else len(wrong) < len(named) and not log):
        right = next(row for row in named if not one.finds(row))
        assert isinstance(right, Rate)
        raise StoreError(
            f"{snapshot.key}: the correction {one.name!r} expects of {one.host} amounts from {one.least} to "
            f"{one.most}, found {right.amount} for {right.meter} of {right.model}. Look at the file, then give the "
            "correction the last vintage that has the error, or take out what is mended."
        )
    return bool(wrong)


def _mended(row: Row, one: Correction) -> Row:
    if not isinstance(row, Rate) or row.amount is None or not one.finds(row):
        return row
    basis = f"{row.basis}; {MARK}{one.name}" if row.basis else f"{MARK}{one.name}"
    return replace(row, amount=row.amount * one.times, basis=basis)
