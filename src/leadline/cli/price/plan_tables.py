"""What a plan costs, as tables: the offers of each work, months, changes to come, where two offers cost the same."""

from collections.abc import Iterator, Sequence

from leadline.budget.break_even import BreakEven
from leadline.budget.costs import Budget, Option, WorkCosts, all_in_month, in_month
from leadline.cli.price import notes
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Given, Name, Quantity, Text, joined, text

SHOWN = 12
"""Offers that a table shows of each kind of work; the others are counted, and stand in --csv and --json."""


def tables(found: Budget, even: Sequence[tuple[WorkCosts, BreakEven]]) -> Iterator[Table]:
    """All tables of a plan, one after the other."""
    for each in found.works:
        yield _offers(found, each)
    yield _by_month(found)
    if changes := [option for each in found.works for option in each.options if option.effect]:
        yield _changes(changes)
    if even:
        yield _even_table(even)


def closing(found: Budget, sources: Text) -> Text:
    """What holds of all tables, and who is to be named."""
    return text(
        "Prices are those known on {day} for each month; what nobody has announced is not foreseen. {sources}",
        day=Day(day=found.total.as_of),
        sources=sources,
    )


def _offers(found: Budget, each: WorkCosts) -> Table:
    rows = each.options[:SHOWN]
    common = notes.shared([option.total for option in rows])
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
        notes=(*notes.of_all(common), _left_out(each)),
    )


def _floor(each: WorkCosts) -> Text:
    if each.floor is None:
        return text(", no floor")
    if each.floor.figure is None:
        return text(", index of at least {level}", level=Name(name=each.floor.name))
    level = Quantity(figure=each.floor.figure, part="bare")
    return text(", index of at least {level}, that of {model}", level=level, model=Name(name=each.floor.name))


def _row(found: Budget, option: Option, common: Sequence[str]) -> tuple[Text, ...]:
    own = notes.own(option.total, common)
    span = [Quantity(figure=option.total, part="interval")] if option.total.low is not None else []
    months = [in_month(found, option, place) for place in (0, found.plan.months - 1)]
    return (
        (Name(name=option.offer.id),),
        (Quantity(figure=option.index, part="bare"),) if option.index else (),
        *((Quantity(figure=month),) for month in months),
        (Quantity(figure=option.total),),
        notes.after(span, own),
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


def _changes(options: Sequence[Option]) -> Table:
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


def _gathered(even: Sequence[tuple[WorkCosts, BreakEven]]) -> list[tuple[str, list[str], BreakEven]]:
    """What is varied without any effect on who is cheaper stands in one row."""
    rows: list[tuple[str, list[str], BreakEven]] = []
    for each, one in sorted(even, key=lambda pair: pair[1].at is None):
        alike = [row for row in rows if (row[0], row[2].at, one.at) == (each.work.name, None, None)]
        if alike and alike[0][2].below == one.below:
            alike[0][1].append(WORDS[one.what])
        else:
            rows.append((each.work.name, [WORDS[one.what]], one))
    return rows


def _even_table(even: Sequence[tuple[WorkCosts, BreakEven]]) -> Table:
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
