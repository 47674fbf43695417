"""`leadline price lag`: how late each source recorded the changes of price."""

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.prices.lag import Lag, lags
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, text
from leadline.store.view import View


def lag(*, which: Which | None = None, output: Output | None = None) -> None:
    """How late each source recorded the changes of price that the reference tells, and how many it never did.

    Args:
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    found = lags(view)
    if output.json:
        figures = [figure for one in found for figure in (one.lag, one.share) if figure]
        show.as_json(answer(view.as_of, view.as_of, figures, [_row(one) for one in found]))
    elif output.csv:
        show.as_csv([_row(one) | {"missed": " ".join(_missed(one))} for one in found])
    else:
        show.table(_table(view, found))


def _row(one: Lag) -> Record:
    return {
        "source": one.source,
        "changes": one.changes,
        "never_recorded": len(one.missed),
        "recorded": one.recorded,
        "median_days": one.lag.value if one.lag else None,
        "median_days_low": one.lag.low if one.lag else None,
        "missed": _missed(one),
    }


def _missed(one: Lag) -> list[str]:
    return [f"{change.model}@{change.at.date()}" for change in one.missed]


def _table(view: View, found: list[Lag]) -> Table:
    headings = (
        "Source",
        "Changes due",
        "Never recorded",
        "Share",
        "Recorded",
        "Median lag",
        "Range",
        "Which: model and day",
    )
    right = headings[1:6]
    return Table(
        title=text("How late sources recorded changes of price, as known on {day}", day=Day(day=view.as_of)),
        columns=tuple(Column(heading=name, align="right" if name in right else "left") for name in headings),
        rows=tuple(
            (
                (Name(name=one.source),),
                (Count(number=one.changes, evidence="price changes"),),
                (Count(number=len(one.missed), evidence="price changes"),),
                (Quantity(figure=one.share),) if one.share else (),
                (Count(number=one.recorded, evidence="price changes"),),
                (Quantity(figure=one.lag),) if one.lag else (),
                (Quantity(figure=one.lag, part="interval"),) if one.lag and one.lag.low is not None else (),
                (Name(name=", ".join(_missed(one))),),
            )
            for one in found
        ),
        notes=(
            text("Against a third party's days, and by the vintages that are stored: docs/methods/price_history.md."),
            text(
                "Due are changes that a source should have by now, a month after them; the lag is the median over all "
                "that it recorded, sooner ones included."
            ),
            show.attribution(view.catalog, [figure for one in found for figure in (one.lag, one.share) if figure]),
        ),
    )
