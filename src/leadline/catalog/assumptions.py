"""The register of assumptions: every quantity of the scenario model that nobody knows, as 5th, 50th and 95th per cent.

A draw is a two-piece normal on the assumption's scale, so that all three numbers are met exactly, however lopsided:

    f(x) = f(p50) + z (f(p95) - f(p50)) / 1.645    for z >= 0
    f(x) = f(p50) + z (f(p50) - f(p5)) / 1.645     for z < 0,      z standard normal

with f the identity (lin), the logarithm (log) or the log-odds (logit). A `floor` cuts draws off below it.
"""

import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from leadline.errors import UnknownName, UserError

FILE = Path(__file__).with_name("assumptions.toml")
Scale = Literal["lin", "log", "logit"]
WIDEST = 1e6
"""Times from the 5th to the 95th per cent on the scale log: wider is a slip, and draws of it overflow."""


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """One quantity that nobody knows, and who says what of it."""

    name: str
    block: str
    """The part of the model that uses it: compute, algo, index, measure, market, shock, or its lever."""
    scale: Scale
    quantiles: tuple[float, float, float]
    """The 5th, 50th and 95th per cent."""
    unit: str
    meaning: str
    source: str
    """What the quantiles rest on."""
    disputed: str
    """Who says otherwise; empty where nobody is known to."""
    judgement: bool = False
    """Whether no data stand behind it."""
    floor: float | None = None
    """The least value of a draw; none where the scale bounds it."""
    changed: date
    """The day of the last change."""

    def __post_init__(self) -> None:
        low, middle, high = self.quantiles
        if not (all(map(math.isfinite, self.quantiles)) and low < middle < high):
            raise UserError(
                f"{self.name}: expected three rising numbers for 5, 50 and 95 %, found {low:g}, {middle:g}, {high:g}. "
                "Write the lowest first."
            )
        if self.scale == "log" and low <= 0:
            raise UserError(f"{self.name}: expected quantiles above 0 on its scale log, found {low:g}. Raise it.")
        if self.scale == "log" and high / low > WIDEST:
            raise UserError(
                f"{self.name}: expected its 95 % within {WIDEST:,.0f} times its 5 %, found {low:g} and {high:g}. "
                "Narrow them."
            )
        if self.scale == "logit" and not 0 < low < high < 1:
            raise UserError(
                f"{self.name}: expected quantiles between 0 and 1 on its scale logit, found {low:g} and {high:g}. "
                "Write shares of one."
            )

    def to(self, quantiles: tuple[float, float, float]) -> "Assumption":
        """The same with other quantiles."""
        return replace(self, quantiles=quantiles)


Register = Mapping[str, Assumption]


@cache
def load() -> dict[str, Assumption]:
    """The reference register by name, in the order of the file."""
    with FILE.open("rb") as file:
        return {name: _read(name, fields) for name, fields in tomllib.load(file).items()}


def _read(name: str, fields: dict[str, Any]) -> Assumption:
    quantiles = fields.pop("quantiles")
    if not isinstance(quantiles, list) or len(quantiles) != 3:
        raise UserError(f"{FILE.name}, {name}: expected three quantiles, found {quantiles}.")
    low, middle, high = map(float, quantiles)
    return Assumption(name=name, quantiles=(low, middle, high), **fields)


def edited(register: Register, edits: Mapping[str, tuple[float, float, float]]) -> dict[str, Assumption]:
    """A register with other quantiles for some of its assumptions; UnknownName where it has no such assumption.

    >>> edited(load(), {"gA": (0.4, 0.6, 0.8)})["gA"].quantiles
    (0.4, 0.6, 0.8)
    >>> edited(load(), {"gA": (0.4, 0.6, 0.5)})
    Traceback (most recent call last):
    leadline.errors.UserError: gA: expected three rising numbers for 5, 50 and 95 %, found 0.4, 0.6, 0.5.
    Write the lowest first.
    """
    for name in edits:
        if name not in register:
            raise UnknownName("assumption", name, register, "'leadline scenario register' lists them all.")
    return {name: one.to(edits[name]) if name in edits else one for name, one in register.items()}


def digest(register: Register) -> str:
    """What tells a register from another with other numbers."""
    content = json.dumps([asdict(one) for one in register.values()], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:10]


def differences(register: Register, reference: Register) -> list[tuple[Assumption, Assumption]]:
    """The assumptions whose quantiles are not those of the reference: own and reference."""
    return [(one, reference[name]) for name, one in register.items() if one.quantiles != reference[name].quantiles]
