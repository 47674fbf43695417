"""Prices of months to come, as they are known on the day: what sources have announced, and nothing else.

A price stands until a source says otherwise. Decisions:

- Looked at are the days on which any rate that is known on the day begins or ends.
- An announcement is believed of the source whose price is used. Where that one announces nothing, it is believed of
  another that has the same price for the workload today: sources that carry a promotion without its end are common.
  A source that has today's price wrong is not asked about tomorrow's.
- Where nothing is announced and the promotions that are charged today end on a day that a term or a source states, the
  list price that stands beside them is charged from then on. What is no promotion stays as it is.
- Where the price that is used ends, and no price after it is known, the offer has none from that day: an end is no
  promise that things stay as they are.
- That an archive of a source ends is no event of the market: its last word stands.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from leadline.errors import NotEnoughData
from leadline.model import Figure, Workload
from leadline.prices.agreement import agree
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER, asked
from leadline.prices.terms import TERMS, promotions
from leadline.units import end_of


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The book of the day, and that of each later day on which some rate is known to change."""

    now: Book
    later: tuple[Book, ...]


@dataclass(frozen=True, kw_only=True)
class Epoch:
    """What a workload costs on an offer from a day on."""

    first: date
    cost: Figure
    source: str = ""
    """Who announced it; empty for the price of today."""


def outlook(prices: Book, end: date) -> Outlook:
    """The books of all days before `end` on which rates are known to begin or to end."""
    found = prices.view.query(
        "SELECT DISTINCT day FROM (SELECT effective_from::DATE AS day FROM rate UNION ALL "
        "SELECT effective_to::DATE FROM rate) WHERE day > $now AND day < $end ORDER BY day",
        now=prices.on,
        end=end,
    )
    days = [day for (day,) in found if isinstance(day, date)]
    return Outlook(now=prices, later=tuple(book(prices.view, day, exchange=prices.exchange) for day in days))


def epochs(prices: Outlook, offer: Offer, workload: Workload) -> list[Epoch]:
    """What a workload costs on an offer today and from each day on which that is known to change.

    Raises NotEnoughData where it has no price today, or is known to have none later.
    """
    today = cost(prices.now, offer, workload)
    found = [Epoch(first=prices.now.on, cost=today)]
    for then in prices.later:
        _check_priced(prices.now, then, offer)
        announced = next(_announced(prices.now, then, offer, workload, today), None)
        value = announced.cost if announced else today
        if value.value != found[-1].cost.value:
            found.append(announced or Epoch(first=then.on, cost=today))
    return found


def _announced(now: Book, then: Book, offer: Offer, workload: Workload, today: Figure) -> Iterator[Epoch]:
    """What sources say that the workload will cost, the one whose price is used first."""
    later = then.offers.get(offer.id)
    for source in sorted(offer.quotes, key=lambda name: (name != offer.source, list(ORDER).index(name))):
        before, after = _by(now, offer, workload, source), _by(then, later, workload, source)
        if before and after and same(before.value, today.value) and not same(before.value, after.value):
            yield Epoch(first=then.on, cost=after, source=source)
    listed = _without_promotion(now, then, offer, workload)
    if listed and not same(listed.value, today.value):
        yield Epoch(first=then.on, cost=listed, source=_promoter(offer))


def promotion_end(prices: Outlook, offer: Offer, service: str) -> date | None:
    """The day of the outlook on which the last of the promotions of a service that are charged today has ended."""
    ends = [rate.effective_to for rate in promotions(offer.quotes, offer.source) if rate.service == service]
    return next((then.on for then in prices.later if ends and _all_over(ends, then.on)), None)


def _without_promotion(now: Book, then: Book, offer: Offer, workload: Workload) -> Figure | None:
    """The cost at the list prices of today, where the promotions of the service have ended by a later day."""
    ends = [rate.effective_to for rate in promotions(offer.quotes, offer.source) if rate.service == workload.service]
    if not ends or not _all_over(ends, then.on):
        return None
    try:
        return cost(now, offer, workload, basis="list")
    except NotEnoughData:
        return None


def _all_over(ends: Iterable[datetime | None], day: date) -> bool:
    """Whether all of some ends are stated, and have come before the end of a day."""
    return all(end is not None and end < end_of(day) for end in ends)


def _promoter(offer: Offer) -> str:
    """The source that says which prices of an offer are promotions."""
    return promotions(offer.quotes, offer.source)[0].source


def _by(prices: Book, offer: Offer | None, workload: Workload, source: str) -> Figure | None:
    """The cost by one source, read with the terms that say what is a promotion; None where it does not tell."""
    if offer is None or source not in offer.quotes:
        return None
    alone = replace(offer, source=source, quotes={source: offer.quotes[source]})
    terms = {name: quote for name, quote in offer.quotes.items() if name == TERMS}
    try:
        told = cost(prices, alone, workload)
        return cost(prices, replace(alone, quotes={**alone.quotes, **terms}), workload) if terms else told
    except NotEnoughData:
        return None


def _check_priced(now: Book, then: Book, offer: Offer) -> None:
    """Raise NotEnoughData where every source that prices the offer today knows of an end and of nothing after it."""
    living = asked(offer.sources, now.view.catalog, then.on)
    later = then.offers.get(offer.id)
    if living and not any(later and source in later.quotes for source in living):
        raise NotEnoughData(f"{offer.id} has no price that is known after {then.on}.")


def same(one: float, other: float) -> bool:
    """Whether two costs are the same, but for rounding."""
    return agree(Decimal(one), Decimal(other))
