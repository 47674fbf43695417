"""`leadline update`: fetch what publishers have now."""

import os
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.catalog.live import Live
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.ingest.update import Updated, asking
from leadline.ingest.update import update as update_one
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Name, text
from leadline.store.store import Store

VARIABLE = "LEADLINE_CONTACT"
FAILURE = 3


def update(
    *source: str,
    accept: Annotated[bool, Parameter(negative=())] = False,
    contact: str | None = None,
    store: Path | None = None,
    output: Output | None = None,
) -> int:
    """Fetch what publishers have now, of all live sources or of some, and keep what is new as vintages of today.

    Ends with 3 where any source was refused, failed or is gone; the others are kept all the same.

    Args:
        source: Only these sources (default: all that are live).
        accept: Take in also what differs from the last vintage more than is likely.
        contact: Your address, for publishers who want to know who fetches (default: LEADLINE_CONTACT).
        store: Folder of the store (default: LEADLINE_STORE, else your own on top of the bundled one).
        output: The form of the answer.
    """
    which, output = Which(store=store), output or Output()
    target, day = which.open(), which.day
    found = chosen(target, source)
    with asking(target, contact or os.environ.get(VARIABLE, "")) as opened:
        done = [update_one(live, target, opened, day, accept=accept) for live in show.with_progress(found, "Fetching")]
    if output.json:
        show.as_json(answer(day, day, rows=[_record(one) for one in done]))
    elif output.csv:
        show.as_csv([_record(one) for one in done])
    else:
        show.table(_table(done))
    return FAILURE if any(one.faulty for one in done) else 0


def chosen(store: Store, names: tuple[str, ...]) -> list[Live]:
    """What there is to fetch of the named sources, or of all; UserError where one is closed."""
    live = store.catalog.live
    for name in names:
        store.catalog.source(name)
        if live[name].frozen:
            raise UserError(f"There is nothing to fetch of {name}: {live[name].frozen}. Name a live source.")
    return [one for name, one in live.items() if one.files and (not names or name in names)]


def _record(one: Updated) -> Record:
    return {
        "source": one.source,
        "state": one.state,
        "snapshot": one.key or None,
        "rows": one.rows,
        "rejected": one.rejected,
        "detail": one.detail,
        "faults": "; ".join(one.faults),
    }


def _table(done: list[Updated]) -> Table:
    headings = ("Source", "Result", "Rows", "Rejected", "Why, or what is odd")
    return Table(
        title=text("What publishers have now"),
        columns=tuple(
            Column(heading=name, align="right" if name in ("Rows", "Rejected") else "left") for name in headings
        ),
        rows=tuple(
            (
                (Name(name=one.source),),
                (Name(name=one.state),),
                (Count(number=one.rows, evidence=one.key or one.source),),
                (Count(number=one.rejected, evidence=one.key or one.source),),
                (Name(name="; ".join(filter(None, (one.detail, *one.faults)))),),
            )
            for one in done
        ),
    )
