"""Leads as figures: by how many months one group of models is ahead of another, by any definition, on any ranking.

The definitions stand in `measures.py`, what draws tell in `spread.py`, the index that is used unless another ranking is
given in `index.py`. The interval is that of the lead in each draw of the ranking; a draw in which a definition has
nothing to go by is left out and counted in the note. Where more than 5 % of the draws are bounds towards one end there
is no interval, and the note says so. What is known only as a bound is marked as one.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from leadline.capability.dates import dated
from leadline.capability.definitions import DEFINITIONS, Definition
from leadline.capability.definitions import definition as definition_of
from leadline.capability.index import index
from leadline.capability.measures import Span
from leadline.capability.ranking import Ranking
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.sides import Pair, pair
from leadline.capability.spread import LEAST_DRAWS, Measured, enough, grade, lead_args, measured
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import ends_of
from leadline.model import Bound, Figure
from leadline.store.view import View

METHOD = "lead/1"
HEADLINE = "trend"
"""The definition that is quoted where only one can be; see docs/decisions/0004-headline-lead.md."""
STANDING = ("step", "interpolated")
"""What stands beside it: the leads of one day."""
NAMES = tuple(one.name for one in DEFINITIONS)
FIRST = date(2024, 1, 1)
"""A history begins here: earlier, the follower's first models stand below the leader's first scored one."""


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
        setting: How the index is made, with how many draws.

    Raises:
        UnknownName: no table knows a group, or there is no such definition.
        NotEnoughData: no scores were known, a group has no scored model released by the day, or the definition has
            nothing to go by.
        UserError: both groups are one, the day is later than the view's, or there are too few draws.
    """
    days = [on or view.as_of]
    return leads(view, leader, follower, days, definition=definition, window=window, dates=dates, setting=setting)[0]


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
) -> list[Figure]:
    """The lead on each of several days, as one view tells them: a history in hindsight."""
    enough(setting.draws)
    ranking = dated(index(view, setting), dates)
    return leads_in(ranking, leader, follower, days, definition=definition, window=window)


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
