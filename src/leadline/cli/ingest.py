"""`leadline ingest`: raw files from disk into the store."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Which
from leadline.ingest import ingest as ingest_one
from leadline.ingest import waiting, without_reader
from leadline.render.text import Count, Name, text


def ingest(
    *,
    source_folder: Annotated[Path, Parameter(name="--from")],
    source: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    keep_raw: bool = True,
    shipped: Annotated[bool, Parameter(negative=())] = False,
    store: Path | None = None,
) -> None:
    """Read raw files from disk into the store; what it holds already is left as it is.

    Args:
        source_folder: A folder with a MANIFEST.csv and, as it says, `<source>/<vintage>/<file>`.
        source: Only this source; may be given several times.
        keep_raw: Keep the raw files in the store too.
        shipped: Only sources whose licence lets their rows be shipped with the package.
        store: Folder of the store (default: LEADLINE_STORE, else your own on top of the bundled one).
    """
    target = Which(store=store).open()
    for name in source:
        target.catalog.source(name)
    found = [
        snapshot
        for snapshot in waiting(source_folder, source)
        if not shipped or target.catalog.source(snapshot.source).bundled
    ]
    for snapshot in show.with_progress(found, "Reading"):
        # Said one by one: what was added stays in the store when a later one is refused.
        result = ingest_one(snapshot, target, keep_raw=keep_raw)
        show.line(
            text(
                "{key}: {state}, {rows} rows, {rejected} rejected",
                key=Name(name=result.snapshot.key),
                state=Name(name=result.state),
                rows=Count(number=result.rows, evidence=result.snapshot.key),
                rejected=Count(number=len(result.rejected), evidence=result.snapshot.key),
            )
        )
        for one in result.expired:
            sys.stderr.write(
                f"{result.snapshot.key}: the correction {one.name} has expired. Give it its last vintage.\n"
            )
        for sentence in (*result.drift.unlikely, *result.drift.odd):
            sys.stderr.write(f"{result.snapshot.key}: {sentence}\n")
        for row in result.rejected:
            sys.stderr.write(f"{result.snapshot.key}: {row.where}: {row.reason}\n")
    if skipped := without_reader(source_folder):
        sys.stderr.write(f"No reader yet for {', '.join(skipped)}.\n")
