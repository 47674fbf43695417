"""Keeping current: what publishers have now becomes new vintages of the store.

For each source: fetch what may have changed, keep the bytes, read, check against the last vintage, append. Decisions:

- The vintage is the day of the fetch, whatever a publisher writes into its file: nobody here could know it before.
- The same bytes make no new vintage. Other bytes on the same day wait: a vintage is a day, and what was kept of it does
  not change; on the next day they come in by themselves.
- A file that its publisher dates before the one that was kept is an older one put back, or a wrong clock: refused, as
  is what differs from the last vintage more than is likely, unless the user accepts it.
- A source that fails, or is gone, stops no other and loses nothing: what it said before stays in the store.
- What was refused lies under `incoming/` until the next attempt, to be looked at.
- One update at a time; a process killed at any point leaves the store as it was, or with the whole snapshot. What it
  had begun to write is swept by the next update.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from leadline.catalog.live import Live
from leadline.errors import LeadlineError, SourceChanged, SourceGone, StoreError, Suspicious, UserError
from leadline.ingest import READERS, Ingested, ingest, read
from leadline.ingest.fetched import Haul, Kept, Part, fetch, remember, remembered
from leadline.model import RawFile, Snapshot
from leadline.sources.download import CONTACT, Manner, Session, session
from leadline.store import manifest
from leadline.store.store import Store

State = Literal["new vintage", "unchanged", "waiting", "not asked", "refused", "failed", "gone"]
FAULTS: tuple[State, ...] = ("refused", "failed", "gone")


@dataclass(frozen=True, kw_only=True)
class Updated:
    """What became of one source."""

    source: str
    state: State
    detail: str = ""
    """Why, or what is odd about it."""
    key: str = ""
    """Of the new snapshot."""
    rows: int = 0
    rejected: int = 0
    faults: tuple[str, ...] = ()
    """Files that did not come, of a source whose files stand apart."""

    @property
    def faulty(self) -> bool:
        """Whether anything of it failed."""
        return self.state in FAULTS or bool(self.faults)


@contextmanager
def asking(store: Store, contact: str = "") -> Iterator[Session]:
    """A session in which to ask publishers, by the user's address where there is one.

    One update of a store at a time: a second one is refused at once.
    """
    root = store.roots[-1]
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / ".update.lock", timeout=0), session(manner(contact)) as opened:
            store.sweep()
            yield opened
    except Timeout:
        raise StoreError(f"Another update of {root} is running. Wait for it to end.") from None
    except PermissionError as error:
        raise StoreError(f"The store at {root} cannot be written: {error.strerror}. Name another one.") from error


def manner(contact: str) -> Manner:
    """How to ask; UserError where an address could not stand in the head of a request."""
    if not contact.isascii() or not contact.isprintable():
        raise UserError(f"Expected an address such as name@example.org, found {contact!r}.")
    return Manner(contact=contact or CONTACT)


def update(live: Live, store: Store, session: Session, day: date, *, accept: bool = False) -> Updated:
    """Fetch one source and append what is new; whatever goes wrong is told in the answer."""
    if live.contact and session.manner.contact == CONTACT:
        reason = "the publisher asks for the address of who fetches: give yours with --contact or LEADLINE_CONTACT"
        return Updated(source=live.source, state="not asked", detail=reason)
    try:
        return _update(live, store, session, day, accept=accept)
    except SourceGone as error:
        return Updated(source=live.source, state="gone", detail=str(error))
    except (SourceChanged, Suspicious) as error:
        return Updated(source=live.source, state="refused", detail=str(error))
    except (LeadlineError, OSError) as error:
        return Updated(source=live.source, state="failed", detail=str(error))
    except Exception as error:
        # A reader that stops at something nobody thought of must not keep the others from coming.
        reason = f"{type(error).__name__}: {error}. The file is kept under incoming/; please report it."
        return Updated(source=live.source, state="failed", detail=reason)


def _update(live: Live, store: Store, session: Session, day: date, *, accept: bool) -> Updated:
    root = store.roots[-1]
    haul = fetch(live, root, session, day)
    held = [entry.snapshot for entry in store.entries if entry.snapshot.source == live.source]
    haul = _changed(live, haul, held, remembered(root, live.source))
    if not haul.parts:
        return Updated(source=live.source, state="unchanged", faults=haul.faults)
    folder = root / "incoming" / live.source
    snapshot = _keep(live, haul.parts, folder, day, store)
    if live.apart:
        snapshot, haul = _readable(snapshot, haul)
    newest = max((snapshot.vintage for snapshot in held), default=date.min)
    if newest == day:
        reason = f"other bytes came than are kept of {day}; they become a vintage of their own on a later day"
        return Updated(source=live.source, state="waiting", detail=reason, faults=haul.faults)
    if newest > day:
        raise StoreError(f"The store holds {live.source} of {newest}, later than {day}. Look at the clock.")
    if not accept:
        _check_age(haul.parts, remembered(root, live.source))
    result = ingest(snapshot, store, accept=accept)
    remember(root, live.source, haul.parts, day)
    shutil.rmtree(folder, ignore_errors=True)
    return _told(result, haul, _put_back(snapshot, held))


def _changed(live: Live, haul: Haul, held: Sequence[Snapshot], memory: dict[str, Kept]) -> Haul:
    """Without parts where nothing is new; of files that stand apart only the new ones."""
    if live.apart:
        new = [part for part in haul.parts if part.fresh and _digest(memory, part.name) != part.sha256]
        return replace(haul, parts=tuple(new))
    newest = max(held, key=lambda snapshot: snapshot.vintage, default=None)
    if newest is None:  # whatever is remembered of the files, the store does not hold them
        return haul
    same = {part.sha256 for part in haul.parts} == {file.sha256 for file in newest.files}
    return replace(haul, parts=()) if same or not any(part.fresh for part in haul.parts) else haul


def _digest(memory: dict[str, Kept], name: str) -> str:
    return memory[name].sha256 if name in memory else ""


def _keep(live: Live, parts: Sequence[Part], folder: Path, day: date, store: Store) -> Snapshot:
    """The bytes on disk before anything reads them, and the card that goes with them."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        for part in parts:
            manifest.write_whole(folder / part.name, part.content)
    except OSError as error:
        raise StoreError(f"{folder} could not be written: {error.strerror}. Nothing was changed. Make room.") from error
    return Snapshot(
        source=live.source,
        vintage=day,
        retrieved=day,
        licence=store.catalog.source(live.source).licence,
        reader=READERS[live.source].READER,
        path=folder,
        files=tuple(
            RawFile(name=part.name, bytes=len(part.content), sha256=part.sha256, url=part.url, note="fetched")
            for part in parts
        ),
    )


def _readable(snapshot: Snapshot, haul: Haul) -> tuple[Snapshot, Haul]:
    """Without the files that their reader refuses, which are told; SourceChanged where none is left."""
    faults, good = list(haul.faults), []
    for file in snapshot.files:
        try:
            read(replace(snapshot, files=(file,)))
            good.append(file)
        except SourceChanged as error:
            faults.append(str(error))
    if not good:
        raise SourceChanged("; ".join(faults))
    names = {file.name for file in good}
    parts = tuple(part for part in haul.parts if part.name in names)
    return replace(snapshot, files=tuple(good)), Haul(parts=parts, faults=tuple(faults))


def _check_age(parts: Sequence[Part], memory: dict[str, Kept]) -> None:
    for part in (part for part in parts if part.fresh and part.name in memory):
        now, then = part.stamp.last_modified, memory[part.name].last_modified
        if now and then and _is_before(now, then):
            raise Suspicious(
                f"{part.url}: the publisher dates the file {now}, before the one that was kept, of {then}: an older "
                "file was put back. Look at it; if it is right, accept it."
            )


def _is_before(one: str, other: str) -> bool:
    """Whether one instant as HTTP writes it is before another; two of which one cannot be read are not.

    >>> _is_before("Tue, 06 Oct 2026 08:00:00 GMT", "Wed, 07 Oct 2026 08:00:00 GMT")
    True
    """
    try:
        return parsedate_to_datetime(one) < parsedate_to_datetime(other)
    except (ValueError, TypeError):
        return False


def _put_back(snapshot: Snapshot, held: Sequence[Snapshot]) -> tuple[str, ...]:
    same = [str(other.vintage) for other in held if other.sha256 == snapshot.sha256]
    return (f"the bytes are those of {', '.join(same)} again",) if same else ()


def _told(result: Ingested, haul: Haul, notes: tuple[str, ...]) -> Updated:
    expired = tuple(f"the correction {one.name} has expired" for one in result.expired)
    accepted = tuple(f"accepted: {sentence}" for sentence in result.drift.unlikely)
    return Updated(
        source=result.snapshot.source,
        state="new vintage" if result.state == "added" else "unchanged",
        detail="; ".join((*accepted, *result.drift.odd, *expired, *notes)),
        key=result.snapshot.key,
        rows=result.rows,
        rejected=sum(one.rows for one in result.rejected),
        faults=haul.faults,
    )
