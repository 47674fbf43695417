"""Drafts of claim files: what was found in a sentence, filled in, and lines that say what a person has to add.

Decisions:

- A draft is no claim yet: reading it names the first field that is not finished. What a person must judge (the sentence
  in one's own words, the status, the query and what would make it hold) stands as a comment in its place.
- The sentence itself is kept as `quote`: drafts are users' own files.
- A query that a language model proposed is filled in and marked as proposed; nothing else of a model enters a draft.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from leadline.claims.claim import Query
from leadline.claims.metric import Metric
from leadline.claims.text.found import Found
from leadline.claims.text.match import Match
from leadline.claims.text.rules import RULES
from leadline.claims.text.sentences import clean

_CHINESE = re.compile("[\u4e00-\u9fff]")
_SIGNS: Mapping[str, str] = MappingProxyType({"at least": ">=", "more": ">", "at most": "<=", "less": "<"})


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A file to write."""

    id: str
    """Also the name of the file, with `.yaml`."""
    content: str
    found: Found


@dataclass(frozen=True, kw_only=True)
class Article:
    """What is known of the text; what is not is asked for in each draft."""

    name: str
    """Of the file or the page, for ids and places."""
    title: str = ""
    author: str = ""
    url: str = ""
    published: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A query that a language model proposed for a sentence, and that the list of metrics takes."""

    query: Query
    model: str


def drafts(
    matches: Iterable[Match],
    article: Article,
    metrics: Mapping[str, Metric],
    proposed: Mapping[int, Proposed] | None = None,
) -> tuple[Draft, ...]:
    """A draft for each checkable sentence that repeats no claim.

    Args:
        matches: Sentences with the claims that they repeat.
        article: Whose sentences they are.
        metrics: What a query can ask, for hints.
        proposed: Queries that a language model proposed, by the number of the sentence.
    """
    told = proposed or {}
    return tuple(
        _draft(match.found, article, metrics, told.get(match.found.sentence.number))
        for match in matches
        if match.claim is None
    )


def _draft(found: Found, article: Article, metrics: Mapping[str, Metric], proposed: Proposed | None) -> Draft:
    name = f"{_slug(article.name)}-{found.sentence.number}-{_slug(found.kind or 'claim')}"
    lines = [
        "# Found by rules; a person finishes it: a line with '# field:' says what that field needs.",
        "schema: leadline.claim/1",
        f"id: {name}",
        *_source(found, article),
        f"quote: {_text(found.sentence.text)}",
        f"# restated: the sentence in your own words, with what it leaves open in [brackets]{_open_words(found)}",
        f"type: {found.kind}",
        "# status: checkable, partly_checkable, scenario or not_checkable; all but the first need a reason",
        "# reason: {code: no_data, note: what stands in for it, or what would be needed}",
        *_query(found, metrics, proposed),
        *_assert(found),
    ]
    return Draft(id=name, content="\n".join(lines) + "\n", found=found)


def _source(found: Found, article: Article) -> Iterator[str]:
    yield "source:"
    told = {"title": article.title, "author": article.author, "published": article.published, "url": article.url}
    needs = {"title": "of the work", "author": "who says it", "published": "the day, YYYY-MM-DD", "url": "its address"}
    for field, content in told.items():
        yield f"  {field}: {_text(content)}" if content else f"  # {field}: {needs[field]}"
    yield "  # interest: what the author or publisher has to gain or lose in the matter"
    yield "  # side: whose case the work argues"
    yield f"  place: {_text(f'{article.name}, line {found.sentence.line}, sentence {found.sentence.number}')}"
    yield f"  language: {'zh' if _CHINESE.search(found.sentence.text) else 'en'}"


def _open_words(found: Found) -> str:
    """The words before numbers that soften them, and vague numbers."""
    soft = [one.text.removesuffix(one.core).strip() for one in found.quantities]
    vague = [one.core for one in found.quantities if one.vague]
    words = ", ".join(dict.fromkeys(word for word in (*soft, *vague) if word))
    return f"; open may be: {words}" if words else ""


def _query(found: Found, metrics: Mapping[str, Metric], proposed: Proposed | None) -> Iterator[str]:
    if proposed:
        args = ", ".join(f"{name}: {_value(value)}" for name, value in proposed.query.args.items())
        yield f"# Proposed by the language model {clean(proposed.model)!r}, not by a person: check every word of it."
        yield f"query: {{metric: {proposed.query.metric}, args: {{{args}}}}}"
        return
    whose = ", ".join(found.entities) or "nobody named"
    numbers = ", ".join(one.text for one in found.quantities) or "no number"
    measures = ", ".join(sorted(found.measures))
    yield f"# query: {{metric: ..., args: {{...}}}}; found: {whose}; {numbers}; measures: {measures}"
    for name in asked(found, metrics):
        yield f"#   {name} takes {', '.join(metrics[name].arguments)}"
    yield "# parameters: what the sentence leaves open, each with its values and reasons (docs/claims.md)"


def asked(found: Found, metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """The metrics that may answer a sentence, the likeliest first."""
    table: Mapping[str, list[str]] = RULES.tables["ask"]
    lead = ["lead"] if "lead" in found.measures else []
    named = [f"{measure}.{found.content}" for measure in sorted(found.measures)] + lead + sorted(found.measures)
    return tuple(dict.fromkeys(name for key in named for name in table.get(key, []) if name in metrics))[:4]


def _assert(found: Found) -> Iterator[str]:
    strict = strictly(found)
    hint = f"strict: {strict}" if strict else "strict: ..."
    yield f"# assert: {{{hint}, lenient: with the latitude of a friend, direction: only which way it points}}"


def strictly(found: Found) -> str:
    """What the first quantity says of `v` at its word, in the unit of rules.toml; empty where it says nothing.

    It is a hint in a comment: which unit the metric has, and which way round, a person knows.
    """
    if not found.quantities:
        return {"more": "v > 1", "less": "v < 1", "equal": "v == 1"}.get(found.comparator or "", "")
    first = next((one for one in found.quantities if one.unit not in ("token", "date")), found.quantities[0])
    low, high = _number(first.low), _number(first.high)
    if sign := _SIGNS.get(found.comparator or ""):
        return f"v {sign} {low}"
    return f"{low} <= v <= {high}" if first.high > first.low else f"v == {low}"


def _number(value: float) -> str:
    """A number as an expression has it.

    >>> _number(24.0), _number(0.2), _number(1.2e12)
    ('24', '0.2', '1200000000000')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.4g}"


def _value(value: object) -> str:
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    """A text in quotes, as YAML and JSON both write it, on one line and without letters that nobody sees."""
    return json.dumps(" ".join(clean(text).split()), ensure_ascii=False)


def _slug(name: str) -> str:
    """A name in small letters and numbers joined by hyphens.

    >>> _slug("The Article (2).pdf"), _slug("文章.txt")
    ('the-article-2', 'text')
    """
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return re.sub("[^a-z0-9]+", "-", stem.lower().replace("_", "-")).strip("-")[:36].strip("-") or "text"
