"""`leadline price base`: what each source states for a million tokens."""

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.model import Figure
from leadline.prices.base import base_prices
from leadline.prices.book import Book, book
from leadline.render.record import answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, text


def base(model: str, *, on: str | None = None, which: Which | None = None, output: Output | None = None) -> None:
    """What each source states for a million tokens of an offer: standard service, no context tier, no special hours.

    Args:
        model: The offer: vendor/model, vendor/model@host, or a model's name.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    found = base_prices(prices, prices.find(model))
    if output.json:
        show.as_json(answer(view.as_of, prices.on, found))
    elif output.csv:
        show.as_csv([{**figure.args, "price": figure.value, "currency": figure.unit} for figure in found])
    else:
        show.table(_base_table(prices, found))


def _base_table(prices: Book, found: list[Figure]) -> Table:
    return Table(
        title=text(
            "Base prices of a million tokens on {on}, as known on {as_of}",
            on=Day(day=prices.on),
            as_of=Day(day=prices.view.as_of),
        ),
        columns=(
            Column(heading="Offer"),
            Column(heading="Meter"),
            Column(heading="Source"),
            Column(heading="Price", align="right"),
        ),
        rows=tuple(
            (
                *((Name(name=str(figure.args[name])),) for name in ("offer", "meter", "source")),
                (Quantity(figure=figure),),
            )
            for figure in found
        ),
        notes=(show.attribution(prices.view.catalog, found),),
    )
