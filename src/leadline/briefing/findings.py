"""The headline findings: one sentence each, with its figure and interval."""

from collections.abc import Callable

from leadline.briefing.document import Block, Paragraph, Points
from leadline.briefing.leads import current
from leadline.briefing.prices import TOKENS, compared
from leadline.errors import NotEnoughData
from leadline.render.sentence import say
from leadline.render.text import Given, Name, Quantity, Text, text
from leadline.store.view import View


def findings(view: View) -> list[Block]:
    """A sentence on cost and one on each definition of the lead; what is not known on the day is left out."""
    points = [point for write in (_cost, _leads) for point in _tried(view, write)]
    return [Points(points=tuple(points))] if points else [Paragraph(text=text("Nothing was known on this day."))]


def _tried(view: View, write: Callable[[View], list[Text]]) -> list[Text]:
    try:
        return write(view)
    except NotEnoughData:
        return []


def _cost(view: View) -> list[Text]:
    points = []
    for mix, found in compared(view).items():
        dear, cheap = found[0], found[-1]
        assert dear.ratio is not None, "the rule admits no free offer"
        points.append(
            text(
                "{tokens}, {mix}: {high} on {dear}, {low} on {cheap}, {times} apart.",
                tokens=Given(number=TOKENS, unit="tokens"),
                mix=Name(name={"output": "all output", "3:1": "three in for one out"}[mix], of="term"),
                high=Quantity(figure=dear.cost),
                dear=Name(name=dear.offer.id),
                low=Quantity(figure=cheap.cost),
                cheap=Name(name=cheap.offer.id),
                times=Quantity(figure=dear.ratio),
            )
        )
    return points


def _leads(view: View) -> list[Text]:
    return [say(figure) for figure in current(view)]
