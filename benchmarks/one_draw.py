"""One draw of a scenario in plain Python: month by month, number by number, without an array.

It is written from the equations of `docs/methods/scenario.md` alone and serves twice. A test holds that the arrays of
`simulate` give the same draw; and the benchmark gives it to another program that runs a callable for each draw, so that
both do the same work. It takes the passing shock at the end of history as given: the filter that finds it is no part
of it, nor are the physical limits counted.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, expm1, log, log1p, log10, sqrt
from typing import NamedTuple

from leadline.catalog.contenders import Bloc

DT = 1 / 12
LEVERS = ("chips", "models", "promotion", "domestic", "imports")
Numbers = Mapping[str, Sequence[float]]
"""Chance by purpose: a number a month, or one; what each bloc has of its own ends with the bloc's place."""
Stocks = Mapping[tuple[str, str], Sequence[float]]


class Month(NamedTuple):
    """Outcomes at the end of a month of the forecast."""

    lead: float
    gap: float
    share: float
    ratio: float


@dataclass(kw_only=True)
class World:
    """Parameters and past of one draw, and its state."""

    p: Mapping[str, float]
    blocs: Sequence[Bloc]
    stocks: Stocks
    held: dict[tuple[str, str], float] = field(default_factory=dict)
    flows: dict[tuple[str, str], float] = field(default_factory=dict)
    expected: float = 1.0
    usable: list[float] = field(default_factory=list)
    algorithms: list[float] = field(default_factory=list)
    advantage: list[float] = field(default_factory=list)
    compute: list[float] = field(default_factory=list)
    reference: float = 0.0

    def capability(self) -> list[float]:
        """Effective compute of each bloc, log10."""
        return [c + a + d for c, a, d in zip(self.compute, self.algorithms, self.advantage, strict=True)]

    def index(self) -> list[float]:
        """The latent index of each bloc."""
        return [self.p["Y0"] + self.p["s"] * (one - self.reference) for one in self.capability()]


def one_draw(
    p: Mapping[str, float],
    blocs: Sequence[Bloc],
    stocks: Stocks,
    frontiers: Sequence[Sequence[float]],
    levers: Mapping[str, Sequence[float]],
    numbers: Numbers,
    begin: Sequence[float],
) -> list[Month]:
    """The months of the forecast of one draw, on the mixture of yardsticks.

    Args:
        p: Every assumption.
        blocs: The leader, and the others.
        stocks: Of each channel of each bloc at the end of each month that is counted.
        frontiers: Of each bloc at the end of each month that is observed.
        levers: The strength of each in every month of history and forecast.
        numbers: Chance.
        begin: The passing shock of each bloc at the end of history.
    """
    world = history(p, blocs, stocks, len(frontiers[0]))
    seen, shock = [list(one) for one in frontiers], list(begin)
    moments = {name: -log1p(-min(numbers[name][0], 1 - 1e-9)) / p[_rate(name)] for name in _shocks(blocs)}
    stays, likely = exp(-DT / p["tz"]), -expm1(-p["lam"] * DT)
    fresh = sqrt(1 - stays**2) * p["sz"]
    bias = _bias(p, blocs, numbers["yard"][0])
    odds = log(p["sh0"] / (1 - p["sh0"]))
    observed = len(seen[0])
    constant = odds - _utility(world, seen, observed - 1, dict.fromkeys(LEVERS, 0.0))
    share, found = p["sh0"], []
    for month in range(observed, len(levers["chips"])):
        place, pulled = month - observed, {name: levers[name][month] for name in LEVERS}
        years = place * DT
        since = years - moments["supply"]
        supply = 1 - p["hT"] * exp(-since / 2) if since >= 0 else 1.0
        feedback = p["phiI"] * log(share / p["sh0"])
        chance = (0.05 * numbers["purchases"][place], 0.06 * numbers["domestic"][place])
        buy(world, month, pulled, feedback, supply, chance)
        think(world, month, pulled)
        for bloc in range(len(blocs)):
            if years <= moments[f"leap{bloc}"] < years + DT:
                world.algorithms[bloc] += p["hA"]
        for bloc, index in enumerate(world.index()):
            shock[bloc] = stays * shock[bloc] + fresh * numbers[f"shock{bloc}"][place]
            candidate = index + shock[bloc] + p["se"] * numbers[f"release{bloc}"][place]
            kept = moments[f"withheld{bloc}"]
            released = numbers[f"gate{bloc}"][place] < likely and not (kept < years + DT and kept + p["hW"] > years)
            seen[bloc].append(max(seen[bloc][-1], candidate) if released else seen[bloc][-1])
        odds += p["nu"] * (constant + _utility(world, seen, month, pulled) - odds) * DT
        share = 1 / (1 + exp(-odds))
        lead = min(_lead(seen[0], seen[other], month, bias[other]) for other in range(1, len(blocs)))
        gap = seen[0][-1] - max(one[-1] for one in seen[1:])
        found.append(Month(lead, gap, share, world.usable[0] / max(world.usable[1:])))
    return found


def history(p: Mapping[str, float], blocs: Sequence[Bloc], stocks: Stocks, observed: int) -> World:
    """The state at the end of the months that are observed, with no lever pulled."""
    world, still = World(p=p, blocs=blocs, stocks=stocks), dict.fromkeys(LEVERS, 0.0)
    counted = len(next(iter(stocks.values())))
    _count(world, 0)
    world.algorithms = [p[bloc.gap] if bloc.gap else 0.0 for bloc in blocs]
    world.advantage = [0.0 for _ in blocs]
    _laboratories(world, 0)
    world.reference = world.compute[0] + world.algorithms[0]
    for month in range(1, observed):
        if month < counted:
            _count(world, month)
        else:
            if month == counted:
                _begin(world, counted)
            buy(world, month, still, 0.0, 1.0, (0.0, 0.0))
        think(world, month, still)
    if counted >= observed:
        _begin(world, counted)
    return world


def buy(
    world: World,
    month: int,
    u: Mapping[str, float],
    feedback: float,
    supply: float,
    chance: tuple[float, float],
) -> None:
    """Equations 1 to 4: a month of every channel."""
    p, tight = world.p, max(u["chips"], 0.0)
    output = next(flow for key, flow in world.flows.items() if key[1] == "bought") / world.expected
    for key, held in world.held.items():
        if key[1] == "rented":
            reach = (1 - p["eO"] * u["chips"]) * (1 + p["leak"] * u["promotion"] * (1 - tight))
            target = p["O26"] * p["gO"] ** ((month - 47) * DT) * reach
            world.held[key] = held + (target - held) * (1 - exp(-DT / 0.5))
            continue
        if key[1] == "bought":
            rate = log(p["gAU"]) * exp(-p["fadeU"] * (month - 36) * DT) + feedback
            world.flows[key] *= exp(rate * DT + chance[0])
            arrives = world.flows[key] * supply
        elif key[1] == "domestic":
            push = (p["blow"] - p["eSME"]) * u["chips"] + p["eP"] * u["domestic"] + p["subs"] * u["imports"]
            world.flows[key] *= exp((log(p["gD"]) + push) * DT + chance[1])
            arrives = world.flows[key] * (1 - p["misP"] * max(u["domestic"], 0.0))
        elif key[1] == "legal":
            offered = p["L26"] * (1 - tight) + p["Lloose"] * max(-u["chips"], 0.0)
            wanted = p["Lbuy"] * max(-u["imports"], 0.0) * (1 - tight)
            arrives = (offered * (1 - max(u["imports"], 0.0)) + wanted) * DT * supply
        else:
            arrives = p["S26"] * DT * sqrt(output) * (1 - p["eS"] * u["chips"]) * supply
        world.held[key] = held * (1 - p["delta"] * DT) + arrives


def think(world: World, month: int, u: Mapping[str, float]) -> None:
    """Equations 5 to 8: a month of research, diffusion and distillation, and then of compute."""
    p, capability = world.p, world.capability()
    best, ablest, most = max(world.algorithms), max(capability), max(world.compute)
    rate = p["gA"] * (p["mR"] if month >= 15 else 1.0)
    tight_chips, tight_models = max(u["chips"], 0.0), max(u["models"], 0.0)
    for place, (bloc, index) in enumerate(zip(world.blocs, world.index(), strict=True)):
        side = 1 + p["nec"] * (tight_chips + tight_models) if place else 1 - p["chi"] * tight_models
        speed = 1 + p["phiAI"] * min(max(index - 150, 0.0), 60.0) / 10
        talent = p[bloc.talent] if bloc.talent else 1.0
        own = min(rate * speed * talent * 10 ** (p["theta"] * (world.compute[place] - most)) * side, 5.0)
        diffused = p["kap"] * (1 - p["ep"] * u["models"]) * (best - world.algorithms[place])
        signal = p["kapd"] * (1 - p["ed"] * u["models"]) * (ablest - capability[place])
        world.advantage[place] += (signal - p["dQ"] * world.advantage[place]) * DT
        world.algorithms[place] += (own + diffused) * DT
    _laboratories(world, month)


def _laboratories(world: World, month: int) -> None:
    p, held = world.p, world.held
    worth = {key: stock * (p["etaD"] if key[1] == "domestic" else 1.0) for key, stock in held.items()}
    whole = [sum(worth[bloc.code, channel.kind] for channel in bloc.channels) for bloc in world.blocs]
    world.usable = [min(max(one, 1.0), 1e9) for one in whole]
    years = max((month - 35) * DT, 0.0)
    world.compute = [
        log10(one * p[bloc.share]) + (p[bloc.trend] * years if bloc.trend else 0.0)
        for bloc, one in zip(world.blocs, world.usable, strict=True)
    ]


def _count(world: World, month: int) -> None:
    for bloc in world.blocs:
        for channel in bloc.channels:
            factor = world.p[channel.error] if channel.error else 1.0
            world.held[bloc.code, channel.kind] = world.stocks[bloc.code, channel.kind][month] * factor


def _begin(world: World, counted: int) -> None:
    p = world.p
    for bloc in world.blocs:
        for channel in bloc.channels:
            key = (bloc.code, channel.kind)
            if channel.kind == "bought":
                factor = p[channel.error] if channel.error else 1.0
                quarter = (world.stocks[key][-1] - world.stocks[key][-4]) / 3
                world.flows[key] = quarter * factor * p["gAU"] ** DT
                if bloc is world.blocs[0]:
                    world.expected = world.flows[key] * p["gAU"] ** ((42.5 - counted) * DT)
            elif channel.kind == "domestic":
                world.flows[key] = p["D26"] * DT * p["gD"] ** ((counted - 36.5) * DT - 0.5)


def _utility(world: World, seen: Sequence[Sequence[float]], month: int, u: Mapping[str, float]) -> float:
    """Equation 11, without the constant."""
    p, far = world.p, log(world.p["prL"])
    price = far + (log(p["pr0"]) - far) * exp(-0.3 * max(month - 41, 0) * DT)
    ahead = seen[0][month] - max(one[month] for one in seen[1:])
    offer = p["bq"] * ahead / 10 - p["bp"] * (price - p["pcut"] * u["promotion"])
    return offer + p["psi"] * u["promotion"] - p["trust"] * max(u["models"], 0.0)


def _lead(leader: Sequence[float], follower: Sequence[float], month: int, bias: float) -> float:
    """Equation 10."""
    level = follower[month] - bias
    if leader[month] < level:
        return bisect_left(follower, leader[month] + bias) - month - 0.5
    return month + 0.5 - bisect_left(leader, level)


def _bias(p: Mapping[str, float], blocs: Sequence[Bloc], chance: float) -> list[float]:
    """What the yardstick of the draw takes each bloc's frontier down by."""
    rest = 1 - p["wV"]
    strict, votes = chance < p["wY"] * rest, chance >= rest
    return [
        (p[bloc.bias] if bloc.bias and strict else 0.0) - (p[bloc.votes] if bloc.votes and votes else 0.0)
        for bloc in blocs
    ]


def _shocks(blocs: Sequence[Bloc]) -> list[str]:
    return ["supply", *(f"{kind}{place}" for kind in ("leap", "withheld") for place in range(len(blocs)))]


def _rate(name: str) -> str:
    return {"s": "rT", "l": "rA", "w": "rW"}[name[0]]
