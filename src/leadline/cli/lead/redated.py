"""`leadline lead redated`: the models that the newest vintage dates differently."""

from leadline.capability.revision import Redated
from leadline.capability.revision import redated as redated_of
from leadline.capability.vintages import Vintage, newest, vintages
from leadline.cli import show
from leadline.cli.options import Output, Which
from leadline.errors import NotEnoughData
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Text, text
from leadline.store.view import View


def redated(*, which: Which | None = None, output: Output | None = None) -> None:
    """The models that the newest vintage of the scores dates differently than the vintage before it.

    Args:
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    before, after = _last_two(view)
    found, shared = redated_of(before, after)
    rows: list[Record] = [
        {
            "model": one.model.name,
            "country": one.model.country,
            "before": str(one.before),
            "after": str(one.after),
            "days": one.days,
            "vintages": f"{before.key} {after.key}",
        }
        for one in found
    ]
    if output.json:
        show.as_json(answer(view.as_of, after.day, rows=rows))
    elif output.csv:
        show.as_csv(rows)
    else:
        show.table(_table(view, before, after, found, shared))


def _last_two(view: View) -> tuple[Vintage, Vintage]:
    last = newest(view)
    own = [vintage for vintage in vintages(view) if vintage.source == last.source]
    if len(own) < 2:
        raise NotEnoughData(f"Only one vintage of {last.source} was known on {view.as_of}: ask for a later day.")
    return own[-2], own[-1]


def _table(view: View, before: Vintage, after: Vintage, found: list[Redated], shared: int) -> Table:
    def days(one: Redated) -> Text:
        return (Count(number=one.days, evidence=after.key),)

    return Table(
        title=text(
            "{count} of {shared} shared models are dated differently by {after} than by {before}",
            count=Count(number=len(found), evidence=after.key),
            shared=Count(number=shared, evidence=after.key),
            after=Name(name=after.key),
            before=Name(name=before.key),
        ),
        columns=(
            Column(heading="Model"),
            Column(heading="Country"),
            Column(heading="Before"),
            Column(heading="After"),
            Column(heading="Days", align="right"),
        ),
        rows=tuple(
            (
                (Name(name=one.model.name),),
                (Name(name=one.model.country or "unknown"),),
                (Day(day=one.before),),
                (Day(day=one.after),),
                days(one),
            )
            for one in found
        ),
        notes=(
            text(
                "Days: by how many the release was moved, later being positive. What it does to a lead: leadline lead "
                "vintages."
            ),
            text("Source: {name}.", name=Name(name=view.catalog.source(after.source).citation)),
        ),
    )
