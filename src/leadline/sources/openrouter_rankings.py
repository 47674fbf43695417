"""Tokens by model on OpenRouter, a router between many hosts, on one day: its public ranking.

One CSV file a day. The models beyond the fiftieth are one row, `other`. It counts what passes one router, much of it
free or discounted, by developers who chose one: it is no share of the market.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from leadline.model import Observation, Rejected, Snapshot
from leadline.sources import raw

NAME = "openrouter_rankings"
READER = 1

COLUMNS = ("date", "model_permaslug", "rank", "total_tokens", "share_of_daily_tokens")


def read(snapshot: Snapshot) -> Iterator[Observation | Rejected]:
    """One observation for each model and day."""
    return raw.each(snapshot, COLUMNS, _observation)


def _observation(snapshot: Snapshot, where: str, row: Mapping[str, str]) -> Observation:
    day = date.fromisoformat(row["date"])
    return Observation(
        source=NAME,
        indicator="openrouter_tokens",
        entity=row["model_permaslug"],
        period_start=day,
        period_end=day + timedelta(days=1),
        value=float(int(row["total_tokens"])),
        unit="tokens",
        status="measured",
        published=snapshot.vintage,
        locator=where,
    )
