"""What must be true: boxes in which an outcome is likely, found by patient rule induction (Friedman and Fisher 1999).

Each draw of the posterior, with levers at random, is run through several futures, so that the target is the probability
of the outcome given the draw and not one throw of chance. From the whole, a twentieth of what is left is peeled off, at
whichever end of whichever input leaves the highest mean; once `MOST_INPUTS` inputs have an end, no other joins them.
Among the boxes on the way the one is taken that is as dense as asked for with the most draws, else the densest that
holds `LEAST_SHARE` of them. Inputs are shortlisted first by how much of the outcome they explain alone.

A rule is told with how often it recurs: the search is repeated on draws chosen anew with replacement, and a rule counts
as found again where the same end of the same input is bounded. What seldom recurs is chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from leadline.catalog import levers
from leadline.errors import UserError
from leadline.model import Arg, Figure
from leadline.simulate.ensemble import Ensemble
from leadline.simulate.equations import Floats
from leadline.simulate.outcomes import END, REGIONS
from leadline.simulate.sensitivity import first_order, posterior

RULE_METHOD = "scenario_rule/1"
BOX_METHOD = "scenario_box/1"
PEEL = 0.05
LEAST_SHARE = 0.1
MOST_INPUTS, SHORTLIST = 4, 12
FUTURES, RESAMPLES = 12, 20
DENSE = 0.5
TARGETS = REGIONS[:2]
"""Outcomes that are asked for: the paper's two scenarios."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One end of one input."""

    input: str
    side: str
    """`at least` or `at most`."""
    bound: float
    """In the input's own unit."""
    recurs: float
    """Share of searches on draws chosen anew that bound the same end."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """Rules that hold together."""

    outcome: str
    rules: tuple[Rule, ...]
    base: float
    """Probability of the outcome in all draws."""
    density: float
    """Probability of the outcome in the box."""
    coverage: float
    """Share of all the outcome's probability that lies in the box."""
    share: float
    """Share of the draws that are in it."""


class Peeled(NamedTuple):
    """A box on the way: the ends of every input, and which draws are inside."""

    low: Floats
    high: Floats
    inside: NDArray[np.bool_]


def boxes(base: Ensemble, *, dense: float = DENSE, futures: int = FUTURES, resamples: int = RESAMPLES) -> list[Box]:
    """What must be true for each of the paper's scenarios, on the draws of an ensemble with levers at random."""
    if not 0 < dense < 1:
        raise UserError(f"Expected a probability between 0 and 1 for the box, found {dense:g}.")
    sample = posterior(base, futures)
    values = {**base.calibrated.parameters, **{name: sample.inputs[name] for name in levers.load()}}
    rng = np.random.default_rng([base.scenario.seed, base.calibrated.draws, 2])
    return [_box(name, values, sample.outcomes[name], dense, resamples, rng) for name in TARGETS]


def _box(
    outcome: str, values: Mapping[str, Floats], target: Floats, dense: float, resamples: int, rng: np.random.Generator
) -> Box:
    names = shortlist(values, target)
    columns = np.stack([values[name] for name in names], axis=1)
    found = search(columns, target, dense)
    again = np.zeros((2, len(names)))
    for _ in range(resamples):
        chosen = rng.integers(len(target), size=len(target))
        other = search(columns[chosen], target[chosen], dense)
        again += np.isfinite([other.low, other.high])
    rules = [
        Rule(input=name, side=side, bound=float(bounds[place]), recurs=float(again[row, place] / max(resamples, 1)))
        for row, (side, bounds) in enumerate((("at least", found.low), ("at most", found.high)))
        for place, name in enumerate(names)
        if np.isfinite(bounds[place])
    ]
    held = target[found.inside]
    return Box(
        outcome=outcome,
        rules=tuple(sorted(rules, key=lambda rule: -rule.recurs)),
        base=float(target.mean()),
        density=float(held.mean()),
        coverage=float(held.sum() / target.sum()) if target.any() else 0.0,
        share=float(found.inside.mean()),
    )


def shortlist(values: Mapping[str, Floats], target: Floats) -> list[str]:
    """The inputs that explain most of the target alone."""
    size = {name: first_order(one, target) for name, one in values.items()}
    return sorted(size, key=lambda name: -size[name])[:SHORTLIST]


def search(columns: Floats, target: Floats, dense: float) -> Peeled:
    """The largest box on the way that is as dense as asked for, else the densest.

    Args:
        columns: The inputs, shape (draws, inputs).
        target: The probability of the outcome in each draw, shape (draws,).
        dense: The mean of the target that is asked for.
    """
    width = columns.shape[1]
    box = best = Peeled(np.full(width, -np.inf), np.full(width, np.inf), np.ones(len(target), dtype=bool))
    while target[box.inside].mean() < dense:
        peeled = list(_peels(box, columns))
        if not peeled:
            break
        box = max(peeled, key=lambda one: float(target[one.inside].mean()))
        best = max(best, box, key=lambda one: float(target[one.inside].mean()))
    return best


def _peels(box: Peeled, columns: Floats) -> Iterator[Peeled]:
    """Every box that one peel more leads to."""
    bounded = np.isfinite(box.low) | np.isfinite(box.high)
    full = bounded.sum() >= MOST_INPUTS
    for place in range(columns.shape[1]):
        if full and not bounded[place]:
            continue
        column = columns[:, place]
        for side, quantile in (("low", PEEL), ("high", 1 - PEEL)):
            bound = float(np.quantile(column[box.inside], quantile))
            inside = box.inside & ((column > bound) if side == "low" else (column < bound))
            if inside.mean() >= LEAST_SHARE:
                ends = getattr(box, side).copy()
                ends[place] = bound
                yield box._replace(**{side: ends, "inside": inside})


def figures(base: Ensemble, found: Sequence[Box]) -> list[Figure]:
    """The probability in each box, and the bound of each rule in its own unit."""
    return [figure for box in found for figure in (_density(base, box), *(_bound(base, box, r) for r in box.rules))]


def _density(base: Ensemble, box: Box) -> Figure:
    args: dict[str, Arg] = {"share": round(100 * box.share, 1), "coverage": round(100 * box.coverage, 1)}
    return _figure(base, BOX_METHOD, box.outcome, args, 100 * box.density, "%", f"in all draws {100 * box.base:.0f} %")


def _bound(base: Ensemble, box: Box, rule: Rule) -> Figure:
    register = base.scenario.register
    unit = register[rule.input].unit if rule.input in register else "strength"
    args: dict[str, Arg] = {"input": rule.input, "side": rule.side, "recurs": round(100 * rule.recurs)}
    return _figure(base, RULE_METHOD, box.outcome, args, rule.bound, unit, "")


def _figure(
    base: Ensemble, method: str, outcome: str, args: Mapping[str, Arg], value: float, unit: str, note: str
) -> Figure:
    return Figure(
        metric=method.split("/")[0],
        args={"outcome": outcome, **args, "beliefs": base.scenario.beliefs, "register": base.register},
        value=value,
        unit=unit,
        as_of=base.start.as_of,
        on=END,
        method=method,
        grade="assumption",
        evidence=(*base.start.evidence, f"register@{base.register}"),
        note=note,
    )
