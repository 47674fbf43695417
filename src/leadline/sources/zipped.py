"""Archives of files: read in memory, never unpacked onto the disk, within limits that are told before anything is read.

An archive of a publisher is data from elsewhere. One is refused whole that holds more than its kind needs (a bomb), a
name that would climb out of a folder, one name twice (of which readers take now the first and now the last), a link or
an encrypted file.
"""

import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from leadline.errors import SourceChanged
from leadline.model import Snapshot

MOST_MEMBERS = 1_000
"""Epoch's archive has about 90."""
MOST_BYTES_OF_A_MEMBER = 50_000_000
"""The largest file in it has about 4 million."""
MOST_BYTES = 200_000_000
"""All files together, unpacked."""
MOST_SWELLING = 200
"""How many times its packed size a file may unpack to; text reaches about 20."""


def texts(snapshot: Snapshot, name: str, *wanted: str) -> dict[str, str]:
    """The text of those of the wanted members that the archive holds, by name.

    Raises SourceChanged where the archive is damaged, over a limit, or holds a name that is not a plain path.
    """
    try:
        with zipfile.ZipFile(snapshot.path / name) as archive:
            members = _sound(snapshot, name, archive.infolist())
            # No more is read than a member says it holds; where that was a lie, the checksum fails.
            return {path: archive.read(members[path]).decode("utf-8-sig") for path in wanted if path in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise SourceChanged(f"{snapshot.key}: {name} is a damaged archive ({error}). Get the file again.") from error
    except FileNotFoundError:
        raise SourceChanged(f"{snapshot.key}: expected a file {name}, found none.") from None


def text(snapshot: Snapshot, name: str, wanted: str) -> str:
    """The text of the one member of this file name, in whatever folder of the archive; SourceChanged where none is."""
    found = [path for path in names(snapshot, name) if PurePosixPath(path).name == wanted]
    if len(found) != 1:
        raise _refused(snapshot, f"expected one file {wanted} in {name}, found {len(found)}")
    return texts(snapshot, name, *found)[found[0]]


def names(snapshot: Snapshot, name: str) -> list[str]:
    """The names of the members of an archive that is within the limits."""
    try:
        with zipfile.ZipFile(snapshot.path / name) as archive:
            return sorted(_sound(snapshot, name, archive.infolist()))
    except (zipfile.BadZipFile, EOFError) as error:
        raise SourceChanged(f"{snapshot.key}: {name} is a damaged archive ({error}). Get the file again.") from error


def _sound(snapshot: Snapshot, name: str, members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The members by name, once nothing speaks against any of them."""
    if len(members) > MOST_MEMBERS:
        raise _refused(snapshot, f"{name} holds {len(members):,} files, at most {MOST_MEMBERS:,} were expected")
    if (size := sum(member.file_size for member in members)) > MOST_BYTES:
        raise _refused(snapshot, f"{name} unpacks to {size:,} bytes, at most {MOST_BYTES:,} were expected")
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        if fault := _fault(member) or ("stands twice" if member.filename in found else ""):
            raise _refused(snapshot, f"{name}: the file {member.filename!r} {fault}")
        found[member.filename] = member
    return found


def _fault(member: zipfile.ZipInfo) -> str:
    """What is wrong with a member; empty where nothing is."""
    path = PurePosixPath(member.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename:
        return "has a name that is no plain path"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link"
    if member.flag_bits & 1:
        return "is encrypted"
    if member.file_size > MOST_BYTES_OF_A_MEMBER:
        return f"unpacks to {member.file_size:,} bytes, at most {MOST_BYTES_OF_A_MEMBER:,} were expected"
    if member.file_size > MOST_SWELLING * max(member.compress_size, 1):
        return f"unpacks to more than {MOST_SWELLING} times its size"
    return ""


def _refused(snapshot: Snapshot, reason: str) -> SourceChanged:
    return SourceChanged(f"{snapshot.key}: {reason}; nothing was read. Look at the archive before anything else.")
