"""Which tokenizer counts for which model, and who says so.

A tokenizer is known by the family and the version in a model's name. Most vendors publish none: their models have no
tokenizer here, and what they make of a text is unknown.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from leadline.catalog.catalog import Catalog, unwrapped
from leadline.catalog.names import key
from leadline.catalog.words import word

FILE = Path(__file__).with_name("tokenizers.toml")
Trust = Literal["vendor", "reconstruction", "proxy", "unknown"]
TRUSTS: tuple[Trust, ...] = get_args(Trust)
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_VERSION = re.compile(r"(?<![0-9])([0-9]{1,2})(?:[._p-]([0-9]{1,2}))?(?![0-9bk])")
"""The first number that is no size (`70b`, `32k`) and no date, with its second part: 4-8, 3.1, 3p6."""


@dataclass(frozen=True, kw_only=True)
class Tokenizer:
    """The tokenizer of some models of one vendor."""

    name: str = ""
    """As the observations name it; empty where `trust` is unknown."""
    vendor: str
    """Canonical id of who makes the models."""
    families: tuple[str, ...]
    """How the ids of the models begin, in whole words."""
    first: tuple[int, int] = (0, 0)
    """The lowest version in a name for which it counts; without any bound, names without a version fit too."""
    below: tuple[int, int] | None = None
    """The lowest version for which it no longer counts."""
    trust: Trust
    """Whether the vendor says so, a third party rebuilt it, another stands in, or only that it is not the family's."""
    source: str
    """Who says so, with the version of the file or the library."""
    note: str = ""

    def reach(self, name: str) -> int:
        """How many characters of a name's key its longest fitting family covers; 0 where none fits."""
        if (self.first > (0, 0) or self.below) and not self._has(version(name)):
            return 0
        keys = [key(family) for family in self.families]
        return max((len(family) for family in keys if f"{key(name)}-".startswith(f"{family}-")), default=0)

    def _has(self, found: tuple[int, int] | None) -> bool:
        return found is not None and self.first <= found and (self.below is None or found < self.below)


def tokenizer(catalog: Catalog, model: str) -> Tokenizer | None:
    """The tokenizer of a model, by an id as a host writes it or by a name; None where it is not known.

    >>> [found and found.name for found in (tokenizer(Catalog(), name) for name in
    ...     ("claude-opus-4-6", "anthropic/claude-opus-4.8-fast", "Claude 3.5 Sonnet", "gpt-4-turbo", "kimi-k3"))]
    ['claude_3', 'claude_4_7', 'claude_3', 'cl100k_base', None]
    """
    maker, known = catalog.maker(model), catalog.canonical(model)
    names = [*unwrapped(model), *([known.model] if known else [])]
    own = [entry for entry in load() if maker and entry.vendor == maker.id]
    best = max(own, key=lambda entry: max(map(entry.reach, names)), default=None)
    return best if best and best.trust != "unknown" and max(map(best.reach, names)) else None


def version(name: str) -> tuple[int, int] | None:
    """The version in a model's name.

    >>> [version(name) for name in ("claude-opus-4-8", "qwen3-32b", "llama-v3p1-8b", "claude-opus-4-20250514", "o")]
    [(4, 8), (3, 0), (3, 1), (4, 0), None]
    """
    match = _VERSION.search(_DATE.sub("", name.lower()))
    return (int(match[1]), int(match[2] or 0)) if match else None


@cache
def load() -> tuple[Tokenizer, ...]:
    """All entries, in the order of the file."""
    with FILE.open("rb") as file:
        return tuple(_read(entry) for entry in tomllib.load(file)["tokenizer"])


def _read(entry: dict[str, Any]) -> Tokenizer:
    below, first = version(entry.pop("below", "")), version(entry.pop("from", "")) or (0, 0)
    families, trust = tuple(entry.pop("families")), word(entry.pop("trust"), TRUSTS)
    return Tokenizer(first=first, below=below, families=families, trust=trust, **entry)
