"""The section on prices: one workload on the leading offers."""

from collections.abc import Mapping
from functools import lru_cache

from leadline.briefing.document import Block, Paragraph
from leadline.comparison import Compared, compare
from leadline.lineup import leading, vendors
from leadline.model import Figure
from leadline.prices.book import Book, book
from leadline.prices.workload import mixed
from leadline.render.price_charts import costs
from leadline.render.sentence import country, country_name
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Given, Name, Quantity, Text, text
from leadline.store.view import View

TOKENS = 50_000_000
MIXES = ("output", "3:1")


@lru_cache(maxsize=2)
def compared(view: View) -> Mapping[str, list[Compared]]:
    """The leading offers of the day by mix, dearest first, with ratios to the cheapest; made once and kept."""
    prices = _book(view)
    offers = [line.offer for line in leading(prices)]
    return {mix: compare(prices, offers, mixed(TOKENS, mix)) for mix in MIXES}


@lru_cache(maxsize=2)
def _book(view: View) -> Book:
    return book(view)


def prices_section(view: View) -> list[Block]:
    """What the workload costs: a sentence on the choice, a chart, a table."""
    prices, found = _book(view), compared(view)
    return [Paragraph(text=_choice(prices)), _chart(prices, found[MIXES[0]]), _table(prices, found)]


def _choice(prices: Book) -> Text:
    lines = leading(prices)
    countries = {prices.view.catalog.country_of(line.offer.vendor) for line in lines}
    source = prices.view.evidence(*lines[0].offer.sources)[0]
    return text(
        "What {tokens} cost on {offers} leading models of {vendors} makers in {countries} countries, at the prices "
        "charged on {day}, promotions and the hours of a week included. The models are chosen by a rule, not by hand: "
        "each maker's best line first, then each one's second, and so on. The newest price list known was {source}.",
        tokens=Given(number=TOKENS, unit="tokens"),
        offers=Count(number=len(lines), evidence=source),
        vendors=Count(number=len(vendors(lines)), evidence=source),
        countries=Count(number=len(countries), evidence=source),
        day=Day(day=prices.on),
        source=Name(name=source),
    )


def _chart(prices: Book, found: list[Compared]) -> Block:
    first, last = found[0], found[-1]
    return costs(
        [item.cost for item in found],
        {
            item.offer.id: country_name(prices.view.catalog, prices.view.catalog.country_of(item.offer.vendor))
            for item in found
        },
        title=text(
            "{dear} costs {ratio} what {cheap} does",
            dear=Name(name=first.offer.id),
            cheap=Name(name=last.offer.id),
            ratio=Quantity(figure=_ratio(first)),
        ),
        subtitle=text(
            "{tokens}, all output, on {day}", tokens=Given(number=TOKENS, unit="tokens"), day=Day(day=prices.on)
        ),
        alternative=text(
            "Costs on a logarithmic axis, from {low} on {cheap} to {high} on {dear}.",
            low=Quantity(figure=last.cost),
            cheap=Name(name=last.offer.id),
            high=Quantity(figure=first.cost),
            dear=Name(name=first.offer.id),
        ),
    )


def _ratio(item: Compared) -> Figure:
    assert item.ratio is not None, "the rule admits no free offer"
    return item.ratio


def _table(prices: Book, found: Mapping[str, list[Compared]]) -> Table:
    other = {item.offer.id: item for item in found[MIXES[1]]}
    return Table(
        title=text("Cost of {tokens}", tokens=Given(number=TOKENS, unit="tokens")),
        columns=(
            Column(heading="Offer"),
            Column(heading="Country"),
            Column(heading="All output", align="right"),
            Column(heading="Times the cheapest", align="right"),
            Column(heading="Three in, one out", align="right"),
            Column(heading="Times the cheapest", align="right"),
        ),
        rows=tuple(
            (
                (Name(name=item.offer.id),),
                (country(prices.view.catalog, prices.view.catalog.country_of(item.offer.vendor)),),
                *_cells(item),
                *_cells(other[item.offer.id]),
            )
            for item in found[MIXES[0]]
        ),
        notes=(text("A range spans the hours of the week, and what sources say that disagree; the trace names them."),),
    )


def _cells(item: Compared) -> tuple[Text, Text]:
    span = text(" ({range})", range=Quantity(figure=item.cost, part="interval")) if item.cost.low is not None else ()
    return ((Quantity(figure=item.cost), *span), (Quantity(figure=_ratio(item), part="bare"),))
