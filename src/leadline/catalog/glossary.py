"""Chinese words of the field and what English calls them: for questions, and for translations.

A question in either language finds the same. A word that is `fixed` is the one word for its concept: translations of
messages use it wherever the English does, and a test holds them to it.
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("glossary.csv")


@cache
def words() -> Mapping[str, str]:
    """English words by Chinese ones, longer ones first."""
    told = {row["zh"]: row["en"] for row in _rows()}
    return MappingProxyType(dict(sorted(told.items(), key=lambda pair: -len(pair[0]))))


def fixed() -> Mapping[str, str]:
    """The one Chinese word for each English one that has no other.

    >>> fixed()["token"]
    '词元'
    """
    return MappingProxyType({row["en"]: row["zh"] for row in _rows() if row["fixed"] == "yes"})


def _rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def in_english(text: str) -> str:
    """A text with the Chinese words that are known in English; the others stay.

    >>> in_english("美国出口管制 2026")
    'united states export control 2026'
    """
    for word, english in words().items():
        text = text.replace(word, f" {english} ")
    return " ".join(text.split())
