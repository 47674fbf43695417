"""From a folder of raw files to the store."""

import csv
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from leadline import ingest
from leadline.catalog import Catalog
from leadline.cli import run
from leadline.errors import SourceChanged, StoreError, UserError
from leadline.model import Rate
from leadline.store import manifest
from leadline.store.store import Store
from tests.conftest import DATA, archived

COLUMNS = ["source", "vintage", "file", "bytes", "sha256", "retrieved", "url", "licence", "obtained_via", "note"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The extracts under tests/data, laid out as raw files with their manifest."""
    root = tmp_path / "raw"
    rows = []
    for path in sorted(DATA.glob("*/*/*")):
        if path.name != "expected.json":
            target = root / path.relative_to(DATA)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archived(path) if path.is_dir() else path.read_bytes())
            source, vintage = path.parts[-3:-1]
            rows.append(
                [
                    source,
                    vintage,
                    str(path.relative_to(DATA)),
                    target.stat().st_size,
                    manifest.sha256(target),
                    vintage,
                    f"https://example.org/{path.name}",
                    "MIT",
                    "a test",
                    "an extract",
                ]
            )
    rows.append(["no_reader", "2026-01-01", "no_reader/2026-01-01/x.csv", 1, "0", "2026-01-01", "u", "l", "", ""])
    with (root / "MANIFEST.csv").open("w", newline="") as out:
        csv.writer(out).writerows([COLUMNS, *rows])
    return root


def test_all_snapshots_enter_once(folder: Path, store: Store) -> None:
    done = [ingest.ingest(snapshot, store) for snapshot in ingest.waiting(folder)]
    assert {result.state for result in done} == {"added"}
    assert sum(result.rows for result in done) > 100
    assert {ingest.ingest(snapshot, store).state for snapshot in ingest.waiting(folder)} == {"known"}
    assert store.as_of(date(2026, 9, 1)).rows(Rate)
    kept = store.roots[-1] / "raw" / "genai_prices" / "2026-08-21" / "data.json"
    assert kept.read_bytes() == (DATA / "genai_prices" / "2026-08-21" / "data.json").read_bytes()


def test_only_the_named_sources_are_read(folder: Path) -> None:
    assert {snapshot.source for snapshot in ingest.waiting(folder, ["epoch_eci"])} == {"epoch_eci"}
    assert ingest.without_reader(folder) == ["no_reader"]


def test_a_snapshot_of_several_files_has_one_digest(folder: Path) -> None:
    august = next(s for s in ingest.waiting(folder) if s.key == "epoch_eci@2026-08-11/r1")
    assert [file.name for file in august.files] == ["eci_benchmarks.csv", "eci_scores.csv"]
    assert august.files[0].note == "a test; an extract"


def test_a_file_that_was_changed_after_its_card_is_refused(folder: Path, store: Store) -> None:
    path = folder / "genai_prices" / "2026-08-21" / "data.json"
    path.write_bytes(path.read_bytes().replace(b"30", b"31", 1))
    snapshot = next(s for s in ingest.waiting(folder, ["genai_prices"]) if s.vintage == date(2026, 8, 21))
    with pytest.raises(StoreError, match="does not match its card"):
        ingest.ingest(snapshot, store)
    path.unlink()
    with pytest.raises(StoreError, match="which is not in"):
        ingest.ingest(snapshot, store)
    assert store.entries == ()


def test_a_folder_without_a_manifest_says_what_is_expected(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Expected a file MANIFEST.csv"):
        ingest.waiting(tmp_path)
    (tmp_path / "MANIFEST.csv").write_text("source,vintage\n")
    with pytest.raises(SourceChanged, match="'sha256'"):
        ingest.waiting(tmp_path)


def test_the_same_vintage_with_other_bytes_is_refused_with_both_digests(folder: Path, store: Store) -> None:
    """A publisher that replaced a file of the same day: `known` would hide that the store holds another."""
    cards = {s.vintage: s for s in ingest.waiting(folder, ["genai_prices"])}
    first = cards[date(2026, 8, 21)]
    ingest.ingest(first, store)
    path = folder / "genai_prices" / "2026-08-21" / "data.json"
    path.write_bytes(path.read_bytes() + b"\n")
    other = replace(first, files=(replace(first.files[0], sha256=manifest.sha256(path)),))
    for card in (other, replace(other, reader=first.reader + 1)):
        with pytest.raises(StoreError) as raised:
            ingest.ingest(card, store)
        assert first.sha256 in str(raised.value)
        assert other.sha256 in str(raised.value)
    assert ingest.ingest(first, store).state == "known"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"source,", b"\xff\xfe", "is no CSV in UTF-8"),
        (b"source,", b"\x00\x00", "the columns .* are missing"),
        (b",MIT,a test,an extract", b"", "has not a cell for each column"),
        (b",an extract", b",an extract,more", "has not a cell for each column"),
        (b",an extract", b',"an extract' + b"x" * 200_000, "is no CSV in UTF-8|has not a cell"),
        (b"2026-08-21/data.json,", b"2026-08-21/data.json,-", "a file with its bytes"),
        (b",2026-08-21,genai_prices", b",2026-08-32,genai_prices", "expected a day"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_one_error(folder: Path, old: bytes, new: bytes, reason: str) -> None:
    path = folder / "MANIFEST.csv"
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    with pytest.raises(SourceChanged, match=reason):
        ingest.waiting(folder)


def test_a_manifest_that_ends_early_never_ends_in_a_traceback(folder: Path) -> None:
    """What is left of it names no file that the whole does not, and none with a size or a digest that is cut short."""
    path = folder / "MANIFEST.csv"
    content = path.read_bytes()
    whole = files(folder)
    for end in range(0, len(content), 37):
        path.write_bytes(content[:end])
        with suppress(SourceChanged):
            assert files(folder) <= whole


def files(folder: Path) -> set[tuple[str, str, int, str, str]]:
    """The files that a manifest names, without notes on them."""
    cards = ingest.waiting(folder)
    return {(card.key, file.name, file.bytes, file.sha256, file.url) for card in cards for file in card.files}


def test_files_of_one_snapshot_in_two_folders_are_refused(folder: Path) -> None:
    path = folder / "MANIFEST.csv"
    path.write_text(path.read_text().replace("epoch_eci/2026-08-11/eci_scores", "epoch_eci/2026-10-01/eci_scores"))
    with pytest.raises(SourceChanged, match="lie in several folders"):
        ingest.waiting(folder)


def test_the_bundled_store_holds_only_what_may_be_shipped(bundled: Store) -> None:
    assert all(bundled.catalog.source(entry.snapshot.source).bundled for entry in bundled.entries)


def test_what_differs_much_from_the_last_snapshot_is_told_and_taken_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", "--from", str(folder), "--store", str(tmp_path / "s"), "--source", "genai_prices"]) == 0
    said = capsys.readouterr()
    assert "genai_prices@2026-08-21/r" in said.err
    assert "are gone, such as" in said.err
    assert "genai_prices@2026-08-21/r" in said.out


def test_what_may_not_be_shipped_is_left_out_on_request(folder: Path, tmp_path: Path) -> None:
    """So is the bundled store built anew from a folder that holds such files too."""
    target = tmp_path / "shipped"
    assert run(["ingest", "--from", str(folder), "--store", str(target), "--shipped"]) == 0
    held = {entry.snapshot.source for entry in Store(target, catalog=Catalog()).entries}
    assert "epoch_eci" in held
    assert not held & {"lmarena_history", "lmarena_leaderboard"}
