"""`leadline revisions`: what later vintages of the list of notable models changed in earlier ones."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from cyclopts import Parameter

from leadline import units
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Given, Name, Quantity, Text, text
from leadline.stack.revisions import CHANGES, THRESHOLD, Names, Revision, compute_revision, counts, history
from leadline.stack.revisions import revisions as revised
from leadline.store.view import View

FLOP = "FLOP"


def revisions(
    *,
    since: str | None = None,
    threshold: float = THRESHOLD,
    as_written: Annotated[bool, Parameter(negative=())] = False,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What later vintages of the list of notable models changed: counts for each, or model by model since a day.

    Args:
        since: Model by model, what changed from the list as known on this day, YYYY-MM-DD, to that of the as-of day.
        threshold: The share by which training compute must differ to be revised.
        as_written: Take each name as it is written, so that a renamed model is removed and added.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if not 0 <= threshold < 1:
        raise UserError(f"Expected a threshold from 0 to less than 1, such as {THRESHOLD}; found {threshold:g}.")
    view = which.view()
    names: Names = "as written" if as_written else "matched"
    if since is None:
        _counts(view, history(view, threshold=threshold, names=names), output)
    else:
        first = units.day(since)
        found = revised(view, first, view.as_of, threshold=threshold, names=names)
        figures = counts(view, first, view.as_of, threshold=threshold, names=names)
        _models(view, first, found, figures, output)


def _counts(view: View, figures: Sequence[Figure], output: Output) -> None:
    pairs = dict.fromkeys((str(one.args["older"]), str(one.args["newer"])) for one in figures)
    by = {(one.args["older"], one.args["newer"], one.args["change"]): one for one in figures}
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, list(figures)))
    elif output.csv:
        show.as_csv(
            [
                {"older": older, "newer": newer, **{change: by[older, newer, change].value for change in CHANGES}}
                for older, newer in pairs
            ]
        )
    else:
        rows: list[tuple[Text, ...]] = [
            (
                (Day(day=date.fromisoformat(older)),),
                (Day(day=date.fromisoformat(newer)),),
                *((Quantity(figure=by[older, newer, change], part="bare"),) for change in CHANGES),
            )
            for older, newer in pairs
        ]
        columns = (Column(heading="From"), Column(heading="To"))
        counted = tuple(Column(heading=change.capitalize(), align="right") for change in CHANGES)
        title = text("Revisions of the list of notable models, as known on {day}", day=Day(day=view.as_of))
        show.table(Table(title=title, columns=(*columns, *counted), rows=tuple(rows)))
        show.line(show.attribution(view.catalog, figures))


def _models(view: View, since: date, found: Sequence[Revision], counted: Sequence[Figure], output: Output) -> None:
    times = [compute_revision(view, since, view.as_of, one) if one.change == "revised" else None for one in found]
    figures = [*counted, *(one for one in times if one)]
    records: list[Record] = [_record(*pair) for pair in zip(found, times, strict=True)]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, figures, records))
    elif output.csv:
        show.as_csv(records)
    else:
        title = text(
            "Revisions of the list of notable models from {first} to {last}",
            first=Day(day=since),
            last=Day(day=view.as_of),
        )
        rows = tuple(_row(view, *pair) for pair in zip(found, times, strict=True))
        heads = ("Change", "Model", "Before", "After", "Times")
        columns = tuple(Column(heading=head, align="left" if head in heads[:2] else "right") for head in heads)
        show.table(Table(title=title, columns=columns, rows=rows))
        show.line(show.attribution(view.catalog, figures))


def _record(one: Revision, times: Figure | None) -> Record:
    return {
        "change": one.change,
        "model": one.model,
        "older_name": one.older.model if one.older else None,
        "flop_before": one.older.training_flop if one.older else None,
        "flop_after": one.newer.training_flop if one.newer else None,
        "country_before": one.older.country if one.older else None,
        "country_after": one.newer.country if one.newer else None,
        "figure": times.id if times else None,
    }


def _row(view: View, one: Revision, times: Figure | None) -> tuple[Text, ...]:
    before, after = _value(one, older=True), _value(one, older=False)
    ratio: Text = (Quantity(figure=times, part="bare"),) if times else ()
    return ((Name(name=one.change),), (Name(name=one.model),), before, after, ratio)


def _value(one: Revision, *, older: bool) -> Text:
    """What stood there, or stands there now: a name, the countries, or the training compute."""
    model = one.older if older else one.newer
    if model is None or one.change in ("added", "removed"):
        return ()
    if one.change == "renamed":
        return (Name(name=model.model.strip()),)
    if one.change == "country changed":
        return (Name(name=model.country or "none told"),)
    return (Given(number=model.training_flop, unit=FLOP),) if model.training_flop else ()
