"""Prices that a source took from a router for the maker's own: no maker ever said them.

A router sells open models by whichever host is cheapest, and passes that price on. `COPIES` names the sources that fill
the row of a maker from a router's list, by their own comments ("imported from OpenRouter pricing"). Which rows those
are, the numbers must tell: of a model with open weights, input and output cost at the maker, by such a source, what
they cost by it at the router; no other source says the same of the maker; and either

- another source says otherwise of the maker, under an id that does not move; or
- none does, and a price is no multiple of five cents: makers set round prices, the cheapest host of a day does not.

Such a quote is no price of the maker's own anywhere: not used, not in a range, no offer where it is the only one. It
stays in what sources say (`Offer.mirrored`), and a disagreement about it has the cause *mirrored*.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from leadline.catalog import key
from leadline.model import Rate
from leadline.prices.agreement import agree
from leadline.prices.listing import Listing
from leadline.prices.terms import TERMS
from leadline.store.view import View

COPIES: Mapping[str, str] = {"genai_prices": "openrouter"}
"""Sources that fill in makers' prices from a router's list, and the router."""
STEP = Decimal("0.05")
"""In US dollars for a million tokens."""

Pair = tuple[Decimal, Decimal]
"""The base prices of input and output."""


def mirrored(view: View, quotes: Mapping[str, Listing]) -> frozenset[str]:
    """The sources whose quotes of a maker's own offer are a router's prices."""
    return frozenset(source for source in quotes.keys() & COPIES.keys() if _is_copy(view, quotes, source))


def _is_copy(view: View, quotes: Mapping[str, Listing], source: str) -> bool:
    pair = _pair(quotes[source].rates)
    known = view.catalog.canonical(quotes[source].model)
    if not pair or known is None or known.access != "open" or pair not in _of_router(view, source, quotes[source].key):
        return False
    others = {name: other for name, quote in quotes.items() if name != source and (other := _pair(quote.rates))}
    if any(_agree(pair, other) for other in others.values()) or TERMS in quotes:
        return False
    return any(quotes[name].meaning is None for name in others) or any(price % STEP for price in pair)


def _agree(one: Pair, other: Pair) -> bool:
    return agree(one[0], other[0]) and agree(one[1], other[1])


def _pair(rates: Iterable[Rate]) -> Pair | None:
    base = {rate.meter: rate.amount for rate in rates if rate.is_base and rate.amount}
    prices = base.get("input"), base.get("output")
    return (prices[0], prices[1]) if prices[0] and prices[1] else None


def _of_router(view: View, source: str, model: str) -> frozenset[Pair]:
    return _router(view, source).get(model, frozenset())


@lru_cache(maxsize=16)
def _router(view: View, source: str) -> dict[str, frozenset[Pair]]:
    """What a source says that its router charges, by the key of the model."""
    rates = view.rows(
        Rate,
        "source = $source AND host = $host AND meter IN ('input', 'output') AND amount > 0",
        source=source,
        host=COPIES[source],
    )
    by_model: dict[str, list[Rate]] = {}
    for rate in rates:
        by_model.setdefault(rate.model, []).append(rate)
    found: dict[str, set[Pair]] = {}
    for model, held in by_model.items():
        if pair := _pair(held):
            found.setdefault(key(model.rsplit("/", 1)[-1]), set()).add(pair)
    return {name: frozenset(pairs) for name, pairs in found.items()}
