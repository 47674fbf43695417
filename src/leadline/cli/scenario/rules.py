"""`leadline scenario rules`: what must be true for each of the paper's scenarios."""

from collections.abc import Sequence

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.table import Column, Table
from leadline.render.text import Given, Name, Quantity, Text, text
from leadline.simulate.chance import SEED
from leadline.simulate.ensemble import ensemble
from leadline.simulate.outcomes import END
from leadline.simulate.rules import DENSE, FUTURES, RESAMPLES, TARGETS, boxes, figures
from leadline.simulate.scenario import Scenario
from leadline.store.view import View

DRAWS = 2000


def rules(
    *,
    beliefs: str = "reference",
    dense: float = DENSE,
    draws: int = DRAWS,
    seed: int = SEED,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Where each of the paper's scenarios is likely: a few bounds on assumptions and levers, and how often each recurs.

    Args:
        beliefs: The pack under which draws are calibrated.
        dense: The probability that is asked for inside the rules.
        draws: Of the posterior; each is run through twelve futures.
        seed: Of all chance.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    base = ensemble(view, Scenario(beliefs=beliefs, draws=draws, seed=seed))
    found = figures(base, boxes(base, dense=dense))
    if output.json:
        show.as_json(answer(view.as_of, END, found))
    elif output.csv:
        show.as_csv([flat(figure) for figure in found])
    else:
        for outcome in TARGETS:
            show.table(_table(view, [figure for figure in found if figure.args["outcome"] == outcome]))


def _table(view: View, found: Sequence[Figure]) -> Table:
    box, bounds = found[0], found[1:]
    return Table(
        title=text("What must be true for the {outcome}", outcome=Name(name=str(box.args["outcome"]))),
        columns=(
            Column(heading="Input"),
            Column(heading="Is"),
            Column(heading="Bound", align="right"),
            Column(heading="Recurs", align="right"),
        ),
        rows=tuple(_row(figure) for figure in bounds),
        notes=(
            text(
                "Where all hold, in {share} % of draws, its probability is {value} ({note}); {coverage} % of all that "
                "there is of it lies there.",
                share=Given(number=float(box.args["share"])),
                value=Quantity(figure=box),
                note=Name(name=box.note),
                coverage=Given(number=float(box.args["coverage"])),
            ),
            text(
                "Recurs: the share of {searches} on draws chosen anew that bound the same end; what seldom recurs is "
                "chance. Each draw is the mean of {futures}.",
                searches=Given(number=RESAMPLES, unit="searches"),
                futures=Given(number=FUTURES, unit="futures"),
            ),
            show.attribution(view.catalog, found),
        ),
    )


def _row(figure: Figure) -> tuple[Text, ...]:
    return (
        (Name(name=str(figure.args["input"])),),
        (Name(name=str(figure.args["side"])),),
        (Quantity(figure=figure),),
        text("{recurs} %", recurs=Given(number=int(figure.args["recurs"]))),
    )
