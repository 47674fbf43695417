"""Texts as Markdown: every figure carries a footnote that says what it rests on."""

import re

from leadline.model import Figure
from leadline.render.html import trace
from leadline.render.language import ENGLISH, Language
from leadline.render.sentence import label
from leadline.render.text import Leaf, Quantity, Text, leaves, written

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


class Footnotes:
    """The figures of a document in the order in which they occur, each with one footnote."""

    def __init__(self, language: Language = ENGLISH) -> None:
        self.language = language
        self._figures: dict[str, Figure] = {}

    def mark(self, figure: Figure) -> str:
        """The mark of a figure's footnote."""
        self._figures.setdefault(figure.id, figure)
        return f"[^{figure.id}]"

    def lines(self) -> list[str]:
        """The footnotes themselves."""
        return [f"[^{name}]: {escape(self._told(figure))}" for name, figure in self._figures.items()]

    def _told(self, figure: Figure) -> str:
        return self.language.words("; ").join([label(figure, self.language), trace(figure, self.language)])


def markdown(spans: Text, notes: Footnotes) -> str:
    """A text as Markdown."""
    return "".join(_markdown(leaf, notes) for leaf in leaves(spans, notes.language))


def _markdown(leaf: Leaf, notes: Footnotes) -> str:
    shown = escape(written(leaf, notes.language))
    # An interval follows its value, which has the mark already.
    marked = isinstance(leaf, Quantity) and leaf.part not in ("interval", "ends")
    return shown + notes.mark(leaf.figure) if isinstance(leaf, Quantity) and marked else shown


def escape(words: str) -> str:
    r"""Characters that Markdown would take for its own.

    >>> escape("epoch_eci | a*b")
    'epoch\\_eci \\| a\\*b'
    """
    return _SPECIAL.sub(r"\\\1", words)
