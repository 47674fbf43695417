"""Opening a view: of the bundled store, and of a generated one with 500 vintages and 20 million rows.

Run with `python -m benchmarks.large_store [FOLDER]`; the folder takes about 0.5 GB and is used again if it is there. A
vintage of the generated store has 40,000 prices of 5,000 offers, some of which change from one vintage to the next.
"""

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import duckdb

from benchmarks import report
from leadline.catalog import Catalog
from leadline.model import Rate, RawFile, Snapshot
from leadline.store import manifest
from leadline.store.default import BUNDLED
from leadline.store.manifest import Entry, TableFile
from leadline.store.parquet import quoted
from leadline.store.store import Store
from leadline.store.tables import TABLE_OF

VINTAGES, ROWS = 500, 40_000
SOURCES = ("genai_prices", "litellm_prices", "model_prices", "models_dev")
LAST = date(2026, 11, 20)


def generate(root: Path) -> None:
    """A store whose files are written by SQL: one by one through the reader's checks would take an hour."""
    types = TABLE_OF[Rate].types
    told = {
        "source": "$source",
        "vendor": "NULL",
        "host": "'host-' || (i % 50)",
        "model": "'model-' || (i % 5000)",
        "meter": "['input', 'output', 'cache_read', 'cache_write'][1 + (i // 5000) % 4]",
        "amount": "round(0.1 + hash(i, $day // 30) % 1000 / 37.0, 6)",
        "currency": "'USD'",
        "unit": "'mtok'",
        "from_tokens": "CASE WHEN i < 20000 THEN 0 ELSE 200000 END",
        "tier_rule": "CASE WHEN i < 20000 THEN NULL ELSE 'whole >' END",
        "service": "'standard'",
        "kind": "'list'",
        "basis": "''",
        "url": "''",
    }
    columns = ", ".join(f'CAST({told.get(name, "NULL")} AS {kind}) AS "{name}"' for name, kind in types.items())
    entries = [_vintage(root, number, columns) for number in range(VINTAGES)]
    manifest.replace_with(root, entries)


def _vintage(root: Path, number: int, columns: str) -> Entry:
    source = SOURCES[number % len(SOURCES)]
    day = LAST - timedelta(days=(VINTAGES - 1 - number) // len(SOURCES))
    name = f"rate/{source}/{day}-r1-{number:08}.parquet"
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    sql = columns.replace("$source", f"'{source}'").replace("$day", str(number))
    duckdb.execute(f"COPY (SELECT {sql} FROM range({ROWS}) t(i)) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
    digest = manifest.sha256(path)
    raw = RawFile(
        name="data.json", bytes=1, sha256=hashlib.sha256(name.encode()).hexdigest(), url="https://example.org"
    )
    card = Snapshot(source=source, vintage=day, retrieved=day, licence="MIT", reader=1, path=root, files=(raw,))
    file = TableFile(path=name, rows=ROWS, bytes=path.stat().st_size, sha256=digest, digest=digest)
    return Entry(snapshot=card, root=root, tables={"rate": file}, rejected=0, raw_kept=False)


def measured(what: str, work: Callable[[], object]) -> str:
    """One line: the median of five, in wall and CPU milliseconds."""
    runs = []
    for _ in range(5):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = sorted(runs)[2]
    return f"| {what} | {1000 * wall:.0f} ms | {1000 * cpu:.0f} ms |"


def cold(root: Path, day: date, asks: bool) -> str:
    """One line: a new process, its imports left out."""
    code = f"""
import time
from datetime import date
from pathlib import Path
from leadline.catalog import Catalog
from leadline.store.store import Store
wall, cpu = time.perf_counter(), time.process_time()
view = Store(Path({str(root)!r}), catalog=Catalog()).as_of(date.fromisoformat({str(day)!r}))
rows = view.query("SELECT count(*) FROM rate") if {asks} else []
print(f"{{1000 * (time.perf_counter() - wall):.0f}} ms | {{1000 * (time.process_time() - cpu):.0f}} ms")
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def prices(store: Store, day: date) -> object:
    """Open a view and ask it for its prices."""
    return store.as_of(day).query("SELECT count(*) FROM rate")


def main(folder: Path) -> None:
    """Write the table."""
    if not (folder / manifest.NAME).exists():
        generate(folder)
    lines = ["| a view of | wall | CPU |", "|---|---:|---:|"]
    for what, root in (("the bundled store", BUNDLED), (f"{VINTAGES} vintages", folder)):
        lines.append(f"| {what}, opened in a new process | {cold(root, LAST, asks=False)} |")
        lines.append(f"| {what}, opened and asked for its prices in a new process | {cold(root, LAST, asks=True)} |")
        store = Store(root, catalog=Catalog())
        lines.append(measured(f"{what}, opened again", partial(store.as_of, LAST)))
        earlier = LAST - timedelta(days=60)
        lines.append(measured(f"{what}, of an earlier day, opened and asked", partial(prices, store, earlier)))
    report.write(
        "large_store",
        "Opening a view",
        f"The bundled store, and a generated one of {VINTAGES} vintages with {VINTAGES * ROWS // 10**6} million prices "
        "of full sources. Opening reads the manifest; a table is opened, and its files are held to their digests, when "
        "it is first asked for. Imports are left out.\n\n"
        + "\n".join(lines)
        + f"\n\n{report.machine('leadline', 'duckdb')}",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "leadline-large-store")
