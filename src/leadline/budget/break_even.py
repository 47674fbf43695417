"""Where two offers cost the same for a kind of work: at which cache share, batch share, output share, growth or month.

Each is solved with all else as the plan has it, over the whole plan. Let D be the cost on one offer less that on the
other:

- *cache* (share of the input read from a cache, at most what is not written) and *batch*: D is a straight line, so that
  two points of it give the root exactly.
- *output* (share of a request's tokens that come out, at their sum): D is a straight line between the shares at which
  the input of a request passes a context tier; each piece is solved by itself. A jump at a tier is no equality.
- *growth*: D is a polynomial in 1 + growth, with one coefficient a month; its real roots from -90 % to 1,000 %.
- *month*: the cumulated D, a straight line within each month; the first time at which it returns to zero.

Where D has no root there is none: the one offer is the cheaper throughout, and is named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Literal, get_args

import numpy as np

from leadline.budget.costs import Budget, months_after, requests_in
from leadline.budget.outlook import Outlook
from leadline.budget.plan import Plan, Work
from leadline.budget.requests import requests
from leadline.errors import UserError
from leadline.model import Figure
from leadline.prices.offer import Offer

METHOD = "break_even/1"
What = Literal["cache", "batch", "output", "growth", "month"]
WHATS: tuple[What, ...] = get_args(What)
NEAR = 1e-9
"""Differences of this share of a cost are rounding."""
LEAST_GROWTH, MOST_GROWTH = -0.9, 10.0


@dataclass(frozen=True, kw_only=True)
class BreakEven:
    """Where two offers cost the same, if anywhere."""

    what: What
    at: Figure | None
    """Per cent, or months; None where there is no such place."""
    below: str
    """The offer that is cheaper below it; where there is none, the one that is cheaper throughout, if either is."""
    above: str
    """The offer that is cheaper above it."""


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """Two offers for one work of a plan."""

    ahead: Outlook
    plan: Plan
    work: Work
    one: Offer
    other: Offer
    base: Offer | None

    def months(self) -> list[date]:
        return list(months_after(self.ahead.now.on, self.plan.months))

    def differences(self, work: Work) -> list[float]:
        """What a request costs more on the one than on the other, in each month."""
        sides = [requests(self.ahead, work, offer, self.base) for offer in (self.one, self.other)]
        spans = list(pairwise(self.months()))
        means = [[side.shared(first, last).value for first, last in spans] for side in sides]
        scale = max(max(side) for side in means)
        found = [one - other for one, other in zip(*means, strict=True)]
        return [value if abs(value) > NEAR * scale else 0.0 for value in found]

    def total(self, work: Work) -> float:
        """What the plan costs more on the one than on the other."""
        return sum(requests_in(work, month) * value for month, value in enumerate(self.differences(work)))


def break_evens(found: Budget, place: int, one: Offer, other: Offer) -> list[BreakEven]:
    """Where two offers cost the same for one of the works of a budget, in each of the five ways that can be asked.

    Raises UserError where both are one offer, and NotEnoughData where either cannot be priced.
    """
    if one.id == other.id:
        raise UserError(f"A break-even is between two offers, and both are {one.id}. Name another.")
    work = found.works[place].work
    base = found.outlook.now.find(work.counted_by) if work.counted_by else None
    pair = _Pair(ahead=found.outlook, plan=found.plan, work=work, one=one, other=other, base=base)
    return [_break_even(pair, what) for what in WHATS]


def _break_even(pair: _Pair, what: What) -> BreakEven:
    roots, lowest = _ROOTS[what](pair)
    cheaper, dearer = (pair.one.id, pair.other.id) if lowest < 0 else (pair.other.id, pair.one.id)
    if not roots:
        return BreakEven(what=what, at=None, below=cheaper if lowest else "", above=cheaper if lowest else "")
    return BreakEven(what=what, at=_figure(pair, what, roots[0], len(roots)), below=cheaper, above=dearer)


def _of_cache(pair: _Pair) -> tuple[list[float], float]:
    most = float(1 - pair.work.writes)
    return _of_line(lambda share: pair.total(replace(pair.work, reads=Decimal(share))), 0.0, most)


def _of_batch(pair: _Pair) -> tuple[list[float], float]:
    return _of_line(lambda share: pair.total(replace(pair.work, batch=Decimal(share))), 0.0, 1.0)


def _of_line(total: Callable[[float], float], low: float, high: float) -> tuple[list[float], float]:
    """The root of a straight line between two places, and its value at the lower.

    >>> _of_line(lambda x: 3 - 12 * x, 0.0, 1.0)
    ([0.25], 3.0)
    >>> _of_line(lambda x: 3 - 2 * x, 0.0, 1.0)
    ([], 3.0)
    """
    at_low, at_high = total(low), total(high)
    if at_low * at_high >= 0:
        # A line that only touches zero at an end, or lies on it, does not change who is cheaper.
        return [], at_low or at_high
    return [low + (high - low) * at_low / (at_low - at_high)], at_low


def _of_output(pair: _Pair) -> tuple[list[float], float]:
    tokens = float(pair.work.input + pair.work.output)
    starts = sorted({1 - tier / tokens for tier in _tiers(pair) if 0 < tier < tokens})
    pieces = list(pairwise([0.0, *starts, 1.0]))
    found: list[float] = []
    for low, high in pieces:
        found += _in_piece(pair, tokens, low, high)
    return found, pair.total(_with_output(pair.work, tokens, pieces[0][0] + 1e-6))


def _in_piece(pair: _Pair, tokens: float, low: float, high: float) -> Iterator[float]:
    """The root of the straight line through two places within a piece, if it lies in the piece."""
    inner = [low + (high - low) * share for share in (0.25, 0.75)]
    first, last = (pair.total(_with_output(pair.work, tokens, share)) for share in inner)
    if first != last:
        root = inner[0] + (inner[1] - inner[0]) * first / (first - last)
        if low < root < high:
            yield root


def _with_output(work: Work, tokens: float, share: float) -> Work:
    """The work with this share of its tokens coming out."""
    output = Decimal(share) * Decimal(tokens)
    return replace(work, input=Decimal(tokens) - output, output=output)


def _tiers(pair: _Pair) -> set[int]:
    return {rate.from_tokens for offer in (pair.one, pair.other) for rate in offer.rates}


def _of_growth(pair: _Pair) -> tuple[list[float], float]:
    differences = pair.differences(pair.work)
    roots = np.roots(differences[::-1]) if any(differences) else np.array([])
    real = sorted(float(root.real) - 1 for root in roots if abs(root.imag) < NEAR)
    within = [growth for growth in real if LEAST_GROWTH < growth < MOST_GROWTH]
    lowest = sum(value * (1 + LEAST_GROWTH) ** month for month, value in enumerate(differences))
    return within, lowest


def _of_month(pair: _Pair) -> tuple[list[float], float]:
    by_month = [requests_in(pair.work, month) * value for month, value in enumerate(pair.differences(pair.work))]
    return list(_returns(list(accumulate(by_month)))), next((value for value in by_month if value), 0.0)


def _returns(cumulated: Sequence[float]) -> Iterator[float]:
    """The months at which a cumulated difference, a line within each month, comes back to zero.

    >>> list(_returns([-4.0, -6.0, 2.0]))   # within the third month: 2 + 6 / 8
    [2.75]
    """
    for month, (before, after) in enumerate(pairwise(cumulated), start=1):
        if before * after < 0 or (before and not after):
            yield month + before / (before - after)


_ROOTS: dict[What, Callable[[_Pair], tuple[list[float], float]]] = {
    "cache": _of_cache,
    "batch": _of_batch,
    "output": _of_output,
    "growth": _of_growth,
    "month": _of_month,
}


def _figure(pair: _Pair, what: What, root: float, count: int) -> Figure:
    prices = pair.ahead.now
    return Figure(
        metric="break_even",
        args={
            "plan": pair.plan.name,
            "digest": pair.plan.digest,
            "work": pair.work.name,
            "what": what,
            "one": pair.one.id,
            "other": pair.other.id,
        },
        value=root if what == "month" else 100 * root,
        unit="months" if what == "month" else "%",
        as_of=prices.view.as_of,
        on=prices.on,
        method=METHOD,
        grade="assumption",
        evidence=prices.view.evidence(pair.one.source, pair.other.source),
        note="" if count == 1 else "the first of several",
    )
