"""Figures made from another one's: the same day, unit and evidence, with what is said otherwise."""

from dataclasses import fields
from typing import Any

from leadline.model import Figure


def derived(one: Figure, **changes: Any) -> Figure:  # noqa: ANN401 - whatever a field of a figure holds
    """A plain figure with fields of another one, some changed; the hours of a cost, no longer its own, are lost."""
    same = {field.name: getattr(one, field.name) for field in fields(Figure) if field.init}
    return Figure(**(same | changes))


def joined_notes(*notes: str) -> str:
    """Several notes as one, each said once.

    >>> joined_notes("a; b", "", "b; c")
    'a; b; c'
    """
    return "; ".join(dict.fromkeys(part for note in notes for part in note.split("; ") if part))
