"""What differs between the languages that a text is written in: words, days, marks, and the space between scripts.

A message is a template in English; a language says what it is in its own words. English is its own messages, so that it
loads nothing. A message that a language lacks is written in English: a test counts that no message of a briefing is
lacking, and the same test fails the build.
"""

import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple


class Key(NamedTuple):
    """What a message is found by: where it stands (a unit, a heading, the name of a group), and its English."""

    context: str
    english: str


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language, by its tag (BCP 47), and what it takes to write in it."""

    code: str
    name: str
    """What its own readers call it."""
    suffix: str = ""
    """Before the ending of its files."""
    messages: Mapping[Key, str] = field(default_factory=dict)
    translated: int = 0
    """How many messages were translated for it."""
    unreviewed: int = 0
    """Of those, how many no native reader has looked at."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """What stands between the parts of a list or between sentences, by what does in English."""
    symbols: Mapping[int, str] = field(default_factory=dict)
    """Marks within a number, by those of English."""
    day: Callable[[date], str] = date.isoformat
    gap: Callable[[str, str], str] | None = None
    """The space between two neighbours where a template has none; None where templates have them all."""
    cased: bool = True
    """Whether it has capital letters."""

    def message(self, english: str, context: str = "") -> str:
        """A message in this language; in English where this language lacks it."""
        return self.messages.get(Key(context, english), english)

    def knows(self, english: str, context: str) -> bool:
        """Whether it has words of its own for a message."""
        return Key(context, english) in self.messages

    def words(self, english: str) -> str:
        """Words without holes: a mark between parts, or a message."""
        if english in self.marks:
            return self.marks[english]
        return self.message(english) if any(map(str.isalpha, english)) else english

    def number(self, english: str) -> str:
        """A rounded number with the marks of this language."""
        return english.translate(self.symbols) if self.symbols else english

    def filled(self, template: str, context: str = "", **holes: str) -> str:
        """A message with its holes filled by plain characters.

        >>> ENGLISH.filled("{number} months", "unit", number="12.4")
        '12.4 months'
        """
        pieces = (words if hole is None else holes[hole] for words, hole in parts(self.message(template, context)))
        return self.set(pieces)

    def set(self, pieces: Iterator[str]) -> str:
        """Pieces in a row, with the space that belongs between each two."""
        line = ""
        for piece in pieces:
            line += (self.gap(line, piece) if self.gap else "") + piece
        return line

    def term(self, words: str) -> str:
        """A word of the field as it begins a line, from the English of one that begins a line."""
        return self.capital(self.message(words[:1].lower() + words[1:], "term"))

    def capital(self, words: str) -> str:
        """Words as they begin a line."""
        return words[:1].upper() + words[1:] if self.cased else words

    def small(self, words: str) -> str:
        """Words as they stand within a line."""
        return words[:1].lower() + words[1:] if self.cased else words


@lru_cache(maxsize=4096)
def parts(template: str) -> tuple[tuple[str, str | None], ...]:
    """A template as words and holes, in order: words with None, or nothing with the name of a hole.

    >>> parts("As of {day}.")
    (('As of ', None), ('', 'day'), ('.', None))
    """
    found: list[tuple[str, str | None]] = []
    for words, hole, _, _ in string.Formatter().parse(template):
        found += [(words, None)] if words else []
        found += [("", hole)] if hole is not None else []
    return tuple(found)


ENGLISH = Language(code="en", name="English")
