"""`leadline check`: in what share of reasonable readings sentences that somebody said hold, as verdict cards.

A text is told from claims by its ending or its address alone: a folder, a file of YAML and an id are claims.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from leadline.claims.check import check_all
from leadline.claims.claim import Claim
from leadline.claims.over_time import then_and_now_all
from leadline.claims.text.documents import ENDINGS
from leadline.cli import show
from leadline.cli.claims import asked as asked_for
from leadline.cli.drafting import Drafting
from leadline.cli.options import Output, Which, since_day
from leadline.errors import UserError
from leadline.ingest import page
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
CLAIM_ENDINGS = (".yaml", ".yml")


def check(
    asked: list[str],
    /,
    *,
    since: str | None = None,
    claims: Path | None = None,
    drafting: Drafting | None = None,
    output: Output | None = None,
    form: Annotated[Form, Parameter(name="--format")] = "text",
    out: Path | None = None,
    which: Which | None = None,
) -> None:
    """Print verdict cards of claims: in what share of reasonable readings a sentence holds, then and now, and why.

    A share of readings is no probability of being right, and no verdict says that a sentence is true or false.

    Of a text (.txt, .md, .html, .pdf or an address) print its sentences with something to check, each with the claim
    that it repeats: 'leadline check article.pdf --drafts my-claims' writes drafts of claims for the others.

    Args:
        asked: Ids of claims of the package, files of claims, or folders of them; or one text.
        since: Tell also the verdict as known on this day, YYYY-MM-DD.
        claims: A folder of your own claims, which go by their ids as those of the package do.
        drafting: What becomes of sentences that repeat no claim.
        output: The form for programs; CSV is for a text alone.
        form: Write cards as text, Markdown (md), one HTML page, or ClaimReview of schema.org (jsonld); what was found
            in a text as text or Markdown.
        out: Write into this file instead of printing.
        which: The store and the day of knowledge.
    """
    which, output, drafting = which or Which(), output or Output(), drafting or Drafting()
    if (output.json or output.csv) and (form != "text" or out):
        raise UserError("Choose one of --json, --csv and --format; --out goes with --format.")
    if text := _text(asked):
        # Reading texts takes a while to load: only who has one loads it.
        from leadline.cli import check_text

        if since:
            raise UserError("--since is for claims: name those that the text repeats.")
        check_text.run(text, claims, drafting, output, form, out, which)
        return
    if drafting != Drafting() or output.csv:
        raise UserError(
            "--drafts, --propose-with, --model, --send and --csv are for a text, and claims were named. Leave them "
            "out; 'leadline claims --csv' has a row for each claim."
        )
    view = which.view()
    cards = _cards(asked_for.claims(asked, claims), view, since_day(since, view) if since else None)
    if output.json:
        figures = {one.id: one for shown in cards for one in shown.figures}
        show.as_json(answer(view.as_of, view.as_of, figures.values(), list(map(record, cards))))
    elif form == "text" and out is None:
        show.lines(line for shown in cards for line in claim_pages.lines(shown))
    else:
        show.written(_WRITERS[form](cards, view.as_of), out)


def _text(asked: Sequence[str]) -> str | None:
    """The text that is asked for; None where claims are."""
    texts = [word for word in asked if _is_text(word)]
    if texts and len(asked) > 1:
        raise UserError(f"Expected one text alone, or claims, found {len(asked)} words with {texts[0]!r}. Name one.")
    return texts[0] if texts else None


def _is_text(word: str) -> bool:
    """Whether a word names a text; UserError for a file that is neither that nor a claim."""
    if page.is_address(word):
        return True
    path = Path(word)
    if path.is_dir() or path.suffix.lower() in CLAIM_ENDINGS:
        return False
    if path.suffix.lower() in ENDINGS:
        return True
    if path.is_file():
        raise UserError(
            f"{word}: expected a claim (.yaml) or a text ({', '.join(ENDINGS)}, or an address), found a file with "
            f"{f'the ending {path.suffix!r}' if path.suffix else 'no ending'}. Save it as one of these."
        )
    return False


def _cards(claims: Sequence[Claim], view: View, since: date | None) -> list[Card]:
    pairs = then_and_now_all(show.with_progress(claims, "Checking"), view)
    before = check_all(show.with_progress(claims, str(since)), view.earlier(since)) if since else [None] * len(claims)
    return [card(then, now, view.catalog, old) for (then, now), old in zip(pairs, before, strict=True)]
