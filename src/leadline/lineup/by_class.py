"""Flagship, mid and small: the classes of a vendor's line-up on a day, by price and capability and never by a list.

The price of a line is what four million tokens cost on it, three in for one out, at list prices. In order:

1. *Contenders* are the lines whose family begins with the same word as that of the vendor's best line (`gpt`, not `o`
   or `gemma`), whose id names no number of parameters (`20b` names weights), and whose newest version is not known to
   be older than eighteen months, the best line's own excepted. Where none is left, all lines are.
2. *Flagship*: of the contenders whose index is within two points of the vendor's best, about what the interval of
   a leading model's index reaches to either side, the dearest. Where a contender without a score has a higher whole
   number in its version than the best one and costs no less (V4 beside V3.2), the dearest of those: scores come later
   than models.
3. *Small*: the cheapest of the contenders that cost at most half of the flagship, are at most one whole number of
   versions behind it, and are not outdone. Where there is none, those without a version count: such ids move with the
   models.
4. *Mid*: of the contenders between the two in price, no older than the older of them and not outdone, the one nearest
   to the middle, as ratios go: its price squared nearest to the product of theirs. Of two as near, the cheaper.

A line is *outdone* by another contender that costs no more and has no lower index; an index that is not known outdoes
nothing and is not outdone. A vendor may have no small and no mid line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from leadline.catalog import key
from leadline.errors import NotEnoughData
from leadline.lineup.lines import Line, line_up, releases, sized, version_of
from leadline.prices.book import Book
from leadline.prices.cost import amount
from leadline.prices.offer import Offer
from leadline.prices.workload import mixed
from leadline.units import DAYS_PER_MONTH

Class = Literal["flagship", "mid", "small"]
CLASSES: tuple[Class, ...] = get_args(Class)
POINTS = 2.0
"""Index points within which two leading models are not told apart."""
BLEND = mixed(4_000_000, "3:1")
OLDEST_MONTHS = 18
SMALL = Decimal("0.5")
"""Of the flagship's price, the most that a small line costs."""


@dataclass(frozen=True)
class _Contender:
    line: Line
    price: Decimal
    number: int
    """The whole number of its version; -1 where it has none."""


def classes(book: Book, vendors: Sequence[str]) -> dict[str, dict[Class, Line]]:
    """The line of each class that each vendor has on the day of the book; none where it sells none."""
    lines, released = line_up(book, *vendors), releases(book.view)
    return {
        vendor: _classes(_contenders(book, [line for line in lines if line.vendor == vendor], released))
        for vendor in vendors
    }


def _classes(contenders: Sequence[_Contender]) -> dict[Class, Line]:
    if not contenders:
        return {}
    flagship = _flagship(contenders)
    small = _small(contenders, flagship)
    mid = _mid(contenders, flagship, small) if small else None
    found: dict[Class, _Contender | None] = {"flagship": flagship, "mid": mid, "small": small}
    return {name: contender.line for name, contender in found.items() if contender}


def _contenders(book: Book, lines: Sequence[Line], known: Mapping[str, date]) -> list[_Contender]:
    """In the order of the line-up: best index first."""
    oldest = book.on - timedelta(days=OLDEST_MONTHS * DAYS_PER_MONTH)
    young = [line for line in lines if line is lines[0] or _released(book, line, known) >= oldest]
    own = [line for line in young if _brand(line) == _brand(lines[0]) and not sized(line.offer.model)]
    priced = [(line, _price(line.offer)) for line in own or lines]
    return [
        _Contender(line, price, int(version_of(book.view.catalog, line.offer.model))) for line, price in priced if price
    ]


def _released(book: Book, line: Line, known: Mapping[str, date]) -> date:
    """The day of release of a line's newest version; today where it is not known."""
    model = book.view.catalog.canonical(line.offer.model)
    return known.get(model.model, book.on) if model else book.on


def _brand(line: Line) -> str:
    return key(line.family).split("-")[0]


def _price(offer: Offer) -> Decimal | None:
    """What the blend costs at list prices; None where the offer cannot be priced so, or not in US dollars."""
    if {rate.currency for rate in offer.rates} != {"USD"}:
        return None
    try:
        return amount(offer, BLEND, basis="list")
    except NotEnoughData:
        return None


def _flagship(contenders: Sequence[_Contender]) -> _Contender:
    scored = {c.line.family: c.line.index for c in contenders if c.line.index is not None}
    best = next((c for c in contenders if c.line.family in scored), None)
    newer = [c for c in contenders if best and _succeeds(c, best)]
    near = [c for c in contenders if best and c.line.index is not None and c.line.index >= _index(best) - POINTS]
    return max(newer or near or contenders, key=lambda c: c.price)


def _succeeds(contender: _Contender, best: _Contender) -> bool:
    """Without a score yet, of a newer generation than the best one, and no cheaper."""
    unscored = contender.line.index is None
    return unscored and contender.number > best.number and contender.price >= best.price


def _index(contender: _Contender) -> float:
    return contender.line.index if contender.line.index is not None else float("-inf")


def _small(contenders: Sequence[_Contender], flagship: _Contender) -> _Contender | None:
    below = [c for c in contenders if c.price <= SMALL * flagship.price and not _outdone(c, contenders)]
    current = [c for c in below if 0 <= c.number >= flagship.number - 1]
    return min(current or [c for c in below if c.number < 0], key=lambda c: c.price, default=None)


def _mid(contenders: Sequence[_Contender], flagship: _Contender, small: _Contender) -> _Contender | None:
    oldest, middle = min(flagship.number, small.number), flagship.price * small.price
    between = [
        c
        for c in contenders
        if small.price < c.price < flagship.price and c.number >= oldest and not _outdone(c, contenders)
    ]
    return min(between, key=lambda c: (_times_apart(c.price**2, middle), c.price), default=None)


def _times_apart(one: Decimal, other: Decimal) -> Fraction:
    """Exactly, so that two that are as near as each other are found to be so."""
    ratio = Fraction(one) / Fraction(other)
    return max(ratio, 1 / ratio)


def _outdone(contender: _Contender, contenders: Sequence[_Contender]) -> bool:
    return contender.line.index is not None and any(_outdoes(other, contender) for other in contenders)


def _outdoes(other: _Contender, contender: _Contender) -> bool:
    """Costs no more and has no lower index, and differs in one of them."""
    cheaper, abler = contender.price - other.price, _index(other) - _index(contender)
    return cheaper >= 0 and abler >= 0 and (cheaper > 0 or abler > 0)
