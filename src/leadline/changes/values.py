"""Values that a source gives anew, and values that it revised: of observations, and of models' training compute.

Each vintage of a full source is compared with the one just before it, and only what both contain can be revised: a key
that only the later one has is a *new value*, and what only the earlier one has is told nowhere here. A source's first
vintage has nothing to be compared with. In a log each row is compared with the last word on its key before it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from leadline.changes.change import Change
from leadline.model import Model, Observation
from leadline.store.tables import TABLE_OF
from leadline.store.view import View

LAYER_OF = {
    "epoch_ml_hardware": "chips",
    "epoch_chip_counts": "chips",
    "leadline_export_rules": "chips",
    "epoch_gpu_clusters": "compute",
    "epoch_data_centers": "compute",
    "epoch_notable_models": "models",
    "epoch_large_scale_models": "models",
    "epoch_ai_models": "models",
    "microsoft_ai_diffusion": "adoption",
    "openrouter_rankings": "adoption",
    "hyperscaler_capex": "capital",
    "sec_companyfacts": "capital",
    "epoch_ai_companies": "capital",
    "owid_electricity": "energy",
    "leadline_token_ratios": "prices",
}
"""The layer that a source's values are of; sources of several layers stand in none."""


def changed_values(view: View, since: date) -> Iterator[Change]:
    """New and revised observations since a day, in the order of the vintages that say so."""
    if not view.sources(TABLE_OF[Observation].name):
        return
    columns = "indicator, entity, period_start, period_end, coalesce(reported_by, '')"
    for row in _moved(view, "observation", columns, "value", "unit, url, period_start", since):
        source, key, told, then, before, after, (unit, url, start) = row
        indicator, entity, begins, ends, reporter = key
        period = f", {begins} to {ends}" if begins or ends else ""
        yield Change(
            kind="new value" if before is None else "revision",
            layer=LAYER_OF.get(source, ""),
            name=f"{entity}: {indicator}{period}",
            source=source,
            known=told.date(),
            then=then.date().isoformat() if then else "",
            day=start,
            before=before,
            after=after,
            unit=unit,
            detail=f"reported by {reporter}" if reporter else "",
            url=url,
        )


def changed_training(view: View, since: date) -> Iterator[Change]:
    """New and revised estimates of training compute since a day."""
    if not view.sources(TABLE_OF[Model].name):
        return
    for row in _moved(view, "model", "model", "training_flop", "url, released", since):
        source, (name,), told, then, before, after, (url, released) = row
        yield Change(
            kind="new value" if before is None else "revision",
            layer="models",
            name=f"{name}: training compute",
            source=source,
            known=told.date(),
            then=then.date().isoformat() if then else "",
            day=released,
            before=before,
            after=after,
            unit="FLOP",
            url=url,
        )


Moved = tuple[str, tuple[object, ...], datetime, datetime | None, float | None, float, tuple[Any, ...]]


def _moved(view: View, table: str, key: str, value: str, also: str, since: date) -> Iterator[Moved]:
    """Source, key, vintage, the vintage before, the value before and after, and other columns, of all that moved."""
    logs = [name for name in view.sources(table) if view.catalog.sources[name].kind == "log"]
    log = f"source IN ({', '.join(repr(name) for name in logs) or 'NULL'})"
    keys = f"source, {key}"
    found = view.query(
        f"""WITH numbered AS (
                SELECT *, coalesce({log}, false) AS log, dense_rank() OVER (PARTITION BY source ORDER BY told) AS number
                FROM {view.told(table)}),
            vintages AS (SELECT DISTINCT source AS origin, number AS place, told AS earlier FROM numbered),
            compared AS (
                SELECT *, lag(number) OVER same AS last, lag({value}) OVER same AS before, lag(told) OVER same AS spoken
                FROM numbered WINDOW same AS (PARTITION BY {keys} ORDER BY told))
        SELECT source, told,
            CASE WHEN log THEN spoken ELSE earlier END, CASE WHEN log OR last = number - 1 THEN before END, {value},
            {key}, {also}
        FROM compared LEFT JOIN vintages ON origin = source AND place = number - 1
        WHERE told::DATE > $since AND {value} IS NOT NULL AND (log OR number > 1)
            AND {value} IS DISTINCT FROM CASE WHEN log OR last = number - 1 THEN before END
        ORDER BY told, {keys}""",
        since=since,
    )
    for source, told, then, before, after, *rest in found:
        width = len(rest) - also.count(",") - 1
        yield source, tuple(rest[:width]), told, then, before, after, tuple(rest[width:])  # type: ignore[misc]
