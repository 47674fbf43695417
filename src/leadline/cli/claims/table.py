"""`leadline claims`: all claims of the package, or some, with their verdicts then and now."""

from datetime import timedelta
from pathlib import Path

from leadline.claims.check import check_all
from leadline.claims.claim import Status
from leadline.claims.over_time import then_and_now_all
from leadline.claims.verdict import Outcome
from leadline.cli import show
from leadline.cli.claims import asked as asked_for
from leadline.cli.options import Output, Which, since_day
from leadline.errors import UnknownName
from leadline.render import claim_table
from leadline.render.claim_table import Row
from leadline.render.record import answer

SINCE = timedelta(days=90)


def table(
    *,
    side: str | None = None,
    status: Status | None = None,
    outcome: Outcome | None = None,
    since: str | None = None,
    claims: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """All claims of the package: verdicts on the day of the sentence and now, what decides, and what changed.

    Those whose outcome changed stand first. A share of readings is no probability of being right.

    Args:
        side: Only those of works that argue this side's case, such as 'CN policy'.
        status: Only those of this status.
        outcome: Only those that come to this outcome now.
        since: Tell what changed since this day, YYYY-MM-DD (default: 90 days before the as-of day).
        claims: A folder of your own claims, to stand beside those of the package.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    day = since_day(since, view) if since else view.as_of - SINCE
    found = asked_for.claims([], claims)
    sides = dict.fromkeys(claim.work.side for claim in found)
    if side is not None and side not in sides:
        raise UnknownName("side", side, sides, f"There are {', '.join(sides)}.")
    found = tuple(one for one in found if side in (None, one.work.side) and status in (None, one.status))
    pairs = then_and_now_all(show.with_progress(found, "Then and now"), view)
    before = check_all(show.with_progress(found, f"As of {day}"), view.earlier(day))
    rows = claim_table.ordered(
        [
            Row(then=then, before=old, now=now)
            for (then, now), old in zip(pairs, before, strict=True)
            if outcome in (None, now.outcome)
        ]
    )
    figures = claim_table.figures(rows)
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, figures, list(map(claim_table.record, rows))))
    elif output.csv:
        show.as_csv(list(map(claim_table.record, rows)))
    else:
        show.table(claim_table.table(rows, view.as_of, day, show.attribution(view.catalog, figures)))
