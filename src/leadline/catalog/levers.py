"""The levers of the scenario model: what somebody decides, in [-1, 1], 0 being the policy of the start day."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from leadline.errors import UnknownName

FILE = Path(__file__).with_name("levers.toml")


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One lever, and the assumptions by which it works, in both directions."""

    name: str
    title: str
    sponsor: str
    """The bloc whose decision it is."""
    aim: str
    helps: tuple[str, ...]
    """Assumptions that work towards the aim."""
    hinders: tuple[str, ...]
    """Assumptions that work against it: at least one."""
    below_zero: str
    """What a negative strength means."""


@cache
def load() -> dict[str, Lever]:
    """All levers by name, in the order of the file."""
    with FILE.open("rb") as file:
        return {name: _lever(name, fields) for name, fields in tomllib.load(file).items()}


def lever(name: str) -> Lever:
    """The lever of this name."""
    if name not in load():
        raise UnknownName("lever", name, load(), f"There are {', '.join(load())}.")
    return load()[name]


def _lever(name: str, fields: dict[str, Any]) -> Lever:
    helps, hinders = fields.pop("for"), fields.pop("against")
    assert isinstance(helps, list), f"{FILE.name}: {name} helps nothing"
    assert isinstance(hinders, list), f"{FILE.name}: {name} has no side effect"
    return Lever(name=name, helps=tuple(helps), hinders=tuple(hinders), **fields)
