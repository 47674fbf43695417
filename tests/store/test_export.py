"""What is exported is what the view holds, and gives the same view again."""

import csv
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, UserError
from leadline.model import Document, Event, Model, Observation, Rate, Score
from leadline.store.export import TYPES, export
from leadline.store.store import Store
from leadline.store.tables import TABLE_OF
from tests.conftest import snapshot

DAY = date(2026, 8, 11)


@pytest.fixture(scope="module")
def exported(bundled: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "new"
    export(bundled.as_of(DAY), folder)
    return folder


@pytest.mark.parametrize("row", [Rate, Score, Model, Observation, Event, Document], ids=lambda row: str(row.__name__))
def test_read_as_a_store_it_gives_the_same_view(exported: Path, bundled: Store, row: type[Rate]) -> None:
    again = Store(exported, catalog=Catalog()).as_of(DAY)
    assert again.rows(row) == bundled.as_of(DAY).rows(row)
    assert again.evidence("epoch_eci") == bundled.as_of(DAY).evidence("epoch_eci")


def test_every_table_is_whole_in_both_forms_and_described(exported: Path, bundled: Store) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        name = resource["name"]
        counted = bundled.as_of(DAY).query(f"SELECT count(*) FROM {name}")
        whole = duckdb.sql(f"SELECT count(*) FROM read_parquet('{exported / name}.parquet')").fetchall()
        with (exported / resource["path"]).open(newline="", encoding="utf-8") as lines:
            table = csv.DictReader(lines)
            assert [field["name"] for field in resource["schema"]["fields"]] == table.fieldnames
            assert [(sum(1 for _ in table),)] == counted == whole
    assert {resource["name"] for resource in package["resources"]} <= {table.name for table in TABLE_OF.values()}


def test_each_source_stands_with_its_licence(exported: Path, bundled: Store) -> None:
    licences = (exported / "LICENCES.md").read_text(encoding="utf-8")
    for card in bundled.as_of(DAY).snapshots:
        assert f"| {card.source} |" in licences
    assert "CC BY 4.0" in licences


def test_a_folder_with_something_in_it_is_left_alone(bundled: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="something in it"):
        export(bundled.as_of(DAY), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", [".", "", "../here"])
def test_the_folder_one_stands_in_is_not_replaced(
    bundled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(UserError, match="another folder than the one you are in"):
        export(bundled.as_of(DAY), Path(name))
    assert [path.name for path in tmp_path.iterdir()] == ["here"]


def test_a_day_of_which_nothing_was_known_makes_no_package(bundled: Store, tmp_path: Path) -> None:
    with pytest.raises(NotEnoughData, match="Nothing was known on 1990-01-01"):
        export(bundled.as_of(date(1990, 1, 1)), tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_an_export_that_fails_leaves_nothing(bundled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leadline.store.manifest.write_whole", full)
    with pytest.raises(UserError, match="No space left"):
        export(bundled.as_of(DAY), tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_a_text_that_a_spreadsheet_would_run_is_guarded_in_the_csv_and_whole_elsewhere(
    store: Store, tmp_path: Path
) -> None:
    """=, +, -, @ and a tab begin a formula; a number below zero is none, and an instant ends in Z."""
    titles = ("=1+1", "+1", "-1", "@a", "\tb", "a=1")
    rows = [
        Document(
            source="federal_register",
            title=title,
            publisher="p",
            url=f"https://{place}",
            known=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for place, title in enumerate(titles)
    ]
    store.append(snapshot("federal_register", "2026-01-02"), rows, keep_raw=False)
    view = store.as_of(date(2026, 2, 1))
    export(view, tmp_path / "new")
    with (tmp_path / "new" / "document.csv").open(newline="", encoding="utf-8") as lines:
        written = list(csv.DictReader(lines))
    assert {row["title"] for row in written} == {"'=1+1", "'+1", "'-1", "'@a", "'\tb", "a=1"}
    assert {row["known"] for row in written} == {"2026-01-01T00:00:00Z"}
    assert Store(tmp_path / "new", catalog=Catalog()).as_of(date(2026, 2, 1)).rows(Document) == view.rows(Document)


def test_the_package_keeps_to_the_letter_of_the_profile(exported: Path) -> None:
    """The standard allows names of letters, digits, `-`, `.` and `_` alone, of resources and of licences."""
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    for named in [package, *package["resources"], *package["licenses"]]:
        assert re.fullmatch(r"[-a-zA-Z0-9._]+", named["name"])
    for resource in package["resources"]:
        assert (exported / resource["path"]).is_file()
        assert {field["type"] for field in resource["schema"]["fields"]} <= set(TYPES.values())
