"""What it costs to reach a level of the capability index: now and then, with the models of one group and another.

All rest on `price_performance/reach.py`. Decisions:

- A level is a number, or where a model stands; the price is that of so many tokens on the cheapest offer of any model
  of the group whose index reaches it, the models by their days of release and the prices as known now.
- Hosts: `own` is what makers charge, `all` any host that lists the model.
- A change compares two days as one view tells both.
"""

from bisect import bisect_right
from datetime import date
from functools import lru_cache

from leadline.claims import arguments as may
from leadline.claims.metric import Args, Measured
from leadline.claims.metrics.market import Terms, terms_of
from leadline.claims.metrics.prices import TOKENS
from leadline.claims.metrics.quotient import quotient
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.price_performance.reach import WORLD, Reach, reaches
from leadline.prices.derived import derived
from leadline.store.view import View

HOSTS = ("own", "all")


@lru_cache(maxsize=128)
def _reach(view: View, level: str, group: str, hosts: str, terms: Terms) -> Reach:
    return reaches(view, [level], terms.workload, all_hosts=hosts == "all", group=group)[0]


def _price(view: View, args: Args, group: str, day: date) -> Figure:
    terms = terms_of({**args, "service": "standard", "basis": "charged"})
    level = args["level"]
    text = level if isinstance(level, str) else f"{level:g}"
    return _on(_reach(view, text, group, may.word(args, "hosts"), terms), group, day)


def _on(found: Reach, group: str, day: date) -> Figure:
    """The cheapest price in force on a day, told of that day."""
    past = bisect_right([step.day for step in found.cheapest], day)
    if not past:
        raise NotEnoughData(f"No offer of {group} is known to have reached the level {found.level.name} by {day}.")
    price = found.cheapest[past - 1].price
    return derived(price, on=day, note="; ".join(part for part in (f"since {price.on}", price.note) if part))


def _level(view: View, args: Args) -> Measured:
    return Measured(figure=_price(view, args, may.word(args, "group"), may.on_day(view, args)))


def _ratio(view: View, args: Args) -> Measured:
    day, group, base = may.on_day(view, args), may.word(args, "group"), may.word(args, "base")
    one, other = (_price(view, args, name, day) for name in (group, base))
    return quotient(one, other, (f"level {args['level']} with {group}", f"with {base}"))


def _change(view: View, args: Args) -> Measured:
    group, now, then = may.word(args, "group"), may.on_day(view, args), may.on_day(view, args, "since")
    one, other = (_price(view, args, group, day) for day in (now, then))
    names = (f"level {args['level']} with {group} on {now}", f"on {then}")
    return quotient(one, other, names, a_year=args["per"] == "year")


LEVEL = may.level("Which level of the index: a number from 0 to 1000, or a model that stands there.")
WORK = {
    "output_share": may.number("Which share of the tokens is output", 0, 1, 0.25),
    "cached_share": may.number("Which share of the input is read from a cache", 0, 1, 0.0),
    "tokens": may.number("How many tokens", 1, 10**15, TOKENS, whole=True),
    "hosts": may.names("Whose prices", HOSTS, "own"),
}

PRICE_OF_LEVEL = may.metric(
    name="price_of_level",
    meaning="What work costs on the cheapest offer of any model that reaches a level of the index.",
    unit="USD",
    arguments={"level": LEVEL, "group": may.group("With whose models", WORLD), **WORK, "on": may.day()},
    measure=_level,
    example={"level": 145, "group": "world"},
)
LEVEL_PRICE_RATIO = may.metric(
    name="level_price_ratio",
    meaning="How many times as much a level costs with the models of one group as with those of another.",
    unit="times",
    arguments={
        "level": LEVEL,
        "group": may.group("With whose models"),
        "base": may.group("Compared with whose", WORLD),
        **WORK,
        "on": may.day(),
    },
    measure=_ratio,
    example={"level": 145, "group": "US", "base": "CN"},
)
LEVEL_PRICE_CHANGE = may.metric(
    name="level_price_change",
    meaning="How many times as much a level costs as on an earlier day: below 1 it has fallen.",
    unit="times",
    arguments={
        "level": LEVEL,
        "group": may.group("With whose models", WORLD),
        "since": may.day("The earlier day, YYYY-MM-DD.", needed=True),
        "per": may.names("The whole change, or that of a year", ("whole", "year"), "whole"),
        **WORK,
        "on": may.day(),
    },
    measure=_change,
    example={"level": 140, "since": "2025-06-30", "per": "year"},
)
METRICS = (PRICE_OF_LEVEL, LEVEL_PRICE_RATIO, LEVEL_PRICE_CHANGE)
