"""What may be wrong with a log: each is counted by its cause with the first place, and refused above a hundredth."""

import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadline.errors import UserError
from leadline.usage import log as logs
from leadline.usage import normal_file
from leadline.usage.formats import FORMATS
from leadline.usage.log import Bad, Log
from leadline.usage.reading import Rejected, reading, told_by
from tests.usage.logs import DATA, read, written
from tests.usage.test_claude_code import line

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def good(count: int, first: int = 0) -> list[str]:
    return [line(f"msg_{number}", f"req_{number}", 10) for number in range(first, first + count)]


def rejected(path: Path) -> list[Rejected]:
    with reading([str(path)], lenient=True) as found:
        return found.rejected


def test_a_bad_line_among_hundreds_is_counted_with_its_place_and_more_than_a_hundredth_is_refused(
    tmp_path: Path,
) -> None:
    """1 of 200 is half a hundredth; 3 of 202 are 1.5 %."""
    some = written(tmp_path, "a.jsonl", [*good(150), "no JSON at all", *good(49, 150)])
    assert len(read(some)) == 199
    (one,) = rejected(some)
    assert (one.rows, one.line, one.cause) == (1, 151, "no object of JSON")
    many = written(tmp_path, "b.jsonl", [*good(199), "no", "no", "no"])
    with pytest.raises(UserError, match=r"3 of 202 rows could not.*b\.jsonl:200\. .*--lenient"):
        read(many)
    assert len(read(many, lenient=True)) == 199


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ('"input_tokens": 10', '"input_tokens": -10'),
        ('"input_tokens": 10', '"input_tokens": 99999999999999999999999'),
        ('"input_tokens": 10', '"input_tokens": "ten"'),
        ('"timestamp": "2026-05-30T09:00:00Z"', '"timestamp": "yesterday"'),
        ('"timestamp": "2026-05-30T09:00:00Z"', '"timestamp": "1970-01-01T00:00:00Z"'),
        ('"model": "claude-opus-4-8"', '"model": "\\u001b[31m"'),
        ('"model": "claude-opus-4-8"', '"model": ["claude"]'),
        ('"input_tokens": 10', f'"input_tokens": {"[" * 100_000}'),
    ],
)
def test_what_cannot_be_is_rejected_and_its_cause_holds_nothing_of_it(tmp_path: Path, change: str, cause: str) -> None:
    path = written(tmp_path, "a.jsonl", [*good(3), line("msg_x", "req_x", 10).replace(change, cause)])
    (one,) = rejected(path)
    assert (one.line, one.rows) == (4, 1)
    assert not {"ten", "yesterday", "31m", "["} & set(one.cause.split())
    assert len(read(path, lenient=True)) == 3


def test_the_unfinished_last_line_of_a_log_that_is_being_written_is_told_and_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(good(2)) + "\n" + good(1)[0][:-9], encoding="utf-8")
    assert len(read(path)) == 2
    assert [(one.rows, one.line) for one in rejected(path)] == [(0, 3)]


@pytest.mark.parametrize(("name", "pack"), [("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstd.compress)])
def test_packed_logs_are_read_and_one_that_ends_early_is_refused(
    tmp_path: Path, name: str, pack: Callable[[bytes], bytes]
) -> None:
    """Nobody knows how much is lost: lenient, what came before is there."""
    lines = [line(os.urandom(30).hex(), os.urandom(30).hex(), 10) for _ in range(4000)]
    packed = pack("".join(f"{one}\n" for one in lines).encode())
    path = tmp_path / name
    path.write_bytes(packed)
    assert len(read(path)) == 4000
    path.write_bytes(packed[: len(packed) * 9 // 10])
    with pytest.raises(UserError, match="an unknown part could not be read; most of all: the file ends within"):
        read(path)
    assert 2000 < len(read(path, lenient=True)) < 4000


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadline.usage.unpack.FREE_BYTES", 1 << 20)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((good(1)[0] + "\n").encode() + b" " * 30_000_000))
    assert [one.cause for one in rejected(path)] == ["the file unpacks to more than 400 times its size"]


def test_a_line_that_is_too_long_is_passed_over_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "LONGEST_LINE", 3 << 20)
    first, last = good(2)
    path = tmp_path / "a.jsonl"
    path.write_text(f"{first}\n{'x' * (8 << 20)}\n{last}\n", encoding="utf-8")
    assert len(read(path, lenient=True)) == 2
    assert [(one.line, one.cause) for one in rejected(path)] == [(2, "a line longer than 3 MB")]


def test_encodings(tmp_path: Path) -> None:
    """A mark of UTF-8 and UTF-16 are read; a byte that is no UTF-8 loses the row only where its name is kept."""
    one = good(1)[0]
    for name, content in (
        ("mark.jsonl", b"\xef\xbb\xbf" + one.encode() + b"\n"),
        ("wide.jsonl", (one + "\n").encode("utf-16")),
        ("crlf.jsonl", one.encode() + b"\r\n"),
        ("prompt.jsonl", one.replace('"uuid": "u"', '"uuid": "caf\u00e9"').encode("latin-1") + b"\n"),
    ):
        (tmp_path / name).write_bytes(content)
        assert len(read(tmp_path / name)) == 1, name
    activity = (DATA / "openrouter" / "activity.csv").read_text(encoding="utf-8")
    path = tmp_path / "activity.csv"
    path.write_bytes(activity.replace("deepseek/", "d\u00e9epseek/").encode("latin-1"))
    assert [one.cause for one in rejected(path)] == ["model is not UTF-8"]


def test_rows_of_csv_that_do_not_fit_the_header_are_counted_with_all_lines_they_swallow(tmp_path: Path) -> None:
    """A quote that is never closed takes the two lines after it along: three rows are lost, not one."""
    header, first, second, third = (DATA / "openrouter" / "activity.csv").read_text(encoding="utf-8").splitlines()
    path = written(tmp_path, "a.csv", [header, first, f'"{second}', third, "more"])
    assert [(one.line, one.rows) for one in rejected(path)] == [(3, 3)]
    short = written(tmp_path, "b.csv", [header, "one,two", first])
    assert [(one.line, one.rows) for one in rejected(short)] == [(2, 1)]


def test_a_clock_that_goes_backwards_is_flagged(tmp_path: Path) -> None:
    late, early = good(2)
    path = written(tmp_path, "a.jsonl", [late, early.replace("09:00:00", "08:59:00")])
    assert [row["flags"] for row in read(path)] == [None, "clock_back"]


def test_a_copy_of_a_file_is_left_out(tmp_path: Path) -> None:
    rows = [DATA / "openrouter" / "activity.csv", tmp_path / "copy.csv"]
    rows[1].write_bytes(rows[0].read_bytes())
    with reading([str(path) for path in rows]) as found:
        assert (found.rows, found.same) == (3, (str(rows[1]),))


def test_what_no_format_knows_is_an_error_where_it_was_named_and_told_where_it_was_found(tmp_path: Path) -> None:
    other = written(tmp_path, "notes.csv", ["day,weather", "monday,rain"])
    with pytest.raises(UserError, match=r"notes\.csv: expected a log of a known format .*--columns"):
        read(other)
    written(tmp_path, "a.jsonl", good(2))
    with reading([str(tmp_path)]) as found:
        assert (found.rows, found.unknown) == (2, (str(other),))


def test_signs_of_two_formats_are_an_error_that_names_both(tmp_path: Path) -> None:
    mixed = written(tmp_path, "a.jsonl", [*good(1), (DATA / "codex" / "session.jsonl").read_text().splitlines()[0]])
    with pytest.raises(UserError, match=r"found those of claude_code or codex.*--format"):
        read(mixed)


def test_names_that_mean_no_file(tmp_path: Path) -> None:
    written(tmp_path, "activity.csv", ["a,b"])
    with pytest.raises(UserError, match=r"Did you mean 'activity.csv'"):
        read(tmp_path / "activty.csv")
    with pytest.raises(UserError, match="Expected logs"):
        read()
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="found no file whose name ends in"):
        read(tmp_path / "empty")


def test_a_file_of_rows_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stop while it is moved to its place leaves neither it nor the unfinished one."""

    def stop(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "out" / "normal.parquet"
    path.parent.mkdir()
    with reading([str(DATA / "codex")]) as found:
        with monkeypatch.context() as patched:
            patched.setattr(Path, "replace", stop)
            with pytest.raises(KeyboardInterrupt):
                normal_file.write(found, path)
        assert list(path.parent.iterdir()) == []
        normal_file.write(found, path)
    assert list(path.parent.iterdir()) == [path]


SAMPLES = sorted(path for path in DATA.rglob("*") if path.suffix in (".json", ".jsonl", ".csv"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_sample_is_of_one_format_that_its_folder_names(path: Path) -> None:
    found = told_by(Log(path=path, name=path.name))
    assert found is not None
    assert path.parent.name == found.NAME


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_stands_in_a_log_is_rows_or_counted(tmp_path: Path, data: st.DataObject) -> None:
    """A value of any kind in the place of any other never ends in a traceback."""
    path = data.draw(st.sampled_from(SAMPLES))
    text = path.read_text(encoding="utf-8")
    values = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just([]), st.just({"a": 1}))
    if path.suffix == ".csv":
        lines = text.splitlines()
        cells = lines[-1].split(",")
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(st.text(alphabet='0123456789-.eE:T ,"x\0é'))
        text = "\n".join([*lines[:-1], ",".join(cells)])
    elif path.suffix == ".jsonl":
        text = "\n".join(json.dumps(_changed(json.loads(one), data, values)) for one in text.splitlines())
    else:
        text = json.dumps(_changed(json.loads(text), data, values))
    changed = tmp_path / path.name
    changed.write_text(text, encoding="utf-8")
    (format,) = [one for one in FORMATS if path.parent.name == one.NAME]
    for one in format.read(Log(path=changed, name=path.name)):
        assert one.cause if isinstance(one, Bad) else one.format == format.NAME


def _changed(value: object, data: st.DataObject, values: st.SearchStrategy[object]) -> object:
    """A value of JSON with one of its parts replaced."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 5)):
        name = data.draw(st.sampled_from(sorted(value)))
        return {**value, name: _changed(value[name], data, values)}
    if isinstance(value, list) and value and data.draw(st.integers(0, 5)):
        return [_changed(value[0], data, values), *value[1:]]
    return data.draw(values)
