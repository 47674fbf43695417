"""Quantities in a sentence: numbers in digits and words with their units, ranges, fractions, multiples, vague numbers.

Decisions:

- A quantity is a number with a unit of rules.toml, a sum of money, a fraction, a multiple, a number of millions and
  more, or a bare number where a score is spoken of. Other numbers (eleven vendors, page 62) are none.
- Dates, times, numbers of parts and versions, and spans of time that only say until when are none.
- Words directly before it that soften or bound it belong to it; what they make of it is its `bound`.
- A vague number ("dozens") is a range of the values that a plain reader allows; its bound stays `equal`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from leadline.claims.text.numbers import CURRENCIES, NUMBER, value
from leadline.claims.text.rules import BLANK, NOT_WITHIN, RULES, alone, either

Bound = Literal["equal", "between", "at least", "at most", "more", "less"]

_TABLES = RULES.tables
_RANGE = re.compile(
    r"\s?(?:-|–|—|~|至|到)\s?|\s(?:to|and|or)\s(?:(?:about|maybe|perhaps|almost)\s)?|,\smaybe\s", re.IGNORECASE
)
_TAIL = re.compile(
    r"(?:\s(?:per|for each|for every|a|an|each)|/)\s?(?:(?:million|1M|thousand|billion)\s)?(?:input |output |cached )?"
    rf"(?:{'|'.join(_TABLES['per']['things'])})\b(?:\s(?:of )?(?:input|output)\b)?",
    re.IGNORECASE,
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
_MONTH = f"(?:{_MONTHS}|{_SHORT})"
_OF_COUNTS = "(?:%|percent|chips|GPUs|tokens|MW|GW|users)"
_DATES = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s(?:and|to)\s\d{{1,2}}|-\d{{1,2}})?\s{_MONTH}(?:\s(?:19|20)\d\d\b)?",
    rf"\b{_MONTH}\s(?:\d{{1,2}}\b(?:,?\s(?:19|20)\d\d\b)?|(?:19|20)\d\d\b)",
    rf"(?<![\d.,$€£¥])\b(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?s?(?!\s?{_OF_COUNTS})(?![\d,.]*\d)\b",
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}\b|(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年|\d{1,2}月(?!份?额)|\d{1,2}日",
    r"\b(?:first|second|third|fourth)[- ](?:fiscal )?(?:quarter|half)\b|\b[QH][1-4]\b|\bFY\d{2,4}\b|\[\d{1,4}\]",
)
_DATE = re.compile("|".join(_DATES), re.IGNORECASE)


def _written(word: str) -> str:
    """The pattern of a unit, which may stand right behind its number."""
    return word if word[0] in "%％×" else alone(word).removeprefix(NOT_WITHIN)


_UNITS = {
    name: re.compile(r"(?:[- ](?:of )?)?(?:" + "|".join(map(_written, unit["written"])) + ")", re.IGNORECASE)
    for name, unit in _TABLES["units"].items()
}
_PARTS = {
    name: [(re.compile(part, re.IGNORECASE), float(factor)) for part, factor in unit.get("parts", {}).items()]
    for name, unit in _TABLES["units"].items()
}
_SOFT = sorted(_TABLES["softeners"], key=len, reverse=True)
_SOFTENER = re.compile(rf"{NOT_WITHIN}(?:{'|'.join(map(re.escape, _SOFT))})\s?$", re.IGNORECASE)
TIME = ("month", "year", "week", "day")
_PART_BEFORE = re.compile(
    either(_TABLES["not_quantities"]["before"]).pattern.join(
        ("(?:", r")\s?(?:[A-Z]?\d[\w.:/-]{0,12}(?:\sand\s|,\s|-|\s?to\s))?$")
    ),
    re.IGNORECASE,
)
_HORIZON = re.compile(either(_TABLES["not_quantities"]["horizons"]).pattern.join(("(?:", r")\s?$")), re.IGNORECASE)
_PAST = re.compile(either(_TABLES["not_quantities"]["past_after"]).pattern.join((r"\s?(?:", ")")), re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number of a sentence."""

    text: str
    """As written, with its unit and the words that soften or bound it."""
    core: str
    """Without those words."""
    start: int
    end: int
    low: float
    """In its unit: 40 cents are 0.4."""
    high: float
    """The same as `low` unless it is a range or vague."""
    unit: str
    """A unit of rules.toml, `ratio` (a fraction or a multiple), `rank`, or empty for a bare number."""
    bound: Bound
    vague: bool = False


def quantities(text: str) -> tuple[Quantity, ...]:
    """All that look like quantities, in order; which of them count is told by what the sentence is about.

    >>> [(q.text, q.low, q.high, q.unit) for q in quantities("They cost about 5 to 40 times less, by 12 May.")]
    [('about 5 to 40 times', 5.0, 40.0, 'times')]
    >>> [(q.text, q.bound) for q in quantities("More than six million chips drew up to 1.2 GW.")]
    [('More than six million chips', 'more'), ('up to 1.2 GW', 'at most')]
    """
    bare = _DATE.sub(lambda date: BLANK * len(date[0]), text)
    return tuple(_from_left(bare, text))


def days(text: str) -> tuple[Quantity, ...]:
    """The days that a sentence names, for a rule or a price that begins or ends on one; they have no value.

    >>> [one.text for one in days("The rule takes effect on 1 January 2027, not in 2026.")]
    ['1 January 2027']
    """
    found = (
        one
        for one in _DATE.finditer(text)
        if re.search(rf"{_MONTH}|月", one[0], re.IGNORECASE) and re.search(r"\d", one[0])
    )
    return tuple(
        Quantity(text=one[0], core=one[0], start=one.start(), end=one.end(), low=0, high=0, unit="date", bound="equal")
        for one in found
    )


def _from_left(bare: str, text: str) -> Iterator[Quantity]:
    at = 0
    while number := NUMBER.search(bare, at):
        found = None if _is_part(bare, number) else _quantity(bare, number, text)
        at = number.end() if found is None else max(found.end, number.end())
        if found is not None:
            yield found


def _is_part(bare: str, number: re.Match[str]) -> bool:
    """Whether a number tells which part of a text or which version is meant."""
    before = bare[max(0, number.start() - 30) : number.start()]
    return number.lastgroup in ("digits", "ordinal") and bool(_PART_BEFORE.search(before))


def _quantity(bare: str, number: re.Match[str], text: str) -> Quantity | None:
    """What a number is with the words around it; None where it says when, or how sure an interval is."""
    low, high, end, unit = value(number, bare)
    end, (low, high), unit, ranged = _ranged(bare, end, (low, high), unit)
    begin, (end, unit) = end, _unit(bare, end, unit)
    factor = _factor(unit, bare[begin:end])
    if tail := _TAIL.match(bare, end):
        end = tail.end()
    start, bound = _softened(bare, number.start())
    if unit in TIME and _only_when(bare, start, end, bound):
        return None
    if not ranged and (begun := re.match(r"(?i)from\s", bare[start : number.start()])):
        start += begun.end()
    if re.match(r"\s(?:confidence |credible )?(?:interval|level of confidence|CI\b)", bare[end:]):
        return None
    return Quantity(
        text=text[start:end],
        core=text[number.start() : end],
        start=start,
        end=end,
        low=factor * min(low, high),
        high=factor * max(low, high),
        unit=unit,
        bound="more" if number.lastgroup == "most" else _settled(bound, ranged=ranged),
        vague=number.lastgroup in ("vague", "han_vague", "most"),
    )


def _settled(bound: Bound, *, ranged: bool) -> Bound:
    """What bounds a range or a single number: `between` alone makes no range."""
    if bound not in ("equal", "between"):
        return bound
    return "between" if ranged else "equal"


def _ranged(bare: str, end: int, ends: tuple[float, float], unit: str) -> tuple[int, tuple[float, float], str, bool]:
    """Where a range ends, its ends and unit, if a second number follows the first; `14 to 1` is a ratio."""
    behind, own = _unit(bare, end, unit)
    for begin in dict.fromkeys((end, behind)):
        joint = _RANGE.match(bare, begin)
        second = NUMBER.match(bare, joint.end()) if joint else None
        if (
            joint is None
            or second is None
            or not _joins(bare, begin, joint[0].strip(), second, behind_unit=begin > end)
        ):
            continue
        upper, _, to, unit_of_second = value(second, bare)
        if joint[0].strip() == "to" and upper == 1 and ends[0] > 1:
            return to, ends, "ratio", False
        low = ends[0] * _shared_scale(second, bare, ends[0], upper)
        if begin > end:  # 500 MW to 2 GW: each has its own unit
            last, other = _unit(bare, to, unit or unit_of_second)
            low *= _factor(own, bare[end:begin]) / _factor(other, bare[to:last])
        return to, (low, upper), unit or unit_of_second, True
    return end, ends, unit, False


def _joins(bare: str, begin: int, word: str, second: re.Match[str], *, behind_unit: bool) -> bool:
    """Whether two numbers are the ends of one range: `and` does so behind `between` alone."""
    if second.lastgroup in ("ordinal", "long", "place"):
        return False
    if word == "and":
        return bool(re.search(r"(?i)\bbetween\b.{0,30}$", bare[max(0, begin - 60) : begin]))
    return not (behind_unit and word == "or")


def _shared_scale(second: re.Match[str], bare: str, low: float, upper: float) -> float:
    """What the first number lacks: in `2 to 3 million` the scale counts for both."""
    alone_ = value(second, bare[: second.end()])[0]
    return upper / alone_ if alone_ and low < 1000 <= upper and upper / alone_ >= 1000 else 1.0


def _unit(bare: str, end: int, unit: str) -> tuple[int, str]:
    """Where the unit behind a number ends, and which it is."""
    if unit in ("rank", "year") or unit in CURRENCIES:
        return end, unit
    found = [(match.end(), name) for name, pattern in _UNITS.items() if (match := pattern.match(bare, end))]
    if not found:
        return end, unit
    to, name = max(found)
    return to, name if unit != "ratio" or name in TIME else unit


def _factor(unit: str, written: str) -> float:
    """How much of a unit what is written behind a number means: a cent is a hundredth of a dollar."""
    written = written.lstrip("- ").removeprefix("of ")
    return next((factor for part, factor in _PARTS.get(unit, ()) if part.fullmatch(written)), 1.0)


def _softened(bare: str, start: int) -> tuple[int, Bound]:
    """Where the words before a number begin, and what they make of it."""
    bound: Bound = "equal"
    for _ in range(3):
        found = _SOFTENER.search(bare[max(0, start - 20) : start])
        if not found:
            break
        start -= len(found[0])
        told: Bound | Literal[""] = _TABLES["softeners"][found[0].strip().casefold()]
        bound = told or bound
    return start, bound


def _only_when(bare: str, start: int, end: int, bound: Bound) -> bool:
    """Whether a span of time says when, not how much."""
    before = bare[max(0, start - 28) : start]
    if _PAST.match(bare, end) or re.search(r"(?i)\b(?:in|for|of age|aged)\s?$", before) or _HORIZON.search(before):
        return True
    return bound in ("more", "at most") and bool(re.search(r"(?i)\b(?:over|within)\b", bare[start:end]))
