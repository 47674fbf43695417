"""Leads in months, by any definition and yardstick, with the draws that lie behind their intervals.

All rest on `capability/lead.py`. Decisions:

- A yardstick is one of the rankings, or one benchmark of those that the index rests on; it is read once for a view.
- On the day `scores` a lead is taken on the day of the yardstick's newest scores, where that is before the day of the
  view: of later releases it knows nothing, and days without scores would count as lead.
- A window may be told in months or by the day on which it begins.
- The draws are those in which the definition has something to go by; fewer than twenty are none.
"""

from datetime import date

from leadline.capability.dates import POLICIES, dated
from leadline.capability.definitions import definition
from leadline.capability.lead import HEADLINE, NAMES, lead_in
from leadline.capability.ranking import Ranking
from leadline.capability.sides import pair
from leadline.capability.spread import LEAST_DRAWS, LONGEST, measured
from leadline.capability.yardsticks import YARDSTICKS, by_benchmark, yardstick
from leadline.claims import arguments as may
from leadline.claims.metric import Args, Measured
from leadline.store.view import View
from leadline.units import day as read_day
from leadline.units import months

SCORES = "scores"


def ranking_of(view: View, args: Args) -> Ranking:
    """The ranking by the yardstick that is asked for."""
    name = may.word(args, "yardstick")
    return yardstick(view, name) if name in YARDSTICKS else by_benchmark(view, name)


def day_in(ranking: Ranking, args: Args, name: str = "on") -> date:
    """The day that is asked about; that of the newest scores where it is so called."""
    if args.get(name) == SCORES:
        return min(ranking.vintage, ranking.view.as_of)
    return may.on_day(ranking.view, args, name)


def _lead(view: View, args: Args) -> Measured:
    ranking = dated(ranking_of(view, args), may.word(args, "dates"))
    leader, follower, name = (may.word(args, key) for key in ("leader", "follower", "definition"))
    day = day_in(ranking, args)
    window = _window(args, day)
    found = lead_in(ranking, leader, follower, day, definition=name, window=window)
    drawn = measured(pair(ranking, leader, follower), day, definition(name), window).drawn
    return Measured(figure=found, draws=drawn if len(drawn) >= LEAST_DRAWS else None)


def _window(args: Args, day: date) -> float | None:
    """How many months a definition looks back; None for its own."""
    told = args.get("window")
    if isinstance(told, str):
        return None if told == "own" else months((day - read_day(told)).days)
    return None if told is None else float(told)


DAY = may.day_or("The day, YYYY-MM-DD, or scores for that of the newest scores; without one that of the view.", SCORES)
GROUPS = {"leader": may.group("Who is told of"), "follower": may.group("Whom they are compared with")}

LEAD_MONTHS = may.metric(
    name="lead_months",
    meaning="By how many months one group of models is ahead of another; below zero it is behind.",
    unit="months",
    arguments={
        **GROUPS,
        "definition": may.names("What a lead is", NAMES, HEADLINE),
        "yardstick": may.yardstick(),
        "on": DAY,
        "window": may.window("How far the definition looks back, where it does", LONGEST),
        "dates": may.names("Which day of a model counts", POLICIES, "source"),
    },
    measure=_lead,
    example={"leader": "US", "follower": "CN", "definition": "step", "yardstick": "index", "on": "2025-12-31"},
)
METRICS = (LEAD_MONTHS,)
