"""What one request of a kind of work costs on an offer, today and from each day on which that is known to change.

    cost = (1 - batch) x cost in the work's service  +  batch x cost as a batch

A million requests are priced at once and divided: tokens are whole, and shares of a request's tokens need not be.
Decisions:

- An offer without a price for batches is billed at the work's own service for them, and says so. Where a change is
  announced for the one and not for the other, only that one changes, and the offer says so. The same where a promotion
  of the standard prices ends, and nobody says whether that of another service does.
- Where the plan says what its tokens are of, and by whose count, they are those that the offer's own tokenizer makes
  of the same text; the range of that factor widens the cost's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from leadline.budget.outlook import Epoch, Outlook, epochs, promotion_end
from leadline.budget.plan import Work
from leadline.errors import NotEnoughData
from leadline.model import Figure, Workload
from leadline.prices.book import Book
from leadline.prices.offer import Offer
from leadline.prices.per_text import factor

REQUESTS = 1_000_000
"""What is priced at once."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """A cost with its range."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> "Cost":
        """So many times as much."""
        return Cost(value=self.value * factor, low=self.low * factor, high=self.high * factor)


@dataclass(frozen=True, kw_only=True)
class Request:
    """What one request costs from a day on."""

    first: date
    cost: Cost
    source: str
    """Who announced it; empty for the price of today."""


@dataclass(frozen=True, kw_only=True)
class Requests:
    """What one request costs on one offer over time."""

    offer: Offer
    over_time: tuple[Request, ...]
    figures: tuple[Figure, ...]
    """The costs of a million that it is made of."""
    notes: tuple[str, ...]
    """What a reader must know of it."""

    def shared(self, first: date, last: date) -> Cost:
        """The mean over the days from `first` to before `last`."""
        days = shares([request.first for request in self.over_time], first, last)
        return summed(one.cost.times(share) for one, share in zip(self.over_time, days, strict=True))


def requests(ahead: Outlook, work: Work, offer: Offer, base: Offer | None = None) -> Requests:
    """One request of a work on an offer over time, its tokens being those that the base makes of the work's text.

    Raises NotEnoughData where the offer has no price for something that the work needs.
    """
    scale, notes = _scale(ahead.now, work, offer, base)
    plain = epochs(ahead, offer, workload(work, scale.value))
    waiting = _batched(ahead, work, offer, scale.value)
    found: list[Request] = []
    for day in sorted({epoch.first for epoch in [*plain, *(waiting or [])]}):
        parts = [_on(plain, day), _on(waiting or plain, day)]
        cost = summed(
            _of_one(part.cost, scale).times(share)
            for part, share in zip(parts, (1 - float(work.batch), float(work.batch)), strict=True)
        )
        if not found or cost != found[-1].cost:
            found.append(Request(first=day, cost=cost, source=parts[0].source or parts[1].source))
    if work.batch and waiting is None:
        notes.append(f"no price for batches: billed as {work.service}")
    services = {"batch"} if waiting else set()
    unended = list(_without_end(ahead, offer, {work.service, *services}))
    notes += unended
    if waiting and len(waiting) != len(plain) and not unended:
        notes.append("a change is announced for one of its services alone")
    return Requests(
        offer=offer,
        over_time=tuple(found),
        figures=tuple(epoch.cost for epoch in [*plain, *(waiting or [])]),
        notes=tuple(dict.fromkeys([*notes, *(note for note in plain[0].cost.note.split("; ") if note)])),
    )


def workload(work: Work, scale: float = 1.0) -> Workload:
    """A million requests of a work, by meter.

    >>> from leadline.budget.plan import EXAMPLE, of
    >>> from leadline.userfile import parsed
    >>> chat = of(parsed(EXAMPLE.encode(), "plan.yaml")).works[0]
    >>> dict(workload(chat).tokens)
    {'input': 900000000, 'cache_read': 1800000000, 'cache_write_5m': 300000000, 'output': 400000000}
    """
    write = f"cache_write_{work.lifetime}" if work.lifetime else "cache_write"
    plain = 1 - work.reads - work.writes
    inward = {"input": work.input * plain, "cache_read": work.input * work.reads, write: work.input * work.writes}
    tokens = {
        meter: round(amount * REQUESTS * Decimal(scale))
        for meter, amount in (inward | {"output": Decimal(work.output)}).items()
    }
    whole = {meter: amount for meter, amount in tokens.items() if amount}
    return Workload(tokens=whole, requests=REQUESTS, service=work.service)


def summed(costs: Iterable[Cost]) -> Cost:
    """Several costs together, each at its own end."""
    held = list(costs)
    value, low, high = (sum(ends) for ends in zip(*((c.value, c.low, c.high) for c in held), strict=True))
    return Cost(value=value, low=low, high=high)


def shares(firsts: Sequence[date], first: date, last: date) -> list[float]:
    """The share of the days from `first` to before `last` that lies in each epoch, by the first days of the epochs.

    Half of a month of thirty days, if the price changes on the sixteenth:

    >>> shares([date(2026, 1, 1), date(2026, 6, 16)], date(2026, 6, 1), date(2026, 7, 1))
    [0.5, 0.5]
    """
    ends = [min(last, end) for end in [*firsts[1:], last]]
    days = [max(0, (end - max(first, start)).days) for start, end in zip(firsts, ends, strict=True)]
    return [count / (last - first).days for count in days]


def _on(found: Sequence[Epoch], day: date) -> Epoch:
    return [epoch for epoch in found if epoch.first <= day][-1]


def _of_one(figure: Figure, scale: Cost) -> Cost:
    """One request of the million that was priced; a range of tokens widens its own."""
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    wider = Cost(value=figure.value, low=low * scale.low / scale.value, high=high * scale.high / scale.value)
    return wider.times(1 / REQUESTS)


def _batched(ahead: Outlook, work: Work, offer: Offer, scale: float) -> list[Epoch] | None:
    """The costs as batches; None where there are none to send, or no price for them."""
    if not work.batch:
        return None
    try:
        return epochs(ahead, offer, replace(workload(work, scale), service="batch"))
    except NotEnoughData:
        return None


def _without_end(ahead: Outlook, offer: Offer, services: Iterable[str]) -> Iterator[str]:
    """A note on each service that states no end of a promotion, where that of the standard service is known to end."""
    if (end := promotion_end(ahead, offer, "standard")) is None:
        return
    for service in sorted(services):
        if service != "standard" and promotion_end(ahead, offer, service) is None:
            yield (
                f"the promotion of its standard prices ends by {end}; no end is stated for {service}, whose price of "
                "today is taken to stand"
            )


def _scale(prices: Book, work: Work, offer: Offer, base: Offer | None) -> tuple[Cost, list[str]]:
    """How many tokens the offer makes of what the plan counts as one."""
    if work.text is None or base is None:
        return Cost(value=1, low=1, high=1), []
    found = factor(prices.view, offer, base, work.text)
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    return Cost(value=found.value, low=low, high=high), [note for note in [found.note] if note]
