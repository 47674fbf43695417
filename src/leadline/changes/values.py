"""Values that a source gives anew, that it revised and that it withdrew: observations, and models' training compute.

Each vintage of a full source is compared with the one just before it, and only what both contain can be revised: a key
that only the later one has is a *new value*, and one that only the earlier one has is *withdrawn*, by the later one, if
that one covers it. A source's first vintage has nothing to be compared with. In a log each row is compared with the
last word on its key before it; nothing is withdrawn there but by a word that says so.

A publisher that cuts its files otherwise takes nothing back. So a vintage *covers* an observation of an earlier one
where it tells the indicator of any entity of the kind (`owner / designer / chip` is another than `owner / designer`)
and, if it tells it of the very entity, from a period on that ends no later. What is not covered is counted as a gap.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

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


class _Asked(NamedTuple):
    """A column of values, in SQL."""

    table: str
    key: str
    value: str
    also: str
    covered: str = "true"
    """Whether the vintage after that of a row, which has not its key, covers it."""


_OBSERVED = _Asked(
    table=TABLE_OF[Observation].name,
    key="indicator, entity, period_start, period_end, coalesce(reported_by, '')",
    value="value",
    also="unit, url",
    covered="""EXISTS (
            SELECT 1 FROM numbered AS later WHERE later.source = compared.source AND later.number = compared.number + 1
                AND later.indicator = compared.indicator
                AND len(string_split(later.entity, ' / ')) = len(string_split(compared.entity, ' / ')))
        AND coalesce(compared.period_end >= (
            SELECT min(later.period_end) FROM numbered AS later
            WHERE later.source = compared.source AND later.number = compared.number + 1
                AND later.indicator = compared.indicator AND later.entity = compared.entity), true)""",
)
_TRAINED = _Asked(table=TABLE_OF[Model].name, key="model", value="training_flop", also="url, released")


class _Told(NamedTuple):
    """A value that moved or went."""

    source: str
    at: datetime
    """Of the vintage, or of the word, that says so."""
    then: datetime | None
    before: float | None
    after: float | None
    columns: tuple[Any, ...]
    """Of the key, and others."""


def changed_values(view: View, since: date) -> Iterator[Change]:
    """New, revised and withdrawn observations since a day, in the order of the vintages that say so."""
    for told in _told(view, _OBSERVED, since):
        indicator, entity, begins, ends, reporter, unit, url = told.columns
        period = f", {begins} to {ends}" if begins or ends else ""
        yield _change(
            told,
            layer=LAYER_OF.get(told.source, ""),
            name=f"{entity}: {indicator}{period}",
            day=begins,
            unit=unit,
            detail=f"reported by {reporter}" if reporter else "",
            url=url,
        )


def changed_training(view: View, since: date) -> Iterator[Change]:
    """New, revised and withdrawn estimates of training compute since a day."""
    for told in _told(view, _TRAINED, since):
        name, url, released = told.columns
        yield _change(told, layer="models", name=f"{name}: training compute", day=released, unit="FLOP", url=url)


def not_covered(view: View, since: date, layer: str | None = None) -> Iterator[str]:
    """Of each vintage since a day, of sources of a layer or all, how much of the one before it does not cover."""
    gone = _query(view, _OBSERVED, _WENT.replace("{covered}", "NOT ({covered})"), since)
    for (source, at, then), count in sorted(Counter(row[:3] for row in gone).items()):
        if layer in (None, LAYER_OF.get(source, "")):
            values = f"{count:,} value{'s' if count > 1 else ''}"
            yield f"{source} of {at.date()} does not cover {values} of {then.date()}: not told as withdrawn."


def _change(
    told: _Told, *, layer: str, name: str, day: date | None, unit: str, url: str | None, detail: str = ""
) -> Change:
    return Change(
        kind="new value" if told.before is None else "withdrawn" if told.after is None else "revision",
        layer=layer,
        name=name,
        source=told.source,
        known=told.at.date(),
        then=told.then.date().isoformat() if told.then else "",
        day=day,
        before=told.before,
        after=told.after,
        unit=unit,
        detail=detail,
        url=url,
    )


def _told(view: View, asked: _Asked, since: date) -> Iterator[_Told]:
    """All values of a table that moved or went after a day."""
    for sql in (_MOVED, _WENT):
        for source, at, then, before, after, *columns in _query(view, asked, sql, since):
            yield _Told(source, at, then, before, after, tuple(columns))


def _query(view: View, asked: _Asked, sql: str, since: date) -> list[Any]:
    """The answer for a table, nothing where no source says anything in it; columns of any types."""
    if not view.sources(asked.table):
        return []
    logs = [name for name in view.sources(asked.table) if view.catalog.sources[name].kind == "log"]
    numbered = f"""WITH numbered AS (
            SELECT *, source IN ({", ".join(map(repr, logs)) or "''"}) AS log,
                dense_rank() OVER (PARTITION BY source ORDER BY told) AS number
            FROM {view.told(asked.table)}),
        vintages AS (SELECT DISTINCT source AS origin, number AS place, told AS instant FROM numbered)"""
    return [*view.query(f"{numbered}, {sql.format(keys=f'source, {asked.key}', **asked._asdict())}", since=since)]


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
        AND (next IS DISTINCT FROM number + 1 OR later IS NULL) AND {covered}
    ORDER BY instant, {keys}"""
