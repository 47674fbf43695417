"""What work costs: vendors against each other, among many, and over time.

All rest on the price book, the cost of a workload and the classes of a vendor's line-up. Decisions:

- A *line* is one family of a vendor's line-up in its newest version, on the day of the prices and as known then:
  `flagship`, `mid` and `small` by the classes; `cheapest`, `median` and `dearest` by what the workload costs on each of
  its lines, of an even number the cheaper of the two in the middle; `peer` is the line whose capability index is
  nearest to that of the line it is compared with. A vendor that has no such line has no value.
- A *pair* is a line on both sides, or two parted by a slash: `flagship/small` is the flagship over the base's small.
- The work is so many tokens, a share of them output, a share of the rest read from a cache.
- *Basis*: as `charged`, with promotions and the mean hour; at `list` prices; as charged in the dearest hours of each
  (`peak`) or the cheapest (`off-peak`).
- *Text*: `tokens` compares as many tokens; a kind of text compares the same text, which each side cuts into tokens of
  its own; a number says how many times as many tokens the model makes of it as the base, where the reader knows.
- *Hosts*: `own` is the maker's own price, `cheapest` the lowest above zero in US dollars of any host that lists it.
- A rank counts the vendors that have the line and a price of it; the note says how many have not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Literal, NamedTuple

from leadline.claims import arguments as may
from leadline.claims.metric import Args, Argument, Measure, Measured
from leadline.claims.metrics.quotient import quotient
from leadline.errors import NotEnoughData, UserError
from leadline.lineup import CLASSES, Line, classes, leading, line_up, vendors
from leadline.model import Arg, Figure, Workload, weakest
from leadline.prices.bases import text_cost
from leadline.prices.book import Book, book
from leadline.prices.cost import Cost, cost, ratio
from leadline.prices.derived import derived
from leadline.prices.offer import Offer
from leadline.prices.per_text import KINDS
from leadline.prices.workload import describe
from leadline.store.view import View

RANK_METHOD = "price_rank/1"
LINES = (*CLASSES, "cheapest", "median", "dearest")
BASES = ("charged", "list", "peak", "off-peak")
HOSTS = ("own", "cheapest")
ORDERS = ("dearest first", "cheapest first")
TOKENS = 1_000_000


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


def markets(view: View) -> Callable[[date], Market]:
    """The market of a day, made once for a view."""
    return cache(lambda day: Market(book=book(view, day)))


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
    scored = [line for line in lines if line.index is not None]
    if level is None or not scored:
        return None
    return min(scored, key=lambda line: (abs((line.index or 0) - level), -(line.index or 0)))


def _price(prices: Book, offer: Offer, terms: Terms) -> Figure:
    found = cost(prices, offer, terms.workload, basis="list" if terms.basis == "list" else "charged")
    return found if terms.basis in ("charged", "list") else _in_hours(found, terms.basis)


def _in_hours(found: Cost, hours: str) -> Figure:
    """A cost in the dearest or the cheapest hours of the week alone, by the source that is used."""
    amounts = [float(amount) for _, amount in found.hours]
    value = max(amounts) if hours == "peak" else min(amounts)
    return derived(found, args={**found.args, "hours": hours}, value=value, low=None, high=None, interval="none")


def terms_of(args: Args, tokens: str = "tokens") -> Terms:
    """What a query asks of prices."""
    return Terms(
        tokens=int(may.amount(args, tokens)),
        output_share=may.amount(args, "output_share"),
        cached_share=may.amount(args, "cached_share"),
        service=may.word(args, "service"),
        basis=may.word(args, "basis"),
    )


def _ratio(market: Market, one: Offer, base: Offer, terms: Terms, text: Arg) -> Figure:
    """The cost on an offer over that on the base, of as many tokens or of the same text."""
    if text == "tokens":
        return ratio(market.price(one, terms), market.price(base, terms))
    if isinstance(text, str):
        if terms.basis not in ("charged", "list"):
            raise NotEnoughData(f"The same text is told as charged or at list prices, not {terms.basis}.")
        basis: Literal["list", "charged"] = "list" if terms.basis == "list" else "charged"
        told = [text_cost(market.book, offer, terms.workload, text, base, price=basis) for offer in (one, base)]
        return ratio(*told)
    return ratio(_scaled(market, one, terms, float(text)), _scaled(market, base, terms, 1.0, float(text)))


def _scaled(market: Market, offer: Offer, terms: Terms, times: float, factor: float | None = None) -> Figure:
    """What so many times the tokens cost, told as the cost of the text."""
    found = market.price(offer, terms._replace(tokens=round(terms.tokens * times)))
    told = {"workload": describe(terms.workload), "token_factor": factor or times}
    return derived(found, args={**found.args, **told}, grade=weakest(found.grade, "assumption"))


def _prepare_ratio(view: View) -> Measure:
    market_of = markets(view)

    def measure(args: Args) -> Measured:
        market, terms = market_of(may.on_day(view, args)), terms_of(args)
        kind, _, other = may.word(args, "pair").partition("/")
        one = chosen(market, may.word(args, "model"), kind, terms)
        base = chosen(market, may.word(args, "base"), other or kind, terms, one)
        hosted = market.at_host(one.offer, may.word(args, "hosts"), terms)
        base_hosted = market.at_host(base.offer, may.word(args, "base_hosts"), terms)
        return Measured(figure=_ratio(market, hosted, base_hosted, terms, args["text"]))

    return measure


def _prepare_cost(view: View) -> Measure:
    market_of = markets(view)

    def measure(args: Args) -> Measured:
        market, terms = market_of(may.on_day(view, args)), terms_of(args)
        line = chosen(market, may.word(args, "model"), may.word(args, "line"), terms)
        return Measured(figure=market.price(market.at_host(line.offer, may.word(args, "hosts"), terms), terms))

    return measure


def _prepare_rank(view: View) -> Measure:
    market_of = markets(view)
    among = cache(lambda day, text: _among(market_of(day), text))

    def measure(args: Args) -> Measured:
        day, terms, line = may.on_day(view, args), terms_of(args), may.word(args, "line")
        vendor = view.catalog.organisation(may.word(args, "vendor")).id
        asked = list(dict.fromkeys([*among(day, may.word(args, "among")), vendor]))
        return Measured(figure=_rank(market_of(day), vendor, asked, line, terms, args))

    return measure


def _among(market: Market, text: str) -> tuple[str, ...]:
    """The vendors that a set means."""
    catalog = market.book.view.catalog
    if text == "all":
        return tuple(market.lines)
    if text.startswith("leading "):
        return tuple(vendors(leading(market.book, int(text.removeprefix("leading ")))))
    if place := catalog.place(text):
        return tuple(name for name in market.lines if catalog.country_of(name) in place[1])
    return tuple(catalog.organisation(name.strip()).id for name in text.split("+"))


def _rank(market: Market, vendor: str, among: list[str], line: str, terms: Terms, args: Args) -> Figure:
    own = market.price(chosen(market, vendor, line, terms).offer, terms)
    others = {name: _tried_line(market, name, line, terms) for name in among if name != vendor}
    priced = {name: one for name, one in others.items() if one}
    sign = 1 if may.word(args, "order") == ORDERS[0] else -1
    rank = 1 + sum(sign * one.value > sign * own.value for one in priced.values())
    share = may.word(args, "scale") == "share"
    lacking = f"; {len(others) - len(priced)} without such a price" if len(priced) < len(others) else ""
    return Figure(
        metric="price_rank",
        args={
            "vendor": vendor,
            **{name: args[name] for name in ("among", "line", "order", "scale")},
            "workload": describe(terms.workload),
            "basis": terms.basis,
            "vendors": 1 + len(priced),
        },
        value=100 * rank / (1 + len(priced)) if share else float(rank),
        unit="%" if share else "rank",
        as_of=market.book.view.as_of,
        on=market.book.on,
        method=RANK_METHOD,
        grade=weakest(own.grade, *(one.grade for one in priced.values())),
        evidence=tuple(dict.fromkeys(key for one in (own, *priced.values()) for key in one.evidence)),
        note=f"{own.args['offer']} among {1 + len(priced)}{lacking}",
    )


def _tried_line(market: Market, vendor: str, line: str, terms: Terms) -> Figure | None:
    try:
        return market.tried(chosen(market, vendor, line, terms).offer, terms)
    except UserError:
        return None


def _prepare_change(view: View) -> Measure:
    market_of = markets(view)

    def measure(args: Args) -> Measured:
        terms, kind = terms_of(args), may.word(args, "line")
        now, then = (
            _of_day(market_of(may.on_day(view, args, name)), may.word(args, "model"), kind, terms)
            for name in ("on", "since")
        )
        return quotient(
            now,
            then,
            (f"{now.args['offer']} on {now.on}", f"{then.args['offer']} on {then.on}"),
            a_year=may.word(args, "per") == "year",
            workload=describe(terms.workload),
        )

    return measure


def _of_day(market: Market, seller: str, kind: str, terms: Terms) -> Figure:
    return market.price(chosen(market, seller, kind, terms).offer, terms)


WORK: Mapping[str, Argument] = {
    "output_share": may.number("Which share of the tokens is output", 0, 1, 1.0),
    "cached_share": may.number("Which share of the input is read from a cache", 0, 1, 0.0),
    "tokens": may.number("How many tokens", 1, 10**15, TOKENS, whole=True),
    "basis": may.names("At which prices", BASES, "charged"),
    "service": may.worded("The service, as sources name it: standard, batch, flex, priority, ...", str, "standard"),
}
_LINE = may.names("Which line of a vendor", LINES, "flagship")
_HOSTS = may.names("Whose price", HOSTS, "own")
_ON = may.day()

COST_RATIO = may.metric(
    name="cost_ratio",
    meaning="How many times as much work costs on one line as on another.",
    unit="times",
    arguments={
        "model": may.seller("What is told"),
        "base": may.seller("What it is compared with"),
        "pair": may.pair("Which lines of vendors", LINES, (*LINES, "peer"), "flagship"),
        **WORK,
        "text": may.texts("What is the same on both sides", "tokens", *KINDS, low=0.1, high=10, default="tokens"),
        "hosts": _HOSTS,
        "base_hosts": may.names("Whose price of the base", HOSTS, "own"),
        "on": _ON,
    },
    prepare=_prepare_ratio,
    example={"model": "anthropic", "base": "deepseek", "pair": "flagship", "output_share": 1.0, "on": "2026-05-30"},
)
COST = may.metric(
    name="cost",
    meaning="What work costs on one line.",
    unit="USD",
    arguments={"model": may.seller("What is told"), "line": _LINE, **WORK, "hosts": _HOSTS, "on": _ON},
    prepare=_prepare_cost,
    example={"model": "anthropic", "line": "flagship", "tokens": 50_000_000},
)
PRICE_RANK = may.metric(
    name="price_rank",
    meaning="The rank of a vendor by the price of a line, 1 for the first.",
    unit="rank",
    arguments={
        "vendor": may.vendor("Whose rank, by any name of the catalogue."),
        "among": may.among("Among which vendors", "leading 6"),
        "line": _LINE,
        "order": may.names("Which comes first", ORDERS, ORDERS[0]),
        "scale": may.names("The rank, or the rank as a share of the vendors in per cent", ("rank", "share"), "rank"),
        **WORK,
        "on": _ON,
    },
    prepare=_prepare_rank,
    example={"vendor": "anthropic", "among": "leading 6", "line": "flagship"},
)
PRICE_CHANGE = may.metric(
    name="price_change",
    meaning="How many times as much a line costs as on an earlier day: below 1 it has fallen.",
    unit="times",
    arguments={
        "model": may.seller("What is told"),
        "line": _LINE,
        "since": may.day("The earlier day, YYYY-MM-DD.", needed=True),
        "per": may.names("The whole change, or that of a year", ("whole", "year"), "whole"),
        **WORK,
        "on": _ON,
    },
    prepare=_prepare_change,
    example={"model": "openai", "line": "flagship", "since": "2025-05-30"},
)
METRICS = (COST_RATIO, COST, PRICE_RANK, PRICE_CHANGE)
