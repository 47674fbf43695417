"""`leadline price flagship`: a vendor's flagship over time, and what it cost."""

from datetime import date
from itertools import groupby
from pathlib import Path

from leadline import units
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.lineup.over_time import flagship_prices
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text

FIRST = date(2025, 1, 1)


def flagship(
    vendor: str,
    *,
    since: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """A vendor's flagship at the end of each month, by the rule of docs/methods/lineup.md, and what it cost.

    Args:
        vendor: The vendor: openai, anthropic, deepseek, ...
        since: From this day on, YYYY-MM-DD (default: 2025-01-01).
        plot: Write a chart to this file: .png, .svg, .html, or its data as .csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    found = flagship_prices(view, vendor, units.day(since) if since else FIRST)
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, found))
    elif output.csv:
        show.as_csv([flat(figure) for figure in found])
    else:
        show.table(_table(vendor, found, show.attribution(view.catalog, found)))
    if plot:
        from leadline.render import price_charts

        show.plot(price_charts.flagships(vendor, found, show.attribution(view.catalog, found)), plot)


def _table(vendor: str, found: list[Figure], sources: Text) -> Table:
    """One row for each flagship at each price, with the first month's end that shows it."""
    by_day = [list(group) for _, group in groupby(found, key=lambda figure: figure.on)]
    changed = [
        figures for place, figures in enumerate(by_day) if not place or _terms(figures) != _terms(by_day[place - 1])
    ]
    return Table(
        title=text(
            "Flagship of {vendor} at the ends of months, as known on {as_of}",
            vendor=Name(name=vendor),
            as_of=Day(day=found[0].as_of),
        ),
        columns=(
            Column(heading="From"),
            Column(heading="Offer"),
            Column(heading="Input, a million", align="right"),
            Column(heading="Output, a million", align="right"),
            Column(heading="By"),
        ),
        rows=tuple(_row(figures) for figures in changed),
        notes=(
            text(
                "A row stands at the first month's end that shows it; the rule is in docs/methods/lineup.md. Before "
                "the first scores were known, lines are ranked by price alone."
            ),
            sources,
        ),
    )


def _terms(figures: list[Figure]) -> list[tuple[object, float]]:
    return [(figure.args["offer"], figure.value) for figure in figures]


def _row(figures: list[Figure]) -> tuple[Text, ...]:
    by_meter = {figure.args["meter"]: figure for figure in figures}
    cells = [
        (Quantity(figure=by_meter[meter], part="exact"),) if meter in by_meter else () for meter in ("input", "output")
    ]
    first = figures[0]
    return (
        (Day(day=first.on),),
        (Name(name=str(first.args["offer"])),),
        *cells,
        (Name(name=str(first.args["source"])),),
    )
