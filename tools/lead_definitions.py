"""How steady each definition of a lead is: `python tools/lead_definitions.py`, a table in Markdown.

Of the lead of the United States over China, in months, for each definition with its own window:

- *vintages*: the standard deviation over all published vintages of the lead on one past day, mean over quarter-ends;
- *recent*: how far the lead of the newest vintage on the day of an older vintage is from what that one told then, mean;
- *interval*: the mean width of the 90 % interval on these days;
- *jump*: the largest change from one day to the next in the twelve months before the newest vintage;
- *ridge*: the mean change when the ridge falls from 0.1 to 0.0001, near-ties changing their order, on month-ends;
- *one model*: the largest change when one model of the newest vintage is left out, on its day;
- *dates*: the range over the policies of dates, on its day.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from leadline.capability.dates import POLICIES, dated
from leadline.capability.definitions import DEFINITIONS
from leadline.capability.index import SOURCES, index
from leadline.capability.lead import lead_in
from leadline.capability.ranking import Ranking
from leadline.capability.setting import STANDARD
from leadline.capability.sides import side
from leadline.errors import NotEnoughData
from leadline.store.default import open_store

PAIR = ("US", "CN")
QUARTERS = tuple(date(2025, month, day) for month, day in ((6, 30), (9, 30), (12, 31)))
LAST = date(2026, 10, 1)


def told(ranking: Ranking, on: date, name: str) -> float:
    """The lead, or nothing."""
    try:
        return lead_in(ranking, *PAIR, on, definition=name).value
    except NotEnoughData:
        return np.nan


def without(ranking: Ranking, place: int) -> Ranking:
    """The ranking without one model, not fitted anew and without draws: what the frontier makes of it."""
    models = tuple(model for at, model in enumerate(ranking.models) if at != place)
    values = np.delete(ranking.values, place)
    return replace(ranking, models=models, values=values, draws=np.zeros((0, len(models))), seed=None)


def main() -> None:
    """Print the table."""
    store = open_store()
    newest = store.as_of(LAST)
    vintages = newest.history(SOURCES[0])
    rankings = {day: index(store.as_of(day)) for day in vintages}
    last, loose = rankings[vintages[-1]], index(newest, replace(STANDARD, ridge=1e-4))
    plain = replace(last, draws=np.zeros((0, len(last.models))), seed=None)
    year = [LAST - timedelta(days=back) for back in range(366)][::-1]
    holders = {int(place) for name in PAIR for place in side(last, name).places[side(last, name).central.places]}
    columns: dict[str, Callable[[str], float]] = {
        "vintages": lambda name: float(
            np.mean([np.std([told(ranking, day, name) for ranking in rankings.values()]) for day in QUARTERS])
        ),
        "recent": lambda name: float(
            np.mean([abs(told(last, day, name) - told(ranking, day, name)) for day, ranking in rankings.items()])
        ),
        "interval": lambda name: float(
            np.mean([f.high - f.low for day in QUARTERS if (f := lead_in(last, *PAIR, day, definition=name)).high])  # type: ignore[operator]
        ),
        "jump": lambda name: float(np.max(np.abs(np.diff([told(plain, day, name) for day in year])))),
        "ridge": lambda name: float(
            np.mean([abs(told(loose, day, name) - told(last, day, name)) for day in year[::30]])
        ),
        "one model": lambda name: float(
            np.max([abs(told(without(last, place), LAST, name) - told(plain, LAST, name)) for place in holders])
        ),
        "dates": lambda name: float(np.ptp([told(dated(last, policy), LAST, name) for policy in POLICIES])),
    }
    lines = [f"| definition | {' | '.join(columns)} |", f"|---|{'---:|' * len(columns)}"]
    for one in DEFINITIONS:
        lines.append(f"| {one.name} | {' | '.join(f'{measure(one.name):.1f}' for measure in columns.values())} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
