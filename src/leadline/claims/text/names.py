"""Names in a sentence that the catalogue knows: models, their makers, countries, chips, open and closed models.

Decisions:

- A model is found by the longest run of words that the catalogue takes for one, if it begins with a capital and holds a
  number or is written with a hyphen: so numbers in names are no quantities.
- Names are read with their case: `US` is a country, `us` is not. Organisations called by everyday words are not found.
- `entities` says whose value a sentence gives: a model stands for its maker, its country and its openness, if it is
  named; a country behind "in" gives way to any other name; where things are measured is nobody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from leadline.catalog import Catalog, benchmarks, chips
from leadline.claims.text.rules import BLANK, RULES, alone, either

Sort = Literal["model", "organisation", "country", "chip", "access", "place"]
LONGEST = 5
"""Words in the name of a model."""

_WORD = re.compile(
    r"(?<![\w.-])[A-Za-z][\w+-]{0,40}(?:\.\d{1,4}[\w-]{0,20})*|(?<![\w.])\d{1,4}(?:\.\d{1,4})?[A-Za-z]{0,2}(?!\w)",
    re.ASCII,
)
_PLAIN_WORD = re.compile(r"[0-9A-Za-z_\u00c0-\u024f]+")
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,4}\d{2,4}[A-Za-z]?(?![A-Za-z0-9])")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A name in a sentence."""

    id: str
    """As the catalogue has it; a country or bloc by its code."""
    sort: Sort
    start: int
    end: int


_Pattern = tuple[re.Pattern[str], tuple[str, ...], Sort]
"""A pattern with a group for each thing, what the groups mean, and of which sort they are."""


@dataclass(frozen=True, kw_only=True)
class Names:
    """What texts may call the things of a catalogue."""

    catalog: Catalog
    plain: Mapping[str, tuple[str, Sort]]
    """Names as they are written."""
    chinese: re.Pattern[str]
    """Those of them in Chinese, where nothing parts words."""


def mentions(text: str, names: Names) -> tuple[Mention, ...]:
    """The names of a sentence in order; of two that overlap the longer one, of equal ones that of a model.

    >>> [one.id for one in mentions("Claude Opus 4.8 costs more in the US than GLM-5.2.", known(Catalog()))]
    ['Claude Opus 4.8', 'US', 'GLM-5.2']
    """
    found = [*_models(text, names.catalog), *_listed(text, names), *_chips(text)]
    found.sort(key=lambda one: (one.start - one.end, one.sort != "model", one.sort != "place", one.start))
    kept: list[Mention] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _models(text: str, catalog: Catalog) -> Iterator[Mention]:
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        length, name = _longest(text, words[at : at + LONGEST], catalog)
        if name:
            yield Mention(id=name, sort="model", start=words[at].start(), end=words[at + length - 1].end())
        at += max(1, length)


def _longest(text: str, words: list[re.Match[str]], catalog: Catalog) -> tuple[int, str]:
    """How many of the words name a model, and which."""
    brand = RULES.tables["brands"].get(words[0][0].capitalize(), "")
    for length in range(len(words), 0, -1):
        name = text[words[0].start() : words[length - 1].end()]
        if not _like_a_name(name) or re.search(r"[,;:()]", name):
            continue
        if meant := catalog.model(name) or (catalog.model(f"{brand} {name}") if brand else None):
            return length, meant.model
    return 0, ""


def _like_a_name(name: str) -> bool:
    """A number, or a capital and a hyphen: of models without either nobody can tell them from words."""
    return name[0].isalpha() and bool(re.search(r"\d", name) or (name[0].isupper() and re.search(r"\w-\w", name)))


def _listed(text: str, names: Names) -> Iterator[Mention]:
    """Countries, organisations and boards by the names of the catalogue, and by the words of rules.toml."""
    words = list(_PLAIN_WORD.finditer(text))
    for at, word in enumerate(words):
        for last in words[at : at + LONGEST]:
            if told := names.plain.get(text[word.start() : last.end()]):
                yield Mention(id=told[0], sort=told[1], start=word.start(), end=last.end())
    if not text.isascii():
        yield from _in_chinese(text, names)
    for pattern, ids, sort in _patterns():
        for found in pattern.finditer(text):
            which = next(i for i, group in enumerate(found.groups()) if group is not None)
            yield Mention(id=ids[which], sort=sort, start=found.start(), end=found.end())


def _in_chinese(text: str, names: Names) -> Iterator[Mention]:
    for found in names.chinese.finditer(text):
        name, sort = names.plain[found[0]]
        yield Mention(id=name, sort=sort, start=found.start(), end=found.end())


def known(catalog: Catalog) -> Names:
    """The names of a catalogue, put in order once for a text."""
    plain: dict[str, tuple[str, Sort]] = {}
    for one in catalog.countries.values():
        plain |= {name: (one.code, "country") for name in _plain((one.name, one.name_zh, *one.aliases))}
    for firm in catalog.organisations.values():
        plain |= {
            name: (firm.id, "organisation")
            for name in _firm_names((firm.name, firm.name_zh, firm.id.capitalize(), *firm.aliases))
        }
    plain |= {name: (name, "place") for name in benchmarks.load() if len(name) > 2}
    chinese = sorted((name for name in plain if name > "\u2e80"), key=len, reverse=True)
    return Names(catalog=catalog, plain=plain, chinese=re.compile("|".join(map(re.escape, chinese))))


@cache
def _patterns() -> tuple[_Pattern, ...]:
    tables = RULES.tables
    sorts: Mapping[str, Sort] = {"people": "country", "makers": "organisation", "access": "access", "places": "place"}
    return tuple(_grouped(tables[name], sort) for name, sort in sorts.items())


def _plain(names: Iterable[str]) -> list[str]:
    return [name for name in names if len(name) > 4 or name > "\u2e80"]


def _firm_names(names: Iterable[str]) -> list[str]:
    fit = [
        name for name in names if name > "\u2e80" or (len(name) > 2 and any(map(str.isupper, name)) and "," not in name)
    ]
    small = [name.casefold() for name in fit if len(name) > 5 and " " not in name]
    return [name for name in (*fit, *small) if name.casefold() not in RULES.words("everyday")]


def _grouped(names: Mapping[str, Iterable[str]], sort: Sort) -> _Pattern:
    groups = (
        "(" + "|".join(alone(word) for word in sorted(words, key=len, reverse=True)) + ")" for words in names.values()
    )
    return re.compile("|".join(groups), re.IGNORECASE if sort in ("access", "organisation") else 0), tuple(names), sort


def _chips(text: str) -> Iterator[Mention]:
    for found in _CODE.finditer(text):
        if name := chips.names().get(found[0].removesuffix("s")):
            yield Mention(id=name, sort="chip", start=found.start(), end=found.end())


TITLES = either(RULES.tables["works"]["titles"], cased=True)


def hidden(text: str, named: Iterable[Mention]) -> str:
    """A sentence with blanks for names and titles, in which numbers are no quantities.

    >>> hidden("In AI 2027 the H100 is old.", ())
    'In ¤¤¤¤¤¤¤ the H100 is old.'
    """
    for one in named:
        if one.sort in ("model", "place", "chip") or re.search(r"\d", text[one.start : one.end]):
            text = f"{text[: one.start]}{BLANK * (one.end - one.start)}{text[one.end :]}"
    return TITLES.sub(lambda found: BLANK * len(found[0]), text)


def entities(text: str, named: tuple[Mention, ...], catalog: Catalog, *, priced: bool) -> tuple[str, ...]:
    """Whose value a sentence gives, each once, in order.

    Args:
        text: The sentence.
        named: Its names.
        catalog: Who makes a model, and where they are.
        priced: Whether it is about a price: a chip is then what has it, else a unit.
    """
    models = [one.id for one in named if one.sort == "model"]
    makers = {maker.id for model in models if (maker := catalog.maker(model))}
    found = [one for one in named if _counts(one, text, catalog, models=bool(models), makers=makers, priced=priced)]
    if not all(one.sort == "country" for one in found):
        found = [one for one in found if one.sort != "country" or not _within(text, one)]
    return tuple(dict.fromkeys(one.id for one in found))


def _counts(one: Mention, text: str, catalog: Catalog, *, models: bool, makers: set[str], priced: bool) -> bool:
    before = text[max(0, one.start - 12) : one.start]
    match one.sort:
        case "place":
            return False
        case "chip":
            return priced and not re.search(r"\d[\d,.]* $", before)
        case "organisation":
            return one.id not in makers and not (_is_host(one.id, catalog) and re.search(r"\b[Oo]n $", before))
        case "country" | "access":
            return not models
        case _:
            return True


def is_place(name: str, catalog: Catalog) -> bool:
    """Whether a name of an entity is that of a country or bloc; `o3` and `lg` have two letters too."""
    return name in catalog.countries or name in catalog.blocs


def _is_host(name: str, catalog: Catalog) -> bool:
    firm = catalog.organisations.get(name)
    return firm is not None and firm.kind == "host"


def _within(text: str, one: Mention) -> bool:
    return bool(re.search(r"\b(?:in|across|within|inside)(?: the)? $", text[max(0, one.start - 14) : one.start]))
