"""Vintages of the index: the lead of one day as each vintage of the scores tells it.

A vintage is what one source said on one day: the scores as they stood then, and the days of release as it dated them
then. Published files and captures that a third party rebuilt are different sources with different models, so that every
vintage carries its source and only vintages of one source are compared.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from leadline.capability.definitions import Definition
from leadline.capability.index import SOURCES, Index, index, source_of
from leadline.capability.lead import lead_in
from leadline.capability.setting import STANDARD, Setting
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.store.view import View

DRAWS = 60
"""Refits of each vintage, fewer than of one lead, to be quick over many vintages. A step lead takes few values, so that
an end of its interval can move by two months from seed to seed, with more refits too: the lower end of US over CN on
2025-12-31 is 4.8 to 6.7 by 4 seeds."""
SETTLED = timedelta(days=60)
"""How much younger than a day a vintage must be to tell its truth: until then new models of that day are scored."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Vintage:
    """What one source said on one day."""

    source: str
    day: date
    view: View
    """The view of that day."""

    @property
    def key(self) -> str:
        """Source and day in one word."""
        return f"{self.source}@{self.day}"

    @property
    def rebuilt(self) -> bool:
        """Whether it is a capture that a third party rebuilt."""
        return self.source != SOURCES[0]

    @cached_property
    def models(self) -> frozenset[str]:
        """The models that it scores, as the source writes them."""
        sql = "SELECT DISTINCT model FROM score WHERE source = $source AND scale = 'share'"
        return frozenset(str(name) for (name,) in self.view.query(sql, source=self.source))

    def index(self, draws: int = DRAWS) -> Index:
        """The index by this vintage; its figures name the source where the view itself would have taken another."""
        usual = source_of(self.view) == self.source
        return index(self.view, STANDARD if usual else Setting(source=self.source), draws=draws)


def central_draws(which: Definition) -> int:
    """The refits that a lead needs of which only the central value is asked: none, but where ties are told by them."""
    return DRAWS if which.ties else 0


@lru_cache(maxsize=64)
def vintages(view: View) -> tuple[Vintage, ...]:
    """Every vintage of the scores that a view knows, oldest first.

    Raises NotEnoughData where there is none.
    """
    found = [
        Vintage(source=source, day=day, view=view.earlier(day)) for source in SOURCES for day in view.history(source)
    ]
    if not found:
        source_of(view)  # says what is missing
    return tuple(sorted(found, key=lambda vintage: (vintage.day, vintage.source)))


def newest(view: View) -> Vintage:
    """The vintage that the view's own index rests on."""
    source = source_of(view)
    return [vintage for vintage in vintages(view) if vintage.source == source][-1]


def leads_by_vintage(
    view: View, leader: str, follower: str, on: date, *, definition: str = "step", draws: int = DRAWS
) -> dict[Vintage, Figure]:
    """The lead on a day as each vintage from that day on tells it, oldest first.

    A vintage in which a group has no model by the day, or the definition nothing to go by, is left out. Raises
    NotEnoughData where none is left.
    """
    known = vintages(view)
    told = [(one, _lead(one, leader, follower, on, definition, draws)) for one in known if one.day >= on]
    found = {one: figure for one, figure in told if figure}
    if not found:
        days = ", ".join(str(one.day) for one in known)
        raise NotEnoughData(
            f"No vintage tells the lead of {leader} over {follower} on {on}; there are those of {days}."
        )
    return found


def _lead(vintage: Vintage, leader: str, follower: str, on: date, definition: str, draws: int) -> Figure | None:
    try:
        return lead_in(vintage.index(draws), leader, follower, on, definition=definition)
    except NotEnoughData:
        return None
