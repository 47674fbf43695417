"""The head of LMArena's text leaderboard on a day: `text.json`, between 20 and 50 models.

Decisions:

- `ci` is half the width of the interval, which LMArena gives as 95 %.
- `license` is `proprietary` or `open`: whether the weights can be had.
- The file is the whole of what is said on the day, though it is the head of a longer list: a model that is not in it
  may stand further down.
"""

from collections.abc import Iterator

from leadline.errors import SourceChanged
from leadline.model import Model, Rejected, Score, Snapshot
from leadline.sources import raw
from leadline.sources.lmarena_history import YARDSTICK

NAME = "lmarena_leaderboard"
READER = 1
FILE = "text.json"
KEYS = {"rank", "model", "vendor", "license", "score", "ci", "votes"}
ACCESS = {"proprietary": "closed", "open": "open"}


def read(snapshot: Snapshot) -> Iterator[Score | Model | Rejected]:
    """Yield a rating and a model for each line of the leaderboard."""
    for place, row in enumerate(_listed(snapshot), 1):
        try:
            rating, half = float(str(row["score"])), float(str(row["ci"]))
            name, access = str(row["model"]), ACCESS[str(row["license"])]
        except (TypeError, ValueError, KeyError) as error:
            yield Rejected(where=f"{FILE}: line {place}", reason=f"{error!r} in {raw.shown(row)}")
            continue
        yield Score(
            source=NAME,
            model=name,
            yardstick=YARDSTICK,
            value=rating,
            scale="rating",
            low=rating - half,
            high=rating + half,
            reported_by="LMArena",
        )
        yield Model(source=NAME, model=name, organisation=str(row["vendor"]) or None, access=access)


def _listed(snapshot: Snapshot) -> list[dict[str, object]]:
    match raw.json_of(snapshot, FILE):
        case {"meta": {"leaderboard": "text"}, "models": [*rows]} if all(
            isinstance(row, dict) and row.keys() == KEYS for row in rows
        ):
            return list(rows)
    raise SourceChanged(
        f"{snapshot.key}: expected in {FILE} the leaderboard 'text' with a list of models, each with {sorted(KEYS)}. "
        "Look at the file, then change the reader and its test data together."
    )
