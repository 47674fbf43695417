"""From a view to a briefing: what it costs, who leads, what stands beneath, what may come, what was said, what changed.

A section whose source was not yet known on the day says so, and the rest appears. Topics can be chosen; the findings
are those of the chosen ones, and sources, method and appendix those of their figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from leadline.briefing.appendix import appendix
from leadline.briefing.changed import changed
from leadline.briefing.checked import all_claims, claims_section
from leadline.briefing.document import Block, Document, Paragraph, Section
from leadline.briefing.findings import findings
from leadline.briefing.leads import leads_section
from leadline.briefing.method import method
from leadline.briefing.prices import prices_section
from leadline.briefing.scenarios import scenarios_section
from leadline.briefing.stack import stack_section
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.render.text import Day, Name, Text, text
from leadline.simulate.ensemble import TARGET
from leadline.store.view import View

SINCE = timedelta(days=90)
TABLES = ("rate", "score", "model", "observation")
"""What figures are made of."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A section that can be chosen: its heading, and what writes it from a view and the day changes are told since."""

    heading: Text
    write: Callable[[View, date], list[Block]]
    annex: Callable[[View], Section] | None = None
    """What writes the rest of it, which stands in the annex."""


TOPICS: Mapping[str, Topic] = {
    "prices": Topic(heading=text("What it costs"), write=lambda view, _: prices_section(view)),
    "lead": Topic(heading=text("Who leads, and by how much"), write=lambda view, _: leads_section(view)),
    "stack": Topic(heading=text("What stands beneath"), write=lambda view, _: stack_section(view)),
    "scenarios": Topic(
        heading=text("What could change it by {year}", year=Name(name=str(TARGET))),
        write=lambda view, _: scenarios_section(view),
    ),
    "claims": Topic(heading=text("Claims checked"), write=lambda view, _: claims_section(view), annex=all_claims),
    "changes": Topic(heading=text("What changed"), write=changed),
}
"""By name, in their order."""


def brief(view: View, since: date | None = None, topics: Sequence[str] = tuple(TOPICS)) -> Document:
    """The briefing of a view.

    Args:
        view: What was known.
        since: The day since which changes are told (default: 90 days before the view's).
        topics: Names of TOPICS; the sections keep the order of these.

    Raises NotEnoughData where nothing that it tells of was known yet.
    """
    chosen = known_topics(topics)
    if not view.sources("score"):
        view.require("rate")
    before = since or view.as_of - SINCE
    told = [one for name in chosen for one in sections(view, name, before)]
    body = Document(
        title=text("Leadline briefing"),
        standfirst=text(
            "What was known on {day}. Every number leads to its evidence; every contested choice is named.",
            day=Day(day=view.as_of),
        ),
        as_of=view.as_of,
        since=before,
        evidence=evidence(view),
        sections=(
            Section(id="findings", heading=text("In short"), blocks=tuple(findings(view, chosen))),
            *sorted(told, key=lambda one: one.annex),
        ),
    )
    ends = (
        Section(id="method", heading=text("Sources and method"), blocks=tuple(method(view, body.figures)), annex=True),
        Section(id="appendix", heading=text("Every figure"), blocks=tuple(appendix(body.figures)), annex=True),
    )
    return replace(body, sections=(*body.sections, *ends))


def evidence(view: View) -> tuple[str, ...]:
    """Keys of the snapshots that a briefing may tell of, and of the catalogue: where they stand still, so does it."""
    return view.evidence(*(source for table in TABLES for source in view.sources(table)))


def known_topics(names: Sequence[str]) -> list[str]:
    """Topics, each once, in the order of the briefing.

    >>> known_topics(["lead", "prices", "lead"])
    ['prices', 'lead']
    """
    for name in names:
        if name not in TOPICS:
            raise UnknownName("topic", name, TOPICS, f"There are {', '.join(TOPICS)}.")
    if not names:
        raise UserError(f"Expected a topic, found none. Ask for some of {', '.join(TOPICS)}.")
    return [name for name in TOPICS if name in names]


def sections(view: View, name: str, since: date) -> list[Section]:
    """The section of a topic and what of it stands in the annex, or why it cannot be written on this day."""
    topic = TOPICS[name]
    try:
        blocks = topic.write(view, since)
        rest = [topic.annex(view)] if topic.annex else []
    except NotEnoughData as error:
        blocks = [Paragraph(text=text("This section is missing. {reason}", reason=Name(name=str(error))))]
        rest = []
    return [Section(id=name, heading=topic.heading, blocks=tuple(blocks)), *rest]
