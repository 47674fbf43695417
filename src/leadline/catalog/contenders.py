"""The blocs of the scenario model as data: the channels of their compute, and the assumptions that tell of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("contenders.toml")
Kind = Literal["bought", "domestic", "legal", "smuggled", "rented"]


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way in which a bloc comes by compute, and where its past is counted."""

    kind: Kind
    error: str = ""
    """The assumption that is a factor on what is published of its past; empty where it is taken as published."""
    sold: tuple[str, ...] = ()
    """Designers whose sales in the world make the stock up, ..."""
    less: tuple[str, ...] = ()
    """... less what these owners hold of them."""
    owned: tuple[str, ...] = ()
    """Owners by designer whose chips make the stock up."""
    told: Mapping[date, float] = field(default_factory=dict)
    """The stock on some days, where no source counts it."""


@dataclass(frozen=True, kw_only=True)
class Bloc:
    """A contender: its channels, and the assumptions on its laboratories."""

    code: str
    title: str
    channels: tuple[Channel, ...]
    share: str
    """Assumption: share of the stock that its leading laboratory uses."""
    trend: str = ""
    """Assumption: trend of that share; empty for none."""
    talent: str = ""
    """Assumption: its research for equal compute against that of the first bloc; empty for the same."""
    gap: str = ""
    """Assumption: its algorithms less those of the first bloc at the start; empty for none."""
    bias: str = ""
    """Assumption: what public benchmarks overstate of it on a strict yardstick; empty for nothing."""
    votes: str = ""
    """Assumption: by how much a yardstick of users' votes shows it nearer; empty for nothing."""


@cache
def load() -> tuple[Bloc, ...]:
    """All blocs, in the order of the file."""
    with FILE.open("rb") as file:
        return tuple(_bloc(code, fields) for code, fields in tomllib.load(file).items())


def _bloc(code: str, fields: dict[str, Any]) -> Bloc:
    channels = fields.pop("channels")
    assert isinstance(channels, list), f"{FILE.name}: {code} has no list of channels"
    return Bloc(code=code, channels=tuple(map(_channel, channels)), **fields)


def _channel(entry: dict[str, Any]) -> Channel:
    told = entry.pop("told", {})
    assert isinstance(told, dict), f"{FILE.name}: what is told of a channel is no table"
    names: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    return Channel(told={date.fromisoformat(day): float(stock) for day, stock in told.items()}, **names)
