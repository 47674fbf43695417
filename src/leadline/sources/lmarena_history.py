"""LMArena's overall text ratings by day, as a third party brought them together: `result.csv`, a row a day.

Decisions:

- A log: the leaderboard of a day was known on that day, and its ratings never change later.
- 0 means that the model was not listed. A model that is no longer listed keeps its last rating in the log; whoever
  wants the leaderboard of a day takes the rows of the newest day.
- The day on which a model was first listed is no release: some were tried under other names before, others came long
  after. It is kept as the instant from which the model is known, and nothing is said of a release.
- The file has no interval and no count of votes. Its last day is earlier than the day of the file.
"""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

from leadline.errors import SourceChanged
from leadline.model import Model, Rejected, Score, Snapshot
from leadline.sources import raw

NAME = "lmarena_history"
READER = 1
FILE = "result.csv"
YARDSTICK = "LMArena text"
DAY = ""
"""The first column has no heading."""


def read(snapshot: Snapshot) -> Iterator[Score | Model | Rejected]:
    """Yield each model when it is first listed, and each rating of each day."""
    seen: set[str] = set()
    for line, row in _days(snapshot):
        try:
            known = datetime.strptime(row[DAY], "%Y%m%d").replace(tzinfo=UTC)
            ratings = {model: float(rating) for model, rating in row.items() if model != DAY}
        except (TypeError, ValueError) as error:
            yield Rejected(where=f"{FILE}:{line}", reason=str(error))
            continue
        for model, rating in ratings.items():
            if rating:
                if model not in seen:
                    yield Model(source=NAME, model=model, known=known)
                yield Score(source=NAME, model=model, yardstick=YARDSTICK, value=rating, scale="rating", known=known)
                seen.add(model)
    if not seen:
        raise SourceChanged(f"{snapshot.key}: expected ratings in {FILE}, found none. Look at the file.")


def _days(snapshot: Snapshot) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the file; its columns are models, which come and go, so that only the first is known beforehand."""
    table = csv.DictReader(io.StringIO(raw.text(snapshot, FILE), newline=""))
    with raw.as_csv(snapshot, FILE):
        header = list(table.fieldnames or ())
    if header[:1] != [DAY] or len(set(header)) < len(header) or len(header) < 2:
        raise SourceChanged(
            f"{snapshot.key}: expected in {FILE} a first column without a heading and one for each model, found "
            f"{len(header)} columns, {len(set(header))} of them different, the first "
            f"{raw.shown(header[:1])}. Look at the file."
        )
    with raw.as_csv(snapshot, FILE):
        for row in table:
            yield table.line_num, row
