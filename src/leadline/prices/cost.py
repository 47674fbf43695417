"""What a workload costs on an offer.

    cost = sum over meters of tokens x rate / 1,000,000  +  requests x fee per request

with the rates in force on the day. Decisions:

- *Context tiers* are told by the input tokens of a request, cached ones included: the workload's mean. Where it does
  not say how many requests it is, the base rate is used.
- *Caches*: a cache meter without a rate of its own is billed as the source's next broader meter: a write of a known
  lifetime as a write, any cache meter as plain input.
- *Hours*: where rates depend on the time of day, the workload is spread evenly over a week without holidays; low and
  high are the cheapest and the dearest hours.
- *Sources*: the value is by the source that `preference.py` prefers; where others differ by more than half a per cent,
  low and high span what all of them say, and the note names them.
- A meter without any rate is an error that names it, never a cost of zero.

Sums are made in decimals, exactly; only the finished figure is a float.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from leadline import windows
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure, Workload, weakest
from leadline.prices.book import Book, Offer
from leadline.prices.tariff import Basis
from leadline.prices.workload import describe

METHOD = "cost/1"
RATIO_METHOD = "cost_ratio/1"
SAME = Decimal("0.005")
"""Two costs that differ by no more than this share are the same."""


def cost(book: Book, offer: Offer, workload: Workload, *, basis: Basis = "charged") -> Figure:
    """Cost of a workload on an offer, in the currency of its rates: as charged, or at list prices alone.

    Raises NotEnoughData where the offer has no price for one of the workload's meters. For an example by hand see
    `docs/methods/cost.md`.
    """
    by_hours = [(minutes, amount) for minutes, amount in _by_hours(offer, workload, offer.source, basis) if minutes]
    value = _mean(by_hours)
    others = _others(offer, workload, basis)
    ends = [amount for _, amount in by_hours] + list(others.values())
    varies, disputed = len({amount for _, amount in by_hours}) > 1, _disputing(value, others)
    ranged = varies or bool(disputed)
    return Figure(
        metric="cost",
        args={"offer": offer.id, "workload": describe(workload)} | ({"basis": basis} if basis != "charged" else {}),
        value=float(value),
        low=float(min(ends)) if ranged else None,
        high=float(max(ends)) if ranged else None,
        interval="range" if ranged else "none",
        unit=_currency(offer, offer.source),
        as_of=book.view.as_of,
        on=book.on,
        method=METHOD,
        grade="measured",
        evidence=book.view.evidence(offer.source, *others),
        note="; ".join(_notes(offer, workload, disputed, varies=varies)),
    )


def _mean(by_hours: Sequence[tuple[int, Decimal]]) -> Decimal:
    """Over the minutes of a week."""
    return sum((minutes * amount for minutes, amount in by_hours), Decimal()) / windows.WEEK_MINUTES


def _others(offer: Offer, workload: Workload, basis: Basis) -> dict[str, Decimal]:
    """What the workload costs by every other source that prices all of its meters, in the same currency."""
    found = {}
    for source in offer.sources:
        if source != offer.source and _currency(offer, source) == _currency(offer, offer.source):
            try:
                found[source] = _mean(list(_by_hours(offer, workload, source, basis)))
            except NotEnoughData:
                continue
    return found


def _disputing(value: Decimal, others: Mapping[str, Decimal]) -> list[str]:
    """The sources by which the cost is not the same, beyond rounding."""
    return [source for source, other in others.items() if abs(other - value) > SAME * max(abs(value), abs(other))]


def ratio(one: Figure, other: Figure) -> Figure:
    """How many times as much the first cost is as the second; where either is a range, the widest: ends crosswise.

    Raises UserError where the costs are of different workloads, days or currencies, or the second is free.
    """
    same = [(f.metric, f.args["workload"], f.args.get("basis"), f.unit, f.as_of, f.on) for f in (one, other)]
    if same[0] != same[1]:
        raise UserError(
            f"Costs compare only over one workload, basis, day and currency; here are {same[0]} and {same[1]}."
        )
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
        grade=weakest(one.grade, other.grade),
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        note="; ".join(dict.fromkeys(part for figure in (one, other) for part in figure.note.split("; ") if part)),
    )


def _by_hours(offer: Offer, workload: Workload, source: str, basis: Basis) -> Iterator[tuple[int, Decimal]]:
    """Minutes of the week, and the cost of the whole workload at the rates of those minutes."""
    tariff = offer.tariff(workload.service, source, basis)
    lengths = {window: windows.minutes_per_week(windows.parse(window)) for window in tariff.windows}
    if rest := windows.WEEK_MINUTES - sum(lengths.values()):
        yield rest, amount(offer, workload, source=source, basis=basis)
    for window, minutes in lengths.items():
        yield minutes, amount(offer, workload, window, source=source, basis=basis)


def amount(
    offer: Offer,
    workload: Workload,
    window: str | None = None,
    *,
    source: str | None = None,
    basis: Basis = "charged",
) -> Decimal:
    """What a workload costs at the rates inside a window, or outside of all, exactly: the sum alone, without a figure.

    By the source whose prices are used, or by another. Raises NotEnoughData where a meter has no price.
    """
    tariff, per_request = offer.tariff(workload.service, source, basis), input_per_request(workload)
    total = Decimal()
    for meter, tokens in workload.tokens.items():
        rate = tariff.rate(meter, per_request, window)
        if rate is None:
            raise NotEnoughData(_without_rate(offer, meter))
        total += tokens * rate.price
    fee = tariff.rate("request", per_request, window)
    return total + workload.requests * fee.price if fee and workload.requests else total


def input_per_request(workload: Workload) -> float:
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


def _notes(offer: Offer, workload: Workload, disputed: Sequence[str], *, varies: bool) -> Iterator[str]:
    """What a reader must know about the figure beyond its number."""
    tariff = offer.tariff(workload.service)
    if len(offer.sources) == 1:
        yield f"rests on one source, {offer.source}"
    if disputed:
        yield f"disputed: by {offer.source}, otherwise by {', '.join(sorted(disputed))}"
    for meter in workload.tokens:
        rate = tariff.rate(meter, input_per_request(workload))
        if rate and rate.meter != meter:
            yield f"{meter} billed as {rate.meter}, for want of a rate"
    if workload.requests is None and any(rate.from_tokens for rate in offer.rates):
        yield "base rate used: the size of requests, and so the context tier, is not given"
    if workload.requests is None and tariff.rate("request", 0):
        yield "without its fee per request: their number is not given"
    if varies:
        yield "spread evenly over the hours of the week"


def _currency(offer: Offer, source: str) -> str:
    currencies = {rate.currency for rate in offer.quotes[source].rates}
    if len(currencies) > 1:
        raise UserError(f"{offer.id} has rates in {sorted(currencies)}: they do not add up without a rate of exchange.")
    return currencies.pop()
