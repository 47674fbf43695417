"""Notes of figures as texts: what measures write beside a value, each taken apart into a message and its holes.

A measure writes a note in English, and several in a row with semicolons between. Here each is found again among the
templates that measures write by, so that it can be said in another language; a note that fits none stays as it stands,
in English, and so does what a source itself says of a value. A test takes the notes of the bundled store's briefing and
finds none that fits no template.
"""

import re
from datetime import date
from functools import lru_cache

from leadline.render.language import parts
from leadline.render.text import Day, Name, Span, Text, text

BETWEEN = "; "
COSTS = (
    "rests on one source, {source}",
    "by {source}: {other} does not price all of it",
    "disputed: by {source}, otherwise by {others}",
    "disputed",
    "{meter} billed as {billed}, for want of a rate",
    "{meter} at its price without a region, for want of one in {region}",
    "base rate used: the size of requests, and so the context tier, is not given",
    "without its fee per request: their number is not given",
    "range of sources and hours",
    "range of sources",
    "range of hours",
    "spread evenly over the hours of the week",
    "at the prices of {time} UTC",
    "promotional price, until {day}",
    "promotional price, its end not stated",
    "prices of {source} as listed on {day}: the day on which they began is not stated",
    "converted at {rate} to the US dollar, given by the user for {day}",
    "no source states when it took effect",
)
LEADS = (
    "from captures rebuilt by a third party",
    "rests on a single score",
    "the newest scores are of {day}",
    "the days since count as lead, whatever was released in them",
    "the groups share {count} models, which count on both sides",
    "values within {tolerance} {unit} count as equal",
    "{lost} of {draws} draws leave the definition nothing to go by",
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TEMPLATES = (*COSTS, *LEADS)


def told_notes(note: str) -> list[Text]:
    """A figure's note as texts, one for each that it holds; none where it is empty.

    >>> from leadline.render.text import plain
    >>> [plain(one) for one in told_notes("disputed: by a, otherwise by b; range of sources")]
    ['disputed: by a, otherwise by b', 'range of sources']
    """
    return [_told(one) for one in note.split(BETWEEN)] if note else []


@lru_cache(maxsize=4096)
def _told(note: str) -> Text:
    for template, pattern in _patterns():
        if found := pattern.fullmatch(note):
            return text(template, **{hole: _span(words) for hole, words in found.groupdict().items()})
    return (Name(name=note),)


def _span(words: str) -> Span:
    return Day(day=date.fromisoformat(words)) if _DAY.fullmatch(words) else Name(name=words)


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    return [(template, _pattern(template)) for template in TEMPLATES]


def _pattern(template: str) -> re.Pattern[str]:
    """What a note by this template looks like.

    >>> _pattern("by {source}: all").fullmatch("by litellm: all").groupdict()
    {'source': 'litellm'}
    """
    pieces = (re.escape(words) if hole is None else f"(?P<{hole}>.+)" for words, hole in parts(template))
    return re.compile("".join(pieces))
