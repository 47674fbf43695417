"""`leadline price quotes`: what each source states for a million tokens."""

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.cli.price.titles import on_day_as_known
from leadline.model import Figure
from leadline.prices.base import base_prices
from leadline.prices.book import Book, book
from leadline.prices.offer import Offer
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Name, Quantity, text


def quotes(model: str, *, on: str | None = None, which: Which | None = None, output: Output | None = None) -> None:
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
    offer = prices.find(model)
    found = base_prices(prices, offer)
    if output.json:
        show.as_json(answer(view.as_of, prices.on, found, [_row(offer, figure) for figure in found]))
    elif output.csv:
        show.as_csv([_row(offer, figure) for figure in found])
    else:
        show.table(_table(prices, offer, found))


def _row(offer: Offer, figure: Figure) -> Record:
    standing = _standing(offer, str(figure.args["source"]))
    return {**figure.args, "price": figure.value, "currency": figure.unit, "standing": standing}


def _table(prices: Book, offer: Offer, found: list[Figure]) -> Table:
    headings = ("Offer", "Meter", "Source", "Price", "Standing")
    return Table(
        title=on_day_as_known("Base prices of a million tokens", prices),
        columns=tuple(Column(heading=name, align="right" if name == "Price" else "left") for name in headings),
        rows=tuple(
            (
                *((Name(name=str(figure.args[name])),) for name in ("offer", "meter", "source")),
                (Quantity(figure=figure, part="exact"),),
                text(_standing(offer, str(figure.args["source"]))),
            )
            for figure in found
        ),
        notes=(show.attribution(prices.view.catalog, found),),
    )


def _standing(offer: Offer, source: str) -> str:
    """What becomes of a source's word."""
    if source in offer.mirrored:
        return "a router's price, not used"
    return "used" if source == offer.source else ""
