"""The manifest: which files hold which snapshot, as one JSON file that is replaced whole.

A snapshot is in the store if, and only if, the manifest names it. Files are written and synced before the manifest
that names them replaces the old one in a single rename, so that a process killed at any point leaves the old state or
the new one, with at worst an unnamed file that nothing reads and the next append may overwrite.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from leadline.errors import StoreError
from leadline.model import RawFile, Snapshot

FORMAT = "leadline.store/1"
NAME = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """One immutable Parquet file: the rows of one table from one snapshot."""

    path: str
    """Relative to the root of its store."""
    rows: int
    bytes: int
    sha256: str
    """Of the bytes."""
    digest: str
    """Of the rows."""
    first_known: str | None = None
    """In a log: the day of its first row."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A snapshot in a store, and what was made of it."""

    snapshot: Snapshot
    root: Path
    tables: Mapping[str, TableFile]
    rejected: int
    """Rows of the source that did not parse."""
    raw_kept: bool | None = None
    """Whether the raw files were kept beside the rows; None where the writer did not say."""

    @property
    def first_known(self) -> date:
        """The first day on which anything of it was known: in a log, that of its first row."""
        days = [date.fromisoformat(file.first_known) for file in self.tables.values() if file.first_known]
        return min(days, default=self.snapshot.vintage)

    def file(self, table: str) -> Path:
        """Where the rows of a table lie."""
        return self.root / self.tables[table].path


def load(root: Path) -> tuple[Entry, ...]:
    """The entries of the store at `root`; none where there is no manifest yet."""
    try:
        content = (root / NAME).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StoreError(f"The store at {root} cannot be read: {error.strerror}. Check the folder's rights.") from error
    return _parse(root, content)


def replace_with(root: Path, entries: Iterable[Entry]) -> None:
    """Make these the entries of the store at `root`, at once or not at all."""
    body = {"format": FORMAT, "entries": [_to_json(entry) for entry in sorted(entries, key=lambda e: e.snapshot.key)]}
    write_whole(root / NAME, (json.dumps(body, indent=1, ensure_ascii=False) + "\n").encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(path.parent)


def sweep(root: Path) -> None:
    """Remove files that `write_whole` began and never ended, of processes that were killed."""
    for unfinished in root.rglob(".*.tmp"):
        unfinished.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """Digest of a file's bytes, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _to_json(entry: Entry) -> dict[str, object]:
    card = asdict(replace(entry.snapshot, path=Path())) | {"vintage": str(entry.snapshot.vintage)}
    del card["path"]
    tables = {name: asdict(file) for name, file in sorted(entry.tables.items())}
    card |= {"retrieved": str(entry.snapshot.retrieved), "rejected": entry.rejected, "raw_kept": entry.raw_kept}
    return card | {"tables": tables}


def _parse(root: Path, content: bytes) -> tuple[Entry, ...]:
    try:
        body = json.loads(content)
        if body["format"] != FORMAT:
            raise StoreError(
                f"The store at {root} has the format {body['format']!r}; this version of leadline reads {FORMAT!r}. "
                "Use the version that wrote it, or another folder."
            )
        return tuple(_entry(root, record) for record in body["entries"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(
            f"{root / NAME} is damaged ({type(error).__name__}: {error}). Restore it from a copy, or move the folder "
            "away and fill a new store with 'leadline ingest'."
        ) from error


def _entry(root: Path, record: dict[str, Any]) -> Entry:
    card = dict(record)
    tables = {name: TableFile(**file) for name, file in card.pop("tables").items()}
    files = tuple(RawFile(**file) for file in card.pop("files"))
    rejected, raw_kept = int(card.pop("rejected")), card.pop("raw_kept", None)
    vintage, retrieved = (date.fromisoformat(card.pop(name)) for name in ("vintage", "retrieved"))
    folder = root / "raw" / card["source"] / str(vintage)
    snapshot = Snapshot(path=folder, files=files, vintage=vintage, retrieved=retrieved, **card)
    return Entry(snapshot=snapshot, root=root, tables=tables, rejected=rejected, raw_kept=raw_kept)
