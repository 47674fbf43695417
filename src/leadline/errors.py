"""The tree of errors, so that a caller can decide at what height to catch.

    LeadlineError
    ├── UserError            something the user asked for cannot be had: exit code 2
    │   ├── UnknownName      a model, vendor, country, group or source that no table knows
    │   └── NotEnoughData    the view holds nothing to measure
    └── SourceError          a source or the store failed: exit code 3
        ├── SourceChanged    a publisher's file is not as the reader expects
        ├── SourceGone       a publisher no longer has the file
        └── StoreError       the store refuses, or is damaged
            └── Suspicious   a snapshot differs from the last one more than is likely

Every message is one paragraph: what was expected, what came, what to do.
"""

import difflib
from collections.abc import Iterable
from functools import cached_property


class LeadlineError(Exception):
    """Base of all errors that Leadline raises on purpose."""


class UserError(LeadlineError):
    """What the user asked for cannot be had; the message says what to ask instead."""


class UnknownName(UserError):
    """A name that no table knows, with the nearest names that one does."""

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        super().__init__(kind, name)
        self.kind, self.name, self.hint = kind, name, hint
        self._known = tuple(known)

    def __reduce__(self) -> tuple[type["UnknownName"], tuple[str, str, tuple[str, ...], str]]:
        """A copy, or what another process gets, knows the nearest names alone: it says the same."""
        return type(self), (self.kind, self.name, self.nearest, self.hint)

    @cached_property
    def nearest(self) -> tuple[str, ...]:
        """The names nearest to it: sought when asked for, since among thousands that takes long and many are caught."""
        return nearest_names(self.name, self._known)

    def __str__(self) -> str:
        ask = f" Did you mean {_either(self.nearest)}?" if self.nearest else ""
        return f"Unknown {self.kind} {self.name!r}.{ask}{' ' + self.hint if self.hint else ''}"


class NotEnoughData(UserError):
    """The view holds nothing, or too little, to measure."""


class SourceError(LeadlineError):
    """A source or the store failed; nothing was changed."""


class SourceChanged(SourceError):
    """A publisher's file is not as the reader expects: a column, a unit, a layout."""


class SourceGone(SourceError):
    """A publisher no longer has the file: what was read of it before stays."""


class StoreError(SourceError):
    """The store refuses an append, or is damaged."""


class Suspicious(StoreError):
    """A snapshot differs from the last one of its source more than is likely; the user may accept it."""


def nearest_names(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names nearest to `name`, best first.

    >>> nearest_names("claude-opus-48", ["gpt-5.5", "claude-opus-4-8", "claude-opus-4-7"])
    ('claude-opus-4-8', 'claude-opus-4-7')
    """
    by_fold = {candidate.casefold(): candidate for candidate in known}
    return tuple(by_fold[match] for match in difflib.get_close_matches(name.casefold(), by_fold, n=most))


def _either(names: tuple[str, ...]) -> str:
    *head, last = (repr(name) for name in names)
    return f"{', '.join(head)} or {last}" if head else last
