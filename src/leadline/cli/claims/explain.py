"""`leadline claims explain`: every reading of a claim, with its value and whether the sentence holds in it."""

from pathlib import Path

from leadline.claims.check import check
from leadline.claims.claim import Claim
from leadline.cli import show
from leadline.cli.claims import asked as asked_for
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.render import claim_readings
from leadline.render.record import answer


def explain(
    name: str,
    /,
    *,
    most: int | None = None,
    plot: Path | None = None,
    claims: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Every reading of a claim: what was chosen, the value, and whether the sentence holds, by value.

    A chart shows the same as a specification curve: readings by value, the values in which the sentence holds shaded,
    and below each reading what was chosen for it.

    Args:
        name: The id of a claim of the package, or a file with one.
        most: Show no more than so many readings, the lowest values first (default: all).
        plot: Draw the readings into this file (.png, .svg, .html, .csv).
        claims: A folder of your own claims, which go by their ids as those of the package do.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if most is not None and most < 1:
        raise UserError(f"--most {most}: expected how many readings to show, one at least.")
    claim = _one(name, claims)
    view = which.view()
    verdict = check(claim, view)
    sources = show.attribution(view.catalog, verdict.figures)
    if plot:
        from leadline.render.claim_charts import curve

        show.plot(curve(verdict, sources), plot)
    shown = claim_readings.by_value(verdict)[:most]
    if output.json:
        told = [verdict.strict, verdict.lenient, verdict.direction, *(one.figure for one in shown)]
        figures = {one.id: one for one in told if one is not None}
        rows = [claim_readings.record(one, verdict) for one in shown]
        show.as_json(answer(view.as_of, view.as_of, figures.values(), rows))
    elif output.csv:
        show.as_csv([claim_readings.flat(one, verdict) for one in shown])
    else:
        show.table(claim_readings.table(verdict, shown, sources))


def _one(name: str, own: Path | None) -> Claim:
    """The one claim of a name, which asks something of the data."""
    found = asked_for.claims([name], own)
    if len(found) != 1:
        raise UserError(f"{name}: expected one claim, found a folder of {len(found)}. Name one of them.")
    if found[0].query is None:
        raise UserError(
            f"{found[0].id} asks nothing of the data, so that it has no readings. 'leadline check {name}' says why."
        )
    return found[0]
