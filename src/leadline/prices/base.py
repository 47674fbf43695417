"""The base price of a meter: what one source states for a million tokens when nothing special is asked for.

Standard service, outside of hours of their own, below every context tier, without a condition on the region; the
promotion where one stands beside the list price.
"""

from leadline.errors import NotEnoughData
from leadline.model import Figure, Rate
from leadline.prices.book import Book
from leadline.prices.offer import Offer
from leadline.prices.terms import TERMS

METHOD = "base_price/2"
METERS = ("input", "output", "cache_read")


def base_price(prices: Book, offer: Offer, meter: str, source: str) -> Figure:
    """The base price of a meter of an offer by one source; NotEnoughData where it states none."""
    rate = base_rates(offer, meter).get(source)
    if rate is None or rate.amount is None:
        raise NotEnoughData(f"{source} states no base price for {meter!r} of {offer.id} on {prices.on}.")
    return Figure(
        metric="base_price",
        args={"offer": offer.id, "meter": meter, "source": source},
        value=float(rate.amount),
        unit=rate.currency,
        as_of=prices.view.as_of,
        on=prices.on,
        method=METHOD,
        grade="measured",
        evidence=prices.view.evidence(source),
        note=offer.note,
    )


def base_prices(prices: Book, offer: Offer) -> list[Figure]:
    """The base prices of an offer by every source that states one."""
    stated = [(meter, source) for meter in METERS for source in base_rates(offer, meter)]
    return [base_price(prices, offer, meter, source) for meter, source in stated]


def base_rates(offer: Offer, meter: str) -> dict[str, Rate]:
    """The base rate of a meter by source, where it has an amount; terms are no list of prices."""
    found = {}
    for source, quote in offer.said.items():
        if source == TERMS:
            continue
        for rate in sorted(quote.rates, key=lambda rate: rate.kind != "list"):
            if rate.meter == meter and rate.amount is not None and rate.is_base:
                found[source] = rate
    return found
