"""How a snapshot differs from the last one of its source: what is unlikely is refused, what is odd is told.

A publisher that drops a column, changes a unit or serves half a file breaks no rule of a single row. Compared are,
table by table, a new snapshot and the newest one before it:

- *rows*: of a full source, fewer than SHRUNK of them;
- *coverage*: of a full source, more than LOST of the things it named are gone; or a column that was mostly filled is
  empty;
- *magnitude*: of what both hold under one key, within one group (a meter, a yardstick, an indicator), more than MOVED
  of the values are HUNDREDFOLD or more of what they were, or a hundredth: a unit has changed. Fewer are told only;
- *ranges*: the typical value of a group, of whatever rows, has moved a thousandfold.

A log tells only what is new, so that neither its rows nor its coverage can shrink.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import duckdb

from leadline.catalog import Catalog
from leadline.model import Model, Observation, Rate, Row, Score, Snapshot
from leadline.store.manifest import Entry
from leadline.store.parquet import quoted
from leadline.store.tables import TABLE_OF, Table
from leadline.store.view import made, sound

SHRUNK = 0.8
LOST = 0.2
FILLED = 0.5
"""Share of the rows in which a column must have been filled for its emptiness to be odd."""
MOVED = 0.05
HUNDREDFOLD, THOUSANDFOLD = 100.0, 1000.0
NO_COUNTRY = ("Multinational", "Unknown", "Other", "International")
"""Words that sources write where no one country is meant."""
FEW = 5
"""Rows below which a share says nothing."""


@dataclass(frozen=True, kw_only=True)
class Drift:
    """What is unlikely about a snapshot, and what is only odd: sentences with their counts."""

    unlikely: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


def drift(rows: Sequence[Row], last: Entry | None, catalog: Catalog, *, log: bool, turnover: bool = False) -> Drift:
    """How rows differ from those of the last snapshot, and which countries they name that nobody knows.

    Of a source with turnover other things are named each time, as in a ranking, so that none is missed.
    """
    unlikely: list[str] = []
    odd = list(_strange_countries(rows, catalog))
    by_table: dict[Table, list[Row]] = {table: [] for table in _tables(last)}
    for row in rows:
        by_table.setdefault(TABLE_OF[type(row)], []).append(row)
    for table, new in by_table.items() if last else ():
        old = _rows_of(last, table) if last else []
        if not log:
            unlikely += _shrunk(table, old, new)
        if not log and not turnover:
            unlikely += _lost(table, old, new)
        unlikely += [*_emptied(table, old, new), *_ranges(old, new)]
        for sentence, refused in _jumps(table, old, new):
            (unlikely if refused else odd).append(sentence)
    return Drift(unlikely=tuple(unlikely), odd=tuple(odd))


def last_before(entries: Sequence[Entry], snapshot: Snapshot) -> Entry | None:
    """The newest snapshot of the same source from an earlier day."""
    earlier = [e for e in entries if e.snapshot.source == snapshot.source and e.snapshot.vintage < snapshot.vintage]
    return max(earlier, key=lambda entry: (entry.snapshot.vintage, entry.snapshot.reader), default=None)


def _tables(entry: Entry | None) -> list[Table]:
    return [table for table in TABLE_OF.values() if entry and table.name in entry.tables]


def _rows_of(entry: Entry, table: Table) -> list[Row]:
    if table.name not in entry.tables:
        return []
    columns = ", ".join(f'"{column}"' for column in table.columns)
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {columns} FROM read_parquet({quoted(sound(entry, table.name))})").fetchall()
    return [made(table.row, record) for record in found]  # type: ignore[type-var]  # one of the row types, all of them


def _shrunk(table: Table, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    if len(old) >= FEW and len(new) < SHRUNK * len(old):
        yield f"the table {table.name} shrank from {len(old):,} to {len(new):,} rows"


def _lost(table: Table, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    before, after = {_thing(row) for row in old}, {_thing(row) for row in new}
    gone = sorted(before - after)
    if len(before) >= FEW and len(gone) > LOST * len(before):
        some = ", ".join(gone[:3])
        yield f"of {len(before):,} things in the table {table.name} {len(gone):,} are gone, such as {some}"


def _emptied(table: Table, old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    if len(old) < FEW or not new:
        return
    for column in table.columns:
        filled = sum(getattr(row, column) is not None for row in old)
        if filled > FILLED * len(old) and all(getattr(row, column) is None for row in new):
            yield f"{column} of the table {table.name} is empty, which was filled in {filled:,} of {len(old):,} rows"


def _jumps(table: Table, old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[str, bool]]:
    """Each group in which values moved a hundredfold, and whether they are too many to be true."""
    before = {_key(table, row): value for row in old if (value := _value(row))}
    pairs: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for row in new:
        value, then = _value(row), before.get(_key(table, row))
        if value and then:
            pairs[_group(row)].append((_thing(row), then, value))
    for group, found in sorted(pairs.items()):
        moved = [one for one in found if abs(math.log(one[2] / one[1])) >= math.log(HUNDREDFOLD)]
        if moved:
            thing, then, now = moved[0]
            told = f"{len(moved):,} of {len(found):,} values of {group} moved a hundredfold or more, such as {thing}"
            yield f"{told} from {then:g} to {now:g}", len(moved) > MOVED * len(found)


def _ranges(old: Sequence[Row], new: Sequence[Row]) -> Iterator[str]:
    before, after = _typical(old), _typical(new)
    for group in sorted(before.keys() & after.keys()):
        if abs(math.log(after[group] / before[group])) >= math.log(THOUSANDFOLD):
            yield f"the typical value of {group} moved from {before[group]:g} to {after[group]:g}"


def _typical(rows: Sequence[Row]) -> dict[str, float]:
    """The median of the values above zero by group, of groups that are large enough to have one."""
    values: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        if value := _value(row):
            values[_group(row)].append(value)
    return {group: median(found) for group, found in values.items() if len(found) >= FEW}


def _value(row: Row) -> float | None:
    """What a row measures, where it is above zero."""
    match row:
        case Rate():
            found = float(row.amount) if row.amount is not None else None
        case Score() | Observation():
            found = row.value
        case Model():
            found = row.training_flop
        case _:
            found = None
    return found if found and found > 0 else None


def _group(row: Row) -> str:
    match row:
        case Rate():
            return f"{row.meter} ({row.currency} a {row.unit})"
        case Score():
            return row.yardstick
        case Observation():
            return f"{row.indicator} ({row.unit})"
        case _:
            return "training compute"


def _thing(row: Row) -> str:
    """What a row is about."""
    match row:
        case Rate():
            return f"{row.host}/{row.model}"
        case Score() | Model():
            return row.model
        case Observation():
            return f"{row.indicator} of {row.entity}"
        case _:
            return row.title


def _key(table: Table, row: Row) -> tuple[object, ...]:
    """What makes two rows the same one; that a unit is another must not part them."""
    return tuple(getattr(row, column) for column in table.key if column != "unit" or isinstance(row, Rate))


def _strange_countries(rows: Sequence[Row], catalog: Catalog) -> Iterator[str]:
    """Countries of models that no table knows. They stay in the rows: a better table will know them."""
    strange: dict[str, int] = defaultdict(int)
    for row in rows:
        if isinstance(row, Model) and row.country:
            for name in filter(None, (part.strip() for part in row.country.split(","))):
                if not _known(name, catalog):
                    strange[name] += 1
    if strange:
        named = ", ".join(repr(name) for name in sorted(strange)[:5])
        yield f"{sum(strange.values()):,} rows name a country that no table knows: {named}"


def _known(country: str, catalog: Catalog) -> bool:
    return catalog.place(country) is not None or country in NO_COUNTRY
