"""How long a briefing takes, as whole processes and in its parts, and how large its files are, on the bundled store.

Run it with `python -m benchmarks.briefing`.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from benchmarks import report
from benchmarks.price_command import LEADLINE, measure
from leadline.briefing.compose import brief
from leadline.briefing.drawings import draw
from leadline.briefing.markdown_file import markdown_file
from leadline.briefing.page import page
from leadline.briefing.paper import paper
from leadline.catalog import Catalog
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DAY = date(2026, 8, 21)
ROUNDS = 3
FORMATS = ("html", "pdf", "md", "html,pdf,md")
T = TypeVar("T")


def processes(out: Path) -> str:
    """The table of whole processes, by what they write."""
    rows = []
    for formats in FORMATS:
        command = (LEADLINE, "brief", "--as-of", str(DAY), "--format", formats, "--out", str(out))
        walls, cpus = zip(*(measure(command) for _ in range(ROUNDS)), strict=True)
        rows.append((f"`leadline brief --format {formats}`", f"{min(walls):.1f}", f"{statistics.median(cpus):.1f}"))
    return report.table(("command", "shortest wall", "median CPU"), rows)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and its seconds of CPU time."""
    begin = time.process_time()
    return work(), time.process_time() - begin


def parts() -> str:
    """The table of the parts of one process, with the size of what each makes."""
    view = Store(BUNDLED, catalog=Catalog()).as_of(DAY)
    document, composed = timed(lambda: brief(view))
    drawn, drew = timed(lambda: draw(document))
    html, paged = timed(lambda: page(drawn))
    pdf, printed = timed(lambda: paper(drawn))
    again, reprinted = timed(lambda: paper(drawn))
    assert again == pdf
    md, marked = timed(lambda: markdown_file(drawn))
    rows = [
        ("figures and sentences", composed, f"{len(document.figures)} figures"),
        ("drawing", drew, f"{len(drawn.drawings)} charts"),
        ("page", paged, _size(html.encode())),
        ("PDF", printed, _size(pdf)),
        ("PDF again, the same bytes", reprinted, _size(again)),
        ("Markdown, without its pictures", marked, _size(md.encode())),
    ]
    return report.table(("part", "CPU", "what comes out"), [(name, f"{cpu:.2f}", size) for name, cpu, size in rows])


def _size(content: bytes) -> str:
    return f"{len(content) / 1000:,.0f} kB"


def main() -> None:
    """Write the two tables."""
    with tempfile.TemporaryDirectory() as folder:
        whole = processes(Path(folder) / "edition")
    body = f"""Seconds of whole processes that write the briefing of {DAY} in English, {ROUNDS} runs each. In a
development environment DuckDB loads pandas, which another tool brought there, for about two seconds of CPU time; an
installation without it is faster by that.

{whole}

Seconds of CPU time of the parts, in one process, the first time each:

{parts()}

{report.machine("leadline", "typst", "vl-convert-python", "altair", "duckdb")}
"""
    report.write("briefing", "The briefing", body)


if __name__ == "__main__":
    main()
