"""What a workload costs on an offer.

    cost = sum over meters of tokens x rate / 1,000,000  +  requests x fee per request

with the rates in force on the day. Decisions:

- *Context tiers* are told by the input tokens of a request, cached ones included: the workload's mean. Where it does
  not say how many requests it is, the base rate is used.
- *Caches*: a cache meter without a rate of its own is billed as the source's next broader meter: a write of a known
  lifetime as a write, any cache meter as plain input.
- *Hours*: where rates depend on the time of day, the workload is spread evenly over the day; low and high are the
  cheapest and the dearest hours.
- A meter without any rate is an error that names it, never a cost of zero.

Sums are made in decimals, exactly; only the finished figure is a float.
"""

from collections.abc import Iterator
from decimal import Decimal

from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure, Rate, Workload
from leadline.prices.book import Book, Offer
from leadline.prices.workload import describe

METHOD = "cost/1"
RATIO_METHOD = "cost_ratio/1"
BILLED_AS = {
    "cache_write_5m": ("cache_write", "input"),
    "cache_write_1h": ("cache_write", "input"),
    "cache_write": ("input",),
    "cache_read": ("input",),
}
"""The broader meters that stand in for one without a rate of its own, nearest first."""
UNITS = {"mtok": 1_000_000, "thousand": 1_000, "request": 1}
DAY_MINUTES = 24 * 60


def cost(book: Book, offer: Offer, workload: Workload) -> Figure:
    """Cost of a workload on an offer, in the currency of its rates.

    Raises NotEnoughData where the offer has no price for one of the workload's meters. For an example by hand see
    `docs/methods/cost.md`.
    """
    by_hours = list(_by_hours(offer, workload))
    value = sum((minutes * amount for minutes, amount in by_hours), Decimal()) / DAY_MINUTES
    amounts = [amount for minutes, amount in by_hours if minutes]
    varies = min(amounts) != max(amounts)
    return Figure(
        metric="cost",
        args={"offer": offer.id, "workload": describe(workload)},
        value=float(value),
        low=float(min(amounts)) if varies else None,
        high=float(max(amounts)) if varies else None,
        interval="range" if varies else "none",
        unit=_currency(offer),
        as_of=book.view.as_of,
        on=book.on,
        method=METHOD,
        grade="measured",
        evidence=book.view.evidence(*offer.sources),
        note="; ".join(_notes(offer, workload, varies=varies)),
    )


def ratio(one: Figure, other: Figure) -> Figure:
    """How many times as much the first cost is as the second; a range where either is one.

    Raises UserError where the costs are of different workloads, days or currencies, or the second is free.
    """
    same = [(f.metric, f.args["workload"], f.unit, f.as_of, f.on) for f in (one, other)]
    if same[0] != same[1]:
        raise UserError(f"Costs compare only over one workload, day and currency; here are {same[0]} and {same[1]}.")
    if not other.value:
        raise UserError(f"{other.args['offer']} is free, so that nothing costs a number of times as much.")
    ranged = "range" in (one.interval, other.interval) and one.args["offer"] != other.args["offer"]
    ends = [figure.value if end is None else end for figure in (one, other) for end in (figure.low, figure.high)]
    return Figure(
        metric="cost_ratio",
        args={"offer": one.args["offer"], "base": other.args["offer"], "workload": one.args["workload"]},
        value=one.value / other.value,
        low=ends[0] / ends[3] if ranged and ends[3] else None,
        high=ends[1] / ends[2] if ranged and ends[2] else None,
        interval="range" if ranged else "none",
        unit="times",
        as_of=one.as_of,
        on=one.on,
        method=RATIO_METHOD,
        grade=one.grade,
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        note=one.note,
    )


def _by_hours(offer: Offer, workload: Workload) -> Iterator[tuple[int, Decimal]]:
    """Minutes of the day and the cost of the whole workload at the rates of those minutes."""
    windows = sorted({rate.window for rate in offer.rates if rate.window})
    rest = DAY_MINUTES - sum(map(minutes_of, windows))
    yield rest, _cost_at(offer, workload, None)
    for window in windows:
        yield minutes_of(window), _cost_at(offer, workload, window)


def minutes_of(window: str) -> int:
    """Length of a daily window in minutes; it may pass midnight.

    >>> minutes_of("00:30-16:30"), minutes_of("16:30-00:30")
    (960, 480)
    """
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in window.split("-"))
    return (end - start) % DAY_MINUTES or DAY_MINUTES


def _cost_at(offer: Offer, workload: Workload, window: str | None) -> Decimal:
    total = Decimal()
    for meter, tokens in workload.tokens.items():
        rate = _rate(offer, workload, meter, window)
        if rate is None or rate.amount is None:
            raise NotEnoughData(_without_rate(offer, meter))
        total += tokens * rate.amount / UNITS[rate.unit]
    fee = _rate(offer, workload, "request", window)
    if fee is not None and fee.amount is not None and workload.requests is not None:
        total += workload.requests * fee.amount / UNITS[fee.unit]
    return total


def _rate(offer: Offer, workload: Workload, meter: str, window: str | None) -> Rate | None:
    """The rate of a meter, or of the meter that it is billed as."""
    for billed in (meter, *BILLED_AS.get(meter, ())):
        rates = [r for r in offer.rates if r.meter == billed and r.service == workload.service and r.amount is not None]
        inside = [rate for rate in rates if rate.window == window] or [rate for rate in rates if rate.window is None]
        reached = [rate for rate in inside if rate.from_tokens < _input_per_request(workload) or not rate.from_tokens]
        if reached:
            return max(reached, key=lambda rate: rate.from_tokens)
    return None


def _input_per_request(workload: Workload) -> float:
    """Mean input of a request, cached tokens included; 0 where it is not known."""
    if not workload.requests:
        return 0
    return (
        sum(tokens for meter, tokens in workload.tokens.items() if not meter.startswith("output")) / workload.requests
    )


def _without_rate(offer: Offer, meter: str) -> str:
    if not offer.priced:
        return f"{offer.id} is listed by {', '.join(offer.sources)} without a price: it is unknown, not free."
    meters = sorted({rate.meter for rate in offer.rates})
    return f"{offer.id} has no rate for {meter!r}: its source prices {', '.join(meters)}. Leave {meter!r} out."


def _notes(offer: Offer, workload: Workload, *, varies: bool) -> Iterator[str]:
    """What a reader must know about the figure beyond its number."""
    if len(offer.sources) == 1:
        yield f"rests on one source, {offer.sources[0]}"
    for meter in workload.tokens:
        rate = _rate(offer, workload, meter, None)
        if rate is not None and rate.meter != meter:
            yield f"{meter} billed as {rate.meter}, for want of a rate"
    if workload.requests is None and any(rate.from_tokens for rate in offer.rates):
        yield "base rate used: the size of requests, and so the context tier, is not given"
    if workload.requests is None and any(rate.meter == "request" for rate in offer.rates):
        yield "without its fee per request: their number is not given"
    if varies:
        yield "spread evenly over the hours of the day"


def _currency(offer: Offer) -> str:
    currencies = {rate.currency for rate in offer.rates}
    if len(currencies) > 1:
        raise UserError(f"{offer.id} has rates in {sorted(currencies)}: they do not add up without a rate of exchange.")
    return currencies.pop()
