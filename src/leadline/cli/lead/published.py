"""`leadline lead published`: leads that others published, beside ours by the same definition for the same day."""

from leadline.capability.translation import translations
from leadline.catalog.published import load
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import NotEnoughData
from leadline.render.published_leads import row, table
from leadline.render.record import answer


def published(*, which: Which | None = None, output: Output | None = None) -> None:
    """Leads that others published, beside ours by the same definition for the same day, then and now.

    Args:
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    found = translations(view)
    if not found:
        first = min(one.published for one in load())
        raise NotEnoughData(f"No lead of the list was published by {view.as_of}; the first is of {first}.")
    figures = [figure for one in found for figure in (one.then, one.now) if figure]
    if output.json:
        show.as_json(answer(view.as_of, view.as_of, figures, [row(one) for one in found]))
    elif output.csv:
        show.as_csv([row(one) for one in found])
    else:
        show.table(table(found))
        show.line(show.attribution(view.catalog, figures))
