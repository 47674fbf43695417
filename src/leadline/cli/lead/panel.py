"""`leadline lead panel`: leads by yardstick and definition, never one number."""

from collections.abc import Sequence
from pathlib import Path

from leadline.capability.dates import dated
from leadline.capability.index import index
from leadline.capability.lead import lead_in
from leadline.capability.panel import Entry
from leadline.capability.panel import panel as panel_of
from leadline.capability.yardsticks import missing, yardsticks
from leadline.cli import show
from leadline.cli.lead.asked import Asked
from leadline.cli.options import Output, Which
from leadline.cli.setting import Chosen, different
from leadline.render.record import Record, answer
from leadline.render.sentence import group_name, heading
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text


def panel(
    *,
    plot: Path | None = None,
    asked: Asked | None = None,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Leads of one group over another by every yardstick and definition, with intervals, days, models and flags.

    A yardstick is taken on the day asked for, or on that of its newest scores where they are older.

    Args:
        plot: Draw the panel into this file (.png, .svg, .html, .csv).
        asked: Groups, day and dates.
        chosen: How the index among the yardsticks is made; the others take its draws and seed.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    asked, which, output = asked or Asked(), which or Which(), output or Output()
    setting = (chosen or Chosen()).setting()
    view = which.view()
    day = asked.day(view)
    rankings = [dated(ranking, asked.dates) for ranking in yardsticks(view, setting=setting)]
    if setting.changed or not rankings:
        index(view, setting)  # an index that cannot be made so is an error, not a gap in the panel
    entries = panel_of(rankings, *asked.pair, day)
    figures = [figure for one in entries if one.lead for figure in (one.lead, *one.probabilities)]
    if not figures:
        # The error of the first says which groups there are.
        lead_in(rankings[0], *asked.pair, entries[0].on, definition=entries[0].definition)
    if plot:
        from leadline.cli.lead import drawing

        drawing.panel(entries, asked.pair, view, plot)
    if output.json:
        show.as_json(answer(view.as_of, day, figures, [_row(one) for one in entries]))
    elif output.csv:
        show.as_csv([_row(one) for one in entries])
    else:
        show.line(_heading(asked.pair))
        for ranking in rankings:
            _show([one for one in entries if one.yardstick == ranking.name])
        for name, reason in missing(view).items():
            show.line(text("Not in the panel: {name}. {reason}", name=Name(name=name), reason=Name(name=reason)))
        for line in (*different(setting), show.attribution(view.catalog, figures)):
            show.line(line)


def _show(entries: Sequence[Entry]) -> None:
    """One yardstick, in one line where it has nothing to tell."""
    if any(one.lead for one in entries):
        show.table(_table(entries))
    else:
        name, flag = Name(name=entries[0].yardstick), Name(name=entries[0].flag)
        show.line(text("Not in the panel: {name}, which {flag}.\n", name=name, flag=flag))


def _heading(pair: tuple[str, str]) -> Text:
    return text(
        "{leader} over {follower}: leads by yardstick and definition, in months.\n",
        leader=heading(pair[0]),
        follower=group_name(pair[1]),
    )


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
        "bound": lead.bound if lead else None,
        **{event: chances.get(event) for event in ("below_3_months", "below_6_months", "below_12_months", "negative")},
        "note": lead.note if lead else one.reason,
        "id": lead.id if lead else None,
    }


def _table(entries: Sequence[Entry]) -> Table:
    """The leads by one yardstick."""
    first = entries[0]
    events = next((one.probabilities for one in entries if one.probabilities), ())
    chances = [Column(heading=f"P {figure.args['event']}".removesuffix(" months"), align="right") for figure in events]
    ours, theirs = (Count(number=number, evidence=first.yardstick) for number in first.models)
    return Table(
        title=text(
            "By {yardstick} on {on}: {ours} and {theirs} models",
            yardstick=Name(name=first.yardstick),
            on=Day(day=first.on),
            ours=ours,
            theirs=theirs,
        ),
        columns=(
            Column(heading="Definition"),
            Column(heading="Lead", align="right"),
            Column(heading="Interval", align="right"),
            *chances,
            Column(heading="Flag"),
        ),
        rows=tuple(_cells(one, len(chances)) for one in entries),
        notes=(text("Of this yardstick: {note}.", note=Name(name=first.note)),) if first.note else (),
    )


def _cells(one: Entry, chances: int) -> tuple[Text, ...]:
    name, flag = (Name(name=one.definition),), (Name(name=one.flag),)
    if one.lead is None:
        return (name, (), (), *((),) * chances, flag)
    told = tuple[Text, ...]((Quantity(figure=figure),) for figure in one.probabilities) or ((),) * chances
    return (name, (Quantity(figure=one.lead),), (Quantity(figure=one.lead, part="ends"),), *told, flag)
