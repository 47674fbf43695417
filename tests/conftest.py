"""What several tests need: a catalogue with sources of both kinds, rows, snapshots on disk."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from leadline.catalog import Catalog
from leadline.model import Model, Rate, RawFile, Score, Snapshot
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DATA = Path(__file__).parent / "data"


@pytest.fixture(autouse=True)
def _no_store_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes what the developer has at home."""
    monkeypatch.delenv("LEADLINE_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("leadline.store.default.user_folder", lambda: tmp_path / "home" / "leadline" / "store")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalogue, with one more source that is a log."""
    real = Catalog()
    log = replace(real.source("genai_prices"), name="a_log", kind="log")
    return Catalog(sources={**real.sources, "a_log": log})


@pytest.fixture(scope="session")
def bundled() -> Store:
    """The store that comes with the package."""
    return Store(BUNDLED, catalog=Catalog())


@pytest.fixture
def store(tmp_path: Path, catalog: Catalog) -> Store:
    """An empty store."""
    return Store(tmp_path / "store", catalog=catalog)


def snapshot(
    source: str = "genai_prices", vintage: str = "2026-01-10", reader: int = 1, folder: Path = DATA
) -> Snapshot:
    """A card without files that matter."""
    file = RawFile(name="data.json", bytes=2, sha256="0" * 64, url="https://example.org/data.json")
    return Snapshot(
        source=source,
        vintage=date.fromisoformat(vintage),
        retrieved=date.fromisoformat(vintage),
        licence="MIT",
        reader=reader,
        path=folder,
        files=(file,),
    )


def rate(amount: str | None = "2.5", source: str = "genai_prices", **fields: object) -> Rate:
    """A rate with uneven numbers."""
    plain: dict[str, object] = {"host": "openai", "model": "gpt-5", "meter": "input"}
    return Rate(source=source, amount=None if amount is None else Decimal(amount), **{**plain, **fields})  # type: ignore[arg-type]


def score(model: str, yardstick: str, value: float, source: str = "epoch_eci") -> Score:
    """A score."""
    return Score(source=source, model=model, yardstick=yardstick, value=value, scale="share")


def model(name: str, released: str | None, source: str = "epoch_eci", **fields: object) -> Model:
    """A model."""
    day = date.fromisoformat(released) if released else None
    return Model(source=source, model=name, released=day, **fields)  # type: ignore[arg-type]


def archived(folder: Path, change: Callable[[str], str] = lambda text: text) -> bytes:
    """The files of a folder as a zip archive, with their text changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.writestr(path.relative_to(folder).as_posix(), change(path.read_text(encoding="utf-8")))
    return out.getvalue()


def on_disk(source: str, vintage: str, folder: Path, *, change: Callable[[str], str] = lambda text: text) -> Snapshot:
    """A snapshot of the extracts under tests/data, copied, with its text changed; a folder becomes an archive."""
    files = []
    for path in sorted((DATA / source / vintage).iterdir()):
        if path.name != "expected.json":
            packed = path.is_dir()
            content = archived(path, change) if packed else change(path.read_text(encoding="utf-8")).encode()
            (folder / path.name).write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            files.append(
                RawFile(name=path.name, bytes=len(content), sha256=digest, url=f"https://example.org/{path.name}")
            )
    day = date.fromisoformat(vintage)
    return Snapshot(source=source, vintage=day, retrieved=day, licence="MIT", reader=1, path=folder, files=tuple(files))
