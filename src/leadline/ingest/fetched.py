"""What publishers have of one source: fetched where it may have changed, as the bytes that came.

What each file was when it was last taken into the store (its stamp, digest and day) is remembered in the user's store
under `fetched/`. It only saves traffic: a memory that is lost or damaged means that files are fetched again. A stamp is
used only where the bytes that it stands for are still in the archive.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit

from leadline.catalog.live import Live, LiveFile
from leadline.errors import SourceChanged, SourceError, SourceGone
from leadline.sources import federal_register, model_prices, openrouter_rankings
from leadline.sources.download import Offline, Session, Stamp
from leadline.store import manifest

Fetch = Callable[[Callable[[str], bytes], str, date], Iterator[tuple[str, str, bytes]]]
OWN_WAYS: Mapping[str, Fetch] = MappingProxyType(
    {module.NAME: module.fetch for module in (federal_register, model_prices, openrouter_rankings)}
)
"""Sources for which a plain download will not do."""
WEB_PAGE = (b"<!doctype html", b"<html")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was remembered of a file."""

    sha256: str
    vintage: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file as it came, or as it was kept where the publisher says that nothing changed."""

    name: str
    url: str
    content: bytes
    stamp: Stamp
    fresh: bool = True

    @property
    def sha256(self) -> str:
        """Digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Haul:
    """What came of one source."""

    parts: tuple[Part, ...]
    faults: tuple[str, ...] = ()
    """Of a source whose files stand apart: why some did not come."""


def fetch(live: Live, root: Path, session: Session, day: date) -> Haul:
    """The files of a source, or SourceError where one that is needed cannot be had."""
    if own := OWN_WAYS.get(live.source):
        came = own(partial(_content, session, live), live.files[0].urls[0], day)
        return Haul(parts=tuple(_part(name, url, content, Stamp()) for name, url, content in came))
    memory = remembered(root, live.source)
    parts: list[Part] = []
    faults: list[str] = []
    for file in live.files:
        try:
            parts.append(_one(live, file, root, session, memory.get(file.name)))
        except SourceError as error:
            if not live.apart or isinstance(error, Offline):
                raise
            faults.append(f"{file.name}: {error}")
    return Haul(parts=tuple(parts), faults=tuple(faults))


def remembered(root: Path, source: str) -> dict[str, Kept]:
    """What each file of a source was when it was last taken; nothing where that is not known."""
    try:
        told = json.loads((root / "fetched" / f"{source}.json").read_bytes())
        return {name: Kept(**one) for name, one in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember(root: Path, source: str, parts: Sequence[Part], day: date) -> None:
    """Note what the files of a source are now."""
    kept = remembered(root, source)
    for part in parts:
        if part.fresh:
            kept[part.name] = Kept(sha256=part.sha256, vintage=str(day), **asdict(part.stamp))
    told = {name: asdict(one) for name, one in sorted(kept.items())}
    manifest.write_whole(root / "fetched" / f"{source}.json", (json.dumps(told, indent=1) + "\n").encode())


def _content(session: Session, live: Live, url: str) -> bytes:
    return session.get(url, most_bytes=live.most_mb * 1_000_000).content or b""


def _one(live: Live, file: LiveFile, root: Path, session: Session, kept: Kept | None) -> Part:
    """A file from the first of its addresses that has it."""
    content = _archived(root, live.source, file.name, kept)
    known = Stamp(etag=kept.etag, last_modified=kept.last_modified) if kept and content is not None else None
    for place, url in enumerate(file.urls):
        try:
            answer = session.get(url, known=known, most_bytes=live.most_mb * 1_000_000)
        except SourceGone:
            if place == len(file.urls) - 1:
                raise
            continue
        if answer.content is None:
            return Part(name=file.name, url=url, content=content or b"", stamp=answer.stamp, fresh=False)
        return _part(_name(file, url), answer.url, answer.content, answer.stamp)
    raise AssertionError("a live file has an address")


def _archived(root: Path, source: str, name: str, kept: Kept | None) -> bytes | None:
    """The bytes that were kept, where they are still what they were."""
    path = root / "raw" / source / (kept.vintage if kept else "") / name
    if kept is None or not path.is_file():
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == kept.sha256 else None


def _name(file: LiveFile, url: str) -> str:
    """The name of a file; that of the address where it is packed otherwise than at the first.

    >>> _name(LiveFile(name="a.csv", urls=("https://x/a.csv", "https://x/a.zip")), "https://x/a.zip")
    'a.zip'
    """
    if url == file.urls[0]:
        return file.name
    return PurePosixPath(file.name).with_suffix(PurePosixPath(urlsplit(url).path).suffix).name


def _part(name: str, url: str, content: bytes, stamp: Stamp) -> Part:
    if content[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE):
        raise SourceChanged(f"{url}: expected the file {name}, and a web page came. Look at what the address shows.")
    if not content:
        raise SourceChanged(f"{url}: expected the file {name}, and nothing came. Try again later.")
    return Part(name=name, url=url, content=content, stamp=stamp)
