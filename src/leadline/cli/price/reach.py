"""`leadline price reach`: what a level of capability has cost, and how fast that falls."""

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline import units
from leadline.cli import show
from leadline.cli.options import Output, Which, listed
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure, Workload
from leadline.price_performance.halving import halving
from leadline.price_performance.levels import joined, levels
from leadline.price_performance.reach import Known, Reach, Step, reaches, reaches_then
from leadline.prices.book import book
from leadline.prices.workload import mixed
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text
from leadline.render.text import joined as in_a_row
from leadline.store.view import View

LEVELS = ("130", "140", "150")
"""The levels that are told when none is asked for: the two that fix the scale, and the middle between them."""
MILLION = 1_000_000


def reach(
    *,
    level: str | None = None,
    level_of: str | None = None,
    mix: str = "3:1",
    all_hosts: Annotated[bool, Parameter(negative=())] = False,
    known: Known = "now",
    since: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What a million tokens have cost on the cheapest model that reaches a level of the capability index, over time.

    Args:
        level: Levels of the index, parted by commas, such as 130,140,150 (the default).
        level_of: Models whose index is the level, parted by commas, such as "GPT-5".
        mix: 'output', input to output such as '3:1', per cent such as '50/50', or 'agent' (mostly cache reads).
        all_hosts: Look at every host's offers, not only at makers' own.
        known: 'now', by the index and the prices as they are known today; 'then', by what was known on each day.
        since: Look at the days from this one on, YYYY-MM-DD.
        plot: Draw the prices, the records marked, to this file: png, svg, html or csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view, load = which.view(), mixed(MILLION, mix)
    asked, first = _asked(level, level_of), _since(since, view)
    told = (reaches if known == "now" else reaches_then)(view, asked, load, all_hosts=all_hosts, since=first)
    if empty := [one.level.name for one in told if not one.records]:
        raise NotEnoughData(f"Nobody was known to reach {empty[0]} by {view.as_of}. Ask for a lower level.")
    pace = _pace(view, told, load, first, all_hosts=all_hosts) if known == "now" else []
    steps = [step for one in told for step in one.cheapest]
    if plot:
        _plot(view, told, plot)
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, [*(step.price for step in steps), *pace], _rows(told)))
    elif output.csv:
        show.as_csv(_rows(told))
    else:
        _tables(view, told, pace, all_hosts=all_hosts)


def _asked(level: str | None, level_of: str | None) -> list[str]:
    if level is None and level_of is None:
        return list(LEVELS)
    asked = [part for text in (level, level_of) if text is not None for part in listed(text)]
    return list(dict.fromkeys(asked))


def _since(text: str | None, view: View) -> date | None:
    first = units.day(text) if text is not None else None
    if first and first > view.as_of:
        raise UserError(f"--since {first} is later than the as-of day, {view.as_of}.")
    return first


def _pace(view: View, told: list[Reach], load: Workload, since: date | None, *, all_hosts: bool) -> list[Figure]:
    """The halving time of each level that has enough records."""
    found = []
    for one in told:
        try:
            found.append(halving(view, one.level, load, since=since, all_hosts=all_hosts))
        except NotEnoughData:
            continue
    return found


def _plot(view: View, told: list[Reach], path: Path) -> None:
    from leadline.render.line_charts import prices_of_levels

    figures = [step.price for one in told for step in one.cheapest]
    show.plot(prices_of_levels(told, view.as_of, show.attribution(view.catalog, figures)), path)


def _rows(told: list[Reach]) -> list[Record]:
    return [
        {
            "level": one.level.name,
            "index": one.level.value,
            "known": one.known,
            "from": str(step.day),
            "model": step.model,
            "offer": step.offer,
            "price": step.price.value,
            "low": step.price.low,
            "high": step.price.high,
            "currency": step.price.unit,
            "record": step in one.records,
            "dated": step.dated,
            "id": step.price.id,
            "note": step.price.note,
        }
        for one in told
        for step in one.cheapest
    ]


def _tables(view: View, told: list[Reach], pace: list[Figure], *, all_hosts: bool) -> None:
    for one in told:
        show.table(_records(one))
    if pace:
        show.table(_halvings(pace))
    figures = [step.price for one in told for step in one.records]
    for note in (*_counts(view, told, all_hosts=all_hosts), show.attribution(view.catalog, figures)):
        show.line(note)


def _records(one: Reach) -> Table:
    how = "as known now" if one.known == "now" else "as known on each day"
    level = Quantity(figure=one.level.figure, part="bare") if one.level.figure else Name(name=one.level.name)
    named: Text = text(", that of {model}", model=Name(name=one.level.name)) if one.level.figure else ()
    return Table(
        title=text(
            "A million tokens at an index of {level} or more{named}, {how}: each lower price",
            level=level,
            named=named,
            how=Name(name=how),
        ),
        columns=(
            Column(heading="From"),
            Column(heading="Price", align="right"),
            Column(heading="Range of the index", align="right"),
            Column(heading="Model"),
            Column(heading="Offer"),
            Column(heading="Note"),
        ),
        rows=tuple(map(_record, one.records)),
        notes=_now(one),
    )


def _record(step: Step) -> tuple[Text, ...]:
    return (
        (Day(day=step.day),),
        (Quantity(figure=step.price),),
        (Quantity(figure=step.price, part="interval"),) if step.price.low is not None else (),
        (Name(name=step.model),),
        (Name(name=step.offer),),
        (Name(name=step.price.note),),
    )


def _now(one: Reach) -> tuple[Text, ...]:
    """The cheapest of today, where it is dearer than the last record."""
    last = one.cheapest[-1]
    if last.price.value <= one.records[-1].price.value:
        return ()
    return (
        text(
            "Since {day} the cheapest is {offer}, at {price}.",
            day=Day(day=last.day),
            offer=Name(name=last.offer),
            price=Quantity(figure=last.price),
        ),
    )


def _halvings(pace: list[Figure]) -> Table:
    return Table(
        title=text("Months in which the price of a level halved, by a line through its records"),
        columns=(
            Column(heading="Level"),
            Column(heading="Months", align="right"),
            Column(heading="Interval of the index", align="right"),
            Column(heading="Note"),
        ),
        rows=tuple(
            (
                (Name(name=str(figure.args["level"])),),
                (Quantity(figure=figure, part="bare"),),
                (Quantity(figure=figure, part="interval"),),
                (Name(name=figure.note),),
            )
            for figure in pace
        ),
    )


def _counts(view: View, told: list[Reach], *, all_hosts: bool) -> list[Text]:
    """How far scores and prices could be joined."""
    offers = [offer for offer in book(view).offers.values() if all_hosts or offer.first_party]
    both = joined(levels(view), offers)
    count = "catalogue"
    found = [
        text(
            "Of {scored} scored models {sold} are sold today; {unscored} models that are sold have no score.",
            scored=Count(number=both.scored, evidence=count),
            sold=Count(number=both.scored_and_sold, evidence=count),
            unscored=Count(number=both.unscored, evidence=count),
        )
    ]
    for one in told:
        if one.unpriced:
            found.append(
                text(
                    "Of {scored} models at {level} or more these never had {price}: {names}.",
                    price=Name(name="a price" if all_hosts else "a price of their makers'"),
                    scored=Count(number=one.scored, evidence=count),
                    level=Name(name=one.level.name),
                    names=in_a_row([Name(name=name) for name in one.unpriced]),
                )
            )
    return found
