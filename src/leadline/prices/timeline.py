"""All prices of one offer over time, and what one dated request costs at an instant.

    charge = sum over meters of number x price at the instant  +  fee per request

A timeline is of one source: the one that is preferred, or one that is named. An epoch lasts from one instant at which
any rate of the service begins or ends to the next. Decisions:

- The instant decides to the minute: the epoch, the hours of the week, and whether the day is a holiday of the place
  that a price list names. Hours are UTC; there is no summer time in them.
- A request is priced alone: its own input tells the context tier.
- A rate without a first instant is of all earlier days too; in a log it began when it became known.
- Of a log a timeline holds the last word on each price: before it became known, there is no price here.
- An instant without prices is an error: before the first epoch, in a gap, after the end.

Pricing a request costs some microseconds, so that logs can be walked through one by one (`benchmarks/price_one.py`).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property

from leadline.errors import NotEnoughData, UserError
from leadline.model import Rate
from leadline.prices.offer import Offer
from leadline.prices.tariff import Basis, Tariff, tariff
from leadline.store.view import View
from leadline.windows import Calendar

EVER = float("-inf")


@dataclass(frozen=True, kw_only=True)
class Epochs:
    """The prices of one service from instant to instant."""

    starts: Sequence[float]
    """Seconds since 1970 at which each begins, rising; minus infinity where nobody states when."""
    tariffs: Sequence[Tariff | None]
    """None where nothing is priced."""


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All rates of one offer by one source, past and to come."""

    offer: str
    source: str
    rates: tuple[Rate, ...]
    calendars: Mapping[str, Calendar]

    def epochs(self, service: str = "standard", region: str | None = None, basis: Basis = "charged") -> Epochs:
        """The epochs of one service; NotEnoughData where the source never priced it."""
        which = (service, region, basis)
        if which not in self._epochs:
            self._epochs[which] = self._cut(service, region, basis)
        return self._epochs[which]

    @cached_property
    def _epochs(self) -> dict[tuple[str, str | None, Basis], Epochs]:
        return {}

    def _cut(self, service: str, region: str | None, basis: Basis) -> Epochs:
        rates = [r for r in self.rates if r.service == service and r.region in (None, region) and r.amount is not None]
        if not rates or (region is not None and not any(rate.region for rate in rates)):
            known = sorted(
                {f"{r.service} in {r.region}" if r.region else r.service for r in self.rates if r.amount is not None}
            )
            asked = f"{service} in {region}" if region else service
            raise NotEnoughData(
                f"{self.source} never priced {asked!r} of {self.offer}: it has {', '.join(known) or 'no price at all'}."
            )
        starts = sorted(
            {_begin(rate) for rate in rates} | {r.effective_to.timestamp() for r in rates if r.effective_to}
        )
        found = [tariff([r for r in rates if _in_force(r, start)], service, basis, region) for start in starts]
        return Epochs(starts=starts, tariffs=[one if one.ladders else None for one in found])


def timeline(view: View, offer: Offer, source: str | None = None) -> Timeline:
    """All rates of an offer that were known on the day of the view, by its preferred source or another that has it."""
    name = source or offer.source
    if name not in offer.quotes:
        raise UserError(
            f"{name} does not list {offer.id}: it is listed by {', '.join(sorted(offer.quotes))}. Name one of them."
        )
    host, model = offer.quotes[name].rates[0].host, offer.quotes[name].model
    rates = view.rows(Rate, "source = $source AND host = $host AND model = $model", source=name, host=host, model=model)
    return Timeline(offer=offer.id, source=name, rates=tuple(rates), calendars=view.catalog.calendars)


def charge(
    timeline: Timeline,
    tokens_by_meter: Mapping[str, int],
    at: datetime,
    service: str = "standard",
    *,
    region: str | None = None,
    basis: Basis = "charged",
) -> Decimal:
    """What one request costs at an instant, exactly, in the currency of the rates.

    Raises NotEnoughData where the source priced nothing then, or not all meters, and ValueError where the instant has
    no zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"an instant without a zone: {at}")
    epochs = timeline.epochs(service, region, basis)
    place = bisect_right(epochs.starts, at.timestamp()) - 1
    prices = epochs.tariffs[place] if place >= 0 else None
    if prices is None:
        raise NotEnoughData(
            f"{timeline.source} has no price of {timeline.offer} at {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC."
        )
    scale = prices.at(at, timeline.calendars) if prices.windows else prices.plain
    try:
        return scale.cost(tokens_by_meter, 1)
    except KeyError:
        meters = ", ".join(sorted({*scale.flat, *scale.tiered} - scale.billed.keys()))
        raise NotEnoughData(
            f"{timeline.source} prices {meters} of {timeline.offer} then, but not all of {', '.join(tokens_by_meter)}."
        ) from None


def _begin(rate: Rate) -> float:
    start = rate.effective_from or rate.known
    return EVER if start is None else start.timestamp()


def _in_force(rate: Rate, seconds: float) -> bool:
    return _begin(rate) <= seconds and (rate.effective_to is None or seconds < rate.effective_to.timestamp())
