"""Appending: whole or not at all, refused for a reason, read while it happens."""

import errno
import os
import resource
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from leadline.catalog import Catalog
from leadline.errors import StoreError, UnknownName
from leadline.model import Rate, RawFile, Rejected, Snapshot
from leadline.store import manifest
from leadline.store.store import Store
from leadline.store.verify import verify
from tests.conftest import model, rate, score, snapshot

DAY = date(2026, 1, 10)


def test_a_snapshot_enters_once(store: Store) -> None:
    """Append; never overwrite."""
    store.append(snapshot(), [rate()], keep_raw=False)
    with pytest.raises(StoreError, match="is in the store already"):
        store.append(snapshot(), [rate("9")], keep_raw=False)
    assert store.holds(snapshot())


def test_a_snapshot_of_a_source_that_nobody_knows_is_refused(store: Store) -> None:
    with pytest.raises(UnknownName, match="genai_prices"):
        store.append(snapshot("genai_price"), [rate(source="genai_price")])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "nothing to append"),
        ([rate(source="epoch_eci")], "rows name other sources"),
        ([rate("2"), rate("3")], "2 rows have the key"),
        ([rate("-1")], "below zero"),
        ([rate("1e12")], "beyond all prices"),
        ([rate("NaN")], "no number"),
        ([rate(from_tokens=10**19, tier_rule="whole >")], "context tier"),
        ([rate(model="half \ud800")], "half of one"),
        ([rate(model="")], "without host, model or meter"),
        ([rate(from_tokens=1000)], "context tier"),
        ([rate(known=datetime(2026, 1, 1, tzinfo=UTC))], "is no log"),
        (
            [rate(effective_from=datetime(2026, 1, 2, tzinfo=UTC), effective_to=datetime(2026, 1, 2, tzinfo=UTC))],
            "ends before",
        ),
        ([score("m", "b", 72.5, source="genai_prices")], "share outside 0 to 1"),
        ([score("m", "", 0.5, source="genai_prices")], "without model or yardstick"),
        ([score("m", "b", float("nan"), source="genai_prices")], "share outside|no number"),
        ([model("", None, source="genai_prices")], "without a name"),
        ([model("m", None, source="genai_prices", training_flop=-1.0)], "not positive"),
    ],
)
def test_rows_that_cannot_be_right_are_refused_and_change_nothing(store: Store, rows: list[Rate], reason: str) -> None:
    with pytest.raises(StoreError, match=reason):
        store.append(snapshot(), rows, keep_raw=False)
    assert store.entries == ()


def test_a_row_of_a_log_must_say_when_it_was_known(store: Store) -> None:
    for known in (None, datetime(2026, 1, 11, tzinfo=UTC)):
        with pytest.raises(StoreError, match="must be known by 2026-01-10"):
            store.append(snapshot("a_log"), [rate(source="a_log", known=known)], keep_raw=False)


def test_more_than_one_in_a_hundred_rows_that_do_not_parse_are_refused(store: Store) -> None:
    """1 of 100 passes, 2 of 101 do not; the first is shown."""
    rows = [rate(model=f"m{number}") for number in range(99)]
    bad = [Rejected(where=f"line {number}", reason="no number") for number in (4, 9)]
    with pytest.raises(StoreError, match=r"2 of 101 rows do not parse \(2.0%.*line 4"):
        store.append(snapshot(), rows, bad, keep_raw=False)
    assert store.append(snapshot(), rows, bad[:1], keep_raw=False).rejected == 1


def test_what_is_rejected_counts_for_the_rows_that_are_lost_with_it(store: Store) -> None:
    """A model of 15 prices beside 1,400 rates that were read is 1.06 % of the rows, although it is one model."""
    rows = [rate(model=f"m{number}") for number in range(1400)]
    bad = [Rejected(where="openai/gpt-5", reason="no number", rows=15)]
    with pytest.raises(StoreError, match=r"15 of 1415 rows do not parse"):
        store.append(snapshot(), rows, bad, keep_raw=False)
    more = [*rows, *(rate(model=f"n{number}") for number in range(100))]
    assert store.append(snapshot(), more, bad, keep_raw=False).rejected == 15


def test_raw_files_are_kept_as_they_came(store: Store, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "data.json").write_bytes(b"{}\r\n")
    digest = manifest.sha256(raw / "data.json")
    card = Snapshot(
        source="genai_prices",
        vintage=DAY,
        retrieved=DAY,
        licence="MIT",
        reader=1,
        path=raw,
        files=(RawFile(name="data.json", bytes=4, sha256=digest, url="https://example.org"),),
    )
    store.append(card, [rate()])
    (entry,) = store.entries
    assert (entry.snapshot.path / "data.json").read_bytes() == b"{}\r\n"
    assert entry.snapshot.sha256 == card.sha256
    assert entry.raw_kept is True
    assert verify(store) == 2


def test_raw_files_that_were_kept_and_are_gone_are_named(store: Store, tmp_path: Path) -> None:
    test_raw_files_are_kept_as_they_came(store, tmp_path)
    folder = store.entries[0].snapshot.path
    (folder / "data.json").unlink()
    with pytest.raises(StoreError, match="which is not in"):
        verify(store)
    folder.rmdir()
    with pytest.raises(StoreError, match=r"its raw files were kept, and .* is gone"):
        verify(store)


def test_raw_files_that_were_never_kept_are_no_fault(store: Store) -> None:
    """A manifest of an older writer does not say whether they were."""
    store.append(snapshot(), [rate()], keep_raw=False)
    assert [entry.raw_kept for entry in store.entries] == [False]
    assert verify(store) == 1
    path = store.roots[-1] / manifest.NAME
    path.write_text(path.read_text().replace('"raw_kept": false,', ""))
    assert [entry.raw_kept for entry in store.entries] == [None]
    assert verify(store) == 1


def test_the_lower_store_stands_where_both_hold_a_snapshot(tmp_path: Path, catalog: Catalog) -> None:
    """An updated package brings a snapshot that the user had fetched: one of the two counts, always the same."""
    lower, upper = Store(tmp_path / "a", catalog=catalog), Store(tmp_path / "b", catalog=catalog)
    lower.append(snapshot(), [rate("2.5")], keep_raw=False)
    upper.append(snapshot(), [rate("2.5")], keep_raw=False)
    upper.append(snapshot(vintage="2026-02-10"), [rate("3.5")], keep_raw=False)
    both = Store(tmp_path / "a", tmp_path / "b", catalog=catalog)
    assert [(entry.snapshot.vintage.month, entry.root.name) for entry in both.entries] == [(1, "a"), (2, "b")]


def test_appending_writes_to_the_upper_store_only(tmp_path: Path, catalog: Catalog) -> None:
    both = Store(tmp_path / "bundled", tmp_path / "own", catalog=catalog)
    both.append(snapshot(), [rate()], keep_raw=False)
    assert not (tmp_path / "bundled").exists()


def test_the_digest_of_rows_does_not_depend_on_their_order(tmp_path: Path, catalog: Catalog) -> None:
    rows = [rate("2.50", model="a"), rate("7", model="b")]
    one = Store(tmp_path / "a", catalog=catalog).append(snapshot(), rows, keep_raw=False)
    two = Store(tmp_path / "b", catalog=catalog).append(snapshot(), [rows[1], rate("2.5", model="a")], keep_raw=False)
    assert one.tables["rate"].digest == two.tables["rate"].digest


# Damage.


def damaged(store: Store, change: Callable[[bytes], bytes]) -> Path:
    entry = store.append(snapshot(), [rate()], keep_raw=False)
    path = entry.file("rate")
    path.write_bytes(change(path.read_bytes()))
    return path


@pytest.mark.parametrize(
    "change",
    [lambda content: content[:-9], lambda content: content[:40] + b"\x00" + content[41:]],
    ids=["cut", "altered"],
)
def test_a_damaged_parquet_file_is_named(store: Store, change: Callable[[bytes], bytes]) -> None:
    path = damaged(store, change)
    with pytest.raises(StoreError, match=f"{path.name} was altered"):
        store.as_of(DAY).rows(Rate)
    with pytest.raises(StoreError, match="altered"):
        verify(store)


def test_a_missing_parquet_file_is_named(store: Store) -> None:
    damaged(store, lambda content: content).unlink()
    with pytest.raises(StoreError, match="is missing"):
        store.as_of(DAY).rows(Rate)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"format": "leadline.store/1"}', '{"format": "leadline.store/1", "entries": [{"source": 1}]}'],
)
def test_a_damaged_manifest_says_what_to_do(store: Store, text: str) -> None:
    store.append(snapshot(), [rate()], keep_raw=False)
    (store.roots[-1] / manifest.NAME).write_text(text)
    with pytest.raises(StoreError, match="is damaged"):
        store.as_of(DAY)


def test_a_store_of_another_format_is_refused(store: Store) -> None:
    store.roots[-1].mkdir()
    (store.roots[-1] / manifest.NAME).write_text('{"format": "leadline.store/9", "entries": []}')
    with pytest.raises(StoreError, match=r"leadline.store/9.*reads 'leadline.store/1'"):
        store.as_of(DAY)


def test_raw_files_that_do_not_match_their_card_are_named(store: Store, tmp_path: Path) -> None:
    test_raw_files_are_kept_as_they_came(store, tmp_path)
    (store.entries[0].snapshot.path / "data.json").write_bytes(b"[]\r\n")
    with pytest.raises(StoreError, match=r"data.json does not match its card"):
        verify(store)


# Disks that fail.


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("step", ["pathlib.Path.mkdir", "os.fsync", "pathlib.Path.replace"])
def test_a_disk_that_fails_at_any_step_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    store.append(snapshot(), [rate()], keep_raw=False)

    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(step, fail)
        with pytest.raises(StoreError, match=r"could not be written.*Nothing was changed"):
            store.append(snapshot(vintage="2026-02-10"), [rate("9")], keep_raw=False)
    assert [entry.snapshot.vintage for entry in store.entries] == [DAY]
    store.append(snapshot(vintage="2026-02-10"), [rate("9")], keep_raw=False)
    assert verify(store) == 2


def test_a_disk_that_is_full_changes_nothing(store: Store, tmp_path: Path) -> None:
    """For real: the process may not write a file of more than 2,000 bytes, as on a disk without room."""
    store.append(snapshot(), [rate()], keep_raw=False)
    script = f"""
        import resource, signal, sys
        sys.path[:0] = {[str(Path(__file__).parents[2]), *sys.path]!r}
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        from pathlib import Path
        from leadline.catalog import Catalog
        from leadline.errors import StoreError
        from leadline.store.store import Store
        from tests.conftest import rate, snapshot
        store = Store(Path({str(store.roots[-1])!r}), catalog=Catalog())
        rows = [rate(str(n + 1), model=f"model-{{n}}") for n in range(3000)]
        try:
            store.append(snapshot(vintage="2026-02-10"), rows, keep_raw=False)
        except StoreError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "could not be written" in done.stdout
    assert "Nothing was changed" in done.stdout
    assert [entry.snapshot.vintage for entry in store.entries] == [DAY]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


# A writer that is killed, and readers beside it.

WRITER = """
    import sys
    sys.path[:0] = {path!r}
    from datetime import date, timedelta
    from pathlib import Path
    from leadline.catalog import Catalog
    from leadline.store.store import Store
    from tests.conftest import rate, snapshot
    store = Store(Path({root!r}), catalog=Catalog())
    rows = [rate(str(n + 1), model=f"model-{{n}}") for n in range(200)]
    print("ready", flush=True)
    for days in range(1, 10_000):
        store.append(snapshot(vintage=str(date(2026, 1, 10) + timedelta(days=days))), rows, keep_raw=False)
        print(days, flush=True)
"""


def test_a_writer_killed_at_any_point_leaves_the_old_state_or_the_new(store: Store, tmp_path: Path) -> None:
    """Six writers are killed after uneven times while this process reads.

    Every snapshot that a writer reported as appended is there, every file is as it was written, no reader ever fails,
    and the next writer goes on.
    """
    store.append(snapshot(), [rate()], keep_raw=False)
    path = [str(Path(__file__).parents[2]), *sys.path]
    for wait in (0.05, 0.11, 0.17, 0.23, 0.31, 0.41):
        first = len(store.entries)
        script = textwrap.dedent(WRITER).format(path=path, root=str(store.roots[-1]))
        script = script.replace("range(1, 10_000)", f"range({first}, 10_000)")
        with subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=tmp_path
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            begun = writer.stdout.readline()  # its first append, however slow the machine
            end = time.monotonic() + wait
            while time.monotonic() < end:
                assert store.as_of(date(2046, 1, 1)).rows(Rate)
            writer.kill()
            reported = [int(line) for line in (begun + writer.stdout.read()).split() if line.isdigit()]
        assert len(store.entries) - first in (len(reported), len(reported) + 1)
        assert verify(store) == len(store.entries)
    assert len(store.entries) > 6
