"""`leadline scenario register`: what nobody knows, with its sources."""

from leadline.catalog import assumptions
from leadline.catalog.assumptions import Assumption
from leadline.cli import show
from leadline.cli.options import Output
from leadline.errors import UnknownName
from leadline.render.record import Record
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Text, text


def register(*, block: str | None = None, output: Output | None = None) -> None:
    """Every assumption with its 5, 50 and 95 %, unit, meaning, source, and who disputes it.

    Args:
        block: Only those of this part: compute, algo, index, measure, market, shock, or a lever.
        output: The form of the answer.
    """
    output = output or Output()
    every = assumptions.load()
    blocks = list(dict.fromkeys(one.block for one in every.values()))
    if block is not None and block not in blocks:
        raise UnknownName("block of the register", block, blocks, f"There are {', '.join(blocks)}.")
    found = [one for one in every.values() if block in (None, one.block)]
    if output.json:
        show.as_json({"register": assumptions.digest(every), "rows": list(map(_row, found))})
    elif output.csv:
        show.as_csv(list(map(_row, found)))
    else:
        show.table(_table(found))


def _row(one: Assumption) -> Record:
    low, middle, high = one.quantiles
    return {
        "assumption": one.name,
        "block": one.block,
        "scale": one.scale,
        "p5": low,
        "p50": middle,
        "p95": high,
        "floor": one.floor,
        "unit": one.unit,
        "meaning": one.meaning,
        "source": one.source,
        "disputed": one.disputed,
        "judgement": one.judgement,
        "changed": one.changed.isoformat(),
    }


def _table(found: list[Assumption]) -> Table:
    headings = ("Name", "Block", "5 %", "50 %", "95 %", "Unit", "Meaning", "Source", "Disputed", "Changed")
    return Table(
        title=text("Register of assumptions {digest}", digest=Name(name=assumptions.digest(assumptions.load()))),
        columns=tuple(Column(heading=heading, align="right" if "%" in heading else "left") for heading in headings),
        rows=tuple(_cells(one) for one in found),
        notes=(text("Change any with --set NAME=LOW,MIDDLE,HIGH. An asterisk: judgement, no data stand behind it."),),
    )


def _cells(one: Assumption) -> tuple[Text, ...]:
    words = (one.unit, one.meaning, one.source, one.disputed or "nobody known")
    return (
        (Name(name=one.name + ("*" if one.judgement else "")),),
        (Name(name=one.block),),
        *((Name(name=f"{quantile:,.6g}"),) for quantile in one.quantiles),
        *((Name(name=word),) for word in words),
        (Day(day=one.changed),),
    )
