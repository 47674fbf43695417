"""Robustness of a lead: the same lead under every setting that might have been chosen, side by side.

A row is one variation of `variations.py`; its cells are the leads by the headline and the two standing definitions, and
their differences from the reference. Only the reference and the schemes of resampling have intervals: the others are
central fits, and their spread is what is asked for. A lead that cannot be told under a variation leaves its cell empty,
and the row says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from leadline.capability.index import index, scores_of, selected
from leadline.capability.lead import HEADLINE, STANDING, lead_in
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.variations import Variation, anchored, variations
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure
from leadline.store.view import View

METHOD = "lead_difference/1"
DEFINITIONS = (HEADLINE, *STANDING)
REFERENCE = "reference"


@dataclass(frozen=True, kw_only=True)
class Row:
    """Leads under one variation, one a definition; None where it cannot be told."""

    kind: str
    name: str
    scores: int
    """How many scores the fit rests on."""
    leads: tuple[Figure | None, ...]
    differences: tuple[Figure | None, ...]
    """From the reference; all None in the reference itself."""
    why: str = ""
    """Why a lead cannot be told."""


def robustness(
    view: View,
    leader: str,
    follower: str,
    *,
    on: date | None = None,
    setting: Setting = STANDARD,
    definitions: Sequence[str] = DEFINITIONS,
) -> list[Row]:
    """The lead under the setting and all its variations, the setting itself first.

    Args:
        view: What was known.
        leader: A group, as `lead` takes it.
        follower: The other group.
        on: The day the lead is taken at (default: the day of the view).
        setting: What the variations depart from; its draws stand behind the intervals of the reference and of the
            schemes of resampling.
        definitions: Of a lead.

    Raises:
        NotEnoughData: no lead can be told under the setting itself.
        UserError: the setting is a posterior, which is one of the variations: it has no central fit to vary.
    """
    if setting.scheme == "posterior":
        raise UserError(
            "The posterior is one of the variations, which depart from a central fit: leave out that scheme."
        )
    day, every = on or view.as_of, scores_of(view, setting.source)
    scores = selected(every, setting)
    found, why = _leads(view, setting, (leader, follower), day, definitions)
    if not any(found):
        raise NotEnoughData(why)
    alone: tuple[Figure | None, ...] = (None,) * len(found)
    first = Row(kind=REFERENCE, name=setting.scheme, scores=len(scores), leads=found, differences=alone, why=why)

    def row(variation: Variation) -> Row:
        left = selected(every, variation.setting)
        varied = anchored(left, variation.setting)
        with_draws = varied if variation.kind == "resampling" else replace(varied, draws=0)
        told, reason = _leads(view, with_draws, (leader, follower), day, definitions)
        changes = tuple(_difference(*pair) for pair in zip(told, found, strict=True))
        return Row(
            kind=variation.kind, name=variation.name, scores=len(left), leads=told, differences=changes, why=reason
        )

    return [first, *(row(variation) for variation in variations(scores, setting))]


def _leads(
    view: View, setting: Setting, groups: tuple[str, str], day: date, definitions: Sequence[str]
) -> tuple[tuple[Figure | None, ...], str]:
    """The lead by each definition, and why one cannot be told."""
    reasons: dict[str, None] = {}

    def told(definition: str) -> Figure | None:
        try:
            return lead_in(index(view, setting), *groups, day, definition=definition)
        except NotEnoughData as error:
            reasons[str(error)] = None
            return None

    leads = tuple(told(definition) for definition in definitions)
    return leads, " ".join(reasons)


def _difference(varied: Figure | None, reference: Figure | None) -> Figure | None:
    """How many months longer a lead is than the reference; it has no interval, as both rest on the same scores."""
    if varied is None or reference is None:
        return None
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
