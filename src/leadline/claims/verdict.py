"""What checking a claim gives: readings, facets, and an outcome from a closed list.

A share of readings is no probability of being right: it says how much hangs on what was meant. Each number is a figure.

| outcome | share of the readings in which the strict assertion holds |
|---|---|
| holds | at least 95 % |
| mostly_holds | at least 67 % |
| depends | more than 33 % |
| mostly_fails | more than 5 % |
| fails | at most 5 % |

and, without such a share: `insufficient_data`, `stale`, `scenario`, `not_checkable`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from leadline.claims.claim import Claim
from leadline.model import Arg, Figure

Outcome = Literal[
    "holds",
    "mostly_holds",
    "depends",
    "mostly_fails",
    "fails",
    "insufficient_data",
    "stale",
    "scenario",
    "not_checkable",
]
Modifier = Literal["direction_holds", "true_when_said", "no_longer", "fragile", "partly_checkable"]


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One choice for each parameter, and what comes of it."""

    setting: Mapping[str, Arg]
    figure: Figure | None
    """None where the view has no value."""
    strict: float
    """The share of draws in which the assertion holds: 0 or 1 where the data are certain; NaN without a value."""
    lenient: float
    direction: float
    weight: float
    missing: str
    """Why there is no value; empty where there is one."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """The readings of one choice for every non-equivalent parameter: within it averages mean something."""

    setting: Mapping[str, Arg]
    readings: int
    dropped: int
    strict: Figure | None
    """Share of the readings in which the assertion holds; None where all were dropped."""
    lenient: Figure | None
    direction: Figure | None
    value: Figure | None
    """The median, with the lowest and the highest value of its readings."""


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """How the share moves with the bound that a vague word sets: `roughly`, `dozens`."""

    parameter: str
    words: str
    points: tuple[tuple[float, Figure], ...]
    """The bound and the share of readings that hold with it, in order."""


@dataclass(frozen=True, kw_only=True)
class Decider:
    """How much hangs on one parameter: shares of readings by its choice."""

    parameter: str
    shares: Mapping[str, Figure]
    """By the choice as text."""
    spread: Figure
    """The largest of the shares less the smallest, in points."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a view says of a claim."""

    claim: Claim
    as_of: date
    outcome: Outcome
    modifiers: tuple[Modifier, ...]
    readings: tuple[Reading, ...]
    sampled: int
    """How many readings there are, where more than were run; else the number that was run."""
    facets: tuple[Facet, ...]
    strict: Figure | None
    """The share over all readings: the mean of the facets, each counting once; None without a value."""
    lenient: Figure | None
    direction: Figure | None
    default: Reading | None
    """The plain reading."""
    flips: tuple[Mapping[str, Arg], ...]
    """The settings nearest to the plain reading, by the number of changed parameters, in which the outcome differs."""
    deciders: tuple[Decider, ...]
    """Parameters, the one on which most hangs first."""
    thresholds: tuple[Threshold, ...]
    evidence: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it."""
        ours = [self.strict, self.lenient, self.direction]
        theirs = [one for facet in self.facets for one in (facet.strict, facet.lenient, facet.direction, facet.value)]
        read = [reading.figure for reading in self.readings]
        return tuple({one.id: one for one in (*ours, *theirs, *read) if one is not None}.values())
