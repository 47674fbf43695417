"""The section on what changed between two views."""

from datetime import date

from leadline.briefing.document import Block, Paragraph, Points
from leadline.briefing.leads import FOLLOWER, LEADER, current
from leadline.capability.lead import lead
from leadline.capability.records import Record
from leadline.changes import PriceChange, new_offers, new_records, price_changes
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.render.sentence import group_name, say
from leadline.render.table import Table, columns
from leadline.render.text import Count, Day, Name, Quantity, Text, joined, text
from leadline.store.view import View

MOST = 12
"""Price changes that are shown; the command line lists all."""


def changed(view: View, since: date) -> list[Block]:
    """The lead then and now, new records, price changes and new offers since a day."""
    earlier = view.earlier(since)
    return [
        Paragraph(text=text("Against what was known on {day}.", day=Day(day=since))),
        *_lead(earlier, view),
        *_prices(earlier, view),
    ]


def _lead(earlier: View, later: View) -> list[Block]:
    try:
        found = new_records(earlier, later, (LEADER, FOLLOWER))
        before, after = current(earlier)[0], current(later)[0]
        # The same day in both views: what differs is what was learned, not the passing of time.
        revised = lead(later, LEADER, FOLLOWER, on=before.on)
    except NotEnoughData as error:
        return [Paragraph(text=text("No comparison of leads: {reason}", reason=Name(name=str(error))))]
    points = [
        say(after),
        text("As known then, {sentence}", sentence=_that_lead(before)),
        text("As known now, {sentence}", sentence=_that_lead(revised)),
        *map(_record, found),
    ]
    return [Points(points=tuple(points))]


def _that_lead(figure: Figure) -> Text:
    return text(
        "that lead was {value} on {day}{interval}.",
        value=Quantity(figure=figure),
        day=Day(day=figure.on),
        interval=text(" ({interval})", interval=Quantity(figure=figure, part="interval")),
    )


def _record(record: Record) -> Text:
    return text(
        "{model} set a record of {group} on {day}.",
        model=Name(name=record.model),
        group=group_name(record.group),
        day=Day(day=record.day),
    )


def _prices(earlier: View, later: View) -> list[Block]:
    try:
        changes, new = price_changes(earlier, later), new_offers(earlier, later)
    except NotEnoughData as error:
        return [Paragraph(text=text("No comparison of prices: {reason}", reason=Name(name=str(error))))]
    unmoved = earlier.evidence(*earlier.sources("rate")) == later.evidence(*later.sources("rate"))
    if unmoved and not changes:
        return [Paragraph(text=text("No newer price list was known: {keys} stands.", keys=_keys(later)))]
    count = Count(number=len(changes), evidence=" ".join(later.evidence(*later.sources("rate"))))
    came = Count(number=len(new), evidence=count.evidence)
    summary = text(
        "{count} base prices of makers' own offers changed, and {new} offers are new.", count=count, new=came
    )
    return [Paragraph(text=summary), *([_table(changes[:MOST])] if changes else [])]


def _keys(view: View) -> Text:
    names: list[Text] = [(Name(name=key),) for key in view.evidence(*view.sources("rate"))]
    return joined(names)


def _table(changes: list[PriceChange]) -> Table:
    return Table(
        title=text("Largest price changes, US dollars for a million tokens"),
        columns=columns("Offer", "Meter", "Before", "Now", right=["Before", "Now"]),
        rows=tuple(
            (
                (Name(name=change.offer.id),),
                (Name(name=change.meter, of="term"),),
                (Quantity(figure=change.before),),
                (Quantity(figure=change.after),),
            )
            for change in changes
        ),
    )
