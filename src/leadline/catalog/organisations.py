"""Organisations, what they are called, where they sit and what they make; and the countries.

The country of an organisation is that of its headquarters. An organisation that only serves the models of others is a
host; one that makes models is a lab, and what it sells of its own make are first-party offers.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

ORGANISATIONS = Path(__file__).with_name("organisations.toml")
COUNTRIES = Path(__file__).with_name("countries.toml")
BLOCS = Path(__file__).with_name("blocs.toml")


@dataclass(frozen=True, kw_only=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code."""

    code: str
    name: str
    name_zh: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bloc:
    """Several countries under one name, such as the European Union."""

    code: str
    name: str
    members: tuple[str, ...]
    """ISO codes."""
    aliases: tuple[str, ...] = ()
    source: str
    """Who says which countries belong to it."""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """Who makes models, or serves them."""

    id: str
    name: str
    name_zh: str = ""
    country: str
    """ISO code; empty where it is not known."""
    kind: Literal["lab", "host"]
    aliases: tuple[str, ...] = ()
    """Every other way in which a source writes it."""
    owner: str = ""
    """Of a host that belongs to a lab, that lab: what it sells of the lab's make is first-party."""
    families: tuple[str, ...] = ()
    """How the ids of the models it makes begin."""


def load_organisations() -> dict[str, Organisation]:
    """All organisations by id."""
    with ORGANISATIONS.open("rb") as file:
        return {name: Organisation(id=name, **_tuples(fields)) for name, fields in tomllib.load(file).items()}


def load_countries() -> dict[str, Country]:
    """All countries by ISO code."""
    with COUNTRIES.open("rb") as file:
        return {code: Country(code=code, **_tuples(fields)) for code, fields in tomllib.load(file).items()}


def load_blocs() -> dict[str, Bloc]:
    """All blocs by code."""
    with BLOCS.open("rb") as file:
        return {code: Bloc(code=code, **_tuples(fields)) for code, fields in tomllib.load(file).items()}


def _tuples(fields: dict[str, str | list[str]]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
