"""`leadline scenario check`: worlds whose truth is known, calibrated as if they were ours."""

from collections.abc import Sequence

import numpy as np

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Given, Name, Quantity, Text, text
from leadline.simulate.calibrate import LEAST_DRAWS
from leadline.simulate.chance import SEED
from leadline.simulate.check import DRAWS, LEAD, LEVELS, WORLDS, Check, figures
from leadline.simulate.check import check as checked
from leadline.simulate.start import start
from leadline.store.view import View

BINS = 5
MOST_WORLDS = 10_000


def check(
    *,
    worlds: int = WORLDS,
    draws: int = DRAWS,
    seed: int = SEED,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Simulation-based calibration: how often the truth of made worlds lies where their draws say. Takes minutes.

    Args:
        worlds: How many are made.
        draws: Of each calibration.
        seed: Of all chance.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if not 1 <= worlds <= MOST_WORLDS or not LEAST_DRAWS <= draws <= 20_000:
        raise UserError(
            f"Expected 1 to {MOST_WORLDS:,} worlds of {LEAST_DRAWS} to 20,000 draws; found {worlds:,} of {draws:,}."
        )
    view = which.view()
    begun = start(view)
    told = checked(
        begun, worlds=worlds, draws=draws, seed=seed, progress=lambda numbers: show.with_progress(numbers, "Worlds")
    )
    found = figures(begun, told)
    if output.json:
        show.as_json(answer(view.as_of, begun.vintage, found, _records(told)))
    elif output.csv:
        show.as_csv(_records(told))
    else:
        show.table(_table(view, told, found))


def _records(told: Check) -> list[Record]:
    return [{"quantity": name, "ranks": _counts(told, name)} for name in told.ranks]


def _counts(told: Check, name: str) -> str:
    """How many worlds have a rank in each fifth."""
    return " ".join(map(str, np.histogram(told.ranks[name], BINS, (0, 1))[0]))


def _table(view: View, told: Check, found: Sequence[Figure]) -> Table:
    of = {(str(f.args["quantity"]), f.args["level"]): f for f in found}
    levels = [round(100 * level) for level in LEVELS]
    names = [LEAD, *(name for name in told.ranks if name != LEAD)]
    return Table(
        title=text(
            "{worlds} made worlds, calibrated with {draws} draws each: where the truth lies",
            worlds=Given(number=told.worlds),
            draws=Given(number=told.draws),
        ),
        columns=(
            Column(heading="Quantity"),
            *(Column(heading=f"In the middle {level} %", align="right") for level in levels),
            Column(heading="Ranks by fifths", align="right"),
        ),
        rows=tuple(
            (
                (Name(name=name),),
                *((Quantity(figure=of[name, level]),) for level in levels),
                (Name(name=_counts(told, name)),),
            )
            for name in names
        ),
        notes=(*(_off(told, level) for level in LEVELS), _refused(told), show.attribution(view.catalog, found)),
    )


def _off(told: Check, level: float) -> Text:
    off = told.off(level)
    names = f": {', '.join(off)}" if off else ""
    return text(
        "Of {all} quantities {off} have a coverage at {level} % that so many worlds do not explain by chance{names}; "
        "one in ten would by chance alone.",
        all=Given(number=len(told.ranks)),
        off=Given(number=len(off)),
        level=Given(number=round(100 * level)),
        names=Name(name=names),
    )


def _refused(told: Check) -> Text:
    return text("Worlds that calibration refused: {refused}.", refused=Given(number=told.refused))
