"""Whether chains of draws have converged: the rank-normalised split R-hat and the bulk effective sample size.

By Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), "Rank-normalization, folding, and localization: an improved
R-hat for assessing convergence of MCMC". Each chain is split in half, so that a drift shows as a difference between
chains; draws are replaced by normal scores of their ranks, so that heavy tails do no harm. Everything is computed for
many parameters at once. Draws have the shape (chains, draws, parameters); an odd draw at the end of a chain is left
out.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from leadline.errors import UserError

Floats = NDArray[np.float64]
LEAST_DRAWS = 4
"""In a chain; fewer cannot be split and compared."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Convergence:
    """What the chains tell of themselves, for each parameter."""

    r_hat: Floats
    """1 where chains agree; shape (parameters,)."""
    effective: Floats
    """Number of independent draws that would tell the bulk as well; shape (parameters,)."""


def convergence(draws: Floats) -> Convergence:
    """R-hat (the larger of bulk and tail) and bulk effective sample size; a parameter that never moves has infinity, 0.

    >>> drift = np.arange(40.0).reshape(2, 20, 1)  # the second chain goes on where the first ended
    >>> found = convergence(drift)
    >>> found.r_hat.round(2).tolist(), found.effective.round(1).tolist()
    ([3.1], [3.6])
    """
    if draws.ndim != 3 or draws.shape[1] < LEAST_DRAWS:
        raise UserError(
            f"Expected draws of shape (chains, at least {LEAST_DRAWS} draws, parameters), found {draws.shape}."
        )
    halves = _halves(draws)
    moves = np.ptp(halves, axis=(1, 2)) > 0
    scores = _normal_scores(halves)
    folded = _normal_scores(np.abs(halves - np.median(halves, axis=(1, 2), keepdims=True)))
    r_hat = np.maximum(_r_hat(scores), _r_hat(folded))
    return Convergence(
        r_hat=np.where(moves, r_hat, np.inf),
        effective=np.where(moves, _effective(scores), 0.0),
    )


def _halves(draws: Floats) -> Floats:
    """The halves of all chains, shape (parameters, 2 chains, draws / 2)."""
    half = draws.shape[1] // 2
    both = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    return np.ascontiguousarray(both.transpose(2, 0, 1))


def _normal_scores(draws: Floats) -> Floats:
    """Phi^-1((rank - 3/8) / (S + 1/4)) of each draw among the S of its parameter; ties share their mean rank."""
    flat = draws.reshape(len(draws), -1)
    count = flat.shape[1]
    order = np.argsort(flat, axis=1)
    ranks = np.empty_like(flat)
    np.put_along_axis(ranks, order, np.arange(1.0, count + 1)[None], axis=1)
    for place in np.flatnonzero((np.diff(np.take_along_axis(flat, order, axis=1), axis=1) == 0).any(axis=1)):
        _, which, held = np.unique(flat[place], return_inverse=True, return_counts=True)
        ranks[place] = (np.cumsum(held) - (held - 1) / 2)[which]
    # Mean ranks are multiples of one half: one table serves all parameters.
    inverse = NormalDist().inv_cdf
    table = np.array([inverse((half / 2 - 0.375) / (count + 0.25)) for half in range(2, 2 * count + 1)])
    return np.asarray(table[np.rint(2 * ranks).astype(np.intp) - 2].reshape(draws.shape))


def _r_hat(draws: Floats) -> Floats:
    """sqrt((within (n - 1) / n + between) / within), by the variances within chains and of their means."""
    count = draws.shape[2]
    within = draws.var(axis=2, ddof=1).mean(axis=1)
    between = draws.mean(axis=2).var(axis=1, ddof=1)
    ratio = np.divide(between, within, out=np.full_like(within, np.inf), where=within > 0)
    return np.asarray(np.sqrt((count - 1) / count + ratio))


def _effective(draws: Floats) -> Floats:
    """Chains times draws over the autocorrelation time, by Geyer's initial monotone sequence of pairs."""
    _, chains, count = draws.shape
    covariance = _autocovariance(draws)
    within = covariance[:, :1] * count / (count - 1)
    variance = within * (count - 1) / count + draws.mean(axis=2).var(axis=1, ddof=1)[:, None]
    correlation = 1 - (within - covariance) / np.where(variance > 0, variance, 1)
    correlation[:, 0] = 1
    last = max(0, (count - 3) // 2)
    pairs = correlation[:, : 2 * last + 2].reshape(-1, last + 1, 2)
    sums = pairs.sum(axis=2)
    positive = np.logical_and.accumulate(sums > 0, axis=1)
    positive[:, last] = False
    # Where the sequence ends, its last even term still counts if it is positive: the estimate then varies less.
    ends = positive.sum(axis=1)
    rest = np.maximum(pairs[np.arange(len(pairs)), ends, 0], 0)
    falling = np.minimum.accumulate(sums, axis=1)
    time = -1 + 2 * np.where(positive, falling, 0).sum(axis=1) + rest
    most = chains * count
    return np.asarray(most / np.maximum(time, 1 / np.log10(most)))


def _autocovariance(draws: Floats) -> Floats:
    """At each lag, over the number of draws, mean of the chains; shape (parameters, draws)."""
    count = draws.shape[2]
    size = 1 << (2 * count - 1).bit_length()
    spectrum = np.fft.rfft(draws - draws.mean(axis=2, keepdims=True), size, axis=2)
    power = (spectrum.real**2 + spectrum.imag**2).mean(axis=1)
    return np.asarray(np.fft.irfft(power, size, axis=1)[:, :count] / count)
