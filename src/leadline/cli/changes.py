"""`leadline changes`: what became known since a day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from leadline import units
from leadline.changes import KINDS, Change, Changes, changes_since
from leadline.cli import show
from leadline.cli.options import Output, Which, listed
from leadline.errors import UnknownName, UserError
from leadline.render.atom import Entry, feed
from leadline.render.numbers import write_plain
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Text, plain, text
from leadline.store.view import View

MOST = 10
MOST_ENTRIES = 500
"""Of a feed: the newest; a feed is read again and again, and the rest is in `--json`."""
RANK = {kind: place for place, kind in enumerate(KINDS)}


def changes(
    *,
    since: str,
    layer: str | None = None,
    kind: str | None = None,
    most: int = MOST,
    atom: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What became known since a day: records, models, prices, revisions, withdrawals, events, documents, new values.

    Args:
        since: The last day that is not asked about, YYYY-MM-DD.
        layer: Only this layer: prices, models, chips, compute, adoption, capital, energy or policy.
        kind: Only these kinds, with commas: record, new model, price, new offer, revision, withdrawn,
            event, document, new value.
        most: How many of each kind the table shows; --json, --csv and the feed have all, the feed up to 500.
        atom: Write a feed in Atom to this file.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if most < 1:
        raise UserError(f"Expected to show at least one of each kind, found --most {most}.")
    kinds = listed(kind) if kind else list(KINDS)
    for unknown in set(kinds) - set(KINDS):
        raise UnknownName("kind of change", unknown, KINDS, f"There are {', '.join(KINDS)}.")
    view = which.view()
    found = changes_since(view, units.day(since), layer=layer)
    told = [change for change in found.found if change.kind in kinds]
    if atom:
        show.kept(atom, _feed(view, told))
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, found.figures, [*map(_row, told)]) | {"gaps": list(found.gaps)})
    elif output.csv:
        show.as_csv([*map(_row, told)])
    else:
        show.table(_table(view, told, found, units.day(since), most))


def _row(change: Change) -> Record:
    return {
        "id": change.id,
        "known": str(change.known),
        "kind": change.kind,
        "layer": change.layer,
        "name": change.name,
        "before": change.before,
        "after": change.after,
        "unit": change.unit,
        "day": str(change.day) if change.day else None,
        "source": change.source,
        "vintage_before": change.then or None,
        "vintage": str(change.known),
        "detail": change.detail,
        "url": change.url,
        "figures": " ".join(change.figures),
    }


def _table(view: View, told: Sequence[Change], found: Changes, since: date, most: int) -> Table:
    shown = [change for kind in KINDS for change in _first([one for one in told if one.kind == kind], most)]
    counted = Counter(change.kind for change in told)
    left = [
        text("{count} of kind {kind}", count=_count(view, number), kind=Name(name=kind))
        for kind, number in sorted(counted.items(), key=lambda one: RANK[one[0]])
    ]
    headings = ("Kind", "Known", "What", "Before", "Now", "Source, and its vintage before")
    return Table(
        title=text("What became known after {since}, up to {as_of}", since=Day(day=since), as_of=Day(day=view.as_of)),
        columns=tuple(
            Column(heading=heading, align="right" if heading in ("Before", "Now") else "left") for heading in headings
        ),
        rows=tuple(map(_cells, shown)),
        notes=(*left, *(text("{gap}", gap=Name(name=gap)) for gap in found.gaps)),
    )


def _first(told: list[Change], most: int) -> list[Change]:
    """Of revisions the largest, of all else the newest."""
    if told and told[0].kind == "revision":
        return sorted(told, key=_size, reverse=True)[:most]
    return told[:most]


def _size(change: Change) -> float:
    """How many times the value became larger or smaller; what came from or to nothing is beyond any."""
    low, high = sorted(map(abs, (change.before or 0.0, change.after or 0.0)))
    return high / low if low else float("inf")


def _cells(change: Change) -> tuple[Text, ...]:
    said = text(" ({detail})", detail=Name(name=change.detail)) if change.detail else ()
    then = text(", {then}", then=Name(name=change.then)) if change.then else ()
    return (
        (Name(name=change.kind),),
        (Day(day=change.known),),
        (Name(name=change.name), *said),
        _value(change.before, change.unit if change.kind == "withdrawn" else ""),
        _value(change.after, change.unit),
        (Name(name=change.source), *then),
    )


def _value(value: float | None, unit: str) -> Text:
    return () if value is None else (Name(name=f"{write_plain(value)} {unit}".strip()),)


def _count(view: View, number: int) -> Count:
    return Count(number=number, evidence=view.catalog.key)


def _feed(view: View, told: Sequence[Change]) -> bytes:
    entries = [
        Entry(
            id=change.id,
            title=_headline(change),
            content=_content(change),
            updated=change.known,
            author=view.catalog.source(change.source).publisher,
            category=change.kind,
            link=change.url or view.catalog.source(change.source).url,
        )
        for change in told[:MOST_ENTRIES]
    ]
    used = dict.fromkeys(view.catalog.source(change.source).citation for change in told[:MOST_ENTRIES])
    return feed("Leadline: what became known", entries, view.as_of, "; ".join(used))


def _headline(change: Change) -> str:
    moved = ""
    if change.before is not None and change.after is not None:
        moved = f": {write_plain(change.before)} to {write_plain(change.after)} {change.unit}"
    return f"{change.kind[:1].upper()}{change.kind[1:]}: {change.name}{moved}"


def _content(change: Change) -> str:
    source, vintage = Name(name=change.source), Day(day=change.known)
    now = text("Told by {source}, vintage {vintage}.", source=source, vintage=vintage)
    before = text(" Its vintage before: {then}.", then=Name(name=change.then)) if change.then else ()
    value = text(" Now: {value}.", value=_value(change.after, change.unit)) if change.after is not None else ()
    detail = text(" {detail}.", detail=Name(name=change.detail)) if change.detail else ()
    return plain((*now, *before, *value, *detail))
