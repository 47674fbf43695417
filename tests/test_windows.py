"""Windows of the week: their text, their edges, holidays, and that no minute is lost or counted twice."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline import windows
from leadline.errors import NotEnoughData
from leadline.windows import Calendar, Window, holds, minutes_per_week, of_local_days, parse

MONDAY = datetime(2026, 9, 7, tzinfo=UTC)
WEEK = [MONDAY + timedelta(minutes=minute) for minute in range(windows.WEEK_MINUTES)]
MINUTES = st.integers(0, windows.DAY_MINUTES - 1)
DAYS = st.frozensets(st.integers(0, 6), min_size=1)
WINDOWS = st.builds(Window, days=DAYS, start=MINUTES, end=MINUTES, holidays=st.sampled_from([None, "CN", "us_federal"]))
CHINA = Calendar(
    dates=frozenset({date(2026, 10, 1)}),
    first=date(2026, 1, 1),
    last=date(2026, 12, 31),
    utc_offset=timedelta(hours=8),
)


def at(day: int, time: str) -> datetime:
    """An instant of the week of Monday 7 September 2026."""
    return MONDAY + timedelta(days=day, minutes=windows.minute_of(time))


@given(WINDOWS)
def test_the_text_of_a_window_says_all_of_it(window: Window) -> None:
    assert parse(str(window)) == window


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("16:30-00:30", "16:30-00:30"),
        ("mon-sun 01:00-04:00", "01:00-04:00"),
        ("mon,tue,wed 01:00-04:00", "mon-wed 01:00-04:00"),
        ("sat-mon 01:00-04:00 ex CN", "sat-mon 01:00-04:00 ex CN"),
        ("sun,sat 00:00-00:00", "sat-sun 00:00-00:00"),
        ("fri,mon,wed 23:59-00:00", "mon,wed,fri 23:59-00:00"),
    ],
)
def test_there_is_one_way_to_write_a_window(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical


@pytest.mark.parametrize(
    "text",
    [
        *("", "01:00", "1:00-4:00", "01:00-24:00", "01:60-04:00", "01:00-04:00Z", "any 01:00-04:00"),
        *("Mon-Fri 01:00-04:00", "mon- 01:00-04:00", "-fri 01:00-04:00", "mon-fri  01:00-04:00"),
        *("mon-fri 01:00-04:00 ex", "mon-fri 01:00-04:00 ex CN US"),
    ],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no window|no time of day|no days of the week"):
        parse(text)


def test_a_window_of_no_week_cannot_be_made() -> None:
    for days, start, end in (([], 0, 60), ([7], 0, 60), ([0], 1440, 60), ([0], 0, -1)):
        with pytest.raises(ValueError, match="no window of a week"):
            Window(days=frozenset(days), start=start, end=end)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("01:00-04:00", [(0, "01:00"), (6, "03:59")], [(0, "00:59"), (0, "04:00")]),
        ("16:30-00:30", [(0, "16:30"), (0, "23:59"), (1, "00:00"), (1, "00:29")], [(0, "16:29"), (1, "00:30")]),
        ("mon-fri 01:00-04:00", [(0, "01:00"), (4, "03:59")], [(5, "01:00"), (6, "03:59"), (4, "04:00")]),
        ("sat-sun 00:00-00:00", [(5, "00:00"), (6, "23:59")], [(4, "23:59"), (0, "00:00")]),
        ("fri 22:00-02:00", [(4, "22:00"), (5, "01:59")], [(4, "01:00"), (5, "02:00"), (5, "22:00")]),
        ("sun 22:00-02:00", [(6, "22:00"), (0, "01:59")], [(6, "01:59"), (0, "02:00"), (1, "00:00")]),
    ],
)
def test_the_start_is_inside_and_the_end_outside(
    text: str, inside: list[tuple[int, str]], outside: list[tuple[int, str]]
) -> None:
    window = parse(text)
    assert [holds(window, at(*when)) for when in inside] == [True] * len(inside)
    assert [holds(window, at(*when)) for when in outside] == [False] * len(outside)


def test_seconds_belong_to_their_minute() -> None:
    assert holds(parse("01:00-04:00"), at(0, "03:59") + timedelta(seconds=59.999))


@settings(max_examples=30)
@given(st.builds(Window, days=DAYS, start=MINUTES, end=MINUTES))
def test_a_week_has_as_many_minutes_as_hold(window: Window) -> None:
    """The formula against counting: two ways to one number."""
    assert sum(holds(window, instant) for instant in WEEK) == minutes_per_week(window)


@settings(max_examples=30)
@given(DAYS, MINUTES, MINUTES)
def test_a_window_and_its_rest_of_the_day_make_the_days_whole(days: frozenset[int], start: int, end: int) -> None:
    one = Window(days=days, start=start, end=end)
    rest = 0 if start == end else minutes_per_week(Window(days=days, start=end, end=start))
    assert minutes_per_week(one) + rest == len(days) * windows.DAY_MINUTES


@given(WINDOWS.filter(lambda window: window.holidays is None), st.integers(-12, 14), st.integers(0, 10079))
def test_an_instant_is_the_same_in_every_zone(window: Window, hours: int, minute: int) -> None:
    there = WEEK[minute].astimezone(timezone(timedelta(hours=hours)))
    assert holds(window, there) == holds(window, WEEK[minute])


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        holds(parse("01:00-04:00"), datetime(2026, 9, 7, 2))  # noqa: DTZ001


def test_a_holiday_is_told_by_the_date_of_the_place() -> None:
    """1 October 2026 in China is from 30 September 16:00 UTC to 1 October 16:00 UTC."""
    window = parse("mon-fri 00:00-00:00 ex CN")
    begins = datetime(2026, 9, 30, 16, tzinfo=UTC)
    found = [
        holds(window, begins + timedelta(minutes=minutes), {"CN": CHINA}) for minutes in (-1, 0, 24 * 60 - 1, 24 * 60)
    ]
    assert found == [True, False, False, True]


@given(st.integers(0, 10079))
def test_without_holidays_a_calendar_changes_nothing(minute: int) -> None:
    calendar = Calendar(dates=(), first=date(2026, 1, 1), last=date(2026, 12, 31))
    with_calendar, plain = parse("mon-fri 01:00-04:00 ex CN"), parse("mon-fri 01:00-04:00")
    assert holds(with_calendar, WEEK[minute], {"CN": calendar}) == holds(plain, WEEK[minute])


def test_a_calendar_that_is_missing_or_too_short_is_no_working_day() -> None:
    window = parse("mon-fri 01:00-04:00 ex CN")
    with pytest.raises(NotEnoughData, match="needs the holidays of CN"):
        holds(window, at(0, "02:00"))
    with pytest.raises(NotEnoughData, match="reaches from 2026-01-01 to 2026-12-31"):
        holds(window, datetime(2027, 1, 1, 2, tzinfo=UTC), {"CN": CHINA})


def test_outside_its_hours_a_window_needs_no_calendar() -> None:
    assert not holds(parse("mon-fri 01:00-04:00 ex CN"), at(0, "05:00"))


@settings(max_examples=40)
@given(DAYS, MINUTES, MINUTES, st.integers(-12 * 60, 14 * 60))
def test_hours_on_local_days_are_cut_without_loss_or_overlap(
    days: frozenset[int], start: int, end: int, offset: int
) -> None:
    """Against the definition: the hours in UTC, on the instants whose local date is one of the days."""
    pieces = list(of_local_days(days, start, end, offset))
    hours = Window(start=start, end=end)
    for instant in WEEK[::7]:
        local_day = (instant + timedelta(minutes=offset)).weekday()
        expected = holds(hours, instant) and local_day in days
        assert sum(holds(piece, instant) for piece in pieces) == expected


def test_hours_of_every_day_are_not_cut() -> None:
    assert [str(window) for window in of_local_days(range(7), 990, 30, 480)] == ["16:30-00:30"]
