"""A measure: one meaning of an indicator of a layer, and for whom it can be told.

A layer is a module that lists its measures; the screen of the stack, the layer in depth, plots and pages go through the
lists, so an indicator is added in one place. Where one word has several meanings, each is a measure of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from leadline.model import Figure
from leadline.store.view import View

Region = Literal["US", "CN", "ROW", "world"]
"""The United States, China, the rest of the world, or all of it."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One meaning of an indicator."""

    metric: str
    """The indicator's name in the catalogue."""
    meaning: str = ""
    """Which of several meanings, in words for people; empty where there is one."""
    part: str = ""
    """Which part of the whole it is of, such as a designer or an owner; parts are not meanings of each other."""
    regions: tuple[Region, ...]
    figure: Callable[[View, Region, date], Figure]
    """Its value for a region on a day; raises NotEnoughData where none was known or there is none."""
    headline: bool = False
    """Whether the one screen of the stack shows it."""
    instead: "Measure | None" = None
    """What the one screen shows where nothing of this one was known: another meaning, under its own name."""
