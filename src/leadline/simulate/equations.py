"""The equations of the scenario model, one function an equation; a month is DT = 1/12 of a year.

Arguments are arrays over draws, or numbers; `u` is the strength of a lever. Amounts of compute are H100-equivalents,
flows a month. `docs/methods/scenario.md` numbers and explains them; each has its hand calculation in the tests.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]
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


def left(cut: Some, u: Some) -> Some:
    """What a lever leaves of something that it cuts at full strength."""
    return 1 - cut * u


def purchases(flow: Some, growth: Some, fade: Some, feedback: Some, years: float, noise: Some) -> Some:
    """Equation 1: chips bought in a month, from those of the month before; `years` since the start of 2026.

    `growth` is the logarithm of the growth in a year.
    """
    rate = growth * np.exp(-fade * years) + feedback
    return np.asarray(flow * np.exp(rate * DT + 0.05 * noise))


def kept(stock: Some, added: Some, stays: Some) -> Some:
    """Equation 1 and others: a stock after a month of wear, that leaves the part that `stays`, and additions."""
    return stock * stays + added


def domestic(flow: Some, growth: Some, noise: Some) -> Some:
    """Equation 2: domestic chips made in a month, from those of the month before.

    `growth` is the logarithm of the growth in a month, with what `domestic_push` says.
    """
    return np.asarray(flow * np.exp(growth + 0.06 * noise))


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


def smuggled(monthly: Some, uncut: Some, output: Some) -> Some:
    """Equation 3: chips smuggled in a month; `output` is what the leader buys over its level of mid-2026.

    `uncut` is the part that controls leave.
    """
    return np.asarray(monthly * np.sqrt(output) * uncut)


def reach(u_chips: Some, u_promotion: Some, *, eO: Some, leak: Some) -> Some:
    """Equation 4: the part of the wanted stock that can be rented abroad."""
    return left(eO, u_chips) * (1 + leak * u_promotion * (1 - tightened(u_chips)))


def rented_target(stock26: Some, growth: Some, years: float, within_reach: Some) -> Some:
    """Equation 4: the stock rented abroad that is wanted; `years` since the end of 2026."""
    return np.asarray(stock26 * growth**years * within_reach)


def rented(stock: Some, target: Some) -> Some:
    """Equation 4: the stock rented abroad after a month on its way to the target."""
    return stock + (target - stock) * float(1 - np.exp(-DT / RENTED_YEARS))


def lab_compute(stock: Some, share: Some, trend: Some, years: float) -> Some:
    """Equation 5: compute of the leading laboratory, log10; `years` since the start of 2026, never below zero."""
    return np.asarray(np.log10(stock * share) + trend * max(years, 0.0))


def speed_up(index: Some, phi: Some) -> Some:
    """Equation 6: how AI speeds research up."""
    return np.asarray(1 + phi * np.minimum(np.maximum(index - SPEED_FROM, 0.0), SPEED_SPAN) / 10)


def own_research(rate: Some, speed: Some, talent: Some, pull: Some, behind: Some, side: Some) -> Some:
    """Equation 6: algorithmic gain by own research, orders of magnitude a year.

    `behind` is the laboratory's compute less the best one's, log10, never above zero; `pull` is theta in natural
    logarithms; `side` is the factor by which levers cost (the sponsor) or spur (the squeezed) research.
    """
    return np.asarray(np.minimum(rate * speed * talent * np.exp(pull * behind) * side, MOST_RESEARCH))


def diffusion(strength: Some, best: Some, own: Some) -> Some:
    """Equation 6: algorithmic gain from what others publish, orders of magnitude a year."""
    return np.asarray(strength * np.maximum(best - own, 0.0))


def distilled(advantage: Some, strength: Some, best: Some, own: Some, obsolescence: Some) -> Some:
    """Equation 7: the distilled advantage after a month, log10 of effective compute."""
    signal = strength * np.maximum(best - own, 0.0)
    return advantage + (signal - obsolescence * advantage) * DT


def latent(Y0: Some, s: Some, compute: Some, reference: Some) -> Some:
    """Equation 8: the latent index for an effective compute; `reference` is the first bloc's at the start."""
    return Y0 + s * (compute - reference)


def lasting(years: Some) -> Some:
    """Equation 8: what is left of a passing shock after a month, from its correlation time."""
    return np.asarray(np.exp(-DT / np.asarray(years)))


def fresh(stays: Some, deviation: Some) -> Some:
    """Equation 8: standard deviation of what a month adds to a passing shock, so that its own stays as it is."""
    return np.asarray(np.sqrt(1 - stays**2) * deviation)


def passing(shock: Some, stays: Some, added: Some, noise: Some) -> Some:
    """Equation 8: the passing shock of a bloc after a month."""
    return stays * shock + added * noise


def releases(rate: Some) -> Some:
    """Equation 9: the chance of a release that contends for the frontier in a month, from their rate a year."""
    return np.asarray(-np.expm1(-np.asarray(rate) * DT))


def contends(likely: Some, chance: Some) -> NDArray[np.bool_]:
    """Equation 9: whether a model that contends for the frontier is released in the month."""
    return np.asarray(chance < likely)


def frontier(level: Floats, candidate: Some, released: NDArray[np.bool_]) -> Floats:
    """Equation 9: the running best after a month."""
    return np.where(released, np.maximum(level, candidate), level)


def lead(leader: Floats, follower: Floats, month: int, bias: Some = 0.0, below: Counts | None = None) -> Floats:
    """Equation 10: months since the leader first stood where the follower stands; minus the follower's if ahead.

    Frontiers are of shape (months, draws), the follower's is taken down by the bias; a month in which a level was
    reached counts half, since its release falls in its middle on the average. `below` is how many months the leader
    stood below the follower's level, where somebody has counted them.

    >>> lead(np.array([[1.0], [3.0], [5.0]]), np.array([[0.0], [2.0], [2.0]]), 2).tolist()
    [1.5]
    """
    level, own = follower[month] - bias, leader[month]
    found = np.asarray(month + 0.5 - (reached(leader, level, month) if below is None else below))
    trails = np.flatnonzero(own < level)
    if len(trails):
        wanted = np.broadcast_to(own + bias, own.shape)[trails]
        found[trails] = reached(follower, wanted, month, trails) - month - 0.5
    return found


def reached(frontier: Floats, level: Some, month: int, columns: Counts | None = None) -> Counts:
    """How many months up to one had a frontier below a level, by halving: a frontier never falls.

    For all draws or for those in some columns; the level is one for all, or one for each that is asked.

    >>> reached(np.array([[1.0], [3.0], [3.0], [5.0]]), np.array([3.0]), 3).tolist()
    [1]
    """
    flat, draws = np.ascontiguousarray(frontier).reshape(-1), frontier.shape[1]
    before = (np.arange(draws) if columns is None else columns) - draws
    below = np.zeros(len(before), dtype=np.intp)
    step = 1 << ((month + 1).bit_length() - 1)
    while step:
        tried = np.minimum(below + step, month + 1)
        below = np.where(flat[tried * draws + before] < level, tried, below)
        step >>= 1
    return below


class Reach:
    """`reached` for one month after the other and a level that never falls: what was counted before is carried on."""

    def __init__(self, frontier: Floats) -> None:
        self.frontier = frontier
        self.below = np.zeros(frontier.shape[1], dtype=np.intp)
        self.standing = np.full(frontier.shape[1], -np.inf)
        """The frontier in the first month that is not below; minus infinity while there is none."""

    def carry(self, level: Floats, month: int) -> Counts:
        """The count up to a month for a level; only where the level has passed what stood above it is it searched."""
        columns = np.flatnonzero(self.standing < level)
        below = reached(self.frontier, level[columns], month, columns)
        self.below[columns] = below
        self.standing[columns] = np.where(below <= month, self.frontier[np.minimum(below, month), columns], -np.inf)
        return self.below


def price_ratio(long_run: Some, apart: Some, years: float) -> Some:
    """Equation 11: logarithm of the ratio of prices, leader over follower; `years` since mid-2026.

    `long_run` is the logarithm of the ratio in the long run, `apart` that of mid-2026 less that.
    """
    return long_run + apart * float(np.exp(-PRICE_RATE * years))


def utility(ahead: Some, price: Some, *, bq: Some, bp: Some, cheaper: Some, backed: Some, distrusted: Some) -> Some:
    """Equation 11: what speaks for the leader, without the constant; `ahead` in points, `price` as a logarithm.

    Promotion makes it `cheaper` and `backed`, rules on access make it `distrusted`.
    """
    return bq * ahead / 10 - bp * (price - cheaper) + backed - distrusted


def adjusted(now: Some, wanted: Some, speed: Some) -> Some:
    """Equation 11: log-odds of a share after a month on their way to what is wanted."""
    return now + speed * (wanted - now) * DT


def share_of(odds: Some) -> Some:
    """A share for its log-odds."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(odds))))


def supply(cut: Some, years_since: Some) -> Some:
    """Equation 12: what a supply shock leaves of the flow; `years_since` is negative before it."""
    since, found = np.asarray(years_since), np.ones(np.shape(years_since))
    came = since >= 0
    found[came] -= np.broadcast_to(cut, since.shape)[came] * np.exp(-since[came] / SHOCK_YEARS)
    return found
