"""One figure over another of its kind: a price then and now, one stock and another, this group's and that one's.

    quotient = value of one / value of the other;  a year: (value of one / value of the other) ^ (365.25 / days)

Where either has a range, the ends are divided crosswise, the widest that the two allow; none where the other's reaches
zero. Both must be above zero. What is at least so much is, as the divisor, a quotient of at most so much.
"""

from collections.abc import Iterator, Mapping

from leadline.claims.metric import Measured
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import Ends, ends
from leadline.model import Arg, Bound, Figure, weakest
from leadline.units import DAYS_PER_MONTH

METHOD = "quotient/1"
DAYS_PER_YEAR = 12 * DAYS_PER_MONTH
_TURNED: Mapping[Bound, Bound] = {"exact": "exact", "at least": "at most", "at most": "at least"}


def quotient(one: Figure, other: Figure, names: tuple[str, str], *, a_year: bool = False, **args: Arg) -> Measured:
    """How many times the second figure the first one is; of two days also by the year.

    By hand: a price of 0.5 half a year after one of 2 is 0.25 times it, or 0.0625 times a year.
    """
    for name, figure in zip(names, (one, other), strict=True):
        if figure.value <= 0:
            raise NotEnoughData(f"Nothing is a number of times as much: {name} is {figure.value:g} {figure.unit}.")
    power = _power(one, other) if a_year else 1.0
    figure = Figure(
        metric="quotient",
        args={"what": names[0], "over": names[1], **args, "what_figure": one.id, "over_figure": other.id},
        value=(one.value / other.value) ** power,
        **_crosswise(one, other, power),
        unit="times a year" if a_year else "times",
        as_of=one.as_of,
        on=max(one.on, other.on),
        method=METHOD,
        grade=weakest(one.grade, other.grade),
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        note="; ".join(_notes({names[0]: one, names[1]: other})),
        bound=_bound(one, other),
    )
    return Measured(figure=figure)


def _power(one: Figure, other: Figure) -> float:
    days = (one.on - other.on).days
    if days <= 0:
        raise NotEnoughData(f"A change a year needs a later day than the first one; here are {other.on} and {one.on}.")
    return DAYS_PER_YEAR / days


def _crosswise(one: Figure, other: Figure, power: float) -> Ends:
    if (one.low is None and other.low is None) or (other.low is not None and other.low <= 0):
        return ends(None, None)
    (low, high), (least, most) = map(_ends, (one, other))
    return {"low": (low / most) ** power, "high": (high / least) ** power, "interval": "range"}


def _ends(figure: Figure) -> tuple[float, float]:
    if figure.low is None or figure.high is None:
        return figure.value, figure.value
    return figure.low, figure.high


def _bound(one: Figure, other: Figure) -> Bound:
    """What both say of the quotient; where they say opposite things, nothing is known of it."""
    said = {one.bound, _TURNED[other.bound]} - {"exact"}
    return said.pop() if len(said) == 1 else "exact"


def _notes(figures: Mapping[str, Figure]) -> Iterator[str]:
    """What a reader must know of each of them."""
    for name, figure in figures.items():
        if figure.note:
            yield f"{name}: {figure.note}"
