"""`leadline price disagreements`: where sources differ."""

from collections import Counter
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.cli.price.notes import left_out
from leadline.cli.price.titles import on_day_as_known
from leadline.prices.base import base_price
from leadline.prices.book import Book, book
from leadline.prices.disagreement import Disagreement
from leadline.prices.disagreement import disagreements as disagreements_of
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Name, Quantity, Text, joined, text


def disagreements(
    *,
    all_hosts: Annotated[bool, Parameter(negative=())] = False,
    on: str | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Models whose input, output or cache price differs between sources, with the size and the likely cause.

    Args:
        all_hosts: Look at every host's offers, not only at makers' own.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    found = disagreements_of(prices, first_party=not all_hosts)
    rows = [_disagreement_row(one) for one in found]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, [one.spread for one in found], rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_disagreement_table(prices, found))


def _disagreement_row(one: Disagreement) -> Record:
    amounts = " ".join(f"{source}={value.normalize():f}" for source, value in sorted(one.amounts.items()))
    used = one.amounts.get(one.offer.source)
    return {
        "offer": one.offer.id,
        "meter": one.meter,
        "times": one.spread.value,
        "cause": one.cause,
        "used": None if used is None else float(used),
        "amounts": amounts,
        "id": one.spread.id,
    }


def _disagreement_table(prices: Book, found: list[Disagreement]) -> Table:
    causes = Counter(cause for one in found for cause in dict.fromkeys(one.causes.values()))
    counted: list[Text] = [
        text("{cause} {number}", cause=Name(name=cause), number=Count(number=number, evidence="disagreements"))
        for cause, number in causes.most_common()
    ]
    headings = ("Offer", "Meter", "Times", "Likely cause", "For a million tokens, the one used first")
    return Table(
        title=on_day_as_known("Prices that sources disagree about", prices),
        columns=tuple(Column(heading=name, align="right" if name == "Times" else "left") for name in headings),
        rows=tuple(
            (
                (Name(name=one.offer.id),),
                (Name(name=one.meter),),
                (Quantity(figure=one.spread, part="bare"),),
                (Name(name=one.cause),),
                _in_order(prices, one),
            )
            for one in found
        ),
        notes=(
            text("By likely cause: {counts}.", counts=joined(counted)) if counted else text("None."),
            *left_out(prices),
            *((show.attribution(prices.view.catalog, [one.spread for one in found]),) if found else ()),
        ),
    )


def _in_order(prices: Book, one: Disagreement) -> Text:
    """What each source states, the one that is used first."""
    ranked = sorted(one.amounts, key=lambda source: (source != one.offer.source, source))
    stated = {source: base_price(prices, one.offer, one.meter, source) for source in ranked}
    return joined(
        [
            text("{source} {price}", source=Name(name=source), price=Quantity(figure=price, part="exact"))
            for source, price in stated.items()
        ]
    )
