"""`leadline price`: what a workload costs."""

from collections import Counter

from cyclopts import App

from leadline import units
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.compare import Compared, compare
from leadline.lineup import leading
from leadline.model import Figure
from leadline.prices.base import base_prices
from leadline.prices.book import Book, Offer, book
from leadline.prices.disagreement import Disagreement, disagreements
from leadline.prices.preference import ORDER
from leadline.prices.workload import by_meter, describe, mixed
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, joined, text
from leadline.store.view import View

app = App(
    name="price",
    help="What a workload costs on model APIs, on any day.",
    help_epilogue="Example: leadline price --tokens 50M --mix 3:1 --as-of 2026-05-30",
)


@app.default
def price(
    *,
    tokens: str = "50M",
    mix: str = "output",
    workload: str | None = None,
    models: str | None = None,
    base: str | None = None,
    requests: str | None = None,
    on: str | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What a workload costs on model APIs, on any day, as known on any day.

    Args:
        tokens: How many tokens; K, M and B are understood.
        mix: 'output', input to output such as '3:1', per cent such as '50/50', or 'agent' (mostly cache reads).
        workload: Tokens by meter instead of --tokens and --mix, such as input=2M,cache_read=30M,output=1M.
        models: Offers, parted by commas: vendor/model, vendor/model@host, or a model's name. Default: eleven leading
            ones, by the rule in docs/methods/lineup.md.
        base: The offer that costs are compared with (default: the cheapest of those shown).
        requests: In how many requests the tokens come; tells the context tier and fees per request.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    offers = _offers(prices, models)
    times = units.count(requests) if requests else None
    load = by_meter(workload, times) if workload else mixed(units.count(tokens), mix, times)
    compared = compare(prices, offers, load, prices.find(base) if base else None)
    figures = [figure for item in compared for figure in (item.cost, item.ratio) if figure]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, figures))
    elif output.csv:
        show.as_csv([_record(prices, item) for item in compared])
    else:
        show.table(_table(prices, compared, figures, describe(load)))


def _offers(prices: Book, models: str | None) -> list[Offer]:
    if models is None:
        return [line.offer for line in leading(prices)]
    return list({(offer := prices.find(name.strip())).id: offer for name in models.split(",") if name.strip()}.values())


def _table(prices: Book, compared: list[Compared], figures: list[Figure], load: str) -> Table:
    shared = _shared_notes(compared)
    notes = [text("All: {note}.", note=Name(name="; ".join(shared)))] if shared else []
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
        rows=tuple(_row(prices, item, shared) for item in compared),
        notes=(*notes, _evidence(figures), show.attribution(prices.view.catalog, figures)),
    )


def _evidence(figures: list[Figure]) -> Text:
    keys = sorted({key for figure in figures for key in figure.evidence})
    return text(
        "Evidence: {keys}; method {method}.", keys=Name(name=", ".join(keys)), method=Name(name=figures[0].method)
    )


def _row(prices: Book, item: Compared, shared: list[str]) -> tuple[Text, ...]:
    own = [note for note in item.cost.note.split("; ") if note and note not in shared]
    span = [Quantity(figure=item.cost, part="interval")] if item.cost.low is not None else []
    return (
        (Name(name=item.offer.id),),
        (Name(name=country(prices, item.offer)),),
        (Quantity(figure=item.cost),),
        (Quantity(figure=item.ratio, part="bare"),) if item.ratio else (),
        (*span, Name(name=("; " if span and own else "") + "; ".join(own))),
    )


def _shared_notes(compared: list[Compared]) -> list[str]:
    """Notes that hold of every row are said once, below the table."""
    counted = Counter(note for item in compared for note in item.cost.note.split("; ") if note)
    return [note for note, times in counted.items() if times == len(compared) > 1]


def country(prices: Book, offer: Offer) -> str:
    """ISO code of the vendor's headquarters; empty where it is not known."""
    organisations = prices.view.catalog.organisations
    return organisations[offer.vendor].country if offer.vendor in organisations else ""


def _record(prices: Book, item: Compared) -> dict[str, object]:
    return {
        "offer": item.offer.id,
        "country": country(prices, item.offer),
        "cost": item.cost.value,
        "low": item.cost.low,
        "high": item.cost.high,
        "currency": item.cost.unit,
        "times": item.ratio.value if item.ratio else None,
        "base": item.ratio.args["base"] if item.ratio else None,
        "as_of": str(item.cost.as_of),
        "on": str(item.cost.on),
        "method": item.cost.method,
        "evidence": " ".join(item.cost.evidence),
        "note": item.cost.note,
    }


@app.command(name="sources", help_epilogue="Example: leadline price sources --as-of 2026-08-15")
def price_sources(*, which: Which | None = None, output: Output | None = None) -> None:
    """Sources of prices: rates and models that each states in the view, its first and last day, and its place.

    Args:
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    rows = [_source_row(view, name) for name in ORDER if name in view.sources("rate")]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_source_table(view, rows))


@app.command(name="disagreements", help_epilogue="Example: leadline price disagreements --as-of 2026-08-15")
def price_disagreements(
    *, all_hosts: bool = False, on: str | None = None, which: Which | None = None, output: Output | None = None
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
    found = disagreements(prices, first_party=not all_hosts)
    rows = [_disagreement_row(one) for one in found]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, [one.spread for one in found], rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_disagreement_table(prices, found))


@app.command(name="base", help_epilogue="Example: leadline price base deepseek-v4-pro --as-of 2026-05-30")
def price_base(model: str, *, on: str | None = None, which: Which | None = None, output: Output | None = None) -> None:
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


def _source_row(view: View, name: str) -> Record:
    counted = view.query("SELECT count(*), count(DISTINCT (host, model)) FROM rate WHERE source = $name", name=name)
    snapshots = view.history(name)
    return {
        "source": name,
        "kind": view.catalog.source(name).kind,
        "rates": counted[0][0],
        "models": counted[0][1],
        "first": str(snapshots[0]),
        "last": str(snapshots[-1]),
        "preferred_because": ORDER[name],
    }


def _source_table(view: View, rows: list[Record]) -> Table:
    return Table(
        title=text("Sources of prices, the most trusted first, as known on {day}", day=Day(day=view.as_of)),
        columns=tuple(
            Column(heading=heading, align="right" if heading in ("Rates", "Models") else "left")
            for heading in ("Source", "Kind", "Rates", "Models", "First", "Last", "Why this place")
        ),
        rows=tuple(tuple((Name(name=str(value)),) for value in row.values()) for row in rows),
    )


def _disagreement_row(one: Disagreement) -> Record:
    amounts = " ".join(f"{source}={float(value):g}" for source, value in sorted(one.amounts.items()))
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
    causes = Counter(one.cause for one in found)
    counted: list[Text] = [
        text("{cause} {number}", cause=Name(name=cause), number=Count(number=number, evidence="disagreements"))
        for cause, number in causes.most_common()
    ]
    return Table(
        title=text(
            "Prices that sources disagree about on {on}, as known on {as_of}",
            on=Day(day=prices.on),
            as_of=Day(day=prices.view.as_of),
        ),
        columns=(
            Column(heading="Offer"),
            Column(heading="Meter"),
            Column(heading="Times", align="right"),
            Column(heading="Likely cause"),
            Column(heading="For a million tokens, the one used first"),
        ),
        rows=tuple(
            (
                (Name(name=one.offer.id),),
                (Name(name=one.meter),),
                (Quantity(figure=one.spread, part="bare"),),
                (Name(name=one.cause),),
                (Name(name=_in_order(one)),),
            )
            for one in found
        ),
        notes=(
            text("By likely cause: {counts}.", counts=joined(counted)),
            show.attribution(prices.view.catalog, [one.spread for one in found]),
        ),
    )


def _in_order(one: Disagreement) -> str:
    ranked = sorted(one.amounts, key=lambda source: (source != one.offer.source, source))
    return ", ".join(f"{source} {float(one.amounts[source]):g}" for source in ranked)
