"""`leadline benchmarks`: how hard each benchmark is, whether it still tells models apart, whom it covers."""

from dataclasses import replace
from pathlib import Path

from leadline.capability.benchmarks import Measured
from leadline.capability.benchmarks import benchmarks as measured
from leadline.capability.index import index
from leadline.capability.ranks import ranked
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, text


def benchmarks(
    *,
    plot: Path | None = None,
    parquet: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Difficulty, slope, saturation and coverage by country of every benchmark behind the index, hardest first.

    Args:
        plot: Draw difficulties and coverage to this file (png, svg, html or csv).
        parquet: Write the rows to this file too, with numbers as numbers.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    found = measured(view)
    figures = [figure for one in found for figure in (one.difficulty, one.slope, one.saturation) if figure]
    rows = [_record(one) for one in found]
    attribution = show.attribution(view.catalog, figures)
    if plot:
        from leadline.render.capability_charts import difficulties

        scored = index(view)
        chart = difficulties(
            [one.difficulty for one in found],
            {one.name: {"access": _access(one), "state": one.state, "coverage": _coverage(one)} for one in found},
            ranked(scored, scored.vintage)[0].value,
            *_words(found),
        )
        show.plot(replace(chart, sources=attribution), plot)
    if parquet:
        show.as_parquet(rows, parquet)
    if output.json:
        show.as_json(answer(view.as_of, found[0].difficulty.on, figures, rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(found, attribution))


def _words(found: list[Measured]) -> tuple[Text, Text, Text]:
    """Title, subtitle and what the chart shows."""
    first = found[0].difficulty
    title = text("Benchmarks by difficulty on {on}", on=Day(day=first.on))
    subtitle = text(
        "Index at which half of the points are expected; on the right, how many models of which country have a "
        "score. As known on {as_of}.",
        as_of=Day(day=first.as_of),
    )
    ends = text(
        "Dots for {count} benchmarks, from {hardest} to {easiest}.",
        count=Count(number=len(found), evidence=first.evidence[0]),
        hardest=Name(name=found[0].name),
        easiest=Name(name=found[-1].name),
    )
    return title, subtitle, ends


def _table(found: list[Measured], attribution: Text) -> Table:
    first = found[0].difficulty
    right = ("Difficulty", "Slope", "Near ceiling", "Best", "Models")
    headings = ("Benchmark", "Area", "Items", *right[:3], "State", "Best", "Newest", "Models", "Countries")
    return Table(
        title=text(
            "Benchmarks behind the index on {on}, as known on {as_of}",
            on=Day(day=first.on),
            as_of=Day(day=first.as_of),
        ),
        columns=tuple(Column(heading=name, align="right" if name in right else "left") for name in headings),
        rows=tuple(map(_row, found)),
        notes=(
            text(
                "Difficulty in index points, slope in logits per index point. Near ceiling: share of the models of "
                "the last twelve months with nine tenths of the points. Newest: release of the newest model with a "
                "score. Countries: all models with a score. Items: whether those that are scored are in public."
            ),
            text(
                "Evidence: {keys}; methods {hard}, {slope}, {full}.",
                keys=Name(name=", ".join(first.evidence)),
                hard=Name(name=first.method),
                slope=Name(name=found[0].slope.method),
                full=Name(name=next(one.saturation.method for one in found if one.saturation)),
            ),
            attribution,
        ),
    )


def _row(one: Measured) -> tuple[Text, ...]:
    newest = one.results[0]
    return (
        (Name(name=one.name),),
        (Name(name=one.known.area if one.known else "unknown"),),
        (Name(name=_access(one)),),
        (Quantity(figure=one.difficulty, part="bare"),),
        (Quantity(figure=one.slope, part="bare"),),
        (Quantity(figure=one.saturation),) if one.saturation else (),
        (Name(name=one.state),),
        (Quantity(figure=one.best_score),),
        (Day(day=newest.model.released),) if newest.model.released else (),
        (Count(number=len(one.results), evidence=one.difficulty.evidence[0]),),
        (Name(name=_coverage(one)),),
    )


def _access(one: Measured) -> str:
    return one.known.access if one.known else "unknown"


def _coverage(one: Measured) -> str:
    return ", ".join(f"{country or 'unknown'} {count}" for country, count in one.countries.items())


def _record(one: Measured) -> Record:
    newest = one.results[0]
    return {
        "benchmark": one.name,
        "area": one.known.area if one.known else None,
        "domain": one.known.domain if one.known else None,
        "access": _access(one),
        "access_reason": one.known.reason if one.known else None,
        "difficulty": one.difficulty.value,
        "slope": one.slope.value,
        "saturation_percent": one.saturation.value if one.saturation else None,
        "state": one.state,
        "best_percent": one.best_score.value,
        "best_model": one.best.model.name,
        "newest_model": newest.model.name,
        "newest_released": str(newest.model.released) if newest.model.released else None,
        "newest_percent": 100 * newest.value,
        "models": len(one.results),
        "countries": _coverage(one),
        "countries_of_last_12_months": ", ".join(f"{c or 'unknown'} {n}" for c, n in one.recent_countries.items()),
        "as_of": str(one.difficulty.as_of),
        "on": str(one.difficulty.on),
        "evidence": " ".join(one.difficulty.evidence),
    }
