"""What an offer costs at every instant: its epochs by one source, or the prices of one day for all instants.

The scalar truth is `prices.timeline.charge`, or, for the prices of a day, `prices.cost`: a schedule only looks up which
of their scales holds, and what one token of a meter costs in a request with so much input.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from leadline.errors import NotEnoughData
from leadline.prices.offer import Offer
from leadline.prices.tariff import Scale, Tariff
from leadline.prices.timeline import EVER, timeline
from leadline.store.view import View
from leadline.windows import Calendar, Window

CURRENCY = "USD"
"""Money is compared in one currency."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Schedule:
    """The prices of one service of an offer."""

    offer: Offer
    service: str
    source: str
    starts: Sequence[float]
    """Seconds since 1970 at which each epoch begins, rising; minus infinity where nobody states when."""
    tariffs: Sequence[Tariff | None]
    calendars: Mapping[str, Calendar]

    @property
    def edges(self) -> set[float]:
        """The instants at which a price may change."""
        return {start for start in self.starts if start != EVER}

    @property
    def tiers(self) -> set[tuple[int, bool]]:
        """Where a context tier begins, and whether a request of just as much input is in it."""
        steps = (step for one in self._known for ladder in one.ladders.values() for step in ladder)
        return {(step.from_tokens, step.inclusive) for step in steps if step.from_tokens}

    @property
    def windows(self) -> set[Window]:
        """All hours with prices of their own."""
        return {window for one in self._known for window in one.windows}

    @property
    def _known(self) -> list[Tariff]:
        return [one for one in self.tariffs if one is not None]

    def scale(self, instant: datetime | None) -> Scale | None:
        """The prices of an instant in UTC; None where there are none, or it is not known which.

        Without an instant only a schedule that knows no time has prices.
        """
        if instant is None:
            timeless = len(self.starts) == 1 and self.starts[0] == EVER and not self.windows
            return self.tariffs[0].plain if timeless and self.tariffs[0] else None
        at = instant.replace(tzinfo=UTC)
        place = bisect_right(self.starts, at.timestamp()) - 1
        found = self.tariffs[place] if place >= 0 else None
        try:
            return found.at(at, self.calendars) if found else None
        except NotEnoughData:
            return None


def over_time(view: View, offer: Offer, service: str = "standard", region: str | None = None) -> Schedule:
    """All prices of an offer that were known on the day of the view, each at its time.

    Raises NotEnoughData where there is none, or where it is not in US dollars or rises within a request.
    """
    told = timeline(view, offer)
    known = {rate.region for rate in told.rates if rate.service == service}
    epochs = told.epochs(service, region if region in known else None)
    return _checked(
        Schedule(
            offer=offer,
            service=service,
            source=told.source,
            starts=epochs.starts,
            tariffs=epochs.tariffs,
            calendars=told.calendars,
        )
    )


def of_day(calendars: Mapping[str, Calendar], offer: Offer, service: str = "standard") -> Schedule:
    """The prices that an offer has in its book, for all instants; hours of the week are those of the instant.

    Raises NotEnoughData as `over_time` does.
    """
    found = offer.tariff(service)
    if not found.ladders:
        raise NotEnoughData(f"{offer.id} has no prices of the service {service!r}.")
    return _checked(
        Schedule(offer=offer, service=service, source=offer.source, starts=[EVER], tariffs=[found], calendars=calendars)
    )


def _checked(one: Schedule) -> Schedule:
    tariffs = [tariff for tariff in one.tariffs if tariff is not None]
    if not tariffs:
        raise NotEnoughData(f"{one.offer.id} has no prices of the service {one.service!r}.")
    foreign = {currency for tariff in tariffs for currency in tariff.currencies} - {CURRENCY}
    if foreign:
        raise NotEnoughData(f"{one.offer.id} is priced in {', '.join(sorted(foreign))}.")
    steps = (step for tariff in tariffs for ladder in tariff.ladders.values() for step in ladder)
    if any(step.marginal and step.from_tokens for step in steps):
        raise NotEnoughData(f"{one.offer.id} has tiers within a request, which no sum of requests can be priced by.")
    return one


def unit_price(scale: Scale, meter: str, context: int) -> Decimal | None:
    """What one token of a meter costs in a request of so much input; None where it has no price.

    >>> from leadline.prices.tariff import Step
    >>> scale = Scale(flat={}, billed={}, tiered={"input": (Step(10, Decimal(2)), Step(0, Decimal(1)))})
    >>> [str(unit_price(scale, "input", context)) for context in (10, 11)]
    ['1', '2']
    """
    if (price := scale.flat.get(meter)) is not None:
        return price
    for step in scale.tiered.get(meter, ()):
        start = step.from_tokens
        if not start or context > start or (step.inclusive and context == start):
            return step.price
    return None
