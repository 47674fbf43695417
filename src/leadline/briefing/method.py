"""Sources and method: who said it, with which interest, how it was computed, and what to be wary of."""

from collections.abc import Sequence

from leadline.briefing.document import Block, Paragraph, Points
from leadline.catalog.indicators import Indicator
from leadline.model import Figure
from leadline.render.attribution import sources_of
from leadline.render.table import Table, columns
from leadline.render.text import Day, Name, Text, text
from leadline.store.view import View


def method(view: View, figures: Sequence[Figure]) -> list[Block]:
    """The limits, the sources behind the figures, and the definitions of what was measured."""
    metrics = dict.fromkeys(figure.metric for figure in figures)
    return [
        Paragraph(text=_limits()),
        _sources(view, figures),
        Points(points=tuple(_definition(view.catalog.indicators[metric], figures) for metric in metrics)),
    ]


def _sources(view: View, figures: Sequence[Figure]) -> Table:
    known = {snapshot.source for snapshot in view.snapshots}
    return Table(
        title=text("Sources"),
        columns=columns("Source", "Newest vintage", "Licence", "Cited as", "Interest in the matter", "Known to be odd"),
        rows=tuple(
            (
                (Name(name=source.name),),
                (Day(day=view.vintage(source.name)),),
                (Name(name=source.licence),),
                (Name(name=source.citation),),
                (Name(name=source.interest, of="source"),),
                (Name(name=source.note, of="source"),),
            )
            for source in sources_of(view.catalog, figures)
            if source.name in known
        ),
    )


def _definition(indicator: Indicator, figures: Sequence[Figure]) -> Text:
    used = next(figure.method for figure in figures if figure.metric == indicator.name)
    return text(
        "{title} ({method}): {definition} Interval: {interval}",
        title=Name(name=indicator.title, of="indicator"),
        method=Name(name=used),
        definition=Name(name=indicator.definition, of="indicator"),
        interval=Name(name=indicator.interval, of="indicator"),
    )


def _limits() -> Text:
    return text(
        "Limits. Prices are those charged for a token; vendors cut text into tokens differently, and models need "
        "different numbers of them for one task. Models that are not released, or not scored, are not seen, so that a "
        "lead between released models is not one between laboratories. Scores of fresh models come late, and later "
        "for some countries than for others. A model's country is that of its organisation's headquarters."
    )
