"""Reading logs: find, tell the format, read, check, stage, join what was told several times.

Whatever cannot be read is counted by its cause, with the place of the first. More than `MOST_BAD` of a format's rows is
refused, and so is a loss that nobody can count, as in a file that ends early; `lenient` goes on without.
The last line of a log that is being written may be unfinished: it is told, and never refused.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import msgspec

from leadline.errors import UnknownName, UserError
from leadline.usage.checks import fault
from leadline.usage.fields import flags
from leadline.usage.files import found
from leadline.usage.formats import BY_NAME, FORMATS, Format
from leadline.usage.formats.table import mapped
from leadline.usage.log import Bad, Log
from leadline.usage.record import Use
from leadline.usage.sample import FEW, MANY, sample
from leadline.usage.stage import Stage, define_usage

MOST_BAD = 0.01
MEMORY = "1GB"
"""What joining may take before it goes to disk."""


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """What of a format could not be read for one cause."""

    format: str
    cause: str
    rows: int | None
    """How many rows are lost; null where nobody can know."""
    times: int
    file: str
    line: int
    """The place of the first."""


@dataclass(kw_only=True)
class Told:
    """What was read of one format."""

    format: Format
    files: int = 0
    rows: int = 0
    """Rows as they were told, before those of one use were joined."""
    rejected: dict[str, Rejected] = field(default_factory=dict)

    @property
    def lost(self) -> int:
        """How many rows could not be read, as far as that is known."""
        return sum(one.rows or 0 for one in self.rejected.values())


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What logs hold: the table `usage` of a DuckDB connection, in the normal form; and how it came there."""

    connection: duckdb.DuckDBPyConnection
    told: tuple[Told, ...]
    rows: int
    """Rows of `usage`."""
    joined: int
    """Rows that told again what another row tells."""
    unknown: tuple[str, ...]
    """Files of folders that are no log of a known format."""
    same: tuple[str, ...]
    """Files left out, since another has the same content."""

    @property
    def rejected(self) -> list[Rejected]:
        """Everything that could not be read, the most first."""
        every = [one for told in self.told for one in told.rejected.values()]
        return sorted(every, key=lambda one: -1 if one.rows is None else -one.times)


@contextmanager
def reading(
    names: Sequence[str], *, format: str | None = None, columns: str | None = None, lenient: bool = False
) -> Iterator[Reading]:
    """Read logs; what was read is there until the context ends.

    Args:
        names: Files, folders or patterns.
        format: The name of a format, where the logs do not tell it.
        columns: Which column of a table is what, for tables that no format knows.
        lenient: Go on where more than a hundredth of a format's rows could not be read.
    """
    asked = _asked(format, columns)
    files = found(names)
    told: dict[str, Told] = {}
    unknown = []
    with tempfile.TemporaryDirectory(prefix="leadline-usage-") as temporary:
        with closing(Stage(Path(temporary))) as stage:
            for path in (*files.named, *files.listed):
                log = Log(path=path, name=str(path))
                spoken = asked or told_by(log)
                if spoken is None:
                    unknown.append(_unknown(log, named=path in files.named))
                    continue
                _take(log, told.setdefault(spoken.NAME, Told(format=spoken)), stage)
            if not lenient:
                for one in told.values():
                    _refuse(one)
        with duckdb.connect() as connection:
            connection.execute(f"SET memory_limit = '{MEMORY}'; SET temp_directory = '{temporary}'")
            rows = define_usage(connection, stage)
            yield Reading(
                connection=connection,
                told=tuple(told.values()),
                rows=rows,
                joined=stage.added - rows,
                unknown=tuple(unknown),
                same=tuple(map(str, files.same)),
            )


def _asked(name: str | None, columns: str | None) -> Format | None:
    """The format that the user names, or defines by columns."""
    if columns is not None:
        if name is not None:
            raise UserError("Choose one of --format and --columns: a map of columns is a format of its own.")
        return mapped(columns)
    if name is not None and name not in BY_NAME:
        raise UnknownName("format", name, BY_NAME, f"There are {', '.join(BY_NAME)}.")
    return None if name is None else BY_NAME[name]


def told_by(log: Log) -> Format | None:
    """The format of a log by its content; None where it is of no known one, UserError where it may be of several."""
    for most in (FEW, MANY):
        begun = sample(log, most)
        fitting = [format for format in FORMATS if format.matches(begun)]
        if len(fitting) > 1:
            names = " or ".join(format.NAME for format in fitting)
            raise UserError(f"{log.name}: expected the signs of one format, found those of {names}. Say it: --format.")
        if fitting:
            return fitting[0]
    return None


def _unknown(log: Log, *, named: bool) -> str:
    if named and log.path.stat().st_size:
        known = ", ".join(BY_NAME)
        raise UserError(
            f"{log.name}: expected a log of a known format ({known}), found none of their signs. "
            "Name the format with --format, or the columns of a table with --columns."
        )
    return log.name


def _take(log: Log, told: Told, stage: Stage) -> None:
    """Read one log into the stage."""
    told.files += 1
    before = None
    for one in told.format.read(log):
        cause = one.cause if isinstance(one, Bad) else fault(one)
        if isinstance(one, Bad) or cause is not None:
            _reject(told, log, one if isinstance(one, Bad) else Bad(one.line, cause or ""))
            continue
        told.rows += 1
        stage.add(_backwards(one) if before is not None and one.start is not None and one.start < before else one)
        before = one.start if one.end is None else None


def _backwards(use: Use) -> Use:
    return msgspec.structs.replace(use, flags=flags(use.flags, "clock_back"))


def _reject(told: Told, log: Log, bad: Bad) -> None:
    first = told.rejected.get(bad.cause)
    rows = bad.rows if first is None else None if first.rows is None or bad.rows is None else first.rows + bad.rows
    told.rejected[bad.cause] = Rejected(
        format=told.format.NAME,
        cause=bad.cause,
        rows=rows,
        times=first.times + 1 if first else 1,
        file=first.file if first else log.name,
        line=first.line if first else bad.line,
    )


def _refuse(told: Told) -> None:
    """Raise UserError where too much of a format could not be read."""
    unknown = [one for one in told.rejected.values() if one.rows is None]
    if not unknown and told.lost <= MOST_BAD * (told.rows + told.lost):
        return
    most = unknown[0] if unknown else max(told.rejected.values(), key=lambda one: one.rows or 0)
    share = "an unknown part" if unknown else f"{told.lost:,} of {told.rows + told.lost:,} rows"
    raise UserError(
        f"{told.format.TITLE}: expected at least {1 - MOST_BAD:.0%} of the rows to be readable, but {share} could not "
        f"be read; most of all: {most.cause}, first at {most.file}:{most.line}. Look at that place, leave the file "
        "out, or go on without these rows by --lenient."
    )
