"""`leadline catalog`: what the catalogue knows of names, and what it lacks."""

from datetime import date

from cyclopts import App

from leadline.catalog.corrections import MARK, Correction
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.gaps import Coverage, coverage
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Given, Name, text
from leadline.store.view import View

FIRST_YEAR = 1950
"""Before the first model of anything."""
app = App(name="catalog", help="What the catalogue knows of names, and what it lacks.")


@app.command
def gaps(*, year: int | None = None, which: Which | None = None, output: Output | None = None) -> None:
    """How many models of a year have a country and a canonical name, by source, and which have not.

    Example: leadline catalog gaps --as-of 2026-10-01 --csv

    Args:
        year: The year in which the models came (default: that of the as-of day).
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    asked = view.as_of.year if year is None else year
    if not FIRST_YEAR <= asked <= view.as_of.year:
        raise UserError(
            f"Expected a year from {FIRST_YEAR} to that of the as-of day, {view.as_of.year}; found {asked}."
        )
    found = coverage(view, asked)
    missing: list[dict[str, object]] = [
        {"source": gap.source, "what": part.what, "model": gap.model, "lacks": " ".join(gap.lacks)}
        for part in found
        for gap in part.gaps
    ]
    if output.json:
        shares: list[dict[str, object]] = [
            {
                "source": part.source,
                "what": part.what,
                "models": part.models,
                "with_country": part.with_country,
                "with_name": part.with_name,
            }
            for part in found
        ]
        show.as_json(answer(view.as_of, view.as_of, rows=shares + missing))
    elif output.csv:
        show.as_csv(missing)
    else:
        show.table(_shares(found, asked))
        show.table(_missing(found))


@app.command
def corrections(*, which: Which | None = None, output: Output | None = None) -> None:
    """Known errors of sources, what stands in the store instead, and on what evidence.

    Example: leadline catalog corrections --as-of 2026-08-21

    Args:
        which: The store and the day of knowledge: how many rows of its view are corrected.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    rows = [_correction_row(view, one) for one in view.catalog.corrections]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_corrections(rows, view.as_of))


def _correction_row(view: View, one: Correction) -> Record:
    ((held,),) = view.query("SELECT count(*) FROM rate WHERE basis LIKE '%' || $name", name=MARK + one.name)
    return {
        "name": one.name,
        "source": one.source,
        "first": str(one.first),
        "last": str(one.last) if one.last else None,
        "host": one.host,
        "models": " ".join(one.models),
        "meters": " ".join(one.meters),
        "from": str(one.least),
        "to": str(one.most),
        "times": str(one.times),
        "rows": held,
        "why": one.why,
        "evidence": one.evidence,
        "reported": one.reported,
    }


def _corrections(rows: list[Record], day: date) -> Table:
    shown = ("name", "source", "first", "last", "host", "times", "rows", "why", "evidence")
    headings = ("Correction", "Source", "First", "Last", "Host", "Times", "Rows", "Why", "Evidence")
    right = ("Times", "Rows")
    return Table(
        title=text("Known errors of sources, corrected in the store, as known on {day}", day=Day(day=day)),
        columns=tuple(Column(heading=name, align="right" if name in right else "left") for name in headings),
        rows=tuple(
            tuple((Name(name="" if row[field] is None else str(row[field])),) for field in shown) for row in rows
        ),
    )


def _shares(found: list[Coverage], year: int) -> Table:
    return Table(
        title=text("Models of {year} that the catalogue knows", year=Name(name=str(year))),
        columns=(
            Column(heading="Source"),
            Column(heading="What"),
            Column(heading="Models", align="right"),
            Column(heading="With country", align="right"),
            Column(heading="With name", align="right"),
        ),
        rows=tuple(
            (
                (Name(name=part.source),),
                (Name(name=part.what),),
                (Count(number=part.models, evidence=part.source),),
                (Given(number=_percent(part.with_country, part.models), unit="%"),),
                (Given(number=_percent(part.with_name, part.models), unit="%"),),
            )
            for part in found
        ),
    )


def _missing(found: list[Coverage]) -> Table:
    return Table(
        title=text("What it lacks"),
        columns=(Column(heading="Source"), Column(heading="Model"), Column(heading="Lacks")),
        rows=tuple(
            ((Name(name=gap.source),), (Name(name=gap.model),), (Name(name=", ".join(gap.lacks)),))
            for part in found
            for gap in part.gaps
        ),
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
