"""Published leads beside ours by the same definition, for the same day: what is left is data, dates and benchmarks.

Each is computed twice: as the data known on the day of publication tell it, or on the first day from which any are kept
if that is later, and as the data of the view tell it now.
"""

from dataclasses import dataclass
from datetime import date

from leadline.capability.index import SOURCES, index
from leadline.capability.lead import lead_in
from leadline.catalog.published import PublishedLead, load
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.store.view import View
from leadline.units import months


@dataclass(frozen=True, kw_only=True)
class Translation:
    """One published lead, and ours."""

    published: PublishedLead
    then: Figure | None
    """From what was known on the day of publication."""
    now: Figure | None
    """From what the view knows."""
    reason: str = ""
    """Why one of them cannot be told."""


def translations(view: View) -> list[Translation]:
    """Every lead that was published by the day of the view."""
    return [_translation(view, one) for one in load() if one.published <= view.as_of]


def _translation(view: View, one: PublishedLead) -> Translation:
    first = min(day for source in SOURCES for day in view.history(source))
    told: list[Figure | None] = []
    reasons = []
    for known in (max(one.published, first), view.as_of):
        try:
            told.append(_ours(view.earlier(known), one))
        except NotEnoughData as error:
            told.append(None)
            reasons.append(str(error))
    return Translation(published=one, then=told[0], now=told[1], reason=" ".join(reasons))


def _ours(view: View, one: PublishedLead) -> Figure:
    window = _window(one.since, one.published)
    return lead_in(index(view), one.leader, one.follower, one.published, definition=one.definition, window=window)


def _window(since: date | None, until: date) -> int | None:
    return None if since is None else round(months((until - since).days))
