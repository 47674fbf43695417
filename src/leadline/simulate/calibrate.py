"""Calibration: which values of the assumptions agree with the frontiers that were seen, as draws of equal weight.

The likelihood is exact for the model of `measurement.py`: latent indices follow from stocks and parameters, what chance
adds in between is integrated out. So only parameters are sampled, in the space of scores, by sequential Monte Carlo:

1. draws of the prior (standard normal scores, or a pack's);
2. the likelihood is let in by powers b from 0 to 1, each next b so that the effective sample size is half the draws;
3. after each, draws are chosen anew by their weights and moved: a proposal x' = m + sqrt(1 - e^2)(x - m) + e y with y
   of the draws' own covariance keeps the normal distribution of mean m and that covariance; it is accepted by the ratio
   of target over that distribution, so that moves are right whether or not the target is normal.

Assumptions that history cannot tell of (levers, market, shocks, yardstick) keep their prior: their draws are
independent of the rest, and nothing is fitted to them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from leadline.catalog.assumptions import Register
from leadline.catalog.beliefs import Pack
from leadline.errors import UserError
from leadline.simulate import priors
from leadline.simulate.dynamics import Past, history
from leadline.simulate.equations import Floats
from leadline.simulate.start import Start

BLOCKS = ("compute", "algo", "index")
"""Parts of the register that history can tell of."""
SHARE = 0.5
"""Effective sample size at which the next power is set, as a share of the draws."""
STEPS = (0.2, 0.4, 0.7)
"""Lengths e of the moves that follow each other."""
MOVES, LAST_MOVES = 3, 9
MOST_POWERS = 60
BATCH = 2000
"""Draws whose history is run at once."""
WORST = 3.0
"""Mean squared miss above which beliefs cannot be reconciled with history: one is what a true model has."""
FURTHEST = 3.0
"""Standard deviations of its prior by which the mean of an assumption may move; in the reference none moves by two."""
LEAST_DRAWS = 200
WEAKEST = -700.0
"""A draw whose frontier is off by far more has no weight, whatever the exact number."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Calibrated:
    """Draws of equal weight, and how well they agree with history."""

    parameters: Mapping[str, Floats]
    """Every assumption by name, each of shape (draws,)."""
    scores: Mapping[str, Floats]
    """The same as standard normal scores of the reference prior."""
    evidence: float
    """Logarithm of the probability of the frontiers that were seen, before they were: to compare beliefs by."""
    ess: float
    """The least effective sample size on the way, as a share of the draws."""
    distinct: float
    """Share of draws that are distinct at the end."""
    accepted: float
    """Share of the last moves that were accepted."""
    misfit: float
    """Median distance of a frontier from the latent index and its offset, in points."""
    misses: float
    """Mean squared miss of a frontier by the quarters before it, in standard deviations; one is what is expected."""
    powers: tuple[float, ...]
    past: Past
    """The history of these draws."""

    @property
    def draws(self) -> int:
        """How many there are."""
        return len(self.parameters["Y0"])


def calibrate(start: Start, register: Register, pack: Pack, draws: int, seed: int) -> Calibrated:
    """The posterior of a register under a pack's beliefs, as the frontiers of a start tell it.

    Raises UserError where there are too few draws, or where the beliefs cannot be reconciled with history.
    """
    if draws < LEAST_DRAWS:
        raise UserError(f"Expected at least {LEAST_DRAWS} draws, found {draws}: fewer say nothing of a tail.")
    rng = np.random.default_rng([seed, draws])
    names = [name for name, one in register.items() if one.block in BLOCKS]
    others = [name for name, one in register.items() if one.block not in BLOCKS]
    free = _prior(others, pack, draws, rng)
    still = {name: np.zeros(1) for name in others}

    def fit(scores: Floats) -> Floats:
        return _fit(start, register, dict(zip(names, scores.T, strict=True)), still)

    mean, spread = priors.score_means(names, pack.means), priors.score_spreads(names, pack.means, pack.spread)
    run = _Sampler(fit, mean, spread, draws, rng).run()
    scores = dict(zip(names, run.at.T, strict=True)) | free
    parameters = priors.parameters(register, {name: scores[name] for name in register})
    past = history(parameters, start)
    told = past[0]
    misses = float(np.mean([np.mean(seen.misses**2) for seen in told]))
    pulls = dict(zip(names, (run.at.mean(axis=0) - mean) / spread, strict=True))
    _check(pack, misses, pulls)
    return Calibrated(
        parameters=parameters,
        scores={name: scores[name] for name in register},
        evidence=run.evidence,
        ess=min(run.sizes),
        distinct=len(np.unique(run.at, axis=0)) / draws,
        accepted=run.accepted,
        misfit=float(np.median([np.median(np.abs(seen.residuals)) for seen in told])),
        misses=misses,
        powers=tuple(run.powers),
        past=past,
    )


def _check(pack: Pack, misses: float, pulls: Mapping[str, float]) -> None:
    """Refuse beliefs that history contradicts: frontiers stay far off, or an assumption is pulled far off its prior."""
    worst = max(pulls, key=lambda name: abs(pulls[name]))
    if misses < WORST and abs(pulls[worst]) < FURTHEST:
        return
    raise UserError(
        f"The beliefs {pack.name!r} with this register cannot be reconciled with the frontiers since the end of 2023: "
        f"their mean squared miss is {misses:.1f} (at most {WORST:g} is taken, 1 is expected), and {worst} is pulled "
        f"{pulls[worst]:+.1f} standard deviations off its prior (at most {FURTHEST:g}). Widen the quantiles of what "
        "--set or the pack changes."
    )


def _prior(names: list[str], pack: Pack, draws: int, rng: np.random.Generator) -> dict[str, Floats]:
    means, spreads = priors.score_means(names, pack.means), priors.score_spreads(names, pack.means, pack.spread)
    drawn = means + spreads * rng.standard_normal((draws, len(names)))
    return dict(zip(names, drawn.T, strict=True))


def _fit(start: Start, register: Register, scores: Mapping[str, Floats], still: Mapping[str, Floats]) -> Floats:
    """Logarithm of the likelihood of each draw."""
    count = len(next(iter(scores.values())))
    found = np.empty(count)
    fixed = priors.parameters(register, still)
    for at in range(0, count, BATCH):
        part = {name: one[at : at + BATCH] for name, one in scores.items()}
        told, _, _ = history(priors.parameters(register, part) | fixed, start)
        found[at : at + BATCH] = sum(seen.fit for seen in told)
    return np.maximum(np.nan_to_num(found, nan=WEAKEST), WEAKEST)


class _Sampler:
    """Sequential Monte Carlo in the space of scores."""

    def __init__(
        self, fit: Callable[[Floats], Floats], mean: Floats, spread: Floats, draws: int, rng: np.random.Generator
    ) -> None:
        self.fit, self.mean, self.spread, self.rng = fit, mean, spread, rng
        self.at = mean + spread * rng.standard_normal((draws, len(mean)))
        self.fits = fit(self.at)
        self.evidence, self.accepted = 0.0, 1.0
        self.powers: list[float] = [0.0]
        self.sizes: list[float] = []

    def run(self) -> "_Sampler":
        """Let the likelihood in, power after power."""
        while self.powers[-1] < 1.0:
            if len(self.powers) > MOST_POWERS:
                raise UserError(
                    "The beliefs cannot be reconciled with the frontiers: no draw comes near them. Widen the quantiles."
                )
            power = self._next()
            self._choose(power - self.powers[-1])
            self.powers.append(power)
            for move in range(LAST_MOVES if power == 1.0 else MOVES):
                self._move(power, STEPS[move % len(STEPS)])
        return self

    def _next(self) -> float:
        """The highest power at which the effective sample size is still half the draws."""
        low, high = self.powers[-1], 1.0
        if self._size(high - low) >= SHARE:
            return high
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if self._size(middle - self.powers[-1]) >= SHARE else (low, middle)
        return low

    def _size(self, power: float) -> float:
        """Effective sample size for a step of the power, as a share of the draws."""
        weights = np.exp(power * (self.fits - self.fits.max()))
        return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))

    def _choose(self, step: float) -> None:
        """Choose draws anew by their weights, systematically."""
        self.sizes.append(self._size(step))
        weights = np.exp(step * (self.fits - self.fits.max()))
        self.evidence += float(np.log(weights.mean()) + step * self.fits.max())
        count = len(weights)
        places = (self.rng.random() + np.arange(count)) / count
        chosen = np.minimum(np.searchsorted(np.cumsum(weights) / weights.sum(), places), count - 1)
        # In random order: else the place of a draw, which is the key of its futures, would tell of its weight.
        chosen = self.rng.permutation(chosen)
        self.at, self.fits = self.at[chosen], self.fits[chosen]

    def _move(self, power: float, length: float) -> None:
        """Move each draw, so that the target of this power stays as it is."""
        mean = self.at.mean(axis=0)
        root = np.linalg.cholesky(np.cov(self.at.T) + 1e-6 * np.eye(len(mean)))
        noise = self.rng.standard_normal(self.at.shape) @ root.T
        tried = mean + np.sqrt(1 - length**2) * (self.at - mean) + length * noise
        fits = self.fit(tried)

        def weight(at: Floats, fit: Floats) -> Floats:
            prior = -0.5 * (((at - self.mean) / self.spread) ** 2).sum(axis=1)
            inner = np.linalg.solve(root, (at - mean).T)
            return np.asarray(power * fit + prior + 0.5 * (inner**2).sum(axis=0))

        ratio = weight(tried, fits) - weight(self.at, self.fits)
        taken = np.log(self.rng.random(len(ratio))) < ratio
        self.at = np.where(taken[:, None], tried, self.at)
        self.fits = np.where(taken, fits, self.fits)
        self.accepted = float(taken.mean())
