"""The models on which a step lead turns: who holds the follower's level, and who of the leader first reached it.

A lead of one day is the distance between two days of release, one on each side; a policy of dates moves it by moving
these two, or by putting other models in their place.
"""

from dataclasses import dataclass
from datetime import date

from leadline.capability.dates import POLICIES, dated, days_of
from leadline.capability.lead import lead_in
from leadline.capability.ranking import Ranking
from leadline.capability.sides import Side, pair
from leadline.catalog.dates import Kind
from leadline.model import Figure


@dataclass(frozen=True, kw_only=True)
class Turning:
    """A step lead under one policy of dates, and the two models that make it."""

    policy: str
    lead: Figure
    reached: str
    """The model of the group ahead that first reached the level."""
    holder: str
    """The model that holds the frontier of the group behind."""


def under_policies(ranking: Ranking, leader: str, follower: str, on: date) -> list[Turning]:
    """The step lead under every policy, and what it turns on."""
    return [_turning(dated(ranking, policy), policy, leader, follower, on) for policy in POLICIES]


def days_told(ranking: Ranking, names: set[str]) -> dict[str, dict[Kind, date]]:
    """The days of each kind that the catalogue has of some models of a ranking."""
    return {model.name: dict(days_of(ranking, model)) for model in ranking.models if model.name in names}


def _turning(ranking: Ranking, policy: str, leader: str, follower: str, on: date) -> Turning:
    found = lead_in(ranking, leader, follower, on)
    sides = pair(ranking, leader, follower).sides
    behind, ahead = sorted(sides, key=lambda one: one.central.level(on.toordinal()))
    level = behind.central.level(on.toordinal())
    return Turning(policy=policy, lead=found, reached=_first_at(ahead, level), holder=_first_at(behind, level))


def _first_at(one: Side, level: float) -> str:
    """The model with which a side first stood at or above a level."""
    place = int((one.central.values >= level).argmax())
    name: str = one.models[one.central.places[place]].name
    return name
