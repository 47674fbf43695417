"""`leadline price`: what a workload costs."""

from dataclasses import replace
from datetime import time

from leadline import windows
from leadline.cli import show
from leadline.cli.options import Output, Which, exchange_rates, listed, on_day
from leadline.cli.price import notes
from leadline.cli.price.workload import workload_of
from leadline.comparison import Compared, compare
from leadline.errors import UserError
from leadline.lineup import leading, own_hosts
from leadline.model import Figure
from leadline.prices.book import Book, book
from leadline.prices.cost import Cost
from leadline.prices.notes import RANGE
from leadline.prices.offer import Offer
from leadline.prices.ranges import by_hour, by_source
from leadline.prices.workload import in_words
from leadline.render.record import answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, joined, text


def price(
    *,
    tokens: str | None = None,
    mix: str | None = None,
    workload: str | None = None,
    models: str | None = None,
    base: str | None = None,
    requests: str | None = None,
    service: str = "standard",
    region: str | None = None,
    exchange: str | None = None,
    on: str | None = None,
    at: str | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What a workload costs on model APIs, on any day, as known on any day.

    Args:
        tokens: How many tokens; K, M and B are understood (default: 50M).
        mix: 'output' (the default), input to output such as '3:1', per cent such as '50/50', or 'agent' (mostly cache
            reads).
        workload: Tokens by meter instead of --tokens and --mix, such as input=2M,cache_read=30M,output=1M; what is sold
            by another unit under meter and unit, such as search=1000,output_image:image=20,input_audio:second=3600.
        models: Offers, parted by commas: vendor/model, vendor/model@host, or a model's name. Default: eleven leading
            ones, by the rule in docs/methods/lineup.md.
        base: The offer that costs are compared with (default: the cheapest of those shown).
        requests: In how many requests the tokens come; tells the context tier and fees per request.
        service: The service: standard, batch, flex, priority, fast, or another that an offer has.
        region: Where data must stay, as price lists name it: us, eu.
        exchange: How many of a currency are a US dollar, such as CNY=7.12: prices in it are then told in dollars.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        at: The minute of that day, HH:MM in UTC (default: the prices of its end, spread over the hours of a week).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    # Where no offers are named, those of makers alone are looked at, and read.
    hosts = () if models or base else own_hosts(view)
    prices = book(view, on_day(on, view), at=_time(at), exchange=exchange_rates(exchange), hosts=hosts)
    offers = offers_of(prices, models)
    load = replace(workload_of(tokens, mix, workload, requests, usual="output"), service=service, region=region)
    compared = compare(prices, offers, load, prices.find(base) if base else None)
    figures = [figure for item in compared for figure in (item.cost, item.ratio) if figure]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, figures, [_record(prices, item) for item in compared]))
    elif output.csv:
        show.as_csv([_record(prices, item) for item in compared])
    else:
        show.table(_table(prices, compared, figures, in_words(load), notes.left_out(prices, models)))


def _time(text: str | None) -> time | None:
    try:
        return time(*divmod(windows.minute_of(text), 60)) if text else None
    except ValueError as error:
        raise UserError(f"--at: {error}") from None


def offers_of(prices: Book, models: str | None) -> list[Offer]:
    """The offers that an option names, each once; the leading ones by default."""
    if models is None:
        return [line.offer for line in leading(prices)]
    return list({(offer := prices.find(name)).id: offer for name in listed(models)}.values())


def _table(prices: Book, compared: list[Compared], figures: list[Figure], load: str, left: list[Text]) -> Table:
    common = notes.shared([item.cost for item in compared])
    return Table(
        title=text(
            "Cost of {load} on {on}, as known on {as_of}",
            load=Name(name=load),
            on=Day(day=prices.on),
            as_of=Day(day=prices.view.as_of),
        ),
        columns=(
            Column(heading="Offer"),
            Column(heading="Country"),
            Column(heading="Cost", align="right"),
            Column(heading="Times", align="right"),
            Column(heading="Note"),
        ),
        rows=tuple(_row(prices, item, common) for item in compared),
        notes=(*notes.of_all(common), *left, _evidence(figures), show.attribution(prices.view.catalog, figures)),
    )


def _evidence(figures: list[Figure]) -> Text:
    keys = sorted({key for figure in figures for key in figure.evidence})
    return text(
        "Evidence: {keys}; method {method}.", keys=Name(name=", ".join(keys)), method=Name(name=figures[0].method)
    )


def _row(prices: Book, item: Compared, common: list[str]) -> tuple[Text, ...]:
    own = [note for note in notes.own(item.cost, common) if not note.startswith(RANGE)]
    span = joined([text("{why} {ends}", why=Name(name=why), ends=ends) for why, ends in _spans(item.cost)], "; ")
    return (
        (Name(name=item.offer.id),),
        (Name(name=prices.view.catalog.country_of(item.offer.vendor)),),
        (Quantity(figure=item.cost),),
        (Quantity(figure=item.ratio, part="bare"),) if item.ratio else (),
        notes.after(span, own),
    )


def _spans(cost: Cost) -> list[tuple[str, Quantity]]:
    """The ranges of a cost for each reason apart; the whole one where there are both."""
    apart = [("by hour", by_hour(cost)), ("by source", by_source(cost))]
    found = [(why, Quantity(figure=figure, part="ends")) for why, figure in apart if figure]
    return [*found, ("in all", Quantity(figure=cost, part="ends"))] if len(found) > 1 else found


def _ends(why: str, figure: Figure | None) -> dict[str, float | None]:
    return {f"{why}_low": figure.low if figure else None, f"{why}_high": figure.high if figure else None}


def _record(prices: Book, item: Compared) -> dict[str, object]:
    return {
        "offer": item.offer.id,
        "country": prices.view.catalog.country_of(item.offer.vendor),
        "cost": item.cost.value,
        "low": item.cost.low,
        "high": item.cost.high,
        **_ends("hours", by_hour(item.cost)),
        **_ends("sources", by_source(item.cost)),
        "disputed_by": " ".join(item.cost.disputed),
        "currency": item.cost.unit,
        "times": item.ratio.value if item.ratio else None,
        "base": item.ratio.args["base"] if item.ratio else None,
        "as_of": str(item.cost.as_of),
        "on": str(item.cost.on),
        "method": item.cost.method,
        "evidence": " ".join(item.cost.evidence),
        "note": item.cost.note,
    }
