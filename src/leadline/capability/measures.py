"""Leads in months between two frontiers, by ten meanings of the word.

Each function takes the frontier F of the leader, that of the follower and a day t, and answers in months: positive
where the leader is ahead, negative where the follower is. All change their sign with the direction. `T_X(c)` is the
first day at which F_X stood at or above the level c; "ahead" is the group with the higher frontier on the day, of two
equal ones that which reached the level first. What looks back does so over a window of days, `(t - window, t]`.

A measure that has nothing to go by, such as a follower without a record in the window, answers None.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.capability.frontier import Frontier, months_behind
from leadline.capability.survival import Survival, kaplan_meier
from leadline.units import DAYS_PER_MONTH, months

LEAST_RECORDS = 3
"""Of each group, for a trend: with fewer the slope may be next to nothing, and the lead anything."""


class Span(NamedTuple):
    """A lead, and whether it is only known to be at least as large."""

    months: float
    censored: bool = False
    """The true lead is this long or longer, in its direction: data begin too late or end too early to tell."""

    def turned(self) -> "Span":
        """The same lead told from the other side."""
        return Span(-self.months, self.censored)


class Terms(NamedTuple):
    """What a definition leaves open."""

    window: float
    """How many days it looks back."""
    tolerance: float
    """How near two values must be to count as a tie, in units of the scale."""


Measure = Callable[[Frontier, Frontier, int, Terms], Span | None]
"""From frontiers that end on the day: leader, follower, the day, the terms."""


def step(leader: Frontier, follower: Frontier, day: int, _: Terms) -> Span:
    """How long ago the leader first stood where the follower stands now.

        behind(X, Y) = t - T_X(F_Y(t)), 0 where X has not got there
        lead = behind(leader, follower) - behind(follower, leader)

    With the leader ahead the second term is 0; in a tie the lead is the time between the two. Censored where the level
    of the group behind lies at or below the first record of the group ahead.
    """
    return _standing(leader, follower, day, interpolated=False)


def interpolated(leader: Frontier, follower: Frontier, day: int, _: Terms) -> Span:
    """As `step`, with frontiers that rise along straight lines from record to record.

    The group ahead reached any level between two records earlier, so that the lead is longer or the same.
    """
    return _standing(leader, follower, day, interpolated=True)


def last_release(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span:
    """The step lead on the day of the last record of the group behind: the saw at its lowest.

    By hand: the leader has 140.5 on day 35 and 152 on day 130, the follower 139 on day 90 and 150 on day 400. On any
    day from 400 on it is 400 - 130 = 270 days.
    """
    return _oriented(_last_release, leader, follower, day, terms) or Span(0.0)


def at_release(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """The mean of the step lead over the days on which the group behind set a record, in the window.

    By hand, with the frontiers above and a window of all days: 139 was matched at the first record, 90 - 35 = 55 days
    before; 150 after 270 days; their mean is 162.5 days.
    """
    return _oriented(_at_release, leader, follower, day, terms)


def average(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """The mean of the step lead over the days of the window on which both groups had a model."""
    first = max(int(leader.days[0]), int(follower.days[0]), day - int(terms.window) + 1)
    days = np.arange(first, day + 1)
    return Span(float(np.mean(_steps(leader, follower, days))), bool(_before_data(leader, follower, days).any()))


def level_average(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """The mean, over the levels c that the group behind passed in the window, of T_follower(c) - T_leader(c).

    Levels at or below either group's first record are left out, as nothing is known of the time before. Between
    records T is constant, so that the mean is a sum over stretches of levels, weighted by their lengths.

    By hand, with the frontiers above: levels from 140.5, the leader's first record, to 150. The leader passed them all
    on day 130, the follower on day 400: 270 days.
    """
    return _level_average(leader, follower, day, Terms(terms.window, 0.0))


def level_average_tied(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """As `level-average`, with near values as ties: a group has caught up once it is within the tolerance.

    d(c) = T_follower(c - tolerance) - T_leader(c) where that is above 0,
           T_follower(c) - T_leader(c - tolerance) where that is below 0, else 0
    """
    return _level_average(leader, follower, day, terms)


def trend(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """How far apart two lines of one slope lie in time, fitted by least squares to both groups' records of the window.

        value = a_group + b day, the same b for both; lead = (a_leader - a_follower) / b

    By hand: the leader has 140, 141 and 144 on days 0, 50 and 100, the follower 141, 141.5 and 143 on days 100, 150
    and 200. Around their means the products of days and values are 200 and 100, the squares of days 5000 twice: the
    slope is 300 / 10000 = 0.03 a day. The means are 141.667 on day 50 and 141.833 on day 150, so that the leader's
    line lies 0.03 x 100 - 0.167 = 2.833 higher: 94.44 days.
    """
    sides = [_recent(side, day, terms.window) for side in (leader, follower)]
    if min(len(side.days) for side in sides) < LEAST_RECORDS:
        return None
    days, values = ([getattr(side, name).astype(float) for side in sides] for name in ("days", "values"))
    moved = [side - side.mean() for side in days]
    slope = sum(d @ v for d, v in zip(moved, values, strict=True)) / sum(d @ d for d in moved)
    level = [v.mean() - slope * (d.mean() - day) for d, v in zip(days, values, strict=True)]
    return Span(months(float((level[0] - level[1]) / slope)))


def time_to_match(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """The median time until the group behind matches a record that the group ahead set in the window.

    Records that are not matched yet count as waiting, by the Kaplan-Meier estimate; one that stood below the other
    group's frontier when it was set was matched at once. Where fewer than half are matched, the median is censored at
    the longest wait.
    """
    return _oriented(_time_to_match, leader, follower, day, terms)


def mean_time_to_match(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """As `time-to-match`, with the mean restricted to the longest wait; censored where a record still waits then."""
    return _oriented(_mean_time_to_match, leader, follower, day, terms)


def _standing(leader: Frontier, follower: Frontier, day: int, *, interpolated: bool) -> Span:
    ahead = months_behind(leader, follower, day, interpolated=interpolated)
    lead = ahead - months_behind(follower, leader, day, interpolated=interpolated)
    return Span(lead, bool(_before_data(leader, follower, np.array([day]))[0]))


def _steps(leader: Frontier, follower: Frontier, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """The step lead on each of several days."""
    leading, following = leader.levels(days), follower.levels(days)
    ahead = days - np.minimum(leader.firsts(following), days)
    behind = days - np.minimum(follower.firsts(leading), days)
    return (ahead - behind) / DAYS_PER_MONTH


def _before_data(leader: Frontier, follower: Frontier, days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """On which days the level of the group behind was reached before the first record of the group ahead."""
    leading, following = leader.levels(days), follower.levels(days)
    early: NDArray[np.bool_] = np.where(
        leading >= following, following <= leader.values[0], leading <= follower.values[0]
    )
    return early


def _ahead(leader: Frontier, follower: Frontier) -> int:
    """1 where the leader is ahead at the end of both frontiers, -1 where the follower is, 0 where they are equal."""
    leading, following = ((float(side.values[-1]), -int(side.days[-1])) for side in (leader, follower))
    return (leading > following) - (leading < following)


def _oriented(measure: Measure, leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    """A measure that speaks of who is ahead and who behind, told from the leader's side; nothing between equals."""
    sign = _ahead(leader, follower)
    if sign >= 0:
        found = measure(leader, follower, day, terms)
        return Span(0.0, found.censored) if found and not sign else found
    turned = measure(follower, leader, day, terms)
    return turned.turned() if turned else None


def _recent(side: Frontier, day: int, window: float) -> Frontier:
    """The records of the window."""
    kept = side.days > day - window
    return Frontier(days=side.days[kept], values=side.values[kept], places=side.places[kept])


def _last_release(ahead: Frontier, behind: Frontier, _day: int, _: Terms) -> Span:
    return _mean_step(ahead, behind, np.maximum(behind.days[-1:], ahead.days[0]))


def _at_release(ahead: Frontier, behind: Frontier, day: int, terms: Terms) -> Span | None:
    days = _recent(behind, day, terms.window).days
    # Before the first record of the group ahead there is nothing to compare with.
    days = days[days >= ahead.days[0]]
    return _mean_step(ahead, behind, days) if len(days) else None


def _mean_step(ahead: Frontier, behind: Frontier, days: NDArray[np.int64]) -> Span:
    return Span(float(np.mean(_steps(ahead, behind, days))), bool(_before_data(ahead, behind, days).any()))


def _level_average(leader: Frontier, follower: Frontier, day: int, terms: Terms) -> Span | None:
    behind = {1: [follower], -1: [leader], 0: [leader, follower]}[_ahead(leader, follower)]
    then = max(side.level(int(day - terms.window)) for side in behind)
    low = max(float(leader.values[0]), float(follower.values[0]), then)
    top, other = sorted((float(leader.values[-1]), float(follower.values[-1])), reverse=True)
    high = min(other + terms.tolerance, top)
    near = [edge + shift for edge in (*leader.values, *follower.values) for shift in (0.0, terms.tolerance)]
    edges = np.unique([low, *(edge for edge in near if low < edge < high), high])
    if high <= low:
        return None
    lengths, middles = np.diff(edges), (edges[1:] + edges[:-1]) / 2
    apart = _apart(leader, follower, middles, terms.tolerance)
    return Span(months(float(lengths @ apart / lengths.sum())))


def _apart(leader: Frontier, follower: Frontier, levels: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """Days from the leader's reaching each level to the follower's, near values being ties."""
    near = levels - tolerance
    late = follower.firsts(near) - leader.firsts(levels)
    early = follower.firsts(levels) - leader.firsts(near)
    return np.where(late > 0, late, np.where(early < 0, early, 0.0))


def _waits(ahead: Frontier, behind: Frontier, day: int, terms: Terms) -> Survival | None:
    records = _recent(ahead, day, terms.window)
    if not len(records.days):
        return None
    matched = behind.firsts(records.values)
    waited = np.maximum(np.minimum(matched, day) - records.days, 0.0)
    return kaplan_meier(waited / DAYS_PER_MONTH, matched <= day)


def _time_to_match(ahead: Frontier, behind: Frontier, day: int, terms: Terms) -> Span | None:
    waits = _waits(ahead, behind, day, terms)
    if waits is None:
        return None
    return Span(waits.median) if np.isfinite(waits.median) else Span(waits.longest, censored=True)


def _mean_time_to_match(ahead: Frontier, behind: Frontier, day: int, terms: Terms) -> Span | None:
    waits = _waits(ahead, behind, day, terms)
    return None if waits is None else Span(waits.restricted_mean, censored=not waits.complete)
