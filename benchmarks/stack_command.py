"""How long a view takes to open and `leadline stack` takes as a whole process, on the bundled store.

Run it with `python -m benchmarks.stack_command`.
"""

import statistics
import time
from datetime import date

from benchmarks import report
from benchmarks.price_command import LEADLINE, ROUNDS, medians
from leadline.catalog import Catalog
from leadline.stack.layers import by_layer
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DAY = date(2026, 11, 22)
COMMANDS = (
    ("leadline stack", (LEADLINE, "stack", "--as-of", str(DAY))),
    ("leadline stack --as-of 2025-12-17", (LEADLINE, "stack", "--as-of", "2025-12-17")),
    ("leadline stack compute", (LEADLINE, "stack", "compute", "--as-of", str(DAY))),
    ("leadline stack chips --json", (LEADLINE, "stack", "chips", "--as-of", str(DAY), "--json")),
)


def opening() -> tuple[float, float]:
    """Seconds on the wall to open a view of a store, and for all headline measures of it."""
    begin = time.perf_counter()
    view = Store(BUNDLED, catalog=Catalog()).as_of(DAY)
    opened = time.perf_counter()
    by_layer(view)
    return opened - begin, time.perf_counter() - opened


def main() -> None:
    """Write the table of medians."""
    opens, asks = zip(*(opening() for _ in range(ROUNDS)), strict=True)
    body = f"""A view opens in {1000 * min(opens):.0f} ms at best, {1000 * statistics.median(opens):.0f} ms as a median
of {ROUNDS}; the headline measures of all layers then take {asks[0]:.2f} s the first time.
Seconds of whole processes, {ROUNDS} runs each after one that warms the files:

{medians(COMMANDS)}

{report.machine("leadline", "duckdb", "cyclopts", "numpy")}
"""
    report.write("stack_command", "The stack command", body)


if __name__ == "__main__":
    main()
