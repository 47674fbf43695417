"""Chips: what each designer has sold, how chips come to China, what an H100-equivalent costs, what the best can do.

    flow in a year = stock at its end - stock a year before
    dollars per H100-equivalent = price of a chip * 1979e12 / its dense 8-bit operations a second
    price-performance = 16-bit operations a second / price at release
    energy efficiency = 16-bit operations a second / thermal design power

Decisions:

- A flow is told for what is counted at both ends, and the two ends of a series rise and fall together in its draws:
  the later count holds the earlier one, with the same unknowns. Were they drawn independently, the interval of legal
  imports in 2025 would reach below zero.
- Price, power and operations are of the data sheet or the source's estimate and have no interval. The best chip of a
  country is that with the highest quotient among the chips whose both parts are known; which one it is, is said.
- A chip's designer is told by the first word of its name. A name that no table knows is left out of the best of a
  country, for it belongs to none; so are chips for desktops.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Figure, Grade
from leadline.stack.counts import (
    ALL_DESIGNERS,
    CHANNELS,
    DESIGNERS,
    H100_OPS,
    IMPORTED,
    SOURCE,
    Channel,
    Conversion,
    Stock,
    channel,
    designed,
    held_by,
    quarter_end,
    summed,
)
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.sampling import DRAWS, SEED, interval
from leadline.store.view import View

SOLD_METHOD = "chips_sold/1"
HELD_METHOD = "china_chip_stock/1"
FLOW_METHOD = "china_chip_flow/1"
PRICE_METHOD = "chip_price/1"
LOWEST_METHOD = "lowest_chip_price/1"
PERFORMANCE_METHOD = "chip_price_performance/1"
EFFICIENCY_METHOD = "chip_energy_efficiency/1"
HARDWARE = "epoch_ml_hardware"
PRICED = (
    *("Nvidia / H20", "Nvidia / H100", "Nvidia / H200", "Nvidia / B200", "Nvidia / B300"),
    *("AMD / Instinct MI355X", "Amazon / Trainium2", "Google / TPU v6e", "Google / TPU v7"),
    *("Huawei / Ascend 910B", "Huawei / Ascend 910C"),
)
"""Chips whose dollars per H100-equivalent are shown one by one."""
MAKERS: Mapping[Region, tuple[str, ...]] = {
    "US": ("NVIDIA", "AMD", "Google", "AWS", "Amazon", "Intel", "Microsoft", "Meta", "Maia", "Tesla"),
    "CN": ("Huawei", "Cambricon", "Biren", "MTT", "Baidu", "Alibaba", "Hygon", "Kunlun", "Enflame", "Iluvatar"),
}
"""First words of the names of chips, by the country of their designer."""
DESKTOP = ("GeForce", "RTX", "TITAN", "Titan", "Quadro")
"""Words in the names of chips that are sold for desktops, not for data centres."""


def chips_sold(
    view: View,
    designer: str,
    on: date | None = None,
    *,
    conversion: Conversion = "publisher",
    seed: int = SEED,
) -> Figure:
    """Chips that a designer has sold, or all designers of a country or the world, in H100-equivalents, so far.

    Args:
        view: What was known.
        designer: A designer as the source writes it, or `US`, `CN` or `world` for all that are counted there.
        on: The day; the newest quarter by it that counts them all is told.
        conversion: How H100-equivalents are counted.
        seed: Of the draws.
    """
    names = _designers(designer)
    end = quarter_end(view, on or view.as_of, sold=names)
    sold = summed(designed(view, name, end, conversion=conversion, seed=seed) for name in names)
    args = {"group" if len(names) > 1 else "designer": designer, "conversion": conversion}
    return _counted(view, SOLD_METHOD, args, sold, "H100-equivalents", end, seed)


def china_chip_stock(
    view: View, way: Channel, on: date | None = None, *, conversion: Conversion = "publisher", seed: int = SEED
) -> Figure:
    """Chips in China that came by one way, in H100-equivalents, at the newest quarter end by the day."""
    end = _channel_end(view, way, on or view.as_of)
    held = channel(view, way, end, conversion=conversion, seed=seed)
    args = {"group": "CN", "channel": way, "conversion": conversion}
    return _counted(view, HELD_METHOD, args, held, "H100-equivalents", end, seed)


def china_chip_flow(view: View, way: Channel, on: date | None = None, *, seed: int = SEED) -> Figure:
    """Chips that came to China by one way in the year to the newest quarter end by the day, in H100-equivalents.

    >>> from leadline.store.default import open_store
    >>> view = open_store().as_of(date(2026, 11, 22))
    >>> [round(china_chip_flow(view, way, date(2025, 12, 31)).value) for way in CHANNELS]
    [79441, 503373, 556313]
    """
    end = _channel_end(view, way, on or view.as_of)
    added = _added(view, way, end, end.replace(year=end.year - 1), seed)
    return _counted(view, FLOW_METHOD, {"group": "CN", "channel": way}, added, "H100-equivalents a year", end, seed)


def chip_price(view: View, chip: str, on: date | None = None) -> Figure:
    """What an H100-equivalent costs on a chip, in dollars; NotEnoughData where its price or speed is not known."""
    cost, ops = (_told(view, SOURCE, name).get(chip) for name in ("chip_cost_usd", "chip_op8_per_s"))
    if not cost or not ops:
        raise NotEnoughData(f"No price and speed of the chip {chip!r} were known on {view.as_of}.")
    return _quotient(view, PRICE_METHOD, {"chip": chip}, cost / (ops / H100_OPS), "USD", on, SOURCE)


def lowest_chip_price(view: View, group: Region, on: date | None = None) -> Figure:
    """The lowest price of an H100-equivalent on any chip of a country's designers that the source prices."""
    chips = [chip for chip in _told(view, SOURCE, "chip_cost_usd") if chip.split(" / ")[0] in DESIGNERS.get(group, ())]
    priced = [chip_price(view, chip, on) for chip in chips if chip in _told(view, SOURCE, "chip_op8_per_s")]
    if not priced:
        raise NotEnoughData(f"No price of a chip of {group} was known on {view.as_of}.")
    best = min(priced, key=lambda figure: figure.value)
    chip = str(best.args["chip"])
    return _quotient(view, LOWEST_METHOD, {"group": group}, best.value, "USD", on, SOURCE, chip)


def price_performance(view: View, group: Region, on: date | None = None) -> Figure:
    """The most billions of 16-bit operations a second for a dollar on any data-centre chip of a country's designers."""
    return _best(view, PERFORMANCE_METHOD, "chip_cost_usd", 1e9, "GFLOP/s per USD", group, on)


def energy_efficiency(view: View, group: Region, on: date | None = None) -> Figure:
    """The most billions of 16-bit operations a second for a watt on any data-centre chip of a country's designers."""
    return _best(view, EFFICIENCY_METHOD, "chip_tdp_w", 1e9, "GFLOP/s per W", group, on)


def _designers(name: str) -> tuple[str, ...]:
    if name == "world":
        return ALL_DESIGNERS
    if name in DESIGNERS:
        return DESIGNERS[name]
    if name not in ALL_DESIGNERS:
        raise UnknownName("designer of chips", name, ALL_DESIGNERS, f"There are {', '.join(ALL_DESIGNERS)}.")
    return (name,)


def _channel_end(view: View, way: Channel, day: date) -> date:
    if way == "domestic":
        return quarter_end(view, day, sold=DESIGNERS["CN"])
    return quarter_end(view, day, held=(IMPORTED[way],))


def _added(view: View, way: Channel, end: date, start: date, seed: int) -> Stock:
    """What a stock grew by, in what is counted at both ends."""
    later, earlier = (_parts(view, way, day, seed) for day in (end, start))
    both = later.keys() & earlier.keys()
    if not both:
        raise NotEnoughData(f"No chips by {way} are counted at {start}, as known on {view.as_of}.")
    return summed(
        Stock(
            value=later[name].value - earlier[name].value,
            drawn=later[name].drawn - earlier[name].drawn,
            grade=later[name].grade,
        )
        for name in sorted(both)
    )


def _parts(view: View, way: Channel, end: date, seed: int) -> dict[str, Stock]:
    """The stocks that came by one way, by designer."""
    if way == "domestic":
        return {name: designed(view, name, end, seed=seed, one=True) for name in DESIGNERS["CN"]}
    return held_by(view, IMPORTED[way], end, seed=seed, one=True)


def _told(view: View, source: str, indicator: str) -> dict[str, float]:
    return {row.entity: row.value for row in of(view, source, indicator)}


def _best(view: View, method: str, per: str, scale: float, unit: str, group: Region, on: date | None) -> Figure:
    speed, below = _told(view, HARDWARE, "chip_flop16_per_s"), _told(view, HARDWARE, per)
    chips = [
        (speed[chip] / below[chip] / scale, chip)
        for chip in speed.keys() & below.keys()
        if chip.split()[0] in MAKERS.get(group, ()) and not set(DESKTOP) & set(chip.split())
    ]
    if not chips:
        raise NotEnoughData(f"No chip of {group} is known with both parts of {method}, as known on {view.as_of}.")
    value, chip = max(chips)
    return _quotient(view, method, {"group": group}, value, unit, on, HARDWARE, chip)


def _quotient(
    view: View,
    method: str,
    args: Mapping[str, str],
    value: float,
    unit: str,
    on: date | None,
    source: str,
    note: str = "",
) -> Figure:
    """A figure of a chip; it belongs to no period, so that its day is that on which the source told it."""
    told = min(view.vintage(source), on or view.as_of)
    grade: Grade = "estimate" if source == SOURCE else "measured"
    return Figure(
        metric=method.partition("/")[0],
        args=args,
        value=value,
        unit=unit,
        as_of=view.as_of,
        on=told,
        method=method,
        grade=grade,
        evidence=view.evidence(source),
        note=note,
    )


def _counted(view: View, method: str, args: Mapping[str, str], stock: Stock, unit: str, end: date, seed: int) -> Figure:
    ends = interval(stock.drawn)
    return Figure(
        metric=method.partition("/")[0],
        args={**args, "draws": DRAWS, "seed": seed},
        value=stock.value,
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        interval="90%" if ends else "none",
        unit=unit,
        as_of=view.as_of,
        on=end - timedelta(days=1),
        method=method,
        grade=stock.grade,
        evidence=view.evidence(SOURCE),
    )


def _of_designer(name: str, region: Region) -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return chips_sold(view, name, day)

    return Measure(metric="chips_sold", part=name, regions=(region,), figure=figure)


def _flow(way: Channel) -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return china_chip_flow(view, way, day)

    return Measure(metric="china_chip_flow", part=way, regions=("CN",), figure=figure, headline=True)


def _held(way: Channel) -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return china_chip_stock(view, way, day)

    return Measure(metric="china_chip_stock", part=way, regions=("CN",), figure=figure)


def _price(chip: str) -> Measure:
    def figure(view: View, region: Region, day: date) -> Figure:
        return chip_price(view, chip, day)

    home: Region = "CN" if chip.split(" / ")[0] in DESIGNERS["CN"] else "US"
    return Measure(metric="chip_price", part=chip, regions=(home,), figure=figure)


MEASURES: tuple[Measure, ...] = (
    Measure(metric="chips_sold", regions=("US", "CN", "world"), figure=chips_sold, headline=True),
    Measure(
        metric="chips_sold",
        meaning="converted by the rule",
        regions=("CN", "world"),
        figure=partial(chips_sold, conversion="rule"),
    ),
    *(_of_designer(name, "US") for name in DESIGNERS["US"]),
    *(_of_designer(name, "CN") for name in DESIGNERS["CN"]),
    *(_flow(way) for way in CHANNELS),
    *(_held(way) for way in CHANNELS),
    Measure(metric="lowest_chip_price", regions=("US", "CN"), figure=lowest_chip_price, headline=True),
    *(_price(chip) for chip in PRICED),
    Measure(metric="chip_price_performance", regions=("US", "CN"), figure=price_performance),
    Measure(metric="chip_energy_efficiency", regions=("US", "CN"), figure=energy_efficiency, headline=True),
)
