"""What the mean lead of the target year and adoption hang on: on the priors, and once history has spoken.

Inputs are all assumptions, as standard normal scores, and the levers, each at a strength drawn between -1 and 1.

- *Total index on the prior* (Sobol): the share of the variance that would be left if all but this input were known,

      T_i = E[(f(A) - f(A with column i of B))^2] / 2V

  with A and B independent samples of all inputs (Jansen 1999). Row j has the same chance in every run, so chance is an
  input like the others: its index comes from running A once more with other chance. Nothing here looks at history.
- *First order on the posterior*: the share of the variance that the mean of the outcome over twenty equally filled
  bins of the input explains, less what as many random bins would explain. It tells of an input together with whatever
  history has tied to it: on inputs that hang together a total index means nothing.
- *Swing*: what the mean of the outcome, or a probability, is in the tenth of the draws in which the input is lowest or
  highest, less what it is in all. It is what would be believed if the input turned out so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from leadline.catalog import levers
from leadline.catalog.assumptions import Register
from leadline.forecast.intervals import Z_90, ends
from leadline.model import Arg, Figure
from leadline.simulate import paths, priors
from leadline.simulate.chance import SEED
from leadline.simulate.dynamics import Futures, simulate
from leadline.simulate.ensemble import TARGET, Ensemble
from leadline.simulate.equations import Floats
from leadline.simulate.outcomes import END, REGIONS, region
from leadline.simulate.paths import FIRST_YEAR, Step, month_of
from leadline.simulate.start import Start

TOTAL_METHOD = "scenario_total_index/1"
FIRST_METHOD = "scenario_first_order/1"
SWING_METHOD = "scenario_swing/1"
ROWS = 1024
"""Of A and B each: an index is known to some hundredths."""
CHANCE = "chance"
BINS, TENTH = 20, 0.1
OUTCOMES = ("lead", "share", REGIONS[0])
"""Mean lead over the year, share of contestable markets at its end, and whether the paper's first scenario holds."""
UNITS = {"lead": ("months", 1.0), "share": ("points", 100.0), REGIONS[0]: ("points", 100.0)}
"""Of a swing, and what outcomes are multiplied by."""
SIDES = ("lowest tenth", "highest tenth")
_YEAR = 12 * (TARGET - FIRST_YEAR)


@dataclass(frozen=True, kw_only=True)
class Part:
    """An estimate with its standard error."""

    value: float
    error: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """The interval of 90 % for the error of Monte Carlo."""
        half = Z_90 * (self.error or 0.0)
        return self.value - half, self.value + half


Outcomes = Mapping[str, Floats]
"""Outcomes by name, each of shape (draws,)."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """Draws of the posterior with levers at random, and what became of them."""

    inputs: Mapping[str, Floats]
    """Score of every assumption and strength of every lever, each of shape (draws,)."""
    outcomes: Outcomes


def outcomes_of(futures: Futures) -> dict[str, Floats]:
    """The outcomes of futures that run to the end of the target year."""
    lead = np.asarray(futures.lead[futures.months(_YEAR, _YEAR + 11)].mean(axis=0), dtype=np.float64)
    share = np.asarray(futures.share[_YEAR + 11 - futures.first], dtype=np.float64)
    regions = {name: region(lead, share, name).astype(np.float64) for name in REGIONS}
    return {"lead": lead, "share": share, **regions}


def run(
    begun: Start, values: Mapping[str, Floats], strengths: Mapping[str, Floats], seed: int, futures: int = 1
) -> dict[str, Floats]:
    """The outcomes of draws with levers of their own from the month after the as-of day; means of several futures."""
    first = max(month_of(begun.as_of) + 1, begun.observed)
    whole = paths.path([Step(start=first, strength=1.0)])
    pulled = {name: whole[:, None] * np.tile(strength, futures) for name, strength in strengths.items()}
    many = futures * len(next(iter(values.values())))
    told = outcomes_of(simulate(values, pulled, begun, _YEAR + 12, seed, draws=many, first_kept=_YEAR))
    return {name: outcome.reshape(futures, -1).mean(axis=0) for name, outcome in told.items()}


def total_indices(
    begun: Start,
    register: Register,
    *,
    rows: int = ROWS,
    seed: int = SEED,
    progress: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> dict[str, dict[str, Part]]:
    """Total indices on the prior of every assumption, lever and chance, by outcome and input."""
    rng = np.random.default_rng([seed, rows])
    names, pulled = list(register), list(levers.load())
    first, second = (_drawn(names, pulled, rows, rng) for _ in range(2))

    def told(inputs: Mapping[str, Floats], chance: int = seed) -> dict[str, Floats]:
        values = priors.parameters(register, {name: inputs[name] for name in names})
        return run(begun, values, {name: inputs[name] for name in pulled}, chance)

    base, other = told(first), told(second)
    spread = {name: float(np.concatenate([base[name], other[name]]).var()) for name in OUTCOMES}
    found: dict[str, dict[str, Part]] = {name: {} for name in OUTCOMES}
    for one in progress([*names, *pulled, CHANCE]):
        swapped = told(first, seed + 1) if one == CHANCE else told({**first, one: second[one]})
        for name in OUTCOMES:
            found[name][one] = total(base[name], swapped[name], spread[name])
    return found


def total(base: Floats, swapped: Floats, variance: float) -> Part:
    """Jansen's estimate of a total index from outcomes before and after one input is drawn anew.

    By hand: changes of 0, 2, 0 and 2 have a mean square of 2; over twice a variance of 4 that is 0.25.

    >>> total(np.zeros(4), np.array([0.0, 2.0, 0.0, 2.0]), 4.0).value
    0.25
    """
    if not variance > 0:
        return Part(value=0.0, error=0.0)
    halves = (base - swapped) ** 2 / (2 * variance)
    return Part(value=float(halves.mean()), error=float(halves.std() / len(halves) ** 0.5))


def posterior(base: Ensemble, futures: int = 1) -> Sample:
    """The draws of an ensemble, run anew with every lever at a strength at random; outcomes are means of futures."""
    fitted = base.calibrated
    rng = np.random.default_rng([base.scenario.seed, fitted.draws, 1])
    strengths = {name: rng.uniform(-1, 1, fitted.draws) for name in levers.load()}
    told = run(base.start, fitted.parameters, strengths, base.scenario.seed, futures)
    return Sample(inputs={**fitted.scores, **strengths}, outcomes=told)


def first_order(values: Floats, outcome: Floats) -> float:
    """The share of an outcome's variance that bins of an input explain, less what random bins would.

    An outcome that is the input itself is explained but for what varies within the bins; of chance, nothing.

    >>> rng = np.random.default_rng(1)
    >>> x, noise = rng.uniform(size=(2, 20000))
    >>> round(first_order(x, x), 2), abs(round(first_order(x, noise), 2))
    (1.0, 0.0)
    """
    count, variance = len(values), float(outcome.var())
    if not variance > 0:
        return 0.0
    order = np.array_split(np.argsort(values, kind="stable"), BINS)
    within = sum(float(((outcome[one] - outcome[one].mean()) ** 2).sum()) for one in order) / (count - BINS)
    return 1 - within / (variance * count / (count - 1))


def swings(values: Floats, outcome: Floats) -> tuple[Part, Part]:
    """The mean of an outcome in the lowest and the highest tenth of an input, less its mean.

    By hand: where outcome and input are 1 to 100, the lowest ten have a mean of 5.5, the highest of 95.5, all of 50.5.

    >>> low, high = swings(np.arange(1.0, 101.0), np.arange(1.0, 101.0))
    >>> low.value, high.value
    (-45.0, 45.0)
    """
    count = max(int(TENTH * len(values)), 1)
    order = np.argsort(values, kind="stable")
    low, high = (
        Part(value=float(part.mean() - outcome.mean()), error=float(part.std() / count**0.5))
        for part in (outcome[order[:count]], outcome[order[-count:]])
    )
    return low, high


def _drawn(names: Sequence[str], pulled: Sequence[str], rows: int, rng: np.random.Generator) -> dict[str, Floats]:
    scores = {name: rng.standard_normal(rows) for name in names}
    return scores | {name: rng.uniform(-1, 1, rows) for name in pulled}


def figures(base: Ensemble, prior: Mapping[str, Mapping[str, Part]], drawn: Sample) -> list[Figure]:
    """Total indices, first orders and swings of every input, by outcome."""
    told = [_figure(base, TOTAL_METHOD, name, one, part, 100, "%") for name, one, part in _parts(prior)]
    for name, (unit, times) in UNITS.items():
        outcome = drawn.outcomes[name]
        for one, values in drawn.inputs.items():
            told.append(_figure(base, FIRST_METHOD, name, one, Part(value=first_order(values, outcome)), 100, "%"))
            for side, part in zip(SIDES, swings(values, outcome), strict=True):
                told.append(_figure(base, SWING_METHOD, name, one, part, times, unit, side))
    return told


def _parts(prior: Mapping[str, Mapping[str, Part]]) -> Iterator[tuple[str, str, Part]]:
    for name, parts in prior.items():
        for one, part in parts.items():
            yield name, one, part


def _figure(
    base: Ensemble, method: str, outcome: str, one: str, part: Part, times: float, unit: str, side: str = ""
) -> Figure:
    asked = base.scenario
    args: dict[str, Arg] = {"outcome": outcome, "input": one, "beliefs": asked.beliefs, "seed": asked.seed}
    return Figure(
        metric=method.split("/")[0],
        args={**args, "register": base.register} | ({"side": side} if side else {}),
        value=times * part.value,
        **(ends(*(times * end for end in part.ends)) if part.error is not None else ends(None, None)),
        unit=unit,
        as_of=base.start.as_of,
        on=END,
        method=method,
        grade="assumption",
        evidence=(*base.start.evidence, f"register@{base.register}"),
    )
