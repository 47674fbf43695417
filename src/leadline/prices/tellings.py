"""What each source said of a price, from when to when: the record time of prices, over all vintages known by the day.

A *telling* is one amount of one price by one source, unbroken: of a full source, vintages in a row that state it; of a
log, from the instant of its word to the next word of the same price. A rate without an amount tells nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from leadline.prices.offer import Offer
from leadline.prices.preference import ORDER
from leadline.prices.terms import TERMS
from leadline.store.view import View
from leadline.units import end_of


def _listed(names: Iterable[str]) -> str:
    """Names of columns in quotes: `window` is a word of SQL."""
    return ", ".join(f'"{name}"' for name in names)


Listing = tuple[str, str, str]
"""Source, host and model, as the source writes them."""
Term = tuple[str, str, int, str | None, str, str | None, str]
"""What is priced of an offer: meter, unit, first token of the tier, window, service, region and currency."""
TERM = ("meter", "unit", "from_tokens", "window", "service", "region", "currency")
PRICE = _listed(("source", "host", "model", *TERM))
FIELDS = ("amount", "tier_rule", "kind", "effective_from", "effective_to", "basis", "url")


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """One amount of one price, as one source said it without a break."""

    source: str
    host: str
    model: str
    meter: str
    unit: str
    from_tokens: int
    window: str | None
    service: str
    region: str | None
    currency: str
    amount: Decimal
    tier_rule: str | None
    kind: str
    effective_from: datetime | None
    effective_to: datetime | None
    """As the last vintage has it that states this amount."""
    basis: str
    url: str
    first: datetime
    """When the source first said it: the first instant of a vintage, or that of a log's word."""
    last: datetime
    """Until when it is known to have said so: the first instant of its last such vintage, or of a log's next word."""
    stands: bool
    """Whether the source still says it on the day of the view."""

    @property
    def listing(self) -> Listing:
        """Source, host and model."""
        return self.source, self.host, self.model

    @property
    def term(self) -> Term:
        """What it is the price of."""
        return self.meter, self.unit, self.from_tokens, self.window, self.service, self.region, self.currency

    @property
    def start(self) -> datetime:
        """When it took effect; where the source does not say, when the source first said it."""
        return self.effective_from or self.first

    def in_force(self, instant: datetime) -> bool:
        """Whether it was in force at an instant, by what the source says of its days."""
        begun = self.effective_from is None or self.effective_from <= instant
        return begun and (self.effective_to is None or instant < self.effective_to)


def tellings(view: View, listings: Iterable[Listing] | None = None, where: str = "true") -> list[Telling]:
    """All tellings of some listings, or of all, by price and then by time; `where` is a further condition in SQL.

    Of a promotion and the list price beside it, told of the same time, the promotion comes first: it is charged.
    """
    chosen = None if listings is None else sorted(set(listings))
    if chosen is not None:
        where = f"({where}) AND (source, host, model) IN (SELECT (unnest($s), unnest($h), unnest($m)))"
    columns = dict(zip("shm", map(list, zip(*chosen, strict=True)), strict=True)) if chosen else {}
    if chosen == []:
        return []
    found = [*_of_full(view, where, columns), *_of_logs(view, where, columns)]
    return sorted(found, key=_order)


def _order(one: Telling) -> tuple[object, ...]:
    return one.listing, _comparable(one.term), one.start, one.first, one.kind == "list", one.amount


def _of_full(view: View, where: str, columns: dict[str, list[str]]) -> list[Telling]:
    editions = {name: view.history(name) for name in _sources(view, "full")}
    told = [(name, day, number) for name, days in editions.items() for number, day in enumerate(days)]
    if not told:
        return []
    names, days, numbers = (list(column) for column in zip(*told, strict=True))
    newest = ", ".join(f'arg_max_null("{field}", n)' for field in FIELDS)
    rows = view.query(
        f"""WITH editions AS (SELECT unnest($names) AS source, unnest($days)::TIMESTAMP AS told, unnest($numbers) AS n),
        said AS (SELECT t.*, n FROM {view.told("rate")} t JOIN editions USING (source, told)
            WHERE amount IS NOT NULL AND {where}),
        runs AS (SELECT *, n - row_number() OVER (PARTITION BY {PRICE}, amount, effective_from ORDER BY n) AS run
            FROM said)
        SELECT {PRICE}, {newest}, min(told), max(told), max(n) FROM runs
            GROUP BY {PRICE}, amount, effective_from, run""",
        names=names,
        days=days,
        numbers=numbers,
        **columns,
    )
    return [_telling(row[:-1], stands=row[-1] == len(editions[str(row[0])]) - 1) for row in rows]


def _of_logs(view: View, where: str, columns: dict[str, list[str]]) -> list[Telling]:
    ends = {name: end_of_log(view, name).replace(tzinfo=None) for name in _sources(view, "log")}
    if not ends:
        return []
    rows = view.query(
        f"""SELECT {PRICE}, {_listed(FIELDS)}, told, next FROM (
            SELECT *, lead(told) OVER (PARTITION BY {PRICE} ORDER BY told) AS next
            FROM {view.told("rate")} WHERE list_contains($names, source) AND {where})
        WHERE amount IS NOT NULL AND kind <> 'removed'""",
        names=list(ends),
        **columns,
    )
    return [_telling((*row[:-1], row[-1] or ends[str(row[0])]), stands=row[-1] is None) for row in rows]


def _sources(view: View, kind: str) -> list[str]:
    held = view.sources("rate")
    # Terms say what prices are that others state: they are no further word on them.
    return [name for name in ORDER if name in held and name != TERMS and view.catalog.source(name).kind == kind]


def end_of_log(view: View, source: str) -> datetime:
    """Until when the last words of a log are known to stand: the end of its archive, or of the view's day."""
    ends = view.catalog.source(source).ends
    return end_of(min(view.as_of, ends) if ends else view.as_of)


def _telling(row: Sequence[object], *, stands: bool) -> Telling:
    names = ("source", "host", "model", *TERM, *FIELDS, "first", "last")
    fields: dict[str, Any] = {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for name, value in zip(names, row, strict=True)
    }
    return Telling(**fields, stands=stands)


def _comparable(term: Term) -> tuple[str, ...]:
    return tuple("" if part is None else str(part) for part in term)


def is_base(term: Term) -> bool:
    """Whether it is a base price: of a million tokens, standard, outside of hours, first tier, in no region."""
    _, unit, from_tokens, window, service, region, _ = term
    return unit == "mtok" and not from_tokens and window is None and service == "standard" and region is None


def told_as(offer: Offer, source: str | None = None) -> list[Listing]:
    """How sources write an offer, host included: all of them, or one."""
    quotes = {name: quote for name, quote in offer.said.items() if source in (None, name)}
    return [(name, quote.rates[0].host, quote.model) for name, quote in quotes.items()]
