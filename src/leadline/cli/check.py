"""`leadline check`: in what share of reasonable readings sentences that somebody said hold, as verdict cards."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from leadline import units
from leadline.claims.check import check_all
from leadline.claims.claim import Claim
from leadline.claims.over_time import then_and_now_all
from leadline.cli import show
from leadline.cli.claims import asked as asked_for
from leadline.cli.options import Which
from leadline.errors import UserError
from leadline.render import claim_pages, claim_review
from leadline.render.claim_cards import Card, card
from leadline.render.claim_record import record
from leadline.render.record import answer
from leadline.store.view import View

Form = Literal["text", "md", "html", "jsonld"]
_WRITERS: Mapping[Form, Callable[[Sequence[Card], date], str]] = {
    "text": claim_pages.text_of,
    "md": claim_pages.markdown_of,
    "html": claim_pages.html_of,
    "jsonld": claim_review.written,
}


def check(
    asked: list[str],
    /,
    *,
    since: str | None = None,
    claims: Path | None = None,
    json: Annotated[bool, Parameter(negative=())] = False,
    form: Annotated[Form, Parameter(name="--format")] = "text",
    out: Path | None = None,
    which: Which | None = None,
) -> None:
    """Print verdict cards of claims: in what share of reasonable readings a sentence holds, then and now, and why.

    A share of readings is no probability of being right, and no verdict says that a sentence is true or false.

    Args:
        asked: Ids of claims of the package, files of claims, or folders of them.
        since: Tell also the verdict as known on this day, YYYY-MM-DD.
        claims: A folder of your own claims, which go by their ids as those of the package do.
        json: Print one JSON object.
        form: Write cards as text, Markdown (md), one HTML page, or ClaimReview of schema.org (jsonld).
        out: Write into this file instead of printing.
        which: The store and the day of knowledge.
    """
    which = which or Which()
    view = which.view()
    day = units.day(since) if since else None
    if day and day > view.as_of:
        raise UserError(f"--since {day} is later than the day of the view, {view.as_of}. Name an earlier day.")
    if json and form != "text":
        raise UserError("Choose one of --json and --format.")
    cards = _cards(asked_for.claims(asked, claims), view, day)
    if json:
        figures = {one.id: one for shown in cards for one in shown.figures}
        show.as_json(answer(view.as_of, view.as_of, figures.values(), list(map(record, cards))))
    elif form == "text" and out is None:
        show.lines(line for shown in cards for line in claim_pages.lines(shown))
    else:
        show.written(_WRITERS[form](cards, view.as_of), out)


def _cards(claims: Sequence[Claim], view: View, since: date | None) -> list[Card]:
    pairs = then_and_now_all(show.with_progress(claims, "Checking"), view)
    before = check_all(show.with_progress(claims, str(since)), view.earlier(since)) if since else [None] * len(claims)
    return [card(then, now, view.catalog, old) for (then, now), old in zip(pairs, before, strict=True)]
