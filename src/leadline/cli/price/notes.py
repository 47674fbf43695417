"""Notes of figures in a table: those that hold of every row are said once, below it."""

from collections import Counter
from collections.abc import Sequence

from leadline.model import Figure


def shared(figures: Sequence[Figure]) -> list[str]:
    """The notes that all of several figures bear."""
    counted = Counter(note for figure in figures for note in _notes(figure))
    return [note for note, times in counted.items() if times == len(figures) > 1]


def own(figure: Figure, shared: Sequence[str]) -> list[str]:
    """The notes of a figure but those that all share."""
    return [note for note in _notes(figure) if note not in shared]


def _notes(figure: Figure) -> list[str]:
    return [note for note in figure.note.split("; ") if note]
