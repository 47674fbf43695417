"""`leadline claims lint`: what is wrong with claims though they can be read."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from leadline.claims.check import check_all
from leadline.claims.claim import Claim
from leadline.claims.lint import Finding, readable
from leadline.claims.lint import lint as findings_of
from leadline.claims.metrics import METRICS
from leadline.claims.read import bundled, named
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.render.record import answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, text
from leadline.store.view import View

DONE, FINDING = range(2)
"""Exit codes: nothing found; something that a person should look at."""


def lint(
    asked: str | None = None,
    /,
    *,
    files_only: Annotated[bool, Parameter(negative=())] = False,
    which: Which | None = None,
    output: Output | None = None,
) -> int:
    """What is wrong with claims though their files can be read; exit code 1 where something is found.

    Looks for values without a reason, grids with too few readings or with readings on one side only, parameters that
    change nothing, links that are not returned, and verdicts that contradict each other. The rules stand in
    docs/claims.md; a claim can accept one with a reason.

    Args:
        asked: A file, a folder with the folders in it, or the id of a claim of the package (default: all of those).
        files_only: Look at the files alone, and check no claim on a view.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    claims, found = readable(named(asked), METRICS)
    beside = readable(bundled(), METRICS)[0] if asked else ()
    view = which.view()
    told = [] if files_only else check_all(_with_linked(claims, beside), view, METRICS)
    found = [*found, *findings_of(claims, METRICS, told, beside)]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, rows=list(map(asdict, found))))
    elif output.csv:
        show.as_csv(list(map(asdict, found)))
    else:
        show.table(_table(found, len(claims), view))
    if found:
        sys.stderr.write(f"leadline: {len(found)} found in {len(claims)} looked at.\n")
    return FINDING if found else DONE


def _with_linked(claims: Sequence[Claim], beside: Iterable[Claim]) -> list[Claim]:
    """Claims, and those beside them that they name."""
    own = {claim.id for claim in claims}
    linked = {name for claim in claims for name in (*claim.counterclaims, *claim.same_as)} - own
    return [*claims, *(claim for claim in beside if claim.id in linked)]


def _table(found: Sequence[Finding], claims: int, view: View) -> Table:
    return Table(
        title=text(
            "Findings in {count} claims, as known on {day}",
            count=Count(number=claims, evidence="claims"),
            day=Day(day=view.as_of),
        ),
        columns=tuple(Column(heading=name) for name in ("Claim", "Rule", "Found", "What to do")),
        rows=tuple(
            tuple((Name(name=cell),) for cell in (one.claim or one.file, one.rule, one.what, one.remedy))
            for one in found
        ),
        notes=(text("The rules stand in docs/claims.md."),) if found else (text("None."),),
    )
