"""What logs hold in sum: by model, the days they cover, and what is remarkable about how many rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from leadline.usage.reading import Reading
from leadline.usage.record import FLAGS, METERS


@dataclass(frozen=True, kw_only=True)
class ModelTotal:
    """All rows of one model in one currency."""

    model: str | None
    """As written; null for rows that name none, such as lines of a cost report."""
    rows: int
    requests: int | None
    tokens: dict[str, int | None]
    """By meter; null where no row has the counter."""
    cost: Decimal | None
    """What the logs report; null where they report nothing."""
    currency: str | None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The sums of a reading."""

    models: tuple[ModelTotal, ...]
    """Those with most tokens first."""
    first: date | None
    """The first day, UTC."""
    last: date | None
    undated: int
    """Rows without an instant."""
    buckets: int
    """Rows of tokens that are sums over a time."""
    instants: int
    """Rows of tokens that are one request."""
    flags: dict[str, int]
    """How many rows have each flag."""


def summary(reading: Reading) -> Summary:
    """The sums of what was read."""
    run = reading.connection
    first, last, undated, buckets, instants = run.execute(
        """
        SELECT CAST(min("start") AS DATE), CAST(max("start") AS DATE), count(*) - count("start"),
            count(*) FILTER ("end" IS NOT NULL AND output IS NOT NULL),
            count(*) FILTER ("end" IS NULL AND output IS NOT NULL)
        FROM usage
        """
    ).fetchall()[0]
    return Summary(
        models=tuple(map(_total, _by_model(run))),
        first=first,
        last=last,
        undated=undated,
        buckets=buckets,
        instants=instants,
        flags=_flags(run),
    )


def _by_model(run: duckdb.DuckDBPyConnection) -> Sequence[tuple[object, ...]]:
    sums = ", ".join(f'sum("{meter}") AS "{meter}"' for meter in METERS)
    every = " + ".join(f'coalesce("{meter}", 0)' for meter in METERS)
    return run.execute(
        f"""
        WITH totals AS (
            SELECT model, currency, count(*) AS rows, sum(requests) AS requests, {sums}, sum(cost) AS cost
            FROM usage GROUP BY model, currency
        )
        SELECT model, currency, rows, requests, cost, {", ".join(f'"{meter}"' for meter in METERS)} FROM totals
        ORDER BY {every} DESC, cost DESC NULLS LAST, model, currency
        """
    ).fetchall()


def _total(row: Sequence[object]) -> ModelTotal:
    model, currency, rows, requests, cost, *tokens = row
    return ModelTotal(
        model=None if model is None else str(model),
        currency=None if currency is None else str(currency),
        rows=int(str(rows)),
        requests=_whole(requests),
        cost=cost if isinstance(cost, Decimal) else None,
        tokens={meter: _whole(count) for meter, count in zip(METERS, tokens, strict=True)},
    )


def _whole(found: object) -> int | None:
    return None if found is None else int(str(found))


def _flags(run: duckdb.DuckDBPyConnection) -> dict[str, int]:
    rows = run.execute(
        "SELECT flag, count(*) FROM (SELECT unnest(string_split(flags, ' ')) AS flag FROM usage) GROUP BY flag"
    ).fetchall()
    found = dict(rows)
    return {flag: found[flag] for flag in FLAGS if flag in found}
