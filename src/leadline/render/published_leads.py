"""Published leads beside ours, as a table and as rows: for the command and for the page that is written from it."""

from collections.abc import Sequence

from leadline.capability.translation import Translation
from leadline.catalog.published import PublishedLead
from leadline.model import Figure
from leadline.render.record import Record
from leadline.render.table import Column, Table
from leadline.render.text import Day, Given, Name, Quantity, Text, text


def row(one: Translation) -> Record:
    """One line for JSON and CSV."""
    said = one.published
    return {
        "publisher": said.publisher,
        "title": said.title,
        "published": said.published.isoformat(),
        "months": said.value,
        "low": said.low,
        "high": said.high,
        "states": said.states,
        "nearest": said.nearest,
        **_cells("then", one.then),
        **_cells("now", one.now),
        "reason": one.reason,
        "url": said.url,
        "then_id": one.then.id if one.then else "",
        "now_id": one.now.id if one.now else "",
    }


def _cells(when: str, figure: Figure | None) -> Record:
    names = ("value", "low", "high", "bound")
    told = {f"{when}_{name}": getattr(figure, name) if figure else None for name in names}
    return {when if name == f"{when}_value" else name: cell for name, cell in told.items()}


def table(found: Sequence[Translation]) -> Table:
    """What was published, what it means in our words, and what we find."""
    return Table(
        title=text("Published leads beside ours by the nearest definition, for the same day"),
        columns=(
            Column(heading="Publisher"),
            Column(heading="What"),
            Column(heading="On"),
            Column(heading="Published", align="right"),
            Column(heading="Nearest of ours"),
            Column(heading="As known then", align="right"),
            Column(heading="As known now", align="right"),
        ),
        rows=tuple(
            (
                (Name(name=one.published.publisher),),
                (Name(name=one.published.title),),
                (Day(day=one.published.published),),
                _said(one.published),
                (Name(name=one.published.nearest),),
                _ours(one.then),
                _ours(one.now),
            )
            for one in found
        ),
    )


def _said(one: PublishedLead) -> Text:
    value = Given(number=one.value, unit="months")
    if one.low is None or one.high is None:
        return (value,)
    low, high = Given(number=one.low), Given(number=one.high)
    return text("{value} ({range} {low} to {high})", value=value, range=Name(name=one.range), low=low, high=high)


def _ours(figure: Figure | None) -> Text:
    if figure is None:
        return text("not scored")
    return text("{value} ({ends})", value=Quantity(figure=figure), ends=Quantity(figure=figure, part="ends"))
