"""Leads as figures: by how many months one group of models is ahead of another, by any definition, on any ranking.

The definitions stand in `measures.py`, the index that is used unless another ranking is given in `index.py`. The
interval is that of the lead in each draw of the ranking; a draw in which a definition has nothing to go by is left out
and counted in the note. Where more than 5 % of the draws are bounds towards one end there is no interval, and the note
says so. What is known only as a bound, because data begin too late or end too early, is marked as one.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.capability.dates import dated
from leadline.capability.definitions import DEFINITIONS, Definition, tie_tolerance
from leadline.capability.definitions import definition as definition_of
from leadline.capability.frontier import Frontier
from leadline.capability.index import index
from leadline.capability.measures import Span
from leadline.capability.ranking import Ranking
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.sides import Pair, pair
from leadline.errors import NotEnoughData, UserError
from leadline.forecast.intervals import INTERVAL, ends_of
from leadline.model import Arg, Bound, Figure, Grade
from leadline.store.view import View

METHOD = "lead/1"
HEADLINE = "trend"
"""The definition that is quoted where only one can be; see docs/decisions/0004-headline-lead.md."""
STANDING = ("step", "interpolated")
"""What stands beside it: the leads of one day."""
NAMES = tuple(one.name for one in DEFINITIONS)
FIRST = date(2024, 1, 1)
"""A history begins here: earlier, the follower's first models stand below the leader's first scored one."""
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


def lead(
    view: View,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    definition: str = "step",
    window: float | None = None,
    dates: str = "source",
    setting: Setting = STANDARD,
    draws: int | None = None,
    seed: int | None = None,
) -> Figure:
    """Lead of one group over another in months, on a day (default: the day of the view), with a 90 % interval.

    Args:
        view: What was known.
        leader: A group as `groups.py` reads it: a country (`US`), `open` or `closed`, an organisation, a list, ...
        follower: The other group.
        on: The day the lead is taken at.
        definition: One of `NAMES`.
        window: How many months the definition looks back, in place of its own.
        dates: Which days of release count, see `dates.py`.
        setting: How the index is made.
        draws: Number of refits behind the interval, in place of the setting's.
        seed: Of the refits, in place of the setting's.

    Raises:
        UnknownName: no table knows a group, or there is no such definition.
        NotEnoughData: no scores were known, a group has no scored model released by the day, or the definition has
            nothing to go by.
        UserError: both groups are one, the day is later than the view's, or there are too few draws.
    """
    days = [on or view.as_of]
    return leads(
        view,
        leader,
        follower,
        days,
        definition=definition,
        window=window,
        dates=dates,
        setting=setting,
        draws=draws,
        seed=seed,
    )[0]


def leads(
    view: View,
    leader: str,
    follower: str,
    days: Sequence[date],
    *,
    definition: str = "step",
    window: float | None = None,
    dates: str = "source",
    setting: Setting = STANDARD,
    draws: int | None = None,
    seed: int | None = None,
) -> list[Figure]:
    """The lead on each of several days, as one view tells them: a history in hindsight."""
    enough(setting.draws if draws is None else draws)
    ranking = dated(index(view, setting, draws=draws, seed=seed), dates)
    return leads_in(ranking, leader, follower, days, definition=definition, window=window)


def enough(draws: int) -> None:
    """Raise UserError where draws are too few for an interval."""
    if draws < LEAST_DRAWS:
        raise UserError(f"An interval needs at least {LEAST_DRAWS} draws; {draws} were asked for.")


def leads_in(
    ranking: Ranking,
    leader: str,
    follower: str,
    days: Sequence[date],
    *,
    definition: str = "step",
    window: float | None = None,
) -> list[Figure]:
    """The lead on each of several days by any ranking: another yardstick, or the index by another setting."""
    return [lead_in(ranking, leader, follower, day, definition=definition, window=window) for day in days]


def history_in(
    ranking: Ranking,
    leader: str,
    follower: str,
    days: Sequence[date],
    *,
    definition: str = "step",
    window: float | None = None,
) -> list[Figure]:
    """The lead on those of several days on which the definition has something to go by.

    Raises NotEnoughData where that is none of them.
    """
    found = []
    for day in days:
        try:
            found.append(lead_in(ranking, leader, follower, day, definition=definition, window=window))
        except NotEnoughData:
            continue
    if not found:
        raise NotEnoughData(
            f"On no day can the {definition} lead of {leader} over {follower} be told, as known on "
            f"{ranking.view.as_of}. Ask for another definition or other groups."
        )
    return found


def lead_in(
    ranking: Ranking, leader: str, follower: str, on: date, *, definition: str = "step", window: float | None = None
) -> Figure:
    """The lead on a day by any ranking."""
    sides, which = pair(ranking, leader, follower), definition_of(definition)
    found = measured(sides, on, which, window)
    return Figure(
        metric="lead",
        args=lead_args(sides, which, window),
        value=found.central.months,
        **ends_of(found.drawn if not found.open_end else (), least=LEAST_DRAWS),
        unit="months",
        as_of=ranking.view.as_of,
        on=on,
        method=METHOD,
        grade=grade(sides),
        evidence=ranking.evidence,
        note="; ".join(_notes(sides, which, found, on)),
        bound=_bound(found.central),
    )


def measured(sides: Pair, on: date, which: Definition, window: float | None = None) -> Measured:
    """A lead and the same lead in every draw.

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


def _bound(span: Span) -> Bound:
    if not span.censored:
        return "exact"
    return "at least" if span.months >= 0 else "at most"


def _notes(sides: Pair, which: Definition, found: Measured, on: date) -> Iterator[str]:
    ranking = sides.leader.ranking
    if ranking.note:
        yield ranking.note
    if on > ranking.vintage:
        yield (
            f"the newest scores are of {ranking.vintage}; the days since count as lead, whatever was released in them"
        )
    if found.central.censored:
        yield f"{_bound(found.central)}: {which.censored}"
    if found.open_end:
        yield found.open_end
    if sides.shared:
        yield f"the groups share {sides.shared} models, which count on both sides"
    if which.ties:
        yield f"values within {found.tolerance:.2g} {ranking.unit} count as equal"
    if lost := len(ranking.draws) - len(found.drawn):
        yield f"{lost} of {len(ranking.draws)} draws leave the definition nothing to go by"
