"""`leadline policy chips`: which chip may be sold to whom on a day."""

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.render.numbers import write_bare
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Text, joined, text
from leadline.stack.policy import CLOCKS
from leadline.stack.rated_chips import ORDER, rated_chips
from leadline.stack.rules import UNITS, UNKNOWN, Chip, Clause, Ruling, clauses, rulings
from leadline.store.view import View

_LIMITS = text(
    "Thresholds and named chips only. Not modelled: who buys and for what, listed entities and their affiliates, other "
    "destinations, re-exports, the conditions of a case-by-case review, what a letter says without a number, systems "
    "of several chips. A chip that is made in the country itself is no export to it. It is no legal advice."
)


def chips(
    *,
    on: str | None = None,
    to: str = "CN",
    chip: str | None = None,
    every: Annotated[bool, Parameter(name="--all", negative=())] = False,
    clause: Annotated[bool, Parameter(name="--clauses", negative=())] = False,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Which chip may be sold to whom on a day: its state under the rules in force, and the clause that decides.

    Args:
        on: The day, YYYY-MM-DD (default: the as-of day).
        to: Where the chip would go: CN, HK or MO.
        chip: Only chips whose name holds these words.
        every: All chips whose performance is known, also those of which nobody told whom they are made for.
        clause: The clauses of the rules themselves, and how each stands on the day.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view)
    if clause:
        known = clauses(view, day)
        rows, shown = [_clause(one) for one in known], _clauses(view, known, day)
    else:
        found = rulings(view, rated_chips(view, chip, every=every), to, day)
        rows, shown = [_row(one, to) for one in found], _table(view, found, to, day)
    if output.json:
        show.as_json(answer(view.as_of, day, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(shown)


def _row(one: Ruling, to: str) -> Record:
    values = {name: list(one.chip.quantities.get(name, ())) for name in UNITS if name != "memory_bandwidth_density"}
    return {
        "chip": one.chip.name,
        "to": to,
        "state": one.state,
        "possible": list(one.possible),
        "clause": one.clause.event.title if one.clause else None,
        "test": one.clause.event.detail if one.clause else None,
        "data_centre": one.chip.data_centre,
        **values,
        "buyer": [clause.event.direction for clause in one.buyer],
        "buyer_clauses": [clause.event.title for clause in one.buyer],
        "reference": one.clause.event.reference if one.clause else None,
        "url": one.clause.event.url if one.clause else None,
        "confidence": one.clause.event.confidence if one.clause else None,
        "evidence": list(one.chip.evidence),
        "note": one.chip.note,
    }


def _table(view: View, found: list[Ruling], to: str, day: date) -> Table:
    return Table(
        title=text(
            "Sales of chips to {to} on {on}, as known on {as_of}",
            to=Name(name=to),
            on=Day(day=day),
            as_of=Day(day=view.as_of),
        ),
        columns=(
            Column(heading="Chip"),
            Column(heading="State"),
            Column(heading="By which clause, and its test"),
            Column(heading="TPP", align="right"),
            Column(heading="TPP/mm²", align="right"),
            Column(heading="Memory", align="right"),
            Column(heading="The buyer's side"),
        ),
        rows=tuple(map(_cells, found)),
        notes=(_LIMITS, show.credit_of(view, (name for name in ORDER if name in view.sources("observation")))),
    )


def _cells(one: Ruling) -> tuple[Text, ...]:
    state = text("{state}", state=Name(name=one.state))
    if one.state == UNKNOWN:
        possible: list[Text] = [(Name(name=outcome),) for outcome in one.possible]
        state += text(": {possible}", possible=joined(possible, " or "))
    by = text("no clause fits")
    if one.clause:
        test = Name(name="; ".join(one.clause.parts[1:]))
        by = text("{title}: {test}", title=Name(name=one.clause.event.title), test=test)
    buyer: list[Text] = [(Name(name=clause.event.direction),) for clause in one.buyer]
    numbers = tuple(_quantity(one.chip, name) for name in ("tpp", "density", "memory_bandwidth"))
    return ((Name(name=one.chip.name),), state, by, *numbers, joined(buyer, "; "))


def _quantity(chip: Chip, name: str) -> Text:
    """The value of the first source; every one that is written differently stands beside it."""
    unit = UNITS[name]
    written = dict.fromkeys(write_bare(value, unit) for value in chip.quantities.get(name, ()))
    return text("{values}", values=Name(name=" / ".join(written) or "unknown"))


def _clause(one: Clause) -> Record:
    event = one.event
    clocks = {name: getattr(event, name) for name in CLOCKS}
    return {
        "jurisdiction": event.jurisdiction,
        "title": event.title,
        "test": event.detail,
        "outcome": event.direction,
        "state": one.standing.state,
        **{name: str(day) if day else None for name, day in clocks.items()},
        "reference": event.reference,
        "url": event.url,
        "evidence": event.evidence,
        "confidence": event.confidence,
        "source": event.source,
    }


def _clauses(view: View, known: list[Clause], day: date) -> Table:
    headings = ("Binds from", "Who", "Clause", "Test", "Outcome", "State", "Evidence")
    return Table(
        title=text(
            "Clauses on the sale of chips on {on}, as known on {as_of}", on=Day(day=day), as_of=Day(day=view.as_of)
        ),
        columns=tuple(Column(heading=heading) for heading in headings),
        rows=tuple(
            (
                (Day(day=one.event.effective),) if one.event.effective else (),
                *(
                    (Name(name=word or "not stated"),)
                    for word in (
                        one.event.jurisdiction,
                        one.event.title,
                        one.event.detail,
                        one.event.direction,
                        one.standing.state,
                        one.event.evidence,
                    )
                ),
            )
            for one in known
        ),
        notes=(_LIMITS,),
    )
