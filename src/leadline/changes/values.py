"""Values that a source gives anew, that it revised and that it withdrew: observations, and models' training compute.

Each vintage of a full source is compared with the one just before it, and only what both contain can be revised: a key
that only the later one has is a *new value*, and one that only the earlier one has is *withdrawn*, by the later one. A
source's first vintage has nothing to be compared with. In a log each row is compared with the last word on its key
before it; nothing is withdrawn there but by a word that says so.
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
    """New, revised and withdrawn observations since a day, in the order of the vintages that say so."""
    if not view.sources(TABLE_OF[Observation].name):
        return
    columns = "indicator, entity, period_start, period_end, coalesce(reported_by, '')"
    for row in _told(view, "observation", columns, "value", "unit, url, period_start", since):
        source, key, told, then, before, after, (unit, url, start) = row
        indicator, entity, begins, ends, reporter = key
        period = f", {begins} to {ends}" if begins or ends else ""
        yield Change(
            kind=_kind(before, after),
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
    """New, revised and withdrawn estimates of training compute since a day."""
    if not view.sources(TABLE_OF[Model].name):
        return
    for row in _told(view, "model", "model", "training_flop", "url, released", since):
        source, (name,), told, then, before, after, (url, released) = row
        yield Change(
            kind=_kind(before, after),
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


def _kind(before: float | None, after: float | None) -> str:
    return "new value" if before is None else "withdrawn" if after is None else "revision"


Moved = tuple[str, tuple[object, ...], datetime, datetime | None, float | None, float | None, tuple[Any, ...]]
"""Source, key, vintage, the vintage before, the value before and after, and other columns."""


def _told(view: View, table: str, key: str, value: str, also: str, since: date) -> Iterator[Moved]:
    """All values of a table that moved or went after a day."""
    logs = [name for name in view.sources(table) if view.catalog.sources[name].kind == "log"]
    numbered = f"""WITH numbered AS (
            SELECT *, source IN ({", ".join(map(repr, logs)) or "''"}) AS log,
                dense_rank() OVER (PARTITION BY source ORDER BY told) AS number
            FROM {view.told(table)}),
        vintages AS (SELECT DISTINCT source AS origin, number AS place, told AS instant FROM numbered)"""
    for sql in (_MOVED, _WENT):
        asked = sql.format(keys=f"source, {key}", key=key, value=value, also=also)
        for source, told, then, before, after, *rest in view.query(f"{numbered}, {asked}", since=since):
            width = len(rest) - also.count(",") - 1
            yield source, tuple(rest[:width]), told, then, before, after, tuple(rest[width:])  # type: ignore[misc]


_MOVED = """compared AS (
        SELECT *, lag(number) OVER same AS last, lag({value}) OVER same AS said, lag(told) OVER same AS spoken
        FROM numbered WINDOW same AS (PARTITION BY {keys} ORDER BY told)),
    paired AS (SELECT *, CASE WHEN log OR last = number - 1 THEN said END AS before FROM compared)
    SELECT source, told, CASE WHEN log THEN spoken ELSE instant END, before, {value}, {key}, {also}
    FROM paired LEFT JOIN vintages ON origin = source AND place = number - 1
    WHERE told::DATE > $since AND {value} IS NOT NULL AND (log OR number > 1) AND {value} IS DISTINCT FROM before
    ORDER BY told, {keys}"""
_WENT = """compared AS (
        SELECT *, lead(number) OVER same AS next, lead({value}) OVER same AS later
        FROM numbered WINDOW same AS (PARTITION BY {keys} ORDER BY told))
    SELECT source, instant, told, {value}, NULL, {key}, {also}
    FROM compared JOIN vintages ON origin = source AND place = number + 1
    WHERE instant::DATE > $since AND NOT log AND {value} IS NOT NULL
        AND (next IS DISTINCT FROM number + 1 OR later IS NULL)
    ORDER BY instant, {keys}"""
