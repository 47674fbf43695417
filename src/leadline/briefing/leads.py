"""The section on the lead: by two definitions, today and over time, and who set the last records."""

from datetime import date

from leadline.briefing.document import Block, Paragraph
from leadline.capability.index import index
from leadline.capability.lead import FIRST, STANDING, history_in, lead
from leadline.capability.records import Record, frontier_on, records
from leadline.model import Figure
from leadline.render.chart import Chart
from leadline.render.lead_charts import lead_history
from leadline.render.notes import told_notes
from leadline.render.sentence import group_name, say
from leadline.render.table import Table, columns
from leadline.render.text import Day, Name, Quantity, Text, joined, text
from leadline.store.view import View
from leadline.units import month_ends

LEADER, FOLLOWER = "US", "CN"
RECENT = 6


def day_of_scores(view: View) -> date:
    """The day that leads are taken at: that of the newest scores, since of later releases nothing is known."""
    return index(view).vintage


def current(view: View) -> list[Figure]:
    """The lead on the day of the newest scores, by each definition."""
    on = day_of_scores(view)
    return [lead(view, LEADER, FOLLOWER, on=on, definition=definition) for definition in STANDING]


def leads_section(view: View) -> list[Block]:
    """Sentences, the history as a chart, the last records as a table."""
    on = day_of_scores(view)
    both = [*current(view), *(frontier_on(view, name, on) for name in (LEADER, FOLLOWER))]
    other = [lead(view, "closed", "open", on=on, definition=definition) for definition in STANDING]
    return [
        Paragraph(text=joined([say(figure) for figure in both], between=" ")),
        Paragraph(text=_reading(view)),
        _chart(view),
        Paragraph(text=joined([say(figure) for figure in other], between=" ")),
        _table([*records(view, LEADER)[-RECENT:], *records(view, FOLLOWER)[-RECENT:]]),
    ]


def _reading(view: View) -> Text:
    notes = told_notes(index(view).note)
    return text(
        "The scores are those of {source}{reservation}. The step lead is the time since the leader stood where the "
        "follower stands now; it grows by a month each month until the follower sets a record. The interpolated lead "
        "draws straight lines between records. A negative lead means that the other side is ahead. A model counts from "
        "the day of its release as this source dates it.",
        source=Name(name=index(view).evidence[0]),
        reservation=text(", {note}", note=joined(notes, between="; ")) if notes else (),
    )


def _chart(view: View) -> Chart:
    days = month_ends(FIRST, day_of_scores(view))
    series = {
        definition.capitalize(): history_in(index(view), LEADER, FOLLOWER, days, definition=definition)
        for definition in reversed(STANDING)
    }
    first = next(iter(series.values()))
    widest = max(first, key=lambda figure: figure.value)
    return lead_history(
        series,
        title=text(
            "{leader} over {follower}: {value} on {day}",
            leader=Name(name="United States", of="country"),
            follower=group_name(FOLLOWER),
            value=Quantity(figure=first[-1]),
            day=Day(day=first[-1].on),
        ),
        subtitle=text(
            "Lead in months as the data of {day} tell it; band: interval of the interpolated lead",
            day=Day(day=day_of_scores(view)),
        ),
        alternative=text(
            "Two lines of the lead over time. The interpolated one was widest on {day} with {value}.",
            day=Day(day=widest.on),
            value=Quantity(figure=widest),
        ),
    )


def _table(found: list[Record]) -> Table:
    return Table(
        title=text("The last records of each side"),
        columns=columns("Released", "Side", "Model"),
        rows=tuple(
            ((Day(day=record.day),), (group_name(record.group),), (Name(name=record.model),))
            for record in sorted(found, key=lambda record: record.day, reverse=True)
        ),
    )
