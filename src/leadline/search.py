"""Finding things by a few words: models, organisations, indicators, chips, sources, events and documents of a view.

A thing is found where every word of the question matches a word of its name or of what is said of it. Each match counts

    4 the same word    3 the beginning of one    2 a part of one    1 nearly the same (one edit in five letters, or
                                                                       the same letters in another order)

twice where the word stands in the name; the sum is divided by the words asked for. One more counts a name that holds
them one after the other as they were asked, and of equal sums the shorter name comes first. Chinese words of the field
are looked for as they are and in English.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from leadline.catalog.glossary import in_english
from leadline.errors import UserError
from leadline.model import Document, Event, Model
from leadline.stack.policy import CLAUSES
from leadline.stack.rated_chips import rated_chips
from leadline.store.tables import TABLE_OF
from leadline.store.view import View

MOST = 20
NEARLY = 0.8
"""How alike two words must be, as difflib counts it, to be nearly the same."""
T = TypeVar("T", Model, Event, Document)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Found:
    """A thing that can be found."""

    kind: str
    """model, organisation, indicator, chip, source, event, rule or document."""
    name: str
    detail: str
    """What is said of it, in a line."""
    day: date | None = None
    """Its day, where it has one."""
    url: str | None = None
    also: str = ""
    """Other names it goes by."""
    score: float = 0.0


def find(view: View, question: str, most: int = MOST) -> list[Found]:
    """What a view holds that fits a question, best first.

    Raises UserError where the question has no word, or nothing is to be shown.
    """
    if most < 1:
        raise UserError(f"Expected to show at least one thing, found {most}.")
    if not _words(question):
        raise UserError(f"{question!r} holds no word to look for. Write a few letters of a name.")
    ways = {tuple(dict.fromkeys(_words(way))) for way in (question, in_english(question))}
    found = [
        replace(thing, score=score) for thing in _things(view) if (score := max(_score(thing, way) for way in ways))
    ]
    return sorted(found, key=lambda one: (-one.score, len(one.name), one.name, one.kind))[:most]


def _things(view: View) -> Iterator[Found]:
    catalog = view.catalog
    for model in catalog.models:
        maker = catalog.organisations[model.organisation]
        yield Found(kind="model", name=model.model, detail=maker.name, also=" ".join(model.aliases))
    known = {model.model for model in catalog.models}
    for row in _rows(view, Model):
        if row.model not in known:
            known.add(row.model)
            yield Found(kind="model", name=row.model, detail=row.organisation or "", day=row.announced, url=row.url)
    for organisation in catalog.organisations.values():
        also = f"{organisation.id} {organisation.name_zh} {' '.join(organisation.aliases)}"
        yield Found(kind="organisation", name=organisation.name, detail=organisation.country, also=also)
    for indicator in catalog.indicators.values():
        yield Found(kind="indicator", name=indicator.title, detail=indicator.definition, also=indicator.name)
    for source in catalog.sources.values():
        yield Found(kind="source", name=source.title, detail=source.publisher, url=source.url, also=source.name)
    for chip in rated_chips(view, every=True) if view.sources("observation") else ():
        yield Found(kind="chip", name=chip.name, detail="")
    for event in _rows(view, Event):
        day = event.announced or event.published or event.effective
        also = f"{event.layer} {event.jurisdiction} {event.direction} {event.reference or ''}"
        kind = "rule" if event.source == CLAUSES else "event"
        yield Found(kind=kind, name=event.title, detail=event.detail or "", day=day, url=event.url, also=also)
    for paper in _rows(view, Document):
        yield Found(kind="document", name=paper.title, detail=paper.publisher, day=paper.published, url=paper.url)


def _rows(view: View, row: type[T]) -> list[T]:
    return view.rows(row) if view.sources(TABLE_OF[row].name) else []


def _score(thing: Found, asked: Sequence[str]) -> float:
    """0 where any word of the question matches nothing."""
    names, said = _words(f"{thing.name} {thing.also}"), _words(thing.detail)
    total = 0
    for word in asked:
        best = max(2 * _best(word, names), _best(word, said))
        if not best:
            return 0.0
        total += best
    return total / len(asked) + (f" {' '.join(asked)} " in f" {' '.join(names)} ")


def _best(word: str, words: Sequence[str]) -> int:
    return max((_match(word, other) for other in words), default=0)


def _match(word: str, other: str) -> int:
    if word == other:
        return 4
    if other.startswith(word):
        return 3
    # Chinese is written without spaces: what is a word there may be two characters within a longer one.
    if len(word) > (2 if word.isascii() else 1) and word in other:
        return 2
    if len(word) > 2 and word[0] == other[:1] and sorted(word) == sorted(other):
        return 1
    alike = len(word) > 4 and abs(len(word) - len(other)) < 3
    return 1 if alike and difflib.SequenceMatcher(None, word, other).ratio() >= NEARLY else 0


def _words(text: str) -> list[str]:
    """The words of a text, folded.

    >>> _words("DeepSeek-V3.2 (Exp), 深度求索")
    ['deepseek', 'v3', '2', 'exp', '深度求索']
    """
    return _WORD.findall(text.casefold())
