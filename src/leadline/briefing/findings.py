"""The headline findings: one sentence each, with its figure and interval."""

from collections.abc import Callable, Mapping, Sequence

from leadline.briefing import checked, scenarios
from leadline.briefing.document import Block, Paragraph, Points
from leadline.briefing.leads import current
from leadline.briefing.prices import TOKENS, compared
from leadline.errors import NotEnoughData
from leadline.render.sentence import say
from leadline.render.text import Given, Name, Quantity, Text, text
from leadline.store.view import View


def findings(view: View, topics: Sequence[str]) -> list[Block]:
    """Sentences on each topic that has a headline; what is not known on the day is left out."""
    points = [point for name in topics if name in HEADLINES for point in _tried(view, HEADLINES[name])]
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


def _forecast(view: View) -> list[Text]:
    low, high = scenarios.spread(view)
    return [
        say(scenarios.forecast(view)),
        text(
            "By what each side believes, the median of that lead goes from {least} ({its}) to {most} ({other}).",
            least=Quantity(figure=low.lead),
            its=Quantity(figure=low.lead, part="interval"),
            most=Quantity(figure=high.lead),
            other=Quantity(figure=high.lead, part="interval"),
        ),
    ]


def _claims(view: View) -> list[Text]:
    return [checked.headline(view)]


HEADLINES: Mapping[str, Callable[[View], list[Text]]] = {
    "prices": _cost,
    "lead": _leads,
    "scenarios": _forecast,
    "claims": _claims,
}
"""What writes the headlines of a topic, by its name."""
