"""`leadline lead` alone: the lead on one day by two definitions."""

from leadline.capability.lead import HEADLINES
from leadline.capability.lead import lead as lead_of
from leadline.capability.records import frontier_on
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.sentence import say
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text


def lead(
    *,
    leader: str = "US",
    follower: str = "CN",
    on: str | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """How many months one group of models is ahead of another, by two definitions, with 90 % intervals.

    Args:
        leader: A country (US, CN), 'open' or 'closed' weights, or an organisation.
        follower: The other group.
        on: The day the lead is taken at, YYYY-MM-DD (default: the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view)
    leads = [lead_of(view, leader, follower, on=day, definition=definition) for definition in HEADLINES]
    frontiers = [frontier_on(view, name, day) for name in (leader, follower)]
    if output.json:
        show.as_json(answer(view.as_of, day, [*leads, *frontiers]))
    elif output.csv:
        show.as_csv([flat(figure) for figure in (*leads, *frontiers)])
    else:
        show.table(_table(leads, frontiers, show.attribution(view.catalog, leads)))


def _table(leads: list[Figure], frontiers: list[Figure], attribution: Text) -> Table:
    first = leads[0]
    return Table(
        title=text("Lead on {on}, as known on {as_of}", on=Day(day=first.on), as_of=Day(day=first.as_of)),
        columns=(Column(heading="Finding"), Column(heading="Value", align="right"), Column(heading="Note")),
        rows=tuple(
            (say(figure), (Quantity(figure=figure),), (Name(name=_note(figure)),)) for figure in leads + frontiers
        ),
        notes=(
            text(
                "Evidence: {keys}; methods {lead}, {frontier}.",
                keys=Name(name=", ".join(first.evidence)),
                lead=Name(name=first.method),
                frontier=Name(name=frontiers[0].method),
            ),
            attribution,
        ),
    )


def _note(figure: Figure) -> str:
    """The holder of a frontier stands in its sentence already."""
    notes = [figure.note] if figure.note and figure.metric == "lead" else []
    return "; ".join(notes + (["rests on assumed access"] if figure.grade == "assumption" else []))
