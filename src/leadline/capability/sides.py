"""The two sides of a lead: which models of a ranking stand on each, their frontiers, and those of every draw."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from leadline.capability.frontier import Frontier, frontier
from leadline.capability.groups import Group, group
from leadline.capability.ranking import Ranking, ScoredModel
from leadline.errors import NotEnoughData, UserError

MOST_LISTED = 12
"""Names in an error: the largest groups tell a reader what there is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Side:
    """The models of a ranking that belong to a group and have a day of release."""

    ranking: Ranking
    group: Group
    places: NDArray[np.intp]
    """Which models of the ranking they are, shape (N,)."""
    days: NDArray[np.int64]
    """The day of release of each, as a proleptic ordinal, shape (N,)."""

    @property
    def models(self) -> list[ScoredModel]:
        """The models themselves."""
        return [self.ranking.models[place] for place in self.places]

    @cached_property
    def central(self) -> Frontier:
        """The frontier by the central values."""
        return self.frontier(self.ranking.values)

    @cached_property
    def drawn(self) -> list[Frontier]:
        """The frontier of each draw."""
        return [self.frontier(draw) for draw in self.ranking.draws]

    def frontier(self, values: NDArray[np.float64]) -> Frontier:
        """The frontier by some values of all models of the ranking, shape (M,)."""
        return frontier(self.days, values[self.places])

    @property
    def assumed(self) -> bool:
        """Whether membership rests on access that no source states."""
        return self.group.by_access and any(model.access_assumed for model in self.models)

    def require(self, day: int, on: object) -> None:
        """Raise NotEnoughData, with the groups that there are, where no model was released by the day."""
        if not (self.days <= day).any():
            raise NotEnoughData(
                f"No scored model of {self.group.name} was released by {on}, as known on {self.ranking.view.as_of} "
                f"by {self.ranking.name}. There are models of: {', '.join(_largest(self.ranking, self.group))}."
            )


@dataclass(frozen=True, kw_only=True, eq=False)
class Pair:
    """A leader and a follower in one ranking."""

    leader: Side
    follower: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """Leader and follower."""
        return self.leader, self.follower

    @property
    def shared(self) -> int:
        """How many models belong to both."""
        return len(set(self.leader.places) & set(self.follower.places))


def side(ranking: Ranking, name: str) -> Side:
    """The models of a group, in the order of the ranking; there may be none."""
    which = group(ranking.view.catalog, name, [model.name for model in ranking.models])
    held = [(place, m.released) for place, m in enumerate(ranking.models) if which.holds(m) and m.released]
    days = np.array([released.toordinal() for _, released in held], dtype=np.int64)
    return Side(ranking=ranking, group=which, places=np.array([place for place, _ in held], dtype=np.intp), days=days)


@lru_cache(maxsize=64)
def pair(ranking: Ranking, leader: str, follower: str) -> Pair:
    """Two groups of a ranking, their frontiers made once.

    Raises:
        UnknownName: no table knows a group.
        UserError: both names mean the same group.
    """
    found = Pair(leader=side(ranking, leader), follower=side(ranking, follower))
    if found.leader.group == found.follower.group:
        raise UserError(
            f"Both groups are {found.leader.group.name}: a group has no lead over itself. Name two groups, such as "
            "US and CN, or US and non-US."
        )
    return found


def _largest(ranking: Ranking, which: Group) -> list[str]:
    """The groups of the same kind with the most scored models."""
    while which.parts:
        which = which.parts[0]
    kind = which.kind if which.kind in ("country", "organisation", "access") else "organisation"
    held = Counter(getattr(model, kind) for model in ranking.models if getattr(model, kind))
    return [name for name, _ in held.most_common(MOST_LISTED)]
