"""`leadline price plan`: what months of work cost on every model, and what would change that."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.budget.break_even import BreakEven, break_evens
from leadline.budget.costs import Budget, WorkCosts, plan_cost, which_model
from leadline.budget.plan import EXAMPLE, read_plan
from leadline.cli import show
from leadline.cli.options import Output, Which, exchange_rates, listed
from leadline.cli.price import plan_tables
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure
from leadline.prices.book import book
from leadline.prices.offer import Offer
from leadline.render.record import Record, answer


def plan(
    file: Path | None = None,
    *,
    example: Annotated[bool, Parameter(negative=())] = False,
    between: str | None = None,
    exchange: str | None = None,
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
        exchange: How many of a currency are a US dollar, such as CNY=7.12: prices in it are then told in dollars.
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
    found = plan_cost(book(which.view(), exchange=exchange_rates(exchange)), wanted)
    even = _evens(found, between)
    if plot:
        _plot(found, plot)
    if output.json:
        show.as_json(answer(found.total.as_of, found.total.on, _figures(found, even), _months(found)))
    elif output.csv:
        show.as_csv(_months(found))
    else:
        for table in plan_tables.tables(found, even):
            show.table(table)
        show.line(plan_tables.closing(found, show.attribution(found.outlook.now.view.catalog, _totals(found))))


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
