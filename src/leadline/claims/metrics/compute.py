"""Compute: countries' shares and ratios of it, parts of a stock, and one designer's chips against another's.

All rest on `stack/compute.py` and the counts beneath it. Decisions:

- Shares and ratios keep their draws: both sides rise and fall together where they hold the same chips.
- A ratio is taken at the newest quarter end that counts both countries. Of owners in the United States only those that
  the source names are counted, so that a ratio to them is one of at least. Two *wide* bases are those of the scenario
  model: all that US designers sold less what Chinese owners hold, over China's chips by every channel, rented abroad
  among them or not; what is rented is an assumption of the register, and there are no draws.
- A part of a stock is a way by which chips came to China (`imported` is all but those made there, whoever owns them),
  or of the world what one owner holds or one designer sold.
- What a designer added in a year is told once the year is counted to its end.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray

from leadline.claims import arguments as may
from leadline.claims.metric import Args, Measured
from leadline.errors import NotEnoughData
from leadline.forecast.intervals import ends_of
from leadline.model import Arg, Bound, Figure, Grade, weakest
from leadline.simulate.paths import month_end, month_of
from leadline.simulate.start import start
from leadline.stack import compute
from leadline.stack.compute import Basis
from leadline.stack.counts import (
    ALL_DESIGNERS,
    CHANNELS,
    IMPORTED,
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
from leadline.stack.measure import Region
from leadline.stack.sampling import DRAWS, SEED
from leadline.store.view import View

RATIO_METHOD, STOCK_METHOD, CHIP_METHOD = "compute_ratio/1", "stock_share/1", "chip_ratio/1"
CONVERSIONS: tuple[Conversion, ...] = get_args(Conversion)
SMUGGLED: Channel = "smuggled"
OWNED, SOLD = tuple(f"owner {name}" for name in US_OWNERS), tuple(f"designer {name}" for name in ALL_DESIGNERS)
PARTS = ("imported", *CHANNELS, *OWNED, *SOLD)
ADDED, HELD = "added in the year", "sold so far"
WIDE, WIDEST = "wide", "wide, with rented"
RENTED = "rented"
WORLD: Region = "world"
DAY = timedelta(days=1)
Floats = NDArray[np.float64]


def _share(view: View, args: Args) -> Measured:
    group, basis, conversion = _asked(args, "group")
    found = compute.compute_share(view, basis, may.on_day(view, args), group=group, conversion=conversion)
    if basis.startswith("location"):
        return Measured(figure=found)
    end = found.on + DAY
    part, world = (compute.group_stock(view, one, end, conversion, basis).drawn for one in (group, WORLD))
    return Measured(figure=found, draws=100 * part / world)


def _asked(args: Args, name: str) -> tuple[Region, Basis, Conversion]:
    return cast(Region, args[name]), cast(Basis, args["basis"]), cast(Conversion, args["conversion"])


def _ratio(view: View, args: Args) -> Measured:
    basis = may.word(args, "basis")
    if basis in (WIDE, WIDEST):
        return _wide(view, args)
    of_parts = _by_place if basis.startswith("location") else _by_owner
    return of_parts(view, args)


def _by_owner(view: View, args: Args) -> Measured:
    (leader, basis, conversion), follower = _asked(args, "leader"), cast(Region, args["follower"])
    day = may.on_day(view, args)
    on = min(compute.compute_stock(view, group, day, basis=basis).on for group in (leader, follower))
    one, other = (compute.group_stock(view, group, on + DAY, conversion, basis) for group in (leader, follower))
    bound: Bound = "at least" if leader == "US" else "at most" if follower == "US" else "exact"
    return _of_stocks(view, RATIO_METHOD, _told(args), (one, other), on, bound=bound)


def _by_place(view: View, args: Args) -> Measured:
    _, basis, _ = _asked(args, "leader")
    day = may.on_day(view, args)
    one, other = (compute.compute_share(view, basis, day, group=cast(Region, args[name])) for name in _SIDES)
    if not other.value:
        raise NotEnoughData(f"No known cluster runs in {args['follower']} on {day}.")
    ratio, known = one.value / other.value, (one.on, one.grade, one.evidence)
    return Measured(figure=_figure(view, RATIO_METHOD, _told(args), ratio, "times", *known, note=one.note))


def _wide(view: View, args: Args) -> Measured:
    known, day = start(view), may.on_day(view, args)
    month = min(month_of(day + DAY) - 1, known.counted - 1)
    if month < 0:
        raise NotEnoughData(f"Nothing is counted by {day}.")
    with_rented = args["basis"] == WIDEST
    held = defaultdict[str, float](float)
    for (code, kind), stock in known.stocks.items():
        held[code] += float(stock[month]) if with_rented or kind != RENTED else 0.0
    one, other = (held[str(args[name])] for name in _SIDES)
    if one <= 0 or other <= 0:
        raise NotEnoughData(f"The scenario model does not count {args['leader']} and {args['follower']} on {day}.")
    grade: Grade = "assumption" if with_rented else "estimate"
    figure = _figure(
        *(view, RATIO_METHOD, _told(args), one / other, "times", month_end(month), grade, known.evidence),
        note="the channels of the scenario model",
    )
    return Measured(figure=figure)


def _told(args: Args) -> dict[str, Arg]:
    return {name: args[name] for name in (*_SIDES, "basis", "conversion")}


def _part(view: View, args: Args) -> Measured:
    name, day = may.word(args, "part"), may.on_day(view, args)
    kind, _, who = name.partition(" ")
    if kind in ("owner", "designer"):
        end = quarter_end(view, day, ALL_DESIGNERS, [who] if kind == "owner" else [])
        part = owned(view, who, end) if kind == "owner" else designed(view, who, end)
        about: dict[str, Arg] = {"group": WORLD, "part": name}
        return _of_stocks(view, STOCK_METHOD, about, (part, compute.world_stock(view, end)), end - DAY, times=100)
    ways = tuple(IMPORTED) if name == "imported" else (name,)
    on = compute.compute_stock(view, "CN", day, basis="ownership with smuggled").on
    counted = [way for way in CHANNELS if way != SMUGGLED or args["smuggled"] == "counted"]
    if not set(ways) & set(counted):
        raise NotEnoughData("Smuggled chips have no share where they are left out.")
    stocks = {way: channel(view, way, on + DAY) for way in counted}
    part = summed(stock for way, stock in stocks.items() if way in ways)
    about = {"group": "CN", "part": name, "smuggled": args["smuggled"]}
    return _of_stocks(view, STOCK_METHOD, about, (part, summed(stocks.values())), on, times=100)


def _chips(view: View, args: Args) -> Measured:
    year, how = int(may.amount(args, "year")), may.word(args, "measure")
    names, conversion = [may.word(args, name) for name in ("designer", "base")], cast(Conversion, args["conversion"])
    end = date(year + 1, 1, 1)
    if view.as_of < end or quarter_end(view, end - DAY, names) != end:
        raise NotEnoughData(
            f"{names[0]} and {names[1]} are not counted to the end of {year}, as known on {view.as_of}."
        )
    one, other = (_sold(view, name, end, conversion, how) for name in names)
    about = {name: args[name] for name in ("designer", "base", "measure", "conversion")}
    return _of_stocks(view, CHIP_METHOD, about, (one, other), end - DAY)


def _sold(view: View, name: str, end: date, conversion: Conversion, how: str) -> Stock:
    """What a designer had sold by a day, or sold in the year before it."""
    if how == HELD:
        return designed(view, name, end, conversion=conversion)
    begin = end.replace(year=end.year - 1)
    later, earlier = (designed(view, name, day, conversion=conversion, one=True) for day in (end, begin))
    return Stock(value=later.value - earlier.value, drawn=later.drawn - earlier.drawn, grade=later.grade)


def _of_stocks(
    view: View,
    method: str,
    args: Mapping[str, Arg],
    sides: tuple[Stock, Stock],
    on: date,
    *,
    times: float = 1,
    bound: Bound = "exact",
) -> Measured:
    """One stock over another, draw by draw; in per cent where it is a part of it."""
    one, other = sides
    draws = times * one.drawn / other.drawn
    drawn: dict[str, Arg] = {"draws": DRAWS, "seed": SEED}
    figure = _figure(
        *(view, method, {**args, **drawn}, times * one.value / other.value, "%" if times == 100 else "times", on),
        *(weakest(one.grade, other.grade), view.evidence(SOURCE), draws),
        note=compute.NAMED_ONLY if bound != "exact" else "",
        bound=bound,
    )
    return Measured(figure=figure, draws=draws)


def _figure(
    view: View,
    method: str,
    args: Mapping[str, Arg],
    value: float,
    unit: str,
    on: date,
    grade: Grade,
    evidence: Sequence[str],
    draws: Floats | None = None,
    *,
    note: str = "",
    bound: Bound = "exact",
) -> Figure:
    return Figure(
        metric=method.partition("/")[0],
        args=args,
        value=value,
        **ends_of(() if draws is None else draws),
        unit=unit,
        as_of=view.as_of,
        on=on,
        method=method,
        grade=grade,
        evidence=tuple(evidence),
        note=note,
        bound=bound,
    )


_SIDES = ("leader", "follower")
_BASIS = may.names("Whose chips they are, or where they run", compute.BASES, "ownership")
_CONVERSION = may.names("How H100-equivalents are counted", CONVERSIONS, "publisher")

COMPUTE_SHARE = may.metric(
    name="compute_share",
    meaning="A country's share of the world's compute.",
    unit="%",
    arguments={
        "group": may.names("Whose", ("US", "CN", "ROW")),
        "basis": _BASIS,
        "conversion": _CONVERSION,
        "on": may.day(),
    },
    measure=_share,
    example={"group": "CN", "basis": "ownership"},
)
COMPUTE_RATIO = may.metric(
    name="compute_ratio",
    meaning="How many times the compute of one country that of another is.",
    unit="times",
    arguments={
        "leader": may.names("Whose", ("US", "CN", "world")),
        "follower": may.names("Compared with whose", ("US", "CN", "world")),
        "basis": may.names("Whose chips they are, or where they run", (*compute.BASES, WIDE, WIDEST), "ownership"),
        "conversion": _CONVERSION,
        "on": may.day(),
    },
    measure=_ratio,
    example={"leader": "US", "follower": "CN", "basis": "ownership with smuggled"},
)
STOCK_SHARE = may.metric(
    name="stock_share",
    meaning="The share of chips that came one way in China's compute, or of one owner or designer in the world's.",
    unit="%",
    arguments={
        "part": may.names("Which chips", PARTS),
        "smuggled": may.names("Whether China's smuggled chips are counted", ("counted", "left out"), "counted"),
        "on": may.day(),
    },
    measure=_part,
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
    measure=_chips,
    example={"designer": "Huawei", "base": "Nvidia", "year": 2025},
)
METRICS = (COMPUTE_SHARE, COMPUTE_RATIO, STOCK_SHARE, CHIP_RATIO)
