"""`leadline scenario forecast`: the stack of model and rivals, with each of them alone beside it."""

from collections.abc import Sequence
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Day, Given, Name, Quantity, Text, text
from leadline.simulate.chance import SEED
from leadline.simulate.ensemble import TARGET, ensemble
from leadline.simulate.hindcast import ENOUGH
from leadline.simulate.outcomes import END, LEADS
from leadline.simulate.scenario import DRAWS, Scenario
from leadline.simulate.stack import Stack, figures, stack


def forecast(
    *,
    beliefs: str = "reference",
    without: Annotated[tuple[str, ...], Parameter(negative=())] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The published forecast of the mean lead in 2028 with no lever pulled: model, rivals, and their stack.

    Args:
        beliefs: The pack under which the model runs.
        without: A rival to be left out of the stack, such as trend; may be repeated.
        draws: Futures of the model.
        seed: Of all chance.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    told = stack(view, ensemble(view, Scenario(beliefs=beliefs, draws=draws, seed=seed)), without)
    found = figures(told)
    if output.json:
        show.as_json(answer(view.as_of, END, found))
    elif output.csv:
        show.as_csv([flat(figure) for figure in found])
    else:
        show.table(table(told, (show.attribution(view.catalog, found),)))


def table(told: Stack, notes: Sequence[Text] = ()) -> Table:
    """A row for the stack, the model and each rival: weight, median, 90 %, the probability of every class."""
    found = figures(told)
    return Table(
        title=text(
            "The forecast: mean lead of {leader} over {follower} in {year}, no lever pulled, as known on {day}",
            leader=group_name(told.base.start.blocs[0].code),
            follower=group_name(told.base.start.blocs[1].code),
            year=Name(name=str(TARGET)),
            day=Day(day=told.base.start.as_of),
        ),
        columns=(
            Column(heading="By"),
            Column(heading="Weight", align="right"),
            Column(heading="Median", align="right"),
            Column(heading="Middle 90 %"),
            *(Column(heading=one.name, align="right") for one in LEADS),
        ),
        rows=tuple(_row([f for f in found if f.args["by"] == name]) for name in dict.fromkeys(map(_by, found))),
        notes=(_reason(told), *notes),
    )


def _by(figure: Figure) -> str:
    return str(figure.args["by"])


def _row(own: Sequence[Figure]) -> tuple[Text, ...]:
    first = own[0]
    return (
        (Name(name=_by(first)),),
        (Given(number=round(float(first.args["weight"]), 2)),),
        (Quantity(figure=first, part="bare"),),
        (Quantity(figure=first, part="ends"),),
        *((Quantity(figure=figure),) for figure in own[1:]),
    )


def _reason(told: Stack) -> Text:
    holes = {"apart": Given(number=told.apart), "least": Given(number=ENOUGH)}
    if told.scored:
        return text("Weights by the inverse of past CRPS over {apart} windows of a year apart.", **holes)
    return text(
        "Weights are alike: past scores rest on {apart} windows of a year apart, {least} would be needed. Rivals know "
        "of no lever, no chip and no policy; 'leadline scenario hindcast' scores them.",
        **holes,
    )
