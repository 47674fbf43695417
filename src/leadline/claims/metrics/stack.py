"""What stands behind capability: compute, chips, adoption, money, power, and policy.

All rest on the measures of `stack/`. Decisions:

- Shares and ratios of compute keep their draws: both sides rise and fall together where they hold the same chips.
- A part of a stock is a way by which chips came to China (`imported` is all but those made there, whoever owns them),
  or of the world what one owner holds or one designer sold.
- What a designer added in a year is told once the year is counted to its end.
- An indicator is any measure of a layer, by its name, its region and, where it has several, its meaning and part: the
  first in the layer's order where neither is told. Its change is that over a year, as the screen of the stack has it.
- A stated value is what a source says of an entity, the newest whose period had passed by half on the day.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray

from leadline.claims import arguments as may
from leadline.claims.metric import Args, Argument, Measure, Measured
from leadline.claims.metrics.quotient import quotient
from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Arg, Event, Figure, Observation, weakest
from leadline.prices.derived import derived
from leadline.stack import adoption, compute, layers
from leadline.stack.counts import (
    ALL_DESIGNERS,
    CHANNELS,
    SOURCE,
    US_OWNERS,
    Channel,
    Conversion,
    Stock,
    channel,
    designed,
    owned,
    quarter_end,
    summed,
)
from leadline.stack.measure import Measure as Told
from leadline.stack.measure import Region
from leadline.stack.policy import policy
from leadline.stack.rows import of
from leadline.stack.sampling import DRAWS, SEED, interval
from leadline.stack.told import PERCENTILES, day_of, ends_of, graded, newest, said
from leadline.store.view import View

STOCK_METHOD, CHIP_METHOD = "stock_share/1", "chip_ratio/1"
STATED_METHOD, POLICY_METHOD = "stated_value/1", "policy_count/1"
REGIONS: tuple[Region, ...] = get_args(Region)
CONVERSIONS: tuple[Conversion, ...] = get_args(Conversion)
IMPORTED: tuple[Channel, ...] = ("legal imports", "smuggled")
OWNERS, SELLERS = (
    tuple(f"{kind} {name}" for name in held) for kind, held in (("owner", US_OWNERS), ("designer", ALL_DESIGNERS))
)
PARTS = ("imported", *CHANNELS, *OWNERS, *SELLERS)
ADDED, HELD = "added in the year", "sold so far"
CHANGES = ("value", "change")
ANY = "any"
WORLD: Region = "world"
USES = (adoption.WHOLE, adoption.PLACED, adoption.PAID)
Floats = NDArray[np.float64]


def _measures() -> list[Told]:
    return [measure for of_layer in layers.LAYERS.values() for measure in of_layer]


def _stock(view: View, group: Region, figure: Figure, args: Args) -> Floats:
    """The draws of a stock on the day of a figure of it."""
    basis, conversion = cast(compute.Basis, args["basis"]), cast(Conversion, args["conversion"])
    return compute.group_stock(view, group, figure.on + timedelta(days=1), conversion, basis).drawn


def _share(view: View, args: Args) -> Measured:
    group, basis = cast(Region, args["group"]), cast(compute.Basis, args["basis"])
    conversion = cast(Conversion, args["conversion"])
    found = compute.compute_share(view, basis, may.on_day(view, args), group=group, conversion=conversion)
    if basis.startswith("location"):
        return Measured(figure=found)
    part, world = (_stock(view, one, found, args) for one in (group, WORLD))
    return Measured(figure=found, draws=100 * part / world)


def _ratio(view: View, args: Args) -> Measured:
    groups = [cast(Region, args[name]) for name in ("leader", "follower")]
    basis, conversion = cast(compute.Basis, args["basis"]), cast(Conversion, args["conversion"])
    day = may.on_day(view, args)
    names = (f"compute of {groups[0]}", f"compute of {groups[1]}")
    if basis.startswith("location"):
        told = [compute.compute_share(view, basis, day, group=group) for group in groups]
        return quotient(told[0], told[1], names, basis=basis)
    day = min(compute.compute_stock(view, group, day, basis=basis).on for group in groups)
    stocks = [compute.compute_stock(view, group, day, basis=basis, conversion=conversion) for group in groups]
    drawn = [_stock(view, group, stock, args) for group, stock in zip(groups, stocks, strict=True)]
    return quotient(stocks[0], stocks[1], names, drawn=(drawn[0], drawn[1]), basis=basis, conversion=conversion)


def _part(view: View, args: Args) -> Measured:
    name, day = may.word(args, "part"), may.on_day(view, args)
    kind, _, who = name.partition(" ")
    if kind in ("owner", "designer"):
        end = quarter_end(view, day, ALL_DESIGNERS, [who] if kind == "owner" else [])
        part = owned(view, who, end) if kind == "owner" else designed(view, who, end)
        return _stock_share(view, "world", name, part, compute.world_stock(view, end), end)
    counted = CHANNELS if args["smuggled"] == "counted" else tuple(way for way in CHANNELS if way != "smuggled")
    ways = IMPORTED if name == "imported" else (name,)
    end = _china_end(view, day)
    stocks = {way: channel(view, way, end) for way in counted}
    part = summed(stock for way, stock in stocks.items() if way in ways)
    return _stock_share(view, "CN", name, part, summed(stocks.values()), end, smuggled=args["smuggled"])


def _china_end(view: View, day: date) -> date:
    """The newest quarter that counts all of China's channels."""
    on = compute.compute_stock(view, "CN", day, basis="ownership with smuggled").on
    return on + timedelta(days=1)


def _stock_share(view: View, whole: str, name: str, part: Stock, all_: Stock, end: date, **args: Arg) -> Measured:
    draws = 100 * part.drawn / all_.drawn
    figure = _counted(
        view,
        STOCK_METHOD,
        {"group": whole, "part": name, **args},
        100 * part.value / all_.value,
        draws,
        "%",
        end,
        [part, all_],
    )
    return Measured(figure=figure, draws=draws)


def _chips(view: View, args: Args) -> Measured:
    year, how = int(may.amount(args, "year")), may.word(args, "measure")
    names, conversion = [may.word(args, name) for name in ("designer", "base")], cast(Conversion, args["conversion"])
    end = date(year + 1, 1, 1)
    if may.on_day(view, {}) < end or quarter_end(view, end - timedelta(days=1), names) != end:
        raise NotEnoughData(
            f"Chips of {' and '.join(names)} are not counted to the end of {year}, as known on {view.as_of}."
        )
    one, other = (_sold(view, name, end, conversion, how) for name in names)
    draws = one.drawn / other.drawn
    about: dict[str, Arg] = {"designer": names[0], "base": names[1], "measure": how, "conversion": conversion}
    figure = _counted(view, CHIP_METHOD, about, one.value / other.value, draws, "times", end, [one, other])
    return Measured(figure=figure, draws=draws)


def _sold(view: View, name: str, end: date, conversion: Conversion, how: str) -> Stock:
    """What a designer had sold by a day, or sold in the year before it."""
    if how == HELD:
        return designed(view, name, end, conversion=conversion)
    begin = end.replace(year=end.year - 1)
    later, earlier = (designed(view, name, day, conversion=conversion, one=True) for day in (end, begin))
    return Stock(value=later.value - earlier.value, drawn=later.drawn - earlier.drawn, grade=later.grade)


def _counted(
    view: View, method: str, args: dict[str, Arg], value: float, draws: Floats, unit: str, end: date, of_: list[Stock]
) -> Figure:
    around = interval(draws)
    return Figure(
        metric=method.partition("/")[0],
        args={**args, "draws": DRAWS, "seed": SEED},
        value=value,
        low=around[0] if around else None,
        high=around[1] if around else None,
        interval="90%" if around else "none",
        unit=unit,
        as_of=view.as_of,
        on=end - timedelta(days=1),
        method=method,
        grade=weakest(*(one.grade for one in of_)),
        evidence=view.evidence(SOURCE),
    )


def _indicator(view: View, args: Args) -> Measured:
    region = cast(Region, args["region"])
    found = [
        one
        for one in _measures()
        if one.metric == args["name"]
        and region in one.regions
        and args.get("meaning") in (None, one.meaning)
        and args.get("part") in (None, one.part)
    ]
    if not found:
        raise NotEnoughData(f"{args['name']} has no such meaning and part for {region}. See leadline stack --help.")
    told = partial(found[0].figure, view, region)
    figure = told(may.on_day(view, args))
    if args["change"] == "value":
        return Measured(figure=figure)
    changed = layers.change(figure, told)
    if changed is None:
        raise NotEnoughData(
            f"{args['name']} of {region} has no value a year before {figure.on}, as known on {view.as_of}."
        )
    return Measured(figure=changed)


def _stated(view: View, args: Args) -> Measured:
    name, entity, day = may.word(args, "indicator"), may.word(args, "entity"), may.on_day(view, args)
    every = view.rows(Observation, "indicator = $name", name=name)
    asked = [
        row for row in every if args.get("source") in (None, row.source) and args.get("by") in (None, row.reported_by)
    ]
    if not asked:
        known = [str(one) for (one,) in view.query("SELECT DISTINCT indicator FROM observation")]
        raise UnknownName("indicator of the sources", name, known, f"As known on {view.as_of}.")
    held = [row for row in asked if row.entity == entity]
    if not held:
        raise UnknownName("entity", entity, {row.entity for row in asked}, f"{name} is told of others.")
    row = newest(held, day, f"{name} of {entity}", view)
    around = ends_of(row)
    about: dict[str, Arg] = {"indicator": name, "entity": entity, "source": row.source}
    return Measured(
        figure=Figure(
            metric="stated_value",
            args=about | ({"by": row.reported_by} if row.reported_by else {}),
            value=row.value,
            low=around[0] if around else None,
            high=around[1] if around else None,
            interval="none" if around is None else "90%" if row.interval == PERCENTILES else "range",
            unit=row.unit,
            as_of=view.as_of,
            on=day_of(row, day),
            method=STATED_METHOD,
            grade=graded(row),
            evidence=view.evidence(row.source),
            note=said(row),
        )
    )


def _usage(view: View, args: Args) -> Measured:
    region, meaning, last = cast(Region, args["group"]), may.word(args, "of"), may.on_day(view, args)
    newest = adoption.router_token_share(view, region, last, meaning=meaning)
    weeks = int(may.amount(args, "weeks"))
    if not weeks:
        return Measured(figure=newest)
    first = last - timedelta(weeks=weeks)
    days = {row.period_start for row in of(view, adoption.ROUTER, "openrouter_tokens")}
    within = [day for day in days if day and first < day <= last]
    if not within:
        raise NotEnoughData(f"No tokens on the router are known of the {weeks} weeks to {last}.")
    shares = [adoption.router_token_share(view, region, day, meaning=meaning).value for day in within]
    mean = sum(shares) / len(shares)
    ranged = {"low": min(shares), "high": max(shares), "interval": "range"} if len(shares) > 1 else {}
    about = {**newest.args, "weeks": weeks, "days": len(shares)}
    return Measured(figure=derived(newest, args=about, value=mean, **ranged))


def _policies(view: View, args: Args) -> Measured:
    day, since = may.on_day(view, args), may.on_day(view, args, "since")
    wanted = [(name, str(args[name])) for name in ("jurisdiction", "layer", "direction", "state") if args[name] != ANY]
    told = [one for one in policy(view, day) if since <= one.day <= day]
    held = [one for one in told if all(_is(one.event, one.state, name, value) for name, value in wanted)]
    return Measured(
        figure=Figure(
            metric="policy_count",
            args={**dict(wanted), "since": since.isoformat()},
            value=float(len(held)),
            unit="events",
            as_of=view.as_of,
            on=day,
            method=POLICY_METHOD,
            grade="measured",
            evidence=view.evidence(*{one.event.source for one in told}),
        )
    )


def _is(event: Event, state: str, name: str, value: str) -> bool:
    return value in (state if name == "state" else getattr(event, name)).split("/")


def _prepared(measured: Callable[[View, Args], Measured]) -> Callable[[View], Measure]:
    return lambda view: partial(measured, view)


def _region(meaning: str, *regions: Region) -> Argument:
    return may.names(meaning, regions)


_BASIS = may.names("Whose chips they are, or where they run", compute.BASES, "ownership")
_CONVERSION = may.names("How H100-equivalents are counted", CONVERSIONS, "publisher")
_ON = may.day()

COMPUTE_SHARE = may.metric(
    name="compute_share",
    meaning="A country's share of the world's compute.",
    unit="%",
    arguments={"group": _region("Whose", "US", "CN", "ROW"), "basis": _BASIS, "conversion": _CONVERSION, "on": _ON},
    prepare=_prepared(_share),
    example={"group": "CN", "basis": "ownership"},
)
COMPUTE_RATIO = may.metric(
    name="compute_ratio",
    meaning="How many times the compute of one country that of another is.",
    unit="times",
    arguments={
        "leader": _region("Whose", "US", "CN", "world"),
        "follower": _region("Compared with whose", "US", "CN", "world"),
        "basis": _BASIS,
        "conversion": _CONVERSION,
        "on": _ON,
    },
    prepare=_prepared(_ratio),
    example={"leader": "US", "follower": "CN", "basis": "ownership with smuggled"},
)
STOCK_SHARE = may.metric(
    name="stock_share",
    meaning="The share of chips that came one way in China's compute, or of one owner or designer in the world's.",
    unit="%",
    arguments={
        "part": may.names("Which chips", PARTS),
        "smuggled": may.names(
            "Whether smuggled chips are counted, in China's alone", ("counted", "left out"), "counted"
        ),
        "on": _ON,
    },
    prepare=_prepared(_part),
    example={"part": "imported"},
)
CHIP_RATIO = may.metric(
    name="chip_ratio",
    meaning="How many times the chips of one designer those of another are, in H100-equivalents.",
    unit="times",
    arguments={
        "designer": may.names("Whose", ALL_DESIGNERS),
        "base": may.names("Compared with whose", ALL_DESIGNERS, "Nvidia"),
        "year": may.number("The calendar year", 2022, 2100, whole=True, needed=True),
        "measure": may.names("What of them", (ADDED, HELD), ADDED),
        "conversion": _CONVERSION,
    },
    prepare=_prepared(_chips),
    example={"designer": "Huawei", "base": "Nvidia", "year": 2025},
)
INDICATOR = may.metric(
    name="indicator",
    meaning="Any indicator of a layer of the stack, or its change over a year.",
    unit="that of the indicator",
    arguments={
        "name": may.names("Which indicator", dict.fromkeys(one.metric for one in _measures())),
        "region": _region("Of which region", *REGIONS),
        "meaning": may.known("Which of its meanings, as leadline stack shows them.", {m.meaning for m in _measures()}),
        "part": may.known("Which part of it, as leadline stack shows them.", {m.part for m in _measures()}),
        "change": may.names("Its value, or its change over a year", CHANGES, "value"),
        "on": _ON,
    },
    prepare=_prepared(_indicator),
    example={"name": "ai_diffusion", "region": "US", "meaning": "Microsoft"},
)
STATED_VALUE = may.metric(
    name="stated_value",
    meaning="What a source states of an entity, word for word.",
    unit="that of the source",
    arguments={
        "indicator": may.worded("As the source names it; leadline find and docs/sources.md help.", str),
        "entity": may.worded("Of what, as the source writes it.", str),
        "source": may.worded(
            "Which source; any, where it is not told.", lambda text: may.catalog().source(text), needed=False
        ),
        "by": may.worded("Whose figure it is, where the source passes on those of others.", str, needed=False),
        "on": _ON,
    },
    prepare=_prepared(_stated),
    example={"indicator": "ai_diffusion", "entity": "France"},
)
USAGE_SHARE = may.metric(
    name="usage_share",
    meaning="The share of models made in a region in the tokens that pass a router.",
    unit="%",
    arguments={
        "group": _region("Made where", "US", "CN", "ROW"),
        "of": may.names("Of which tokens", USES, adoption.WHOLE),
        "weeks": may.number(
            "The mean over the days known of so many weeks; 0 is the newest day", 0, 520, 0, whole=True
        ),
        "on": _ON,
    },
    prepare=_prepared(_usage),
    example={"group": "CN"},
)
POLICY_COUNT = may.metric(
    name="policy_count",
    meaning="How many policy events were known, from one day to another.",
    unit="events",
    arguments={
        "jurisdiction": may.worded("Whose: US, CN, ..., or any.", str, ANY),
        "layer": may.worded("Of which layer: chips, compute, models, ..., or any.", str, ANY),
        "direction": may.worded("Which way: tighten, loosen, countermeasure, ..., or any.", str, ANY),
        "state": may.names("As they stand on the day", (ANY, "told", "due", "in force", "suspended", "over"), ANY),
        "since": may.day("The first day, YYYY-MM-DD.", needed=True),
        "on": _ON,
    },
    prepare=_prepared(_policies),
    example={"jurisdiction": "US", "layer": "chips", "direction": "tighten", "since": "2022-10-01"},
)
METRICS = (
    *(COMPUTE_SHARE, COMPUTE_RATIO, STOCK_SHARE, CHIP_RATIO, INDICATOR, STATED_VALUE, USAGE_SHARE, POLICY_COUNT),
)
