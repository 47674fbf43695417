"""Counts of AI chips at the end of a quarter, in H100-equivalents: by designer, by owner, by the way into China.

One source tells all of them. Decisions:

- Counts are cumulative since each designer's series began; nothing is taken off for wear, and a quarter that the
  publisher marks incomplete is not used.
- Chips of Chinese designers are taken to be held in China, as the publisher does. The owners in the United States are
  those that the publisher names; what it calls `Other` is placed nowhere.
- Huawei's cumulative count has no interval, but its guesses by chip have one. The publisher divides a year's guess by
  four, so that the quarters of one year and chip are one estimate and rise and fall together; years and chips are
  drawn independently.
- H100-equivalents by the *publisher* are as stated; by its *rule* each chip counts as its dense 8-bit operations over
  those of an H100, which gives an Ascend 910B 0.19 where the publisher writes 0.354.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

import numpy as np

from leadline.errors import NotEnoughData
from leadline.model import Grade, Observation, weakest
from leadline.stack.rows import of
from leadline.stack.sampling import DRAWS, SEED, Floats, drawn
from leadline.store.view import View

SOURCE = "epoch_chip_counts"
SOLD, HELD, BY_CHIP = "chips_sold_cumulative_h100e", "compute_stock_h100e", "chips_sold_quarter"
H100_OPS = 1979e12
"""Dense 8-bit operations a second of an H100, by the publisher's rule."""
Conversion = Literal["publisher", "rule"]
Channel = Literal["legal imports", "smuggled", "domestic"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
BY_RULE = "Huawei"
"""The designer whose chips the publisher converts otherwise than by its own rule."""
DESIGNERS = {"US": ("Nvidia", "Google", "Amazon", "AMD"), "CN": (BY_RULE, "Cambricon")}
ALL_DESIGNERS = (*DESIGNERS["US"], *DESIGNERS["CN"])
US_OWNERS = ("Microsoft", "Google", "Amazon", "Meta", "Oracle", "CoreWeave", "xAI")
IMPORTED = {"legal imports": "China", "smuggled": "China (smuggled)"}
"""The owner that the source writes for chips which came this way."""


@dataclass(frozen=True, kw_only=True)
class Stock:
    """A stock of compute: the sum of its medians, and draws of it."""

    value: float
    drawn: Floats
    grade: Grade


def summed(stocks: Iterable[Stock]) -> Stock:
    """Several stocks as one, draw by draw."""
    held = list(stocks)
    together = sum((one.drawn for one in held), np.zeros(DRAWS))
    return Stock(value=sum(one.value for one in held), drawn=together, grade=weakest(*(one.grade for one in held)))


def designed(
    view: View, designer: str, end: date, *, conversion: Conversion = "publisher", seed: int = SEED, one: bool = False
) -> Stock:
    """The chips of a designer that were sold by a quarter's end, the first day after it.

    With `one` the ends of its series rise and fall together, as for what was added between two of them.
    """
    row = _at(view, SOLD, designer, end)
    guesses = _guesses(view, designer, end) if designer == BY_RULE else []
    if not guesses:
        return _stock(row, designer, seed, one)
    factors = [_factor(view, guess, end) if conversion == "rule" else 1.0 for guess in guesses]
    parts = [drawn(guess, f"{guess.entity} {guess.period_start}", seed) for guess in guesses]
    total = sum((factor * part for factor, part in zip(factors, parts, strict=True)), np.zeros(DRAWS))
    ruled = sum(factor * guess.value for factor, guess in zip(factors, guesses, strict=True))
    return Stock(value=ruled if conversion == "rule" else row.value, drawn=total, grade=row.status)


def owned(view: View, owner: str, end: date, *, seed: int = SEED) -> Stock:
    """The chips that an owner held at a quarter's end, whoever designed them."""
    parts = held_by(view, owner, end, seed=seed)
    if not parts:
        raise NotEnoughData(f"No chips of {owner} are counted by {end}, as known on {view.as_of}.")
    return summed(parts.values())


def held_by(view: View, owner: str, end: date, *, seed: int = SEED, one: bool = False) -> dict[str, Stock]:
    """The chips that an owner held at a quarter's end by designer; of China's without those made there."""
    found = [row for row in _ended(view, HELD, end) if row.entity.split(" / ")[:-1] == [owner]]
    stocks = {row.entity.split(" / ")[1]: _stock(row, row.entity, seed, one) for row in found}
    made = DESIGNERS["CN"] if owner == IMPORTED["legal imports"] else ()
    return {designer: stock for designer, stock in stocks.items() if designer not in made}


def channel(view: View, way: Channel, end: date, *, conversion: Conversion = "publisher", seed: int = SEED) -> Stock:
    """The chips that came to China by one way and were there at a quarter's end."""
    if way == "domestic":
        return summed(designed(view, name, end, conversion=conversion, seed=seed) for name in DESIGNERS["CN"])
    return owned(view, IMPORTED[way], end, seed=seed)


def quarter_end(view: View, day: date, sold: Sequence[str] = (), held: Sequence[str] = ()) -> date:
    """The first day after the newest quarter by the day that counts all these designers and these owners."""
    counted = [(SOLD, designer) for designer in sold] + [(HELD, f"{owner} / Nvidia") for owner in held]
    ends = [
        {row.period_end for row in of(view, SOURCE, table) if row.entity == entity and _complete(row)}
        for table, entity in counted
    ]
    found = [end for end in set.intersection(*ends) if end is not None and end - timedelta(days=1) <= day]
    if not found:
        raise NotEnoughData(f"No quarter by {day} is counted for {_named(counted)}, as known on {view.as_of}.")
    return max(found)


def _named(counted: Sequence[tuple[str, str]]) -> str:
    return ", ".join(entity for _, entity in counted)


def _complete(row: Observation) -> bool:
    return not (row.note or "").startswith("incomplete")


def _stock(row: Observation, name: str, seed: int, one: bool) -> Stock:
    stream = name if one else f"{name} {row.period_end}"
    return Stock(value=row.value, drawn=drawn(row, stream, seed), grade=row.status)


def _guesses(view: View, designer: str, end: date) -> list[Observation]:
    """What the source guesses of a designer's chips, one estimate for each year and chip, up to a day."""
    found: dict[tuple[str, int], list[Observation]] = {}
    for row in of(view, SOURCE, f"{BY_CHIP}_h100e"):
        if row.entity.startswith(f"{designer} / ") and row.period_start and row.period_end and row.period_end <= end:
            found.setdefault((row.entity, row.period_start.year), []).append(row)
    return [_one_guess(rows) for rows in found.values()]


def _one_guess(rows: Sequence[Observation]) -> Observation:
    """The quarters of one guess together: what rises and falls together may be added percentile by percentile."""
    first = min(rows, key=lambda row: row.period_start or date.max)
    low, high = ([getattr(row, end) for row in rows] for end in ("low", "high"))
    return replace(
        first,
        value=sum(row.value for row in rows),
        low=None if None in low else sum(low),
        high=None if None in high else sum(high),
        period_end=max(row.period_end for row in rows if row.period_end),
    )


def _factor(view: View, guess: Observation, end: date) -> float:
    """What a chip counts by the rule over what the publisher lets it count."""
    units = [
        row.value
        for row in of(view, SOURCE, f"{BY_CHIP}_units")
        if row.entity == guess.entity
        and row.period_start
        and row.period_end
        and guess.period_start
        and row.period_start.year == guess.period_start.year
        and row.period_end <= end
    ]
    ops = next(row.value for row in of(view, SOURCE, "chip_op8_per_s") if row.entity == guess.entity)
    return sum(units) * ops / H100_OPS / guess.value


def _at(view: View, table: str, entity: str, end: date) -> Observation:
    for row in _ended(view, table, end):
        if row.entity == entity:
            return row
    raise NotEnoughData(f"No chips of {entity} are counted by {end}, as known on {view.as_of}.")


def _ended(view: View, table: str, end: date) -> list[Observation]:
    return [row for row in of(view, SOURCE, table) if row.period_end == end]
