"""The timeline of policy events with its words, and the indicator that it is laid over.

Loaded only where a chart is asked for, since drawing takes a while to load.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from leadline.capability.index import index
from leadline.capability.lead import FIRST, history_in
from leadline.cli import show
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Figure
from leadline.render import policy_chart
from leadline.render.attribution import sources_of
from leadline.render.sentence import label
from leadline.render.text import Day, Name, Text, text
from leadline.stack.layers import LAYERS, over_time
from leadline.stack.measure import Measure, Region
from leadline.stack.policy import Standing
from leadline.store.view import View
from leadline.units import month_ends

NONE = "none"
SHORT: Mapping[str, str] = MappingProxyType(
    {"compute": "compute_stock/world", "compute-cn": "compute_stock/CN", "compute-share": "compute_share/CN"}
)
"""Short names of what is asked most."""
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
    if name == "lead":
        return history_in(index(view), "US", "CN", month_ends(FIRST, day))
    found = over_time(view, *_measure(SHORT.get(name, name)), month_ends(date(FIRST.year - 2, 1, 1), day))
    if not found:
        raise NotEnoughData(f"Nothing of {name} was known on {view.as_of}. Ask for a later day or another indicator.")
    return found


def _measure(name: str) -> tuple[Measure, Region]:
    """A measure by its metric, the first of several meanings, and the region that follows a slash, else its first."""
    metric, _, asked = name.partition("/")
    told = [(one, region) for of in LAYERS.values() for one in of if one.metric == metric for region in one.regions]
    if not told:
        known = (NONE, "lead", *SHORT, *dict.fromkeys(one.metric for of in LAYERS.values() for one in of))
        raise UnknownName("indicator of a timeline", metric, known, f"There are {', '.join(known)}.")
    regions = dict.fromkeys(region for _, region in told)
    if asked and asked not in regions:
        raise UnknownName(f"region of {metric}", asked, regions, f"There are {', '.join(regions)}.")
    return next((one, region) for one, region in told if asked in ("", region))
