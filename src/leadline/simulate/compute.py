"""Compute by channel: what each bloc holds at the end of a month, before and after the last month that is counted.

While stocks are counted they are the published ones times the factor of their channel's error. Then each channel goes
its own way (equations 1 to 4), from the flow of the last counted quarter for what the leader buys and from the
assumptions on 2026 for the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.catalog.contenders import Bloc, Channel
from leadline.simulate import equations as eq
from leadline.simulate.equations import Floats, Some
from leadline.simulate.start import Start

Bools = NDArray[np.bool_]
Values = Mapping[str, Floats]
"""Parameters by name, each of shape (draws,)."""
Strengths = Mapping[str, Some]
"""Levers by name, in one month."""
YEAR26 = 36
"""January 2026."""
MID26 = YEAR26 + 6
"""July 2026: what is told of the year stands at its first day."""


@dataclass(kw_only=True)
class Stocks:
    """What all blocs hold, and the flows that go on from month to month."""

    held: dict[tuple[str, str], Floats] = field(default_factory=dict)
    flows: dict[tuple[str, str], Some] = field(default_factory=dict)
    expected: Some = 1.0
    """What the first bloc was to buy in mid-2026: what is smuggled goes by its purchases over that."""
    capped: Bools = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    """Which draws the physical limit has held back."""

    def of(self, places: slice | NDArray[np.intp]) -> "Stocks":
        """The same of some draws, as a copy: the state goes on."""
        return Stocks(
            held={key: _of(one, places) for key, one in self.held.items()},
            flows={key: _of(one, places) for key, one in self.flows.items()},
            expected=_of(self.expected, places),
            capped=_of(self.capped, places),
        )

    def usable(self, bloc: Bloc, p: Values) -> Floats:
        """Equation 5: what a bloc's laboratories can train on, up to the physical limit."""
        worth = (self.held[bloc.code, c.kind] * (p["etaD"] if c.kind == "domestic" else 1.0) for c in bloc.channels)
        whole = np.asarray(sum(worth, np.zeros(1)))
        self.capped = self.capped | (whole > eq.MOST_STOCK)
        return np.clip(whole, 1.0, eq.MOST_STOCK)


def _of(values: Some | Bools, places: slice | NDArray[np.intp]) -> NDArray[Any]:
    """Some of the values, as a copy; one value for all draws stays one."""
    found = np.atleast_1d(values)
    return np.array(found[places]) if len(found) > 1 else found.copy()


def count(stocks: Stocks, start: Start, p: Values, month: int) -> None:
    """A month in which stocks are counted."""
    for bloc in start.blocs:
        for channel in bloc.channels:
            factor: Some = p[channel.error] if channel.error else 1.0
            key = (bloc.code, channel.kind)
            stocks.held[key] = np.asarray(start.stocks[key][month] * factor)


def begin(stocks: Stocks, start: Start, p: Values) -> None:
    """The flows with which the first month after the last counted one goes on."""
    for bloc in start.blocs:
        for channel in bloc.channels:
            key = (bloc.code, channel.kind)
            if channel.kind == "bought":
                counted = start.stocks[key]
                factor: Some = p[channel.error] if channel.error else 1.0
                # Of the quarter's mean, which is that of its middle month, to its last.
                stocks.flows[key] = (counted[-1] - counted[-4]) / 3 * factor * p["gAU"] ** eq.DT
                if bloc is start.blocs[0]:
                    stocks.expected = stocks.flows[key] * p["gAU"] ** ((MID26 + 0.5 - start.counted) * eq.DT)
            elif channel.kind == "domestic":
                since = (start.counted - 1 - YEAR26 + 0.5) * eq.DT - 0.5
                stocks.flows[key] = p["D26"] * eq.DT * p["gD"] ** since


def advance(
    stocks: Stocks,
    start: Start,
    p: Values,
    month: int,
    levers: Strengths,
    *,
    feedback: Some = 0.0,
    supply: Some = 1.0,
    noise: Mapping[str, Some] | None = None,
) -> None:
    """A month after the last counted one: all channels of all blocs."""
    chance = noise or {}
    output = next(flow for key, flow in stocks.flows.items() if key[1] == "bought") / stocks.expected
    for bloc in start.blocs:
        for channel in bloc.channels:
            key = (bloc.code, channel.kind)
            held = stocks.held[key]
            if channel.kind == "rented":
                stocks.held[key] = np.asarray(eq.rented(held, _target(p, month, levers)))
                continue
            flow = _flow(stocks, key, channel, p, month, levers, feedback, output, chance)
            arrives = flow * (eq.decreed(p["misP"], levers["domestic"]) if channel.kind == "domestic" else supply)
            stocks.held[key] = np.asarray(eq.kept(held, arrives, p["delta"]))


def _target(p: Values, month: int, levers: Strengths) -> Some:
    years = (month - YEAR26 - 11) * eq.DT
    return eq.rented_target(p["O26"], p["gO"], years, levers["chips"], levers["promotion"], eO=p["eO"], leak=p["leak"])


def _flow(
    stocks: Stocks,
    key: tuple[str, str],
    channel: Channel,
    p: Values,
    month: int,
    levers: Strengths,
    feedback: Some,
    output: Some,
    chance: Mapping[str, Some],
) -> Some:
    """What comes into a channel in a month."""
    match channel.kind:
        case "bought":
            years = (month - YEAR26) * eq.DT
            flow = eq.purchases(stocks.flows[key], p["gAU"], p["fadeU"], feedback, years, chance.get("purchases", 0.0))
            stocks.flows[key] = flow
            return flow
        case "domestic":
            push = eq.domestic_push(
                *(levers[name] for name in ("chips", "domestic", "imports")),
                **{name: p[name] for name in ("blow", "eSME", "eP", "subs")},
            )
            stocks.flows[key] = eq.domestic(stocks.flows[key], p["gD"], push, chance.get("domestic", 0.0))
            return stocks.flows[key]
        case "legal":
            return eq.legal(levers["chips"], levers["imports"], **{name: p[name] for name in ("L26", "Lloose", "Lbuy")})
        case _:
            return eq.smuggled(p["S26"], p["eS"], levers["chips"], output)
