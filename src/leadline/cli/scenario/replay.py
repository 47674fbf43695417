"""`leadline scenario replay`: a saved run, run again."""

from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Which
from leadline.cli.scenario import answers, saved
from leadline.cli.scenario.run import both
from leadline.errors import UserError
from leadline.render.text import Name, text
from leadline.simulate.stack import figures, stack

FINDING = 1
"""Exit code where the bytes differ."""


def replay(file: Path, *, which: Which | None = None) -> int:
    """Run a saved run again on the same day of knowledge and compare it byte for byte; exit code 1 where it differs.

    Args:
        file: What `leadline scenario run --save` wrote.
        which: The store; the day of knowledge is the run's own.
    """
    which = which or Which()
    if which.as_of is not None:
        raise UserError("A replay takes its day of knowledge from the saved run. Leave --as-of out.")
    kept = saved.read(file)
    view = which.open().as_of(kept.as_of)
    found, base = both(view, kept.asked)
    answer = answers.whole(found, base, figures(stack(view, base or found)))
    again = saved.content(kept.asked, found.start.evidence, answer)
    if again == kept.content:
        show.line(text("{file}: the same bytes.", file=Name(name=file.name)))
        return 0
    if kept.evidence != list(found.start.evidence):
        show.line(
            text(
                "{file}: other bytes. It rested on {then}; this store and catalogue have {now}.",
                file=Name(name=file.name),
                then=Name(name=", ".join(kept.evidence)),
                now=Name(name=", ".join(found.start.evidence)),
            )
        )
    else:
        show.line(
            text("{file}: other bytes on the same evidence. Compare both with --save.", file=Name(name=file.name))
        )
    return FINDING
