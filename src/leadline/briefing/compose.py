"""From a view to a briefing: what it costs, who leads, what changed, on what it all rests.

A section whose source was not yet known on the day says so, and the rest appears.
"""

from collections.abc import Callable
from datetime import date, timedelta

from leadline.briefing.appendix import appendix
from leadline.briefing.changed import changed
from leadline.briefing.document import Block, Document, Paragraph, Section
from leadline.briefing.findings import findings
from leadline.briefing.leads import leads_section
from leadline.briefing.method import method
from leadline.briefing.prices import prices_section
from leadline.errors import NotEnoughData
from leadline.render.text import Day, Name, Text, text
from leadline.store.view import View

SINCE = timedelta(days=90)


def brief(view: View, since: date | None = None) -> Document:
    """The briefing of a view; changes are told since another day (default: 90 days before).

    Raises NotEnoughData where nothing that it tells of was known yet.
    """
    if not view.sources("score"):
        view.require("rate")
    before = since or view.as_of - SINCE
    parts: list[tuple[str, Text, Callable[[], list[Block]]]] = [
        ("findings", text("In short"), lambda: findings(view)),
        ("prices", text("What it costs"), lambda: prices_section(view)),
        ("lead", text("Who leads, and by how much"), lambda: leads_section(view)),
        ("changes", text("What changed"), lambda: changed(view, before)),
    ]
    sections = [_section(*part) for part in parts]
    body = Document(
        title=text("Leadline briefing"),
        standfirst=text(
            "What was known on {day}. Every number leads to its evidence; every contested choice is named.",
            day=Day(day=view.as_of),
        ),
        as_of=view.as_of,
        sections=tuple(sections),
    )
    ends = (
        Section(id="method", heading=text("Sources and method"), blocks=tuple(method(view, body.figures))),
        Section(id="appendix", heading=text("Every figure"), blocks=tuple(appendix(body.figures))),
    )
    return Document(title=body.title, standfirst=body.standfirst, as_of=body.as_of, sections=(*sections, *ends))


def _section(name: str, heading: Text, write: Callable[[], list[Block]]) -> Section:
    """A section, or the reason for which it cannot be written on this day."""
    try:
        blocks = write()
    except NotEnoughData as error:
        blocks = [Paragraph(text=text("This section is missing. {reason}", reason=Name(name=str(error))))]
    return Section(id=name, heading=heading, blocks=tuple(blocks))
