"""`leadline price corrections`: where sources corrected their own record."""

from collections import Counter
from decimal import Decimal
from typing import Annotated

from cyclopts import Parameter

from leadline import units
from leadline.cli import show
from leadline.cli.options import Output, Which, price_source
from leadline.prices.corrections import Move, moves
from leadline.prices.listing import canonical
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Stated, Text, joined, text
from leadline.store.view import View


def corrections(
    *,
    source: str | None = None,
    since: str | None = None,
    all_hosts: Annotated[bool, Parameter(negative=())] = False,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Corrections of the sources' own records: what looks like a change of price and is none.

    Args:
        source: Only this source.
        since: Only what became known on this day or later, YYYY-MM-DD.
        all_hosts: Look at every host's offers, not only at makers' own.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    source = price_source(source)
    first = units.start_of(units.day(since)) if since else None
    found = [
        one
        for one in moves(view)
        if one.reason
        and source in (None, one.source)
        and (first is None or one.known >= first)
        and (all_hosts or one.is_of_maker(view.catalog))
    ]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, rows=[correction_row(view, one) for one in found]))
    elif output.csv:
        show.as_csv([correction_row(view, one) for one in found])
    else:
        title = text("Corrections of the sources' own records, as known on {day}", day=Day(day=view.as_of))
        show.table(correction_table(view, found, title))


def correction_row(view: View, one: Move) -> Record:
    """A correction as a plain record."""
    meter, unit, from_tokens, window, service, region, currency = one.term
    return {
        "source": one.source,
        "offer": f"{canonical(view.catalog, one.listing[1])}/{one.listing[2]}",
        "meter": meter,
        "service": service,
        "region": region,
        "from_tokens": from_tokens,
        "hours": window,
        "before": None if one.before is None else float(one.before),
        "after": float(one.after),
        "currency": currency,
        "unit": unit,
        "effective": one.effective.isoformat() if one.effective else None,
        "known": one.known.isoformat(),
        "reason": one.reason,
    }


def correction_table(view: View, found: list[Move], title: Text) -> Table:
    """Corrections as a table, by the day on which they became known."""
    counted: list[Text] = [
        text("{reason} {number}", reason=Name(name=reason), number=Count(number=number, evidence="corrections"))
        for reason, number in Counter(one.reason for one in found).most_common()
    ]
    headings = ("Source", "Offer", "Price of", "Before", "After", "Of", "Known", "Why it is no change")
    return Table(
        title=title,
        columns=tuple(
            Column(heading=name, align="right" if name in ("Before", "After") else "left") for name in headings
        ),
        rows=tuple(_cells(view, one) for one in found),
        notes=(
            text("By reason: {counts}; docs/methods/price_history.md defines them.", counts=joined(counted)),
            show.credit(view, "rate"),
        )
        if counted
        else (text("None."),),
    )


def _cells(view: View, one: Move) -> tuple[Text, ...]:
    row = correction_row(view, one)
    what = [
        row["meter"],
        *(row[name] for name in ("service", "region", "hours") if row[name] not in (None, "standard")),
    ]
    what += [f"over {one.term[2]:,} tokens"] if one.term[2] else []
    return (
        (Name(name=one.source),),
        (Name(name=str(row["offer"])),),
        (Name(name="; ".join(map(str, what))),),
        text("not kept") if one.before is None else _stated(one, one.before),
        _stated(one, one.after),
        (Day(day=one.effective.date()),) if one.effective else (),
        (Day(day=one.known.date()),),
        (Name(name=one.reason),),
    )


def _stated(one: Move, amount: Decimal) -> Text:
    return (Stated(amount=float(amount), unit=one.term[6], evidence=one.source),)
