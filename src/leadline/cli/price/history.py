"""`leadline price history`: every price of an offer, when it took effect, and when each source knew it."""

from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Output, Which, price_source
from leadline.cli.price.corrections import correction_row, correction_table
from leadline.model import Figure
from leadline.prices.corrections import Move, moves
from leadline.prices.history import Price, Said, figure
from leadline.prices.history import history as history_of
from leadline.prices.named import Named, named
from leadline.prices.preference import ORDER
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
    found = history_of(view, offer, meter=meter, service=None if service == "all" else service, source=source)
    figures = [figure(view, offer, price) for price in found]
    corrected = [one for one in moves(view, offer.listings) if one.reason and source in (None, one.source)]
    corrected = [one for one in corrected if meter in (None, one.term[0]) and service in ("all", one.term[4])]
    if output.json:
        rows = [*map(_row, found), *({"correction": True} | correction_row(view, one) for one in corrected)]
        show.as_json(answer(view.as_of, view.as_of, figures, rows))
    elif output.csv:
        show.as_csv([_flat(row) for row in map(_row, found)])
    else:
        show.table(_table(view, offer, found, figures))
        _print_corrections(view, corrected)
    if plot:
        from leadline.render import price_charts

        show.plot(price_charts.history(view, offer, found, show.attribution(view.catalog, figures)), plot)


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


def _flat(row: Record) -> Record:
    said = row["said"]
    assert isinstance(said, dict)
    times = {f"{name}_{end}": said[name][end] if name in said else None for name in ORDER for end in ("first", "last")}
    hours = row["hours"]
    assert isinstance(hours, list)
    return {name: value for name, value in row.items() if name != "said"} | {"hours": "; ".join(hours)} | times


def _table(view: View, offer: Named, found: list[Price], figures: list[Figure]) -> Table:
    headings = ("Price of", "For a million tokens", "From", "Until", "Known by", "Said from, and until")
    return Table(
        title=text("Prices of {offer}, as known on {day}", offer=Name(name=offer.id), day=Day(day=view.as_of)),
        columns=tuple(
            Column(heading=heading, align="right" if heading == headings[1] else "left") for heading in headings
        ),
        rows=tuple(
            (
                (Name(name=_what(price)),),
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


def _what(price: Price) -> str:
    """The meter with what it holds for: context, region, hours."""
    one = price.telling
    parts = [
        one.service if one.service != "standard" else "",
        one.kind if one.kind != "list" else "",
        f"region {one.region}" if one.region else "",
        f"over {one.from_tokens:,} tokens" if one.from_tokens else "",
        in_words(price.windows) if price.windows else "",
    ]
    return "; ".join([one.meter, *(part for part in parts if part)])


def _unit(price: Price) -> Text:
    return () if price.telling.unit == "mtok" else (Name(name=f" a {price.telling.unit}"),)


def _day(instant: object) -> Text:
    return (Day(day=instant.date()),) if hasattr(instant, "date") else ()


def _said(name: str, said: Said) -> Text:
    last: Text = text(" to {day}", day=Day(day=said.last.date())) if not said.stands else text(" on")
    return text("{name} {first}{last}", name=Name(name=name), first=Day(day=said.first.date()), last=last)
