"""The probability model: scores, priors, and where chains are.

Rows of scores are handled in single precision: a log density is then right to some hundred-thousandths, far below what
decides whether a proposal is taken, and a sweep takes half the time. Parameters and sums are in double precision.

Chains are stacked: each is a copy of the same table with parameters of its own, and the first axis of every array.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadline.capability.item_response import Matrix
from leadline.capability.item_response.step import sums

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Indexes = NDArray[np.intp]
Flags = NDArray[np.bool_]
DIFFICULTY, LOG_SLOPE, LOG_NOISE = range(3)


@dataclass(frozen=True, kw_only=True)
class Priors:
    """What is believed before any score; `docs/methods/posterior.md` says why. Abilities ~ Normal(0, 1)."""

    freedom: float = 4.0
    """Degrees of freedom of the residuals' Student distribution."""
    difficulty_centre: float = 2.0
    """Mean of difficulties ~ Normal(0, this)."""
    difficulty_spread: float = 2.0
    """Standard deviation of difficulties ~ HalfNormal(this)."""
    slope_centre: float = 0.5
    """Mean of log slopes ~ Normal(this, 1)."""
    slope_spread: float = 1.0
    """Standard deviation of log slopes ~ HalfNormal(this)."""
    noise_freedom: float = 4.0
    """Noise variance of a benchmark ~ ScaledInverseChiSquare(this, typical)."""
    noise_rate: float = 100.0
    """Typical noise variance ~ Exponential(this): on average 0.01, a noise of a tenth."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Data:
    """Scores of K stacked chains on M models and B benchmarks in R rows."""

    models: int
    benchmarks: int
    model: Indexes
    """Of each row, among all K M, shape (K, R)."""
    benchmark: Indexes
    """Of each row, among all K B, shape (K, R)."""
    scores: Singles
    """Shape (K, R), or (1, R) where all chains have the same."""
    counts: Indexes
    """Number of rows of each benchmark, at least one, shape (B,); rows stand in the order of benchmarks."""
    first: Indexes
    """Of each benchmark, its first row, shape (B,)."""

    def by_model(self, values: Singles) -> Floats:
        """Sums over the rows of each model, shape (K, M)."""
        size = len(values) * self.models
        return sums(self.model.ravel(), values.ravel(), size).reshape(len(values), self.models)

    def by_benchmark(self, values: Singles) -> Floats:
        """Sums over the rows of each benchmark, shape (K, B)."""
        return np.add.reduceat(values, self.first, axis=1, dtype=np.float64)

    def of_model(self, ability: Floats | Flags) -> Singles:
        """The value of each row's model, shape (K, R)."""
        return ability.astype(np.float32).take(self.model)

    def of_benchmark(self, values: Floats | Flags) -> Singles:
        """The value of each row's benchmark, shape (K, R)."""
        return values.astype(np.float32).repeat(self.counts, axis=1)


def stacked(matrix: Matrix, scores: Floats, chains: int) -> Data:
    """A table for several chains; scores of shape (1, R), or (chains, R) where each has its own."""
    models, benchmarks, chain = len(matrix.models), len(matrix.benchmarks), np.arange(chains)[:, None]
    order = np.argsort(matrix.benchmark, kind="stable")
    counts = np.bincount(matrix.benchmark, minlength=benchmarks)
    return Data(
        models=models,
        benchmarks=benchmarks,
        model=matrix.model[order] + chain * models,
        benchmark=matrix.benchmark[order] + chain * benchmarks,
        scores=scores[:, order].astype(np.float32),
        counts=counts,
        first=np.cumsum(counts) - counts,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Beliefs:
    """The parameters of the priors, each of shape (K, 1)."""

    difficulty_centre: Floats
    difficulty_spread: Floats
    slope_centre: Floats
    slope_spread: Floats
    typical_noise: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """What the parameters make of each row, shape (K, R)."""

    error: Singles
    """y - p."""
    log: Singles
    """Log density."""


@dataclass(frozen=True, kw_only=True, eq=False)
class State:
    """Where the chains are."""

    ability: Floats
    """C, shape (K, M)."""
    items: Floats
    """Difficulty, log slope and log noise variance of each benchmark, shape (3, K, B)."""
    beliefs: Beliefs
    rows: Rows


def rows_of(data: Data, priors: Priors, ability: Floats, items: Floats) -> Rows:
    """Every row under some parameters: y ~ p + sqrt(noise) Student(freedom), p = 1 / (1 + exp(-a (C - D)))."""
    logit = data.of_model(ability)
    logit -= data.of_benchmark(items[DIFFICULTY])
    logit *= data.of_benchmark(-np.exp(items[LOG_SLOPE]))
    # Beyond 80 the mean is 0 or 1 in single precision, and the exponential would overflow.
    odds = np.exp(np.clip(logit, -80, 80, out=logit), out=logit)
    odds += 1
    error = data.scores - np.reciprocal(odds, out=odds)
    square = error * error
    square *= data.of_benchmark(np.exp(-items[LOG_NOISE]) / priors.freedom)
    log = np.log1p(square, out=square)
    log *= np.float32(-(priors.freedom + 1) / 2)
    log -= data.of_benchmark(items[LOG_NOISE] / 2)
    return Rows(error=error, log=log)


def chosen(taken: Singles, anew: Rows, before: Rows) -> Rows:
    """Each row from one of two: anew where `taken` is 1, as before where it is 0.

    A sum of both, since numpy takes more than twice as long to choose by a condition.
    """
    error = before.error + taken * (anew.error - before.error)
    return Rows(error=error, log=before.log + taken * (anew.log - before.log))


def item_prior(items: Floats, beliefs: Beliefs, priors: Priors) -> Floats:
    """Log prior of each benchmark's parameters, but for a constant, shape (K, B)."""
    far = (items[DIFFICULTY] - beliefs.difficulty_centre) / beliefs.difficulty_spread
    wide = (items[LOG_SLOPE] - beliefs.slope_centre) / beliefs.slope_spread
    noise = items[LOG_NOISE] + beliefs.typical_noise * np.exp(-items[LOG_NOISE])
    return np.asarray(-(far**2 + wide**2 + priors.noise_freedom * noise) / 2)
