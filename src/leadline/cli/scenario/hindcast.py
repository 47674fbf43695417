"""`leadline scenario hindcast`: what the model and its rivals would have said at past quarter ends, and what came."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from leadline.capability.hindcast import TIERS, Forecast
from leadline.cli import show
from leadline.cli.lead.titles import titled
from leadline.cli.options import Output, Which
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.score_table import KEYS, score_table
from leadline.render.table import Table
from leadline.render.text import Day, Given, Name, Quantity, Text, joined, text
from leadline.simulate.calibrate import LEAST_DRAWS
from leadline.simulate.chance import SEED
from leadline.simulate.hindcast import DRAWS, MODEL, SETS, Finding, findings, score_figures
from leadline.simulate.hindcast import hindcast as hindcast_of
from leadline.store.view import View


def hindcast(
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The model's leads from past quarter ends, calibrated anew at each, scored beside simple rivals.

    By vintage: from what was known at the cutoff. By releases: from the newest vintage cut at the cutoff.

    Args:
        draws: Of the model at each cutoff.
        seed: Of all chance.
        plot: Draw the scores into this file: png, svg, html, or csv for its data.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if not LEAST_DRAWS <= draws <= 20_000:
        raise UserError(f"Expected {LEAST_DRAWS} to 20,000 draws at each cutoff, found {draws:,}.")
    view = which.view()
    found = hindcast_of(view, draws=draws, seed=seed, progress=lambda cutoffs: show.with_progress(cutoffs, "Cutoffs"))
    scored = score_figures(view, found)
    if plot:
        _plot(view, scored, plot)
    if output.json:
        rows = [_record(windows, one) for windows, own in found.items() for one in own]
        rows += [_told(windows, one) for windows, own in found.items() for one in findings(own)]
        show.as_json(answer(view.as_of, max(figure.on for figure in scored), scored, rows))
    elif output.csv:
        show.as_csv([_record(windows, one) for windows, own in found.items() for one in own])
    else:
        show.table(_table(view, scored, found, draws))


def _record(windows: str, one: Forecast) -> Record:
    low, median, high = one.quantiles
    return {
        "row": "forecast",
        "windows": windows,
        "tier": one.tier,
        "cutoff": str(one.cutoff),
        "target": str(one.target),
        "months": one.months,
        "rival": one.rival,
        "median": median,
        "low": low,
        "high": high,
        "found": one.truth,
    }


def _told(windows: str, one: Finding) -> Record:
    return {
        "row": "finding",
        "windows": windows,
        "tier": one.tier,
        "months": one.months,
        "crps_model": one.model,
        "best_rival": one.rival,
        "crps_best_rival": one.best,
        "n": one.windows,
        "independent": one.apart,
        "skill": one.skill,
        "probability_by_luck": one.luck,
        "skill_shown": one.shown,
    }


def _table(view: View, scored: Sequence[Figure], found: Mapping[str, Sequence[Forecast]], draws: int) -> Table:
    return score_table(
        scored,
        keys={"windows": "Windows", **KEYS},
        title=titled(
            "Hindcast of the model: the lead of {leader} over {follower}, as known on {as_of}",
            scored[0],
            as_of=Day(day=view.as_of),
        ),
        notes=(
            overall(found),
            *(said(one, windows) for windows in SETS for one in findings(found[windows])),
            *_missing(found),
            text(
                "CRPS, MAE and bias in months. Apart: windows that do not overlap. The model has {draws} at each "
                "cutoff; its priors are those of today, which is hindsight; so is a constant that was published after "
                "a cutoff. The stack is the mean of all. Method {method}.",
                draws=Given(number=draws, unit="draws"),
                method=Name(name=scored[0].method),
            ),
            show.attribution(view.catalog, scored),
        ),
    )


def overall(found: Mapping[str, Sequence[Forecast]]) -> Text:
    """At which horizons skill is shown whichever windows one takes, in words."""
    told = [one for windows in SETS for one in findings(found[windows])]
    horizons = list(dict.fromkeys((one.tier, one.months) for one in told))
    held = [key for key in horizons if all(one.shown for one in told if (one.tier, one.months) == key)]
    if not held:
        return text("At no horizon does the model show skill beyond its best rival that holds on every set of windows.")
    shown = [text("by {tier} {months} months ahead", tier=Name(name=t), months=Given(number=m)) for t, m in held]
    return text("The model shows skill beyond its best rival on every set of windows {shown}.", shown=joined(shown))


def said(one: Finding, windows: str) -> Text:
    """The sentence that a score deserves."""
    verdict = (
        "The model shows skill beyond {rival}"
        if one.shown
        else "The model came nearer than {rival}, but luck could explain it: no skill is shown"
        if one.skill > 0
        else "The model shows no skill beyond {rival}"
    )
    return text(
        "Windows {windows}, by {tier}, {months} months ahead: " + verdict + " (CRPS {own} against {best} months; "
        "{n} cutoffs, {apart} apart; probability by luck {luck}).",
        windows=Name(name=windows),
        tier=Name(name=one.tier),
        months=Given(number=one.months),
        rival=Name(name=one.rival),
        own=Given(number=round(one.model, 2)),
        best=Given(number=round(one.best, 2)),
        n=Given(number=one.windows),
        apart=Given(number=one.apart),
        luck=Given(number=round(one.luck, 2)),
    )


def _missing(found: Mapping[str, Sequence[Forecast]]) -> Iterator[Text]:
    told = {one.tier for one in found["all"]}
    for tier in TIERS:
        if tier not in told:
            yield text(
                "By {tier}, nothing can be scored: no cutoff has both a vintage of frontiers and of chip counts that "
                "existed then and a target that has settled.",
                tier=Name(name=tier),
            )


def _plot(view: View, scored: Sequence[Figure], path: Path) -> None:
    from leadline.render.vintage_charts import rivals

    by_crps = [f for f in scored if f.args["score"] == "CRPS" and f.args["windows"] == SETS[0]]
    own = next(figure for figure in by_crps if figure.args["rival"] == MODEL)
    chart = rivals(
        by_crps,
        title=titled("Lead of {leader} over {follower}: how near the model and its rivals came", own),
        subtitle=text("From past quarter ends, in the windows that all can tell; nearer to zero is better"),
        alternative=text(
            "Dots of the CRPS of the model and of each rival. The model comes to {value} {months} months ahead.",
            value=Quantity(figure=own),
            months=Given(number=int(own.args["horizon"])),
        ),
        sources=show.attribution(view.catalog, by_crps),
    )
    show.plot(chart, path)
