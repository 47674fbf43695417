"""What work costs: vendors against each other, among many, and over time.

All rest on the price book and the cost of a workload, by the lines, the work, the bases and the hosts of `market.py`.
Decisions:

- A *pair* is a line on both sides, or two parted by a slash: `flagship/small` is the flagship over the base's small.
- *Text*: `tokens` compares as many tokens; a kind of text compares the same text, which each side cuts into tokens of
  its own; a number says how many times as many tokens the model makes of it as the base, where the reader knows.
- A rank counts the vendors that have the line and a price of it in US dollars; the note says how many have not.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from leadline.claims import arguments as may
from leadline.claims.metric import Args, Argument, Measured
from leadline.claims.metrics.market import BASES, HOSTS, LINES, Market, Terms, chosen, market_of, terms_of
from leadline.claims.metrics.quotient import quotient
from leadline.errors import NotEnoughData, UserError
from leadline.lineup import leading, vendors
from leadline.model import Arg, Figure, weakest
from leadline.prices.bases import text_cost
from leadline.prices.cost import ratio
from leadline.prices.derived import derived
from leadline.prices.offer import Offer
from leadline.prices.per_text import KINDS
from leadline.prices.workload import describe
from leadline.store.view import View

RANK_METHOD = "price_rank/1"
ORDERS = ("dearest first", "cheapest first")
SCALES = ("rank", "share")
TOKENS = 1_000_000


def _cost_ratio(view: View, args: Args) -> Measured:
    market, terms = market_of(view, may.on_day(view, args)), terms_of(args)
    kind, _, other = may.word(args, "pair").partition("/")
    one = chosen(market, may.word(args, "model"), kind, terms)
    base = chosen(market, may.word(args, "base"), other or kind, terms, one)
    hosted = market.at_host(one.offer, may.word(args, "hosts"), terms)
    base_hosted = market.at_host(base.offer, may.word(args, "base_hosts"), terms)
    return Measured(figure=_ratio(market, hosted, base_hosted, terms, args["text"]))


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


def _cost(view: View, args: Args) -> Measured:
    market, terms = market_of(view, may.on_day(view, args)), terms_of(args)
    line = chosen(market, may.word(args, "model"), may.word(args, "line"), terms)
    return Measured(figure=market.price(market.at_host(line.offer, may.word(args, "hosts"), terms), terms))


def _price_rank(view: View, args: Args) -> Measured:
    market, terms, line = market_of(view, may.on_day(view, args)), terms_of(args), may.word(args, "line")
    vendor = view.catalog.organisation(may.word(args, "vendor")).id
    own = market.tried(chosen(market, vendor, line, terms).offer, terms)
    if own is None:
        raise NotEnoughData(f"The {line} line of {vendor} has no price in US dollars on {market.book.on}.")
    among = [name for name in _among(market, may.word(args, "among")) if name != vendor]
    return Measured(figure=_rank(market, own, [_tried(market, name, line, terms) for name in among], terms, args))


@lru_cache(maxsize=64)
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


def _tried(market: Market, vendor: str, line: str, terms: Terms) -> Figure | None:
    """What the work costs on a line of a vendor; None where it has no such line, or no price in US dollars."""
    try:
        return market.tried(chosen(market, vendor, line, terms).offer, terms)
    except UserError:
        return None


def _rank(market: Market, own: Figure, others: Sequence[Figure | None], terms: Terms, args: Args) -> Figure:
    priced = [one for one in others if one]
    sign = 1 if may.word(args, "order") == ORDERS[0] else -1
    rank = 1 + sum(sign * one.value > sign * own.value for one in priced)
    share = may.word(args, "scale") == SCALES[1]
    lacking = len(others) - len(priced)
    return Figure(
        metric="price_rank",
        args={
            **{name: args[name] for name in ("vendor", "among", "line", "order", "scale", "basis")},
            "workload": describe(terms.workload),
        },
        value=100 * rank / (1 + len(priced)) if share else float(rank),
        unit="%" if share else "rank",
        as_of=own.as_of,
        on=own.on,
        method=RANK_METHOD,
        grade=weakest(own.grade, *(one.grade for one in priced)),
        evidence=tuple(dict.fromkeys(key for one in (own, *priced) for key in one.evidence)),
        note=f"{own.args['offer']} among {1 + len(priced)}" + (f"; {lacking} without such a price" if lacking else ""),
    )


def _price_change(view: View, args: Args) -> Measured:
    terms, kind, seller = terms_of(args), may.word(args, "line"), may.word(args, "model")
    markets = [market_of(view, may.on_day(view, args, name)) for name in ("on", "since")]
    now, then = (market.price(chosen(market, seller, kind, terms).offer, terms) for market in markets)
    names = (f"{now.args['offer']} on {now.on}", f"{then.args['offer']} on {then.on}")
    return quotient(now, then, names, a_year=args["per"] == "year", workload=describe(terms.workload))


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
    measure=_cost_ratio,
    example={"model": "anthropic", "base": "deepseek", "pair": "flagship", "output_share": 1.0, "on": "2026-05-30"},
)
COST = may.metric(
    name="cost",
    meaning="What work costs on one line.",
    unit="USD",
    arguments={"model": may.seller("What is told"), "line": _LINE, **WORK, "hosts": _HOSTS, "on": _ON},
    measure=_cost,
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
        "scale": may.names("The rank, or the rank as a share of the vendors in per cent", SCALES, SCALES[0]),
        **WORK,
        "on": _ON,
    },
    measure=_price_rank,
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
    measure=_price_change,
    example={"model": "openai", "line": "flagship", "since": "2025-05-30"},
)
METRICS = (COST_RATIO, COST, PRICE_RANK, PRICE_CHANGE)
