"""`leadline stack`: the layers beneath prices and capability."""

from cyclopts import App

from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.sentence import label
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, text
from leadline.stack.compute import BASES, compute_growth, compute_share, compute_stock

app = App(
    name="stack",
    help="The layers beneath prices and capability: so far, compute.",
    help_epilogue="Example: leadline stack compute --on 2025-12-31",
)


@app.command(help_epilogue="Example: leadline stack compute --on 2025-12-31")
def compute(*, on: str | None = None, which: Which | None = None, output: Output | None = None) -> None:
    """The stock of compute, its growth, and China's share by every meaning of the word.

    Args:
        on: The day it is looked at on, YYYY-MM-DD (default: the as-of day); stocks are those of the quarter before.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view)
    owned = [basis for basis in BASES if basis.startswith("ownership")]
    figures = [
        *(compute_share(view, basis, day) for basis in BASES),
        *(compute_share(view, basis, day, conversion="rule") for basis in owned),
        compute_stock(view, "world", day),
        *(compute_stock(view, "CN", day, basis=basis) for basis in owned),
        compute_growth(view, "world", day),
        *(compute_growth(view, "CN", day, basis=basis) for basis in owned),
    ]
    if output.json:
        show.as_json(answer(view.as_of, day, figures))
    elif output.csv:
        show.as_csv([flat(figure) for figure in figures])
    else:
        show.table(_table(figures))
        show.line(show.attribution(view.catalog, figures))


def _table(figures: list[Figure]) -> Table:
    return Table(
        title=text("Compute, as known on {as_of}", as_of=Day(day=figures[0].as_of)),
        columns=(
            Column(heading="What"),
            Column(heading="On"),
            Column(heading="Value", align="right"),
            Column(heading="Interval", align="right"),
            Column(heading="Note"),
        ),
        rows=tuple(
            (
                (Name(name=label(figure)),),
                (Day(day=figure.on),),
                (Quantity(figure=figure),),
                (Quantity(figure=figure, part="interval"),) if figure.low is not None else (),
                (Name(name=figure.note),),
            )
            for figure in figures
        ),
    )
