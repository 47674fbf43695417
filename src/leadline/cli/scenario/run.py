"""`leadline scenario run`: one scenario, with nothing pulled beside it."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.cli.scenario import answers, forecast, saved
from leadline.cli.scenario.asked import Asked
from leadline.cli.scenario.tables import classes, moved, summary
from leadline.render.record import flat
from leadline.simulate import scenario
from leadline.simulate.ensemble import Ensemble, ensemble
from leadline.simulate.stack import figures, stack
from leadline.store.view import View


def run(
    file: Path | None = None,
    *,
    example: Annotated[bool, Parameter(negative=())] = False,
    asked: Asked | None = None,
    plot: Path | None = None,
    save: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The lead and adoption in 2028 under levers and beliefs, calibrated to the history that a view tells.

    Args:
        file: A scenario in YAML; `--example` prints one with a comment for each field.
        example: Print an example of a scenario, and nothing else.
        asked: What options say on top of the file.
        plot: Draw the fan of the lead to this file: png, svg, html or csv.
        save: Keep the run in this file, so that `leadline scenario replay` can run it again.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if example:
        sys.stdout.write(scenario.EXAMPLE)
        return
    wanted = (asked or Asked()).on(file)
    view = which.view()
    found, base = both(view, wanted)
    told = stack(view, base or found)
    if save:
        show.kept(save, saved.content(wanted, found.start.evidence, answers.whole(found, base, figures(told))))
    if plot:
        _plot(view, found, base, plot)
    if output.json:
        show.as_json(answers.whole(found, base, figures(told)))
    elif output.csv:
        show.as_csv([flat(figure) for figure in answers.figures(found, base, figures(told))])
    else:
        show.table(summary(view, found, base))
        show.table(classes(found))
        show.table(forecast.table(told))
        if base:
            show.table(moved(found, base))


def both(view: View, wanted: scenario.Scenario) -> tuple[Ensemble, Ensemble | None]:
    """A scenario and the same with no lever pulled; only the first where none is."""
    found = ensemble(view, wanted)
    pulled = any(way.strength for ways in wanted.levers.values() for way in ways)
    return found, ensemble(view, replace(wanted, name="none", levers={})) if pulled else None


def _plot(view: View, found: Ensemble, base: Ensemble | None, path: Path) -> None:
    from leadline.render.scenario_charts import fan
    from leadline.simulate import outcomes

    figures = outcomes.months(found)
    chart = fan(
        figures,
        outcomes.months(found, level=50),
        outcomes.months(base) if base else [],
        seen=outcomes.seen(found),
        sources=show.attribution(view.catalog, figures),
    )
    show.plot(chart, path)
