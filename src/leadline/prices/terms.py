"""Which prices of an offer are promotions: kinds travel from one source to another, so that prices need not.

Most sources have one column for a price. Some put a promotion into it, some the list price struck through beside it,
and few say which. Where any source says what an offer's prices are, the others are read accordingly when something
is priced; what each states stays as it is, and so does a disagreement about it:

1. What `leadline_price_terms` says of the offer in force counts, else what the most trusted source says that marks one
   of its prices as a promotion.
2. The term must know the price: where a source's base price for input or output is neither the promotion nor the list
   price that are named, the term speaks of something else or has been overtaken, and is left aside.
3. The prices that it names stand in for the source's own of the same meter, service and tier: the promotion and the
   list price, both. What it does not name stays as it was, and counts as charged and as list price alike.
"""

from collections.abc import Mapping, Sequence

from leadline.model import Rate
from leadline.prices.agreement import agree
from leadline.prices.listing import Listing
from leadline.prices.preference import ORDER

TERMS = "leadline_price_terms"
Place = tuple[str, str, str, int]


def read_by_terms(quotes: Mapping[str, Listing], source: str) -> tuple[Rate, ...]:
    """The rates of an offer by one source, with its promotions marked as any source marks them."""
    rates, said = quotes[source].rates, _said(quotes)
    if not said or not _known(rates, said):
        return rates
    named = {_place(rate) for rate in said}
    return (*(rate for rate in rates if _place(rate) not in named or rate.window or rate.region), *said)


def promotions(quotes: Mapping[str, Listing], source: str) -> list[Rate]:
    """The promotional rates of an offer by one source, as `read_by_terms` reads it."""
    return [rate for rate in read_by_terms(quotes, source) if rate.kind != "list" and rate.amount is not None]


def _said(quotes: Mapping[str, Listing]) -> tuple[Rate, ...]:
    """The rates of the source that says which are promotions; empty where none does."""
    ranked = sorted(quotes, key=lambda name: (name != TERMS, list(ORDER).index(name)))
    for name in ranked:
        if name == TERMS or any(rate.kind != "list" for rate in quotes[name].rates):
            return tuple(rate for rate in quotes[name].rates if not rate.window and not rate.region)
    return ()


def _known(rates: Sequence[Rate], said: Sequence[Rate]) -> bool:
    """Whether a base price for input and one for output are among those that are named, where there are any."""
    base = [rate for rate in rates if rate.meter in ("input", "output") and rate.is_base]
    meters = {rate.meter for rate in base}
    return all(any(_same(one, other) for one in base for other in said if one.meter == meter) for meter in meters)


def _same(one: Rate, other: Rate) -> bool:
    """Whether two rates are one price of one meter."""
    if one.amount is None or other.amount is None or _place(one) != _place(other):
        return False
    return agree(one.amount, other.amount)


def _place(rate: Rate) -> Place:
    return rate.meter, rate.unit, rate.service, rate.from_tokens
