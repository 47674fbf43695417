"""Compute by channel: what each bloc holds at the end of a month, before and after the last month that is counted.

While stocks are counted they are the published ones times the factor of their channel's error. Then each channel goes
its own way (equations 1 to 4), from the flow of the last counted quarter for what the leader buys and from the
assumptions on 2026 for the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leadline.catalog.contenders import Bloc, Channel
from leadline.simulate import equations as eq
from leadline.simulate.equations import Floats, Some
from leadline.simulate.start import Start
from leadline.simulate.terms import Bools, Terms, Values

YEAR26 = 36
"""January 2026, and so the months that have gone by at its start."""
MID26 = YEAR26 + 6
"""The months that have gone by in mid-2026: at the end of June, at the start of July."""


@dataclass(kw_only=True)
class Stocks:
    """What all blocs hold, and the flows that go on from month to month."""

    held: dict[tuple[str, str], Floats] = field(default_factory=dict)
    flows: dict[tuple[str, str], Some] = field(default_factory=dict)
    expected: Some = 1.0
    """What the first bloc was to buy in mid-2026: what is smuggled goes by its purchases over that."""
    usable: Floats = field(default_factory=lambda: np.zeros((0, 1)))
    """What each bloc can train on, (blocs, draws): see `summed`."""
    capped: Bools = field(default_factory=lambda: np.zeros(1, dtype=np.bool_))
    """Which draws the physical limit has held back."""

    def of(self, places: slice | NDArray[np.intp]) -> "Stocks":
        """The same of some draws, as a copy: the state goes on."""
        return Stocks(
            held={key: _of(one, places) for key, one in self.held.items()},
            flows={key: _of(one, places) for key, one in self.flows.items()},
            expected=_of(self.expected, places),
            usable=np.array(self.usable[..., places]),
            capped=_of(self.capped, places),
        )

    def summed(self, blocs: Sequence[Bloc], p: Values) -> Floats:
        """Equation 5: what each bloc's laboratories can train on, up to the physical limit, (blocs, draws)."""
        whole = np.empty((len(blocs), len(p["Y0"])))
        for bloc, row in zip(blocs, whole, strict=True):
            worth = (self._worth(bloc, channel, p) for channel in bloc.channels)
            row[:] = next(worth)
            for further in worth:
                row += further
        self.capped = self.capped | (whole > eq.MOST_STOCK).any(axis=0)
        self.usable = np.minimum(np.maximum(whole, 1.0), eq.MOST_STOCK)
        return self.usable

    def _worth(self, bloc: Bloc, channel: Channel, p: Values) -> Floats:
        held = self.held[bloc.code, channel.kind]
        return held * p["etaD"] if channel.kind == "domestic" else held


def _of(values: Some | Bools, places: slice | NDArray[np.intp]) -> NDArray[Any]:
    """Some of the values, as a copy; one value for all draws stays one."""
    found = np.atleast_1d(values)
    return np.array(found[places]) if len(found) > 1 else found.copy()


def count(stocks: Stocks, start: Start, p: Values, month: int) -> None:
    """A month in which stocks are counted."""
    for bloc in start.blocs:
        for channel in bloc.channels:
            key = (bloc.code, channel.kind)
            stocks.held[key] = np.asarray(start.stocks[key][month] * _factor(channel, p))


def _factor(channel: Channel, p: Values) -> Some:
    return p[channel.error] if channel.error else 1.0


def begin(stocks: Stocks, start: Start, p: Values) -> None:
    """The flows with which the first month after the last counted one goes on."""
    for bloc in start.blocs:
        for channel in bloc.channels:
            key = (bloc.code, channel.kind)
            if channel.kind == "bought":
                counted = start.stocks[key]
                # Of the quarter's mean, which is that of its middle month, to its last.
                stocks.flows[key] = (counted[-1] - counted[-4]) / 3 * _factor(channel, p) * p["gAU"] ** eq.DT
                if bloc is start.blocs[0]:
                    stocks.expected = stocks.flows[key] * p["gAU"] ** ((MID26 + 0.5 - start.counted) * eq.DT)
            elif channel.kind == "domestic":
                since = (start.counted - 1 - YEAR26 + 0.5) * eq.DT - 0.5
                stocks.flows[key] = p["D26"] * eq.DT * p["gD"] ** since


def advance(
    stocks: Stocks,
    start: Start,
    p: Values,
    terms: Terms,
    month: int,
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
                wanted = eq.rented_target(p["O26"], p["gO"], (month - YEAR26 - 11) * eq.DT, terms.reach)
                stocks.held[key] = np.asarray(eq.rented(held, wanted))
                continue
            flow = _flow(stocks, key, channel, p, terms, month, feedback, output, chance)
            arrives = flow * (terms.decreed if channel.kind == "domestic" else supply)
            stocks.held[key] = np.asarray(eq.kept(held, arrives, terms.stays))


def _flow(
    stocks: Stocks,
    key: tuple[str, str],
    channel: Channel,
    p: Values,
    terms: Terms,
    month: int,
    feedback: Some,
    output: Some,
    chance: Mapping[str, Some],
) -> Some:
    """What comes into a channel in a month."""
    match channel.kind:
        case "bought":
            years, noise = (month - YEAR26) * eq.DT, chance.get("purchases", 0.0)
            stocks.flows[key] = eq.purchases(stocks.flows[key], terms.growth, p["fadeU"], feedback, years, noise)
            return stocks.flows[key]
        case "domestic":
            stocks.flows[key] = eq.domestic(stocks.flows[key], terms.domestic, chance.get("domestic", 0.0))
            return stocks.flows[key]
        case "legal":
            return terms.legal
        case _:
            return eq.smuggled(terms.smuggled, terms.uncut, output)
