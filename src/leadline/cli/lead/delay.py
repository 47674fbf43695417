"""`leadline lead delay`: how long models wait for their first score, by country."""

from leadline.capability.delay import METHOD, SHARE_METHOD, WITHIN, Wait, bounds, countries, delay_figures, waits
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text
from leadline.store.view import View

Row = tuple[list[Figure], list[Wait]]
"""The figures of a group, median first, and the waits behind them."""


def delay(*, group: str | None = None, which: Which | None = None, output: Output | None = None) -> None:
    """How long models wait for their first score, by country: all models, and those that set their country's record.

    Args:
        group: A country, an organisation, 'open' or 'closed' weights (default: the countries with enough models).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    rows = [row for name in ([group] if group else countries(view)) for row in _rows(view, name)]
    if not rows:
        raise NotEnoughData(f"No country has enough models whose delay the vintages known on {view.as_of} bound.")
    figures = [figure for own, _ in rows for figure in own]
    if output.json:
        show.as_json(answer(view.as_of, figures[0].on, figures, [_record(row) for row in rows]))
    elif output.csv:
        show.as_csv([_record(row) for row in rows])
    else:
        show.table(_table(view, rows, figures))


def _rows(view: View, name: str) -> list[Row]:
    found = waits(view, name)
    chosen = {False: found, True: [wait for wait in found if wait.record]}
    return [(delay_figures(view, name, records=records), own) for records, own in chosen.items() if own]


def _record(row: Row) -> Record:
    (median, *shares), own = row
    return {
        "group": median.args["group"],
        "models": median.args["models"],
        "n": len(own),
        "median_days": median.value,
        "low": median.low,
        "high": median.high,
        **{f"within_{share.args['days']}": share.value for share in shares},
        **{f"within_{days}_{end}": n for days in WITHIN for end, n in bounds(own, days)._asdict().items()},
        "on": str(median.on),
    }


def _table(view: View, rows: list[Row], figures: list[Figure]) -> Table:
    return Table(
        title=text("From release to first score, by the vintages known on {as_of}", as_of=Day(day=view.as_of)),
        columns=(
            Column(heading="Group"),
            Column(heading="Models"),
            Column(heading="n", align="right"),
            Column(heading="Median", align="right"),
            Column(heading="Interval"),
            *(Column(heading=f"In {days} days", align="right") for days in WITHIN),
            *(Column(heading=f"Bounds, {days} days", align="right") for days in WITHIN),
        ),
        rows=tuple(_row(row) for row in rows),
        notes=(
            text(
                "Median and shares: of models that are scored by the newest vintage or will be, by a log-normal delay. "
                "Bounds: how many were scored so soon, at least and at most, of the scored models released at least so "
                "long ago; what is never scored is not seen. Methods {delay}, {share}.",
                delay=Name(name=METHOD),
                share=Name(name=SHARE_METHOD),
            ),
            show.attribution(view.catalog, figures),
        ),
    )


def _row(row: Row) -> tuple[Text, ...]:
    (median, *shares), own = row
    limits: list[Text] = [_bounds(own, days) for days in WITHIN]
    return (
        (group_name(str(median.args["group"])),),
        (Name(name=str(median.args["models"])),),
        (Count(number=len(own), evidence=median.evidence[0]),),
        (Quantity(figure=median),),
        (Quantity(figure=median, part="interval"),),
        *((Quantity(figure=share),) for share in shares),
        *limits,
    )


def _bounds(own: list[Wait], days: int) -> Text:
    found = bounds(own, days)
    least, most, of = (Count(number=number, evidence="waits") for number in found)
    return text("{least} to {most} of {of}", least=least, most=most, of=of) if found.of else ()
