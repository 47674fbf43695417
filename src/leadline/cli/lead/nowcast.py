"""`leadline lead nowcast`: the lead with models that are not scored yet, and how such nowcasts did before."""

from collections.abc import Sequence
from pathlib import Path

from leadline.capability.nowcast import Nowcast
from leadline.capability.nowcast import nowcast as nowcast_of
from leadline.capability.nowcast_scores import GAIN, KINDS, SAID, Case, cases, score_figures
from leadline.cli import show
from leadline.cli.lead.asked import Groups
from leadline.cli.lead.titles import titled
from leadline.cli.options import Output, Which, on_day
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.sentence import say
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Quantity, Text, Words, text
from leadline.store.view import View


def nowcast(
    *,
    on: str | None = None,
    definition: str = "interpolated",
    plot: Path | None = None,
    groups: Groups | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The lead corrected for models that are released and not scored yet, beside the uncorrected one.

    Both are scored over past days against what was found later, so that a reader sees whether the correction helps.

    Args:
        on: The day the lead is taken at, YYYY-MM-DD (default: the as-of day).
        definition: Of the lead: step, interpolated, or another.
        plot: Draw the past nowcasts beside what was found into this file: png, svg, html, or csv for its data.
        groups: The two groups.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    groups, which, output = groups or Groups(), which or Which(), output or Output()
    view = which.view()
    day = on_day(on, view)
    said = nowcast_of(view, *groups.pair, on=day, definition=definition)
    watched = cases(
        view,
        *groups.pair,
        definition=definition,
        progress=lambda days: show.with_progress(days, "Nowcasts of past days"),
    )
    scored = score_figures(view, watched)
    if plot:
        _plot(view, watched, plot)
    if output.json:
        show.as_json(
            answer(view.as_of, day, [said.figure, said.uncorrected, *scored], [_record(one) for one in watched])
        )
    elif output.csv:
        show.as_csv([_record(one) for one in watched])
    else:
        show.table(_table(view, said, scored))


def _record(case: Case) -> Record:
    return {
        "day": str(case.day),
        "days": case.kind,
        "found": case.truth.value,
        "uncorrected": case.said.uncorrected.value,
        "nowcast": case.said.figure.value,
        "low": case.said.figure.low,
        "high": case.said.figure.high,
        "missing_leader": case.said.missing[0],
        "missing_follower": case.said.missing[1],
        "definition": case.truth.args["definition"],
    }


def _table(view: View, said: Nowcast, scored: Sequence[Figure]) -> Table:
    names = list(dict.fromkeys(str(figure.args["score"]) for figure in scored))
    return Table(
        title=titled(
            "Nowcast of the {definition} lead of {leader} over {follower}, as known on {as_of}",
            said.figure,
            as_of=Day(day=view.as_of),
        ),
        columns=(
            Column(heading="Scored over"),
            Column(heading="n", align="right"),
            Column(heading="What was said"),
            *(Column(heading=name[:1].upper() + name[1:], align="right") for name in names),
        ),
        rows=tuple(_row(kind, what, scored, names) for kind in _kinds(scored) for what in SAID),
        notes=(
            say(said.uncorrected),
            say(said.figure),
            *(_verdict(kind, scored) for kind in _kinds(scored)),
            text(
                "Bias, MAE and CRPS in months, against the lead of the same day by the newest vintage; coverage of the "
                "intervals. Near days share models, so that fewer of them are independent. Methods {nowcast}, {score}.",
                nowcast=Name(name=said.figure.method),
                score=Name(name=scored[0].method),
            ),
            show.attribution(view.catalog, [said.figure, *scored]),
        ),
    )


def _kinds(scored: Sequence[Figure]) -> list[str]:
    held = {figure.args["days"] for figure in scored}
    return [kind for kind in KINDS if kind in held]


def _of(scored: Sequence[Figure], kind: str, what: str, score: str) -> Figure:
    (found,) = (f for f in scored if (f.args["days"], f.args["said"], f.args["score"]) == (kind, what, score))
    return found


def _row(kind: str, what: str, scored: Sequence[Figure], names: Sequence[str]) -> tuple[Text, ...]:
    own = [_of(scored, kind, what, name) for name in names]
    return (
        (Name(name=kind),),
        (Count(number=int(own[0].args["n"]), evidence=own[0].method),),
        (Name(name=what),),
        *((Quantity(figure=one, part="bare" if one.unit == "months" else "value"),) for one in own),
    )


def _verdict(kind: str, scored: Sequence[Figure]) -> Text:
    """Whether the nowcast was nearer to what was found, by value and by distribution."""
    mae, crps = (_of(scored, kind, GAIN, score) for score in ("MAE", "CRPS"))
    return text(
        "At past {kind}, by MAE the nowcast {nearer} to what was found than the uncorrected lead (gain {mae}, "
        "{mae_span}); by CRPS it {sharper} (gain {crps}, {crps_span}).",
        kind=Name(name=kind),
        nearer=Words(words=_nearer(mae)),
        sharper=Words(words=_nearer(crps)),
        mae=Quantity(figure=mae),
        crps=Quantity(figure=crps),
        mae_span=Quantity(figure=mae, part="interval"),
        crps_span=Quantity(figure=crps, part="interval"),
    )


def _nearer(gain: Figure) -> str:
    """In words: a gain counts only where its interval leaves out zero."""
    if gain.low is None or gain.high is None or gain.low <= 0 <= gain.high:
        return "was not clearly nearer"
    return "was nearer" if gain.low > 0 else "was less near"


def _plot(view: View, watched: Sequence[Case], path: Path) -> None:
    from leadline.render.vintage_charts import leads_over_time

    kind = watched[0].kind
    own = [case for case in watched if case.kind == kind]
    last = own[-1]
    chart = leads_over_time(
        {
            "found later": [case.truth for case in own],
            "uncorrected": [case.said.uncorrected for case in own],
            "nowcast": [case.said.figure for case in own],
        },
        title=titled("Lead of {leader} over {follower}: what was said on past days, and what was found", last.truth),
        subtitle=titled(
            "The {definition} lead in months at {kind}; bars: intervals of the draws", last.truth, kind=Name(name=kind)
        ),
        alternative=text(
            "Dots by day in threes. Of {day} the nowcast said {now}, the uncorrected lead {told}; found was {truth}.",
            day=Day(day=last.day),
            now=Quantity(figure=last.said.figure),
            told=Quantity(figure=last.said.uncorrected),
            truth=Quantity(figure=last.truth),
        ),
        by="on",
        joined=("found later",),
        sources=show.attribution(view.catalog, [figure for case in own for figure in (case.truth, case.said.figure)]),
    )
    show.plot(chart, path)
