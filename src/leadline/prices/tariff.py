"""The rates of an offer arranged for pricing: which rate a meter pays in a request of so many input tokens.

A cache meter without a rate of its own is billed as the next broader meter: a write of a known lifetime as a write, any
cache meter as plain input. Inside a window its rate stands in for the one without; a context tier for the base rate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from leadline.model import Rate

Basis = Literal["charged", "list"]
"""What is charged, promotions and the hours of the week included; or list prices alone, outside of all hours."""

BILLED_AS = {
    "cache_write_5m": ("cache_write", "input"),
    "cache_write_1h": ("cache_write", "input"),
    "cache_write": ("input",),
    "cache_read": ("input",),
}
"""The broader meters that stand in for one without a rate of its own, nearest first."""
UNITS = {"mtok": 1_000_000, "thousand": 1_000, "request": 1}
"""How many tokens or requests a unit holds. What is sold by the image, the second or the page is in no workload."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one token, request or other thing that is counted costs."""

    meter: str
    """The meter whose rate it is; not the one asked for where that has none."""
    from_tokens: int
    price: Decimal


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """The prices of one service of an offer, by meter and window, highest context tier first."""

    prices: Mapping[tuple[str, str | None], Sequence[Price]]
    windows: tuple[str, ...]

    def rate(self, meter: str, input_tokens: float, window: str | None = None) -> Price | None:
        """The price of a meter in a request of so many input tokens, in a window or outside of all.

        None where neither the meter nor any that it is billed as has a price.
        """
        for billed in (meter, *BILLED_AS.get(meter, ())):
            found = self.prices.get((billed, window)) or self.prices.get((billed, None))
            for price in found or ():
                if price.from_tokens < input_tokens or not price.from_tokens:
                    return price
        return None


def tariff(rates: Sequence[Rate], service: str, basis: Basis = "charged") -> Tariff:
    """Arrange the rates of one service that hold without a condition on the region.

    Rates without an amount are unknown, and left out. Where a promotion and a list price are in force at once, the
    promotion is charged.
    """
    known = [r for r in rates if r.service == service and r.region is None and r.unit in UNITS and r.amount is not None]
    if basis == "list":
        known = [rate for rate in known if rate.kind == "list" and rate.window is None]
    known.sort(key=lambda rate: rate.kind == "list")
    prices: dict[tuple[str, str | None], list[Price]] = {}
    for rate in sorted(known, key=lambda rate: -rate.from_tokens):
        amount = (rate.amount or Decimal()) / UNITS[rate.unit]
        prices.setdefault((rate.meter, rate.window), []).append(Price(rate.meter, rate.from_tokens, amount))
    return Tariff(prices=prices, windows=tuple(sorted({rate.window for rate in known if rate.window})))
