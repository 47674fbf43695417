"""`leadline lead realtime`: what each vintage said of its own day, and what the newest says of that day now."""

from collections.abc import Sequence
from pathlib import Path

from leadline.capability.realtime import METHOD, Revised, revised, revisions
from leadline.capability.revision import METHOD as CHANGE_METHOD
from leadline.capability.revision import PARTS
from leadline.cli import show
from leadline.cli.lead.asked import Groups
from leadline.cli.lead.titles import titled
from leadline.cli.lead.vintages import KINDS
from leadline.cli.options import Output, Which
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.sentence import say
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text
from leadline.store.view import View


def realtime(
    *,
    definition: str = "step",
    plot: Path | None = None,
    groups: Groups | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Leads as first told on the day of each vintage, beside what the newest vintage says of the same day.

    Args:
        definition: Of the lead: step, interpolated, or another.
        plot: Draw both over time into this file: png, svg, html, or csv for its data.
        groups: The two groups.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    groups, which, output = groups or Groups(), which or Which(), output or Output()
    view = which.view()
    found = revised(view, *groups.pair, definition=definition)
    summary = revisions(view, found)
    if plot:
        _plot(view, found, plot)
    if output.json:
        each = [
            figure for one in found for figure in (one.first, one.now, one.change.total, *one.change.parts.values())
        ]
        show.as_json(answer(view.as_of, view.as_of, [*summary, *each], [_record(one) for one in found]))
    elif output.csv:
        show.as_csv([_record(one) for one in found])
    else:
        show.table(_table(view, found, summary))


def _record(one: Revised) -> Record:
    return {
        "vintage": str(one.vintage.day),
        "source": one.vintage.source,
        "kind": KINDS[one.vintage.rebuilt],
        "first": one.first.value,
        "now": one.now.value,
        "revision": one.change.total.value,
        **{part: one.change.parts[part].value for part in PARTS},
        "definition": one.now.args["definition"],
        "first_id": one.first.id,
        "now_id": one.now.id,
    }


def _table(view: View, found: Sequence[Revised], summary: Sequence[Figure]) -> Table:
    return Table(
        title=titled(
            "The {definition} lead of {leader} over {follower} as first told, and as known on {as_of}",
            found[0].now,
            as_of=Day(day=view.as_of),
        ),
        columns=(
            Column(heading="Day"),
            Column(heading="File"),
            Column(heading="First told", align="right"),
            Column(heading="Now", align="right"),
            Column(heading="Revision", align="right"),
            *(Column(heading=part.capitalize(), align="right") for part in PARTS),
        ),
        rows=tuple(_row(one) for one in found),
        notes=(
            *(say(figure) for figure in summary),
            text(
                "A negative revision: the lead looked wider on its day. Models and coverage: models, and scores of "
                "shared models, that came since; scores and dates: told differently since. Rebuilt files cover fewer "
                "models than the published one they are compared with. Methods {revision}, {change}.",
                revision=Name(name=METHOD),
                change=Name(name=CHANGE_METHOD),
            ),
            show.attribution(view.catalog, [figure for one in found for figure in (one.now, one.first)]),
        ),
    )


def _row(one: Revised) -> tuple[Text, ...]:
    figures = (one.first, one.now, one.change.total, *(one.change.parts[part] for part in PARTS))
    return (
        (Day(day=one.vintage.day),),
        (Name(name=KINDS[one.vintage.rebuilt]),),
        *((Quantity(figure=figure, part="bare"),) for figure in figures),
    )


def _plot(view: View, found: Sequence[Revised], path: Path) -> None:
    from leadline.render.vintage_charts import leads_over_time

    published = [one.first for one in found if not one.vintage.rebuilt]
    rebuilt = [one.first for one in found if one.vintage.rebuilt]
    series = {
        "as known now": [one.now for one in found],
        "first told, published": published,
        "first told, rebuilt": rebuilt,
    }
    last = found[-1]
    chart = leads_over_time(
        {name: figures for name, figures in series.items() if figures},
        title=titled("Lead of {leader} over {follower}, as first told and as known now", last.now),
        subtitle=titled("The {definition} lead in months over the day it is of; bars: intervals of refits", last.now),
        alternative=text(
            "Dots of leads by day in pairs; on {day} it was told as {first} and is known now as {now}.",
            day=Day(day=last.vintage.day),
            first=Quantity(figure=last.first),
            now=Quantity(figure=last.now),
        ),
        by="on",
        joined=("as known now",),
        sources=show.attribution(view.catalog, [figure for one in found for figure in (one.now, one.first)]),
    )
    show.plot(chart, path)
