"""What every row must be, whichever log it comes from: a row that is not so is rejected, with its cause."""

from operator import attrgetter

from leadline.usage.fields import EARLIEST, MOST_TOKENS
from leadline.usage.record import COUNTS, PARTS, Use

_WRITTEN = ("model", "vendor", "host", "service", "region", "context", "item", "project", "key_alias")
_counts, _parts, _written = (attrgetter(*names) for names in (COUNTS, PARTS, _WRITTEN))
LONGEST_NAME = 1000


def fault(use: Use) -> str | None:
    """Why a row cannot be; None where it can.

    >>> fault(Use(input=-1, format="codex", file="a", line=1)), fault(Use(input=1, format="codex", file="a", line=1))
    ('input is below zero', None)
    """
    for place, count in enumerate(_counts(use)):
        if count is not None and not 0 <= count <= MOST_TOKENS:
            return f"{COUNTS[place]} is below zero" if count < 0 else f"{COUNTS[place]} is above {MOST_TOKENS:.0e}"
    return _fault_of_names(use) or _fault_of_time(use) or _fault_of_parts(use)


def _fault_of_names(use: Use) -> str | None:
    for place, written in enumerate(_written(use)):
        if written is not None and ("\ufffd" in written or not written.isprintable() or len(written) > LONGEST_NAME):
            return f"{_WRITTEN[place]} is not UTF-8" if "\ufffd" in written else f"{_WRITTEN[place]} is no name"
    return None


def _fault_of_time(use: Use) -> str | None:
    if use.start is not None and use.start < EARLIEST:
        return f"an instant before {EARLIEST.year}"
    if use.end is not None and (use.start is None or use.end <= use.start):
        return "a bucket that ends before it starts"
    return None


def _fault_of_parts(use: Use) -> str | None:
    for count, (part, meter) in zip(_parts(use), PARTS.items(), strict=True):
        if count and (whole := getattr(use, meter)) is not None and count > whole:
            return f"{part} is above the {meter} that it is a part of"
    return None
