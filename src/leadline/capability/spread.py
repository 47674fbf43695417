"""A lead beside the same lead in every draw of a ranking: what intervals, probabilities and bounds are read from.

A draw in which a definition has nothing to go by is left out. A draw may tell a bound only, because data begin too late
or end too early; where more than 5 % of the draws are bounds towards one end, that end of an interval is not known.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.capability.definitions import Definition, tie_tolerance
from leadline.capability.frontier import Frontier
from leadline.capability.measures import Span
from leadline.capability.sides import Pair
from leadline.errors import NotEnoughData, UserError
from leadline.forecast.intervals import INTERVAL
from leadline.model import Arg, Bound, Grade

LONGEST = 1200
"""Months of a window: a century."""
LEAST_DRAWS = 20
"""With fewer an interval says nothing."""


class Measured(NamedTuple):
    """A lead with the same lead in every draw."""

    central: Span
    drawn: NDArray[np.float64]
    """In months; only of draws in which it can be told."""
    censored: NDArray[np.bool_]
    """Which of these are only bounds: the lead of the draw is as long or longer, in its direction."""
    tolerance: float

    @classmethod
    def of(cls, central: Span, drawn: Sequence[Span], tolerance: float) -> "Measured":
        """From the span of each draw that has one."""
        months, censored = [span.months for span in drawn], [span.censored for span in drawn]
        return cls(central, np.array(months, dtype=np.float64), np.array(censored, dtype=bool), tolerance)

    @property
    def at_least(self) -> NDArray[np.bool_]:
        """Which draws are lower bounds."""
        return self.censored & (self.drawn >= 0)

    @property
    def usual_bound(self) -> Bound:
        """What the median of the draws is: a bound where more than half of the draws are bounds of one kind."""
        if np.mean(self.at_least) > 0.5:
            return "at least"
        return "at most" if np.mean(self.censored & (self.drawn < 0)) > 0.5 else "exact"

    @property
    def open_end(self) -> str:
        """Why an end of the interval is not known: more draws are bounds on that side than lie beyond the end.

        By hand: where 3 of 40 draws, 7.5 %, are lower bounds, the 95th per cent may lie anywhere above.
        """
        sides = (("upper", "lower", self.at_least), ("lower", "upper", self.censored & (self.drawn < 0)))
        shares = [(end, bound, float(np.mean(draws))) for end, bound, draws in sides if len(draws)]
        told = [
            f"no {end} end: {100 * share:.0f} % of draws are {bound} bounds"
            for end, bound, share in shares
            if share > INTERVAL[0]
        ]
        return "; ".join(told)


def enough(draws: int) -> None:
    """Raise UserError where draws are too few for an interval."""
    if draws < LEAST_DRAWS:
        raise UserError(f"An interval needs at least {LEAST_DRAWS} draws; {draws} were asked for.")


@lru_cache(maxsize=64)
def measured(sides: Pair, on: date, which: Definition, window: float | None = None) -> Measured:
    """A lead and the same lead in every draw, taken once for a lead and its probabilities.

    Raises NotEnoughData where a group has no model by the day, or the definition nothing to go by.
    """
    ranking, day = sides.leader.ranking, on.toordinal()
    _check(which, window)
    if on > ranking.view.as_of:
        raise UserError(f"A view of {ranking.view.as_of} cannot tell a lead on {on}: that is later.")
    for one in sides.sides:
        one.require(day, on)
    if which.ties and len(ranking.draws) < LEAST_DRAWS:
        raise NotEnoughData(f"The {which.name} lead needs draws, to tell ties, and {ranking.name} has none.")
    tolerance = _tolerance(sides, day) if which.ties else 0.0

    def between(leader: Frontier, follower: Frontier) -> Span | None:
        return which.between(leader, follower, day, window=window, tolerance=tolerance)

    central = between(sides.leader.central, sides.follower.central)
    if central is None:
        raise NotEnoughData(
            f"The {which.name} lead of {sides.leader.group.name} over {sides.follower.group.name} on {on} needs "
            f"{which.needs} ({window or which.window:g} months), and there is none. Ask for a longer window or another "
            "definition."
        )
    tried = (between(*frontiers) for frontiers in zip(sides.leader.drawn, sides.follower.drawn, strict=True))
    return Measured.of(central, [span for span in tried if span], tolerance)


def lead_args(sides: Pair, which: Definition, window: float | None = None) -> dict[str, Arg]:
    """What identifies a lead: groups, definition with its window, and the ranking."""
    length = window or which.window
    looks_back = {} if length is None else {"window": int(length) if length == int(length) else length}
    return {
        "leader": sides.leader.group.name,
        "follower": sides.follower.group.name,
        "definition": which.name,
        **looks_back,
        **sides.leader.ranking.identity,
    }


def grade(sides: Pair) -> Grade:
    """Assumed where membership rests on access that no source states."""
    return "assumption" if any(one.assumed for one in sides.sides) else "estimate"


def _check(which: Definition, window: float | None) -> None:
    if window is not None and which.window is None:
        raise UserError(
            f"The {which.name} lead looks at one day and takes no window; {window:g} months were asked for."
        )
    if window is not None and not 0 < window <= LONGEST:
        raise UserError(f"Expected a window above 0 months and at most {LONGEST}, found {window:g}.")


def _tolerance(sides: Pair, day: int) -> float:
    """What counts as a tie among the records of both sides by the day."""
    held = [one.places[one.central.until(day).places] for one in sides.sides]
    return tie_tolerance(sides.leader.ranking.draws[:, np.concatenate(held)])
