"""`leadline lead hindcast`: what simple rivals would have said of the lead at past quarter ends, and what came."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from leadline.capability.hindcast import Forecast
from leadline.capability.hindcast import hindcast as hindcast_of
from leadline.capability.hindcast_scores import score_figures
from leadline.cli import show
from leadline.cli.lead.asked import Groups
from leadline.cli.lead.titles import titled
from leadline.cli.options import Output, Which
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.score_table import score_table
from leadline.render.table import Table
from leadline.render.text import Count, Day, Given, Name, Quantity, Text, text
from leadline.store.view import View


def hindcast(
    *,
    definition: str = "interpolated",
    plot: Path | None = None,
    groups: Groups | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Simple forecasts of the lead from past quarter ends, scored against what was found, in two tiers.

    By vintage: from what was known at the cutoff. By releases: from the newest vintage cut at the cutoff.

    Args:
        definition: Of the lead: step, interpolated, or another.
        plot: Draw the scores into this file: png, svg, html, or csv for its data.
        groups: The two groups.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    groups, which, output = groups or Groups(), which or Which(), output or Output()
    view = which.view()
    found = hindcast_of(
        view,
        *groups.pair,
        definition=definition,
        progress=lambda cutoffs: show.with_progress(cutoffs, "Cutoffs"),
    )
    scored = score_figures(view, found, *groups.pair, definition)
    if plot:
        _plot(view, scored, plot)
    if output.json:
        show.as_json(answer(view.as_of, scored[0].on, scored, [_record(one, definition) for one in found]))
    elif output.csv:
        show.as_csv([_record(one, definition) for one in found])
    else:
        show.table(_table(view, scored))


def _record(one: Forecast, definition: str) -> Record:
    low, median, high = one.quantiles
    return {
        "tier": one.tier,
        "cutoff": str(one.cutoff),
        "target": str(one.target),
        "months": one.months,
        "rival": one.rival,
        "median": median,
        "low": low,
        "high": high,
        "found": one.truth,
        "definition": definition,
        "evidence": " ".join(one.evidence),
    }


def _table(view: View, scored: Sequence[Figure]) -> Table:
    return score_table(
        scored,
        title=titled(
            "Hindcast of the {definition} lead of {leader} over {follower}, as known on {as_of}",
            scored[0],
            as_of=Day(day=view.as_of),
        ),
        notes=(
            *_findings(scored),
            text(
                "CRPS, MAE and bias in months. Apart: how many of the windows do not overlap; with so few the order of "
                "the rivals is not settled. A constant that was published after a cutoff is hindsight there. Method "
                "{method}.",
                method=Name(name=scored[0].method),
            ),
            show.attribution(view.catalog, scored),
        ),
    )


def _findings(scored: Sequence[Figure]) -> Iterator[Text]:
    """Who came nearest by CRPS, for each tier and horizon."""
    by_crps = [figure for figure in scored if figure.args["score"] == "CRPS"]
    windows: dict[tuple[str, int], list[Figure]] = {}
    for figure in by_crps:
        windows.setdefault((str(figure.args["tier"]), int(figure.args["horizon"])), []).append(figure)
    for (tier, horizon), own in windows.items():
        own.sort(key=lambda figure: figure.value)
        yield text(
            "By {tier}, {horizon} months ahead, {best} came nearest (CRPS {crps}), then {second} ({next}); "
            "{n} cutoffs, {apart} apart.",
            tier=Name(name=tier),
            horizon=Given(number=horizon),
            best=Name(name=str(own[0].args["rival"])),
            crps=Quantity(figure=own[0]),
            second=Name(name=str(own[1].args["rival"])),
            next=Quantity(figure=own[1]),
            n=Count(number=int(own[0].args["n"]), evidence=own[0].method),
            apart=Count(number=int(own[0].args["independent"]), evidence=own[0].method),
        )


def _plot(view: View, scored: Sequence[Figure], path: Path) -> None:
    from leadline.render.vintage_charts import rivals

    by_crps = [figure for figure in scored if figure.args["score"] == "CRPS"]
    best = min(by_crps, key=lambda figure: figure.value)
    chart = rivals(
        by_crps,
        title=titled("Lead of {leader} over {follower}: how near simple forecasts came", scored[0]),
        subtitle=titled(
            "The {definition} lead from past quarter ends; by vintage: from what was known then; by releases: from the "
            "newest vintage, cut by day of release",
            scored[0],
        ),
        alternative=text(
            "Dots of the CRPS of each rival. The smallest is {value}, of {rival}.",
            value=Quantity(figure=best),
            rival=Name(name=str(best.args["rival"])),
        ),
        sources=show.attribution(view.catalog, by_crps),
    )
    show.plot(chart, path)
