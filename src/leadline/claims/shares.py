"""Shares of readings as figures, and the median of their values.

Within a facet, one choice of every non-equivalent parameter, the share is the weighted mean over its readings of the
share of draws in which the assertion holds. Over several facets it is the mean of theirs, each counting once, with the
lowest and the highest of them as its range: facets ask different questions, and which is asked more often is no matter.
Readings without a value do not count; a facet that has none with one does not either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from leadline.claims.claim import Claim
from leadline.claims.grid import setting, weights
from leadline.claims.metric import Measured
from leadline.claims.run import Floats, Run
from leadline.model import Arg, Figure, Grade, weakest

METHOD = "claim_share/1"
VALUE_METHOD = "claim_value/1"
ALL = "all readings"

Places = NDArray[np.intp]
"""Of readings."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sums:
    """The readings of a claim with what averages over them need."""

    claim: Claim
    as_of: date
    run: Run
    sample: Mapping[str, Arg]
    """Of how many readings they are a sample, and its seed; empty where they are all."""

    @cached_property
    def all(self) -> Places:
        """Every reading."""
        return np.arange(len(self.run.rows), dtype=np.intp)

    @cached_property
    def weights(self) -> Floats:
        """By reading."""
        return weights(self.claim, self.run.rows)

    @cached_property
    def split(self) -> list[int]:
        """The places of the parameters that facets are made by."""
        return [at for at, one in enumerate(self.claim.parameters) if one.decision == "non-equivalent"]

    @cached_property
    def facet(self) -> Places:
        """By reading: the number of its facet, in the order of the readings."""
        return np.unique(self.run.rows[:, self.split], axis=0, return_inverse=True)[1]

    def members(self) -> list[Places]:
        """The readings of each facet."""
        order = np.argsort(self.facet, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(self.facet[order])) + 1)

    def facet_setting(self, reading: int) -> dict[str, Arg]:
        """The facet of a reading by name."""
        return setting([self.claim.parameters[at] for at in self.split], self.run.rows[reading, self.split])


def share(sums: Sums, held: Floats, readings: Places, *, assertion: str, among: str = ALL) -> Figure | None:
    """In what share of some readings an assertion holds, by what share of draws it holds in each.

    None where none of them has a value.
    """
    found = _by_facet(sums, held, readings)
    if found is None:
        return None
    spread = len(found) > 1
    return figure(
        sums,
        readings,
        method=METHOD,
        args={"claim": sums.claim.id, "assertion": assertion, "among": among},
        value=100 * float(found.mean()),
        ends=(100 * float(found.min()), 100 * float(found.max())) if spread else None,
        unit="%",
    )


def middle(sums: Sums, readings: Places, *, among: str) -> Figure | None:
    """The weighted median of the values of some readings, with the lowest and the highest.

    None where none has a value, or where they are of several units.
    """
    with_value = readings[sums.run.known[readings]]
    measured = (sums.run.found[at] for at in np.unique(sums.run.of[with_value]))
    units = {one.figure.unit for one in measured if isinstance(one, Measured)}
    if len(units) != 1:
        return None
    values = sums.run.values[with_value]
    return figure(
        sums,
        readings,
        method=VALUE_METHOD,
        args={"claim": sums.claim.id, "among": among},
        value=weighted_median(values, sums.weights[with_value]),
        ends=(float(values.min()), float(values.max())),
        unit=units.pop(),
    )


def weighted_median(values: Floats, weight: Floats) -> float:
    """The value below and above which lies no more than half the weight; the mean of two where both are such.

    >>> weighted_median(np.array([4.0, 1.0, 2.0]), np.array([1.0, 1.0, 1.0]))
    2.0
    >>> weighted_median(np.array([1.0, 2.0, 4.0]), np.array([2.0, 1.0, 1.0]))
    1.5
    """
    order = np.argsort(values)
    below = np.cumsum(weight[order]) / weight.sum()
    first, last = np.searchsorted(below, [0.5 - 1e-12, 0.5 + 1e-12], side="left")
    return float((values[order[first]] + values[order[last]]) / 2)


def figure(
    sums: Sums,
    readings: Places,
    *,
    method: str,
    args: dict[str, Arg],
    value: float,
    ends: tuple[float, float] | None,
    unit: str,
) -> Figure:
    """A figure over some readings; those that were dropped are in their number, and in the note."""
    with_value = readings[sums.run.known[readings]]
    grade, evidence = _rests_on(sums, with_value)
    dropped = len(readings) - len(with_value)
    told = ["a sample of {sample_of:,} readings".format(**sums.sample)] if sums.sample else []
    told += [f"{dropped} of {len(readings)} have no value"] if dropped else []
    return Figure(
        metric=method.partition("/")[0],
        args={**args, "readings": len(readings), **sums.sample},
        value=value,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        interval="range" if ends else "none",
        unit=unit,
        as_of=sums.as_of,
        on=sums.as_of,
        method=method,
        grade=grade,
        evidence=evidence,
        note="; ".join(told),
    )


def told(values: dict[str, Arg]) -> str:
    """A setting in a few words.

    >>> told({"pair": "flagship", "cached": 0.5})
    'pair=flagship, cached=0.5'
    """
    return ", ".join(f"{name}={value}" for name, value in values.items()) or ALL


def _by_facet(sums: Sums, held: Floats, readings: Places) -> Floats | None:
    """The share in each facet that has a reading with a value."""
    with_value = readings[sums.run.known[readings] & ~np.isnan(held[readings])]
    if not len(with_value):
        return None
    _, facet = np.unique(sums.facet[with_value], return_inverse=True)
    weight = sums.weights[with_value]
    return np.bincount(facet, weight * held[with_value]) / np.bincount(facet, weight)


def _rests_on(sums: Sums, readings: Places) -> tuple[Grade, tuple[str, ...]]:
    """The weakest grade and all evidence of some readings with a value."""
    measured = (sums.run.found[at] for at in np.unique(sums.run.of[readings]))
    rests = {(one.figure.grade, one.figure.evidence) for one in measured if isinstance(one, Measured)}
    return weakest(*(grade for grade, _ in rests)), tuple(sorted({key for _, keys in rests for key in keys}))
