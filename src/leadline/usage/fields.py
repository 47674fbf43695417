"""Fields as logs write them: counters, money, instants, names; and how an inclusive count is made a disjoint one.

**Two conventions** are about. *Exclusive*: the log's input holds neither cache reads nor cache writes (Anthropic,
Bedrock, Langfuse, Helicone). *Inclusive*: it holds both (OpenAI, OpenRouter, Codex, LiteLLM, Vercel, OpenTelemetry
since 1.40), so that they are taken off. A counter of a cache that is larger than the input which should hold it proves
that a row does not follow its format's convention: the row is read as exclusive and flagged, not made negative.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from leadline.usage.record import DECIMALS

MOST_TOKENS = 10**15
"""No row stands for as many: a counter above is a fault of the log."""
EARLIEST = datetime(2018, 1, 1, tzinfo=UTC)
"""Nobody sold tokens before: an instant before is a fault of the log."""
_COUNT = re.compile(r"([0-9]{1,18})(?:\.0*)?")
_TINY = Decimal(1).scaleb(-DECIMALS)


def uncached(total: int | None, *cached: int | None) -> tuple[int | None, str | None]:
    """The input without what a cache gave or took, of an inclusive count; and a flag where the row is exclusive.

    >>> uncached(1000, 400, 100)
    (500, None)
    >>> uncached(6, 87_250, 244)
    (6, 'read_as_exclusive')
    >>> uncached(1000, None)
    (1000, None)
    """
    taken = sum(count for count in cached if count is not None)
    if total is None or taken == 0:
        return total, None
    return (total - taken, None) if taken <= total else (total, "read_as_exclusive")


def flags(*found: str | None) -> str | None:
    """Words for the column of flags; null where there is none.

    >>> flags(None, "failed", None), flags(None)
    ('failed', None)
    """
    return " ".join(word for word in found if word) or None


def whole(text: object) -> int | None:
    """A counter as it is written, `31422` or `31422.0`; None where there is none.

    >>> whole("31422.0"), whole(""), whole(0)
    (31422, None, 0)
    >>> whole("-3")
    Traceback (most recent call last):
    ValueError: a counter that is no whole number from zero on
    """
    if type(text) is int and 0 <= text <= MOST_TOKENS:  # as nearly all are: the pattern takes thrice as long
        return text
    if text is None or text == "":
        return None
    match = _COUNT.fullmatch(str(text).strip())
    if not match:
        raise ValueError("a counter that is no whole number from zero on")
    return int(match[1])


def money(text: object, per: int = 1) -> Decimal | None:
    """An amount of money as it is written, divided by how many of its unit are one; None where there is none.

    >>> money("123.45", per=100)
    Decimal('1.234500000000')
    >>> money("") is None, money("1.5e-05")
    (True, Decimal('0.000015000000'))
    """
    if text is None or text == "":
        return None
    try:
        amount = Decimal(str(text).strip()) / per
        if not amount.is_finite() or abs(amount) >= MOST_TOKENS:
            raise ValueError("an amount of money that cannot be")
        return amount.quantize(_TINY)
    except InvalidOperation:
        raise ValueError("an amount of money that is no number") from None


def instant(text: object) -> datetime | None:
    """An instant as ISO 8601 writes it, in UTC, which is also what one without a zone is in; None where there is none.

    >>> instant("2026-08-16T02:00:00+02:00")
    datetime.datetime(2026, 8, 16, 0, 0, tzinfo=datetime.timezone.utc)
    >>> instant("2026-08-16 00:00:00.123") == instant("2026-08-16T00:00:00.123Z")
    True
    """
    if text is None or text == "":
        return None
    try:
        found = datetime.fromisoformat(str(text).strip().removesuffix(" UTC"))
        return utc(found)
    except (ValueError, OverflowError):
        raise ValueError("an instant that is not as ISO 8601 writes it") from None


def utc(found: datetime) -> datetime:
    """An instant in UTC; one without a zone is taken to be there."""
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def unix(seconds: object) -> datetime | None:
    """An instant counted in seconds since 1970.

    >>> unix(1755302400)
    datetime.datetime(2025, 8, 16, 0, 0, tzinfo=datetime.timezone.utc)
    """
    counted = whole(seconds)
    if counted is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=counted)
    except OverflowError:
        raise ValueError("an instant beyond all calendars") from None


def name(text: object) -> str | None:
    """A name as it is written; None where there is none.

    >>> name("gpt-5.5"), name(""), name(None)
    ('gpt-5.5', None, None)
    """
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("a name that is no text")
    return text


def fields(found: object) -> Mapping[str, Any]:
    """The fields of an object within another; none where there is no object.

    >>> fields({"input": 3}), fields(None)
    ({'input': 3}, {})
    """
    if found is None or found == "":
        return {}
    if not isinstance(found, dict):
        raise ValueError("a field that should hold an object and does not")
    return found


def first(*found: object) -> int | None:
    """The first counter that is there, of several names of one thing, which are never added.

    >>> first(None, "", 0, 7)
    0
    """
    return next((count for one in found if (count := whole(one)) is not None), None)


def total(counts: Iterable[int | None]) -> int | None:
    """The sum of those that are known; None where none is.

    >>> total([3, None, 4]), total([None])
    (7, None)
    """
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
