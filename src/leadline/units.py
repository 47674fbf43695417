"""Units, days and instants: what the numbers are counted in, and how a day is written.

A month is 30.4375 days, the mean month of the Julian calendar, as published leads use it.
Days are dates; instants are UTC and carry their zone.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from leadline.errors import UserError

DAYS_PER_MONTH = 30.4375
TOKENS_PER_MTOK = 1_000_000
MOST_COUNT = 10**15
"""Tokens, requests: more than the whole world uses in a month."""

_COUNT = re.compile(r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9][0-9_]*)(?:\.[0-9]+)?)\s*(?P<suffix>[kKmMbB]?)")
_SUFFIX = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9}


def months(days: float) -> float:
    """Days as months of 30.4375 days.

    >>> months(376)
    12.353
    """
    return days / DAYS_PER_MONTH


def day(text: str) -> date:
    """Read a day, `YYYY-MM-DD`.

    >>> day("2026-05-30")
    datetime.date(2026, 5, 30)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"{text[:60]!r} is no day. Write one of the calendar as YYYY-MM-DD, such as 2026-05-30."
        ) from None


def month_ends(first: date, last: date) -> list[date]:
    """The last days of the months from one day to another, and that other day itself.

    >>> [str(day) for day in month_ends(date(2026, 1, 31), date(2026, 3, 5))]
    ['2026-01-31', '2026-02-28', '2026-03-05']
    """
    starts = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    ends = [start - timedelta(days=1) for start in starts]
    return [*(end for end in ends if first <= end < last), last]


def start_of(a_day: date) -> datetime:
    """The first instant of a day, in UTC."""
    return datetime.combine(a_day, time.min, tzinfo=UTC)


def end_of(a_day: date) -> datetime:
    """The first instant after a day, in UTC: intervals are half-open."""
    return start_of(a_day + timedelta(days=1))


def count(text: str) -> int:
    """Read a count with an optional K, M or B.

    >>> count("50M"), count("1.5k"), count("2_000"), count("12,000")
    (50000000, 1500, 2000, 12000)
    """
    match = _COUNT.fullmatch(text.strip())
    number = Decimal(re.sub("[_,]", "", match["number"])) * _SUFFIX[match["suffix"].lower()] if match else None
    if number is None or number != int(number):
        raise UserError(f"{text[:60]!r} is no count. Write a whole number, with K, M or B if you like: 50M, 1.5k.")
    if number > MOST_COUNT:
        raise UserError(f"{text[:60]!r} is more than {MOST_COUNT:,}, the most that is counted here.")
    return int(number)


def whole_months(first: date, last: date) -> list[date]:
    """The last days of the months that ended from one day to another, both included.

    >>> [str(day) for day in whole_months(date(2026, 1, 31), date(2026, 3, 5))]
    ['2026-01-31', '2026-02-28']
    """
    return [day for day in month_ends(first, last) if first <= day and (day + timedelta(days=1)).day == 1]
