"""Belief packs: what a school of thought holds of some assumptions, as shifts of the reference prior.

A shift is in standard deviations of the assumption's own two-piece normal; the shifted prior has a narrower spread, and
everything is then calibrated to the same history. A pack is our reading of a school; its page says from what.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leadline.catalog import assumptions
from leadline.errors import UnknownName

FILE = Path(__file__).with_name("beliefs.toml")
SPREAD = 0.6
"""Standard deviation of a shifted score, where that of the reference is 1."""


@dataclass(frozen=True, kw_only=True)
class Shift:
    """What a school holds of one assumption."""

    assumption: str
    by: float
    """In standard deviations of the reference prior."""
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Pack:
    """The beliefs of one school."""

    name: str
    title: str
    holder: str
    """Who holds them."""
    shifts: tuple[Shift, ...] = ()
    spread: float = SPREAD

    @property
    def means(self) -> dict[str, float]:
        """The mean of the score of each assumption that is shifted."""
        return {shift.assumption: shift.by for shift in self.shifts}


@cache
def load() -> dict[str, Pack]:
    """All packs by name, the reference first."""
    with FILE.open("rb") as file:
        return {name: _pack(name, fields) for name, fields in tomllib.load(file).items()}


def pack(name: str) -> Pack:
    """The pack of this name."""
    if name not in load():
        raise UnknownName("belief pack", name, load(), f"There are {', '.join(load())}.")
    return load()[name]


def _pack(name: str, fields: dict[str, Any]) -> Pack:
    entries = fields.pop("shifts", [])
    assert isinstance(entries, list), f"{FILE.name}: the shifts of {name} are no list"
    shifts = tuple(Shift(**entry) for entry in entries)
    for shift in shifts:
        if shift.assumption not in assumptions.load():
            raise UnknownName("assumption", shift.assumption, assumptions.load(), f"The pack {name} shifts it.")
    return Pack(name=name, shifts=shifts, **fields)
