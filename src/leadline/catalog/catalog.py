"""The catalogue as one object: every name resolves through it, and its version is part of every view.

A better table of names improves every view, old ones too; the version says which table a figure used.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from leadline.catalog import (
    aliases,
    calendars,
    corrections,
    dates,
    indicators,
    live,
    models,
    organisations,
    renamed,
    sites,
    sources,
)
from leadline.catalog.aliases import Meaning
from leadline.catalog.corrections import Correction
from leadline.catalog.dates import Kind
from leadline.catalog.indicators import Indicator
from leadline.catalog.live import Feed, Live
from leadline.catalog.models import KnownModel
from leadline.catalog.names import key
from leadline.catalog.organisations import Bloc, Country, Organisation
from leadline.catalog.renamed import Renamed
from leadline.catalog.sources import Source
from leadline.errors import UnknownName
from leadline.windows import Calendar

T = TypeVar("T")
FOLDER = Path(__file__).parent
FAMILIES = FOLDER / "families.toml"
KEPT = 1 << 16
"""Ids whose models and makers are remembered."""
_SUFFIX = re.compile(r"(-v\d+:\d+|:[a-z]+)$")
"""A host's own version or variant behind an id: `-v1:0`, `:free`."""


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Facts about names. Lookups that fail are errors with the nearest names, save where they say otherwise."""

    sources: Mapping[str, Source] = field(default_factory=sources.load)

    @cached_property
    def version(self) -> str:
        """A digest of the files of the catalogue."""
        content = b"".join(path.read_bytes() for path in sorted([*FOLDER.rglob("*.toml"), *FOLDER.rglob("*.csv")]))
        return hashlib.sha256(content).hexdigest()[:8]

    @property
    def key(self) -> str:
        """How evidence names the catalogue."""
        return f"catalog@{self.version}"

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """All organisations by id."""
        return organisations.load_organisations()

    @cached_property
    def countries(self) -> dict[str, Country]:
        """All countries by ISO code."""
        return organisations.load_countries()

    @cached_property
    def blocs(self) -> dict[str, Bloc]:
        """Groups of countries by code."""
        return organisations.load_blocs()

    @cached_property
    def models(self) -> list[KnownModel]:
        """All models."""
        return models.load()

    @cached_property
    def dates(self) -> dict[str, dict[Kind, date]]:
        """The days of each model by the key of its name: of several of one kind the earliest."""
        found: dict[str, dict[Kind, date]] = {}
        for row in dates.load():
            days = found.setdefault(key(row.model), {})
            days[row.kind] = min(row.day, days.get(row.kind, row.day))
        return found

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """All indicators by name."""
        return indicators.load()

    @cached_property
    def live(self) -> dict[str, Live]:
        """Where each source is kept by its publisher."""
        return live.load()

    @cached_property
    def feeds(self) -> dict[str, Feed]:
        """The feeds of news, by the name of their file."""
        return live.feeds()

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """All corrections of sources."""
        return corrections.load()

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """Calendars of holidays by the name that windows give them."""
        return calendars.load()

    @cached_property
    def renamed(self) -> tuple[Renamed, ...]:
        """Models of the list of notable models that were renamed, the first first."""
        return renamed.load()

    @cached_property
    def sites(self) -> dict[str, str]:
        """The ISO code of the country of each data centre whose file does not name it."""
        return sites.load()

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Lists of words in offers' ids: `not_chat`, `specialised`, `modifiers`, `modes`, `priced_apart`."""
        with FAMILIES.open("rb") as file:
            return {name: frozenset(words) for name, words in tomllib.load(file).items()}

    def source(self, name: str) -> Source:
        """The source of this name."""
        if name not in self.sources:
            raise UnknownName("source", name, self.sources)
        return self.sources[name]

    def country(self, text: str) -> Country:
        """The country that a code, a name or an alias means, in any case of letters."""
        if found := self._countries.get(text.casefold()):
            return found
        raise UnknownName("country", text, [name for name in self._country_names if len(name) > 2])

    def country_of(self, organisation_id: str) -> str:
        """The code of the country of an organisation's headquarters; empty where the catalogue has no such id."""
        found = self.organisations.get(organisation_id)
        return found.country if found else ""

    def place(self, text: str) -> tuple[str, frozenset[str]] | None:
        """The code of the country or bloc that a text means, and the codes of its countries; None for neither."""
        if bloc := self._blocs.get(text.casefold()):
            return bloc.code, frozenset(bloc.members)
        country = self._countries.get(text.casefold())
        return (country.code, frozenset([country.code])) if country else None

    def organisation(self, text: str) -> Organisation:
        """The organisation that an id, a name or an alias means, in any case of letters."""
        if found := self._organisations.get(text.casefold()):
            return found
        raise UnknownName("organisation", text, self.organisations)

    def has_organisation(self, text: str) -> bool:
        """Whether any organisation is called this."""
        return text.casefold() in self._organisations

    def model(self, name: str) -> KnownModel | None:
        """The model that a name means, however a source writes it; None where the catalogue does not know it."""
        return self._models.get(key(name))

    def canonical(self, model_id: str) -> KnownModel | None:
        """The model that an id means, with or without the prefixes that hosts put before it."""
        return self._canonical(model_id)

    def maker(self, model_id: str) -> Organisation | None:
        """Who made the model of this id: by the catalogue, else by how the id begins; None where neither tells.

        Ids of hosts may wrap the maker's own: `global.anthropic.claude-opus-4-8-v1:0`, `anthropic/claude-opus-4.8`.
        """
        return self._maker(model_id)

    # Both are kept for the ids that were asked last: a price book asks of thousands of ids many times.
    @cached_property
    def _canonical(self) -> Callable[[str], KnownModel | None]:
        def found(model_id: str) -> KnownModel | None:
            return next((known for name in unwrapped(model_id) if (known := self.model(name))), None)

        return lru_cache(maxsize=KEPT)(found)

    @cached_property
    def _maker(self) -> Callable[[str], Organisation | None]:
        def found(model_id: str) -> Organisation | None:
            if known := self.canonical(model_id):
                return self.organisations[known.organisation]
            beginnings = (begin for name in unwrapped(model_id) for begin in _beginnings(key(name)))
            return next((self._families[begin] for begin in beginnings if begin in self._families), None)

        return lru_cache(maxsize=KEPT)(found)

    def meanings(self, vendor: str, model_id: str) -> list[Meaning]:
        """What an id meant at its vendor's own API over time; none for an id that names one model for good.

        >>> [meaning.model for meaning in Catalog().meanings("mistral", "mistral-medium-3")]
        ['mistral-medium-2505', 'mistral-medium-2604']
        """
        return self._meanings.get((vendor, key(model_id)), [])

    def meaning(self, vendor: str, model_id: str, day: date) -> Meaning | None:
        """What an id meant on a day; None where it names one model for good, or nobody says."""
        return next((meaning for meaning in self.meanings(vendor, model_id) if meaning.holds(day)), None)

    def vendors_of(self, alias: str) -> list[str]:
        """The vendors at whose own APIs the meaning of an id moved."""
        return [vendor for vendor, name in self._meanings if name == key(alias)]

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], list[Meaning]]:
        found: dict[tuple[str, str], list[Meaning]] = {}
        for meaning in aliases.load():
            found.setdefault((meaning.vendor, key(meaning.alias)), []).append(meaning)
        return found

    @cached_property
    def _countries(self) -> dict[str, Country]:
        return _by_name((c, (c.code, c.name, c.name_zh, *c.aliases)) for c in self.countries.values())

    @cached_property
    def _blocs(self) -> dict[str, Bloc]:
        return _by_name((b, (b.code, b.name, *b.aliases)) for b in self.blocs.values())

    @property
    def _country_names(self) -> list[str]:
        return [name for c in self.countries.values() for name in (c.name, *c.aliases)]

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return _by_name((o, (o.id, o.name, o.name_zh, *o.aliases)) for o in self.organisations.values())

    @cached_property
    def _models(self) -> dict[str, KnownModel]:
        return {key(name): model for model in self.models for name in (model.model, *model.aliases)}

    @cached_property
    def _families(self) -> dict[str, Organisation]:
        return {key(family): o for o in reversed(self.organisations.values()) for family in reversed(o.families)}


def unwrapped(model_id: str) -> list[str]:
    """What is left of an id without what hosts put around the maker's own, barest first, the whole id last.

    >>> unwrapped("accounts/fireworks/models/deepseek-v3:free")
    ['deepseek-v3', 'deepseek-v3:free', 'accounts/fireworks/models/deepseek-v3:free']
    >>> unwrapped("global.anthropic.claude-opus-4-8-v1:0")[0]
    'claude-opus-4-8'
    """
    last = model_id.rsplit("/", 1)[-1]
    heads = last.split(".")
    # Bedrock writes region and maker before the id, parted by dots; the dots of a version follow a digit.
    dotted = [
        last.split(".", parts)[-1] for parts in (2, 1) if len(heads) > parts and all(map(str.isalpha, heads[:parts]))
    ]
    names = [*dotted, last]
    return list(dict.fromkeys([_SUFFIX.sub("", names[0]), *names, model_id]))


def _beginnings(name: str) -> Iterator[str]:
    """A key and what is left of it as words are taken from its end, so that `gpt-oss` is tried before `gpt`.

    Whole words only: `ring` begins `ring-1t`, not `ringworld`.

    >>> list(_beginnings("gpt-oss-120b"))
    ['gpt-oss-120b', 'gpt-oss', 'gpt']
    """
    while name:
        yield name
        name = name.rpartition("-")[0]


def _by_name(pairs: Iterable[tuple[T, tuple[str, ...]]]) -> dict[str, T]:
    return {name.casefold(): thing for thing, names in pairs for name in names if name}
