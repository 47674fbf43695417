"""`leadline lead` alone: the lead on one day, by the headline and the standing definitions or by those asked for."""

from collections.abc import Sequence
from pathlib import Path

from leadline.capability.definitions import definition as definition_of
from leadline.capability.lead import HEADLINE, NAMES, STANDING, lead_in
from leadline.capability.panel import Entry, entry
from leadline.capability.records import frontier_in
from leadline.cli import show
from leadline.cli.lead.asked import Asked
from leadline.cli.options import Output, Which, listed
from leadline.cli.setting import Chosen, different
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.sentence import say
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text


def lead(
    *,
    definition: str | None = None,
    window: float | None = None,
    plot: Path | None = None,
    asked: Asked | None = None,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """How many months one group of models is ahead of another, with 90 % intervals and probabilities.

    Args:
        definition: One of step, interpolated, last-release, at-release, average, level-average, level-average-tied,
            trend, time-to-match, mean-time-to-match; several with commas; or all (default: trend, step, interpolated).
        window: How many months a definition looks back, in place of its own.
        plot: Draw the lead over time into this file (.png, .svg, .html, .csv).
        asked: Groups, day and dates.
        chosen: How the index is made.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    asked, which, output = asked or Asked(), which or Which(), output or Output()
    setting = (chosen or Chosen()).setting()
    view = which.view()
    day, ranking, names = asked.day(view), asked.ranking(view, setting), _names(definition)
    windows = {name: window if len(names) == 1 or definition_of(name).window else None for name in names}
    entries = [entry(ranking, *asked.pair, day, name, window=windows[name]) for name in names]
    frontiers = [frontier_in(ranking, name, day) for name in asked.pair]
    leads = [one.lead for one in entries if one.lead]
    figures = [*leads, *frontiers, *(figure for one in entries for figure in one.probabilities)]
    if not leads:
        # The error of the first says what could be asked instead.
        lead_in(ranking, *asked.pair, day, definition=names[0], window=windows[names[0]])
    if plot:
        from leadline.cli.lead import drawing

        drawing.lead_over_time(ranking, asked.pair, day, windows, plot)
    if output.json:
        show.as_json(answer(view.as_of, day, figures))
    elif output.csv:
        show.as_csv([flat(figure) for figure in figures])
    else:
        notes = (*different(setting), show.attribution(view.catalog, leads))
        show.table(_table(entries, frontiers, notes))
        if any(one.probabilities for one in entries):
            show.table(chances(entries))


def _names(asked: str | None) -> Sequence[str]:
    if asked is None:
        return (HEADLINE, *STANDING)
    if asked == "all":
        return NAMES
    return listed(asked)


def _table(entries: Sequence[Entry], frontiers: list[Figure], notes: Sequence[Text]) -> Table:
    leads = [one.lead for one in entries if one.lead]
    rows = [(say(figure), (Quantity(figure=figure),), (Name(name=note(figure)),)) for figure in (*leads, *frontiers)]
    untold = [((Name(name=f"The {one.definition} lead {one.reason}."),), (), ()) for one in entries if not one.lead]
    return Table(
        title=text("Lead on {on}, as known on {as_of}", on=Day(day=leads[0].on), as_of=Day(day=leads[0].as_of)),
        columns=(Column(heading="Finding"), Column(heading="Value", align="right"), Column(heading="Note")),
        rows=(*rows, *untold),
        notes=(
            text(
                "Evidence: {keys}; methods {lead}, {frontier}.",
                keys=Name(name=", ".join(leads[0].evidence)),
                lead=Name(name=leads[0].method),
                frontier=Name(name=frontiers[0].method),
            ),
            *notes,
        ),
    )


def chances(entries: Sequence[Entry]) -> Table:
    """How likely each lead is to be short, or to be the follower's."""
    told = [one for one in entries if one.probabilities]
    events = [str(figure.args["event"]) for figure in told[0].probabilities]
    return Table(
        title=text("Probability that the lead is ..., as far as noise in the scores goes"),
        columns=(Column(heading="Definition"), *(Column(heading=event, align="right") for event in events)),
        rows=tuple(
            ((Name(name=one.definition),), *((Quantity(figure=figure),) for figure in one.probabilities))
            for one in told
        ),
    )


def note(figure: Figure) -> str:
    """What a reader must know of a figure; the holder of a frontier stands in its sentence already."""
    notes = [figure.note] if figure.note and figure.metric == "lead" else []
    return "; ".join(notes + (["rests on assumed access"] if figure.grade == "assumption" else []))
