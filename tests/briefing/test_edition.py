"""An edition is whole or is not there, is the same for the same view, and has the formats that were asked for."""

import errno
from datetime import date
from pathlib import Path

import pytest

from leadline.briefing.compose import brief
from leadline.briefing.document import Document
from leadline.briefing.edition import write
from leadline.cli import run
from leadline.errors import UnknownName, UserError
from leadline.store.store import Store


def test_the_same_view_gives_the_same_files(bundled: Store, document: Document, tmp_path: Path) -> None:
    write(document, tmp_path / "a")
    write(brief(bundled.as_of(date(2026, 8, 21))), tmp_path / "b")
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["briefing.md", "briefing.pdf", "edition.json", "index.html", "lead.png", "prices.png"]
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_sizes_stay_within_what_was_promised(document: Document, tmp_path: Path) -> None:
    write(document, tmp_path / "edition")
    assert (tmp_path / "edition" / "index.html").stat().st_size < 2_000_000
    assert (tmp_path / "edition" / "briefing.pdf").stat().st_size < 3_000_000


def test_only_what_was_asked_for_is_written(document: Document, tmp_path: Path) -> None:
    assert write(document, tmp_path / "edition", ["html"]) == [
        tmp_path / "edition" / name for name in ("index.html", "edition.json")
    ]
    assert sorted(path.name for path in (tmp_path / "edition").iterdir()) == ["edition.json", "index.html"]


def test_an_unknown_format_is_named_before_anything_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "edition"
    assert run(["brief", "--as-of", "2026-08-21", "--format", "html,dpf", "--out", str(out)]) == 2
    assert "Did you mean 'pdf'?" in capsys.readouterr().err
    assert run(["brief", "--as-of", "2026-08-21", "--format", ",", "--out", str(out)]) == 2
    assert "Expected a format, found none." in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_that_cannot_be_written_is_named(document: Document, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="could not be written"):
        write(document, tmp_path / "file" / "folder", ["html"])


def test_a_disk_that_fills_up_leaves_what_was_there(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file does not fit: neither a new folder nor an old one has a part of the edition."""
    old = tmp_path / "old"
    old.mkdir()
    (old / "index.html").write_text("the last edition")
    (old / "notes.txt").write_text("the reader's own")
    real, room = Path.write_bytes, [1, 1]

    def filling(path: Path, content: bytes) -> int:
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        room.pop()
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", filling)
    for folder in (tmp_path / "new", old):
        room[:] = [1]
        with pytest.raises(UserError, match="No space left on device"):
            write(document, folder, ["html", "md"])
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert {path.name: path.read_text() for path in old.iterdir()} == {
        "index.html": "the last edition",
        "notes.txt": "the reader's own",
    }


def test_a_new_edition_takes_the_place_of_the_last_and_of_nothing_else(document: Document, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the last edition")
    (tmp_path / "notes.txt").write_text("the reader's own")
    write(document, tmp_path, ["html"])
    assert (tmp_path / "index.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edition.json", "index.html", "notes.txt"]


def test_formats_are_errors_with_the_nearest_name(document: Document, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="'md'"):
        write(document, tmp_path / "edition", ["mdx"])
