"""Simulation-based calibration: are worlds whose truth is known found again, as often as the draws say?

A world is made like this: assumptions are drawn from the prior; the model runs through the history of the start's
stocks; releases, passing shocks and errors of measurement are drawn month by month, as the equations have them, and
give frontiers in the place of those that were seen. The world is calibrated as if it were ours. If calibration is
right, the rank of each true assumption among its draws is uniform over worlds (Talts et al. 2018, arXiv:1804.06788),
and so is that of the world's own mean lead over the target year among the futures of the draws.

What is checked is the whole approximation: the likelihood takes the running best as stationary and the errors of
quarters as independent, while worlds are made without either.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from leadline.catalog import assumptions, beliefs
from leadline.errors import UserError
from leadline.forecast.intervals import ends
from leadline.model import Figure
from leadline.simulate import equations as eq
from leadline.simulate import paths, priors
from leadline.simulate.calibrate import BLOCKS, calibrate
from leadline.simulate.chance import SEED
from leadline.simulate.dynamics import past, simulate
from leadline.simulate.ensemble import TARGET
from leadline.simulate.equations import Floats
from leadline.simulate.outcomes import wilson
from leadline.simulate.sensitivity import outcomes_of
from leadline.simulate.start import Start

METHOD = "scenario_check/1"
WORLDS, DRAWS = 100, 1600
"""With 400 draws the sampler is visibly too narrow; with these hardly."""
LEVELS = (0.5, 0.9)
LEAD = "mean lead"
"""What is foretold, beside the assumptions."""
_END = 12 * (TARGET - paths.FIRST_YEAR + 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Check:
    """Where the truth of every world lies among its draws."""

    ranks: dict[str, Floats]
    """Share of draws below the truth, of each assumption that history can tell of and of the mean lead; (worlds,)."""
    refused: int
    """Worlds that calibration refused as irreconcilable; they have no ranks."""
    draws: int

    @property
    def worlds(self) -> int:
        """How many have ranks."""
        return len(self.ranks[LEAD])

    def covered(self, name: str, level: float) -> float:
        """The share of worlds whose truth lies in the central interval of its draws."""
        return float((np.abs(self.ranks[name] - 0.5) <= level / 2).mean())

    def off(self, level: float) -> list[str]:
        """The quantities whose coverage is not what it should be, by an interval of 90 % for so many worlds."""
        told = {name: wilson(round(self.covered(name, level) * self.worlds), self.worlds) for name in self.ranks}
        return [name for name, (low, high) in told.items() if not low <= level <= high]


def check(
    begun: Start,
    *,
    worlds: int = WORLDS,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[Sequence[int]], Iterable[int]] = iter,
) -> Check:
    """Make worlds from the reference prior, calibrate each, and rank the truth among its draws."""
    register, pack = assumptions.load(), beliefs.pack("reference")
    names = [name for name, one in register.items() if one.block in BLOCKS]
    ranks: dict[str, list[float]] = {name: [] for name in (*names, LEAD)}
    refused = 0
    for number in progress(range(worlds)):
        rng = np.random.default_rng([seed, number])
        scores = {name: rng.standard_normal(1) for name in register}
        truth = priors.parameters(register, scores)
        world = made(begun, truth, rng)
        try:
            found = calibrate(world, register, pack, draws, seed + number)
        except UserError:
            refused += 1
            continue
        for name in names:
            ranks[name].append(rank(found.scores[name], float(scores[name][0])))
        own = _lead(world, truth, seed + worlds + number)
        ranks[LEAD].append(rank(_lead(world, found.parameters, seed + number), float(own[0])))
    if not ranks[LEAD]:
        raise UserError(f"All of {worlds} worlds were refused by calibration. Ask for more worlds.")
    return Check(ranks={name: np.array(one) for name, one in ranks.items()}, refused=refused, draws=draws)


def rank(drawn: Floats, truth: float) -> float:
    """The share of draws below the truth, those that equal it counted half.

    >>> rank(np.array([1.0, 2.0, 3.0, 4.0]), 3.0)
    0.625
    """
    return float((drawn < truth).mean() + (drawn == truth).mean() / 2)


def made(begun: Start, truth: dict[str, Floats], rng: np.random.Generator) -> Start:
    """The past with the frontiers of a world in which these assumptions are true, seen with error."""
    levels = np.array([minds.index[:, 0] for _, minds, _ in past(truth, begun)]).T
    p = {name: float(values[0]) for name, values in truth.items()}
    frontiers = np.array([_frontier(latent, p, rng) for latent in levels])
    errors = np.where(np.isfinite(begun.errors), begun.errors, begun.errors[np.isfinite(begun.errors)].max())
    return replace(begun, frontiers=frontiers + errors * rng.standard_normal(errors.shape), errors=errors)


def _frontier(latent: Floats, p: dict[str, float], rng: np.random.Generator) -> Floats:
    """The running best of one bloc's releases; a year of releases came before the first month."""
    before = latent[0] - np.arange(12, 0, -1) * (latent[1] - latent[0])
    stays, likely = eq.lasting(p["tz"]), eq.releases(p["lam"])
    shock, best = p["sz"] * rng.standard_normal(), -np.inf
    found = []
    for index in (*before, *latent):
        shock = float(eq.passing(shock, stays, eq.fresh(stays, p["sz"]), rng.standard_normal()))
        if eq.contends(likely, rng.random()):
            best = max(best, float(index) + shock + p["se"] * rng.standard_normal())
        found.append(best if np.isfinite(best) else float(index) + shock)
    return np.array(found[12:])


def _lead(world: Start, values: Mapping[str, Floats], seed: int) -> Floats:
    return outcomes_of(simulate(values, paths.paths({}), world, _END, seed, yardstick="index"))["lead"]


def figures(begun: Start, told: Check) -> list[Figure]:
    """The coverage of every quantity at every level, with the interval of 90 % for so many worlds."""
    return [
        Figure(
            metric="scenario_check",
            args={"quantity": name, "level": round(100 * level), "worlds": told.worlds, "draws": told.draws},
            value=100 * told.covered(name, level),
            **ends(*(100 * end for end in wilson(round(told.covered(name, level) * told.worlds), told.worlds))),
            unit="%",
            as_of=begun.as_of,
            on=begun.vintage,
            method=METHOD,
            grade="assumption",
            evidence=begun.evidence,
            note=f"worlds refused by calibration: {told.refused}" if told.refused else "",
        )
        for name in told.ranks
        for level in LEVELS
    ]
