"""`leadline price hosts`: one model at every host that sells it."""

from dataclasses import dataclass

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.cli.price import notes
from leadline.cli.price.workload import workload_of
from leadline.errors import NotEnoughData
from leadline.model import Figure, Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import cost, ratio
from leadline.prices.offer import Offer
from leadline.prices.workload import in_words
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text


@dataclass(frozen=True, kw_only=True)
class _Hosted:
    """A model at one host."""

    offer: Offer
    cost: Figure
    times: Figure | None
    """As a multiple of the maker's own; null where it sells none, or in another currency."""


def hosts(
    model: str,
    *,
    tokens: str | None = None,
    mix: str | None = None,
    workload: str | None = None,
    requests: str | None = None,
    on: str | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What a workload costs on one model at every host that sells it, the cheapest first.

    Args:
        model: The model: vendor/model, or its name.
        tokens: How many tokens; K, M and B are understood (default: 50M).
        mix: 'output', input to output such as '3:1' (the default), per cent such as '50/50', or 'agent' (mostly cache
            reads).
        workload: Tokens by meter instead of --tokens and --mix, such as input=2M,cache_read=30M,output=1M.
        requests: In how many requests the tokens come; tells the context tier and fees per request.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    load = workload_of(tokens, mix, workload, requests, usual="3:1")
    offers = prices.everywhere(model)
    found = _hosted(prices, offers, load)
    figures = [figure for one in found for figure in (one.cost, one.times) if figure]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, figures, [_row(one) for one in found]))
    elif output.csv:
        show.as_csv([_row(one) for one in found])
    else:
        show.table(_table(prices, found, in_words(load), len(offers) - len(found)))


def _hosted(prices: Book, offers: list[Offer], load: Workload) -> list[_Hosted]:
    costs = [(offer, figure) for offer in offers if (figure := _cost(prices, offer, load))]
    own = next((figure for offer, figure in costs if offer.first_party and figure.value), None)
    found = [
        _Hosted(
            offer=offer, cost=figure, times=ratio(figure, own) if own is not None and figure.unit == own.unit else None
        )
        for offer, figure in costs
    ]
    return sorted(found, key=lambda one: (one.cost.unit, one.cost.value, one.offer.id))


def _cost(prices: Book, offer: Offer, load: Workload) -> Figure | None:
    """None where a host states no price for one of the workload's meters."""
    try:
        return cost(prices, offer, load)
    except NotEnoughData:
        return None


def _row(one: _Hosted) -> Record:
    return {
        "offer": one.offer.id,
        "host": one.offer.host,
        "first_party": one.offer.first_party,
        "cost": one.cost.value,
        "low": one.cost.low,
        "high": one.cost.high,
        "currency": one.cost.unit,
        "times": one.times.value if one.times else None,
        "note": one.cost.note,
    }


def _note(figure: Figure) -> Text:
    """The range of a cost, where it has one, and what must be known of it."""
    span = [Quantity(figure=figure, part="interval")] if figure.low is not None else []
    return notes.after(span, notes.own(figure, ()))


def _table(prices: Book, found: list[_Hosted], load: str, without: int) -> Table:
    headings = ("Offer", "Sold by", "Cost", "Times the maker's own", "Note")
    left_out = text(
        "{count} offers state no price for one of the meters, and are left out.",
        count=Count(number=without, evidence="price book"),
    )
    return Table(
        title=text(
            "Cost of {load} at every host on {on}, as known on {as_of}",
            load=Name(name=load),
            on=Day(day=prices.on),
            as_of=Day(day=prices.view.as_of),
        ),
        columns=tuple(Column(heading=name, align="right" if name in headings[2:4] else "left") for name in headings),
        rows=tuple(
            (
                (Name(name=one.offer.id),),
                (Name(name="its maker" if one.offer.first_party else one.offer.host),),
                (Quantity(figure=one.cost),),
                (Quantity(figure=one.times, part="bare"),) if one.times else (),
                _note(one.cost),
            )
            for one in found
        ),
        notes=(*([left_out] if without else []), show.attribution(prices.view.catalog, [one.cost for one in found])),
    )
