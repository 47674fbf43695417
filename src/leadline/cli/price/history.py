"""`leadline price history`: every price of an offer, when it took effect, and when each source knew it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Output, Which, price_source
from leadline.cli.price.corrections import correction_row, correction_table
from leadline.model import Figure
from leadline.prices.corrections import Move, moves
from leadline.prices.history import Price, Said, figure, price_history
from leadline.prices.named import Named, named
from leadline.prices.preference import ORDER
from leadline.prices.promotions import Promotion, promotions
from leadline.render.hours import in_words
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, joined, text
from leadline.store.view import View


def history(
    model: str,
    *,
    meter: str | None = None,
    service: str = "standard",
    source: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Every price of an offer: the day on which it took effect, and the day from which each source knew it.

    With --as-of, what one would have been told on that day.

    Args:
        model: The offer: vendor/model, vendor/model@host, or a model's name.
        meter: Only this meter, such as input, output or cache_read.
        service: The service, such as standard, batch, flex, priority; 'all' for every one.
        source: Only what this source says.
        plot: Write a chart of the prices of input and output to this file: .png, .svg, .html, or its data as .csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    source = price_source(source)
    offer = named(view, model)
    found = price_history(view, offer, meter=meter, service=None if service == "all" else service, source=source)
    figures = [figure(view, offer, price) for price in found]
    special = [
        one for one in promotions(view, offer, meter=meter, source=source) if service in ("all", one.rate.service)
    ]
    corrected = [one for one in moves(view, offer.listings) if one.reason and source in (None, one.source)]
    corrected = [one for one in corrected if meter in (None, one.term[0]) and service in ("all", one.term[4])]
    if output.json:
        figures += [one for each in special for one in (each.charged, each.instead_of) if one]
        rows = [*map(_row, found), *map(_promotion_row, special)]
        rows += [{"correction": True} | correction_row(view, one) for one in corrected]
        show.as_json(answer(view.as_of, view.as_of, figures, rows))
    elif output.csv:
        show.as_csv([_flat(price) for price in found])
    else:
        show.table(_table(view, offer, found, figures))
        if special:
            show.table(_promotions(view, special))
        _print_corrections(view, corrected)
    if plot:
        from leadline.render import price_charts

        behind = [*figures, *(one.charged for one in special)]
        show.plot(price_charts.history(view, offer, found, show.attribution(view.catalog, behind), special), plot)


def _print_corrections(view: View, corrected: list[Move]) -> None:
    if corrected:
        title = text("Corrections of the sources' own records, which are no changes of price")
        show.table(correction_table(view, corrected, title))


def _row(price: Price) -> Record:
    one = price.telling
    return {
        "meter": one.meter,
        "service": one.service,
        "region": one.region,
        "from_tokens": one.from_tokens,
        "hours": list(price.windows),
        "amount": float(one.amount),
        "currency": one.currency,
        "unit": one.unit,
        "effective_from": price.effective_from.isoformat() if price.effective_from else None,
        "effective_to": price.effective_to.isoformat() if price.effective_to else None,
        "basis": price.basis or None,
        "url": one.url,
        "said": {
            name: {"first": said.first.isoformat(), "last": said.last.isoformat(), "stands": said.stands}
            for name, said in price.said.items()
        },
    }


def _promotion_row(one: Promotion) -> Record:
    rate = one.rate
    return {
        "promotion": True,
        "kind": rate.kind,
        "meter": rate.meter,
        "service": rate.service,
        "from_tokens": rate.from_tokens,
        "amount": one.charged.value,
        "instead_of": one.instead_of.value if one.instead_of else None,
        "currency": rate.currency,
        "unit": rate.unit,
        "effective_from": rate.effective_from.isoformat() if rate.effective_from else None,
        "effective_to": rate.effective_to.isoformat() if rate.effective_to else None,
        "source": rate.source,
        "basis": rate.basis or None,
        "url": rate.url,
    }


def _promotions(view: View, found: list[Promotion]) -> Table:
    headings = ("Price of", "Charged", "List price", "From", "Until", "As announced in", "By")
    return Table(
        title=text("Promotions and introductory prices, beside the list prices that they stand in for"),
        columns=tuple(Column(heading=name, align="right" if name in headings[1:3] else "left") for name in headings),
        rows=tuple(
            (
                (Name(name=_of(one)),),
                (Quantity(figure=one.charged, part="exact"),),
                (Quantity(figure=one.instead_of, part="exact"),) if one.instead_of else (),
                _day(one.rate.effective_from),
                _day(one.rate.effective_to) or text("no end announced"),
                (Name(name=one.rate.basis),),
                (Name(name=one.rate.source),),
            )
            for one in found
        ),
        notes=(show.attribution(view.catalog, [one.charged for one in found]),),
    )


def _of(one: Promotion) -> str:
    rate = one.rate
    service = rate.service if rate.service != "standard" else ""
    tier = f"over {rate.from_tokens:,} tokens" if rate.from_tokens else ""
    return "; ".join(part for part in (rate.meter, service, rate.kind, tier) if part)


def _flat(price: Price) -> Record:
    row = _row(price) | {"hours": "; ".join(price.windows)}
    del row["said"]
    for name in ORDER:
        said = price.said.get(name)
        row[f"{name}_first"] = said.first.isoformat() if said else None
        row[f"{name}_last"] = said.last.isoformat() if said else None
    return row


def _table(view: View, offer: Named, found: list[Price], figures: list[Figure]) -> Table:
    headings = ("Price of", "For a million tokens", "From", "Until", "Known by", "Said from, and until")
    return Table(
        title=text("Prices of {offer}, as known on {day}", offer=Name(name=offer.id), day=Day(day=view.as_of)),
        columns=tuple(
            Column(heading=heading, align="right" if heading == headings[1] else "left") for heading in headings
        ),
        rows=tuple(
            (
                (Name(name=_what(price, found)),),
                (Quantity(figure=shown, part="exact"), *_unit(price)),
                _day(price.effective_from),
                _day(price.effective_to),
                (Name(name=price.basis),),
                joined([_said(name, said) for name, said in price.said.items()], "; "),
            )
            for price, shown in zip(found, figures, strict=True)
        ),
        notes=(
            text("An open end means that the source still said so in its last word by that day."),
            show.attribution(view.catalog, figures),
        ),
    )


def _what(price: Price, found: Sequence[Price]) -> str:
    """The meter with what it holds for: context, region, hours; whether its source has other hours beside it."""
    one = price.telling
    parts = [
        one.service if one.service != "standard" else "",
        one.kind if one.kind != "list" else "",
        f"region {one.region}" if one.region else "",
        f"over {one.from_tokens:,} tokens" if one.from_tokens else "",
        in_words(price.windows) if price.windows else _outside(price, found),
    ]
    return "; ".join([one.meter, *(part for part in parts if part)])


def _outside(price: Price, found: Sequence[Price]) -> str:
    """What a price without hours is, where a source that says it has prices in hours of their own at the same time."""
    for other in found:
        if other.windows and _same_thing(price, other) and set(price.said) & set(other.said) and _meets(price, other):
            return "all other hours"
    return ""


def _same_thing(price: Price, other: Price) -> bool:
    one, two = ((t.meter, t.unit, t.service, t.region, t.from_tokens, t.source) for t in (price.telling, other.telling))
    return one == two


def _meets(price: Price, other: Price) -> bool:
    """Whether two prices ever stood at one time; without days, whether neither has any."""
    if price.effective_from is None or other.effective_from is None:
        return price.effective_from is other.effective_from
    return (price.effective_to is None or other.effective_from < price.effective_to) and (
        other.effective_to is None or price.effective_from < other.effective_to
    )


def _unit(price: Price) -> Text:
    return () if price.telling.unit == "mtok" else (Name(name=f" a {price.telling.unit}"),)


def _day(instant: datetime | None) -> Text:
    return (Day(day=instant.date()),) if instant else ()


def _said(name: str, said: Said) -> Text:
    last: Text = text(" to {day}", day=Day(day=said.last.date())) if not said.stands else text(" on")
    return text("{name} {first}{last}", name=Name(name=name), first=Day(day=said.first.date()), last=last)
