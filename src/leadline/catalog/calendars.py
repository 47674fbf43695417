"""Calendars of holidays, for the hours that price lists except on them."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from leadline.windows import Calendar

FILE = Path(__file__).with_name("calendars.toml")


def load(file: Path = FILE) -> dict[str, Calendar]:
    """All calendars by name.

    >>> china = load()["CN"]
    >>> len(set(china.dates)), china.is_holiday(date(2026, 10, 7)), china.is_holiday(date(2026, 10, 8))
    (33, True, False)
    """
    with file.open("rb") as content:
        return {name: _calendar(entry) for name, entry in tomllib.load(content).items()}


def _calendar(entry: dict[str, object]) -> Calendar:
    first, last, spans, offset = (entry[name] for name in ("first", "last", "holidays", "utc_offset_minutes"))
    assert isinstance(first, date)
    assert isinstance(last, date)
    assert isinstance(spans, list)
    assert isinstance(offset, int)
    days = frozenset(begin + timedelta(days=step) for begin, end in spans for step in range((end - begin).days + 1))
    return Calendar(dates=days, first=first, last=last, utc_offset=timedelta(minutes=offset))
