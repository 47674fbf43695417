"""The sentences of a text in English or Chinese, where each stands, and how broken lines are joined.

Decisions:

- *Letters that nobody sees go first*: control characters, escapes of terminals, marks that turn the order of letters.
- *Lines that were broken to fit a page are joined*; others end their sentence, as headings and items of lists do. A
  block is of the first sort if it has three lines or more, of which all but the last are nearly as long as the longest.
- A word parted at the end of such a line is put together, with its hyphen where the text has it so elsewhere.
- A full stop ends a sentence before a space and anything but a small letter, save behind an abbreviation, an initial or
  a number of a list. Inside a number or a name (4.8, A.I.) no space follows.
- A sentence longer than `MOST_SENTENCE` is cut at a space: what is longer is none, and time stays in proportion.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from leadline.claims.text.rules import RULES

MOST_SENTENCE = 1_000
NARROW, WIDE, NEARLY = 45, 140, 0.7
"""Letters in the longest line of a block that was broken to fit, and the part of it that the others fill."""

_MARK = re.compile(
    r"(?:[-*+•–·]\s|\d{1,3}[.)]\s(?!\d)|>\s?|#{1,6}\s|\([a-z0-9]{1,3}\)\s|[（(]?[一二三四五六七八九十]{1,3}[）)、])\s*"
)
_HEADING = re.compile(r"#{1,6}\s")
_END = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\[\d{1,4}\])*+(?=\s)|[。！？]++[”’」』）]*+)\s*+")
_CLOSED = re.compile(r"[.!?。！？:：,]\W*$")
_LAST_WORD = re.compile(r"[\w.&-]{1,24}$")
_PART = re.compile(r"\s*(?:Item|Part|Section|Chapter|Article|Note|Annex|Step|Rule)\s(?:\d{1,3}[A-Z]?|[IVX]{1,5})")
"""What a heading may begin with: `Item 7. Results`."""
_HYPHENED = re.compile(r"(\w{2,30})-\n(?=[a-zà-ÿ])(\w{1,30})")


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, a heading or an item of a list."""

    text: str
    line: int
    """In the text, from 1; broken lines count each."""
    number: int
    """In the text, from 1."""
    heading: bool = False
    """Whether it stands on a line of its own, without a full stop, above others."""


def clean(text: str) -> str:
    r"""A text without letters that nobody sees; the ends of lines are `\n`.

    >>> clean("a\x1b[31mb\u202ec\r\nd\te")
    'a[31mbc\nd e'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\u2028", "\n")
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(_seen(letter) for letter in text)


def _seen(letter: str) -> str:
    if letter == "\n" or letter.isprintable():
        return letter
    return " " if letter.isspace() else ""


def sentences(text: str) -> tuple[Sentence, ...]:
    r"""The sentences of a text, in order.

    >>> [one.text for one in sentences("Prices, e.g. of GPT-5.5, fell. By how much?\n\n1. By 4.8 percent")]
    ['Prices, e.g. of GPT-5.5, fell.', 'By how much?', 'By 4.8 percent']
    >>> [one.text for one in sentences("价格下降了5.5%。“是吗？”他问。")]
    ['价格下降了5.5%。', '“是吗？”他问。']
    """
    found = ((part, line, heading) for block, line, heading in _blocks(clean(text)) for part in split(block))
    return tuple(
        Sentence(text=part, line=line, heading=heading, number=number)
        for number, (part, line, heading) in enumerate(found, 1)
    )


def _blocks(text: str) -> Iterator[tuple[str, int, bool]]:
    """Runs of words that no sentence crosses, with their first line and whether they are headings."""
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", _rejoined(text)):
        for words, offset in _lines(paragraph):
            heading = bool(_HEADING.match(words)) or ("\n" not in paragraph and not _CLOSED.search(words[-12:]))
            if bare := _unmarked(words):
                yield bare, line + offset, heading
        line += paragraph.count("\n") + paragraph.count(_JOINED)


_JOINED = "\v"
"""Stands where a parted word was put together, so that lines are still counted."""


def _lines(paragraph: str) -> Iterator[tuple[str, int]]:
    lines = paragraph.split("\n")
    if not _broken_to_fit(lines):
        yield from ((line.replace(_JOINED, ""), number) for number, line in enumerate(lines))
        return
    begun, at = "", 0
    for number, line in enumerate(lines):
        if begun and _MARK.match(line.strip()):
            yield begun, at
            begun = ""
        at = at if begun else number
        begun = _put_together(begun, line.strip()).replace(_JOINED, "")
    yield begun, at


def _put_together(begun: str, line: str) -> str:
    """A line behind those before it; Chinese needs no space."""
    han = bool(begun) and bool(line) and begun[-1] > "\u2e80" and line[0] > "\u2e80"
    return begun + line if han else f"{begun} {line}".strip()


def _broken_to_fit(lines: list[str]) -> bool:
    lengths = [len(line.strip()) for line in lines if line.strip()]
    if len(lengths) < 3 or not NARROW <= max(lengths) <= WIDE:
        return False
    items = sum(bool(_MARK.match(line.strip())) for line in lines)
    return sum(length >= NEARLY * max(lengths) for length in lengths[:-1]) >= max(1, len(lengths) - 1 - items)


def _rejoined(text: str) -> str:
    """A text whose parted words are put together: `open-` and `weight` keep the hyphen if `open-weight` occurs."""

    def join(parted: re.Match[str]) -> str:
        with_hyphen = f"{parted[1]}-{parted[2]}"
        return (with_hyphen if with_hyphen.casefold() in whole else parted[1] + parted[2]) + _JOINED

    whole = text.casefold() if "-\n" in text else ""
    return _HYPHENED.sub(join, text)


def _unmarked(line: str) -> str:
    """A line without the marks of lists, quotes and headings before it."""
    line = line.strip()
    for _ in range(4):
        shorter = _MARK.sub("", line, count=1) if _MARK.match(line) else line
        if shorter == line:
            break
        line = shorter.strip()
    return line.strip("*_` ") if line.startswith(("**", "__")) and line.endswith(("**", "__")) else line


def split(block: str) -> Iterator[str]:
    """The sentences of a run of words on one line."""
    begun = 0
    for end in _END.finditer(block):
        if _ends(block, begun, end):
            yield from _cut(block[begun : end.end()])
            begun = end.end()
    yield from _cut(block[begun:])


def _ends(block: str, begun: int, end: re.Match[str]) -> bool:
    following = block[end.end() : end.end() + 1]
    mark = end[0].strip()
    if mark[0] in "。！？":
        return not (
            mark[-1] in "”’」』）" and following and following not in "“「『‘" and not _new_after_quote(block, end)
        )
    if following.islower():
        return mark[0] in "!?" and mark[-1] not in "\"'”’)" and mark[0] != "…"
    if mark[:2] == ".." or mark[0] != ".":
        return True
    return not _abbreviated(block[max(begun, end.start() - 24) : end.start()], block[end.end() : end.end() + 24])


def _new_after_quote(block: str, end: re.Match[str]) -> bool:
    """Whether what follows a quotation in Chinese is a sentence of its own: it names no speaker at once."""
    return not any(word in block[end.end() : end.end() + 14] for word in RULES.words("said_after_quote"))


def _abbreviated(before: str, after: str) -> bool:
    """Whether the full stop between belongs to an abbreviation or an initial."""
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    if word.casefold() in RULES.words("abbreviations") or _PART.fullmatch(before):
        return True
    initial = len(word) == 1 and word.isalpha() and word != "I"
    dotted = "." in word and all(len(part) == 1 and part.isalpha() for part in word.split("."))
    if dotted:  # "in the U.S. The" ends, "in the U.S. Senate" does not
        return after.split(" ")[0].strip(",;:").casefold() not in RULES.words("begin_sentences")
    return initial


def _cut(part: str) -> Iterator[str]:
    """A sentence, or a run that is too long for one in pieces."""
    part = part.strip()
    while len(part) > MOST_SENTENCE:
        at = part.rfind(" ", 0, MOST_SENTENCE)
        at = at if at > 0 else MOST_SENTENCE
        yield part[:at]
        part = part[at:].strip()
    if any(unicodedata.category(letter)[0] in "LN" for letter in part):
        yield part
