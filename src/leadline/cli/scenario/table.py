"""`leadline scenario table`: belief packs by levers."""

from pathlib import Path

from leadline.catalog import beliefs as packs
from leadline.cli import show
from leadline.cli.options import Output, Which, listed
from leadline.cli.scenario.answers import calibration
from leadline.cli.scenario.tables import RESERVE, bare
from leadline.render.record import answer, flat
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, text
from leadline.simulate import table as simulated
from leadline.simulate.chance import SEED
from leadline.simulate.outcomes import END, LEADS
from leadline.simulate.scenario import Scenario
from leadline.simulate.table import PackRow, packs_by_levers, settings
from leadline.store.view import View

REGIONS_NOTE = (
    "Classes of the lead in months, in per cent of futures; First, Second and Neither: the scenarios of the paper, and "
    "what fits none of them; Share: of contestable markets, in per cent."
)


def table(
    *,
    packs: str | None = None,
    draws: int = simulated.DRAWS,
    seed: int = SEED,
    yardstick: str = "mixture",
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Every belief pack, calibrated to the same history, with nothing pulled and with each lever at full strength.

    Args:
        packs: Only these packs, parted by commas.
        draws: Futures of each pack.
        seed: Seed of all chance.
        yardstick: Yardstick of the lead: index, strict, votes or mixture.
        plot: Draw the probabilities of each class by pack to this file: png, svg, html or csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    asked = Scenario(draws=draws, seed=seed, yardstick=yardstick)
    names = _names(packs)
    rows = [row for name in show.with_progress(names, "Belief packs") for row in packs_by_levers(view, asked, [name])]
    figures = [figure for row in rows for figure in row.figures]
    if plot:
        _plot(view, rows, plot)
    if output.json:
        told = [{"pack": row.pack.name, **calibration(row.calibrated)} for row in rows]
        show.as_json(answer(view.as_of, END, figures, told))
    elif output.csv:
        show.as_csv([flat(figure) for figure in figures])
    else:
        show.table(_classes(view, rows))
        show.table(_effects(rows))


def _names(asked: str | None) -> list[str]:
    return [packs.pack(name).name for name in listed(asked)] if asked is not None else list(packs.load())


def _plot(view: View, rows: list[PackRow], path: Path) -> None:
    from leadline.render.scenario_charts import by_pack

    classes = {row.pack.title: row.classes for row in rows}
    first = next(iter(classes.values()))
    show.plot(by_pack(classes, sources=show.attribution(view.catalog, first)), path)


def _classes(view: View, rows: list[PackRow]) -> Table:
    return Table(
        title=text("No lever pulled: mean lead over the year, as known on {day}", day=Day(day=view.as_of)),
        columns=(
            Column(heading="Beliefs"),
            Column(heading="Months", align="right"),
            Column(heading="Of futures", align="right"),
            *(Column(heading=one.name, align="right") for one in LEADS),
            Column(heading="First", align="right"),
            Column(heading="Second", align="right"),
            Column(heading="Neither", align="right"),
            Column(heading="Share", align="right"),
        ),
        rows=tuple(
            (
                (Name(name=row.pack.name),),
                *bare([row.lead]),
                (Quantity(figure=row.lead, part="ends"),),
                *bare([*row.classes, *row.regions, row.share]),
            )
            for row in rows
        ),
        notes=(text(REGIONS_NOTE), text(RESERVE), show.attribution(view.catalog, [row.lead for row in rows])),
    )


def _effects(rows: list[PackRow]) -> Table:
    return Table(
        title=text("Effect of levers at full strength on the mean lead in months, and of all on the rest"),
        columns=(
            Column(heading="Beliefs"),
            *(Column(heading=one.name, align="right") for one in settings()),
            *(Column(heading=f"First, {one.name}", align="right") for one in settings()[-2:]),
            *(Column(heading=f"Share, {one.name}", align="right") for one in settings()[-2:]),
        ),
        rows=tuple(
            ((Name(name=row.pack.name),), *bare([*row.effects, *row.changes[-2:], *row.adoption[-2:]])) for row in rows
        ),
        notes=(
            text(
                "Months are means of paired differences; First is the change of the probability of the paper's first "
                "scenario, Share that of the share of contestable markets, both in points. Intervals stand in --json."
            ),
        ),
    )
