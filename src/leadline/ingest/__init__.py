"""From raw files to the store: keep, read, correct, check, append. The only part that knows sources and store both.

Raw files from disk lie in a folder with a `MANIFEST.csv`: a row a file, with its source, vintage, path, size, digest,
day of retrieval, URL and licence.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from leadline.catalog.corrections import Correction, corrected
from leadline.errors import SourceChanged, Suspicious, UserError
from leadline.model import RawFile, Rejected, Row, Snapshot
from leadline.sources import SOURCES, Reader
from leadline.store import archive
from leadline.store.drift import Drift, drift, last_before
from leadline.store.store import Store

MANIFEST = "MANIFEST.csv"
MOST_BYTES = 50_000_000
"""What a manifest may hold: some hundred thousand rows."""
COLUMNS = {"source", "vintage", "file", "bytes", "sha256", "retrieved", "url", "licence", "obtained_via", "note"}
_BYTES = re.compile("[0-9]{1,15}")
_SHA256 = re.compile("[0-9a-f]{64}")
READERS: Mapping[str, Reader] = {reader.NAME: reader for reader in SOURCES}


@dataclass(frozen=True, kw_only=True)
class Ingested:
    """What became of one snapshot."""

    snapshot: Snapshot
    rows: int
    rejected: tuple[Rejected, ...]
    state: str
    """added, or known where the store held it before."""
    expired: tuple[Correction, ...] = ()
    """Corrections that this file no longer needs."""
    drift: Drift = field(default_factory=Drift)
    """How it differs from the last snapshot of its source."""


def waiting(folder: Path, only: Sequence[str] = ()) -> list[Snapshot]:
    """The snapshots in a folder of raw files that have a reader, by source and day; of the named sources, or of all."""
    return [
        _snapshot(folder, source, vintage, files)
        for (source, vintage), files in _listed(folder)
        if source in READERS and (not only or source in only)
    ]


def without_reader(folder: Path) -> list[str]:
    """The sources in a folder of raw files that no reader reads."""
    return sorted({source for (source, _), _ in _listed(folder)} - READERS.keys())


def ingest(snapshot: Snapshot, store: Store, *, keep_raw: bool = True, accept: bool = True) -> Ingested:
    """Keep, read, correct, check and append one snapshot, or raise and change nothing.

    Raises Suspicious, unless told to accept it, where it differs from the last one more than is likely.
    """
    if store.holds(snapshot):
        return Ingested(snapshot=snapshot, rows=0, rejected=(), state="known")
    archive.check_digests(snapshot)
    found, rejected = read(snapshot)
    log = store.catalog.source(snapshot.source).kind == "log"
    rows, expired = corrected(snapshot, found, store.catalog.corrections, log=log)
    live = store.catalog.live.get(snapshot.source)
    last, turnover = last_before(store.entries, snapshot), live is not None and live.turnover
    found_drift = drift(rows, last, store.catalog, log=log, turnover=turnover)
    if found_drift.unlikely and not accept:
        raise Suspicious(
            f"{snapshot.key}: {'; '.join(found_drift.unlikely)}. Look at the file; if it is right, accept it."
        )
    store.append(snapshot, rows, rejected, keep_raw=keep_raw)
    return Ingested(
        snapshot=snapshot,
        rows=len(rows),
        rejected=tuple(rejected),
        state="added",
        expired=tuple(expired),
        drift=found_drift,
    )


def read(snapshot: Snapshot) -> tuple[list[Row], list[Rejected]]:
    """The rows that the source's reader makes of a snapshot, and those it could not read."""
    rows: list[Row] = []
    rejected: list[Rejected] = []
    for row in READERS[snapshot.source].read(snapshot):
        if isinstance(row, Rejected):
            rejected.append(row)
        else:
            rows.append(row)
    return rows, rejected


def _listed(folder: Path) -> Iterator[tuple[tuple[str, str], list[dict[str, str]]]]:
    path = folder / MANIFEST
    if not path.is_file():
        raise UserError(f"Expected a file {MANIFEST} in {folder}, with a row for each raw file; there is none.")
    listed = sorted(_rows(path), key=lambda row: (row["source"], row["vintage"], row["file"]))
    for key, files in groupby(listed, key=lambda row: (row["source"], row["vintage"])):
        yield key, list(files)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a manifest; SourceChanged where it is none, or ends in the middle of a row."""
    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise SourceChanged(f"{path} has more than {MOST_BYTES:,} bytes: that is no list of raw files.")
        table = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        if missing := COLUMNS - set(table.fieldnames or ()):
            raise SourceChanged(f"{path}: the columns {sorted(missing)} are missing. Write the manifest again.")
        for row in table:
            if None in row or None in row.values():
                raise SourceChanged(f"{path}: line {table.line_num} has not a cell for each column. Write it again.")
            yield row
    except (UnicodeDecodeError, csv.Error) as error:
        raise SourceChanged(f"{path} is no CSV in UTF-8 ({error}). Write the manifest again.") from error


def _snapshot(folder: Path, source: str, vintage: str, files: Sequence[Mapping[str, str]]) -> Snapshot:
    if len({Path(file["file"]).parent for file in files}) > 1:
        raise SourceChanged(
            f"{MANIFEST}: the files of {source} of {vintage} lie in several folders. Put them into one."
        )
    return Snapshot(
        source=source,
        vintage=_day(vintage),
        retrieved=_day(files[0]["retrieved"]),
        licence=files[0]["licence"],
        reader=READERS[source].READER,
        path=folder / Path(files[0]["file"]).parent,
        files=tuple(_raw_file(file) for file in files),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SourceChanged(
            f"{MANIFEST}: expected a day as YYYY-MM-DD, found {text!r}. Correct the manifest."
        ) from None


def _raw_file(row: Mapping[str, str]) -> RawFile:
    if not _BYTES.fullmatch(row["bytes"]) or not _SHA256.fullmatch(row["sha256"]) or not Path(row["file"]).name:
        raise SourceChanged(
            f"{MANIFEST}: expected of {row['file'][:200]!r} a file with its bytes and a SHA-256 of 64 digits, found "
            f"{row['bytes'][:20]!r} and {row['sha256'][:80]!r}. Correct the manifest."
        )
    return RawFile(
        name=Path(row["file"]).name,
        bytes=int(row["bytes"]),
        sha256=row["sha256"],
        url=row["url"],
        note="; ".join(part for part in (row["obtained_via"], row["note"]) if part),
    )
