"""Prompts, answers, keys, addresses and people in a log leave no reader: neither in rows nor in what is printed."""

from pathlib import Path

import pytest

from leadline.cli import run
from leadline.usage.formats import FORMATS
from leadline.usage.privacy import alias
from leadline.usage.reading import reading
from tests.usage.logs import DATA

FOLDERS = [format.NAME for format in FORMATS]


@pytest.mark.parametrize("name", FOLDERS)
def test_no_planted_secret_leaves_a_reader(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [path for path in (DATA / name).iterdir() if path.is_file()]
    assert any(b"SECRET" in path.read_bytes() for path in files), "this folder plants none"
    out = tmp_path / "normal.parquet"
    for form in ([], ["--json"], ["--csv"], ["--out", str(out)]):
        assert run(["usage", "read", str(DATA / name), *form]) == 0
    printed = capsys.readouterr()
    assert "SECRET" not in printed.out + printed.err
    with reading([str(DATA / name)]) as found:
        rows = found.connection.execute("SELECT * FROM usage").fetchall()
        kept = found.connection.execute(f"SELECT * FROM read_parquet('{out}')").fetchall()
    assert rows
    assert len(kept) == len(rows)
    assert "SECRET" not in str(rows) + str(kept)


@pytest.mark.parametrize("name", FOLDERS)
def test_no_planted_secret_is_in_an_error(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every file with its counters turned to text is refused, in words that hold nothing of it."""
    for path in (DATA / name).iterdir():
        broken = tmp_path / path.name
        broken.write_bytes(path.read_bytes().replace(b"0", b"SECRET").replace(b"2", b"SECRET"))
        run(["usage", "read", str(broken)])
        printed = capsys.readouterr()
        assert "SECRET" not in printed.out + printed.err, path.name


@pytest.mark.parametrize(
    "name",
    [
        "sk-ant-api03-abcdefghijklmnop",
        "sk-or-v1-0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "jo.doe@example.org",
        "key of jo@example.org",
        "192.168.17.4",
        "eyJhbGciOiJIUzI1NiJ9",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_names_that_are_secrets_are_hidden_and_stay_apart(name: str) -> None:
    assert str(alias(name)).startswith("hidden-")
    assert alias(name) == alias(name)
    assert alias(name) != alias(f"{name}x")


@pytest.mark.parametrize("name", ["parser", "Team Blue 2026", "proj_abc123abc", "default", "billing-bot-eu-west-1"])
def test_plain_names_are_kept(name: str) -> None:
    assert alias(name) == name
