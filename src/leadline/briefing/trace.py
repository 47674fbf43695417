"""One figure, again: the section that has it is made anew, and whether it still says the same.

A figure is found by its id, which is a digest of what it is of, when, and by which method: a figure by another method
has another id, so that one that a newer method replaced is found no more, and its successor is told.
"""

from dataclasses import dataclass
from datetime import date

from leadline.briefing.compose import SINCE, TOPICS, sections
from leadline.briefing.differences import key
from leadline.briefing.document import figures_in
from leadline.model import Figure
from leadline.render.record import record
from leadline.store.view import View

FIRST = {"claim": "claims", "scenario": "scenarios", "stack": "stack", "cost": "prices", "lead": "lead"}
"""Where figures of a metric are looked for first, by the beginning of its name; they may stand elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """A figure as it was told, and as it comes out now."""

    told: Figure | None
    """None where no edition was named."""
    now: Figure | None
    """None where the briefing of the day has it no more."""

    @property
    def same(self) -> bool:
        """Whether value, ends and evidence are the same; of a figure that was not told before, whether it is found."""
        if self.told is None or self.now is None:
            return self.told is None and self.now is not None
        return record(self.told) == record(self.now)


def trace(view: View, asked: str, since: date | None = None, told: Figure | None = None) -> Trace:
    """The figure of an id, made anew from a view; where its method has changed, what took its place."""
    successor = None
    for name in _order(asked):
        told_of = sections(view, name, since or view.as_of - SINCE)
        for figure in figures_in(block for one in told_of for block in one.blocks):
            if figure.id == asked:
                return Trace(told=told, now=figure)
            if told is not None and (key(figure), figure.on) == (key(told), told.on):
                successor = figure
    return Trace(told=told, now=successor)


def _order(asked: str) -> list[str]:
    first = [topic for beginning, topic in FIRST.items() if asked.startswith(beginning)]
    return list(dict.fromkeys([*first, *TOPICS]))
