"""`leadline check` of a text: its sentences with something to check, the claims that they repeat, drafts of others.

Decisions:

- A language model is asked only with `--propose-with` and `--send`; without `--send` the user reads on stderr what
  would be sent and to whom. Its key comes from the environment alone, and its proposals go into drafts alone.
- Words of a text, a model and a server come from anywhere: letters that steer a terminal are taken out.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from leadline.claims.check import check_all
from leadline.claims.metrics import METRICS
from leadline.claims.text import documents, proposal
from leadline.claims.text.draft import Article, Proposed, drafts
from leadline.claims.text.found import Found, found_in
from leadline.claims.text.kept import Kept, keep
from leadline.claims.text.match import Match, matched
from leadline.claims.text.sentences import clean
from leadline.cli import show
from leadline.cli.claims import asked as asked_for
from leadline.cli.drafting import Drafting
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.ingest import page
from leadline.render import claim_pages, claim_sentences
from leadline.render.claim_sentences import Checked
from leadline.render.record import answer
from leadline.store.view import View


def run(
    asked: str, own: Path | None, drafting: Drafting, output: Output, form: str, out: Path | None, which: Which
) -> None:
    """Read a text, print what was found in it, and write drafts where they are asked for."""
    endpoint = _endpoint(drafting)
    view = which.view()
    article, told = _read(asked)
    found = found_in(told, view.catalog)
    matches = matched(found, asked_for.claims([], own), view.catalog)
    if form in ("html", "jsonld"):
        raise UserError(_cards_only(form, matches))
    checked = _checked(article, found, matches, view)
    _show(checked, view, output, form, out)
    if drafting.drafts is not None:
        _draft(matches, article, drafting.drafts, endpoint, send=drafting.send)


def _read(asked: str) -> tuple[Article, str]:
    """What is known of a text, and the text."""
    if not page.is_address(asked):
        return Article(name=_named(Path(asked).name)), documents.read_text(Path(asked))
    content, url = page.fetched(asked, documents.MOST_BYTES)
    parts = urlsplit(url)
    name = _named(Path(parts.path).name or parts.netloc)
    return Article(name=name, url=clean(url)), documents.text_of(content, name)


def _named(name: str) -> str:
    return " ".join(clean(name).encode("utf-8", "replace").decode().split()) or "text"


def _checked(article: Article, found: Sequence[Found], matches: Sequence[Match], view: View) -> Checked:
    """The sentences with the verdicts on the claims that they repeat, each claim checked once."""
    repeated = {one.claim.id: one.claim for one in matches if one.claim}
    verdicts = check_all(show.with_progress(list(repeated.values()), "Checking"), view)
    by_id = dict(zip(repeated, verdicts, strict=True))
    return Checked(
        name=article.name,
        found=tuple(found),
        verdicts={one.found.sentence.number: by_id[one.claim.id] for one in matches if one.claim},
        as_of=view.as_of,
    )


def _show(checked: Checked, view: View, output: Output, form: str, out: Path | None) -> None:
    sources = show.attribution(view.catalog, checked.figures) if checked.figures else ()
    if output.json:
        rows = [claim_sentences.record(checked, one) for one in checked.found]
        show.as_json(answer(view.as_of, view.as_of, checked.figures, rows))
    elif output.csv:
        show.as_csv([claim_sentences.flat(checked, one) for one in checked.found])
    elif form == "md":
        show.written(claim_sentences.markdown_of(checked, sources), out)
    elif out is None:
        show.lines(claim_sentences.lines(checked, sources))
    else:
        show.written(claim_pages.unstyled(claim_sentences.lines(checked, sources)), out)


def _cards_only(form: str, matches: Sequence[Match]) -> str:
    repeated = dict.fromkeys(one.claim.id for one in matches if one.claim)
    remedy = f" Its claims go by name: leadline check {' '.join(repeated)} --format {form}." if repeated else ""
    return f"--format {form}: expected claims, found a text, which is written as text or Markdown (md).{remedy}"


def _endpoint(drafting: Drafting) -> proposal.Endpoint | None:
    """Who is asked for proposals, if anybody; UserError where options do not go together."""
    url, model = drafting.propose_with, drafting.model
    if url is None and (model is not None or drafting.send):
        raise UserError("--model and --send go with --propose-with URL, which says who is asked. Add it.")
    if url is None:
        return None
    if drafting.drafts is None or not model:
        raise UserError("--propose-with goes with --drafts DIR, for what is proposed, and --model NAME. Add them.")
    key = os.environ.get(proposal.KEY, "").strip()
    if not (key.isascii() and key.isprintable()):
        raise UserError(f"{proposal.KEY}: expected a key of plain letters, found others. Set it again.")
    proposal.require_private(url)
    return proposal.Endpoint(url=url, model=model, key=key)


def _draft(
    matches: Sequence[Match], article: Article, folder: Path, endpoint: proposal.Endpoint | None, *, send: bool
) -> None:
    new = tuple(one.found for one in matches if one.claim is None)
    if endpoint and not send:
        _say(f"Nothing was sent and no draft written. With --send {proposal.told(new, endpoint)}")
        return
    proposed: Mapping[int, Proposed] = {}
    if endpoint and new:
        _say(proposal.told(new, endpoint))
        proposed = _proposals(new, endpoint)
    _say(_next(keep(drafts(matches, article, METRICS, proposed), folder), folder))


def _proposals(found: Sequence[Found], endpoint: proposal.Endpoint) -> Mapping[int, Proposed]:
    """The queries that a model proposes, by the number of the sentence; why there is none is told."""
    proposed = {}
    for one in show.with_progress(found, "Asking"):
        answer = proposal.propose(one, METRICS, endpoint)
        if isinstance(answer, Proposed):
            proposed[one.sentence.number] = answer
        else:
            _say(f"Sentence {one.sentence.number}: {answer}")
    return proposed


def _next(kept: Kept, folder: Path) -> str:
    """What became of drafts, and what to do with them."""
    told = [f"Drafts in {folder}: {len(kept.written)} written"]
    if kept.same:
        told.append(f"{len(kept.same)} there already")
    if kept.left:
        told.append(f"{len(kept.left)} left out, since a file of that name says something else: ")
        told[-1] += ", ".join(path.name for path in kept.left)
    remedy = (
        " Finish each where a line begins with '# field:'; 'leadline claims lint FILE' says what is missing, and "
        "'leadline check FILE' checks it."
    )
    return "; ".join(told) + "." + (remedy if kept.written or kept.same else "")


def _say(message: str) -> None:
    sys.stderr.write(clean(message).rstrip() + "\n")
