"""Which offer names in a log mean: the model as written, at the host that billed it.

A name is looked up in the price book of the last day on which the log has it, and, as models are retired, in that of
the first. A name that moves means what it meant on that day. Where a log names a host, only offers of that host count:
a host that nobody lists has no price, and is not priced as if it were the maker. Services are those of price lists;
what a log calls default, auto or nothing is standard.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from leadline.errors import NotEnoughData, UserError
from leadline.prices.book import Book, book
from leadline.prices.listing import canonical
from leadline.prices.offer import Offer
from leadline.store.view import View
from leadline.usage.cells import Written
from leadline.usage.schedule import Schedule, over_time

STANDARD = "standard"
PLAIN = ("", "default", "auto", STANDARD, "on_demand")
"""How logs write the standard service, in small letters."""
Key = tuple[str | None, ...]


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The offers of a log."""

    schedules: dict[Key, Schedule] = field(default_factory=dict)
    """By names as written: the prices that were charged."""
    unknown: dict[Key, str] = field(default_factory=dict)
    """Why names have no price."""


def service_of(written: str | None) -> str:
    """The service as price lists name it.

    >>> service_of("Default"), service_of(None), service_of("batch")
    ('standard', 'standard', 'batch')
    """
    name = (written or "").strip().casefold()
    return STANDARD if name in PLAIN else name


def resolved(view: View, found: Iterable[Written]) -> Resolved:
    """The prices over time of the offer that each name means."""
    answer, listed = Resolved(), list(found)
    books = _books(view, listed)
    known: dict[tuple[str, str, str | None], Schedule] = {}
    for one in listed:
        try:
            offer, service = _offer(books, one), service_of(one.service)
            which = (offer.id, service, one.region)
            if which not in known:
                known[which] = over_time(view, offer, service, one.region)
            answer.schedules[one.key] = known[which]
        except UserError as error:
            answer.unknown[one.key] = str(error)
    return answer


def _books(view: View, found: Sequence[Written]) -> list[Book]:
    """The price books of the last and of the first day of a log, as far as the view reaches."""
    days = [min(day, view.as_of) for day in _ends(found)] or [view.as_of]
    return [_book(view, day) for day in dict.fromkeys(days)]


def _ends(found: Sequence[Written]) -> list[date]:
    last = max((one.last for one in found if one.last), default=None)
    first = min((one.first for one in found if one.first), default=None)
    return [instant.date() for instant in (last, first) if instant]


def _book(view: View, day: date) -> Book:
    try:
        return book(view, day)
    except NotEnoughData:
        return book(view)


def _offer(books: Sequence[Book], one: Written) -> Offer:
    """The offer of a name; UserError where no book has it."""
    if not one.model:
        raise NotEnoughData("The log names no model.")
    failed: UserError | None = None
    for prices in books:
        try:
            return prices.find(_asked(prices, one))
        except UserError as error:
            failed = failed or error
    raise failed or NotEnoughData(f"{one.model} is in no price list.")


def _asked(prices: Book, one: Written) -> str:
    name = one.model or ""
    if not one.host or "@" in name:
        return name
    catalog = prices.view.catalog
    return f"{name}@{canonical(catalog, one.host)}"
