"""`leadline lead panel`: leads by yardstick and definition, never one number."""

from collections.abc import Sequence
from pathlib import Path

from leadline.capability.dates import dated
from leadline.capability.index import index
from leadline.capability.panel import Entry
from leadline.capability.panel import panel as panel_of
from leadline.cli import show
from leadline.cli.lead.asked import Asked
from leadline.cli.options import Output, Which
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text


def panel(
    *,
    plot: Path | None = None,
    asked: Asked | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Leads of one group over another by every yardstick and definition, with intervals, days, models and flags.

    A yardstick is taken on the day asked for, or on that of its newest scores where they are older.

    Args:
        plot: Draw the panel into this file (.png, .svg, .html, .csv).
        asked: Groups, day and dates.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    asked, which, output = asked or Asked(), which or Which(), output or Output()
    view = which.view()
    day = asked.day(view)
    rankings = [dated(ranking, asked.dates) for ranking in (index(view),)]
    entries = panel_of(rankings, *asked.pair, day)
    figures = [figure for one in entries if one.lead for figure in (one.lead, *one.probabilities)]
    if not figures:
        raise NotEnoughData(entries[0].reason)
    if plot:
        from leadline.cli.lead import drawing

        drawing.panel(entries, asked.pair, view, plot)
    if output.json:
        show.as_json(answer(view.as_of, day, figures, [_row(one) for one in entries]))
    elif output.csv:
        show.as_csv([_row(one) for one in entries])
    else:
        show.table(_table(entries, asked.pair))
        show.line(show.attribution(view.catalog, figures))


def _row(one: Entry) -> Record:
    lead = one.lead
    chances = {str(p.args["event"]).replace(" ", "_"): p.value for p in one.probabilities}
    return {
        "yardstick": one.yardstick,
        "definition": one.definition,
        "on": one.on.isoformat(),
        "models_leader": one.models[0],
        "models_follower": one.models[1],
        "months": lead.value if lead else None,
        "low": lead.low if lead else None,
        "high": lead.high if lead else None,
        "bound": lead.bound if lead else "",
        **{event: chances.get(event) for event in ("below_3_months", "below_6_months", "below_12_months", "negative")},
        "note": lead.note if lead else one.reason,
        "id": lead.id if lead else "",
    }


def _table(entries: Sequence[Entry], pair: tuple[str, str]) -> Table:
    events = next((one.probabilities for one in entries if one.probabilities), ())
    chances = [Column(heading=f"P {figure.args['event']}".removesuffix(" months"), align="right") for figure in events]
    return Table(
        title=text(
            "{leader} over {follower}: leads by yardstick and definition, in months",
            leader=group_name(pair[0]),
            follower=group_name(pair[1]),
        ),
        columns=(
            *(Column(heading=heading) for heading in ("Yardstick", "Definition", "On")),
            *(Column(heading=heading, align="right") for heading in ("Models", "Lead", "Interval")),
            *chances,
            Column(heading="Flag"),
        ),
        rows=tuple(_cells(one, len(chances)) for one in entries),
    )


def _cells(one: Entry, chances: int) -> tuple[Text, ...]:
    ours, theirs = (Count(number=number, evidence=one.yardstick) for number in one.models)
    head: tuple[Text, ...] = (
        (Name(name=one.yardstick),),
        (Name(name=one.definition),),
        (Day(day=one.on),),
        text("{ours} / {theirs}", ours=ours, theirs=theirs),
    )
    if one.lead is None:
        return (*head, (), (), *((),) * chances, (Name(name=one.reason),))
    told = tuple[Text, ...]((Quantity(figure=figure),) for figure in one.probabilities) or ((),) * chances
    interval = (Quantity(figure=one.lead, part="ends"),)
    return (*head, (Quantity(figure=one.lead),), interval, *told, (Name(name=_flag(one.lead)),))


def _flag(lead: Figure) -> str:
    return "; ".join(filter(None, (lead.note, "rests on assumed access" if lead.grade == "assumption" else "")))
