"""`leadline price plan`: what months of work cost on every model, and what would change that."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.budget.break_even import BreakEven, break_evens
from leadline.budget.costs import Budget, Option, WorkCosts, all_in_month, budget, in_month, which_model
from leadline.budget.plan import EXAMPLE
from leadline.budget.plan import read as read_plan
from leadline.cli import show
from leadline.cli.options import Output, Which, listed
from leadline.cli.price import notes
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure
from leadline.prices.book import Offer, book
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Given, Name, Quantity, Text, joined, text

SHOWN = 12
"""Offers that a table shows of each kind of work; the others are counted, and stand in --csv and --json."""


def plan(
    file: Path | None = None,
    *,
    example: Annotated[bool, Parameter(negative=())] = False,
    between: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What a plan in YAML costs by month on every model, with the cheapest that reaches the floor of each work.

    Args:
        file: The plan; `--example` prints one with a comment for each field.
        example: Print an example of a plan, and nothing else.
        between: Two offers, parted by a comma, between which the break-even is told (default: for each work the two
            cheapest).
        plot: Draw the months to this file: png, svg, html or csv.
        which: The store and the day of knowledge; the plan begins in the month after it.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if example:
        sys.stdout.write(EXAMPLE)
        return
    if file is None:
        raise UserError("Expected a plan, such as 'leadline price plan plan.yaml'; --example prints one to begin with.")
    wanted = read_plan(file)
    found = budget(book(which.view()), wanted)
    even = _evens(found, between)
    if plot:
        _plot(found, plot)
    if output.json:
        show.as_json(answer(found.total.as_of, found.total.on, _figures(found, even), _months(found)))
    elif output.csv:
        show.as_csv(_months(found))
    else:
        _tables(found, even)


def _plot(found: Budget, path: Path) -> None:
    from leadline.render.line_charts import months

    show.plot(months(found, show.attribution(found.outlook.now.view.catalog, _totals(found))), path)


def _evens(found: Budget, between: str | None) -> list[tuple[WorkCosts, BreakEven]]:
    """The break-evens of each of the works for which both offers can be priced; where none is, the reason is raised."""
    done, failed = [], []
    for place, each in enumerate(found.works):
        offers = _two(found, between) if between is not None else _cheapest_two(found, each)
        try:
            done += [(each, one) for one in break_evens(found, place, *offers)] if len(offers) == 2 else []
        except NotEnoughData as error:
            failed.append(error)
    if failed and not done:
        raise failed[0]
    return done


def _cheapest_two(found: Budget, each: WorkCosts) -> list[Offer]:
    """The offer that is cheapest for a work, and the next of another model."""
    first, *others = [option.offer for option in each.options]
    model = which_model(found.outlook.now, first)
    return [first, *[other for other in others if which_model(found.outlook.now, other) != model][:1]]


def _two(found: Budget, between: str) -> list[Offer]:
    names = listed(between)
    if len(names) != 2:
        raise UserError(f"Expected two offers parted by a comma after --between, found {between!r}.")
    return [found.outlook.now.find(name) for name in names]


def _totals(found: Budget) -> list[Figure]:
    return [found.total, *(option.total for each in found.works for option in each.options)]


def _figures(found: Budget, even: list[tuple[WorkCosts, BreakEven]]) -> list[Figure]:
    effects = [option.effect for each in found.works for option in each.options if option.effect]
    return [*_totals(found), *effects, *(one.at for _, one in even if one.at)]


def _months(found: Budget) -> list[Record]:
    """Every offer in every month."""
    return [
        {
            "work": each.work.name,
            "offer": option.offer.id,
            "index": option.index.value if option.index else None,
            "month": f"{first:%Y-%m}",
            "cost": cost.value,
            "low": cost.low,
            "high": cost.high,
            "currency": option.total.unit,
            "total": option.total.value,
            "id": option.total.id,
            "note": option.total.note,
        }
        for each in found.works
        for option in each.options
        for first, cost in zip(found.months, option.months, strict=False)
    ]


def _tables(found: Budget, even: list[tuple[WorkCosts, BreakEven]]) -> None:
    for each in found.works:
        show.table(_offers(found, each))
    show.table(_by_month(found))
    if changes := [option for each in found.works for option in each.options if option.effect]:
        show.table(_changes(changes))
    if even:
        show.table(_even_table(even))
    show.line(
        text(
            "Prices are those known on {day} for each month; what nobody has announced is not foreseen. {sources}",
            day=Day(day=found.total.as_of),
            sources=show.attribution(found.outlook.now.view.catalog, _totals(found)),
        )
    )


def _offers(found: Budget, each: WorkCosts) -> Table:
    rows = each.options[:SHOWN]
    common = notes.shared([option.total for option in rows])
    below = [text("All: {note}.", note=Name(name="; ".join(common)))] if common else []
    return Table(
        title=text(
            "{work}: {months} from {first}{floor}",
            work=Name(name=each.work.name),
            months=Given(number=found.plan.months, unit="months"),
            first=Name(name=f"{found.months[0]:%Y-%m}"),
            floor=_floor(each),
        ),
        columns=(
            Column(heading="Offer"),
            Column(heading="Index", align="right"),
            Column(heading="First month", align="right"),
            Column(heading="Last month", align="right"),
            Column(heading="All months", align="right"),
            Column(heading="Note"),
        ),
        rows=tuple(_row(found, option, common) for option in rows),
        notes=(*below, _left_out(each)),
    )


def _floor(each: WorkCosts) -> Text:
    if each.floor is None:
        return text(", no floor")
    if each.floor.figure is None:
        return text(", index of at least {level}", level=Name(name=each.floor.name))
    level = Quantity(figure=each.floor.figure, part="bare")
    return text(", index of at least {level}, that of {model}", level=level, model=Name(name=each.floor.name))


def _row(found: Budget, option: Option, common: list[str]) -> tuple[Text, ...]:
    own = notes.own(option.total, common)
    span = [Quantity(figure=option.total, part="interval")] if option.total.low is not None else []
    months = [in_month(found, option, place) for place in (0, found.plan.months - 1)]
    return (
        (Name(name=option.offer.id),),
        (Quantity(figure=option.index, part="bare"),) if option.index else (),
        *((Quantity(figure=month),) for month in months),
        (Quantity(figure=option.total),),
        (*span, Name(name=("; " if span and own else "") + "; ".join(own))),
    )


def _left_out(each: WorkCosts) -> Text:
    more = len(each.options) - SHOWN
    counts = {"dearer, in --csv and --json": max(0, more), "below the floor": each.below, **each.left_out}
    parts: list[Text] = [
        text("{number} {reason}", number=Count(number=number, evidence="plan"), reason=Name(name=reason))
        for reason, number in counts.items()
        if number
    ]
    return text("Not shown: {parts}.", parts=joined(parts)) if parts else text("Nothing was left out.")


def _by_month(found: Budget) -> Table:
    picked = [each.options[0] for each in found.works]
    headings = [f"{option.total.args['work']}: {option.offer.id}" for option in picked]
    rows: list[tuple[Text, ...]] = [
        (
            (Name(name=f"{first:%Y-%m}"),),
            *((Quantity(figure=in_month(found, option, place)),) for option in picked),
            (Quantity(figure=all_in_month(found, place)),),
        )
        for place, first in enumerate(found.months[:-1])
    ]
    totals = [*(option.total for option in picked), found.total]
    last: tuple[Text, ...] = ((Name(name="All"),), *((Quantity(figure=total),) for total in totals))
    return Table(
        title=text("By month, each work on the offer that is cheapest over the plan"),
        columns=(
            Column(heading="Month"),
            *(Column(heading=heading, align="right") for heading in headings),
            Column(heading="Total", align="right"),
        ),
        rows=(*rows, last),
    )


def _changes(options: list[Option]) -> Table:
    return Table(
        title=text("Changes of price that are known for these months"),
        columns=(
            Column(heading="Work"),
            Column(heading="Offer"),
            Column(heading="From"),
            Column(heading="Increase over the plan", align="right"),
            Column(heading="Announced by"),
        ),
        rows=tuple(
            (
                (Name(name=str(option.total.args["work"])),),
                (Name(name=option.offer.id),),
                (Day(day=after.first),),
                (Quantity(figure=option.effect),) if option.effect else (),
                (Name(name=after.source),),
            )
            for option in options
            for after in option.requests.over_time[1:]
        ),
    )


WORDS = {
    "cache": "share of the input read from a cache",
    "batch": "share of the requests sent as batches",
    "output": "share of the tokens that come out",
    "growth": "growth each month",
    "month": "months after which the sums are the same",
}


def _gathered(even: list[tuple[WorkCosts, BreakEven]]) -> list[tuple[str, list[str], BreakEven]]:
    """What is varied without any effect on who is cheaper stands in one row."""
    rows: list[tuple[str, list[str], BreakEven]] = []
    for each, one in sorted(even, key=lambda pair: pair[1].at is None):
        alike = [row for row in rows if (row[0], row[2].at, one.at) == (each.work.name, None, None)]
        if alike and alike[0][2].below == one.below:
            alike[0][1].append(WORDS[one.what])
        else:
            rows.append((each.work.name, [WORDS[one.what]], one))
    return rows


def _even_table(even: list[tuple[WorkCosts, BreakEven]]) -> Table:
    return Table(
        title=text("Where two offers cost the same, all else as planned"),
        columns=(
            Column(heading="Work"),
            Column(heading="What is varied"),
            Column(heading="Same at", align="right"),
            Column(heading="Cheaper below"),
            Column(heading="Cheaper above"),
        ),
        rows=tuple(
            (
                (Name(name=work),),
                (Name(name=", ".join(words)),),
                (Quantity(figure=one.at),) if one.at else (Name(name="nowhere" if one.below else "everywhere"),),
                (Name(name=one.below),),
                (Name(name=one.above),),
            )
            for work, words, one in _gathered(even)
        ),
    )
