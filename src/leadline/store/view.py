"""A view: the store as it stood on one day. Every figure is a function of a view.

For each source it holds what that source said by the day:

- a *full* source publishes its whole table each time: its newest snapshot known on the day, whole;
- a *log* carries in each row the instant at which it became known: the rows known by the end of the day, the last word
  per key winning, and a row of kind `removed` ending its key.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import duckdb

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, StoreError, UserError
from leadline.model import Document, Event, Model, Observation, Rate, Score, Snapshot
from leadline.store import manifest
from leadline.store.manifest import Entry
from leadline.store.parquet import quoted
from leadline.store.tables import TABLE_OF, TABLES, Table
from leadline.units import end_of

SomeRow = TypeVar("SomeRow", Rate, Score, Model, Observation, Event, Document)
Record = tuple[object, ...]
_VERIFIED: set[tuple[str, str]] = set()


class View:
    """The store as of one day; made by `Store.as_of`."""

    def __init__(
        self,
        as_of: date,
        entries: Sequence[Entry],
        everything: Sequence[Entry],
        catalog: Catalog,
        reopen: Callable[[date, datetime | None], "View"],
        until: datetime | None = None,
    ) -> None:
        self.as_of = as_of
        self.catalog = catalog
        self._entries = tuple(entries)
        self._everything = tuple(everything)
        self._reopen = reopen
        self._until = min(until, end_of(as_of)) if until else end_of(as_of)
        self._opened: set[str] = set()
        self._lock = Lock()
        self._earlier: WeakValueDictionary[tuple[date, datetime], View] = WeakValueDictionary()
        self._histories: dict[str, tuple[date, ...]] = {}

    @cached_property
    def _identity(self) -> tuple[object, ...]:
        told = tuple(
            (entry.root, entry.snapshot.key, entry.snapshot.sha256)
            for entry in self._everything
            if entry.first_known <= self.as_of
        )
        return (self.as_of, self._until, self.catalog.version, told)

    def __eq__(self, other: object) -> bool:
        """Two views are the same where the same files tell of the same day: what was computed of one holds of both."""
        return isinstance(other, View) and self._identity == other._identity and self.catalog == other.catalog

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        return f"<View as of {self.as_of}: {', '.join(snapshot.key for snapshot in self.snapshots)}>"

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """What the view rests on: of a full source one snapshot, of a log all that were known."""
        return tuple(entry.snapshot for entry in self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The same with where their rows lie."""
        return self._entries

    def sources(self, table: str) -> tuple[str, ...]:
        """The sources that say anything in a table on the day."""
        return self._sources.get(table, ())

    @cached_property
    def _sources(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for entry in self._entries:
            for table in entry.tables:
                found.setdefault(table, {})[entry.snapshot.source] = None
        return {table: tuple(names) for table, names in found.items()}

    def evidence(self, *sources: str) -> tuple[str, ...]:
        """The keys of the snapshots of these sources, and the version of the catalogue that read their names."""
        keys = sorted(snapshot.key for snapshot in self.snapshots if snapshot.source in sources)
        return (*keys, self.catalog.key)

    def vintage(self, source: str) -> date:
        """The newest vintage of a source in this view."""
        return self._vintages[source]

    @cached_property
    def _vintages(self) -> dict[str, date]:
        newest: dict[str, date] = {}
        for snapshot in self.snapshots:
            newest[snapshot.source] = max(snapshot.vintage, newest.get(snapshot.source, snapshot.vintage))
        return newest

    def history(self, source: str) -> tuple[date, ...]:
        """The days from which each snapshot of a source was known, oldest first, by the day of the view.

        A log is known from the day of its first row, whenever its file came.
        """
        if source not in self._histories:
            self._histories[source] = self._history(source)
        return self._histories[source]

    def _history(self, source: str) -> tuple[date, ...]:
        days = {entry.first_known for entry in self._everything if entry.snapshot.source == source}
        days |= {entry.snapshot.vintage for entry in self._everything if entry.snapshot.source == source}
        return tuple(sorted(day for day in days if day <= self.as_of))

    def earlier(self, day: date, until: datetime | None = None) -> "View":
        """The view of an earlier day, for histories and hindcasts; a later one is refused.

        With an instant of that day, of logs only what was known before it. Whoever asks again while the view is in use
        gets the same one, with the tables that it has opened; nobody else keeps it.
        """
        if day > self.as_of:
            raise UserError(f"A view of {self.as_of} cannot tell what was known on {day}: that is later.")
        key = (day, min(until, end_of(day)) if until else end_of(day))
        if key == (self.as_of, self._until):
            return self
        found = self._earlier.get(key)
        if found is None:
            found = self._earlier[key] = self._reopen(day, until)
        return found

    def rows(self, row: type[SomeRow], where: str = "true", **values: object) -> list[SomeRow]:
        """All rows of a table, or those that meet a condition in SQL with `$name` for a value.

        Raises NotEnoughData where no source was known to say anything in that table on the day.
        """
        return [made(row, record) for record in self.records(row, where, **values)]

    def records(self, row: type[SomeRow], where: str = "true", **values: object) -> list[Record]:
        """The same rows as plain tuples, for the few of many that `made` then turns into rows."""
        table = TABLE_OF[row]
        self.require(table.name)
        return self.query(f"SELECT {_listed(table.columns)} FROM {table.name} WHERE {where} ORDER BY ALL", **values)

    def query(self, sql: str, **values: object) -> list[Record]:
        """The answer to a question in SQL over the tables of the view, as tuples. Instants are UTC without a zone."""
        try:
            with self._lock:
                self._open(table for table in TABLES.values() if table.name in sql)
            # A cursor of its own: several threads may ask one view at once.
            return self._database.cursor().execute(sql, values or None).fetchall()
        except duckdb.IOException as error:
            raise StoreError(f"A file of the store cannot be read any more ({error}). {_MEND}") from error

    def told(self, table: str) -> str:
        """The name in SQL of everything that was said in a table by the day, in every vintage, whether it still holds.

        Beside the table's own columns there is `told`: in a log the row's own instant, else the first of the vintage.
        """
        name = f"told_{table}"
        with self._lock:
            if name not in self._opened:
                self._database.execute(f"CREATE VIEW {name} AS {self._sql_of_told(TABLES[table])}")
                self._opened.add(name)
        return name

    def require(self, table: str) -> None:
        """Raise NotEnoughData, with the first day on which it could be had, where a table is empty on the day."""
        if self.sources(table):
            return
        holding = [entry for entry in self._everything if table in entry.tables]
        if not holding:
            raise NotEnoughData(f"The store holds nothing in the table {table!r}. Fill it with 'leadline ingest'.")
        first = min(holding, key=lambda entry: entry.first_known)
        raise NotEnoughData(
            f"Nothing was known in the table {table!r} on {self.as_of}: the first snapshot is {first.snapshot.key}. "
            f"Ask for {first.first_known} or a later day."
        )

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        # The answers must not depend on the zone of the machine.
        connection.execute("SET TimeZone = 'UTC'")
        return connection

    def _open(self, tables: Iterable[Table]) -> None:
        """Let SQL see these tables; the files of the others need not be read, nor be sound."""
        for table in tables:
            if table.name not in self._opened:
                self._database.execute(f"CREATE VIEW {table.name} AS {self._sql_of(table)}")
                self._opened.add(table.name)

    def _sql_of(self, table: Table) -> str:
        full: list[str] = []
        log: list[str] = []
        for entry in self._entries:
            if table.name in entry.tables:
                kind = self.catalog.sources[entry.snapshot.source].kind
                (log if kind == "log" else full).append(quoted(sound(entry, table.name)))
        columns = _listed(table.columns)
        parts = [f"SELECT {columns} FROM read_parquet([{', '.join(files)}])" for files in (full,) if files]
        parts += [f"SELECT {columns} FROM {self._last_words(table, log)}"] if log else []
        return " UNION ALL BY NAME ".join(parts) or _sql_of_nothing(table.types)

    def _sql_of_told(self, table: Table) -> str:
        columns = _listed(table.columns)
        held = [e for e in self._everything if table.name in e.tables and e.first_known <= self.as_of]
        logs = {e.snapshot.source for e in held if self.catalog.sources[e.snapshot.source].kind == "log"}
        full = [quoted(sound(e, table.name)) for e in held if e.snapshot.source not in logs]
        log = [quoted(sound(e, table.name)) for e in held if e.snapshot.source in logs]
        parts = [
            f"SELECT {columns}, parse_filename(filename)[:10]::TIMESTAMP AS told "
            f"FROM read_parquet([{', '.join(files)}], filename = true)"
            for files in (full,)
            if files
        ]
        # A newer file of a log tells its old rows again.
        parts += [
            f"SELECT DISTINCT {columns}, known AS told FROM read_parquet([{', '.join(files)}]) "
            f"WHERE known < TIMESTAMP '{end_of(self.as_of):%Y-%m-%d %H:%M:%S}'"
            for files in (log,)
            if files
        ]
        return " UNION ALL BY NAME ".join(parts) or _sql_of_nothing({**table.types, "told": "TIMESTAMP"})

    def _last_words(self, table: Table, log: Sequence[str]) -> str:
        """The name in SQL of what logs hold on the day: found once, since many questions to one view ask for it."""
        name = f"last_{table.name}"
        self._database.execute(f"CREATE TABLE {name} AS {self._sql_of_log(table, log)}")
        return name

    def _sql_of_log(self, table: Table, files: Sequence[str]) -> str:
        columns, key = _listed(table.columns), _listed(("source", *table.key))
        ended = "false"
        if "kind" in table.columns:
            # A removal ends its key whatever kind the row was: a price of the list and the promotion beside it.
            bare = _listed(("source", *(column for column in table.key if column != "kind")))
            ended = f"kind = 'removed' OR place > min(place) FILTER (kind = 'removed') OVER (PARTITION BY {bare})"
        # Of two words spoken at one instant the newer snapshot's counts, and within one the later row: file names
        # begin with the vintage.
        return f"""SELECT {columns} FROM (
            SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY place) AS age, coalesce({ended}, false) AS ended
            FROM (
                SELECT *, row_number() OVER
                    (ORDER BY known DESC, parse_filename(filename) DESC, file_row_number DESC) AS place
                FROM read_parquet([{", ".join(files)}], filename = true, file_row_number = true)
                WHERE known < TIMESTAMP '{self._until:%Y-%m-%d %H:%M:%S.%f}')) WHERE age = 1 AND NOT ended"""


def sound(entry: Entry, table: str, *, again: bool = False) -> Path:
    """The path of a table's file, once its bytes are found to be those that were written."""
    path, file = entry.file(table), entry.tables[table]
    if set("*?[") & set(str(path)):
        raise StoreError(f"The store lies at {entry.root}: a path with *, ? or [ would mean other files too. Move it.")
    if not again and (str(path), file.sha256) in _VERIFIED:
        return path
    if not path.exists():
        raise StoreError(f"{entry.snapshot.key}: {path} is missing. {_MEND}")
    if path.stat().st_size != file.bytes or manifest.sha256(path) != file.sha256:
        raise StoreError(
            f"{entry.snapshot.key}: {path} was altered: expected {file.bytes} bytes, SHA-256 {file.sha256[:12]}..., "
            f"found {path.stat().st_size} bytes. {_MEND}"
        )
    _VERIFIED.add((str(path), file.sha256))
    return path


_MEND = "Ingest this snapshot again into a new store, or install the package again if it is the bundled one."


def _sql_of_nothing(types: Mapping[str, str]) -> str:
    empty = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in types.items())
    return f"SELECT {empty} WHERE false"


def _listed(columns: Sequence[str]) -> str:
    """Names in quotes: `window` is a word of SQL."""
    return ", ".join(f'"{column}"' for column in columns)


def made(row: type[SomeRow], record: Record) -> SomeRow:
    """The row that a record of the store tells."""
    fields: dict[str, Any] = dict(zip(TABLE_OF[row].columns, record, strict=True))
    for name in TABLE_OF[row].instants:
        if (value := fields[name]) is not None:
            fields[name] = value.replace(tzinfo=UTC)
    return row(**fields)
