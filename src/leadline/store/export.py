"""A view as plain files: every table as Parquet and CSV under a Frictionless data package, with licences.

The folder is a store as well: it holds the snapshots that the view rests on, under a manifest, so that `--store FOLDER`
gives the same view of the day. Raw files are not among them.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from leadline.catalog.sources import Source
from leadline.errors import NotEnoughData, UserError
from leadline.store import manifest
from leadline.store.parquet import quoted
from leadline.store.tables import TABLES, Table
from leadline.store.view import View

TYPES: Mapping[str, str] = MappingProxyType(
    {
        "VARCHAR": "string",
        "BIGINT": "integer",
        "DOUBLE": "number",
        "DECIMAL(24,12)": "number",
        "DATE": "date",
        "TIMESTAMP": "datetime",
    }
)
"""Types of SQL as a data package names them."""
PARQUET = "FORMAT parquet, COMPRESSION zstd"
CSV = "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%SZ'"
FORMULA = "^([=+@\\t\\r-])"
"""How a text begins that a spreadsheet would run."""


def export(view: View, folder: Path) -> list[Path]:
    """Write a view to an empty or new folder; the files written, in order.

    Raises UserError where the folder holds anything, cannot be written or is the one that the user stands in, which
    would be another one afterwards; NotEnoughData where nothing was known on the day.
    """
    if not view.entries:
        raise NotEnoughData(f"Nothing was known on {view.as_of} that could be exported. Ask for a later --as-of day.")
    if folder.resolve() == Path.cwd():
        raise UserError(f"Expected another folder than the one you are in, found {folder}. Name a new one.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"Expected an empty or a new folder, found {folder} with something in it. Name another.")
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        written = [*_snapshots(view, unfinished), *_tables(view, unfinished), *_papers(view, unfinished)]
        # A rename over an empty folder: the export is there whole or not at all.
        unfinished.replace(folder)
    except OSError as error:
        raise UserError(f"{folder} could not be written: {error.strerror}. Name another place.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [folder / path.relative_to(unfinished) for path in written]


def _snapshots(view: View, folder: Path) -> Iterator[Path]:
    for entry in view.entries:
        for table in entry.tables:
            target = folder / entry.tables[table].path
            target.parent.mkdir(parents=True, exist_ok=True)
            yield Path(shutil.copyfile(entry.file(table), target))
    manifest.replace_with(folder, view.entries)
    yield folder / manifest.NAME


def _tables(view: View, folder: Path) -> Iterator[Path]:
    for table in _held(view):
        for suffix, columns, form in ((".parquet", "*", PARQUET), (".csv", _guarded(table), CSV)):
            target = folder / f"{table.name}{suffix}"
            rows = f"SELECT * FROM {table.name} ORDER BY ALL"
            view.query(f"COPY (SELECT {columns} FROM ({rows})) TO {quoted(target)} ({form})")
            yield target


def _guarded(table: Table) -> str:
    """The columns of a table in SQL, with a quote before each text that a spreadsheet would take for a formula."""
    guard = f"regexp_replace($, '{FORMULA}', concat(chr(39), '\\1')) AS $"
    return ", ".join(
        (guard if kind == "VARCHAR" else "$").replace("$", f'"{name}"') for name, kind in table.types.items()
    )


def _papers(view: View, folder: Path) -> Iterator[Path]:
    package, licences = folder / "datapackage.json", folder / "LICENCES.md"
    manifest.write_whole(package, (json.dumps(_package(view), indent=1, ensure_ascii=False) + "\n").encode())
    manifest.write_whole(licences, _licences(view).encode())
    yield from (package, licences)


def _package(view: View) -> dict[str, object]:
    """The descriptor by the Frictionless standard: https://datapackage.org/standard/data-package/."""
    return {
        "name": "leadline",
        "title": f"Leadline: what was known on {view.as_of}",
        "version": str(view.as_of),
        "profile": "tabular-data-package",
        "sources": [{"title": source.title, "path": source.url} for source in _sources(view)],
        "licenses": [
            {"name": re.sub(r"[^-a-zA-Z0-9._]+", "-", licence), "title": licence}
            for licence in dict.fromkeys(source.licence for source in _sources(view))
        ],
        "resources": [_resource(table) for table in _held(view)],
    }


def _resource(table: Table) -> dict[str, object]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": "Texts that a spreadsheet would run as a formula have a quote before them; the Parquet file "
        f"{table.name}.parquet beside it has them as they are.",
        "profile": "tabular-data-resource",
        "schema": {
            "fields": [{"name": column, "type": TYPES[kind]} for column, kind in table.types.items()],
            "missingValues": [""],
        },
    }


def _licences(view: View) -> str:
    rows = [
        f"| {source.name} | {source.licence} | {source.citation} | {source.interest} |" for source in _sources(view)
    ]
    head = "# Licences\n\nData keep the licence of their source; name it where you use them.\n\n"
    return head + "| source | licence | cite as | interest |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def _sources(view: View) -> list[Source]:
    names = dict.fromkeys(snapshot.source for snapshot in view.snapshots)
    return [view.catalog.source(name) for name in names]


def _held(view: View) -> list[Table]:
    return [table for table in TABLES.values() if view.sources(table.name)]
