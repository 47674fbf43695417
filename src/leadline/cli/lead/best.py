"""`leadline lead best`: which model is the best of a group, and how likely."""

from leadline.capability.dates import dated
from leadline.capability.index import index
from leadline.capability.probability import best_in
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.cli.setting import Chosen, different
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, text


def best(
    *,
    group: str = "world",
    on: str | None = None,
    dates: str = "source",
    most: int = 10,
    chosen: Chosen | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Which models may be the best of a group on a day, each with its probability.

    Args:
        group: A group of models, as for `leadline lead`.
        on: The day, YYYY-MM-DD (default: the as-of day).
        dates: Which day of a model counts: source, announced, preview, api or weights.
        most: How many are shown.
        chosen: How the index is made.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    setting = (chosen or Chosen()).setting()
    view = which.view()
    day = on_day(on, view)
    figures = best_in(dated(index(view, setting), dates), group, day, most=most)
    if output.json:
        show.as_json(answer(view.as_of, day, figures))
    elif output.csv:
        show.as_csv([flat(figure) for figure in figures])
    else:
        show.table(_table(figures))
        for line in (*different(setting), show.attribution(view.catalog, figures)):
            show.line(line)


def _table(figures: list[Figure]) -> Table:
    first = figures[0]
    return Table(
        title=text(
            "Best of {group} on {on}, as known on {as_of}",
            group=group_name(str(first.args["group"])),
            on=Day(day=first.on),
            as_of=Day(day=first.as_of),
        ),
        columns=(Column(heading="Model"), Column(heading="Probability", align="right")),
        rows=tuple(((Name(name=str(figure.args["model"])),), (Quantity(figure=figure),)) for figure in figures),
        notes=(text("Shares of the draws of the index: what the noise in the scores leaves open."),),
    )
