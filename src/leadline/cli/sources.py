"""`leadline sources`: what the store holds, of whom, under which licence."""

from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, text
from leadline.store.manifest import Entry


def sources(
    *,
    vintages: Annotated[bool, Parameter(negative=())] = False,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Sources with their vintages, licences and rows, as known on a day.

    Args:
        vintages: One row a vintage, instead of one a source.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    store, day = which.open(), which.day
    known = [entry for entry in store.entries if entry.first_known <= day]
    groups = [[entry] for entry in known] if vintages else _by_source(known)
    rows = [_row(group, store.catalog.source(group[0].snapshot.source).interest) for group in groups]
    if output.json:
        show.as_json(answer(day, day, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(rows, groups))


def _by_source(entries: list[Entry]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.snapshot.source, []).append(entry)
    return list(groups.values())


def _row(group: list[Entry], interest: str) -> Record:
    newest = group[-1]
    return {
        "source": newest.snapshot.source,
        "vintages": len(group),
        "first": str(group[0].snapshot.vintage),
        "last": str(newest.snapshot.vintage),
        "rows": sum(file.rows for file in newest.tables.values()),
        "rejected": sum(entry.rejected for entry in group),
        "licence": newest.snapshot.licence,
        "url": newest.snapshot.url,
        "sha256": newest.snapshot.sha256,
        "interest": interest,
    }


def _table(rows: list[Record], groups: list[list[Entry]]) -> Table:
    headings = ("Source", "Vintages", "First", "Last", "Rows (newest)", "Rejected", "Licence", "Interest")
    right = ("Vintages", "Rows (newest)", "Rejected")
    return Table(
        title=text("Sources in the store"),
        columns=tuple(Column(heading=name, align="right" if name in right else "left") for name in headings),
        rows=tuple(
            (
                (Name(name=str(row["source"])),),
                (Count(number=len(group), evidence="manifest"),),
                (Day(day=group[0].snapshot.vintage),),
                (Day(day=group[-1].snapshot.vintage),),
                (Count(number=int(str(row["rows"])), evidence=group[-1].snapshot.key),),
                (Count(number=int(str(row["rejected"])), evidence=group[-1].snapshot.key),),
                (Name(name=str(row["licence"])),),
                (Name(name=str(row["interest"])),),
            )
            for row, group in zip(rows, groups, strict=True)
        ),
    )
