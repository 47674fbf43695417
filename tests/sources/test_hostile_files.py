"""Files that are damaged, absurd or hostile: a reader yields rows, counts what it rejects, or says what has changed.

Real extracts of every layout are changed in one place at a time, by hypothesis and by hand. Any exception but
SourceChanged fails, and so does a price that nothing costs.
"""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadline import ingest
from leadline.errors import SourceChanged
from leadline.model import Rate, RawFile, Row, Snapshot
from leadline.sources import raw
from tests.conftest import DATA, on_disk

EXTRACTS = sorted((path.parent.name, path.name) for path in DATA.glob("*/*") if path.is_dir())
ABSURD: tuple[object, ...] = (
    *(None, True, False, 0, -1, 10**18, 10**40, 1e300, -1e-300, float("nan"), float("inf")),
    *("", "text", "\x00\x1b[31m", "9" * 5000, "2026-02-30", "2026-01-01", [], {}, [None], [[]], {"": None}, [{}]),
)
HOSTILE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def places(node: object, at: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The way to every value in a piece of JSON, the whole first."""
    yield at
    items = node.items() if isinstance(node, dict) else enumerate(node if isinstance(node, list) else ())
    for name, inner in items:
        yield from places(inner, (*at, name))


def with_value(node: object, at: tuple[object, ...], value: object) -> object:
    """The same JSON with another value at one place."""
    if not at:
        return value
    if isinstance(node, dict):
        return {name: with_value(inner, at[1:], value) if name == at[0] else inner for name, inner in node.items()}
    assert isinstance(node, list)
    return [with_value(inner, at[1:], value) if place == at[0] else inner for place, inner in enumerate(node)]


def changed(draw: st.DataObject, name: str, text: str) -> str:
    """A file's text with one value that cannot be right."""
    value = draw.draw(st.sampled_from(ABSURD), "value")
    if name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text)))
        line = draw.draw(st.integers(0, len(rows) - 1), "line")
        cell = draw.draw(st.integers(0, len(rows[line]) - 1), "cell")
        lost = draw.draw(st.integers(0, 2), "cells")
        rows[line] = [*rows[line][:cell], str(value), *rows[line][cell + lost :]]
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue()
    parts = text.split("\n") if name.endswith(".jsonl") else [text]
    place = draw.draw(st.integers(0, len(parts) - 1), "line")
    if parts[place].strip():
        content = json.loads(parts[place])
        at = draw.draw(st.sampled_from(list(places(content))), "place")
        parts[place] = json.dumps(with_value(content, at, value))
    return "\n".join(parts)


def outcome(card: Snapshot) -> list[Row]:
    """The rows of a snapshot; none where its reader refuses it, in words that are few and name it.

    What is rejected says where it stands and why.
    """
    said = ""
    try:
        rows, rejected = ingest.read(card)
    except SourceChanged as error:
        rows, rejected, said = [], [], str(error)
    assert all(one.where and one.reason and one.rows > 0 for one in rejected)
    assert len(said) < 3000
    assert not said or card.source in said
    for row in rows:
        assert row.source == card.source
        assert not isinstance(row, Rate) or row.amount is None or 0 <= row.amount <= raw.MOST_PRICE * 1000
    return rows


@pytest.mark.parametrize(("source", "vintage"), EXTRACTS)
@HOSTILE
@given(draw=st.data())
def test_one_value_that_cannot_be_right(source: str, vintage: str, draw: st.DataObject, tmp_path: Path) -> None:
    card = on_disk(source, vintage, tmp_path)
    file = draw.draw(st.sampled_from(card.files), "file")
    path = tmp_path / file.name
    if path.suffix == ".zip":
        path.write_bytes(repacked(draw, path))
    else:
        path.write_text(changed(draw, file.name, path.read_text(encoding="utf-8")), encoding="utf-8")
    outcome(card)


def repacked(draw: st.DataObject, path: Path) -> bytes:
    """An archive with one value of one of its files that cannot be right."""
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".csv")}
    name = draw.draw(st.sampled_from(sorted(texts)), "member")
    texts[name] = changed(draw, name, texts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member, text in texts.items():
            archive.writestr(member, text)
    return out.getvalue()


@pytest.mark.parametrize(("source", "vintage"), EXTRACTS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02" * 50,
        b"\xff\xfe[\x00]\x00",
        b"null",
        b"[null]",
        b'{"": {}}',
        b"[" * 100_000,
        b"1" * 5000,
        b'{"prices": 1e999999999}',
        b'"' + b"x" * 200_000 + b'"\n"' + b"y" * 200_000,
        b"model,benchmark\n1\n",
    ],
    ids=[
        "empty",
        "binary",
        "utf-16",
        "null",
        "a null",
        "one empty",
        "deep",
        "long number",
        "huge",
        "long cell",
        "short",
    ],
)
def test_a_file_that_is_something_else(source: str, vintage: str, content: bytes, tmp_path: Path) -> None:
    card = on_disk(source, vintage, tmp_path)
    (tmp_path / card.files[0].name).write_bytes(content)
    assert not outcome(card), "a log without lines has no rows, and the store refuses it"


@pytest.mark.parametrize(("source", "vintage"), EXTRACTS)
def test_a_file_that_ends_early(source: str, vintage: str, tmp_path: Path) -> None:
    """It has no more rows than the whole, and none at all where only the whole can be read."""
    card = on_disk(source, vintage, tmp_path)
    most = len(outcome(card)) if card.files[0].name.endswith((".csv", ".jsonl")) else 0
    path = tmp_path / card.files[0].name
    whole = path.read_bytes()
    for share in (0.3, 0.6, 0.95):
        path.write_bytes(whole[: int(len(whole) * share)])
        assert len(outcome(card)) <= most


def test_a_bomb_in_two_layers_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is on what is unpacked, whatever the packed size is."""
    monkeypatch.setattr(raw, "MOST_BYTES", 1_000_000)
    card = on_disk("genai_prices", "2026-08-21", tmp_path)
    (tmp_path / "data.json.gz").write_bytes(gzip.compress(b"[" + b" " * 30_000_000 + b"]"))
    packed = RawFile(name="data.json.gz", bytes=1, sha256="0" * 64, url="u")
    with pytest.raises(SourceChanged, match="unpacks to more than 1,000,000 bytes"):
        ingest.read(replace(card, files=(packed,)))
