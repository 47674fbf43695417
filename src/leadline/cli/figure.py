"""`leadline figure`: one figure of a briefing, made anew."""

from pathlib import Path

from leadline.briefing.appendix import command
from leadline.briefing.archive import read
from leadline.briefing.differences import reason
from leadline.briefing.trace import Trace, trace
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import answer
from leadline.render.sentence import label
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text

DONE, FINDING = 0, 1


def figure(asked: str, *, edition: Path | None = None, which: Which | None = None, output: Output | None = None) -> int:
    """One figure of a briefing by its id, made anew from its evidence; exit code 1 where it is not what it was.

    Args:
        asked: The id, as the briefing and its archive have it.
        edition: Folder of the edition that told it: its day is taken, and its value compared.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    last = read(edition) if edition else None
    told = last.figure(asked) if last else None
    if last and told is None:
        raise UserError(f"Expected a figure of the edition in {edition}, found none with the id {asked!r}.")
    if last and which.as_of is not None:
        raise UserError("An edition has its own day: leave out --as-of, or --edition.")
    view = which.open().as_of(last.as_of) if last else which.view()
    found = trace(view, asked, last.since if last else None, told)
    if found.now is None and told is None:
        raise UserError(
            f"Expected a figure of the briefing of {view.as_of}, found none with the id {asked!r}. Ask for the day on "
            "which it was told with --as-of, or name its edition with --edition."
        )
    if output.json:
        show.as_json(
            answer(view.as_of, view.as_of, _figures(found), [{"id": asked, "same": found.same, "why": why(found)}])
        )
    else:
        show.table(_table(asked, found))
    return DONE if found.same else FINDING


def _figures(found: Trace) -> list[Figure]:
    return [found.now] if found.now else []


def why(found: Trace) -> str:
    """Why a figure is not what it was; empty where it is."""
    if found.same or found.told is None:
        return ""
    return reason(found.told, found.now) if found.now else "gone"


def _table(asked: str, found: Trace) -> Table:
    sides = [("Told", found.told), ("Now", found.now)]
    shown = next(one for _, one in reversed(sides) if one)
    return Table(
        title=text("{id}: {what}", id=Name(name=asked), what=Name(name=label(shown))),
        columns=(
            Column(heading=""),
            Column(heading="Value", align="right"),
            Column(heading="Interval"),
            Column(heading="On"),
            Column(heading="Method"),
            Column(heading="Evidence"),
        ),
        rows=tuple(_row(name, one) for name, one in sides if one),
        notes=(_verdict(found), text("Again by: {command}", command=Name(name=command(shown)))),
    )


def _row(name: str, one: Figure) -> tuple[Text, ...]:
    return (
        (Name(name=name),),
        (Quantity(figure=one, part="exact"),),
        (Quantity(figure=one, part="interval"),) if one.low is not None else (),
        (Day(day=one.on),),
        (Name(name=one.method),),
        (Name(name=", ".join(one.evidence)),),
    )


def _verdict(found: Trace) -> Text:
    if found.told is None:
        return text("Made anew from its evidence.")
    if found.same:
        return text("Made anew from its evidence, it is the same to the last digit.")
    if found.now is None:
        return text("The briefing of that day has it no more.")
    return text("It is not what it was told to be; the reason: {reason}.", reason=Name(name=why(found)))
