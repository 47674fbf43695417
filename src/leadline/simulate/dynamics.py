"""The model run over the months: history from the published stocks, then futures with chance and shocks.

    simulate(parameters, levers, start, months, seed) -> Futures

In history nothing is drawn: the latent index follows from parameters and stocks, the frontier is the one that was seen.
From the first month after it releases, passing shocks, flows and regime shocks are drawn, by numbers that hang on seed,
draw, month and slot alone: two runs with other levers see the same futures, and their difference is a paired one.
The first future month starts from the frontier that was seen and the shock that the filter tells: there is no seam.

Draws are run in blocks that fit the cache; the result hangs neither on the size of blocks nor on the number of threads.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.errors import UserError
from leadline.simulate import chance, compute, latent, measurement, shocks, terms
from leadline.simulate import equations as eq
from leadline.simulate.compute import MID26, Stocks
from leadline.simulate.equations import Floats, Some
from leadline.simulate.latent import Minds
from leadline.simulate.measurement import Seen
from leadline.simulate.paths import MONTHS
from leadline.simulate.shocks import Shocks
from leadline.simulate.start import Start
from leadline.simulate.terms import Values

Levers = Mapping[str, Floats]
"""Strength of each lever by month, shape (months,) or (months, draws)."""
Kept = NDArray[np.float32] | Floats
Yardstick = str
Past = tuple[list[Seen], Minds, Stocks]
"""What the frontiers say of each draw, and the state of minds and stocks at the end of history."""
YARDSTICKS = ("mixture", "index", "strict", "votes")
BLOCK, THREADS = 32_768, 2
"""Draws of one pass at most, and passes at once. Smaller blocks make threads wait for each other, larger ones take
memory; `docs/decisions/0006-simulation.md` tells what was measured."""
MANY = 100_000
"""Of more draws the outcomes are kept in single precision."""
SUPPLY, YARD, PURCHASES, DOMESTIC = range(4)
"""Slots of chance for all; those of a bloc follow, `PER_BLOC` for each."""
FIRST_SLOT, PER_BLOC = 16, 8
SHOCK, GATE, RELEASE, LEAP, WITHHELD, BEGIN = range(6)


@dataclass(frozen=True, kw_only=True, eq=False)
class Futures:
    """What became of every draw in the months of the forecast, each array of shape (months, draws)."""

    first: int
    """The first month of the forecast, from January 2023."""
    lead: Kept
    """Months by the yardstick of the draw: positive where the first bloc is ahead of the best of the others."""
    gap: Kept
    """Index points between them by the public index."""
    share: Kept
    """The first bloc's share of contestable markets."""
    ratio: Kept
    """The first bloc's usable compute over the largest of the others'."""
    stocks: Kept
    """Usable compute of every bloc, log10, at the end, shape (blocs, draws)."""
    capped: NDArray[np.bool_]
    """Which draws a physical limit held back, shape (draws,)."""

    def months(self, first: int, last: int) -> slice:
        """Where the months from one to another, both included, stand; UserError where the forecast lacks one."""
        if first < self.first or last >= self.first + len(self.lead):
            raise UserError(
                f"The forecast runs over {len(self.lead)} months from month {self.first}; {first} to {last} were asked."
            )
        return slice(first - self.first, last - self.first + 1)


def simulate(
    parameters: Values,
    levers: Levers,
    start: Start,
    months: int = MONTHS,
    seed: int = 0,
    *,
    yardstick: Yardstick = "mixture",
    draws: int | None = None,
    first_kept: int = 0,
    block: int = BLOCK,
    threads: int = THREADS,
    past: Past | None = None,
) -> Futures:
    """The futures of all draws.

    Args:
        parameters: Every assumption by name, each of shape (draws,).
        levers: Every lever by name, of shape (months,), or (months, draws) where it differs from draw to draw.
        start: What is known of the past.
        months: Of history and forecast, from January 2023.
        seed: Of chance.
        yardstick: Whether leads are by the public `index`, by a `strict` yardstick that takes the follower's bias off,
            by one of users' `votes` that shows it nearer, or by a `mixture` of all with the weights wV and wY.
        draws: Of more draws than there are parameters, these are used over and over, each time with other futures.
        first_kept: The first month whose outcomes are kept, to save memory.
        block: Draws of one pass at most.
        threads: Passes at once.
        past: The history of the same parameters, where it was run before: no lever changes it.
    """
    if months <= start.observed:
        raise UserError(f"Expected more than the {start.observed} months of history, found {months}.")
    if yardstick not in YARDSTICKS:
        raise UserError(f"Expected a yardstick of {', '.join(YARDSTICKS)}, found {yardstick!r}.")
    draws = draws or len(parameters["Y0"])
    spans = _spans(draws, block, threads)
    kept: type[np.floating[Any]] = np.float64 if draws <= MANY else np.float32

    first = max(start.observed, first_kept)
    shapes = dict.fromkeys(("lead", "gap", "share", "ratio"), (months - first, draws)) | {
        "stocks": (len(start.blocs), draws)
    }
    whole = Futures(
        first=first,
        capped=np.empty(draws, dtype=np.bool_),
        **{name: np.empty(shape, dtype=kept) for name, shape in shapes.items()},
    )

    def run(span: tuple[int, int]) -> None:
        places = _places(span, len(parameters["Y0"]))
        cut = {name: drawn[places] for name, drawn in parameters.items()}
        here = {n: path if path.ndim == 1 else path[:, span[0] : span[1]] for n, path in levers.items()}
        known = _of(past, places) if past else history(cut, start)
        _Pass(cut, here, start, months, seed, span[0], yardstick, known).fill(whole, slice(*span))

    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(run, spans):
            pass
    return whole


def _spans(draws: int, block: int, threads: int) -> list[tuple[int, int]]:
    """Blocks of about the same size, as many for each thread; whole chunks of chance where a block holds some.

    >>> _spans(8000, 16_384, 2), _spans(40_000, 16_384, 2)
    ([(0, 8000)], [(0, 10240), (10240, 20480), (20480, 30720), (30720, 40000)])
    """
    count = -(-draws // block)
    rounds = -(-count // threads) * threads if count > 1 else 1
    size = -(-draws // rounds)
    if block >= chance.CHUNK and rounds > 1:
        size = -(-size // chance.CHUNK) * chance.CHUNK
    return [(at, min(at + size, draws)) for at in range(0, draws, size)]


def _places(span: tuple[int, int], count: int) -> slice | NDArray[np.intp]:
    """Which of so many parameters the draws of a span use, over and over."""
    return slice(*span) if span[1] <= count else np.arange(*span) % count


def _of(past: Past, places: slice | NDArray[np.intp]) -> Past:
    """The history of some draws."""
    told, minds, stocks = past
    return [seen.of(places) for seen in told], minds.of(places), stocks.of(places)


def history(parameters: Values, start: Start) -> Past:
    """What the frontiers that were seen say of each draw, and the state at the end of history; levers are at 0."""
    compared = measurement.quarters(start.observed)
    levels = np.empty((len(start.blocs), len(compared), len(parameters["Y0"])))
    for month, minds, stocks in past(parameters, start):  # noqa: B007 - the last state is returned
        if month in compared:
            levels[:, compared.index(month)] = minds.index
    told = [
        measurement.seen(
            levels[place],
            start.frontiers[place, compared],
            start.errors[place, compared],
            releases=parameters["lam"],
            deviation=parameters["se"],
            passing=parameters["sz"],
            correlation=parameters["tz"],
        )
        for place in range(len(start.blocs))
    ]
    return told, minds, stocks


def past(p: Values, start: Start) -> Iterator[tuple[int, Minds, Stocks]]:
    """The months of history one after the other, levers at 0; the state goes on from month to month."""
    still = terms.still(p, start.blocs)
    stocks = Stocks()
    compute.count(stocks, start, p, 0)
    minds = latent.born(start.blocs, stocks, p)
    yield 0, minds, stocks
    for month in range(1, start.observed):
        if month < start.counted:
            compute.count(stocks, start, p, month)
        else:
            if month == start.counted:
                compute.begin(stocks, start, p)
            compute.advance(stocks, start, p, still, month)
        latent.advance(minds, start.blocs, stocks, p, still, month)
        yield month, minds, stocks


class _Pass:
    """One block of draws on its way through the months of the forecast."""

    def __init__(
        self,
        p: Values,
        levers: Levers,
        start: Start,
        months: int,
        seed: int,
        first: int,
        yardstick: Yardstick,
        past: Past,
    ) -> None:
        self.p, self.levers, self.start, self.seed, self.first = p, levers, start, seed, first
        self.draws = len(p["Y0"])
        self.ahead = months - start.observed
        self.told, self.minds, self.stocks = past
        if start.counted >= start.observed:
            compute.begin(self.stocks, start, p)
        self.terms, self.strengths = terms.still(p, start.blocs), dict.fromkeys(levers, 0.0)
        self.stays, self.likely = eq.lasting(p["tz"]), eq.releases(p["lam"])
        self.fresh = eq.fresh(self.stays, p["sz"])
        self.price = np.log(p["prL"])
        self.apart = np.log(p["pr0"]) - self.price
        self.noise = self._noise()
        self.shocks = self._shocks()
        self.shock = np.array([seen.shock + seen.spread * z for seen, z in zip(self.told, self._begin(), strict=True)])
        self.bias = self._bias(yardstick)
        self.seen = np.empty((len(start.blocs), months, self.draws))
        self.seen[:, : start.observed] = start.frontiers[:, :, None]
        self.reach = [eq.Reach(self.seen[0]) for _ in start.blocs]
        self.odds: Some = np.log(p["sh0"] / (1 - p["sh0"]))
        self.share = eq.share_of(self.odds)
        self.constant = self.odds - self._utility(start.observed - 1)

    def fill(self, whole: Futures, draws: slice) -> None:
        """Run all months of the forecast, and write the outcomes into the place of these draws."""
        for place in range(self.ahead):
            month = self.start.observed + place
            self._pull(month)
            self.advance(month, place)
            if month >= whole.first:
                for name, values in self._outcomes(month).items():
                    getattr(whole, name)[month - whole.first, draws] = values
        whole.stocks[:, draws] = np.log10(self.stocks.usable)
        whole.capped[draws] = self.stocks.capped | self.minds.capped

    def advance(self, month: int, place: int) -> None:
        """One month: compute, algorithms, releases, market."""
        p, years = self.p, place * eq.DT
        compute.advance(
            self.stocks,
            self.start,
            p,
            self.terms,
            month,
            feedback=p["phiI"] * np.log(self.share / p["sh0"]),
            supply=shocks.supply(self.shocks, p, years),
            noise={name: self._drawn(name, place) for name in ("purchases", "domestic")},
        )
        leaps = shocks.leaps(self.shocks, p, years)
        latent.advance(self.minds, self.start.blocs, self.stocks, p, self.terms, month, leaps)
        self._release(month, place, years)
        self.odds = eq.adjusted(self.odds, self.constant + self._utility(month), p["nu"])
        self.share = eq.share_of(self.odds)

    def _pull(self, month: int) -> None:
        """What hangs on levers, where one of them moves; beyond the end of its path it stays as it is."""
        strengths = {name: path[min(month, len(path) - 1)] for name, path in self.levers.items()}
        if any(np.ndim(one) for one in strengths.values()) or strengths != self.strengths:
            self.terms, self.strengths = terms.terms(self.p, self.start.blocs, strengths), strengths

    def _release(self, month: int, place: int, years: float) -> None:
        self.shock = np.asarray(eq.passing(self.shock, self.stays, self.fresh, self._drawn("shock", place)))
        candidate = self.minds.index + self.shock + self.p["se"] * self._drawn("release", place)
        released = eq.contends(self.likely, self._drawn("gate", place)) & ~shocks.withheld(self.shocks, years)
        self.seen[:, month] = eq.frontier(self.seen[:, month - 1], candidate, released)

    def _outcomes(self, month: int) -> dict[str, Some]:
        """Lead, gap, share and ratio of compute at the end of a month."""
        usable = self.stocks.usable
        leads = [self._lead(other, month) for other in range(1, len(usable))]
        return {
            "lead": reduce(np.minimum, leads),
            "gap": self.gap,
            "share": self.share,
            "ratio": usable[0] / usable[1:].max(axis=0),
        }

    def _lead(self, other: int, month: int) -> Floats:
        """Over one of the other blocs; the month that was reached is carried on from the one before."""
        level, bias = self.seen[other, month] - self.bias[other], self.bias[other]
        return eq.lead(self.seen[0], self.seen[other], month, bias, self.reach[other].carry(level, month))

    def _utility(self, month: int) -> Some:
        levels = self.seen[:, month]
        self.gap = levels[0] - levels[1:].max(axis=0)
        price = eq.price_ratio(self.price, self.apart, max(month + 1 - MID26, 0) * eq.DT)
        now = self.terms
        swayed = {"cheaper": now.cheaper, "backed": now.backed, "distrusted": now.distrusted}
        return eq.utility(self.gap, price, bq=self.p["bq"], bp=self.p["bp"], **swayed)

    def _drawn(self, name: str, place: int) -> Floats:
        """Chance of a month, for all blocs or for each, in double precision as all that is reckoned with it."""
        drawn = self.noise[name]
        rows = [one[place] for one in drawn]
        return np.array(rows if len(rows) > 1 else rows[0], dtype=np.float64)

    def _noise(self) -> dict[str, list[NDArray[np.float32]]]:
        """Chance of every month by its purpose, for all or for each bloc, each of shape (months, draws)."""
        return {
            "purchases": [self._of(chance.normals, PURCHASES)],
            "domestic": [self._of(chance.normals, DOMESTIC)],
            "shock": self._each(chance.normals, SHOCK),
            "release": self._each(chance.normals, RELEASE),
            "gate": self._each(chance.uniforms, GATE),
        }

    def _of(self, kind: chance.Kind, slot: int, months: int | None = None) -> NDArray[np.float32]:
        """The numbers of a slot for these draws, (months, draws)."""
        return kind(self.seed, slot, months or self.ahead, self.first, self.first + self.draws)

    def _each(self, kind: chance.Kind, purpose: int, months: int | None = None) -> list[NDArray[np.float32]]:
        """The numbers of a purpose for each bloc, each of shape (months, draws)."""
        slots = [FIRST_SLOT + bloc * PER_BLOC + purpose for bloc in range(len(self.start.blocs))]
        return [self._of(kind, slot, months) for slot in slots]

    def _once(self, kind: chance.Kind, purpose: int) -> NDArray[np.float32]:
        """One number a draw for each bloc, (blocs, draws)."""
        return np.concatenate(self._each(kind, purpose, 1))

    def _shocks(self) -> Shocks:
        common = self._of(chance.uniforms, SUPPLY, 1)[0]
        return shocks.drawn(self.p, common, self._once(chance.uniforms, LEAP), self._once(chance.uniforms, WITHHELD))

    def _begin(self) -> Floats:
        """One normal number a draw for each bloc: where the passing shock stands at the end of history."""
        return self._once(chance.normals, BEGIN).astype(np.float64)

    def _bias(self, yardstick: Yardstick) -> list[Some]:
        """What each bloc's frontier is taken down by."""
        told = self._of(chance.uniforms, YARD, 1)[0]
        strict, votes = measurement.weights(yardstick, told, self.p["wY"], self.p["wV"])
        return [
            (self.p[bloc.bias] * strict if bloc.bias else 0.0) - (self.p[bloc.votes] * votes if bloc.votes else 0.0)
            for bloc in self.start.blocs
        ]
