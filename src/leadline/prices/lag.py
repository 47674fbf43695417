"""How late each source recorded the changes of price that another tells with days.

The yardstick is the changes, without corrections, of the base prices of input and output on makers' own offers that
the reference tells: a source that states a first day for all its rates. It is a third party too, not the sellers.
Decisions:

- A change is one of an offer at one instant, of input, output or both.
- A source should have a change if it said a price of that meter shortly before, and told anything a month later, and
  if a word of it is stored from before the offer's next change. What it recorded sooner counts for the lag alone.
- It recorded the change if it said all of the new amounts before the offer's next change, in whichever hours of the
  week: one source takes the price of the peak hours for the plain one, another that of all others. The lag is from the
  instant of the change to the first such word; a word before it is a lag of zero.
- A word is as old as the vintage that is stored: of a full source of which a vintage a month is kept, high is the lag
  to the first that had the change, which is also the value, and low that to the last that had it not.
- The reference is made from one of the sources, which flatters that one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from leadline.errors import NotEnoughData
from leadline.model import Arg, Figure
from leadline.prices.corrections import SOON, Move, judged
from leadline.prices.listing import OfferKey, offer_key
from leadline.prices.preference import ORDER
from leadline.prices.tellings import Telling, end_of_log, tellings
from leadline.prices.terms import TERMS
from leadline.store.view import View
from leadline.units import start_of

METHOD = "price_lag/2"
MISSED_METHOD = "price_missed/2"
REFERENCE = "model_prices"
MONTH = timedelta(days=30)
"""How long a source must have gone on after a change before it can have missed it."""
HOURS = "unit = 'mtok' AND from_tokens = 0 AND region IS NULL AND service = 'standard' AND meter IN ('input', 'output')"
"""Prices of input and output in any hours of the week, otherwise plain, in SQL."""
BASE = f'{HOURS} AND "window" IS NULL'
"""`Rate.is_base` of input and output, in SQL."""
Words = Mapping[tuple[str, OfferKey, str], list[Telling]]
"""What was said, by source, offer and meter."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of price that the reference tells."""

    offer: OfferKey
    model: str
    at: datetime
    until: datetime | None
    """When the next one came."""
    moves: Mapping[str, Move]
    """By meter."""


@dataclass(frozen=True, kw_only=True)
class Lag:
    """How one source followed the changes that it should have recorded."""

    source: str
    changes: int
    """Those that it should have recorded."""
    missed: tuple[Change, ...]
    recorded: int
    """Those that it recorded, the newest included, which it need not have had yet: the lag is over these."""
    lag: Figure | None
    """Median days over those that it recorded; null where it recorded none."""
    share: Figure | None
    """Per cent never recorded; null where it should have recorded none."""


def lags(view: View) -> list[Lag]:
    """The lag of each source of prices but the reference, in the order of preference.

    Raises NotEnoughData where the reference was not known on the day.
    """
    if REFERENCE not in view.sources("rate"):
        raise NotEnoughData(
            f"Changes are measured against {REFERENCE}, which was not known on {view.as_of}. Ask for a later day."
        )
    told = tellings(view, where=HOURS)
    wanted = changes(view, [one for one in told if one.window is None])
    words: dict[tuple[str, OfferKey, str], list[Telling]] = {}
    for one in told:
        words.setdefault((one.source, offer_key(view.catalog, one.host, one.model), one.meter), []).append(one)
    sources = [name for name in ORDER if name in view.sources("rate") and name not in (REFERENCE, TERMS)]
    return [_lag(view, name, wanted, words) for name in sources]


def changes(view: View, told: Sequence[Telling]) -> list[Change]:
    """The changes that the reference tells, by offer and time."""
    found: dict[tuple[OfferKey, datetime], dict[str, Move]] = {}
    for move in judged(view.catalog, told):
        if move.source == REFERENCE and not move.reason and move.effective and move.is_of_maker(view.catalog):
            offer = offer_key(view.catalog, *move.listing[1:])
            found.setdefault((offer, move.effective), {})[move.term[0]] = move
    ordered = sorted(found)
    following = {one: after[1] for one, after in pairwise(ordered) if one[0] == after[0]}
    return [
        Change(
            offer=one[0],
            model=next(iter(found[one].values())).listing[2],
            at=one[1],
            until=following.get(one),
            moves=found[one],
        )
        for one in ordered
    ]


def _lag(view: View, source: str, wanted: Iterable[Change], words: Words) -> Lag:
    last = _last_word(view, source)
    due, missed = 0, []
    days: list[tuple[float, float]] = []
    for change in wanted:
        said = {meter: words.get((source, change.offer, meter), []) for meter in change.moves}
        knew = all(_knew(told, change.at) for told in said.values())
        if change.at >= last or not knew or not _could_say(view, source, change):
            continue
        firsts = [_first(said[meter], change, move) for meter, move in change.moves.items()]
        due += change.at + MONTH <= last
        if None not in firsts:
            days.append(_days(view, source, change.at, max(first for first in firsts if first)))
        elif change.at + MONTH <= last:
            missed.append(change)
    return Lag(
        source=source,
        changes=due,
        missed=tuple(missed),
        recorded=len(days),
        lag=_figure(view, source, [high for _, high in days], [low for low, _ in days]),
        share=_share(view, source, len(missed), due),
    )


def _last_word(view: View, source: str) -> datetime:
    """The instant after which a source tells nothing: that of its last vintage, or the end of its log."""
    if view.catalog.source(source).kind == "log":
        return end_of_log(view, source)
    return start_of(view.history(source)[-1])


def _knew(told: Iterable[Telling], at: datetime) -> bool:
    return any(one.first < at and one.last >= at - SOON for one in told)


def _could_say(view: View, source: str, change: Change) -> bool:
    """Whether any vintage that is stored is from between the change and the next; a log speaks at any time."""
    if change.until is None or view.catalog.source(source).kind == "log":
        return True
    return any(change.at <= start_of(day) < change.until for day in view.history(source))


def _first(told: Iterable[Telling], change: Change, move: Move) -> datetime | None:
    """When the new amount was first said, of the words that had not ended when it took effect."""
    firsts = [one.first for one in told if one.amount == move.after and one.last >= change.at]
    return min((first for first in firsts if change.until is None or first < change.until), default=None)


def _days(view: View, source: str, at: datetime, first: datetime) -> tuple[float, float]:
    """Least and most days between a change and its record."""
    before = [start_of(day) for day in view.history(source) if start_of(day) < first]
    least = max(before) if view.catalog.source(source).kind == "full" and before else first
    low, high = (max(0.0, (word - at) / timedelta(days=1)) for word in (least, first))
    return low, high


def _figure(view: View, source: str, days: Sequence[float], least: Sequence[float]) -> Figure | None:
    if not days:
        return None
    ranged = list(days) != list(least)
    return Figure(
        metric="price_lag",
        args=_args(source, len(days)),
        value=median(days),
        low=median(least) if ranged else None,
        high=median(days) if ranged else None,
        interval="range" if ranged else "none",
        unit="days",
        as_of=view.as_of,
        on=view.as_of,
        method=METHOD,
        grade="measured",
        evidence=view.evidence(source, REFERENCE),
    )


def _share(view: View, source: str, missed: int, total: int) -> Figure | None:
    if not total:
        return None
    return Figure(
        metric="price_missed",
        args=_args(source, total),
        value=100 * missed / total,
        unit="%",
        as_of=view.as_of,
        on=view.as_of,
        method=MISSED_METHOD,
        grade="measured",
        evidence=view.evidence(source, REFERENCE),
    )


def _args(source: str, count: int) -> dict[str, Arg]:
    return {"source": source, "reference": REFERENCE, "changes": count}
