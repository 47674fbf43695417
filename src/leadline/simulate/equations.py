"""The equations of the scenario model, one function an equation; a month is DT = 1/12 of a year.

Arguments are arrays over draws, or numbers; `u` is the strength of a lever. Amounts of compute are H100-equivalents,
flows a month. `docs/methods/scenario.md` numbers and explains them; each has its hand calculation in the tests.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Some = Floats | float
"""An array over draws, or one number for all."""
DT = 1 / 12
RENTED_YEARS = 0.5
"""Years in which a rented stock adjusts."""
PRICE_RATE = 0.3
"""Rate a year at which the ratio of prices comes to its long run."""
SHOCK_YEARS = 2.0
"""Years in which a supply shock fades."""
SPEED_FROM, SPEED_SPAN = 150.0, 60.0
"""AI speeds research up above this index, and by no more than over this many points."""
MOST_STOCK = 1e9
"""H100-equivalents of a bloc, see `capped`: about 150 GW, a third of the mean power made in the United States."""
MOST_RESEARCH = 5.0
"""Orders of magnitude of algorithmic efficiency in a year: beyond it runs would be overtaken before they end."""


def tightened(u: Some) -> Some:
    """The part of a strength above zero."""
    return np.asarray(np.maximum(u, 0.0))


def loosened(u: Some) -> Some:
    """The part of a strength below zero, as a positive number."""
    return np.asarray(np.maximum(-np.asarray(u), 0.0))


def purchases(flow: Some, growth: Some, fade: Some, feedback: Some, years: float, noise: Some) -> Some:
    """Equation 1: chips bought in a month, from those of the month before; `years` since the start of 2026."""
    rate = np.log(growth) * np.exp(-fade * years) + feedback
    return np.asarray(flow * np.exp(rate * DT + 0.05 * noise))


def kept(stock: Some, added: Some, delta: Some) -> Some:
    """Equation 1 and others: a stock after a month of wear and additions."""
    return stock * (1 - delta * DT) + added


def domestic(flow: Some, growth: Some, push: Some, noise: Some) -> Some:
    """Equation 2: domestic chips made in a month, from those of the month before; `push` as `domestic_push` says."""
    return np.asarray(flow * np.exp((np.log(growth) + push) * DT + 0.06 * noise))


def domestic_push(
    u_chips: Some, u_domestic: Some, u_imports: Some, *, blow: Some, eSME: Some, eP: Some, subs: Some
) -> Some:
    """Equation 2: what levers add to the growth of domestic output, in logarithms a year."""
    return (blow - eSME) * u_chips + eP * u_domestic + subs * u_imports


def decreed(mis: Some, u_domestic: Some) -> Some:
    """Equation 2: what a domestic chip is worth that is made under a programme by decree, beside one made without."""
    return 1 - mis * tightened(u_domestic)


def legal(u_chips: Some, u_imports: Some, *, L26: Some, Lloose: Some, Lbuy: Some) -> Some:
    """Equation 3: chips sold legally in a month; both governments must let them pass."""
    offered = L26 * (1 - tightened(u_chips)) + Lloose * loosened(u_chips)
    wanted = Lbuy * loosened(u_imports) * (1 - tightened(u_chips))
    return (offered * (1 - tightened(u_imports)) + wanted) * DT


def smuggled(yearly: Some, cut: Some, u_chips: Some, output: Some) -> Some:
    """Equation 3: chips smuggled in a month; `output` is what the leader buys over its level of mid-2026."""
    return np.asarray(yearly * DT * np.sqrt(output) * (1 - cut * u_chips))


def rented_target(
    stock26: Some, growth: Some, years: float, u_chips: Some, u_promotion: Some, *, eO: Some, leak: Some
) -> Some:
    """Equation 4: the stock rented abroad that is wanted; `years` since the end of 2026."""
    reach = (1 - eO * u_chips) * (1 + leak * u_promotion * (1 - tightened(u_chips)))
    return np.asarray(stock26 * growth**years * reach)


def rented(stock: Some, target: Some) -> Some:
    """Equation 4: the stock rented abroad after a month on its way to the target."""
    return stock + (target - stock) * float(1 - np.exp(-DT / RENTED_YEARS))


def lab_compute(stock: Some, share: Some, trend: Some, years: float) -> Some:
    """Equation 5: compute of the leading laboratory, log10; `years` since the start of 2026, never below zero."""
    return np.asarray(np.log10(stock * share) + trend * max(years, 0.0))


def speed_up(index: Some, phi: Some) -> Some:
    """Equation 6: how AI speeds research up."""
    return np.asarray(1 + phi * np.clip(np.asarray(index) - SPEED_FROM, 0.0, SPEED_SPAN) / 10)


def own_research(rate: Some, speed: Some, talent: Some, behind: Some, theta: Some, side: Some) -> Some:
    """Equation 6: algorithmic gain by own research, orders of magnitude a year.

    `behind` is the laboratory's compute less the best one's, log10, never above zero; `side` is the factor by which
    levers cost (the sponsor) or spur (the squeezed) research.
    """
    return np.asarray(np.minimum(rate * speed * talent * np.exp(np.log(10) * theta * behind) * side, MOST_RESEARCH))


def diffusion(kap: Some, cut: Some, u_models: Some, best: Some, own: Some) -> Some:
    """Equation 6: algorithmic gain from what others publish, orders of magnitude a year."""
    return np.asarray(kap * (1 - cut * u_models) * np.maximum(np.asarray(best) - own, 0.0))


def distilled(
    advantage: Some, kapd: Some, cut: Some, u_models: Some, best: Some, own: Some, obsolescence: Some
) -> Some:
    """Equation 7: the distilled advantage after a month, log10 of effective compute."""
    signal = kapd * (1 - cut * u_models) * np.maximum(np.asarray(best) - own, 0.0)
    return advantage + (signal - obsolescence * advantage) * DT


def latent(Y0: Some, s: Some, compute: Some, reference: Some) -> Some:
    """Equation 8: the latent index for an effective compute; `reference` is the first bloc's at the start."""
    return Y0 + s * (compute - reference)


def passing(shock: Some, deviation: Some, years: Some, noise: Some) -> Some:
    """Equation 8: the passing shock of a bloc after a month."""
    stays = np.exp(-DT / np.asarray(years))
    return np.asarray(stays * shock + np.sqrt(1 - stays**2) * deviation * noise)


def contends(rate: Some, chance: Some) -> NDArray[np.bool_]:
    """Equation 9: whether a model that contends for the frontier is released in the month."""
    return np.asarray(chance < -np.expm1(-np.asarray(rate) * DT))


def frontier(level: Floats, candidate: Some, released: NDArray[np.bool_]) -> Floats:
    """Equation 9: the running best after a month."""
    return np.where(released, np.maximum(level, candidate), level)


def lead(leader: Floats, follower: Floats, month: int, bias: Some = 0.0) -> Floats:
    """Equation 10: months since the leader first stood where the follower stands; minus the follower's if ahead.

    Frontiers are of shape (months, draws), the follower's is taken down by the bias; a month in which a level was
    reached counts half, since its release falls in its middle on the average.

    >>> lead(np.array([[1.0], [3.0], [5.0]]), np.array([[0.0], [2.0], [2.0]]), 2).tolist()
    [1.5]
    """
    level, own = follower[month] - bias, leader[month]
    found = np.asarray(month + 0.5 - reached(leader, level, month))
    trails = np.flatnonzero(own < level)
    if len(trails):
        wanted = np.broadcast_to(own + bias, own.shape)[trails]
        found[trails] = reached(follower[: month + 1, trails], wanted, month) - month - 0.5
    return found


def reached(frontier: Floats, level: Some, month: int) -> Floats:
    """How many months up to one had a frontier below a level, by halving: a frontier never falls; shape (draws,).

    >>> reached(np.array([[1.0], [3.0], [3.0], [5.0]]), np.array([3.0]), 3).tolist()
    [1.0]
    """
    draws = frontier.shape[1]
    flat, columns = frontier[: month + 1].ravel(), np.arange(draws) - draws
    below = np.zeros(draws, dtype=np.intp)
    step = 1 << ((month + 1).bit_length() - 1)
    while step:
        tried = np.minimum(below + step, month + 1)
        below = np.where(flat[tried * draws + columns] < level, tried, below)
        step >>= 1
    return below.astype(np.float64)


def price_ratio(now: Some, long_run: Some, years: float) -> Some:
    """Equation 11: logarithm of the ratio of prices, leader over follower; `years` since mid-2026."""
    stays = np.exp(-PRICE_RATE * years)
    return np.asarray(np.log(long_run) + (np.log(now) - np.log(long_run)) * stays)


def utility(
    ahead: Some,
    price: Some,
    u_models: Some,
    u_promotion: Some,
    *,
    bq: Some,
    bp: Some,
    pcut: Some,
    psi: Some,
    trust: Some,
) -> Some:
    """Equation 11: what speaks for the leader, without the constant; `ahead` in points, `price` as a logarithm."""
    offer = bq * ahead / 10 - bp * (price - pcut * u_promotion)
    return offer + psi * u_promotion - trust * tightened(u_models)


def adjusted(now: Some, wanted: Some, speed: Some) -> Some:
    """Equation 11: log-odds of a share after a month on their way to what is wanted."""
    return now + speed * (wanted - now) * DT


def share_of(odds: Some) -> Some:
    """A share for its log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(odds))))


def supply(cut: Some, years_since: Some) -> Some:
    """Equation 12: what a supply shock leaves of the flow; `years_since` is negative before it."""
    since = np.asarray(years_since)
    return np.where(since >= 0, 1 - cut * np.exp(-np.maximum(since, 0.0) / SHOCK_YEARS), 1.0)
