"""An archive is data from elsewhere: what could harm or mislead is refused before anything is read."""

import io
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from leadline.errors import SourceChanged
from leadline.model import RawFile, Snapshot
from leadline.sources import zipped
from tests.conftest import snapshot

NAME = "data.zip"


def card(folder: Path, content: bytes) -> Snapshot:
    (folder / NAME).write_bytes(content)
    file = RawFile(name=NAME, bytes=len(content), sha256="0" * 64, url="https://example.org/data.zip")
    return replace(snapshot(folder=folder), files=(file,))


def packed(*members: tuple[str | zipfile.ZipInfo, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("link.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def test_only_what_is_wanted_is_read(tmp_path: Path) -> None:
    content = packed(("a.csv", "x\n1\n"), ("deep/b.csv", "\ufeffy\n2\n"), ("c.bin", "\x00"))
    found = zipped.texts(card(tmp_path, content), NAME, "a.csv", "deep/b.csv", "absent.csv")
    assert found == {"a.csv": "x\n1\n", "deep/b.csv": "y\n2\n"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (packed(("../a.csv", "x")), "no plain path"),
        (packed(("/etc/a.csv", "x")), "no plain path"),
        (packed(("a\\b.csv", "x")), "no plain path"),
        (packed(("c:/a.csv", "x")), "no plain path"),
        (packed((link(), "/etc/passwd")), "is a link"),
        (packed(("a.csv", "0" * 3_000_000)), "more than 200 times its size"),
        (b"no archive", "is a damaged archive"),
        (packed(("a.csv", "some text"))[:-30], "is a damaged archive"),
    ],
    # Archives hold the time at which they were made: as names of tests they would differ from process to process.
    ids=["climbing", "absolute", "backslash", "drive", "link", "bomb", "no archive", "cut"],
)
def test_tricks_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(SourceChanged, match=reason):
        zipped.texts(card(tmp_path, content), NAME, "a.csv")


@pytest.mark.filterwarnings("ignore:Duplicate name")  # the warning of whoever writes such an archive
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceChanged, match="stands twice"):
        zipped.texts(card(tmp_path, packed(("a.csv", "x"), ("a.csv", "y"))), NAME, "a.csv")


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [
        ("MOST_MEMBERS", 1, "holds 2 files, at most 1"),
        ("MOST_BYTES", 10, "unpacks to 12 bytes, at most 10"),
        ("MOST_BYTES_OF_A_MEMBER", 7, "unpacks to 8 bytes, at most 7"),
    ],
)
def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, reason: str) -> None:
    monkeypatch.setattr(zipped, limit, most)
    with pytest.raises(SourceChanged, match=reason):
        zipped.texts(card(tmp_path, packed(("a.csv", "12345678"), ("b.csv", "1234"))), NAME, "a.csv")


def test_a_size_that_lies_is_found_out(tmp_path: Path) -> None:
    """The central list says 8 bytes where 9 were packed: the checksum of the first 8 is another."""
    content = packed(("a.csv", "123456789"))
    size = (9).to_bytes(4, "little")
    place = content.index(b"PK\x01\x02")
    lied = content[:place] + content[place:].replace(size, (8).to_bytes(4, "little"), 2)
    with pytest.raises(SourceChanged, match="damaged archive"):
        zipped.texts(card(tmp_path, lied), NAME, "a.csv")


def test_a_locked_member_and_a_missing_archive(tmp_path: Path) -> None:
    content = bytearray(packed(("a.csv", "x")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(SourceChanged, match="is encrypted"):
        zipped.texts(card(tmp_path, bytes(content)), NAME, "a.csv")
    with pytest.raises(SourceChanged, match=r"expected a file other\.zip"):
        zipped.texts(card(tmp_path, bytes(content)), "other.zip", "a.csv")
