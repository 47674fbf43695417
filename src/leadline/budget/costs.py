"""What a plan costs: each kind of work, on each offer, in each month.

    cost in month m = requests in m  x  mean over the days of m of the cost of a request
    requests in m   = requests in the first month x (1 + growth) ^ m

Decisions:

- Prices are those that are known on the day (`outlook.py`); use is even over the days of a month.
- An offer reaches the floor where its model's index does. Where the index's interval reaches down past the floor, its
  note says so.
- Of several offers of one model by its maker, that of the most trusted source counts.
- Left out, and counted by reason, are offers in another currency than the plan's, without a price for something that
  the work needs, without a score where there is a floor, and, where the plan says what its tokens are of, without a
  known tokenizer. An offer that the plan names is never left out: the reason is an error.
- Left out too, unless the plan names them, are offers that a source has listed and lists no more (`retired.py`), and
  those whose ids name another kind of model, such as speech or embeddings, unless the index scores them.
- The total takes each kind of work on the offer that is cheapest for it over the whole plan.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from leadline.budget.outlook import Outlook, outlook
from leadline.budget.plan import Plan, Work
from leadline.budget.requests import Cost, Requests, requests, summed
from leadline.errors import NotEnoughData, UserError
from leadline.lineup.lines import is_general
from leadline.model import Arg, Figure
from leadline.price_performance.levels import Level, Levels, level, levels
from leadline.prices.book import Book
from leadline.prices.cost import written
from leadline.prices.listing import identity
from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER
from leadline.prices.retired import dropped

METHOD = "plan_cost/3"
EFFECT_METHOD = "price_change_effect/2"
ALL, CHEAPEST = "all", "the cheapest of each"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One offer for one kind of work."""

    requests: Requests
    index: Figure | None
    """None where its model is not scored."""
    months: tuple[Cost, ...]
    total: Figure
    effect: Figure | None
    """What known changes of price come to over the plan; None where there are none."""

    @property
    def offer(self) -> Offer:
        """The offer."""
        return self.requests.offer


@dataclass(frozen=True, kw_only=True)
class WorkCosts:
    """One kind of work on all offers that can do it, the cheapest over the plan first."""

    work: Work
    floor: Level | None
    options: tuple[Option, ...]
    """Those that reach the floor, or all where there is none."""
    below: int
    """Offers whose model is scored below the floor."""
    left_out: Mapping[str, int]
    """How many offers were left out, by reason."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """A plan with its costs."""

    plan: Plan
    outlook: Outlook
    months: tuple[date, ...]
    """The first day of each month, and at the end that of the month after the last."""
    works: tuple[WorkCosts, ...]
    total: Figure
    """Each kind of work on its cheapest offer."""


def plan_cost(prices: Book, plan: Plan) -> Budget:
    """What a plan costs, as known on the day of a price book.

    Raises NotEnoughData where no offer can do one of the works, and UserError where nobody sells its service.
    """
    _check_services(prices, plan)
    months = tuple(months_after(prices.on, plan.months))
    ahead = outlook(prices, months[-1])
    own = () if all(work.models for work in plan.works) else _own(prices)
    gone = dropped(prices, own)
    works = tuple(_on_all(ahead, plan, work, months, own, gone) for work in plan.works)
    picked = [each.options[0] for each in works]
    total = summed(month for option in picked for month in option.months)
    figure = _figure(prices, plan, (ALL, CHEAPEST), total, [option.total for option in picked], ())
    return Budget(plan=plan, outlook=ahead, months=months, works=works, total=figure)


def _check_services(prices: Book, plan: Plan) -> None:
    rows = prices.view.query("SELECT DISTINCT service FROM rate WHERE amount IS NOT NULL ORDER BY service")
    known = [str(service) for (service,) in rows]
    for work in plan.works:
        if work.service not in known:
            raise UserError(
                f"No offer has the service {work.service!r} of {work.name!r}. There are {', '.join(known)}."
            )


def in_month(found: Budget, option: Option, place: int) -> Figure:
    """What an option costs in one month of a plan, counted from 0."""
    return _in_month(found, option.total, option.months[place], place)


def all_in_month(found: Budget, place: int) -> Figure:
    """What a plan costs in one month, each kind of work on its cheapest offer."""
    cost = summed(each.options[0].months[place] for each in found.works)
    return _in_month(found, found.total, cost, place)


def _in_month(found: Budget, total: Figure, cost: Cost, place: int) -> Figure:
    args = {name: value for name, value in total.args.items() if name != "months"}
    ends = (None, None) if total.low is None else (cost.low, cost.high)
    month = f"{found.months[place]:%Y-%m}"
    return replace(total, args={**args, "month": month}, value=cost.value, low=ends[0], high=ends[1])


def months_after(day: date, count: int) -> Iterator[date]:
    """The first days of the calendar months after a day, one more than are counted.

    >>> [str(first) for first in months_after(date(2026, 11, 24), 2)]
    ['2026-12-01', '2027-01-01', '2027-02-01']
    """
    for ahead in range(1, count + 2):
        year, month = divmod(day.year * 12 + day.month - 1 + ahead, 12)
        yield date(year, month + 1, 1)


def requests_in(work: Work, month: int) -> float:
    """Requests in a month, counted from 0.

    >>> from leadline.budget.plan import EXAMPLE, of
    >>> from leadline.userfile import parsed
    >>> chat = of(parsed(EXAMPLE.encode(), "plan.yaml")).works[0]
    >>> [requests_in(chat, month) for month in (0, 1, 2)]
    [200000.0, 210000.0, 220500.0]
    """
    return float(work.requests * (1 + work.growth) ** month)


def monthly(found: Requests, work: Work, months: Sequence[date]) -> tuple[Cost, ...]:
    """What a work costs in each month at these prices of a request."""
    return tuple(
        found.shared(first, last).times(requests_in(work, place))
        for place, (first, last) in enumerate(pairwise(months))
    )


def _on_all(
    ahead: Outlook, plan: Plan, work: Work, months: Sequence[date], own: Sequence[Offer], gone: Collection[str]
) -> WorkCosts:
    """One kind of work on every offer that is to be looked at."""
    scored = _levels(ahead.now, work)
    floor = level(scored, work.floor) if scored and work.floor is not None else None
    base = ahead.now.find(work.counted_by) if work.counted_by else None
    left_out: Counter[str] = Counter()
    options = []
    named = {offer.id: offer for offer in map(ahead.now.find, work.models)}
    for offer in named.values() or own:
        if not named and offer.id in gone:
            left_out[RETIRED] += 1
            continue
        try:
            index = _index(scored, floor, offer)
            if not named and index is None:
                _check_general(ahead.now, offer)
            options.append(_option(ahead, plan, work, requests(ahead, work, offer, base), index, floor, months))
        except (NotEnoughData, UserError) as error:
            if work.models and not isinstance(error, _Below):
                raise
            left_out[_reason(error)] += 1
    below = left_out.pop(BELOW, 0)
    if not options:
        raise NotEnoughData(_nobody(plan, work, floor, below, left_out))
    ranked = tuple(sorted(options, key=lambda option: (option.total.value, option.offer.id)))
    return WorkCosts(work=work, floor=floor, options=ranked, below=below, left_out=dict(left_out))


class _Below(NotEnoughData):
    """An offer whose model is scored below the floor."""


def _index(scored: Levels | None, floor: Level | None, offer: Offer) -> Figure | None:
    """The index of an offer's model; NotEnoughData where it is not known to reach the floor."""
    model = scored.model(offer.model) if scored else None
    if scored is None or (model is None and floor is None):
        return None
    if model is None:
        raise NotEnoughData(f"{offer.id} is {UNSCORED}: whether it reaches a level is not known.")
    if floor and not scored.reaches(model, floor.value)[1]:
        raise _Below(f"{offer.id} is {BELOW} of {floor.name}.")
    return scored.figure(model)


def _check_general(prices: Book, offer: Offer) -> None:
    """Raise NotEnoughData where an id names a model of another kind: nobody is known to work with text on it."""
    if not is_general(prices.view.catalog, offer.model):
        raise NotEnoughData(f"{offer.id} is {ANOTHER_KIND}.")


def _levels(prices: Book, work: Work) -> Levels | None:
    """The index of the day; None where nothing is scored and no floor asks for it."""
    try:
        return levels(prices.view)
    except NotEnoughData:
        if work.floor is not None:
            raise
        return None


def _own(prices: Book) -> list[Offer]:
    """What makers sell themselves, each model once: by the most trusted source, and by an id that does not move."""
    own = [offer for offer in prices.offers.values() if offer.first_party and offer.host == offer.vendor]
    own.sort(key=lambda o: (o.meant is not None, not o.priced, list(ORDER).index(o.source), o.id))
    return list({(o.vendor, *which_model(prices, o)): o for o in reversed(own)}.values())


def which_model(prices: Book, offer: Offer) -> tuple[str, str]:
    """What model an offer is of: by the catalogue or by key, with the word for which it is priced apart."""
    return identity(prices.view.catalog, offer.quotes[offer.source])


def _option(
    ahead: Outlook,
    plan: Plan,
    work: Work,
    found: Requests,
    index: Figure | None,
    floor: Level | None,
    months: Sequence[date],
) -> Option:
    offer = found.offer
    if (unit := found.figures[0].unit) != plan.currency:
        raise UserError(
            f"{offer.id} is {IN_ANOTHER}, {unit}, and the plan in {plan.currency}. Leave it out"
            f"{', or give a rate of exchange' if plan.currency == 'USD' else ''}."
        )
    costs = monthly(found, work, months)
    near = floor and index and index.low is not None and index.low < floor.value
    notes = [*found.notes, *(["the interval of its index reaches below the floor"] if near else [])]
    total = _figure(ahead.now, plan, (work.name, offer.id), summed(costs), found.figures, notes)
    return Option(requests=found, index=index, months=costs, total=total, effect=_effect(found, work, total))


def _effect(found: Requests, work: Work, total: Figure) -> Figure | None:
    """Total at the prices that are known for each month, less the total at the prices of today."""
    if len(found.over_time) == 1:
        return None
    months = range(int(total.args["months"]))
    still = sum(requests_in(work, month) for month in months) * found.over_time[0].cost.value
    announced = dict.fromkeys(request.source for request in found.over_time if request.source)
    return replace(
        total,
        metric="price_change_effect",
        args={**total.args, "from": str(found.over_time[1].first)},
        value=total.value - still,
        low=None,
        high=None,
        interval="none",
        method=EFFECT_METHOD,
        note=f"announced by {', '.join(announced)}" if announced else "",
    )


def _figure(
    prices: Book, plan: Plan, what: tuple[str, str], total: Cost, parts: Sequence[Figure], notes: Sequence[str]
) -> Figure:
    ranged = total.high > total.low * (1 + 1e-12)
    args: dict[str, Arg] = {"plan": plan.name, "digest": plan.digest, "work": what[0], "offer": what[1]}
    args |= {"months": plan.months}
    return Figure(
        metric="plan_cost",
        args=args | ({"exchange": written(prices.exchange)} if prices.exchange else {}),
        value=total.value,
        low=total.low if ranged else None,
        high=total.high if ranged else None,
        interval="range" if ranged else "none",
        unit=plan.currency,
        as_of=prices.view.as_of,
        on=prices.on,
        method=METHOD,
        # That prices stand where nothing is announced is assumed, and so is the use.
        grade="assumption",
        evidence=tuple(dict.fromkeys(key for part in parts for key in part.evidence)),
        note="; ".join(dict.fromkeys(notes)),
    )


RETIRED = "no longer listed by a source that listed them"
BELOW, UNSCORED, IN_ANOTHER = "below the floor", "without a score", "priced in another currency"
ANOTHER_KIND = "of another kind by its name (speech, images, code, ...)"
NO_PRICE = "without a price for something that the work needs"
_SIGNS = {
    BELOW: BELOW,
    UNSCORED: UNSCORED,
    IN_ANOTHER: IN_ANOTHER,
    ANOTHER_KIND: ANOTHER_KIND,
    "No tokenizer is known": "without a known tokenizer",
    "did not measure": "with a tokenizer that was not measured by the day",
    "table 'observation'": "with a tokenizer that was not measured by the day",
    "that is known after": "without a price that is known for all months",
}


def _reason(error: Exception) -> str:
    """Why an offer was left out, so that reasons can be counted."""
    return next((reason for sign, reason in _SIGNS.items() if sign in str(error)), NO_PRICE)


def _nobody(plan: Plan, work: Work, floor: Level | None, below: int, left_out: Mapping[str, int]) -> str:
    counted = [f"{number} {reason}" for reason, number in {**left_out, BELOW: below}.items() if number]
    reached = f" at or above {floor.name}" if floor else ""
    return (
        f"No offer{reached} can be priced for {work.name!r} of {plan.name!r}: {', '.join(counted) or 'none is known'}. "
        "Lower the floor, name models, or ask for a later day."
    )
