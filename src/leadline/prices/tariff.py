"""The rates of one service of an offer arranged for pricing: what each thing that is counted costs, in which hours.

- *Meters.* Tokens, requests and searches are counted under the meter's own name. What is sold by another unit is
  counted under meter and unit, such as `output_image:image` or `input_audio:second`: an offer may sell audio by the
  token and by the second.
- *Broader meters.* A meter without a rate of its own is billed as the next broader one: a write of a known lifetime as
  a write, any cache meter as plain input, reasoning as output.
- *Tiers* are told by the input tokens of a request, cached ones included. `whole`: all tokens of a request in the tier
  pay its price. `marginal`: the input beyond the tier's start pays its price, the input before it the price before; as
  nobody says which tokens come last, each meter of the input has the same share beyond. Output comes after all input
  and pays the price that is reached. A request of just as much input as the start is below the tier with `>`, and in
  it with `>=`.
- *Hours.* Inside a window its rate stands in for the one without; a tier that it does not state is that of the rate
  without. Where two windows of a meter hold at once the shorter one counts, and none twice.
- *Kinds.* Where a promotion and a list price are in force at once, the promotion is charged. At list prices
  (`basis="list"`) there are no promotions, and each meter has the price of its dearest hours: sellers tell of cheap
  hours as a reduction, whichever of the two a source takes for its plain price, and no list price is below the charged.
- *Region.* A rate with a condition on the region counts only where that region is asked for; a meter for which the
  region states no price then keeps the price without a condition.
- Of two rates of one kind the one that began later counts, then the lower.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal

from leadline import windows
from leadline.model import Rate
from leadline.windows import Calendar, Window

Basis = Literal["charged", "list"]
"""What is charged, promotions and the hours of the week included; or list prices, those of the dearest hours."""
BILLED_AS = {
    "cache_write_5m": ("cache_write", "input"),
    "cache_write_1h": ("cache_write", "input"),
    "cache_write_12h": ("cache_write", "input"),
    "cache_write": ("input",),
    "cache_read_explicit": ("cache_read", "input"),
    "cache_read": ("input",),
    "cache_read_audio": ("input_audio",),
    "cache_write_audio": ("input_audio",),
    "cache_read_image": ("input_image",),
    "output_reasoning": ("output",),
}
"""The broader meters that stand in for one without a rate of its own, nearest first."""
UNITS = {"mtok": 1_000_000, "thousand": 1_000, "request": 1}
"""How many tokens or pieces a unit holds that a meter's own name counts."""
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """What one token or piece costs in a context tier."""

    from_tokens: int
    """The tier holds for requests with more input tokens than this; 0 for the base price."""
    price: Decimal
    marginal: bool = False
    inclusive: bool = False
    """Whether a request of just as many input tokens as its start is in the tier."""


Ladder = tuple[Step, ...]
"""The steps of one meter, the highest first."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What each meter costs in hours that are priced alike."""

    flat: Mapping[str, Decimal]
    """Meters without context tiers: the price of one token or piece."""
    tiered: Mapping[str, Ladder]
    billed: Mapping[str, str]
    """The meter whose price it is, for meters without one of their own."""

    def cost(self, counts: Mapping[str, int], requests: int | None) -> Decimal:
        """What so many tokens and pieces cost, in so many requests alike; KeyError with a meter that has no price.

        Without a number of requests no context tier can be told, and the base price is used.

        >>> scale = Scale(flat={"output": Decimal("0.000015")}, billed={},
        ...               tiered={"input": (Step(200_000, Decimal("0.000004")), Step(0, Decimal("0.000002")))})
        >>> [str(scale.cost({"input": number, "output": 1000}, 1)) for number in (200_000, 200_001)]
        ['0.415000', '0.815004']
        """
        total, context = Decimal(), -1
        for meter, number in counts.items():
            price = self.flat.get(meter)
            if price is not None:
                total += number * price
                continue
            if context < 0:
                context = context_of(counts)
            total += _climbed(self.tiered[meter], meter, number, context, requests)
        if requests is not None and (fee := self.fee) is not None:
            total += requests * fee
        return total

    @property
    def fee(self) -> Decimal | None:
        """The fee for each request; None where there is none."""
        return self.flat.get("request")

    def states(self, meters: Iterable[str]) -> bool:
        """Whether each of these meters has a price."""
        return all(meter in self.flat or meter in self.tiered for meter in meters)


def _climbed(ladder: Ladder, meter: str, number: int, context: int, requests: int | None) -> Decimal:
    """What tokens of a meter cost in requests with so much input in all; KeyError where they have no price."""
    if requests is None:
        context, requests = 0, 1
    for reached, step in enumerate(ladder):
        start = step.from_tokens * requests
        if not start or context > start or (step.inclusive and context == start):
            if step.marginal and is_context(meter):
                return number * _split(ladder[reached:], context, requests) / context
            return number * step.price
    raise KeyError(meter)


def _split(ladder: Ladder, context: int, requests: int) -> Decimal:
    """What all input costs of which each part pays the price of the step that it stands on."""
    whole, upper = Decimal(), context
    for step in ladder:
        lower = step.from_tokens * requests if step.marginal else 0
        whole += (upper - lower) * step.price
        upper = lower
        if not upper:
            break
    return whole


@lru_cache(maxsize=1024)
def is_context(meter: str) -> bool:
    """Whether a meter counts tokens that are read: they make up the context by which tiers are told.

    >>> [meter for meter in ("input", "cache_read", "output", "search", "input_audio:second") if is_context(meter)]
    ['input', 'cache_read']
    """
    return meter.startswith(("input", "cache_")) and ":" not in meter


def context_of(counts: Mapping[str, int]) -> int:
    """The input tokens of a workload, cached ones included."""
    return sum(number for meter, number in counts.items() if is_context(meter))


@dataclass(frozen=True, kw_only=True)
class Tariff:
    """The prices of one service of an offer by one source, in every minute of the week."""

    ladders: Mapping[tuple[str, str | None], Ladder]
    """By meter and window; None outside of all windows."""
    regional: frozenset[str] = frozenset()
    """Meters whose prices are of the region that was asked for."""
    currencies: frozenset[str] = frozenset()
    _scales: dict[frozenset[Window], Scale] = field(default_factory=dict, compare=False)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """All hours with prices of their own."""
        return tuple(windows.parse(text) for text in sorted({text for _, text in self.ladders if text}))

    @cached_property
    def plain(self) -> Scale:
        """Prices outside of all windows."""
        return self._scale(frozenset())

    @cached_property
    def week(self) -> tuple[tuple[int, Scale], ...]:
        """From which minute of a week without holidays on which prices hold, Monday 00:00 UTC being minute 0."""
        return tuple((minute, self._scale(held)) for minute, held in self._hours)

    @cached_property
    def tiered(self) -> bool:
        """Whether any price depends on the size of a request."""
        return any(step.from_tokens for ladder in self.ladders.values() for step in ladder)

    def at(self, instant: datetime, calendars: Mapping[str, Calendar]) -> Scale:
        """The prices of an instant, holidays heeded; NotEnoughData where it is not known whether the day is one."""
        if not self.windows:
            return self.plain
        seconds = int(instant.timestamp() // 1)
        held = self._hours[bisect_right(self._minutes, windows.minute_of_week(seconds)) - 1][1]
        if any(window.holidays for window in held):
            held = frozenset(window for window in held if windows.holds(window, instant, calendars))
        return self._scale(held)

    @cached_property
    def _hours(self) -> tuple[tuple[int, frozenset[Window]], ...]:
        return windows.week(self.windows)

    @cached_property
    def _minutes(self) -> tuple[int, ...]:
        return tuple(minute for minute, _ in self._hours)

    def _scale(self, held: frozenset[Window]) -> Scale:
        if held not in self._scales:
            self._scales[held] = _scale(self.ladders, held)
        return self._scales[held]


def tariff(rates: Iterable[Rate], service: str, basis: Basis = "charged", region: str | None = None) -> Tariff:
    """Arrange the rates of one service, as charged or at list prices, where data may stay anywhere or in a region.

    Rates without an amount are unknown, and left out.
    """
    known = [r for r in rates if r.service == service and r.region in (None, region) and r.amount is not None]
    if basis == "list":
        known = [rate for rate in known if rate.kind == "list"]
    regional = frozenset(counted(rate) for rate in known if rate.region is not None)
    steps: dict[tuple[str, str | None], dict[int, Step]] = {}
    for rate in sorted(known, key=_precedence):
        if rate.region is not None or counted(rate) not in regional:
            steps.setdefault((counted(rate), rate.window), {})[rate.from_tokens] = _step(rate)
    ladders = {which: tuple(found[start] for start in sorted(found, reverse=True)) for which, found in steps.items()}
    if basis == "list":
        ladders = _dearest(ladders)
    return Tariff(ladders=ladders, regional=regional, currencies=frozenset(rate.currency for rate in known))


def _dearest(ladders: Mapping[tuple[str, str | None], Ladder]) -> dict[tuple[str, str | None], Ladder]:
    """Of each meter that has a price outside of all windows, what it costs in its dearest hours."""
    hours: list[list[str]] = [[], *([window] for _, window in ladders if window is not None)]
    plain = [meter for meter, window in ladders if window is None]
    return {
        (meter, None): max((_ladder(ladders, meter, held) for held in hours), key=lambda ladder: ladder[-1].price)
        for meter in plain
    }


def counted(rate: Rate) -> str:
    """The name under which a workload counts what a rate prices.

    >>> from dataclasses import replace
    >>> rate = Rate(source="", host="", model="", meter="output_image", amount=None, unit="image")
    >>> counted(rate), counted(replace(rate, unit="mtok"))
    ('output_image:image', 'output_image')
    """
    return rate.meter if rate.unit in UNITS else f"{rate.meter}:{rate.unit}"


def _step(rate: Rate) -> Step:
    rule = rate.tier_rule or ""
    price = (rate.amount or Decimal()) / UNITS.get(rate.unit, 1)
    return Step(rate.from_tokens, price, rule.startswith("marginal"), rule.endswith(">="))


def _precedence(rate: Rate) -> tuple[bool, datetime, Decimal]:
    """The last of several rates of one thing counts: a promotion, then what began later, then the lower amount."""
    return (rate.kind != "list", rate.effective_from or BEGINNING, -(rate.amount or Decimal()))


def _scale(ladders: Mapping[tuple[str, str | None], Ladder], held: frozenset[Window]) -> Scale:
    """The prices while some windows hold."""
    shortest_first = [str(window) for window in sorted(held, key=lambda one: (windows.minutes_per_week(one), str(one)))]
    stated = {meter: ladder for meter, _ in ladders if (ladder := _ladder(ladders, meter, shortest_first))}
    billed = {meter: name for meter in BILLED_AS if meter not in stated and (name := _broader(meter, stated))}
    full = {meter: ladder + _missing_steps(meter, ladder, stated) for meter, ladder in stated.items()}
    full |= {meter: full[name] for meter, name in billed.items()}
    flat = {meter: ladder[0].price for meter, ladder in full.items() if not ladder[0].from_tokens}
    return Scale(flat=flat, tiered={m: ladder for m, ladder in full.items() if m not in flat}, billed=billed)


def _broader(meter: str, stated: Mapping[str, Ladder]) -> str | None:
    return next((name for name in BILLED_AS.get(meter, ()) if name in stated), None)


def _missing_steps(meter: str, ladder: Ladder, stated: Mapping[str, Ladder]) -> Ladder:
    """What a meter with prices of its own for long requests alone pays in others: the price of the broader one."""
    broader = _broader(meter, stated)
    return tuple(step for step in stated[broader] if step.from_tokens < ladder[-1].from_tokens) if broader else ()


def _ladder(ladders: Mapping[tuple[str, str | None], Ladder], meter: str, shortest_first: Sequence[str]) -> Ladder:
    """The steps of a meter while windows hold: of the first that states any, and below these of the price without."""
    outside = ladders.get((meter, None), ())
    inside = next((ladders[meter, window] for window in shortest_first if (meter, window) in ladders), None)
    if inside is None:
        return outside
    return inside + tuple(step for step in outside if step.from_tokens < inside[-1].from_tokens)
