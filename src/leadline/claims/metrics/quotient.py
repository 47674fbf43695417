"""One figure over another of its kind: a price then and now, one stock and another, this group's and that one's.

    quotient = value of one / value of the other;  a year: (value of one / value of the other) ^ (365.25 / days)

Where both have draws that rise and fall together, the interval is that of their quotients; else, where either has a
range, its ends are divided crosswise, the widest that the two allow. Both must be above zero.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from leadline.claims.metric import Measured
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import Ends, ends, ends_of
from leadline.model import Arg, Figure, weakest

METHOD = "quotient/1"
DAYS_PER_YEAR = 365.25
Floats = NDArray[np.float64]


def quotient(
    one: Figure,
    other: Figure,
    names: tuple[str, str],
    *,
    drawn: tuple[Floats, Floats] | None = None,
    a_year: bool = False,
    **args: Arg,
) -> Measured:
    """How many times the second figure the first one is; of two days also by the year.

    By hand: a price of 0.5 half a year after one of 2 is 0.25 times it, or 0.0625 times a year.
    """
    for name, figure in zip(names, (one, other), strict=True):
        if figure.value <= 0:
            raise NotEnoughData(f"Nothing is a number of times as much: {name} is {figure.value:g} {figure.unit}.")
    power = _power(one, other) if a_year else 1.0
    draws = (drawn[0] / drawn[1]) ** power if drawn else None
    around = ends_of(draws) if draws is not None else _crosswise(one, other, power)
    figure = Figure(
        metric="quotient",
        args={"what": names[0], "over": names[1], **args, "what_figure": one.id, "over_figure": other.id},
        value=(one.value / other.value) ** power,
        **around,
        unit="times a year" if a_year else "times",
        as_of=one.as_of,
        on=max(one.on, other.on),
        method=METHOD,
        grade=weakest(one.grade, other.grade),
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        note="; ".join(_notes({names[0]: one, names[1]: other})),
        bound=one.bound if other.bound == "exact" else "exact",
    )
    return Measured(figure=figure, draws=draws)


def _power(one: Figure, other: Figure) -> float:
    days = (one.on - other.on).days
    if days <= 0:
        raise NotEnoughData(f"A change a year needs a later day than the first one; here are {other.on} and {one.on}.")
    return DAYS_PER_YEAR / days


def _crosswise(one: Figure, other: Figure, power: float) -> Ends:
    if one.low is None and other.low is None:
        return ends(None, None)
    low, high = ((figure.low or figure.value, figure.high or figure.value) for figure in (one, other))
    least, most = low[0] / high[1], low[1] / high[0]
    return {"low": least**power, "high": most**power, "interval": "range"}


def _notes(figures: Mapping[str, Figure]) -> Iterator[str]:
    """What a reader must know of each of them."""
    for name, figure in figures.items():
        if figure.note:
            yield f"{name}: {figure.note}"
