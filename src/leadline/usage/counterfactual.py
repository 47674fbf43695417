"""What the tokens of a log would have cost on other offers, at the prices of one day.

    cost on an offer = sum over cells of tokens x price of the offer in the cell's tier and hours

with the prices in force on the day. Decisions:

- The same tokens, unless another measure is asked for: another model cuts text into other tokens, and would have
  answered otherwise and at another length. Nobody knows by how much, and no figure here pretends to.
- Hours of the week are those of each row. A row without an instant has no price where an offer has such hours.
- All of it is priced in one service, standard unless another is named, whatever the log's own.
- An offer that does not price some of the tokens is told with them, and is not compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from narwhals.stable.v2.typing import IntoLazyFrame

from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.price_performance.levels import Levels
from leadline.prices.book import Book
from leadline.prices.offer import Offer
from leadline.usage.bill import charged, sums
from leadline.usage.cells import COUNTED, Cells
from leadline.usage.offers import STANDARD
from leadline.usage.record import METERS
from leadline.usage.repricing import price
from leadline.usage.schedule import CURRENCY, Schedule, of_day

METHOD = "usage_repriced/1"


@dataclass(frozen=True, kw_only=True)
class Onto:
    """A log on one offer."""

    offer: Offer
    cost: Figure | None
    """None where it does not price all tokens."""
    unpriced: int
    """Tokens that it has no price for."""
    index: float | None = None
    """The capability index of its model, where it is scored and was asked for."""


@dataclass(frozen=True, kw_only=True)
class Repriced:
    """A log on many offers."""

    onto: tuple[Onto, ...]
    """The cheapest first, then those that do not price all of it."""
    tokens: int
    charged: float | None
    """What it cost in US dollars at the prices of its own time, of what has a price; None where nothing has."""
    unpriced: int
    """Its own tokens without a price."""
    left_out: dict[str, str]
    """Offers that are not compared, each with the reason."""


def repriced(
    prices: Book, rows: IntoLazyFrame, offers: Sequence[Offer], service: str = STANDARD, scored: Levels | None = None
) -> Repriced:
    """The rows on some offers; NotEnoughData without tokens, or where no offer has such prices in US dollars."""
    schedules, left = _schedules(prices, offers, service)
    found = sums(prices.view, rows, others=list(schedules.values()))
    tokens = int(found.cells.counts[:, : len(METERS)].sum())
    if not tokens:
        raise NotEnoughData("The logs hold no tokens, so that no offer has anything to price. Name logs of requests.")
    kinds = _pooled(found.cells)
    onto = [_onto(prices, found.digest, kinds, one, scored) for one in schedules.values()]
    usd, missing = charged(found)
    unpriced = int(missing.sum())
    return Repriced(
        onto=tuple(sorted(onto, key=_order)),
        tokens=tokens,
        charged=float(usd.sum()) if unpriced < tokens else None,
        unpriced=unpriced,
        left_out=left,
    )


def _schedules(prices: Book, offers: Sequence[Offer], service: str) -> tuple[dict[str, Schedule], dict[str, str]]:
    known, left = {}, {}
    for offer in offers:
        try:
            known[offer.id] = of_day(prices.view.catalog.calendars, offer, service)
        except NotEnoughData as reason:
            left[offer.id] = str(reason)
    if not known:
        raise NotEnoughData(" ".join(list(left.values())[:3]) or "No offer was named.")
    return known, left


def _pooled(found: Cells) -> Cells:
    """The cells summed over names and epochs: at the prices of one day only tier, hours and holidays part them."""
    places: dict[tuple[int, ...], list[int]] = {}
    for place, (epoch, *rest) in enumerate(found.kinds):
        places.setdefault((min(epoch, 0), *rest), []).append(place)
    first = [held[0] for held in places.values()]
    return Cells(
        grid=found.grid,
        labels=[{} for _ in first],
        moments=[found.moments[place] for place in first],
        kinds=list(places),
        counts=np.array([found.counts[held].sum(axis=0) for held in places.values()]).reshape(-1, len(COUNTED)),
        rows=np.array([found.rows[held].sum() for held in places.values()]),
        searches=np.array([found.searches[held].sum() for held in places.values()]),
        money=[{} for _ in first],
    )


def _onto(prices: Book, usage: str, kinds: Cells, schedule: Schedule, scored: Levels | None) -> Onto:
    priced = price(kinds, schedule)
    unpriced = int(priced.missing.sum())
    offer = schedule.offer
    model = scored.model(offer.model) if scored else None
    figure = Figure(
        metric="usage_repriced",
        args={"usage": usage, "offer": offer.id, "service": schedule.service},
        value=float(priced.usd.sum()),
        unit=CURRENCY,
        as_of=prices.view.as_of,
        on=prices.on,
        method=METHOD,
        grade="measured",
        evidence=prices.view.evidence(schedule.source),
        note="the same tokens: another model would have answered otherwise",
    )
    return Onto(
        offer=offer,
        cost=None if unpriced else figure,
        unpriced=unpriced,
        index=scored.value(model) if scored and model else None,
    )


def _order(one: Onto) -> tuple[bool, float, str]:
    return one.cost is None, one.cost.value if one.cost else float(one.unpriced), one.offer.id
