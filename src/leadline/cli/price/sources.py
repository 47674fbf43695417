"""`leadline price sources`: who states prices."""

from leadline.catalog.sources import Source
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.prices.preference import ORDER
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, text
from leadline.store.view import View


def sources(*, which: Which | None = None, output: Output | None = None) -> None:
    """Sources of prices: rates and models that each states in the view, its first and last day, and its place.

    Args:
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    view.require("rate")
    rows = [_source_row(view, name) for name in ORDER if name in view.sources("rate")]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_source_table(view, rows))


def _source_row(view: View, name: str) -> Record:
    counted = view.query("SELECT count(*), count(DISTINCT (host, model)) FROM rate WHERE source = $name", name=name)
    about, snapshots = view.catalog.source(name), view.history(name)
    return {
        "source": name,
        "kind": about.kind,
        "rates": counted[0][0],
        "models": counted[0][1],
        "first": str(snapshots[0]),
        "last": str(snapshots[-1]),
        "newest_file": "published" if about.live else _ended(about),
        "live": about.live,
        "preferred_because": ORDER[name],
    }


def _ended(about: Source) -> str:
    return f"archive, ended {about.ends}" if about.ends else "not published"


def _source_table(view: View, rows: list[Record]) -> Table:
    return Table(
        title=text("Sources of prices, the most trusted first, as known on {day}", day=Day(day=view.as_of)),
        columns=tuple(
            Column(heading=heading, align="right" if heading in ("Rates", "Models") else "left")
            for heading in (
                "Source",
                "Kind",
                "Rates",
                "Models",
                "First",
                "Last",
                "Newest file",
                "Why this place",
            )
        ),
        rows=tuple(tuple((Name(name=str(row[name])),) for name in row if name != "live") for row in rows),
        notes=(show.credit(view, "rate"),),
    )
