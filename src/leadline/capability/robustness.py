"""Robustness of a lead: the same lead under every setting that might have been chosen, side by side.

A row is one variation of `variations.py`; its cells are the leads by two definitions and their differences from the
reference. Only the reference and the schemes of resampling have intervals: the others are central fits, and their
spread is what is asked for. A variation under which the lead cannot be told stays in the table with the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from leadline.capability.index import index, scores_of, selected
from leadline.capability.lead import lead_in
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.variations import Variation, anchored, variations
from leadline.errors import UserError
from leadline.model import Figure
from leadline.store.view import View

METHOD = "lead_difference/1"
DEFINITIONS = ("step", "interpolated")
REFERENCE = "reference"
DRAWS = 100
"""Of the reference and of each scheme of resampling."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A lead under one variation."""

    kind: str
    name: str
    scores: int
    """How many scores the fit rests on."""
    leads: tuple[Figure, ...] = ()
    """One a definition; none where the lead cannot be told."""
    differences: tuple[Figure, ...] = ()
    """From the reference, one a definition."""
    why: str = ""
    """Why the lead cannot be told."""


def robustness(
    view: View,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    setting: Setting = STANDARD,
    draws: int = DRAWS,
    definitions: Sequence[str] = DEFINITIONS,
) -> list[Row]:
    """The lead under the setting and all its variations, the setting itself first.

    Args:
        view: What was known.
        leader: A group, as `lead` takes it.
        follower: The other group.
        on: The day the lead is taken at (default: the day of the view).
        setting: What the variations depart from.
        draws: Behind the intervals of the reference and of the schemes of resampling.
        definitions: Of a lead.

    Raises:
        NotEnoughData: the lead cannot be told under the setting itself.
    """
    day, scores = on or view.as_of, selected(scores_of(view), setting)
    reference = replace(setting, draws=draws)

    def leads(varied: Setting) -> tuple[Figure, ...]:
        ranking = index(view, varied)
        return tuple(lead_in(ranking, leader, follower, day, definition=name) for name in definitions)

    first = Row(kind=REFERENCE, name=reference.scheme, scores=len(scores), leads=leads(reference))

    def row(variation: Variation) -> Row:
        left = selected(scores, variation.setting)
        varied = anchored(left, variation.setting)
        if variation.kind != "resampling":
            varied = replace(varied, draws=0)
        try:
            found = leads(varied)
        except UserError as error:
            return Row(kind=variation.kind, name=variation.name, scores=len(left), why=str(error))
        pairs = zip(found, first.leads, strict=True)
        differences = tuple(_difference(*pair) for pair in pairs)
        return Row(kind=variation.kind, name=variation.name, scores=len(left), leads=found, differences=differences)

    return [first, *(row(variation) for variation in variations(scores, reference))]


def _difference(varied: Figure, reference: Figure) -> Figure:
    """How many months longer a lead is than the reference; it has no interval, as both rest on the same scores."""
    return Figure(
        metric="lead_difference",
        args={**varied.args, "from": reference.id},
        value=varied.value - reference.value,
        unit="months",
        as_of=varied.as_of,
        on=varied.on,
        method=METHOD,
        grade=varied.grade,
        evidence=varied.evidence,
        bound=varied.bound if varied.bound == reference.bound else "exact",
    )
