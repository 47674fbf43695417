"""`leadline usage report`: what a log cost, as it reports and recomputed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Stated, Text, text
from leadline.usage.bill import Bill, By, Part, bill
from leadline.usage.rows import rows
from leadline.usage.schedule import CURRENCY

LOGS = "the logs"
MOST = 10
"""Names without a price that are told."""


def report(
    *logs: str,
    by: By = "model",
    format: str | None = None,
    columns: str | None = None,
    lenient: Annotated[bool, Parameter(negative=())] = False,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What a log cost: what it reports beside what its tokens cost at the prices of their time, and what has no price.

    Args:
        logs: Files, folders or patterns; plain, gzip or zstd; or Parquet that 'leadline usage read --out' wrote.
        by: What a line is of: model, day, project or meter.
        format: The format, where the logs do not tell it by themselves.
        columns: For any other table: which of its columns is what, as for 'leadline usage read'.
        lenient: Go on where more than a hundredth of the rows could not be read.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    with rows(logs, format=format, columns=columns, lenient=lenient) as found:
        told = bill(view, found, by)
    figures = [one for one in (told.cost, told.saved) if one]
    if output.json:
        on = figures[0].on if figures else view.as_of
        show.as_json(
            answer(view.as_of, on, figures, [_record(one) for one in told.parts])
            | {"unpriced": told.unknown, "whole": _record(told.whole)}
        )
    elif output.csv:
        show.as_csv([_record(one) for one in told.parts])
    else:
        show.table(_table(told, by, [*_notes(told), *([show.attribution(view.catalog, figures)] if figures else [])]))


def _table(told: Bill, by: By, notes: list[Text]) -> Table:
    until = text(", to {day}", day=Day(day=told.cost.on)) if told.cost else ()
    return Table(
        title=text("Cost by {by}{until}", by=Name(name=by), until=until),
        columns=(
            Column(heading=by.capitalize()),
            *(
                Column(heading=heading, align="right")
                for heading in ("Rows", "Tokens", "Without a price", "Recomputed", "Reported", "Difference")
            ),
        ),
        rows=tuple(_line(one) for one in (*told.parts, told.whole)),
        notes=tuple(notes),
    )


def _line(one: Part) -> tuple[Text, ...]:
    counts = (() if number is None else (Count(number=number, evidence=LOGS),) for number in (one.rows, one.tokens))
    unpriced: Text = (Count(number=one.unpriced, evidence=LOGS),) if one.unpriced else ()
    recomputed = () if one.unpriced == one.tokens else _money(one.recomputed)
    return (Name(name=one.name),), *counts, unpriced, recomputed, _money(one.reported), _money(one.difference)


def _money(amount: float | Decimal | None) -> Text:
    return () if amount is None else (Stated(amount=float(amount), unit=CURRENCY, evidence=LOGS, rounded=True),)


def _notes(told: Bill) -> Iterator[Text]:
    if told.saved:
        saved = Quantity(figure=told.saved)
        yield text("Caching saved {saved} against plain input, writes to the cache included.", saved=saved)
    if told.whole.difference is not None:
        yield text(
            "Difference: reported less recomputed, over the rows that have both. Of it {other} is reported for other "
            "things than tokens; what is left may be fees, discounts or prices that nobody lists.",
            other=_money(told.whole.other) or text("nothing"),
        )
    for name, reason in list(told.unknown.items())[:MOST]:
        yield text("Without a price: {name}. {reason}", name=Name(name=name), reason=Name(name=reason))
    if len(told.unknown) > MOST:
        more = Count(number=len(told.unknown) - MOST, evidence=LOGS)
        yield text("And {more} names more without a price.", more=more)
    if told.searches:
        yield text(
            "{number} searches are not in the recomputed cost.", number=Count(number=told.searches, evidence=LOGS)
        )
    if told.foreign:
        yield text("Money in {names} is not compared.", names=Name(name=", ".join(told.foreign)))


def _record(one: Part) -> Record:
    return {
        "part": one.name,
        "rows": one.rows,
        "tokens": one.tokens,
        "unpriced": one.unpriced,
        "recomputed": None if one.unpriced == one.tokens else one.recomputed,
        "reported": None if one.reported is None else str(one.reported),
        "difference": one.difference,
        "other": None if one.other is None else str(one.other),
    }
