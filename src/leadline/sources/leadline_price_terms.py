"""Promotions and introductory prices, each with the list price beside it and its end: compiled by hand, with evidence.

One CSV file. It says of prices that other sources state what they are, where these cannot: a list of prices has one
column, and puts a promotion into it or the price struck through beside it. Decisions:

- It is a log: a row is known from the instant at which the document that it rests on was published. An offer that is
  extended, made permanent or called off is the same rows again with another end, known from that day.
- A discount that its seller calls permanent is the price; a term ends where its seller says that it does, and has no
  end while none is announced.
- Prices are US dollars for a million tokens of the standard service. Other services are left to the other sources.
- Each row names its evidence, who published it and what that publisher sells; a row without is refused.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from leadline.model import Rate, Rejected, Snapshot
from leadline.sources import raw

NAME = "leadline_price_terms"
READER = 1

FILE = "price_terms.csv"
COLUMNS = (
    *("known", "host", "model", "meter", "from_tokens", "kind", "amount", "effective_from", "effective_to"),
    *("evidence", "publisher", "interest", "url", "note"),
)
KINDS = ("list", "promo", "introductory")


def read(snapshot: Snapshot) -> Iterator[Rate | Rejected]:
    """Yield one rate a row."""
    for line, row in raw.records(snapshot, FILE, COLUMNS):
        try:
            yield _rate(row)
        except ValueError as error:
            yield Rejected(where=f"{FILE}:{line}", reason=str(error))


def _rate(row: Mapping[str, str]) -> Rate:
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']!r}; expected one of {KINDS}")
    if missing := [name for name in ("evidence", "publisher", "interest", "url") if not row[name]]:
        raise ValueError(f"no {', '.join(missing)}: a term without its evidence is hearsay")
    tier = int(row["from_tokens"])
    return Rate(
        source=NAME,
        host=row["host"],
        model=row["model"],
        meter=row["meter"],
        amount=_amount(row["amount"]),
        from_tokens=tier,
        tier_rule="whole >" if tier else None,
        effective_from=_instant(row["effective_from"]),
        effective_to=_instant(row["effective_to"]) if row["effective_to"] else None,
        kind=row["kind"],
        basis=row["evidence"],
        url=row["url"],
        known=_instant(row["known"]),
    )


def _amount(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"a price that is no number: {text!r}") from None


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a zone: {text}")
    return instant.astimezone(UTC)
