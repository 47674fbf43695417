"""What a verdict hangs on: the parameter that decides, the changes that flip the plain reading, the bounds of words.

- *Decider*: for each parameter the share of readings by its choice, averaged as all shares are; what hangs on it is the
  largest less the smallest, in points.
- *Flip*: a reading with the other outcome (a reading holds where half its draws or more do) that differs from the plain
  one in as few parameters as any. Of a sample, the plain reading's own neighbours are run beside it.
- *Threshold*: a numeric parameter that stands in assertions alone is a bound that a word leaves open.
- *Above*: the share of readings whose value lies above a bound, at the values that readings have.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from leadline.claims.claim import Claim, Parameter
from leadline.claims.grid import Rows, setting
from leadline.claims.metric import Metric
from leadline.claims.run import Floats, Run, exceeding
from leadline.claims.shares import Places, Sums, figure, share, told
from leadline.claims.verdict import Decider, Threshold
from leadline.model import Arg, Figure

SPREAD_METHOD = "claim_spread/1"
MOST_FLIPS = 24
"""Settings that are told; more of them say no more."""
BOUNDS = 41
"""Of the curve of values, at most."""


def deciders(sums: Sums) -> tuple[Decider, ...]:
    """Every parameter of which more than nothing is known, the one on which most hangs first, equals by name."""
    found = [one for at in range(len(sums.claim.parameters)) for one in _decider(sums, at)]
    return tuple(sorted(found, key=lambda one: (-round(one.spread.value, 9), one.parameter)))


def flips(run: Run, plain: Rows, claim: Claim) -> tuple[Mapping[str, Arg], ...]:
    """The settings nearest to the plain reading in which the outcome is the other one, in the order of the readings."""
    held = run.held["strict"]
    own = held[(run.rows == plain).all(axis=1)]
    if not len(own) or np.isnan(own[0]):
        return ()
    distance = (run.rows != plain).sum(axis=1)
    other = ~np.isnan(held) & ((held >= 0.5) != (own[0] >= 0.5))
    if not other.any():
        return ()
    nearest = np.unique(run.rows[other & (distance == distance[other].min())], axis=0)
    return tuple(setting(claim.parameters, row) for row in nearest[:MOST_FLIPS])


def thresholds(sums: Sums, metric: Metric) -> tuple[Threshold, ...]:
    """The share by each bound, of every parameter that is one."""
    curves = []
    for at, one in enumerate(sums.claim.parameters):
        if _is_bound(sums.claim, one, metric):
            shares = {float(value): found for value, found in _by_choice(sums, at)}
            curves.append(Threshold(parameter=one.name, words=one.words, points=tuple(sorted(shares.items()))))
    return tuple(curves)


def above(sums: Sums) -> tuple[tuple[float, Figure], ...]:
    """The share of readings above each value that one has, or above quantiles of them where they are many."""
    values = np.unique(sums.run.values[sums.run.known])
    if len(values) > BOUNDS:
        values = np.unique(np.quantile(values, np.linspace(0, 1, BOUNDS), method="nearest"))
    shares = exceeding(sums.run, values)
    told = [(float(bound), _above(sums, bound, shares[:, at])) for at, bound in enumerate(values)]
    return tuple((bound, one) for bound, one in told if one is not None)


def _decider(sums: Sums, at: int) -> Iterator[Decider]:
    shares = {str(value): one for value, one in _by_choice(sums, at)}
    if shares:
        name, values = sums.claim.parameters[at].name, [one.value for one in shares.values()]
        spread = figure(
            sums,
            sums.all,
            method=SPREAD_METHOD,
            args={"claim": sums.claim.id, "parameter": name},
            value=max(values) - min(values),
            ends=None,
            unit="points",
        )
        yield Decider(parameter=name, shares=shares, spread=spread)


def _by_choice(sums: Sums, at: int) -> Iterator[tuple[Arg, Figure]]:
    """The share of the readings with each choice of a parameter, where there is one."""
    parameter = sums.claim.parameters[at]
    for place, choice in enumerate(parameter.choices):
        readings: Places = np.flatnonzero(sums.run.rows[:, at] == place)
        among = told({parameter.name: choice.value})
        found = share(sums, sums.run.held["strict"], readings, assertion="strict", among=among)
        if found is not None:
            yield choice.value, found


def _is_bound(claim: Claim, parameter: Parameter, metric: Metric) -> bool:
    """Whether a parameter is a number that nothing but assertions use."""
    numeric = all(type(choice.value) in (int, float) for choice in parameter.choices)
    used = any(parameter.name in one.names for one in claim.stated.values())
    elsewhere = any(parameter.name in one.names for one in claim.constraints)
    return numeric and used and not elsewhere and parameter.name not in metric.arguments


def _above(sums: Sums, bound: float, held: Floats) -> Figure | None:
    return share(sums, held, sums.all, assertion=f"v > {bound:.6g}")
