"""`leadline scenario sensitivity`: what the lead and adoption in 2028 hang on, before and after history has spoken."""

from collections.abc import Sequence
from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UnknownName, UserError
from leadline.model import Figure
from leadline.render.record import answer, flat
from leadline.render.table import Column, Table
from leadline.render.text import Day, Given, Name, Quantity, Text, text
from leadline.simulate.chance import SEED
from leadline.simulate.ensemble import TARGET, ensemble
from leadline.simulate.outcomes import END
from leadline.simulate.scenario import DRAWS, Scenario
from leadline.simulate.sensitivity import CHANCE, OUTCOMES, ROWS, SIDES, figures, posterior, total_indices
from leadline.store.view import View

TOP = 15
MOST_ROWS = 16_384


def sensitivity(
    *,
    outcome: str = "lead",
    beliefs: str = "reference",
    rows: int = ROWS,
    draws: int = DRAWS,
    seed: int = SEED,
    top: int = TOP,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Which assumptions and levers move the outcome most: on the priors, and on draws calibrated to history.

    Args:
        outcome: Of the table: lead, share or 'first scenario' (the probability of a lead of a year or more).
        beliefs: The pack whose posterior is taken; the priors are those of the register.
        rows: Of each of the two samples of the priors.
        draws: Of the posterior.
        seed: Of all chance.
        top: How many inputs the table and the chart show; --json and --csv have all.
        plot: Draw swings in months and in probability to this file: png, svg, html or csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if outcome not in OUTCOMES:
        raise UnknownName("outcome", outcome, OUTCOMES, f"There are {', '.join(OUTCOMES)}.")
    if not 2 <= rows <= MOST_ROWS or top < 1:
        raise UserError(f"Expected 2 to {MOST_ROWS:,} rows and at least one input to show; found {rows:,} and {top}.")
    view = which.view()
    base = ensemble(view, Scenario(beliefs=beliefs, draws=draws, seed=seed))
    prior = total_indices(
        base.start,
        base.scenario.register,
        rows=rows,
        seed=seed,
        progress=lambda names: show.with_progress(names, "Inputs"),
    )
    found = figures(base, prior, posterior(base))
    if plot:
        _plot(view, found, top, plot)
    if output.json:
        show.as_json(answer(view.as_of, END, found))
    elif output.csv:
        show.as_csv([flat(figure) for figure in found])
    else:
        show.table(_table(view, [f for f in found if f.args["outcome"] == outcome], top, rows))


def ordered(found: Sequence[Figure]) -> list[str]:
    """The inputs of one outcome by the larger of their two swings, the largest first."""
    size: dict[str, float] = {}
    for figure in found:
        if figure.metric == "scenario_swing":
            name = str(figure.args["input"])
            size[name] = max(size.get(name, 0.0), abs(figure.value))
    return sorted(size, key=lambda name: -size[name])


def _table(view: View, found: Sequence[Figure], top: int, rows: int) -> Table:
    of = {(f.metric, str(f.args["input"]), str(f.args.get("side", ""))): f for f in found}
    names = ordered(found)
    chance = of["scenario_total_index", CHANCE, ""]
    return Table(
        title=text(
            "What the outcome '{outcome}' in {year} hangs on, under the beliefs {beliefs}, as known on {day}",
            outcome=Name(name=str(chance.args["outcome"])),
            year=Name(name=str(TARGET)),
            beliefs=Name(name=str(chance.args["beliefs"])),
            day=Day(day=view.as_of),
        ),
        columns=(
            Column(heading="Input"),
            *(Column(heading=f"In its {side}", align="right") for side in SIDES),
            Column(heading="First order, posterior", align="right"),
            Column(heading="Total index, prior", align="right"),
            Column(heading="Of Monte Carlo"),
        ),
        rows=tuple(_row(of, name) for name in names[:top]),
        notes=(
            text(
                "The total index of chance is {chance}. Shown: {top} of {all} inputs, by what the outcome is where "
                "they are lowest and highest, less what it is in all. Levers are drawn from full "
                "loosening to full strength.",
                chance=Quantity(figure=chance),
                top=Given(number=min(top, len(names))),
                all=Given(number=len(names)),
            ),
            text(
                "Total indices: priors alone, {rows} twice; they need not come to a whole. First order: after "
                "calibration, an input with what history ties to it.",
                rows=Given(number=rows, unit="rows"),
            ),
            show.attribution(view.catalog, found),
        ),
    )


def _row(of: dict[tuple[str, str, str], Figure], name: str) -> tuple[Text, ...]:
    whole = of["scenario_total_index", name, ""]
    return (
        (Name(name=name),),
        *((Quantity(figure=of["scenario_swing", name, side]),) for side in SIDES),
        (Quantity(figure=of["scenario_first_order", name, ""]),),
        (Quantity(figure=whole),),
        (Quantity(figure=whole, part="ends"),),
    )


def _plot(view: View, found: Sequence[Figure], top: int, path: Path) -> None:
    from leadline.render.tornado_charts import tornado

    names = ordered([figure for figure in found if figure.args["outcome"] == "lead"])[:top]
    swings = [f for f in found if f.metric == "scenario_swing" and f.args["input"] in names]
    shown = [f for f in swings if f.args["outcome"] in ("lead", OUTCOMES[-1])]
    show.plot(tornado(shown, names, sources=show.attribution(view.catalog, shown)), path)
