"""`leadline lead frontiers`: the records of two groups, and their frontiers as a chart."""

from datetime import date
from pathlib import Path

from leadline.capability.records import Record, frontier_in, frontiers_in, records_in
from leadline.cli import show
from leadline.cli.lead.asked import Asked
from leadline.cli.options import Output, Which
from leadline.cli.setting import Chosen, different
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import Record as Row
from leadline.render.record import answer
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, text
from leadline.units import day as read_day

SINCE = "2024-01-01"


def frontiers(
    *,
    since: str = SINCE,
    plot: Path | None = None,
    asked: Asked | None = None,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The models that set a record of their group, newest first, with the frontier's interval on that day.

    Args:
        since: Records from this day on, YYYY-MM-DD.
        plot: Draw both frontiers into this file (.png, .svg, .html, .csv).
        asked: Groups, day and dates.
        chosen: How the index is made.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    asked, which, output = asked or Asked(), which or Which(), output or Output()
    setting = (chosen or Chosen()).setting()
    view = which.view()
    day, ranking, first = asked.day(view), asked.ranking(view, setting), read_day(since)
    if first > day:
        raise UserError(
            f"--since {first} is later than {day}, the day the frontiers are looked at on. Name an earlier one."
        )
    standing = [frontier_in(ranking, name, day) for name in asked.pair]
    found = [
        (record, frontiers_in(ranking, name, [record.day])[0])
        for name in asked.pair
        for record in records_in(ranking, name)
        if first <= record.day <= day
    ]
    found.sort(key=lambda one: one[0].day, reverse=True)
    if plot:
        from leadline.cli.lead import drawing

        drawing.frontiers(ranking, asked.pair, first, day, plot)
    rows = [_row(*one) for one in found]
    if output.json:
        show.as_json(answer(view.as_of, day, [*standing, *(figure for _, figure in found)], rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(found, day, view.as_of))
        for line in (*different(setting), show.attribution(view.catalog, standing)):
            show.line(line)


def _row(record: Record, figure: Figure) -> Row:
    return {
        "day": record.day.isoformat(),
        "group": record.group,
        "model": record.model,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "id": figure.id,
    }


def _table(found: list[tuple[Record, Figure]], on: date, as_of: date) -> Table:
    return Table(
        title=text("Records to {on}, as known on {as_of}", on=Day(day=on), as_of=Day(day=as_of)),
        columns=(
            Column(heading="Released"),
            Column(heading="Group"),
            Column(heading="Model"),
            Column(heading="Index", align="right"),
            Column(heading="Frontier on that day", align="right"),
        ),
        rows=tuple(
            (
                (Day(day=record.day),),
                (group_name(record.group),),
                (Name(name=record.model),),
                (Quantity(figure=figure),),
                (Quantity(figure=figure, part="interval"),),
            )
            for record, figure in found
        ),
    )
