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
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.catalog import levers as catalogue
from leadline.errors import UserError
from leadline.simulate import chance, compute, latent, measurement, shocks
from leadline.simulate import equations as eq
from leadline.simulate.compute import Stocks, Strengths, Values
from leadline.simulate.equations import Floats, Some
from leadline.simulate.latent import Minds
from leadline.simulate.measurement import Seen
from leadline.simulate.paths import MONTHS
from leadline.simulate.shocks import Shocks
from leadline.simulate.start import Start

Levers = Mapping[str, Floats]
"""Strength of each lever by month, shape (months,) or (months, draws)."""
Kept = NDArray[np.float32] | Floats
Yardstick = str
Past = tuple[list[Seen], Minds, Stocks]
"""What the frontiers say of each draw, and the state of minds and stocks at the end of history."""
YARDSTICKS = ("mixture", "index", "strict", "votes")
BLOCK = 4096
MANY = 100_000
"""Of more draws the outcomes are kept in single precision."""
MID26 = 41
"""June 2026: prices and shares are told of its end."""
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
    threads: int = 1,
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
        block: Draws of one pass.
        threads: Passes at once.
        past: The history of the same parameters, where it was run before: no lever changes it.
    """
    if months <= start.observed:
        raise UserError(f"Expected more than the {start.observed} months of history, found {months}.")
    if yardstick not in YARDSTICKS:
        raise UserError(f"Expected a yardstick of {', '.join(YARDSTICKS)}, found {yardstick!r}.")
    draws = draws or len(parameters["Y0"])
    spans = [(at, min(at + block, draws)) for at in range(0, draws, block)]
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
            levels[:, compared.index(month)] = minds.index(parameters)
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
    still = dict.fromkeys(catalogue.load(), 0.0)
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
            compute.advance(stocks, start, p, month, still)
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
        self.noise = self._noise()
        self.shocks = self._shocks()
        self.shock = np.array([seen.shock + seen.spread * z for seen, z in zip(self.told, self._begin(), strict=True)])
        self.bias = self._bias(yardstick)
        self.seen = np.empty((len(start.blocs), months, self.draws))
        self.seen[:, : start.observed] = start.frontiers[:, :, None]
        self.odds = np.log(p["sh0"] / (1 - p["sh0"]))
        self.constant = self.odds - self._utility(start.observed - 1, dict.fromkeys(levers, 0.0))

    def fill(self, whole: Futures, draws: slice) -> None:
        """Run all months of the forecast, and write the outcomes into the place of these draws."""
        for place in range(self.ahead):
            month = self.start.observed + place
            levers = {name: self._strength(path, month) for name, path in self.levers.items()}
            self.advance(month, place, levers)
            if month >= whole.first:
                for name, values in self._outcomes(month).items():
                    getattr(whole, name)[month - whole.first, draws] = values
        whole.stocks[:, draws] = np.log10(self.usable)
        whole.capped[draws] = self.stocks.capped | self.minds.capped

    def advance(self, month: int, place: int, levers: Strengths) -> None:
        """One month: compute, algorithms, releases, market."""
        p, years = self.p, place * eq.DT
        feedback = p["phiI"] * np.log(eq.share_of(self.odds) / p["sh0"])
        compute.advance(
            self.stocks,
            self.start,
            p,
            month,
            levers,
            feedback=feedback,
            supply=shocks.supply(self.shocks, p, years),
            noise={"purchases": self.noise[PURCHASES][place], "domestic": self.noise[DOMESTIC][place]},
        )
        latent.advance(self.minds, self.start.blocs, self.stocks, p, levers, month)
        self.minds.algorithms += shocks.leaps(self.shocks, p, years)
        self._release(month, place, years)
        self.odds = np.asarray(eq.adjusted(self.odds, self.constant + self._utility(month, levers), p["nu"]))

    def _release(self, month: int, place: int, years: float) -> None:
        index = self.minds.index(self.p)
        kept_back = shocks.withheld(self.shocks, self.p, years)
        for bloc in range(len(self.start.blocs)):
            slot = FIRST_SLOT + bloc * PER_BLOC
            self.shock[bloc] = eq.passing(self.shock[bloc], self.p["sz"], self.p["tz"], self.noise[slot + SHOCK][place])
            candidate = index[bloc] + self.shock[bloc] + self.p["se"] * self.noise[slot + RELEASE][place]
            released = eq.contends(self.p["lam"], self.noise[slot + GATE][place]) & ~kept_back[bloc]
            self.seen[bloc, month] = eq.frontier(self.seen[bloc, month - 1], candidate, released)

    def _outcomes(self, month: int) -> dict[str, Floats]:
        """Lead, gap, share and ratio of compute at the end of a month."""
        levels, blocs = self.seen[:, month], self.start.blocs
        leads = [eq.lead(self.seen[0], self.seen[other], month, self.bias[other]) for other in range(1, len(blocs))]
        usable = [self.stocks.usable(bloc, self.p) for bloc in blocs]
        self.usable = np.array([np.broadcast_to(one, (self.draws,)) for one in usable])
        return {
            "lead": np.min(leads, axis=0),
            "gap": levels[0] - levels[1:].max(axis=0),
            "share": np.asarray(eq.share_of(self.odds)),
            "ratio": self.usable[0] / self.usable[1:].max(axis=0),
        }

    def _utility(self, month: int, levers: Strengths) -> Some:
        levels = self.seen[:, month]
        price = eq.price_ratio(self.p["pr0"], self.p["prL"], max(month - MID26, 0) * eq.DT)
        terms = {name: self.p[name] for name in ("bq", "bp", "pcut", "psi", "trust")}
        return eq.utility(levels[0] - levels[1:].max(axis=0), price, levers["models"], levers["promotion"], **terms)

    def _strength(self, path: Floats, month: int) -> Some:
        """A lever in a month; beyond the end of its path it stays as it is."""
        strength: Some = path[min(month, len(path) - 1)]
        return strength

    def _noise(self) -> dict[int, Floats]:
        """Chance of every month, by slot."""
        last = self.first + self.draws
        slots = [FIRST_SLOT + bloc * PER_BLOC for bloc in range(len(self.start.blocs))]
        normal = [PURCHASES, DOMESTIC, *(slot + kind for slot in slots for kind in (SHOCK, RELEASE))]
        found = {slot: chance.normals(self.seed, slot, self.ahead, self.first, last) for slot in normal}
        gates = [slot + GATE for slot in slots]
        found |= {slot: chance.uniforms(self.seed, slot, self.ahead, self.first, last) for slot in gates}
        return {slot: drawn.astype(np.float64) for slot, drawn in found.items()}

    def _once(self, kind: int) -> list[NDArray[np.float32]]:
        """One uniform number a draw for each bloc."""
        blocs = range(len(self.start.blocs))
        return [
            chance.uniforms(self.seed, FIRST_SLOT + bloc * PER_BLOC + kind, 1, self.first, self.first + self.draws)[0]
            for bloc in blocs
        ]

    def _shocks(self) -> Shocks:
        common = chance.uniforms(self.seed, SUPPLY, 1, self.first, self.first + self.draws)[0]
        return shocks.drawn(self.p, common, self._once(LEAP), self._once(WITHHELD))

    def _begin(self) -> list[Floats]:
        """One normal number a draw for each bloc: where the passing shock stands at the end of history."""
        blocs = range(len(self.start.blocs))
        slots = [FIRST_SLOT + bloc * PER_BLOC + BEGIN for bloc in blocs]
        last = self.first + self.draws
        return [chance.normals(self.seed, slot, 1, self.first, last)[0].astype(np.float64) for slot in slots]

    def _bias(self, yardstick: Yardstick) -> list[Some]:
        """What each bloc's frontier is taken down by."""
        told = chance.uniforms(self.seed, YARD, 1, self.first, self.first + self.draws)[0]
        strict, votes = measurement.weights(yardstick, told, self.p["wY"], self.p["wV"])
        return [
            (self.p[bloc.bias] * strict if bloc.bias else 0.0) - (self.p[bloc.votes] * votes if bloc.votes else 0.0)
            for bloc in self.start.blocs
        ]
