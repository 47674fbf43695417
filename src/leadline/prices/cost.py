"""What a workload costs on an offer.

    cost = sum over meters of number x price  +  requests x fee per request

with the rates in force on the day. How prices follow from rates (tiers, hours, promotions, regions, broader meters) is
told in `tariff.py`. Decisions:

- *Tiers* are told by the workload's mean request. Where it does not say how many requests it is, the base rate is used.
- *Hours*: where rates depend on the time of day, the workload is spread evenly over a week without holidays; low and
  high are the cheapest and the dearest hours. In a book of an instant, the prices are those of that minute.
- *Sources*: the value is by the source that `preference.py` prefers of those that price the whole workload, in the
  service and the region that it asks for; where others differ by more than half a per cent, low and high span what all
  of these say in all hours, and the note names them. No cost is made of two sources.
- A service, a region or a meter without any price is an error that names it and what there is, never a cost of zero and
  never the price of something else.
- *Currency*: that of the rates; US dollars where the user gave the book a rate of exchange, which the note then tells.

Sums are made in decimals, exactly; only the finished figure is a float.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leadline import windows
from leadline.errors import NotEnoughData, UserError
from leadline.model import Arg, Figure, Workload, weakest
from leadline.prices.agreement import agree
from leadline.prices.book import Book
from leadline.prices.derived import joined_notes
from leadline.prices.notes import notes
from leadline.prices.offer import Offer, taken_back
from leadline.prices.preference import preferred
from leadline.prices.question import Question
from leadline.prices.tariff import Basis, Scale, Tariff
from leadline.prices.terms import TERMS
from leadline.prices.workload import describe

METHOD = "cost/5"
RATIO_METHOD = "cost_ratio/2"
Hours = tuple[tuple[int, Decimal], ...]
"""From which minute of the week on a workload costs what."""


@dataclass(frozen=True, kw_only=True)
class Cost(Figure):
    """A cost, and what it is in each hour of the week: two costs compare minute by minute."""

    hours: Hours
    means: tuple[tuple[str, Decimal], ...] = ()
    """What each source that can tell it says of the mean week; `ranges.py` tells hours and sources apart."""
    disputed: tuple[str, ...] = ()
    """The sources by which it is not the same."""


def cost(book: Book, offer: Offer, workload: Workload, *, basis: Basis = "charged") -> Cost:
    """Cost of a workload on an offer, as charged or at list prices alone.

    Raises NotEnoughData where the offer has no price for something that the workload asks for. For an example by hand
    see `docs/methods/cost.md`.
    """
    asked = Question(offer, workload, basis)
    by_source, source, unit = _by_source(book, asked)
    # Terms say which prices are promotions, and list none that could agree or differ.
    means = {name: _mean(hours) for name, hours in by_source.items() if name == source or name != TERMS}
    disputed = tuple(sorted(name for name, mean in means.items() if not agree(mean, means[source])))
    ends = [amount for name in (source, *disputed) for _, amount in by_source[name]]
    ranged = len(set(ends)) > 1
    return Cost(
        metric="cost",
        args={"offer": offer.id, "workload": describe(workload)} | _settings(book, basis),
        value=float(means[source]),
        low=float(min(ends)) if ranged else None,
        high=float(max(ends)) if ranged else None,
        interval="range" if ranged else "none",
        unit=unit,
        as_of=book.view.as_of,
        on=book.on,
        method=METHOD,
        grade="measured",
        evidence=book.view.evidence(*by_source),
        note="; ".join(notes(book, asked, source, tuple(means), disputed)),
        hours=by_source[source],
        means=tuple(means.items()),
        disputed=disputed,
    )


def ratio(one: Figure, other: Figure) -> Figure:
    """How many times as much the first cost is as the second.

    Where they vary by the hour alone, low and high are of the minutes of the week, each against the same minute. Where
    sources dispute either, they are the widest that any of them allow: ends crosswise.

    Raises UserError where the costs are of different workloads, days or currencies, or the second is free.
    """
    _check_alike(one, other)
    low, high = _ends(one, other)
    ranged = "range" in (one.interval, other.interval) and (low != high or low is None)
    return Figure(
        metric="cost_ratio",
        args={**one.args, "base": other.args["offer"]},
        value=one.value / other.value,
        low=low if ranged else None,
        high=high if ranged else None,
        interval="range" if ranged else "none",
        unit="times",
        as_of=one.as_of,
        on=one.on,
        method=RATIO_METHOD,
        grade=weakest(one.grade, other.grade),
        evidence=tuple(dict.fromkeys([*one.evidence, *other.evidence])),
        note=joined_notes(one.note, other.note),
    )


def amount(offer: Offer, workload: Workload, *, source: str | None = None, basis: Basis = "charged") -> Decimal:
    """What a workload costs outside of all special hours, exactly: the sum alone, without a figure.

    By the source whose prices are used, or by another. Raises NotEnoughData where a meter has no price.
    """
    tariff = offer.tariff(workload.service, source, basis, region=workload.region)
    try:
        return tariff.plain.cost(workload.tokens, workload.requests)
    except KeyError:
        raise NotEnoughData(Question(offer, workload, basis).unanswered()) from None


def mean(book: Book, offer: Offer, workload: Workload, *, basis: Basis = "charged") -> tuple[float, str]:
    """The value of the cost and its unit alone, for who looks for the cheapest of many; raises as `cost` does."""
    asked = Question(offer, workload, basis)
    source, currency = _used(asked, asked.able())
    rate, unit = _exchanged(book, currency)
    return float(_mean(_hours(book, asked, asked.tariff(source), rate))), unit


def _by_source(book: Book, asked: Question) -> tuple[dict[str, Hours], str, str]:
    """The cost by every source that can tell it in one currency, the source that is used, and the currency."""
    able = asked.able()
    source, currency = _used(asked, able)
    alike = [source, *(name for name in able if name != source and asked.tariff(name).currencies == {currency})]
    rate, unit = _exchanged(book, currency)
    return {name: _hours(book, asked, asked.tariff(name), rate) for name in alike}, source, unit


def _used(asked: Question, able: Collection[str]) -> tuple[str, str]:
    """The source that is used of those that can tell the cost, and the currency of its prices."""
    source = preferred({name: name in able for name in asked.offer.quotes}, taken_back(asked.offer.quotes))
    return source, _currency(asked, source)


def _exchanged(book: Book, currency: str) -> tuple[Decimal, str]:
    """What to divide prices in a currency by, and what they are told in."""
    return book.exchange.get(currency, Decimal(1)), "USD" if currency in book.exchange else currency


def _hours(book: Book, asked: Question, tariff: Tariff, rate: Decimal) -> Hours:
    """The cost at the prices of each minute of the week, or of the book's instant."""
    return tuple((minute, asked.cost(scale) / rate) for minute, scale in _scales(book, tariff))


def _scales(book: Book, tariff: Tariff) -> Sequence[tuple[int, Scale]]:
    return tariff.week if book.at is None else [(0, tariff.at(book.at, book.view.catalog.calendars))]


def _mean(hours: Hours) -> Decimal:
    """Over the minutes of a week."""
    if len(hours) == 1:
        return hours[0][1]
    ends = [minute for minute, _ in hours[1:]] + [windows.WEEK_MINUTES]
    weighted = ((end - minute) * amount for (minute, amount), end in zip(hours, ends, strict=True))
    return sum(weighted, Decimal()) / windows.WEEK_MINUTES


def _settings(book: Book, basis: Basis) -> dict[str, Arg]:
    """What sets a cost apart from the plain one of its day, for the figure's identity."""
    found: dict[str, Arg] = {"basis": basis} if basis != "charged" else {}
    found |= {"at": f"{book.at:%H:%M}"} if book.at else {}
    return found | ({"exchange": written(book.exchange)} if book.exchange else {})


def written(exchange: Mapping[str, Decimal]) -> str:
    """Rates of exchange as they stand in a figure's args."""
    return ",".join(f"{currency}={rate}" for currency, rate in sorted(exchange.items()))


def _currency(asked: Question, source: str) -> str:
    """The one currency of a source's prices."""
    found = sorted(asked.tariff(source).currencies)
    if len(found) > 1:
        raise UserError(f"{asked.offer.id} has rates in {found}: they do not add up without a rate of exchange.")
    return found[0]


def _check_alike(one: Figure, other: Figure) -> None:
    """Raise UserError where two costs have no ratio."""
    if one.unit != other.unit:
        foreign = one.unit if one.unit != "USD" else other.unit
        raise UserError(
            f"{one.args['offer']} is priced in {one.unit}, {other.args['offer']} in {other.unit}: they have no ratio "
            f"without a rate of exchange. Say how many {foreign} are a US dollar, such as --exchange {foreign}=7.12."
        )
    same = [({**f.args, "offer": ""}, f.metric, f.as_of, f.on) for f in (one, other)]
    if same[0] != same[1]:
        raise UserError(f"Costs compare only over one workload, basis and day; here are {same[0]} and {same[1]}.")
    if not other.value:
        raise UserError(f"{other.args['offer']} is free, so that nothing costs a number of times as much.")


def _ends(one: Figure, other: Figure) -> tuple[float | None, float | None]:
    """The least and the greatest ratio; None where the second may be free."""
    if one.args["offer"] == other.args["offer"]:
        return 1.0, 1.0
    if isinstance(one, Cost) and isinstance(other, Cost) and not (one.disputed or other.disputed):
        pairs = [(float(upper), float(lower)) for upper, lower in _paired(one.hours, other.hours)]
    else:
        pairs = [(_end(one, "low"), _end(other, "high")), (_end(one, "high"), _end(other, "low"))]
    ratios = [upper / lower for upper, lower in pairs if lower]
    return min(ratios, default=None), max(ratios) if len(ratios) == len(pairs) else None


def _end(figure: Figure, side: str) -> float:
    end: float | None = getattr(figure, side)
    return figure.value if end is None else end


def _paired(one: Hours, other: Hours) -> list[tuple[Decimal, Decimal]]:
    """Two costs in the same minutes of the week, wherever either changes."""
    ones, others = dict(one), dict(other)
    pairs, now = [], (one[0][1], other[0][1])
    for minute in sorted({*ones, *others}):
        now = (ones.get(minute, now[0]), others.get(minute, now[1]))
        pairs.append(now)
    return pairs
