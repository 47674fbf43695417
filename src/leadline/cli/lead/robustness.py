"""`leadline lead robustness`: the lead under every setting that might have been chosen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.capability.robustness import DEFINITIONS, Row
from leadline.capability.robustness import robustness as robustness_of
from leadline.cli import show
from leadline.cli.lead.asked import Groups
from leadline.cli.options import Output, Which, on_day
from leadline.cli.setting import Chosen, different
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, joined, text

QUIET = "benchmark left out"
REPORTER = "reporter"
"""The kind with most rows: those that change little are counted below the table."""
LITTLE = 0.1
"""Months, the last digit that is shown."""


def robustness(
    *,
    on: str | None = None,
    every: Annotated[bool, Parameter(negative=())] = False,
    plot: Path | None = None,
    groups: Groups | None = None,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The lead by three definitions, with other benchmarks, anchors, penalties, clips, reporters and schemes of draws.

    Args:
        on: The day the lead is taken at, YYYY-MM-DD (default: the as-of day).
        every: Show benchmarks too whose leaving out changes nothing that can be seen.
        plot: Draw a strip chart into this file (.png, .svg, .html, .csv).
        groups: The two groups.
        chosen: What the variations depart from.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    groups, which, output = groups or Groups(), which or Which(), output or Output()
    setting = (chosen or Chosen()).setting()
    view = which.view()
    day = on_day(on, view)
    rows = robustness_of(view, *groups.pair, on=day, setting=setting)
    figures = [figure for row in rows for figure in (*row.leads, *row.differences) if figure]
    if plot:
        from leadline.render.robustness_charts import strip

        attribution = show.attribution(view.catalog, figures)
        show.plot(strip(rows, attribution), plot)
    if output.json:
        show.as_json(answer(view.as_of, day, figures, [_record(row) for row in rows]))
    elif output.csv:
        show.as_csv([_record(row) for row in rows])
    else:
        show.table(_table(rows, every, (*different(setting), show.attribution(view.catalog, figures))))


def _record(row: Row) -> Record:
    cells: Record = {}
    for place, definition in enumerate(DEFINITIONS):
        lead, change = row.leads[place], row.differences[place]
        cells |= {
            definition: lead and lead.value,
            f"{definition}_low": lead and lead.low,
            f"{definition}_high": lead and lead.high,
            f"{definition}_difference": change and change.value,
        }
    return {"kind": row.kind, "variation": row.name, "scores": row.scores, **cells, "why_not": row.why}


def _table(rows: list[Row], every: bool, last: Sequence[Text]) -> Table:
    reference = next(figure for figure in rows[0].leads if figure)
    quiet = [] if every else [row for row in rows if _is_quiet(row)]
    summary = text(
        "Leaving out {count} further benchmarks, one at a time, moves no lead by as much as the last digit shown.",
        count=Count(number=len(quiet), evidence=reference.evidence[0]),
    )
    return Table(
        title=text(
            "Lead of {leader} over {follower} on {on}, as known on {as_of}, under other settings of the index",
            leader=group_name(str(reference.args["leader"])),
            follower=group_name(str(reference.args["follower"])),
            on=Day(day=reference.on),
            as_of=Day(day=reference.as_of),
        ),
        columns=(
            Column(heading="Choice"),
            Column(heading="Variation"),
            Column(heading="Scores", align="right"),
            *(Column(heading=heading, align="right") for name in DEFINITIONS for heading in (name.title(), "change")),
            Column(heading="Note"),
        ),
        rows=tuple(_cells(row) for row in rows if row not in quiet),
        notes=(*([summary] if quiet else []), *_silent(rows), _evidence(rows), *last),
    )


def _silent(rows: list[Row]) -> list[Text]:
    """What is not varied because the source does not tell it."""
    if any(row.kind == REPORTER for row in rows):
        return []
    return [text("No row leaves out what sources or developers reported: this vintage does not say who reported what.")]


def _is_quiet(row: Row) -> bool:
    changes = [figure.value for figure in row.differences if figure]
    return row.kind == QUIET and bool(changes) and not row.why and max(map(abs, changes)) < LITTLE


def _cells(row: Row) -> tuple[Text, ...]:
    evidence = next((figure.evidence[0] for figure in row.leads if figure), "")
    pairs = zip(row.leads, row.differences, strict=True)
    cells = [cell for lead, change in pairs for cell in (_bare(lead), _bare(change))]
    return (
        (Name(name=row.kind),),
        (Name(name=row.name),),
        (Count(number=row.scores, evidence=evidence),),
        *cells,
        _note(row),
    )


def _bare(figure: Figure | None) -> Text:
    return (Quantity(figure=figure, part="bare"),) if figure else ()


def _note(row: Row) -> Text:
    """Intervals in the order of the columns, and why a cell is empty."""
    spans = [Quantity(figure=figure, part="interval") for figure in row.leads if figure and figure.low is not None]
    return joined([*spans, *((Name(name=row.why),) if row.why else ())], "; ")


def _evidence(rows: list[Row]) -> Text:
    lead = next(figure for figure in rows[0].leads if figure)
    change = next(figure for row in rows for figure in row.differences if figure)
    return text(
        "Months. Evidence: {keys}; methods {lead}, {change}, {index}. A setting's intervals are its own; where none is "
        "shown, the fit is the central one.",
        keys=Name(name=", ".join(lead.evidence)),
        lead=Name(name=lead.method),
        change=Name(name=change.method),
        index=Name(name=str(lead.args["index"])),
    )
