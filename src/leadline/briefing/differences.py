"""What differs between two editions, and whether data or methods are the reason.

Figures are matched by what they are of: metric, arguments and day, and where the day has moved, by metric and arguments
where these name one figure on each side. The reason of a difference is the first that applies:

| reason | where |
|---|---|
| method | the version of the method differs: the formula changed |
| data | it rests on other snapshots |
| names | it rests on another catalogue or register of assumptions |
| day | only the day that it describes has moved |
| program | none of these: the program changed without a new method, which should not be |
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from leadline.model import Figure

Reason = Literal["method", "data", "names", "day", "program"]
_NAMES = ("catalog@", "register@")
_Key = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A figure with another value."""

    before: Figure
    after: Figure
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Differences:
    """All that differs."""

    changed: tuple[Difference, ...]
    came: tuple[Figure, ...]
    """Figures that only the later edition has."""
    went: tuple[Figure, ...]
    same: int

    @property
    def reasons(self) -> Counter[str]:
        """How many changed for each reason."""
        return Counter(one.reason for one in self.changed)


def differences(before: Iterable[Figure], after: Iterable[Figure]) -> Differences:
    """What differs between the figures of two editions."""
    old, new = list(before), list(after)
    pairs = [*_paired(old, new, with_day=True)]
    used = {id(one) for pair in pairs for one in pair}
    pairs += _paired(*([one for one in side if id(one) not in used] for side in (old, new)), with_day=False)
    used = {id(one) for pair in pairs for one in pair}
    changed = [Difference(before=a, after=b, reason=reason(a, b)) for a, b in pairs if _value(a) != _value(b)]
    return Differences(
        changed=tuple(changed),
        came=tuple(one for one in new if id(one) not in used),
        went=tuple(one for one in old if id(one) not in used),
        same=len(pairs) - len(changed),
    )


def key(figure: Figure) -> _Key:
    """What a figure is of, whatever assumptions it was made with."""
    return figure.metric, tuple(sorted((name, str(value)) for name, value in figure.args.items() if name != "register"))


def reason(before: Figure, after: Figure) -> Reason:
    """Why two figures of the same thing differ."""
    if before.method != after.method:
        return "method"
    one, other = ({key for key in figure.evidence if not key.startswith(_NAMES)} for figure in (before, after))
    if one != other:
        return "data"
    if set(before.evidence) != set(after.evidence):
        return "names"
    return "day" if before.on != after.on or before.as_of != after.as_of else "program"


def _paired(old: list[Figure], new: list[Figure], *, with_day: bool) -> list[tuple[Figure, Figure]]:
    """Figures of the same thing, where there is one on each side."""
    sides: list[dict[object, list[Figure]]] = [defaultdict(list), defaultdict(list)]
    for side, figures in zip(sides, (old, new), strict=True):
        for figure in figures:
            side[(key(figure), figure.on if with_day else None)].append(figure)
    one, other = sides
    return [(one[k][0], other[k][0]) for k in one if len(one[k]) == 1 == len(other.get(k, ()))]


def _value(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.low, figure.high, figure.bound
