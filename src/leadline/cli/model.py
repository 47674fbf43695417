"""`leadline model`: all that is known of one model."""

from dataclasses import replace
from pathlib import Path

from leadline.catalog import Catalog
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.model import Figure
from leadline.portrait import Profile, profile
from leadline.render.record import Record, answer
from leadline.render.sentence import country_name, say
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text


def model(
    name: str,
    /,
    *,
    on: str | None = None,
    plot: Path | None = None,
    parquet: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """What is known of one model: index and other yardsticks, scores beside what was expected, prices, dates, disputes.

    Args:
        name: The model, by any name that the catalogue or a source knows.
        on: The day of the rank and of the prices, YYYY-MM-DD (default: the as-of day).
        plot: Draw its scores beside what was expected to this file (png, svg, html or csv).
        parquet: Write its scores to this file too, with numbers as numbers.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view)
    found = profile(view, name, day)
    attribution = show.attribution(view.catalog, _figures(found))
    if plot:
        from leadline.render.capability_charts import profile as drawn

        threes = [(one.score, one.expected, one.residual) for one in found.results]
        sources = show.attribution(view.catalog, [one.score for one in found.results])
        show.plot(replace(drawn(threes, *_words(found)), sources=sources), plot)
    if parquet:
        show.as_parquet(_scores(found), parquet)
    if output.json:
        show.as_json(answer(view.as_of, day, _figures(found), _rows(found)))
    elif output.csv:
        show.as_csv(_scores(found))
    else:
        for table in (_standing(found, view.catalog, attribution), _scored(found), _priced(found), _stated(found)):
            if table.rows:
                show.table(table)


def _figures(found: Profile) -> list[Figure]:
    scores = [figure for one in found.results for figure in (one.score, one.expected, one.residual)]
    return [*found.values, *([found.rank] if found.rank else []), *scores, *found.prices]


def _words(found: Profile) -> tuple[Text, Text, Text]:
    """Title, subtitle and what the chart shows."""
    title = text("{model}: scores beside what its index makes one expect", model=Name(name=found.model.name))
    subtitle = text("Dots are scores, ticks what was expected. As known on {on}.", on=Day(day=found.values[0].as_of))
    shown = text("A dot and a tick for each benchmark of {model}.", model=Name(name=found.model.name))
    return title, subtitle, shown


def _standing(found: Profile, catalog: Catalog, attribution: Text) -> Table:
    model = found.model
    figures = [*found.values, *([found.rank] if found.rank else [])]
    rows: list[tuple[Text, ...]] = [(say(figure), (Quantity(figure=figure),)) for figure in figures]
    if model.released:
        rows.append((text("Released, by the source of the first"), (Day(day=model.released),)))
    access = f"{model.access} (assumed)" if model.access_assumed else model.access
    maker = catalog.organisations[model.organisation].name if model.organisation else "unknown"
    facts = (("Organisation", maker), ("Country", country_name(catalog, model.country or "")), ("Weights", access))
    rows += [((Name(name=what),), (Name(name=fact),)) for what, fact in facts]
    return Table(
        title=text(
            "{model} on {on}, as known on {as_of}",
            model=Name(name=model.name),
            on=Day(day=found.values[0].on),
            as_of=Day(day=found.values[0].as_of),
        ),
        columns=(Column(heading="Finding"), Column(heading="Value", align="right")),
        rows=tuple(rows),
        notes=(
            *(text("Disputed: {what}.", what=Name(name=what)) for what in found.disputed),
            *(text("{note}.", note=Name(name=note)) for note in dict.fromkeys(f.note for f in found.values) if note),
            text("Evidence: {keys}.", keys=Name(name=", ".join(dict.fromkeys(k for f in figures for k in f.evidence)))),
            attribution,
        ),
    )


def _scored(found: Profile) -> Table:
    headings = ("Benchmark", "Score", "Expected", "Residual", "Reported by", "Setting")
    right = headings[1:4]
    return Table(
        title=text("Scores, furthest above what was expected first"),
        columns=tuple(Column(heading=name, align="right" if name in right else "left") for name in headings),
        rows=tuple(
            (
                (Name(name=one.result.benchmark),),
                (Quantity(figure=one.score),),
                (Quantity(figure=one.expected),),
                (Quantity(figure=one.residual, part="bare"),),
                (Name(name=one.result.reported_by or ""),),
                (Name(name=one.result.setting or ""),),
            )
            for one in found.results
        ),
    )


def _priced(found: Profile) -> Table:
    return Table(
        title=text("A million tokens, three of input to one of output, on the cheapest offer of each host"),
        columns=(Column(heading="Offer"), Column(heading="Cost", align="right"), Column(heading="Note")),
        rows=tuple(
            ((Name(name=str(price.args["offer"])),), (Quantity(figure=price),), (Name(name=price.note),))
            for price in found.prices
        ),
    )


def _stated(found: Profile) -> Table:
    return Table(
        title=text("What sources say of it"),
        columns=(Column(heading="What"), Column(heading="Said"), Column(heading="Source"), Column(heading="As")),
        rows=tuple(
            ((Name(name=one.what),), (Name(name=one.said),), (Name(name=one.source),), (Name(name=one.name),))
            for one in sorted(found.statements, key=lambda one: (one.what, one.said, one.source))
        ),
    )


def _rows(found: Profile) -> list[Record]:
    rows: list[Record] = [
        {"kind": "statement", "what": one.what, "said": one.said, "source": one.source, "name": one.name}
        for one in found.statements
    ]
    return rows + [{"kind": "disputed", "what": what} for what in found.disputed]


def _scores(found: Profile) -> list[Record]:
    return [
        {
            "model": found.model.name,
            "benchmark": one.result.benchmark,
            "score_percent": one.score.value,
            "expected_percent": one.expected.value,
            "residual_points": one.residual.value,
            "reported_by": one.result.reported_by,
            "setting": one.result.setting,
            "as_of": str(one.score.as_of),
            "evidence": " ".join(one.score.evidence),
        }
        for one in found.results
    ]
