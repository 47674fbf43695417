"""Files in YAML that people write: plans, claims. Read as plain data that know their lines, within limits.

YAML can do more than a list of facts needs, and some of it is dangerous in a file from elsewhere. Decisions:

- *No references, no tags.* An alias can make a few lines grow to a billion, a tag can ask for any object of the
  program: both are refused, with their line.
- *Limits* on bytes, depth and number of values (the constants below) hold before anything is made of the file.
- *Fewer words mean something.* Plain `true`, `false`, `null`, `~` and numbers are what they look like; all the rest is
  text. In older YAML `no` is false and `3:1` is 181: here they are text, as the writer sees them. Numbers are
  decimals, exactly as written.
- *A key stands once.* Of two values for one key the last would win silently.
- *One document.* A file has one; a second one is refused.

Every value knows its line and its path, so that a message about it can say where it stands: `plan.yaml, line 7,
works[2].output: expected ..., found ...`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from leadline.errors import UserError, nearest_names

MOST_BYTES = 200_000
"""A file written by hand has some thousands."""
MOST_DEPTH = 12
"""Lists in maps in lists: nothing here needs more than five."""
MOST_VALUES = 20_000
MOST_TEXT = 10_000
"""Characters of one text."""

Scalar = str | Decimal | bool | None
Content = Scalar | list["Item"] | dict[str, "Item"]

_WORDS: Mapping[str, Scalar] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A value of a file, and where it stands."""

    content: Content
    file: str
    line: int
    path: str
    """The field as people name it: `works[2].output`; empty for the whole file."""

    @property
    def where(self) -> str:
        """File, line and field, for a message."""
        return f"{self.file}, line {self.line}" + (f", {self.path}" if self.path else "")

    def fault(self, expected: str, remedy: str = "") -> UserError:
        """What to raise about this value: where it stands, what was expected, what came, what to do."""
        return UserError(f"{self.where}: expected {expected}, found {self.shown()}.{' ' + remedy if remedy else ''}")

    def shown(self) -> str:
        """The value in a few words, for a message."""
        match self.content:
            case None:
                return "nothing"
            case list():
                return f"a list of {len(self.content)}"
            case dict():
                return f"a map of {', '.join(self.content) or 'nothing'}"[:120]
            case bool():
                return str(self.content).lower()
            case Decimal():
                return str(self.content)
            case _:
                return repr(self.content if len(self.content) <= 80 else f"{self.content[:80]}...")

    def fields(self, known: Collection[str], needed: Collection[str] = ()) -> dict[str, "Item"]:
        """The values of a map by field; a field that is not known, or one that is missing, is an error."""
        if not isinstance(self.content, dict):
            raise self.fault(f"a map with {', '.join(needed or known)}", "Write each as 'name: value' on a line.")
        for name, item in self.content.items():
            if name not in known:
                nearest = nearest_names(name, known, 1)
                hint = f"Did you mean {nearest[0]!r}? " if nearest else ""
                raise UserError(
                    f"{item.file}, line {item.line}: expected one of {', '.join(known)}, found the field "
                    f"{name[:80]!r}. {hint}Correct it, or take it out."
                )
        if missing := [name for name in needed if name not in self.content or self.content[name].content is None]:
            raise self.fault(f"the field {missing[0]!r}", f"Add '{missing[0]}: ...' here.")
        return {name: item for name, item in self.content.items() if item.content is not None}

    def items(self) -> list["Item"]:
        """The values of a list, at least one."""
        if not isinstance(self.content, list) or not self.content:
            raise self.fault("a list with at least one entry", "Write each entry on a line that begins with '- '.")
        return self.content

    def text(self) -> str:
        """A text that is not empty; a number is taken as it was written."""
        if isinstance(self.content, Decimal):
            return str(self.content)
        if not isinstance(self.content, str) or not self.content.strip():
            raise self.fault("a text", "Write it in quotes if it looks like something else.")
        return self.content.strip()

    def one_of(self, words: Collection[str]) -> str:
        """One of some words."""
        if not isinstance(self.content, str) or self.content not in words:
            raise self.fault(f"one of {', '.join(words)}")
        return self.content

    def number(self, low: Decimal | int, high: Decimal | int, example: str) -> Decimal:
        """A number within bounds, as a share of one: `20%` is 0.20, and so is `0.2`."""
        found = self.content
        if isinstance(found, str) and found.endswith("%") and _NUMBER.fullmatch(found[:-1].strip()):
            found = Decimal(found[:-1].strip()) / 100
        if not isinstance(found, Decimal) or not low <= found <= high:
            raise self.fault(f"a number from {low} to {high}", f"Write it as {example}.")
        return found


def read(path: Path, name: str = "") -> Item:
    """The content of a file in YAML; UserError where it is none, or more than the limits above allow.

    Args:
        path: The file.
        name: What messages call it; by default its name without its folder.
    """
    return parsed(bytes_of(path, MOST_BYTES), name or path.name)


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file, up to one above the most, which tells that it is too long; UserError where it has none."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UserError(f"Expected a file that can be read, {path} cannot: {reason}. Name another.") from None


def parsed(content: bytes, name: str) -> Item:
    r"""The same of bytes that were read already.

    >>> plan = parsed(b"name: Support\nmix: 3:1\nshare: 0.25\n", "plan.yaml").content
    >>> {field: (item.content, item.line) for field, item in plan.items()}
    {'name': ('Support', 1), 'mix': ('3:1', 2), 'share': (Decimal('0.25'), 3)}
    """
    if len(content) > MOST_BYTES:
        raise UserError(f"{name}: expected at most {MOST_BYTES:,} bytes, found more. Split it into several files.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name}: expected text in UTF-8, found other bytes at {error.start}. Save it again.") from None
    try:
        return _Reader(name, text).whole()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UserError(f"{name}, line {line}: expected YAML, found {error.problem}. {_INDENT}") from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise UserError(f"{name}: expected YAML, found what is none ({reason}). {_INDENT}") from None


_INDENT = "Indent with spaces, the entries of one list or map alike, and put text with ': ' or ' #' in quotes."


class _Reader:
    """Walks the events of a file and keeps count."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=yaml.SafeLoader))
        self.values = 0

    def whole(self) -> Item:
        """The one document."""
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return Item(content=None, file=self.name, line=1, path="")
        item = self.item(next(self.events), "", 0)
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise self.refused(following, "one document", "a second one after '---'")
        return item

    def item(self, event: yaml.Event, path: str, depth: int) -> Item:
        """The value that an event begins."""
        self.check(event, depth)
        content: Content
        if isinstance(event, yaml.ScalarEvent):
            content = self.scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            content = list(self.entries(path, depth))
        else:
            content = dict(self.pairs(path, depth))
        return Item(content=content, file=self.name, line=event.start_mark.line + 1, path=path)

    def entries(self, path: str, depth: int) -> Iterator[Item]:
        """The entries of a list, counted from one."""
        number = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            number += 1
            yield self.item(event, f"{path}[{number}]", depth + 1)

    def pairs(self, path: str, depth: int) -> Iterator[tuple[str, Item]]:
        """The fields of a map, each once."""
        seen: set[str] = set()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refused(event, "a word as the name of a field", "a list, a map or a reference")
            self.check(event, depth)
            name = event.value
            if name in seen:
                raise self.refused(event, "each field once", f"{name[:80]!r} a second time")
            seen.add(name)
            value = self.item(next(self.events), f"{path}.{name}" if path else name, depth + 1)
            # A field without a value has no mark of its own: its name's line is where people look.
            yield name, value

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        """What a word means: text in quotes is text."""
        written: str = event.value
        if event.style is not None:
            return written
        if written in _WORDS:
            return _WORDS[written]
        return Decimal(written) if _NUMBER.fullmatch(written) else written

    def check(self, event: yaml.Event, depth: int) -> None:
        """Refuse what no such file needs."""
        self.values += 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refused(event, "values without references", "one (& or *)", "Write the value out.")
        if getattr(event, "tag", None):
            raise self.refused(event, "plain values", f"the tag {event.tag[:60]!r}", "Take it out.")
        if depth > MOST_DEPTH:
            raise self.refused(event, f"at most {MOST_DEPTH} levels of lists and maps", "more")
        if self.values > MOST_VALUES:
            raise self.refused(event, f"at most {MOST_VALUES:,} values", "more", "Split it into several files.")
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > MOST_TEXT:
            raise self.refused(event, f"texts of at most {MOST_TEXT:,} characters", f"one of {len(event.value):,}")

    def refused(self, event: yaml.Event, expected: str, found: str, remedy: str = "Correct the file.") -> UserError:
        """What to raise about an event."""
        line = event.start_mark.line + 1
        return UserError(f"{self.name}, line {line}: expected {expected}, found {found}. {remedy}")
