"""Where sources disagree about a price on one day, by how much, and what the likely cause is.

Compared are base prices: standard service, outside of hours of their own, below every context tier, without a condition
on the region, in one currency. Two prices that differ by no more than half a per cent of the larger are the same.

The cause is the first of these that fits; it is a guess from the numbers alone, and says where to look:

- *hours*: one source's price is another's inside certain hours.
- *tier*: one source's price is another's for longer contexts.
- *swapped*: one source's input is the other's output, and the reverse.
- *unit*: the prices are a power of ten of at least a thousand apart.
- *alias*: the id names no version, or `latest`, and may mean different models.
- *stale*: one source's price is what the preferred one said earlier.
- *unexplained*: none of these.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from math import log10

from leadline.catalog import key
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.prices.base import METERS, base_rates
from leadline.prices.book import Book, Offer, book

METHOD = "price_spread/1"
SAME = Decimal("0.005")
BEFORE = (60, 180, 365)
"""How many days back the preferred source is asked for what it said earlier."""


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One meter of one offer that sources price differently."""

    offer: Offer
    meter: str
    amounts: Mapping[str, Decimal]
    """US dollars, or another single currency, for a million tokens, by source."""
    cause: str
    spread: Figure
    """The highest price as a multiple of the lowest."""


def disagreements(prices: Book, *, first_party: bool = True) -> list[Disagreement]:
    """All disagreements of a day, widest first; of makers' own offers, or of all."""
    offers = [o for o in prices.offers.values() if len(o.quotes) > 1 and (o.first_party or not first_party)]
    earlier = list(_earlier(prices))
    found = [one for offer in offers for meter in METERS if (one := _compared(prices, earlier, offer, meter))]
    return sorted(found, key=lambda one: (-one.spread.value, one.offer.id, one.meter))


def _compared(prices: Book, earlier: list[Book], offer: Offer, meter: str) -> Disagreement | None:
    rates = base_rates(offer, meter)
    amounts = {source: rate.amount for source, rate in rates.items() if rate.amount}
    if len({rate.currency for rate in rates.values()}) != 1 or len(amounts) < 2:
        return None
    low, high = min(amounts.values()), max(amounts.values())
    if high - low <= SAME * high:
        return None
    return Disagreement(
        offer=offer,
        meter=meter,
        amounts=amounts,
        cause=_cause(offer, meter, amounts, earlier),
        spread=_spread(prices, offer, meter, amounts, high / low),
    )


def _spread(prices: Book, offer: Offer, meter: str, amounts: Mapping[str, Decimal], value: Decimal) -> Figure:
    return Figure(
        metric="price_spread",
        args={"offer": offer.id, "meter": meter},
        value=float(value),
        unit="times",
        as_of=prices.view.as_of,
        on=prices.on,
        method=METHOD,
        grade="measured",
        evidence=prices.view.evidence(*amounts),
    )


def _cause(offer: Offer, meter: str, amounts: Mapping[str, Decimal], earlier: list[Book]) -> str:
    values = set(amounts.values())
    others = [rate for quote in offer.quotes.values() for rate in quote.rates if rate.meter == meter]
    if any(rate.window and rate.amount in values for rate in others):
        return "hours"
    if any(rate.from_tokens and rate.amount in values for rate in others):
        return "tier"
    if _swapped(offer):
        return "swapped"
    if any(_power_of_ten(one / other) for one in values for other in values):
        return "unit"
    if not any(character.isdigit() for character in offer.model) or "latest" in key(offer.model).split("-"):
        return "alias"
    return "stale" if any(values & past for past in _past(offer, meter, amounts, earlier)) else "unexplained"


def _swapped(offer: Offer) -> bool:
    inputs, outputs = (base_rates(offer, meter) for meter in ("input", "output"))
    both = [source for source in inputs if source in outputs]
    return any(
        inputs[one].amount == outputs[other].amount != inputs[other].amount == outputs[one].amount
        for one, other in combinations(both, 2)
    )


def _power_of_ten(ratio: Decimal) -> bool:
    """Whether a ratio is a thousand, ten thousand and so on, within a hundredth."""
    power = log10(ratio)
    return round(power) >= 3 and abs(power - round(power)) < 0.004


def _earlier(prices: Book) -> Iterator[Book]:
    for days in BEFORE:
        try:
            yield book(prices.view.earlier(prices.view.as_of - timedelta(days=days)))
        except NotEnoughData:
            return


def _past(offer: Offer, meter: str, amounts: Mapping[str, Decimal], earlier: list[Book]) -> Iterator[set[Decimal]]:
    """What the sources said earlier and no longer say: values that some other source may still hold."""
    for past in earlier:
        if offer.id in past.offers:
            before = base_rates(past.offers[offer.id], meter)
            yield {r.amount for source, r in before.items() if r.amount and r.amount != amounts.get(source)}
