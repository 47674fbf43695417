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

from collections import Counter
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
HELD: tuple[Outcome, ...] = ("holds", "mostly_holds")
FAILED: tuple[Outcome, ...] = ("fails", "mostly_fails")
Modifier = Literal["direction_holds", "true_when_said", "no_longer", "fragile", "partly_checkable"]
Asserted = Literal["strict", "lenient", "direction"]
"""The assertions of a claim, by the names that they have in figures."""


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
    modifiers: tuple[Modifier, ...] = ()
    readings: tuple[Reading, ...] = ()
    sampled: int = 0
    """How many readings there are, where more than were run; else the number that was run."""
    facets: tuple[Facet, ...] = ()
    strict: Figure | None = None
    """The share over all readings: the mean of the facets, each counting once; None without a value."""
    lenient: Figure | None = None
    direction: Figure | None = None
    default: Reading | None = None
    """The plain reading; None where a constraint excludes it."""
    flips: tuple[Mapping[str, Arg], ...] = ()
    """The settings nearest to the plain reading, by the number of changed parameters, in which the outcome differs."""
    deciders: tuple[Decider, ...] = ()
    """Parameters, the one on which most hangs first."""
    thresholds: tuple[Threshold, ...] = ()
    above: tuple[tuple[float, Figure], ...] = ()
    """A bound, and the share of readings whose value lies above it, in order: from nearly all readings to none."""
    evidence: tuple[str, ...] = ()

    @property
    def changes(self) -> int | None:
        """How many parameters must change for the plain reading to have the other outcome; None where nothing does."""
        if self.default is None or not self.flips:
            return None
        return sum(self.default.setting[name] != value for name, value in self.flips[0].items())

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it."""
        shares = [self.strict, self.lenient, self.direction]
        shares += [one for facet in self.facets for one in (facet.strict, facet.lenient, facet.direction, facet.value)]
        shares += [one for decider in self.deciders for one in (decider.spread, *decider.shares.values())]
        shares += [one for _, one in (*(point for curve in self.thresholds for point in curve.points), *self.above)]
        read = [reading.figure for reading in (*self.readings, *([self.default] if self.default else []))]
        return tuple({one.id: one for one in (*shares, *read) if one is not None}.values())

    @property
    def run(self) -> int:
        """How many readings were run: goes with every share, which says nothing without it."""
        return len(self.readings)

    @property
    def missing(self) -> Mapping[str, int]:
        """How many readings have no value, by the reason, the most frequent first."""
        return dict(Counter(reading.missing for reading in self.readings if reading.missing).most_common())
