"""The store: snapshots in, views out. It only grows.

A store lies in one folder or in several on top of each other: the bundled one below, the user's own above it. Reading
sees all of them; appending writes to the top one only, so that updates never touch the installed package.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, StoreError
from leadline.model import Rejected, Row, Snapshot
from leadline.store import archive, manifest, parquet
from leadline.store.checks import check
from leadline.store.manifest import Entry, TableFile
from leadline.store.tables import TABLE_OF, Table
from leadline.store.view import View


class Store:
    """The snapshots in one or more folders, the last of which is written to."""

    def __init__(self, *roots: Path, catalog: Catalog) -> None:
        self.roots = roots
        self.catalog = catalog

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every snapshot, by source and vintage. Where two folders hold the same one, the lower folder's stands."""
        found: dict[str, Entry] = {}
        for root in self.roots:
            for entry in manifest.load(root):
                found.setdefault(entry.snapshot.key, entry)
        return tuple(sorted(found.values(), key=_order))

    def as_of(self, day: date) -> View:
        """The view of a day: what every source had said by then."""
        known = [entry for entry in self.entries if entry.snapshot.source in self.catalog.sources]
        return _view(_newest_readers(known), self.catalog, day)

    def append(
        self, snapshot: Snapshot, rows: Sequence[Row], rejected: Sequence[Rejected] = (), *, keep_raw: bool = True
    ) -> Entry:
        """Add the rows of one snapshot, and its raw files, or refuse and change nothing."""
        check(snapshot, rows, rejected, log=self.catalog.source(snapshot.source).kind == "log")
        root = self.roots[-1]
        with _sole_writer(root):
            if self.holds(snapshot):
                raise StoreError(f"{snapshot.key} is in the store already. What is in it does not change.")
            if keep_raw:
                archive.keep(snapshot, root)
            entry = replace(
                _write_tables(root, snapshot, rows), rejected=sum(one.rows for one in rejected), raw_kept=keep_raw
            )
            manifest.replace_with(root, [*manifest.load(root), entry])
        return entry

    def sweep(self) -> None:
        """Remove what writers that were killed had begun: while the top folder is locked no other writer is at work."""
        with _sole_writer(self.roots[-1]):
            manifest.sweep(self.roots[-1])

    def holds(self, snapshot: Snapshot) -> bool:
        """Whether this snapshot, as read by this version of its reader, is in the store.

        Raises StoreError where the store holds the vintage from other bytes: two files cannot both be what the source
        said on one day.
        """
        held = [e.snapshot for e in self.entries if _name(e.snapshot) == _name(snapshot)]
        for other in held:
            if other.sha256 != snapshot.sha256:
                raise StoreError(
                    f"{snapshot.key}: the store holds this vintage from other files: theirs have SHA-256 "
                    f"{other.sha256}, these {snapshot.sha256}. What a source corrected later is a vintage of its own: "
                    "give it the day on which it could be had."
                )
        return any(other.key == snapshot.key for other in held)


def _view(everything: Sequence[Entry], catalog: Catalog, day: date, until: datetime | None = None) -> View:
    """The view of a day over these entries; an earlier one that it gives is over the same."""
    by_source: dict[str, list[Entry]] = {}
    for entry in everything:
        if entry.first_known <= day:
            by_source.setdefault(entry.snapshot.source, []).append(entry)
    if not everything:
        raise NotEnoughData("The store is empty. Fill it with 'leadline ingest --from DIR'.")
    held = [
        entry
        for source, known in by_source.items()
        for entry in (known if catalog.sources[source].kind == "log" else known[-1:])
    ]
    return View(day, held, everything, catalog, lambda *earlier: _view(everything, catalog, *earlier), until)


@contextmanager
def _sole_writer(root: Path) -> Iterator[None]:
    """One writer at a time; readers need no lock. A failure of the disk becomes a StoreError."""
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".lock"):
            yield
    except (OSError, duckdb.IOException) as error:
        reason = getattr(error, "strerror", None) or error
        raise StoreError(
            f"The store at {root} could not be written: {reason}. Nothing was changed. Make room or give the right to "
            "write, or name another folder with --store."
        ) from error


def _write_tables(root: Path, snapshot: Snapshot, rows: Sequence[Row]) -> Entry:
    by_table: dict[Table, list[Row]] = {}
    for row in rows:
        by_table.setdefault(TABLE_OF[type(row)], []).append(row)
    tables = {table.name: _write_table(root, snapshot, table, held) for table, held in by_table.items()}
    return Entry(snapshot=snapshot, root=root, tables=tables, rejected=0)


def _write_table(root: Path, snapshot: Snapshot, table: Table, rows: Sequence[Row]) -> TableFile:
    content, digest = parquet.to_parquet(table, rows), parquet.digest(rows)
    name = f"{table.name}/{snapshot.source}/{snapshot.vintage}-r{snapshot.reader}-{digest[:8]}.parquet"
    manifest.write_whole(root / name, content)
    known = [row.known for row in rows if row.known is not None]
    return TableFile(
        path=name,
        rows=len(rows),
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        digest=digest,
        first_known=str(min(known).astimezone(UTC).date()) if known else None,
    )


def _name(snapshot: Snapshot) -> tuple[str, date]:
    return (snapshot.source, snapshot.vintage)


def _order(entry: Entry) -> tuple[str, date, int]:
    return (entry.snapshot.source, entry.snapshot.vintage, entry.snapshot.reader)


def _newest_readers(entries: Sequence[Entry]) -> list[Entry]:
    """Of each snapshot the rows that the newest reader made of it: the last of each source and vintage in order."""
    return list({(entry.snapshot.source, entry.snapshot.vintage): entry for entry in entries}.values())
