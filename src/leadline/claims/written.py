"""Values of a claim's file: lines of text, days, languages, addresses, names, and the errors of what reads them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from leadline import units
from leadline.claims.grammar import RESERVED
from leadline.errors import UserError
from leadline.model import Arg
from leadline.userfile import Item

MOST_LINE = 1_000
"""Characters of one text: a sentence and the reasons for reading it so."""
MOST_ADDRESS = 500
MOST_NUMBER = 10**15
MOST_ENTRIES = 50
"""Constraints, links, entries of the history."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_ADDRESS = re.compile(r"https?://[!-~]+")


@contextmanager
def told_at(item: Item) -> Iterator[None]:
    """Errors of what reads a value name the file, the line and the field."""
    try:
        yield
    except UserError as error:
        raise UserError(f"{item.where}: {error}") from None


def line(item: Item, most: int = MOST_LINE) -> str:
    """A text in one line, its white space made plain; characters that nobody sees are refused.

    They steer terminals and turn the order of letters around.
    """
    found = " ".join(item.text().split())
    if len(found) > most:
        raise item.fault(f"a text of at most {most:,} characters", f"It has {len(found):,}. Shorten it.")
    if hidden := next((letter for letter in found if not letter.isprintable()), ""):
        raise item.fault(f"a text of letters that can be seen, without U+{ord(hidden):04X}", "Take it out.")
    return found


def day(item: Item) -> date:
    """A day."""
    with told_at(item):
        return units.day(item.text())


def _matched(item: Item, pattern: re.Pattern[str], most: int, expected: str, remedy: str) -> str:
    found = item.text()
    if len(found) > most or not pattern.fullmatch(found):
        raise item.fault(expected, remedy)
    return found


def claim_id(item: Item) -> str:
    """The id of a claim."""
    told = "an id of small letters and numbers joined by hyphens"
    return _matched(item, _ID, 60, told, "Write it as oped-anthropic-vs-openai.")


def language(item: Item) -> str:
    """The ISO code of a language."""
    return _matched(item, _LANGUAGE, 12, "the code of a language", "Write it as en, zh or zh-Hans.")


def address(item: Item) -> str:
    """An address on the web."""
    return _matched(item, _ADDRESS, MOST_ADDRESS, "an address on the web", "Write it as https://example.org/page.")


def parameter_name(item: Item, name: str) -> str:
    """The name of a parameter, which an expression can use."""
    if len(name) > 40 or not _NAME.fullmatch(name) or name in RESERVED:
        raise UserError(
            f"{item.where[:200]}: expected a parameter's name of small letters, numbers and underscores, other than "
            f"{', '.join(sorted(RESERVED))}; found {name[:60]!r}. Call it something else."
        )
    return name


def value(item: Item) -> Arg:
    """A number, a text or a truth; a whole number is one however it was written."""
    if isinstance(item.content, bool):
        return item.content
    if isinstance(item.content, Decimal):
        return number(item.number(-MOST_NUMBER, MOST_NUMBER, "0.5"))
    if isinstance(item.content, str):
        return line(item, most=200)
    raise item.fault("a number, a text, true or false")


def number(found: Decimal) -> int | float:
    """A decimal as a number of the program.

    >>> number(Decimal("24.0")), number(Decimal("0.5"))
    (24, 0.5)
    """
    return int(found) if found == int(found) else float(found)


def entries(item: Item | None) -> list[Item]:
    """The entries of a list, which may be missing but not too long."""
    found = item.items() if item is not None else []
    if item is not None and len(found) > MOST_ENTRIES:
        raise item.fault(f"at most {MOST_ENTRIES} entries", "Take some out.")
    return found
