"""The timeline of policy events with its words, and the indicator that it is laid over.

Loaded only where a chart is asked for, since drawing takes a while to load.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from leadline.capability.index import index
from leadline.capability.lead import FIRST, history_in
from leadline.cli import show
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Figure
from leadline.render import policy_chart
from leadline.render.attribution import sources_of
from leadline.render.sentence import label
from leadline.render.text import Day, Name, Text, text
from leadline.stack.compute import compute_share, compute_stock
from leadline.stack.policy import Standing
from leadline.store.view import View
from leadline.units import month_ends

NONE = "none"
MOST = 80
"""Events of one drawing."""


def timeline(view: View, events: Sequence[Standing], day: date, over: str, path: Path) -> None:
    """Draw events, and the indicator over them, into a file."""
    if not events:
        raise UserError("There is no event to draw. Ask for another layer or an earlier --since.")
    if len(events) > MOST:
        raise UserError(f"A drawing holds at most {MOST} events, {len(events)} fit. Ask for a --layer or a --since.")
    if path.suffix == ".csv" and over == NONE:
        raise UserError("A drawing without an indicator has no figures. Take --csv for the events themselves.")
    figures = _over(view, over, day)
    what = text(" over {what}", what=Name(name=_small(label(figures[0])))) if figures else ()
    chart = policy_chart.timeline(
        events,
        figures,
        day,
        axis=figures[0].unit if figures else "",
        title=text("Policy events{what}", what=what),
        subtitle=text(
            "As they stand on {on}, as known on {as_of}. Dot: announced; bar: the days on which it binds, where known; "
            "broken line: the day.",
            on=Day(day=day),
            as_of=Day(day=view.as_of),
        ),
        alternative=text(
            "One row an event, from {first} of {day} on.",
            first=Name(name=events[0].event.title),
            day=Day(day=events[0].day),
        ),
        sources=_sources(view, events, figures),
    )
    show.plot(chart, path)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sources(view: View, events: Sequence[Standing], figures: Sequence[Figure]) -> Text:
    names = [one.event.source for one in events]
    return show.credit_of(view, [*names, *(source.name for source in sources_of(view.catalog, figures))])


def _over(view: View, name: str, day: date) -> list[Figure]:
    """The indicator at the end of each month on which it can be told; UnknownName where there is none such."""
    if name == NONE:
        return []
    if name != "lead" and name not in STACK:
        known = (NONE, "lead", *STACK)
        raise UnknownName("indicator of a timeline", name, known, f"There are {', '.join(known)}.")
    if name == "lead":
        return history_in(index(view), "US", "CN", month_ends(FIRST, day))
    found = list(_told(view, STACK[name], month_ends(date(FIRST.year - 2, 1, 1), day)))
    if not found:
        raise NotEnoughData(f"Nothing of {name} was known on {view.as_of}. Ask for a later day or another indicator.")
    return found


def _told(view: View, measure: Callable[[View, date], Figure], days: Sequence[date]) -> Sequence[Figure]:
    """One figure for each effective day: between two the newest stands."""
    found: dict[date, Figure] = {}
    for day in days:
        try:
            figure = measure(view, day)
        except NotEnoughData:
            continue
        found[figure.on] = figure
    return list(found.values())


STACK: Mapping[str, Callable[[View, date], Figure]] = {
    "compute": lambda view, day: compute_stock(view, "world", day),
    "compute-cn": lambda view, day: compute_stock(view, "CN", day),
    "compute-share": lambda view, day: compute_share(view, "ownership", day),
}
"""What the stack tells over time, by the names that `--over` takes."""
