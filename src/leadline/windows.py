"""Hours of the week in which a rate holds: the text of `Rate.window`, and what it means.

    window = [days " "] start "-" end [" ex " calendar]
    days   = one or more of `mon` ... `sun` or a run of them `mon-fri`, with commas; without days every day is meant
    start, end = HH:MM in UTC, the start within, the end outside; an end not after the start is on the next day
    calendar = the name of a calendar of holidays, on whose days the window does not hold

`01:00-04:00` is three hours a day, `sat-sun 00:00-00:00` the weekend, `fri 22:00-02:00` four hours that begin on
Friday, `mon-fri 01:00-04:00 ex CN` three hours of each working day in China. Decisions:

- The days are those on which a window begins, in UTC, so that a window past midnight is whole.
- A holiday is told by the date of the instant itself, in the zone of the calendar: that is how sellers word it.
- Zones have a fixed offset. Hours of a zone with summer time cannot be written, and are refused where they turn up.
- Which days are holidays is data that the caller passes in. A calendar that is not there, or that does not reach as
  far as the instant, is an error, never a working day.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from leadline.errors import NotEnoughData

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(7))
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * DAY_MINUTES

_WINDOW = re.compile(
    r"(?:(?P<days>[a-z,-]+) )?(?P<start>[0-9:]{5})-(?P<end>[0-9:]{5})(?: ex (?P<holidays>[A-Za-z][A-Za-z0-9_]*))?"
)
_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The holidays of a place, and the days between which they are known."""

    dates: Collection[date]
    first: date
    last: date
    utc_offset: timedelta = timedelta()
    """What is added to UTC to have the time of the place."""

    def is_holiday(self, day: date) -> bool:
        """Whether a day of the place is a holiday; NotEnoughData where the calendar does not reach that far."""
        if not self.first <= day <= self.last:
            raise NotEnoughData(
                f"Whether {day} is a holiday is not known: the calendar reaches from {self.first} to {self.last}. "
                "Add the year to it."
            )
        return day in self.dates


@dataclass(frozen=True, kw_only=True)
class Window:
    """Hours of some days of the week, in UTC.

    >>> str(Window(days=frozenset({0, 1, 2, 3, 4}), start=60, end=240, holidays="CN"))
    'mon-fri 01:00-04:00 ex CN'
    """

    days: frozenset[int] = EVERY_DAY
    """The days on which it begins, Monday being 0."""
    start: int
    """Minute of the day, 0 to 1439."""
    end: int
    """First minute after it; not after the start where it ends on the next day."""
    holidays: str | None = None
    """The calendar on whose days it does not hold."""

    def __post_init__(self) -> None:
        if not self.days or not self.days <= EVERY_DAY or not all(0 <= m < DAY_MINUTES for m in (self.start, self.end)):
            raise ValueError(f"no window of a week: days {sorted(self.days)}, minutes {self.start} to {self.end}")

    @property
    def length(self) -> int:
        """Its minutes on each day on which it begins."""
        return (self.end - self.start) % DAY_MINUTES or DAY_MINUTES

    def __str__(self) -> str:
        days = "" if self.days == EVERY_DAY else _days_as_text(self.days) + " "
        without = f" ex {self.holidays}" if self.holidays else ""
        return f"{days}{_time_as_text(self.start)}-{_time_as_text(self.end)}{without}"


@lru_cache
def parse(text: str) -> Window:
    """Read the text of a window; ValueError where it is none.

    >>> window = parse("sat,mon-wed 22:00-02:00")
    >>> sorted(window.days), window.start, window.end, str(window)
    ([0, 1, 2, 5], 1320, 120, 'mon-wed,sat 22:00-02:00')
    """
    match = _WINDOW.fullmatch(text)
    if not match:
        raise ValueError(f"no window: {text[:60]!r}. Write it as 01:00-04:00 or mon-fri 01:00-04:00 ex CN, in UTC.")
    return Window(
        days=_days(match["days"]) if match["days"] else EVERY_DAY,
        start=minute_of(match["start"]),
        end=minute_of(match["end"]),
        holidays=match["holidays"],
    )


def minute_of(time: str) -> int:
    """The minute of the day that `HH:MM` names.

    >>> minute_of("16:30")
    990
    """
    match = _TIME.fullmatch(time)
    if not match:
        raise ValueError(f"no time of day: {time[:60]!r}. Write it as HH:MM, from 00:00 to 23:59.")
    return int(match[1]) * 60 + int(match[2])


def holds(window: Window, instant: datetime, calendars: Mapping[str, Calendar] | None = None) -> bool:
    """Whether a window holds at an instant.

    On Thursday 1 October 2026, a holiday in China, nothing is a working hour; a week later 03:59 is, and 04:00 is not.

    >>> china = Calendar(dates={date(2026, 10, 1)}, first=date(2026, 1, 1), last=date(2026, 12, 31),
    ...                  utc_offset=timedelta(hours=8))
    >>> window, thursday = parse("mon-fri 01:00-04:00 ex CN"), datetime(2026, 10, 1, 3, 59, tzinfo=UTC)
    >>> [holds(window, thursday + timedelta(days=days, minutes=minutes), {"CN": china})
    ...  for days, minutes in ((0, 0), (7, 0), (7, 1))]
    [False, True, False]
    """
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a zone: {instant}")
    now = instant.astimezone(UTC)
    minute = now.hour * 60 + now.minute
    begun = now.weekday() if minute >= window.start else (now.weekday() - 1) % 7
    within = (minute - window.start) % DAY_MINUTES < window.length and begun in window.days
    return within and not _is_holiday(window, now, calendars or {})


def minutes_per_week(window: Window) -> int:
    """The minutes of a week without holidays in which a window holds.

    >>> minutes_per_week(parse("00:30-16:30")), minutes_per_week(parse("mon-fri 01:00-04:00 ex CN"))
    (6720, 900)
    """
    return window.length * len(window.days)


def week(held: Collection[Window]) -> tuple[tuple[int, frozenset[Window]], ...]:
    """From which minute of a week without holidays on which of some windows hold, Monday 00:00 UTC being minute 0.

    >>> [(minute, sorted(map(str, now))) for minute, now in week([parse("sun 22:00-02:00")])]
    [(0, ['sun 22:00-02:00']), (120, []), (9960, ['sun 22:00-02:00'])]
    """
    found: list[tuple[int, frozenset[Window]]] = []
    spans = [(window, *span) for window in held for span in _spans(window)]
    for minute in sorted({0, *(edge for _, *span in spans for edge in span if edge < WEEK_MINUTES)}):
        now = frozenset(window for window, first, end in spans if first <= minute < end)
        if not found or found[-1][1] != now:
            found.append((minute, now))
    return tuple(found)


def _spans(window: Window) -> Iterator[tuple[int, int]]:
    """First minute and end of each stretch of the week in which a window holds; one past Sunday is cut in two."""
    for day in window.days:
        first = day * DAY_MINUTES + window.start
        end = first + window.length
        yield first, min(end, WEEK_MINUTES)
        if end > WEEK_MINUTES:
            yield 0, end - WEEK_MINUTES


def minute_of_week(seconds: int) -> int:
    """The minute of the week of an instant, in whole seconds since 1970 began: that was a Thursday.

    >>> minute_of_week(0) == 3 * DAY_MINUTES, minute_of_week(4 * 24 * 3600 - 1), minute_of_week(4 * 24 * 3600)
    (True, 10079, 0)
    """
    return (seconds // 60 + 3 * DAY_MINUTES) % WEEK_MINUTES


def of_local_days(days: Collection[int], start: int, end: int, utc_offset: int) -> Iterator[Window]:
    """The windows in UTC of hours in UTC on days of a zone so many minutes ahead: cut where its date changes.

    Ten o'clock to midnight UTC, Monday to Friday in Shanghai, where the next day begins at 16:00 UTC:

    >>> [str(window) for window in of_local_days(range(5), 600, 0, utc_offset=480)]
    ['mon-fri 10:00-16:00', 'sun-thu 16:00-00:00']
    """
    if frozenset(days) == EVERY_DAY:
        yield Window(start=start, end=end)
        return
    ends = end or DAY_MINUTES
    spans = ((start, ends),) if start < ends else ((start, DAY_MINUTES), (0, ends))
    midnight = -utc_offset % DAY_MINUTES
    for first, last in spans:
        cuts = sorted({first, last, *({midnight} if first < midnight < last else ())})
        for begin, finish in pairwise(cuts):
            ahead = (begin + utc_offset) // DAY_MINUTES
            own_days = frozenset((day - ahead) % 7 for day in days)
            yield Window(days=own_days, start=begin, end=finish % DAY_MINUTES)


def _is_holiday(window: Window, instant: datetime, calendars: Mapping[str, Calendar]) -> bool:
    if window.holidays is None:
        return False
    if window.holidays not in calendars:
        raise NotEnoughData(
            f"The window '{window}' needs the holidays of {window.holidays}; there are calendars of "
            f"{sorted(calendars) or 'nowhere'}. Pass it in."
        )
    calendar = calendars[window.holidays]
    return calendar.is_holiday((instant + calendar.utc_offset).date())


def _days(text: str) -> frozenset[int]:
    return frozenset(day for part in text.split(",") for day in _run(part))


def _run(text: str) -> Iterator[int]:
    """`fri-mon` is four days: a run may pass the end of the week."""
    first, dash, last = text.partition("-")
    if first not in DAYS or (dash and last not in DAYS):
        raise ValueError(f"no days of the week: {text[:60]!r}. Write them as {', '.join(DAYS)}, or as a run: mon-fri.")
    begin = DAYS.index(first)
    length = (DAYS.index(last) - begin) % 7 + 1 if dash else 1
    return ((begin + step) % 7 for step in range(length))


def _days_as_text(days: frozenset[int]) -> str:
    """The longest runs, each from its first day."""
    runs = []
    for first in sorted(day for day in days if (day - 1) % 7 not in days):
        last = first
        while (last + 1) % 7 in days:
            last = (last + 1) % 7
        runs.append(DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}")
    return ",".join(runs)


def _time_as_text(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
