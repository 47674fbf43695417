"""`leadline scenario diff`: two scenarios over the same futures."""

from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.cli.scenario import answers
from leadline.cli.scenario.tables import moved, summary
from leadline.render.record import answer, flat
from leadline.simulate import scenario
from leadline.simulate.ensemble import ensemble
from leadline.simulate.outcomes import END


def diff(a: Path, b: Path, *, which: Which | None = None, output: Output | None = None) -> None:
    """What the levers of the second scenario change against those of the first, future by future.

    Args:
        a: A scenario in YAML.
        b: Another, with the same beliefs, register, draws and seed.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    base, found = (ensemble(view, scenario.read(path)) for path in (a, b))
    changes = answers.effects(found, base)
    if output.json:
        show.as_json(answer(view.as_of, END, changes))
    elif output.csv:
        show.as_csv([flat(figure) for figure in changes])
    else:
        show.table(summary(view, found, base))
        show.table(moved(found, base))
