"""Verdict cards as text for a terminal, as Markdown and as one HTML page that fetches nothing.

Under every share stands that it is no probability.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import jinja2

from leadline.render.claim_cards import Card, Piece
from leadline.render.claim_words import NO_PROBABILITY
from leadline.render.html import html, looks, trace
from leadline.render.markdown import Footnotes, escape, markdown
from leadline.render.sentence import label
from leadline.render.text import Day, Text, plain, text


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line for a terminal; rich wraps it."""

    words: str
    style: str = ""
    indent: int = 0


def marked(pieces: Sequence[Piece]) -> str:
    """A sentence with its vague words in brackets, as they stand in the file of the claim.

    >>> marked([("It costs ", False), ("far", True), (" more.", False)])
    'It costs [far] more.'
    """
    return "".join(f"[{words}]" if vague else words for words, vague in pieces)


def lines(card: Card) -> Iterator[Line]:
    """A card for a terminal."""
    yield Line(words=card.verdict.claim.id, style="bold")
    yield Line(words=marked(card.sentence), indent=2)
    if card.verdict.claim.quote:
        yield Line(words=f"“{card.verdict.claim.quote}”", indent=2, style="italic")
    yield Line(words=plain(card.said), indent=2, style="dim")
    yield Line(words=plain(card.interest), indent=2, style="dim")
    yield Line(words=plain(card.outcome), indent=2, style="bold")
    if card.shares:
        yield Line(words=plain(NO_PROBABILITY), indent=2, style="dim")
    for part in card.parts:
        yield Line(words=f"{plain(part.heading)}:", indent=2)
        yield from (Line(words=plain(line), indent=4) for line in part.lines)
    if card.sources:
        yield Line(words=plain(card.sources), indent=2, style="dim")
    yield Line(words="")


def text_of(cards: Sequence[Card], as_of: date) -> str:
    """Cards as plain text for a file, which says its day."""
    heading = (Line(words=plain(_title(as_of))), Line(words=""))
    return unstyled([*heading, *(line for card in cards for line in lines(card))])


def unstyled(shown: Iterable[Line]) -> str:
    """Lines for a terminal as plain text for a file."""
    return "\n".join(" " * line.indent + line.words for line in shown).rstrip() + "\n"


def html_of(cards: Sequence[Card], as_of: date) -> str:
    """Cards as one HTML page: nothing is fetched, no script runs, and it reads on paper, a phone and in the dark."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("leadline.render"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"html": html, "plain": plain, "trace": trace, "label": label}
    figures = {one.id: one for card in cards for one in card.figures}
    return environment.get_template("claims.html").render(
        title=_title(as_of), cards=cards, figures=figures.values(), no_probability=NO_PROBABILITY, **looks()
    )


def _title(as_of: date) -> Text:
    return text("Claims as known on {day}", day=Day(day=as_of))


def markdown_of(cards: Sequence[Card], as_of: date) -> str:
    """Cards as Markdown, with a footnote for every figure."""
    notes = Footnotes()
    blocks = [f"# {markdown(_title(as_of), notes)}"]
    for card in cards:
        blocks += _markdown(card, notes)
    return "\n\n".join([*blocks, "\n".join(notes.lines())]).rstrip() + "\n"


def _markdown(card: Card, notes: Footnotes) -> Iterator[str]:
    claim = card.verdict.claim
    yield f"## {escape(claim.id)}"
    yield "> " + "".join(f"**{escape(words)}**" if vague else escape(words) for words, vague in card.sentence)
    if claim.quote:
        yield f"> {escape(claim.quote)}"
    yield f"{markdown(card.said, notes)} {markdown(card.interest, notes)}"
    yield f"**{markdown(card.outcome, notes)}**"
    if card.shares:
        yield f"*{markdown(NO_PROBABILITY, notes)}*"
    for part in card.parts:
        listed = "\n".join(f"- {markdown(line, notes)}" for line in part.lines)
        yield f"### {markdown(part.heading, notes)}\n\n{listed}"
    if card.sources:
        yield markdown(card.sources, notes)
