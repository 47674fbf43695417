"""`leadline usage reprice`: what the tokens of a log would have cost on other models."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which, listed, on_day
from leadline.errors import NotEnoughData, UserError
from leadline.price_performance.levels import levels
from leadline.prices.book import Book, book
from leadline.prices.offer import Offer
from leadline.render.record import Record, answer
from leadline.render.sentence import country_name
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Given, Name, Quantity, Stated, Text, text
from leadline.usage.counterfactual import Onto, Repriced, repriced
from leadline.usage.offers import STANDARD
from leadline.usage.rows import rows
from leadline.usage.schedule import CURRENCY

LOGS = "the logs"
MOST = 40
"""Lines of a table of all offers, and dots of its chart."""


def reprice(
    *logs: str,
    onto: str,
    service: str = STANDARD,
    at_least: float | None = None,
    on: str | None = None,
    format: str | None = None,
    columns: str | None = None,
    lenient: Annotated[bool, Parameter(negative=())] = False,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What the tokens of a log would have cost on other models, at the prices of one day.

    The same tokens: another model would have cut the text otherwise and answered otherwise, and nobody knows by how
    much.

    Args:
        logs: Files, folders or patterns; plain, gzip or zstd; or Parquet that 'leadline usage read --out' wrote.
        onto: Offers, parted by commas: vendor/model, vendor/model@host, or a model's name; or 'all' of the makers' own.
        service: The service whose prices are taken, such as standard or batch.
        at_least: Only models whose capability index is at least this.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        format: The format, where the logs do not tell it by themselves.
        columns: For any other table: which of its columns is what, as for 'leadline usage read'.
        lenient: Go on where more than a hundredth of the rows could not be read.
        plot: Draw the costs of the cheapest to this file: png, svg, html or csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    scored = None if at_least is None else levels(view)
    with rows(logs, format=format, columns=columns, lenient=lenient) as found:
        told = repriced(prices, found, _offers(prices, onto), service, scored)
    kept = list(told.onto) if at_least is None else _reaching(told.onto, at_least)
    figures = [one.cost for one in kept if one.cost]
    if not figures:
        raise NotEnoughData("No model that was asked for prices all tokens of the logs. Ask for others, or for 'all'.")
    if plot:
        _plot(prices, kept, plot)
    if output.json:
        whole: Record = {"tokens": told.tokens, "charged": told.charged, "unpriced": told.unpriced}
        show.as_json(
            answer(view.as_of, prices.on, figures, [_record(one) for one in kept])
            | {"usage": whole, "left_out": told.left_out}
        )
    elif output.csv:
        show.as_csv([_record(one) for one in kept])
    else:
        notes = [*_notes(told, kept), show.attribution(view.catalog, figures)]
        show.table(_table(prices, told, kept, service, at_least, notes))


def _offers(prices: Book, onto: str) -> list[Offer]:
    if onto.strip() == "all":
        return [offer for offer in prices.offers.values() if offer.first_party and offer.priced]
    if not onto.strip():
        raise UserError("Expected names of models in --onto, found none. Name some, or ask for 'all'.")
    return [prices.find(name) for name in listed(onto)]


def _reaching(onto: Sequence[Onto], least: float) -> list[Onto]:
    """Those whose model reaches a capability index; NotEnoughData where none does."""
    found = [one for one in onto if one.index is not None and one.index >= least]
    if not found:
        best = max((one.index for one in onto if one.index is not None), default=None)
        raise NotEnoughData(
            f"--at-least: expected a model whose capability index is {least:g} or more, found "
            + (f"none above {best:.1f}" if best is not None else "none with an index")
            + " among those that were asked for. Ask for less, or for 'all' models."
        )
    return found


def _table(
    prices: Book, told: Repriced, kept: list[Onto], service: str, at_least: float | None, notes: list[Text]
) -> Table:
    floor = text(", index of {least} or more", least=Given(number=at_least)) if at_least is not None else ()
    return Table(
        title=text(
            "{tokens} tokens at the {service} prices of {on}{floor}",
            tokens=Count(number=told.tokens, evidence=LOGS),
            service=Name(name=service),
            on=Day(day=prices.on),
            floor=floor,
        ),
        columns=(
            Column(heading="Offer"),
            Column(heading="Cost", align="right"),
            Column(heading="Tokens without a price", align="right"),
        ),
        rows=tuple(_line(one) for one in kept[:MOST]),
        notes=tuple(notes),
    )


def _line(one: Onto) -> tuple[Text, ...]:
    cost: Text = (Quantity(figure=one.cost),) if one.cost else text("not compared")
    unpriced: Text = (Count(number=one.unpriced, evidence=LOGS),) if one.unpriced else ()
    return (Name(name=one.offer.id),), cost, unpriced


def _notes(told: Repriced, kept: list[Onto]) -> Iterator[Text]:
    yield text(
        "The same tokens on each: another model would have cut the text otherwise and answered otherwise, at another "
        "length; nobody knows by how much."
    )
    if told.charged is None:
        yield text("At the prices of their own time no token has a price.")
    else:
        yield text(
            "At the prices of their own time the tokens cost {charged}; {lost} of them have no price there.",
            charged=Stated(amount=told.charged, unit=CURRENCY, evidence=LOGS, rounded=True),
            lost=Count(number=told.unpriced, evidence=LOGS),
        )
    if len(kept) > MOST:
        yield text("And {more} offers more: --csv has them all.", more=Count(number=len(kept) - MOST, evidence=LOGS))
    if told.left_out:
        yield text(
            "{number} offers have no price of this service in US dollars.",
            number=Count(number=len(told.left_out), evidence=LOGS),
        )


def _plot(prices: Book, kept: list[Onto], path: Path) -> None:
    from leadline.render.price_charts import costs

    catalog = prices.view.catalog
    drawn = [one for one in kept if one.cost and one.cost.value > 0][:MOST][::-1]
    figures = [one.cost for one in drawn if one.cost]
    if not figures:
        raise NotEnoughData("Every offer is free, and a logarithmic axis has no zero: there is nothing to draw.")
    chart = costs(
        figures,
        {one.offer.id: country_name(catalog, catalog.country_of(one.offer.vendor)) for one in drawn},
        text("What the tokens of the logs would have cost on {on}", on=Day(day=prices.on)),
        text("The same tokens on each; another model would have answered otherwise."),
        text("Costs by offer, the dearest on top."),
    )
    show.plot(replace(chart, sources=show.attribution(catalog, figures)), path)


def _record(one: Onto) -> Record:
    return {
        "offer": one.offer.id,
        "cost": one.cost.value if one.cost else None,
        "currency": CURRENCY,
        "unpriced": one.unpriced,
        "index": one.index,
    }
