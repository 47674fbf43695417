"""`leadline scenario signposts`: which observation by which date would move which probability."""

from collections.abc import Sequence
from dataclasses import replace

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.table import Column, Table
from leadline.render.text import Day, Given, Name, Quantity, Text, text
from leadline.simulate.chance import SEED
from leadline.simulate.ensemble import ensemble
from leadline.simulate.outcomes import END
from leadline.simulate.scenario import DRAWS, Scenario
from leadline.simulate.signposts import signposts as signposts_of
from leadline.store.view import View

TOP = 15


def signposts(
    *,
    beliefs: str = "reference",
    draws: int = DRAWS,
    seed: int = SEED,
    top: int = TOP,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What would change the forecast: an outcome in the highest or lowest quarter of its futures by a date.

    Args:
        beliefs: The pack under which the model runs.
        draws: Futures.
        seed: Of all chance.
        top: How many the table shows; --json and --csv have all.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if top < 1:
        raise UserError(f"Expected at least one signpost to show, found {top}.")
    view = which.view()
    base = ensemble(view, Scenario(beliefs=beliefs, draws=draws, seed=seed))
    found = signposts_of(base, ensemble(view, replace(base.scenario, yardstick="index")))
    if output.json:
        show.as_json(answer(view.as_of, END, found))
    elif output.csv:
        show.as_csv([flat(figure) for figure in found])
    else:
        show.table(_table(view, found, top))


def _table(view: View, found: Sequence[Figure], top: int) -> Table:
    return Table(
        title=text(
            "Signposts under the beliefs {beliefs}, as known on {day}",
            beliefs=Name(name=str(found[0].args["beliefs"])),
            day=Day(day=view.as_of),
        ),
        columns=(
            Column(heading="Should"),
            Column(heading="On"),
            Column(heading="Be"),
            Column(heading="Then the probability of"),
            Column(heading="Moves by", align="right"),
            Column(heading="Of Monte Carlo"),
            Column(heading="To", align="right"),
        ),
        rows=tuple(_row(figure) for figure in found[:top]),
        notes=(
            text(
                "Each is the highest or lowest quarter of futures on that day, by the public index: what the model "
                "would learn, as far as its assumptions hold. Shown: {top} of {all}.",
                top=Given(number=min(top, len(found))),
                all=Given(number=len(found)),
            ),
            show.attribution(view.catalog, found),
        ),
    )


def _row(figure: Figure) -> tuple[Text, ...]:
    args = figure.args
    bound = Given(number=float(f"{float(args['bound']):.3g}"), unit=str(args["bound_unit"]))
    return (
        (Name(name=str(args["observed"])),),
        (Day(day=figure.on),),
        text("{side} {bound}", side=Name(name=str(args["side"])), bound=bound),
        (Name(name=str(args["region"])),),
        (Quantity(figure=figure),),
        (Quantity(figure=figure, part="ends"),),
        text("{then} %", then=Given(number=float(args["then"]))),
    )
