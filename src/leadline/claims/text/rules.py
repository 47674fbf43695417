"""The words of the rules as patterns, read once from rules.toml.

A word stands alone, in any case of letters; a Chinese one stands anywhere, since nothing parts words there. Patterns of
words hold no repeated groups within repeated groups, and sentences are short: time stays in proportion to the text.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

FILE = Path(__file__).with_name("rules.toml")
_LETTER = r"[0-9A-Za-z_\u00c0-\u024f]"
NOT_WITHIN = f"(?<!{_LETTER})"
"""What stands before is no letter or number of a word in Latin letters."""
BLANK = "¤"
"""Stands for each letter of a name or a date in which numbers are no quantities."""
_HAN = re.compile(r"[\u2e80-\u9fff]")


class Rules:
    """The tables of the file, and patterns made of them."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        self.tables = MappingProxyType(tables)
        self._words = {name: frozenset(found) for name, found in tables["words"].items()}
        self._patterns: dict[tuple[str, str], re.Pattern[str]] = {}

    def words(self, name: str) -> frozenset[str]:
        """A list of plain words."""
        return self._words[name]

    def pattern(self, table: str, name: str) -> re.Pattern[str]:
        """One pattern for the words of a list."""
        if (table, name) not in self._patterns:
            self._patterns[table, name] = either(self.tables[table][name])
        return self._patterns[table, name]

    def find(self, table: str, name: str, text: str) -> re.Match[str] | None:
        """Where the first of the words stands."""
        return self.pattern(table, name).search(text)

    def has(self, table: str, name: str, text: str) -> bool:
        """Whether any of the words stands in a text."""
        return self.find(table, name, text) is not None


def either(words: Iterable[str], *, cased: bool = False) -> re.Pattern[str]:
    """Any of some words, the longest first.

    >>> either(["chips?", "算力"]).findall("Chips and chipsets: 中国算力")
    ['Chips', '算力']
    """
    ordered = sorted(words, key=lambda word: -len(word))
    return re.compile("|".join(map(alone, ordered)), 0 if cased else re.IGNORECASE)


def alone(word: str) -> str:
    """The pattern of a word that is no part of a longer one."""
    if _HAN.search(word):
        return word
    begin = NOT_WITHIN if re.match(r"\w|\(\?:|\[", word) else ""
    end = f"(?!{_LETTER})" if re.search(r"(?:[\w)?\]]|\*|\+)$", word) else ""
    return f"{begin}(?:{word}){end}"


RULES = Rules(tomllib.loads(FILE.read_text(encoding="utf-8")))
