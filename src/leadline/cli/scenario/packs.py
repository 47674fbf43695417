"""`leadline scenario packs`: what each school of thought holds."""

from leadline.catalog import beliefs as packs_of
from leadline.catalog.beliefs import Pack
from leadline.cli import show
from leadline.cli.options import Output
from leadline.render.record import Record
from leadline.render.table import Column, Table
from leadline.render.text import Given, Name, text


def packs(*, beliefs: str | None = None, output: Output | None = None) -> None:
    """Belief packs, and the shifts of each with reason and source, in standard deviations of the reference prior.

    Args:
        beliefs: Only this pack.
        output: The form of the answer.
    """
    output = output or Output()
    found = [packs_of.pack(beliefs)] if beliefs else list(packs_of.load().values())
    rows = [row for pack in found for row in _rows(pack)]
    if output.json:
        show.as_json({"rows": rows})
    elif output.csv:
        show.as_csv(rows)
    else:
        for pack in found:
            show.table(_table(pack))


def _rows(pack: Pack) -> list[Record]:
    head = {"pack": pack.name, "title": pack.title, "holder": pack.holder}
    none: Record = {"assumption": None, "by_sd": None, "reason": None, "source": None}
    told = [
        {"assumption": shift.assumption, "by_sd": shift.by, "reason": shift.reason, "source": shift.source}
        for shift in pack.shifts
    ]
    return [{**head, **row} for row in told or [none]]


def _table(pack: Pack) -> Table:
    return Table(
        title=text("{name}: {title}", name=Name(name=pack.name), title=Name(name=pack.title)),
        columns=(
            Column(heading="Assumption"),
            Column(heading="Shift", align="right"),
            Column(heading="Reason"),
            Column(heading="Source"),
        ),
        rows=tuple(
            (
                (Name(name=shift.assumption),),
                (Given(number=shift.by),),
                (Name(name=shift.reason),),
                (Name(name=shift.source),),
            )
            for shift in pack.shifts
        ),
        notes=(
            text(
                "Held by: {holder} A pack is our reading and waits for review by its holders.",
                holder=Name(name=pack.holder),
            ),
        ),
    )
