"""What was not there before: models that no source had named, policy events and later words on them, documents.

A model is new where a source names it in a vintage that is not its first, and no source had named it, under any name
that the catalogue knows, in an earlier one.
"""

from collections.abc import Iterator
from datetime import date, datetime

from leadline.changes.change import Change
from leadline.model import Document, Event, Model
from leadline.stack.policy import CLAUSES, CLOCKS
from leadline.store.tables import TABLE_OF
from leadline.store.view import View


def new_models(view: View, since: date) -> Iterator[Change]:
    """Models that were first named since a day, in the order of the vintages."""
    if not view.sources(TABLE_OF[Model].name):
        return
    told = view.query(f"SELECT told, source, model, organisation, released, url FROM {view.told('model')} ORDER BY ALL")
    begun: dict[str, datetime] = {}
    named: set[str] = set()
    for at, source, name, maker, released, url in told:
        assert isinstance(at, datetime)
        source, name = str(source), str(name)
        begun.setdefault(source, at)
        known = view.catalog.model(name)
        own = known.model if known else name
        if own not in named and at > begun[source] and at.date() > since:
            yield Change(
                kind="new model",
                layer="models",
                name=own,
                source=source,
                known=at.date(),
                day=released if isinstance(released, date) else None,
                detail=str(maker or ""),
                url=str(url) if url else None,
            )
        named.add(own)


def new_events(view: View, since: date) -> Iterator[Change]:
    """Policy events, and later words on earlier ones, that became known since a day."""
    if not view.sources(TABLE_OF[Event].name):
        return
    columns = f"told, source, jurisdiction, layer, direction, title, url, announced, {', '.join(CLOCKS)}"
    rows = view.query(f"SELECT {columns} FROM {view.told('event')} WHERE source <> '{CLAUSES}' ORDER BY told, title")
    last: dict[tuple[object, ...], tuple[datetime, dict[str, object]]] = {}
    for at, source, who, layer, direction, title, url, announced, *days in rows:
        assert isinstance(at, datetime)
        key, clocks = (source, who, title, announced), dict(zip(CLOCKS, days, strict=True))
        before = last.get(key)
        last[key] = (at, clocks)
        if at.date() > since:
            yield Change(
                kind="event",
                layer=str(layer),
                name=str(title),
                source=str(source),
                known=at.date(),
                then=before[0].date().isoformat() if before else "",
                day=announced if isinstance(announced, date) else None,
                detail=f"{who}, {direction}{_later(before[1], clocks) if before else ''}",
                url=str(url) if url else None,
            )


def _later(before: dict[str, object], after: dict[str, object]) -> str:
    """What a later word says of the clocks.

    >>> _later({"effective": None, "expires": None}, {"effective": None, "expires": date(2026, 11, 9)})
    '; a later word: expires 2026-11-09, before not known'
    """
    moved = [
        f"{name} {after[name] or 'not known'}, before {before[name] or 'not known'}"
        for name in after
        if after[name] != before[name]
    ]
    return f"; a later word: {'; '.join(moved)}" if moved else "; told again"


def new_documents(view: View, since: date) -> Iterator[Change]:
    """Documents of feeds and registers that became known since a day."""
    if not view.sources(TABLE_OF[Document].name):
        return
    sql = f"""SELECT min(told), min(source), title, publisher, any_value(published), any_value(layer), url
        FROM {view.told("document")} GROUP BY title, publisher, url HAVING min(told)::DATE > $since ORDER BY 1, title"""
    for at, source, title, publisher, published, layer, url in view.query(sql, since=since):
        assert isinstance(at, datetime)
        yield Change(
            kind="document",
            layer=str(layer or "policy"),
            name=str(title),
            source=str(source),
            known=at.date(),
            day=published if isinstance(published, date) else None,
            detail=str(publisher),
            url=str(url) if url else None,
        )
