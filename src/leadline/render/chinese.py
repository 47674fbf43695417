"""Simplified Chinese: its messages, days, numbers and marks.

Decisions:

- The messages are those of `locale/zh_Hans/LC_MESSAGES/leadline.po`, read as it is: nothing is compiled when the
  package is built, and what a reviewer says is kept beside each message. A message counts as reviewed where a comment
  of it begins with `reviewed`; every other one does not.
- Countries are called as the catalogue calls them.
- Days are written in full (2026年5月30日) and numbers as Unicode's data for the language say, by Babel. Thousands are
  parted by commas and nothing is counted in ten thousands: a number looks the same in both languages, and can be found.
- Between a Chinese character and a Latin letter or a digit stands a space, and none beside marks or within a day. This
  is the only place that puts it there: messages are written without.
"""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol, get_group_symbol

from leadline.catalog import Catalog
from leadline.render.language import Key, Language

LOCALE = Locale("zh", script="Hans")
FILE = Path(__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES" / "leadline.po"
REVIEWED = "reviewed"
MARKS = {", ": "、", "; ": "；", ". ": "。", ": ": "：", " ": "", " and ": "和"}
"""What stands between parts, by what does in English."""
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_BORDER = re.compile(f"(?<=[{_HAN}])(?=[A-Za-z0-9$\u2212])|(?<=[A-Za-z0-9])(?=[{_HAN}])")


@lru_cache(maxsize=1)
def chinese() -> Language:
    """The language with its messages."""
    told = [message for message in read(FILE) if message.string]
    messages = {key(message): spaced(str(message.string)) for message in told}
    return Language(
        code="zh-Hans",
        name="中文",
        suffix=".zh",
        messages=messages | _countries(),
        translated=len(told),
        unreviewed=sum(not is_reviewed(message) for message in told),
        marks=MARKS,
        symbols=str.maketrans({",": get_group_symbol(LOCALE), ".": get_decimal_symbol(LOCALE)}),
        day=_day,
        gap=gap,
        cased=False,
    )


def read(file: Path) -> list[Message]:
    """The messages of a catalogue, without its header."""
    with file.open("rb") as lines:
        return [message for message in read_po(lines, locale=LOCALE) if message.id]


def key(message: Message) -> Key:
    """What a message is found by."""
    return Key(message.context or "", str(message.id))


def is_reviewed(message: Message) -> bool:
    """Whether a native reader has looked at it."""
    return any(comment.startswith(REVIEWED) for comment in message.user_comments)


def spaced(words: str) -> str:
    """Words with a space between a Chinese character and a Latin letter or a digit.

    >>> spaced("按API价格计，90%区间")
    '按 API 价格计，90%区间'
    """
    return _BORDER.sub(" ", words)


def gap(before: str, after: str) -> str:
    """The space between two neighbours.

    >>> [gap("截至", "GPT"), gap("12.4", "个月"), gap("（", "GPT"), gap("", "GPT")]
    [' ', ' ', '', '']
    """
    return " " if _BORDER.search(before[-1:] + after[:1]) else ""


def _countries() -> dict[Key, str]:
    return {Key("country", one.name): one.name_zh for one in Catalog().countries.values() if one.name_zh}


def _day(day: date) -> str:
    return format_date(day, "long", locale=LOCALE)
