"""`leadline lead vintages`: the lead of one day as each vintage of the scores tells it, and why they differ."""

from collections.abc import Mapping
from pathlib import Path

from leadline.capability.revision import METHOD, PARTS, Change, changes
from leadline.capability.vintages import Vintage, leads_by_vintage
from leadline.capability.vintages import vintages as vintages_of
from leadline.cli import show
from leadline.cli.lead.asked import Groups
from leadline.cli.lead.titles import titled
from leadline.cli.options import Output, Which, on_day
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text
from leadline.store.view import View

KINDS = {False: "published", True: "rebuilt"}


def vintages(
    *,
    on: str | None = None,
    definition: str = "step",
    plot: Path | None = None,
    groups: Groups | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The lead of one day as each vintage of the scores tells it, and what made the difference from one to the next.

    Args:
        on: The day the lead is taken at, YYYY-MM-DD (default: the day of the first vintage, which all can tell).
        definition: Of the lead: step, interpolated, or another.
        plot: Draw the lead by vintage into this file: png, svg, html, or csv for its data.
        groups: The two groups.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    groups, which, output = groups or Groups(), which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view) if on else vintages_of(view)[0].day
    found = leads_by_vintage(view, *groups.pair, day, definition=definition)
    why = {change.after: change for change in changes(list(found), *groups.pair, day, definition=definition)}
    rows = [_record(vintage, figure, why.get(vintage)) for vintage, figure in found.items()]
    if plot:
        _plot(view, found, plot)
    if output.json:
        parts = [figure for change in why.values() for figure in (change.total, *change.parts.values())]
        show.as_json(answer(view.as_of, day, [*found.values(), *parts], rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(view, found, why))


def _record(vintage: Vintage, figure: Figure, change: Change | None) -> Record:
    return {
        "vintage": str(vintage.day),
        "source": vintage.source,
        "kind": KINDS[vintage.rebuilt],
        "lead": figure.value,
        "low": figure.low,
        "high": figure.high,
        "changed": change.total.value if change else None,
        **{part: change.parts[part].value if change else None for part in PARTS},
        "on": str(figure.on),
        "definition": figure.args["definition"],
        "id": figure.id,
    }


def _table(view: View, found: Mapping[Vintage, Figure], why: Mapping[Vintage, Change]) -> Table:
    first = next(iter(found.values()))
    return Table(
        title=titled(
            "The {definition} lead of {leader} over {follower} on {on}, by vintage, as known on {as_of}",
            first,
            on=Day(day=first.on),
            as_of=Day(day=view.as_of),
        ),
        columns=(
            Column(heading="Vintage"),
            Column(heading="File"),
            Column(heading="Lead", align="right"),
            Column(heading="Interval"),
            Column(heading="Changed by", align="right"),
            *(Column(heading=part.capitalize(), align="right") for part in PARTS),
        ),
        rows=tuple(_row(vintage, figure, why.get(vintage)) for vintage, figure in found.items()),
        notes=(
            text(
                "Changed by: in months, against the vintage before it of the same kind of file. Models and coverage: "
                "models, and scores of shared models, that only one of the two has. Scores and dates: what both have, "
                "told differently."
            ),
            text(
                "Intervals of {draws} refits, whose ends move from seed to seed; methods {lead}, {change}.",
                draws=Count(number=int(first.args["draws"]), evidence=first.method),
                lead=Name(name=first.method),
                change=Name(name=METHOD),
            ),
            show.attribution(view.catalog, found.values()),
        ),
    )


def _row(vintage: Vintage, figure: Figure, change: Change | None) -> tuple[Text, ...]:
    changed = (change.total, *(change.parts[part] for part in PARTS)) if change else ()
    blank: tuple[Text, ...] = ((),) * (0 if change else 1 + len(PARTS))
    return (
        (Day(day=vintage.day),),
        (Name(name=KINDS[vintage.rebuilt]),),
        (Quantity(figure=figure),),
        (Quantity(figure=figure, part="interval"),),
        *((Quantity(figure=one, part="bare"),) for one in changed),
        *blank,
    )


def _plot(view: View, found: Mapping[Vintage, Figure], path: Path) -> None:
    from leadline.render.vintage_charts import leads_over_time

    series = {KINDS[kind]: [one for v, one in found.items() if v.rebuilt == kind] for kind in (False, True)}
    first, last = (list(found.values())[place] for place in (0, -1))
    chart = leads_over_time(
        {name: figures for name, figures in series.items() if figures},
        title=titled("Lead of {leader} over {follower} on {on}, as each vintage tells it", first, on=Day(day=first.on)),
        subtitle=titled(
            "The {definition} lead in months over the day of the vintage; bars: intervals of refits; files that a "
            "third party rebuilt stand apart",
            first,
        ),
        alternative=text(
            "Dots of one lead by vintage, from {first} by the first vintage to {last} by the newest.",
            first=Quantity(figure=first),
            last=Quantity(figure=last),
        ),
        by="as_of",
        sources=show.attribution(view.catalog, found.values()),
    )
    show.plot(chart, path)
