"""Text made of typed spans: a number, a name or a day enters text in no other way.

A template holds words and `{holes}`; a digit among its words is refused, so that a number typed into a template cannot
pass. A quantity in a text is always part of a figure, and leads back to it.

A text is in no language yet: it keeps its templates, and `leaves` takes it apart in the language that it is written in.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from leadline.model import Figure
from leadline.render.language import ENGLISH, Language, parts
from leadline.render.numbers import MINUS, SCIENTIFIC, write, write_bare, write_exact

Part = Literal["value", "bare", "interval", "ends", "exact"]
BOUNDS = {"at least": "at least {value}", "at most": "at most {value}"}
"""A value that is only a bound."""
LEVEL, RANGE, ENDS = "{level} interval {ends}", "range {ends}", "{low} to {high}"
"""Intervals in words."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """Plain words, without a digit."""

    words: str

    def __post_init__(self) -> None:
        without_digit(self.words)


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """The value of a figure, bare or exactly as stated, or its interval, with or without what kind it is."""

    figure: Figure
    part: Part = "value"


@dataclass(frozen=True, kw_only=True)
class Name:
    """What something is called: a model, a benchmark, a licence, a method."""

    name: str
    of: str = ""
    """What kind of name it is, where other languages have their own: a group, a country, a term."""
    foreign: bool = False
    """Whether it is written in another language than what stands around it."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day."""

    day: date


@dataclass(frozen=True, kw_only=True)
class Given:
    """A number that is no finding: asked for by the reader, or part of a definition."""

    number: float
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many of something the store or the catalogue holds; the evidence says where."""

    number: int
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A price as a source states it, where it is a row of the store and no figure; the evidence says whose."""

    amount: float
    unit: str
    evidence: str
    rounded: bool = False
    """As figures are: a sum has more digits than anybody stated."""


Leaf = Words | Quantity | Name | Day | Given | Count | Stated
"""What is written as it stands; every other span is made of these."""


@dataclass(frozen=True, kw_only=True)
class Message:
    """A template and what fills its holes."""

    template: str
    holes: tuple[tuple[str, "Text"], ...]


@dataclass(frozen=True, kw_only=True)
class Called:
    """What something is called, where that is itself a text: the label of a figure, a group made of groups."""

    text: "Text"
    case: Literal["as it is", "capital", "small"] = "as it is"


Span = Leaf | Message | Called
Text = tuple[Span, ...]


def text(template: str, **holes: Span | Text) -> Text:
    """A template with spans for its holes.

    >>> plain(text("As of {day}, {model} led.", day=Day(day=date(2026, 5, 30)), model=Name(name="GPT-5.5")))
    'As of 2026-05-30, GPT-5.5 led.'
    >>> text("It costs 3 dollars.")
    Traceback (most recent call last):
    ValueError: A digit in plain words: 'It costs 3 dollars.'. Numbers, names and days enter text as spans.
    """
    found = parts(template)
    for words, _ in found:
        without_digit(words)
    filled = {hole: as_text(holes[hole]) for _, hole in found if hole is not None}
    # Nothing but a hole is nothing to say.
    if len(found) == 1 and filled:
        return next(iter(filled.values()))
    return (Message(template=template, holes=tuple(filled.items())),) if found else ()


@lru_cache(maxsize=4096)
def without_digit(words: str) -> str:
    """Words, looked at; ValueError where a digit of any script is among them."""
    if any(unicodedata.category(character)[0] == "N" for character in words):
        raise ValueError(f"A digit in plain words: {words!r}. Numbers, names and days enter text as spans.")
    return words


def as_text(part: Span | Text) -> Text:
    """A span alone as a text."""
    return part if isinstance(part, tuple) else (part,)


def joined(parts: Sequence[Span | Text], between: str = ", ") -> Text:
    """Several texts in a row.

    >>> plain(joined([Name(name="a"), Name(name="b")]))
    'a, b'
    """
    spans: list[Span] = []
    for place, part in enumerate(parts):
        spans += [Words(words=between)] if place and between else []
        spans += as_text(part)
    return tuple(spans)


def leaves(spans: Text, language: Language = ENGLISH) -> tuple[Leaf, ...]:
    """A text in a language, taken apart into what is written as it stands.

    >>> [leaf.words for leaf in leaves(text("{one} and {two}", one=text("this"), two=text("that")))]
    ['this', ' and ', 'that']
    """
    found = [leaf for leaf in _leaves(spans, language) if leaf != Words(words="")]
    return tuple(_spaced(found, language) if language.gap else found)


def _spaced(found: Sequence[Leaf], language: Language) -> Iterator[Leaf]:
    """Leaves with the space that belongs between neighbours of two scripts."""
    before = ""
    for leaf in found:
        shown = written(leaf, language)
        if shown and language.gap and (gap := language.gap(before, shown)):
            yield Words(words=gap)
        before = shown or before
        yield leaf


def _leaves(spans: Text, language: Language) -> Iterator[Leaf]:
    for span in spans:
        match span:
            case Message(template=template, holes=holes):
                filled = dict(holes)
                for words, hole in parts(language.message(template)):
                    if hole is None:
                        yield Words(words=words)
                    else:
                        yield from _leaves(filled[hole], language)
            case Called(text=text, case=case):
                yield Name(name=_cased(plain(text, language), case, language))
            case Words(words=words):
                yield Words(words=language.words(words))
            case Name():
                yield _named(span, language)
            case _:
                yield span


def _cased(words: str, case: str, language: Language) -> str:
    return {"capital": language.capital, "small": language.small}.get(case, str)(words)


def _named(name: Name, language: Language) -> Name:
    if name.of and language.knows(name.name, name.of):
        return Name(name=language.message(name.name, name.of))
    return name if language is ENGLISH else replace(name, foreign=True)


def plain(spans: Text, language: Language = ENGLISH) -> str:
    """A text as plain characters."""
    return "".join(written(leaf, language) for leaf in leaves(spans, language))


def written(leaf: Leaf, language: Language = ENGLISH) -> str:
    """One leaf as plain characters; every kind of leaf is written here and nowhere else."""
    match leaf:
        case Words(words=words):
            return words
        case Quantity(figure=figure, part=part):
            return _quantity(figure, part, language)
        case Name(name=name):
            return name
        case Day(day=day):
            return language.day(day)
        case Given(number=number, unit=unit):
            return _given(number, unit, language)
        case Count(number=number):
            return language.number(f"{number:,}")
        case Stated(amount=amount, unit=unit, rounded=rounded):
            return (write if rounded else write_exact)(amount, unit, language)


def _given(number: float, unit: str, language: Language) -> str:
    if unit in SCIENTIFIC:
        return write(number, unit, language)
    shown = language.number(f"{number:,}")
    return language.filled(f"{{number}} {unit}", "unit", number=shown) if unit else shown


def _quantity(figure: Figure, part: Part, language: Language) -> str:
    match part:
        case "interval":
            return written_interval(figure, language)
        case "ends":
            return written_ends(figure, language)
        case "exact":
            return write_exact(figure.value, figure.unit, language)
        case "bare":
            return write_bare(figure.value, figure.unit, language)
        case "value":
            value = write(figure.value, figure.unit, language)
            return language.filled(BOUNDS[figure.bound], value=value) if figure.bound in BOUNDS else value


def written_interval(figure: Figure, language: Language = ENGLISH) -> str:
    """The ends of a figure's interval, and what kind it is; empty where it has none."""
    ends = written_ends(figure, language)
    if not ends:
        return ""
    if figure.interval != "90%":
        return language.filled(RANGE, ends=ends)
    return language.filled(LEVEL, level=language.filled("{number} %", "unit", number="90"), ends=ends)


def written_ends(figure: Figure, language: Language = ENGLISH) -> str:
    """The ends of a figure's interval alone; empty where it has none."""
    if figure.low is None or figure.high is None:
        return ""
    low, high = (_signed(end, figure.unit, language) for end in (figure.low, figure.high))
    return language.filled(ENDS, low=low, high=high)


def _signed(value: float, unit: str, language: Language) -> str:
    number = write_bare(abs(value), unit, language)
    return f"{MINUS}{number}" if value < 0 and any(digit in number for digit in "123456789") else number


def figures_of(spans: Text) -> list[Figure]:
    """The figures that a text rests on, in order."""
    return [span.figure for span in leaves(spans) if isinstance(span, Quantity)]
