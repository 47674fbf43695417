"""Text made of typed spans: a number, a name or a day enters text in no other way.

A template holds words and `{holes}`; a digit among its words is refused, so that a number typed into a template cannot
pass. A quantity in a text is always part of a figure, and leads back to it.
"""

import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from leadline.model import Figure
from leadline.render.numbers import MINUS, SCIENTIFIC, write, write_bare, write_exact

Part = Literal["value", "bare", "interval", "ends", "exact"]
BOUNDS = {"exact": "", "at least": "at least ", "at most": "at most "}
"""Words before a value that is only a bound."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """Plain words, without a digit."""

    words: str

    def __post_init__(self) -> None:
        if any(unicodedata.category(character)[0] == "N" for character in self.words):
            raise ValueError(f"A digit in plain words: {self.words!r}. Numbers, names and days enter text as spans.")


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """The value of a figure, bare or exactly as stated, or its interval, with or without what kind it is."""

    figure: Figure
    part: Part = "value"


@dataclass(frozen=True, kw_only=True)
class Name:
    """What something is called: a model, a benchmark, a licence, a method."""

    name: str


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


Span = Words | Quantity | Name | Day | Given | Count | Stated
Text = tuple[Span, ...]


def text(template: str, **holes: Span | Text) -> Text:
    """Fill a template with spans.

    >>> plain(text("As of {day}, {model} led.", day=Day(day=date(2026, 5, 30)), model=Name(name="GPT-5.5")))
    'As of 2026-05-30, GPT-5.5 led.'
    >>> text("It costs 3 dollars.")
    Traceback (most recent call last):
    ValueError: A digit in plain words: 'It costs 3 dollars.'. Numbers, names and days enter text as spans.
    """
    return tuple(_spans(template, holes))


def _spans(template: str, holes: dict[str, Span | Text]) -> Iterator[Span]:
    for words, hole, _, _ in string.Formatter().parse(template):
        if words:
            yield Words(words=words)
        if hole is not None:
            filled = holes[hole]
            yield from filled if isinstance(filled, tuple) else (filled,)


def joined(parts: Sequence[Span | Text], between: str = ", ") -> Text:
    """Several texts in a row.

    >>> plain(joined([Name(name="a"), Name(name="b")]))
    'a, b'
    """
    spans: list[Span] = []
    for place, part in enumerate(parts):
        spans += [Words(words=between)] if place else []
        spans += part if isinstance(part, tuple) else [part]
    return tuple(spans)


def plain(spans: Text) -> str:
    """A text as plain characters."""
    return "".join(map(written, spans))


def written(span: Span) -> str:
    """One span as plain characters; every kind of span is written here and nowhere else."""
    match span:
        case Words(words=words):
            return words
        case Quantity(figure=figure, part=part):
            return _quantity(figure, part)
        case Name(name=name):
            return name
        case Day(day=day):
            return day.isoformat()
        case Given(number=number, unit=unit):
            return write(number, unit) if unit in SCIENTIFIC else f"{number:,} {unit}".strip()
        case Count(number=number):
            return f"{number:,}"
        case Stated(amount=amount, unit=unit):
            return write_exact(amount, unit)


def _quantity(figure: Figure, part: Part) -> str:
    match part:
        case "interval":
            return written_interval(figure)
        case "ends":
            return written_ends(figure)
        case "exact":
            return write_exact(figure.value, figure.unit)
        case "bare":
            return write_bare(figure.value, figure.unit)
        case "value":
            return f"{BOUNDS[figure.bound]}{write(figure.value, figure.unit)}"


def written_interval(figure: Figure) -> str:
    """The ends of a figure's interval, and what kind it is; empty where it has none."""
    ends = written_ends(figure)
    if not ends:
        return ""
    return f"90 % interval {ends}" if figure.interval == "90%" else f"range {ends}"


def written_ends(figure: Figure) -> str:
    """The ends of a figure's interval alone; empty where it has none."""
    if figure.low is None or figure.high is None:
        return ""
    return " to ".join(_signed(end, figure.unit) for end in (figure.low, figure.high))


def _signed(value: float, unit: str) -> str:
    number = write_bare(abs(value), unit)
    return f"{MINUS}{number}" if value < 0 and any(digit in number for digit in "123456789") else number


def figures_of(spans: Text) -> list[Figure]:
    """The figures that a text rests on, in order."""
    return [span.figure for span in spans if isinstance(span, Quantity)]
