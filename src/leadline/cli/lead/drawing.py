"""Charts of leads with their words: computes the figures that a chart shows, names what it says, and writes it.

Loaded only where a chart is asked for, since drawing takes a while to load.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from leadline.capability.lead import FIRST, history_in
from leadline.capability.panel import Entry
from leadline.capability.ranking import Ranking
from leadline.capability.records import frontiers_in, records_in
from leadline.capability.sides import pair as sides_of
from leadline.cli import show
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure
from leadline.render import lead_charts
from leadline.render.sentence import group_name, heading
from leadline.render.text import Day, Name, Quantity, Text, joined, plain, text
from leadline.store.view import View
from leadline.units import month_ends


def lead_over_time(
    ranking: Ranking, pair: tuple[str, str], on: date, windows: Mapping[str, float | None], path: Path
) -> None:
    """The lead at the end of each month by some definitions, as one view tells it in hindsight."""
    if len(windows) > lead_charts.MOST_LINES:
        raise UserError(
            f"A chart over time tells at most {lead_charts.MOST_LINES} definitions apart; {len(windows)} were asked "
            "for. Name some with --definition, or draw them all on one day with 'leadline lead panel --plot'."
        )
    both = _both(ranking, pair)
    days = month_ends(max(FIRST, both) if on > FIRST else both, on)
    told, untold = _histories(ranking, pair, days, windows)
    series = {name.capitalize(): figures for name, figures in told.items()}
    first = next(iter(told.values()))
    chart = lead_charts.lead_history(
        series,
        title=text(
            "{leader} over {follower}: {value} on {day}",
            leader=heading(pair[0]),
            follower=group_name(pair[1]),
            value=Quantity(figure=first[-1]),
            day=Day(day=on),
        ),
        subtitle=text(
            "Lead in months as known on {as_of}; band: interval of the {first} lead{untold}",
            as_of=Day(day=ranking.view.as_of),
            first=Name(name=next(iter(told))),
            untold=text("; on none of these days can be told: {names}", names=Name(name=", ".join(untold)))
            if untold
            else (),
        ),
        alternative=text(
            "Lines of the lead over time by {names}. On {day} it was {value}.",
            names=joined([Name(name=name) for name in told]),
            day=Day(day=on),
            value=Quantity(figure=first[-1]),
        ),
        sources=show.attribution(ranking.view.catalog, first),
    )
    show.plot(chart, path)


def _histories(
    ranking: Ranking, pair: tuple[str, str], days: Sequence[date], windows: Mapping[str, float | None]
) -> tuple[dict[str, list[Figure]], list[str]]:
    """The history by each definition, and which have none; NotEnoughData where none has one."""
    told: dict[str, list[Figure]] = {}
    reasons: dict[str, NotEnoughData] = {}
    for name, window in windows.items():
        try:
            told[name] = history_in(ranking, *pair, days, definition=name, window=window)
        except NotEnoughData as error:
            reasons[name] = error
    if not told:
        raise next(iter(reasons.values()))
    return told, list(reasons)


def frontiers(ranking: Ranking, pair: tuple[str, str], first: date, on: date, path: Path) -> None:
    """Both frontiers since a day, with their intervals and the models that set the records."""
    held = [[record for record in records_in(ranking, name) if first <= record.day <= on] for name in pair]
    start = max(first, _both(ranking, pair))
    days = sorted(
        {*month_ends(start, on), *(record.day for records in held for record in records if record.day > start)}
    )
    curves = {plain((group_name(name),)): frontiers_in(ranking, name, days) for name in pair}
    names = list(curves)
    chart = lead_charts.frontiers(
        curves,
        {name: [(one.day, one.model, one.value) for one in records] for name, records in zip(names, held, strict=True)},
        title=text("Frontiers of {one} and {other}", one=Name(name=names[0]), other=Name(name=names[1])),
        subtitle=text(
            "{name}, best of each group so far, as known on {as_of}; bands: intervals",
            name=Name(name=ranking.name.capitalize()),
            as_of=Day(day=ranking.view.as_of),
        ),
        alternative=text(
            "Two rising staircases. On {on} that of {one} stands at {first}, that of {other} at {second}.",
            on=Day(day=on),
            one=Name(name=names[0]),
            other=Name(name=names[1]),
            first=Quantity(figure=curves[names[0]][-1]),
            second=Quantity(figure=curves[names[1]][-1]),
        ),
        sources=show.attribution(ranking.view.catalog, curves[names[0]]),
    )
    show.plot(chart, path)


def panel(entries: Sequence[Entry], pair: tuple[str, str], view: View, path: Path) -> None:
    """Every lead of a panel as a dot with its interval."""
    told = [one.lead for one in entries if one.lead]
    least, most = min(told, key=lambda figure: figure.value), max(told, key=lambda figure: figure.value)
    spread: dict[str, Text | Quantity] = {"least": Quantity(figure=least), "most": Quantity(figure=most)}
    chart = lead_charts.panel(
        [(one.yardstick, one.definition, one.lead) for one in entries if one.lead],
        title=text(
            "{leader} over {follower}: from {least} to {most}",
            leader=heading(pair[0]),
            follower=group_name(pair[1]),
            **spread,
        ),
        subtitle=text(
            "Leads in months by yardstick and definition, as known on {as_of}: {days}",
            as_of=Day(day=view.as_of),
            days=_days(entries),
        ),
        alternative=text("Dots with intervals, one a yardstick and definition, from {least} to {most}.", **spread),
        sources=show.attribution(view.catalog, told),
    )
    show.plot(chart, path)


def _days(entries: Sequence[Entry]) -> Text:
    """The day of each yardstick: those whose newest scores are older are taken on an earlier one."""
    told = {one.yardstick: one.on for one in entries if one.lead}
    return joined([text("{name} on {on}", name=Name(name=name), on=Day(day=on)) for name, on in told.items()], ", ")


def _both(ranking: Ranking, pair: tuple[str, str]) -> date:
    """The first day on which both groups have a model."""
    sides = sides_of(ranking, *pair).sides
    for one in sides:
        one.require(ranking.view.as_of.toordinal(), ranking.view.as_of)
    return date.fromordinal(max(int(one.days.min()) for one in sides))
