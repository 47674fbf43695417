"""Printing: tables for people, one JSON object or CSV for programs."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table as RichTable

from leadline.errors import UserError
from leadline.render import parquet_file
from leadline.render.attribution import attribution as attribution
from leadline.render.table import Table, cells, csv_of
from leadline.render.text import Name, Text, plain, text
from leadline.store.view import View

if TYPE_CHECKING:
    # Drawing takes a while to load: only commands that are asked for a chart load it.
    from leadline.render.chart import Chart
    from leadline.render.claim_pages import Line

WIDTH = 160
"""Of output that is no terminal, so that nothing is cut for a pipe."""
T = TypeVar("T")


class _Console(Console):
    """A console that leaves a closed pipe to the command line, which ends quietly; rich itself would exit with 1."""

    def on_broken_pipe(self) -> None:
        """Called while the error is being handled."""
        raise BrokenPipeError


def table(shown: Table) -> None:
    """Print a table with its title and notes."""
    # Names with brackets, such as an extra of a package, are no markup.
    console = _Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False, markup=False)
    grid = RichTable(box=box.SIMPLE_HEAD, title=plain(shown.title), title_justify="left", title_style="bold")
    for column in shown.columns:
        grid.add_column(column.heading, justify=column.align, overflow="fold")
    for row in cells(shown):
        grid.add_row(*row)
    console.print(grid)
    for note in shown.notes:
        console.print(plain(note), style="dim", soft_wrap=True)


def plot(chart: "Chart", path: Path) -> None:
    """Write a chart that the reader asked for, and say so on stderr: the answer itself stays on stdout."""
    chart.write(path)
    sys.stderr.write(f"Wrote {path}.\n")


def kept(path: Path, content: bytes) -> None:
    """Write bytes that the reader asked for; UserError where the place does not take them."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UserError(f"{path} could not be written: {error.strerror}. Name another place.") from error


def as_parquet(records: Sequence[dict[str, object]], path: Path) -> None:
    """Write records as Parquet, and say so on stderr."""
    parquet_file.write(records, path)
    sys.stderr.write(f"Wrote {path}.\n")


def as_json(answer: object) -> None:
    """Print one JSON object."""
    sys.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False) + "\n")


def as_csv(records: Sequence[dict[str, object]]) -> None:
    """Print records as CSV."""
    sys.stdout.write(csv_of(records))


def lines(shown: Iterable["Line"]) -> None:
    """Print styled lines, wrapped where the output is a terminal."""
    console = _Console(width=None if sys.stdout.isatty() else WIDTH, highlight=False, markup=False)
    for one in shown:
        console.print(Padding(one.words, (0, 0, 0, one.indent), expand=False), style=one.style)


def written(content: str, out: Path | None) -> None:
    """Print what was written, or keep it in a file and say so on stderr."""
    if out is None:
        sys.stdout.write(content)
        return
    kept(out, content.encode())
    sys.stderr.write(f"Wrote {out}.\n")


def line(message: Text) -> None:
    """Print one line."""
    sys.stdout.write(plain(message) + "\n")


def credit(view: View, table: str) -> Text:
    """The note that names the sources of a table's rows."""
    return credit_of(view, view.sources(table))


def credit_of(view: View, names: Iterable[str]) -> Text:
    """The note that names some sources, each once."""
    cited = "; ".join(view.catalog.source(name).citation for name in dict.fromkeys(names))
    return text("Sources: {names}.", names=Name(name=cited))


def with_progress(items: Sequence[T], what: str) -> Iterable[T]:
    """The items, with a bar on stderr that moves as they are taken; none where stderr is no terminal."""
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as bar:
        yield from bar.track(items, description=what)
