"""Tokens by model on OpenRouter, a router between many hosts, on one day: its public ranking.

One CSV file a day. The models beyond the fiftieth are one row, `other`. It counts what passes one router, much of it
free or discounted, by developers who chose one: it is no share of the market.

The publisher keeps each day's file for good under its day, beside a manifest with its address and digest: the newest of
the last few days is taken, and its digest held to.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from leadline.errors import SourceChanged, SourceGone
from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import promised, raw

NAME = "openrouter_rankings"
READER = 1

MOST_AGE = timedelta(days=7)
"""A file whose newest ranking is older is not what the publisher shows on the day of the snapshot."""
COLUMNS = ("date", "model_permaslug", "rank", "total_tokens", "share_of_daily_tokens")
DAYS_BACK = 4
"""How many days old the newest file may be."""


def fetch(get: Callable[[str], bytes], url: str, day: date) -> Iterator[tuple[str, str, bytes]]:
    """Name, address and content of the newest file by a day; SourceGone where the last days have none."""
    for back in range(DAYS_BACK + 1):
        dated = f"{url}{day - timedelta(days=back)}"
        try:
            manifest = raw.parsed(get(f"{dated}.manifest.json").decode())
            told, of_day = manifest["files"]["csv"], str(manifest["snapshot_date"])
            yield promised.file(get, f"rankings_daily_{date.fromisoformat(of_day)}.csv", url, told)
            return
        except SourceGone:
            continue
        except (KeyError, TypeError, ValueError) as error:
            raise SourceChanged(f"{NAME}: {dated}.manifest.json is no manifest ({raw.shown(error)}).") from error
    raise SourceGone(f"{url} has no file of the {DAYS_BACK} days before {day}. Look for its new address.")


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """One observation for each model and day; SourceChanged where even the newest of the days is old."""
    newest = date.min
    for row in raw.each(snapshot, COLUMNS, _observation):
        if isinstance(row, Observation) and row.period_start:
            newest = max(newest, row.period_start)
        yield row
    if date.min < newest < snapshot.vintage - MOST_AGE:
        raise SourceChanged(
            f"{snapshot.key}: expected a ranking of the last {MOST_AGE.days} days, the newest is of {newest}. "
            "That is an old file under a new day: get the newest one."
        )


def _observation(snapshot: Snapshot, where: str, row: Mapping[str, str]) -> Observation:
    day = date.fromisoformat(row["date"])
    if day > snapshot.vintage:
        raise ValueError(f"a ranking of {day} in a file of {snapshot.vintage}: that day was not over")
    return Observation(
        source=NAME,
        indicator="openrouter_tokens",
        entity=row["model_permaslug"],
        period_start=day,
        period_end=day + timedelta(days=1),
        value=raw.number(row["total_tokens"], 1, 1e16, "tokens a day"),
        unit="tokens",
        status="measured",
        published=snapshot.vintage,
        locator=where,
    )
