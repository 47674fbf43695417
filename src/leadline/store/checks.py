"""What must hold of the rows of a snapshot before they enter the store.

Each check names a fear: something that could go wrong upstream without any reader noticing.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence

from leadline.errors import StoreError
from leadline.model import TIER_RULES, Document, Event, Model, Observation, Rate, Rejected, Row, Score, Snapshot
from leadline.store.tables import TABLE_OF
from leadline.units import end_of

MOST_REJECTED = 0.01
"""Share of a source's rows that may fail to parse before the whole snapshot is refused.

Rows over rows: what was rejected counts for the rows that are lost with it.
"""
MOST_AMOUNT = 10**12
"""The first amount that the column does not hold."""


def check(snapshot: Snapshot, rows: Sequence[Row], rejected: Sequence[Rejected], *, log: bool) -> None:
    """Raise StoreError where the rows of a snapshot cannot be right."""
    _check_share(snapshot, len(rows), rejected)
    _check_source(snapshot, rows)
    _check_keys(snapshot, rows, log=log)
    _check_known(snapshot, rows, log=log)
    for row in rows:
        if fault := _FAULTS[type(row)](row) or _fault_of_text(row):
            raise StoreError(f"{snapshot.key}: {fault}: {row}. Look at the raw file, then at the reader.")


def _check_share(snapshot: Snapshot, rows: int, rejected: Sequence[Rejected]) -> None:
    if not rows:
        raise StoreError(
            f"{snapshot.key}: nothing to append. A snapshot without rows means that its source has changed."
        )
    lost = sum(one.rows for one in rejected)
    share = lost / (rows + lost)
    if share > MOST_REJECTED:
        raise StoreError(
            f"{snapshot.key}: {lost} of {rows + lost} rows do not parse ({share:.1%}; at most "
            f"{MOST_REJECTED:.0%} may). The first: {rejected[0]}. Look at the raw file, then at the reader."
        )


def _check_source(snapshot: Snapshot, rows: Sequence[Row]) -> None:
    strangers = {row.source for row in rows} - {snapshot.source}
    if strangers:
        raise StoreError(f"{snapshot.key}: rows name other sources, {sorted(strangers)}. A reader writes its own name.")


def _check_keys(snapshot: Snapshot, rows: Sequence[Row], *, log: bool) -> None:
    """A row that stands twice would be counted twice, or one of two values would win by chance.

    A promotion stands beside the list price that it undercuts: the kind is part of the key.
    """
    counted = Counter(_key(row) + ((row.known,) if log else ()) for row in rows)
    key, times = counted.most_common(1)[0]
    if times > 1:
        twice = [count for count in counted.values() if count > 1]
        raise StoreError(
            f"{snapshot.key}: {times} rows have the key {key}; {len(twice)} keys stand twice or more, for {sum(twice)} "
            "rows. Two values for one thing: ask which holds."
        )


def _key(row: Row) -> tuple[object, ...]:
    return (type(row).__name__, *(getattr(row, column) for column in TABLE_OF[type(row)].key))


def _check_known(snapshot: Snapshot, rows: Sequence[Row], *, log: bool) -> None:
    """In a log each row has its instant, not after the snapshot that tells it; elsewhere the vintage is the instant."""
    for row in rows:
        if log and (row.known is None or row.known >= end_of(snapshot.vintage)):
            raise StoreError(f"{snapshot.key}: a row of a log must be known by {snapshot.vintage}: {row}.")
        if not log and row.known is not None:
            raise StoreError(f"{snapshot.key}: {snapshot.source} is no log, yet a row says when it was known: {row}.")


def _fault_of_text(row: Row) -> str:
    """Half a character, as JSON can write it, or a null character: no file could hold the row."""
    texts = [value for column in TABLE_OF[type(row)].columns if isinstance(value := getattr(row, column), str)]
    odd = [text for text in texts if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)]
    return "text with a null character or half of one" if odd else ""


def _fault_of_rate(row: Row) -> str:
    assert isinstance(row, Rate)
    if row.amount is not None and not (row.amount.is_finite() and row.amount < MOST_AMOUNT):
        return "a price that is no number or beyond all prices"
    if row.amount is not None and row.amount < 0:
        return "a price below zero"
    if row.effective_from and row.effective_to and row.effective_from >= row.effective_to:
        return "a rate that ends before it begins"
    if not 0 <= row.from_tokens < MOST_AMOUNT or (row.tier_rule is not None) != bool(row.from_tokens):
        return "a context tier needs both its first token and its rule"
    if row.tier_rule not in (None, *TIER_RULES):
        return "a rule of context tiers that nothing here bills"
    if any(instant and instant.tzinfo is None for instant in (row.effective_from, row.effective_to)):
        return "an instant without a zone"
    return "" if row.host and row.model and row.meter else "a rate without host, model or meter"


def _fault_of_score(row: Row) -> str:
    assert isinstance(row, Score)
    # A source that switches from shares to percentages would put every model at a hundred times its score.
    if row.scale == "share" and not 0 <= row.value <= 1:
        return "a share outside 0 to 1"
    if row.value != row.value or abs(row.value) == float("inf"):
        return "a score that is no number"
    return "" if row.model and row.yardstick else "a score without model or yardstick"


def _fault_of_model(row: Row) -> str:
    assert isinstance(row, Model)
    if row.training_flop is not None and row.training_flop <= 0:
        return "training compute that is not positive"
    return "" if row.model else "a model without a name"


def _fault_of_observation(row: Row) -> str:
    assert isinstance(row, Observation)
    numbers = [row.value, *(end for end in (row.low, row.high) if end is not None)]
    if not all(map(math.isfinite, numbers)):
        return "a value that is no number"
    # Columns that change places upstream would put the end of an interval where its value should be.
    if numbers[1:] and (len(numbers) < 3 or not numbers[1] <= row.value <= numbers[2]):
        return "an interval without both ends around its value"
    if bool(numbers[1:]) != (row.interval != "none"):
        return "an interval that does not say what it is, or says so without ends"
    if (row.period_start is None) != (row.period_end is None):
        return "a period with one end"
    if row.period_start and row.period_end and row.period_start >= row.period_end:
        return "a period that ends before it begins"
    return "" if row.indicator and row.entity and row.unit else "an observation without indicator, entity or unit"


def _fault_of_event(row: Row) -> str:
    assert isinstance(row, Event)
    if not any((row.announced, row.published, row.effective)):
        return "an event without any day"
    if row.effective and row.expires and row.effective >= row.expires:
        return "an event that expires before it takes effect"
    return "" if row.title and row.jurisdiction and row.layer and row.direction else "an event without title or class"


def _fault_of_document(row: Row) -> str:
    assert isinstance(row, Document)
    return "" if row.title and row.publisher and row.url else "a document without title, publisher or address"


_FAULTS: dict[type[Row], Callable[[Row], str]] = {
    Rate: _fault_of_rate,
    Score: _fault_of_score,
    Model: _fault_of_model,
    Observation: _fault_of_observation,
    Event: _fault_of_event,
    Document: _fault_of_document,
}
