"""Chinese words of the field and what the tables call them, so that a question in either language finds the same."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).with_name("glossary.csv")


@cache
def words() -> Mapping[str, str]:
    """English words by Chinese ones, longer ones first."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        told = {row["zh"]: row["en"] for row in csv.DictReader(lines)}
    return MappingProxyType(dict(sorted(told.items(), key=lambda pair: -len(pair[0]))))


def in_english(text: str) -> str:
    """A text with the Chinese words that are known in English; the others stay.

    >>> in_english("美国出口管制 2026")
    'united states export control 2026'
    """
    for word, english in words().items():
        text = text.replace(word, f" {english} ")
    return " ".join(text.split())
