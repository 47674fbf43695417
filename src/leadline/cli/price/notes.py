"""Notes below a table: those of figures that hold of every row, said once; and what is left out of the book."""

from collections import Counter
from collections.abc import Sequence

from leadline.model import Figure
from leadline.prices.book import Book
from leadline.render.text import Count, Day, Name, Span, Text, text


def shared(figures: Sequence[Figure]) -> list[str]:
    """The notes that all of several figures bear."""
    counted = Counter(note for figure in figures for note in _notes(figure))
    return [note for note, times in counted.items() if times == len(figures) > 1]


def own(figure: Figure, shared: Sequence[str]) -> list[str]:
    """The notes of a figure but those that all share."""
    return [note for note in _notes(figure) if note not in shared]


def of_all(shared: Sequence[str]) -> list[Text]:
    """What holds of every row, below the table."""
    return [text("All: {note}.", note=Name(name="; ".join(shared)))] if shared else []


def after(span: Sequence[Span], own: Sequence[str]) -> Text:
    """The notes of a row, after the range that it may have."""
    return (*span, Name(name=("; " if span and own else "") + "; ".join(own)))


def left_out(prices: Book, named: str | None = None) -> list[Text]:
    """How many offers of the day are listed and not priced, by the reason; nothing where the offers were named."""
    if named is not None:
        return []
    early = sum(1 for one in prices.left_out.values() if one.first)
    copied = len(prices.left_out) - early
    told = [
        (early, "{count} offers are left out: their models appeared after {day}."),
        (copied, "{count} offers of makers are left out: their only price is a router's."),
    ]
    return [
        text(words, count=Count(number=count, evidence="offers"), day=Day(day=prices.on))
        for count, words in told
        if count
    ]


def _notes(figure: Figure) -> list[str]:
    return [note for note in figure.note.split("; ") if note]
