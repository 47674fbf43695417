"""`leadline policy`: what was announced, what binds, what is due."""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline import units
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.errors import UserError
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Text, text
from leadline.stack.policy import CLOCKS, Standing
from leadline.stack.policy import policy as policy_on
from leadline.store.view import View


def policy(
    *,
    layer: str | None = None,
    since: str | None = None,
    upcoming: Annotated[bool, Parameter(negative=())] = False,
    on: str | None = None,
    plot: Path | None = None,
    over: str = "none",
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Policy events with their clocks, and how each stands on a day.

    Args:
        layer: Only this layer of the stack: chips, compute, models or policy.
        since: Only events of this day or later, YYYY-MM-DD.
        upcoming: Only what is still to take effect, to be suspended or to expire, the next first.
        on: The day they are looked at on, YYYY-MM-DD (default: the as-of day).
        plot: Draw the events on a line of time into this file (.png, .svg, .html, .csv).
        over: The indicator above them in the drawing: none, lead, compute, compute-cn,
            compute-share, or any measure of the stack by its metric and region, such as router_token_share/CN.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view)
    found = policy_on(view, day, layer=layer, since=units.day(since) if since else None, upcoming=upcoming)
    if plot:
        from leadline.cli.policy import drawing

        drawing.timeline(view, found, day, over, plot)
    elif over != "none":
        raise UserError("--over lays an indicator over a drawing. Name its file with --plot.")
    rows = [_row(one) for one in found]
    if output.json:
        show.as_json(answer(view.as_of, day, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(view, found, day))


def _row(one: Standing) -> Record:
    event = one.event
    clocks = {name: getattr(event, name) for name in CLOCKS}
    return {
        "day": str(one.day),
        "jurisdiction": event.jurisdiction,
        "layer": event.layer,
        "direction": event.direction,
        "title": event.title,
        "detail": event.detail,
        "state": one.state,
        **{name: str(day) if day else None for name, day in clocks.items()},
        "reference": event.reference,
        "url": event.url,
        "evidence": event.evidence,
        "confidence": event.confidence,
        "source": event.source,
    }


def _table(view: View, found: list[Standing], day: date) -> Table:
    headings = ("Day", "Who", "Layer", "Direction", "What", "State", "Next", "Confidence")
    return Table(
        title=text("Policy events on {on}, as known on {as_of}", on=Day(day=day), as_of=Day(day=view.as_of)),
        columns=tuple(Column(heading=heading) for heading in headings),
        rows=tuple(_cells(one) for one in found),
        notes=(show.credit_of(view, (one.event.source for one in found)),),
    )


def _cells(one: Standing) -> tuple[Text, ...]:
    event = one.event
    upcoming = text("{clock} {day}", clock=Name(name=one.next[0]), day=Day(day=one.next[1])) if one.next else ()
    return (
        (Day(day=one.day),),
        (Name(name=event.jurisdiction),),
        (Name(name=event.layer),),
        (Name(name=event.direction),),
        (Name(name=event.title),),
        (Name(name=one.state),),
        upcoming,
        (Name(name=event.confidence or "not stated"),),
    )
