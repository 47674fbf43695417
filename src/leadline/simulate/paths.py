"""Paths of levers over the months: from a start by a ramp to a strength, step after step.

Months are counted from January 2023, which is month 0: the first month that the model knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from leadline.catalog import levers
from leadline.errors import UserError
from leadline.simulate.equations import Floats

FIRST_YEAR, LAST_YEAR = 2023, 2030
MONTHS = 12 * (LAST_YEAR - FIRST_YEAR + 1)
RAMP = 6
"""Months in which a lever comes to its strength, unless asked otherwise."""
MOST_RAMP = 48


@dataclass(frozen=True, kw_only=True)
class Step:
    """A lever's way to a strength."""

    start: int
    """The month in which the way begins."""
    strength: float
    ramp: int = RAMP
    """Months until the strength is reached; 0 for at once."""

    def __post_init__(self) -> None:
        if not -1 <= self.strength <= 1:
            raise UserError(
                f"Expected a strength of a lever from -1 to 1, found {self.strength:g}. 0 is today's policy."
            )
        if not 0 <= self.ramp <= MOST_RAMP:
            raise UserError(f"Expected a ramp of 0 to {MOST_RAMP} months, found {self.ramp}.")


def month_of(day: date) -> int:
    """The number of a day's month.

    >>> month_of(date(2023, 1, 31)), month_of(date(2026, 12, 1))
    (0, 47)
    """
    return 12 * (day.year - FIRST_YEAR) + day.month - 1


def month_name(month: int) -> str:
    """A month as people write it.

    >>> month_name(47)
    '2026-12'
    """
    return f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}"


def month_end(month: int) -> date:
    """The last day of a month.

    >>> month_end(71)
    datetime.date(2028, 12, 31)
    """
    following = date(FIRST_YEAR + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def path(steps: Iterable[Step], months: int = MONTHS) -> Floats:
    """The strength of a lever in each month, shape (months,); each step begins where the one before stands.

    By hand: from 0 in month 1 to 1 in two months is a half in month 1 and 1 from month 2 on.

    >>> path([Step(start=1, strength=1.0, ramp=2)], 4).tolist()
    [0.0, 0.5, 1.0, 1.0]
    """
    found = np.zeros(months)
    for step in sorted(steps, key=lambda step: step.start):
        if not 0 <= step.start < months:
            raise UserError(
                f"A lever cannot start in {month_name(step.start)}: the model runs to {month_name(months - 1)}."
            )
        before = found[step.start - 1] if step.start else 0.0
        way = np.minimum(np.arange(1, months - step.start + 1) / max(step.ramp, 1), 1.0)
        found[step.start :] = before + (step.strength - before) * (way if step.ramp else 1.0)
    return found


def paths(steps: Mapping[str, Iterable[Step]]) -> dict[str, Floats]:
    """The path of every lever: those that no step moves stay at 0. UnknownName where there is no such lever."""
    for name in steps:
        levers.lever(name)
    return {name: path(steps.get(name, ())) for name in levers.load()}
