"""`leadline scenario levers`: what somebody decides, and how it works in both directions."""

from leadline.catalog import levers as levers_of
from leadline.catalog.levers import Lever
from leadline.cli import show
from leadline.cli.options import Output
from leadline.render.record import Record
from leadline.render.sentence import group_name
from leadline.render.table import Column, Table
from leadline.render.text import Name, text


def levers(*, output: Output | None = None) -> None:
    """Every lever with its sponsor, its aim, and the assumptions that work towards the aim and against it.

    Args:
        output: The form of the answer.
    """
    output = output or Output()
    found = list(levers_of.load().values())
    if output.json:
        show.as_json({"rows": list(map(_row, found))})
    elif output.csv:
        show.as_csv([{**_row(one), "for": " ".join(one.helps), "against": " ".join(one.hinders)} for one in found])
    else:
        show.table(_table(found))


def _row(one: Lever) -> Record:
    return {
        "lever": one.name,
        "title": one.title,
        "sponsor": one.sponsor,
        "aim": one.aim,
        "for": list(one.helps),
        "against": list(one.hinders),
        "below_zero": one.below_zero,
    }


def _table(found: list[Lever]) -> Table:
    headings = ("Lever", "What", "Decided by", "Aim", "Works by", "Against it", "Below zero")
    return Table(
        title=text("Levers of a scenario: zero changes nothing, full strength is one, full loosening minus one"),
        columns=tuple(Column(heading=heading) for heading in headings),
        rows=tuple(
            (
                (Name(name=one.name),),
                (Name(name=one.title),),
                (group_name(one.sponsor),),
                (Name(name=one.aim),),
                (Name(name=", ".join(one.helps)),),
                (Name(name=", ".join(one.hinders)),),
                (Name(name=one.below_zero),),
            )
            for one in found
        ),
    )
