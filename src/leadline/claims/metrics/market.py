"""The market of a day: vendors' lines by kind, and what work costs on them, each found once for all readings.

- A *line* is one family of a vendor's line-up in its newest version, on the day of the prices and as known then:
  `flagship`, `mid` and `small` by the classes; `cheapest`, `median` and `dearest` by what the work costs on each of its
  lines, of an even number the cheaper of the two in the middle; `peer` is the line whose capability index is nearest to
  that of the line it is compared with. A vendor that has no such line has no value.
- The *work* is so many tokens, a share of them output, a share of the rest read from a cache.
- *Basis*: as `charged`, with promotions and the mean hour; at `list` prices; as charged in the dearest hours of each
  offer (`peak`) or the cheapest (`off-peak`).
- *Hosts*: `own` is the maker's own price, `cheapest` the lowest above zero in US dollars of any host that lists it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from leadline.claims import arguments as may
from leadline.claims.metric import Args
from leadline.errors import NotEnoughData, UserError
from leadline.lineup import CLASSES, Line, classes, line_up
from leadline.model import Figure, Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import Cost, cost
from leadline.prices.derived import derived
from leadline.prices.offer import Offer
from leadline.store.view import View

LINES = (*CLASSES, "cheapest", "median", "dearest")
BASES = ("charged", "list", "peak", "off-peak")
HOSTS = ("own", "cheapest")


class Terms(NamedTuple):
    """What is asked of a price, but for the offer."""

    tokens: int
    output_share: float
    cached_share: float
    service: str
    basis: str

    @property
    def workload(self) -> Workload:
        """The work.

        >>> dict(Terms(1000, 0.25, 0.5, "standard", "charged").workload.tokens)
        {'output': 250, 'input': 375, 'cache_read': 375}
        """
        output = round(self.tokens * self.output_share)
        cached = round((self.tokens - output) * self.cached_share)
        split = {"output": output, "input": self.tokens - output - cached, "cache_read": cached}
        return Workload(tokens={meter: count for meter, count in split.items() if count}, service=self.service)


@dataclass(frozen=True, kw_only=True, eq=False)
class Market:
    """The prices of one day and the lines of every vendor, each found once."""

    book: Book
    told: dict[tuple[str, Terms], Figure] = field(default_factory=dict)
    """What work costs on offers, as far as it was asked."""

    @cached_property
    def lines(self) -> dict[str, list[Line]]:
        """The lines of every vendor, best first."""
        found: dict[str, list[Line]] = {}
        for line in line_up(self.book):
            found.setdefault(line.vendor, []).append(line)
        return found

    @cached_property
    def classes(self) -> Mapping[str, Mapping[str, Line]]:
        """The classes of every vendor."""
        found = classes(self.book, list(self.lines))
        return {vendor: {str(name): line for name, line in held.items()} for vendor, held in found.items()}

    def price(self, offer: Offer, terms: Terms) -> Figure:
        """What the work costs on an offer; NotEnoughData where it has no price for it."""
        if (offer.id, terms) not in self.told:
            self.told[offer.id, terms] = _price(self.book, offer, terms)
        return self.told[offer.id, terms]

    def tried(self, offer: Offer, terms: Terms) -> Figure | None:
        """The same; None where there is no price in US dollars, or it is zero."""
        try:
            found = self.price(offer, terms)
        except UserError:
            return None
        return found if found.unit == "USD" and found.value > 0 else None

    def ranked(self, vendor: str, terms: Terms) -> list[Line]:
        """The lines of a vendor that are priced, cheapest first."""
        priced = [
            (one.value, line.offer.id, line) for line in self.lines[vendor] if (one := self.tried(line.offer, terms))
        ]
        return [line for _, _, line in sorted(priced, key=lambda one: one[:2])]

    def at_host(self, offer: Offer, hosts: str, terms: Terms) -> Offer:
        """The offer itself, or that of the cheapest host of its model."""
        if hosts == "own":
            return offer
        found = [(one.value, other) for other in self.book.everywhere(offer.id) if (one := self.tried(other, terms))]
        if not found:
            raise NotEnoughData(f"No host priced {offer.id} for this work in US dollars on {self.book.on}.")
        return min(found, key=lambda one: (one[0], one[1].id))[1]


@lru_cache(maxsize=16)
def market_of(view: View, day: date) -> Market:
    """The market of a day."""
    return Market(book=book(view, day))


def chosen(market: Market, seller: str, kind: str, terms: Terms, beside: Line | None = None) -> Line:
    """The line of a seller; one offer is a line of its own. NotEnoughData where there is none."""
    catalog = market.book.view.catalog
    if "/" in seller or not catalog.has_organisation(seller):
        return _of_offer(market, seller)
    vendor = catalog.organisation(seller).id
    found = _line(market, vendor, kind, terms, beside) if vendor in market.lines else None
    if found is None:
        raise NotEnoughData(
            f"{vendor} sold no {kind} line in any price list of {market.book.on}. Ask for another line."
        )
    return found


def _of_offer(market: Market, name: str) -> Line:
    offer = market.book.find(name)
    same = (line for line in market.lines.get(offer.vendor, []) if line.offer.id == offer.id)
    return next(same, Line(vendor=offer.vendor, family=offer.model, offer=offer, index=None))


def _line(market: Market, vendor: str, kind: str, terms: Terms, beside: Line | None) -> Line | None:
    if kind in CLASSES:
        return market.classes[vendor].get(kind)
    if kind == "peer":
        return _nearest(market.lines[vendor], beside)
    found = market.ranked(vendor, terms)
    place = {"cheapest": 0, "median": (len(found) - 1) // 2, "dearest": len(found) - 1}[kind]
    return found[place] if found else None


def _nearest(lines: list[Line], beside: Line | None) -> Line | None:
    """The line whose index is nearest to that of another; of two as near the abler."""
    level = beside.index if beside else None
    scored = [(line.index, line) for line in lines if line.index is not None]
    if level is None or not scored:
        return None
    return min(scored, key=lambda one: (abs(one[0] - level), -one[0]))[1]


def _price(prices: Book, offer: Offer, terms: Terms) -> Figure:
    found = cost(prices, offer, terms.workload, basis="list" if terms.basis == "list" else "charged")
    return found if terms.basis in ("charged", "list") else _in_hours(found, terms.basis)


def _in_hours(found: Cost, hours: str) -> Figure:
    """A cost in the dearest or the cheapest hours of the week alone, by the source that is used."""
    amounts = [float(amount) for _, amount in found.hours]
    value = max(amounts) if hours == "peak" else min(amounts)
    return derived(found, args={**found.args, "hours": hours}, value=value, low=None, high=None, interval="none")


def terms_of(args: Args) -> Terms:
    """What a query asks of prices."""
    return Terms(
        tokens=int(may.amount(args, "tokens")),
        output_share=may.amount(args, "output_share"),
        cached_share=may.amount(args, "cached_share"),
        service=may.word(args, "service"),
        basis=may.word(args, "basis"),
    )
