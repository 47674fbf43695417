"""Hours of the week in words."""

from collections.abc import Sequence
from itertools import groupby

from leadline import windows
from leadline.windows import Window

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def in_words(texts: Sequence[str]) -> str:
    """Several windows as a reader says them: days, hours in UTC, and the holidays that are excepted.

    >>> in_words(["mon-fri 01:00-04:00 ex CN", "mon-fri 06:00-10:00 ex CN"])
    'Monday to Friday, 01:00 to 04:00 and 06:00 to 10:00 UTC, holidays in CN excepted'
    >>> in_words(["16:30-00:30"])
    'every day, 16:30 to 00:30 UTC'
    >>> in_words(["mon-fri 04:00-06:00", "sat-sun 00:00-00:00"])
    'Monday to Friday, 04:00 to 06:00 UTC; Saturday and Sunday, all hours'
    """
    parsed = sorted(map(windows.parse, texts), key=lambda one: (min(one.days), one.holidays or "", one.start))
    return "; ".join(_together(list(same)) for _, same in groupby(parsed, key=lambda one: (one.days, one.holidays)))


def _together(same: Sequence[Window]) -> str:
    """Windows of the same days."""
    first = same[0]
    whole = any(one.length == windows.DAY_MINUTES for one in same)
    hours = "all hours" if whole else " and ".join(map(_hours, same)) + " UTC"
    without = f", holidays in {first.holidays} excepted" if first.holidays else ""
    return f"{_days(first.days)}, {hours}{without}"


def _hours(window: Window) -> str:
    start, end = (f"{minute // 60:02}:{minute % 60:02}" for minute in (window.start, window.end))
    return f"{start} to {end}"


def _days(days: frozenset[int]) -> str:
    """`Monday to Friday`, `Saturday and Sunday`, or each by name."""
    if days == windows.EVERY_DAY:
        return "every day"
    ordered = sorted(days)
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{NAMES[ordered[0]]} to {NAMES[ordered[-1]]}"
    return " and ".join(NAMES[day] for day in ordered)
