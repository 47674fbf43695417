"""`leadline usage read`: what logs hold, in the normal form."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline.cli import show
from leadline.cli.options import Output
from leadline.render.record import Record
from leadline.render.table import Column, Table
from leadline.render.text import Count, Day, Name, Text, Words, joined, text
from leadline.usage import normal_file
from leadline.usage.reading import Reading, Rejected, reading
from leadline.usage.record import FLAGS
from leadline.usage.summary import ModelTotal, Summary, summary

LOGS = "the logs"
"""Where the counts come from."""
MOST_PLACES = 10
"""Causes and files that a note names."""


def read(
    *logs: str,
    format: str | None = None,
    columns: str | None = None,
    lenient: Annotated[bool, Parameter(negative=())] = False,
    out: Path | None = None,
    output: Output | None = None,
) -> None:
    """What logs hold: their formats and how each counts, tokens by meter and model, and what could not be read.

    Nothing leaves the machine, and prompts, answers and keys are neither shown nor kept.

    Args:
        logs: Files, folders or patterns; plain, gzip or zstd.
        format: The format, where the logs do not tell it by themselves.
        columns: For any other table (CSV or Parquet): which of its columns is what, and whether its input includes the
            cache, such as 'input=prompt,output=answer,cache_read=cached,start=time,model=engine,convention=inclusive'.
        lenient: Go on where more than a hundredth of the rows could not be read.
        out: Write all rows in the normal form as Parquet.
        output: The form of the answer.
    """
    output = output or Output()
    with reading(logs, format=format, columns=columns, lenient=lenient) as found:
        sums = summary(found)
        if out:
            normal_file.write(found, out)
            sys.stderr.write(f"Wrote {out}.\n")
        if output.json:
            show.as_json(_answer(found, sums))
        elif output.csv:
            show.as_csv([_record(one) for one in sums.models])
        else:
            show.table(_formats(found))
            show.table(_models(found, sums))


def _count(number: int | None) -> Text:
    return () if number is None else (Count(number=number, evidence=LOGS),)


def _formats(found: Reading) -> Table:
    return Table(
        title=text("Logs"),
        columns=(
            Column(heading="Format"),
            Column(heading="Files", align="right"),
            Column(heading="Rows", align="right"),
            Column(heading="Rejected", align="right"),
            Column(heading="How it counts"),
        ),
        rows=tuple(
            (
                (Name(name=told.format.TITLE),),
                _count(told.files),
                _count(told.rows),
                _count(told.lost),
                (Name(name=told.format.CONVENTION),),
            )
            for told in found.told
        ),
        notes=tuple(_notes(found)),
    )


def _notes(found: Reading) -> Iterator[Text]:
    for one in found.rejected[:MOST_PLACES]:
        yield _cause(one)
    if len(found.rejected) > MOST_PLACES:
        yield text("And {more} causes more.", more=_count(len(found.rejected) - MOST_PLACES))
    if found.joined:
        yield text("{rows} rows told again what another row tells, and were joined with it.", rows=_count(found.joined))
    for paths, told in (
        (found.same, "Left out, since another file has the same content: {files}."),
        (found.unknown, "No log of a known format: {files}."),
    ):
        if paths:
            more = text(" and {more} more", more=_count(len(paths) - MOST_PLACES)) if len(paths) > MOST_PLACES else ()
            yield text(told, files=(*joined([Name(name=path) for path in paths[:MOST_PLACES]]), *more))


def _cause(one: Rejected) -> Text:
    rows = text("An unknown number of rows") if one.rows is None else text("Rows: {rows}", rows=_count(one.rows))
    return text(
        "Rejected. {rows}; {cause}, first at {place}.",
        rows=rows,
        cause=Name(name=one.cause),
        place=Name(name=f"{one.file}:{one.line}"),
    )


def _models(found: Reading, sums: Summary) -> Table:
    return Table(
        title=_span(found, sums),
        columns=(
            Column(heading="Model"),
            *(
                Column(heading=heading, align="right")
                for heading in (
                    "Rows",
                    "Requests",
                    "Input",
                    "Cache read",
                    "Write 5m",
                    "Write 1h",
                    "Write ?",
                    "Output",
                    "Reported cost",
                )
            ),
        ),
        rows=tuple(_line(one) for one in sums.models),
        notes=(
            *(
                text("{rows} rows: {meaning}.", rows=_count(rows), meaning=Name(name=FLAGS[flag]))
                for flag, rows in sums.flags.items()
            ),
            *_twice(found, sums),
        ),
    )


def _twice(found: Reading, sums: Summary) -> Iterator[Text]:
    """What may be told by more than one log, which no key can show."""
    if len(found.told) > 1:
        yield text("Logs of several tools may tell the same requests: add up only those that do not.")
    elif sums.buckets and sums.instants:
        yield text("Some rows are single requests, some are sums over a time, which may hold the same requests.")


def _span(found: Reading, sums: Summary) -> Text:
    if sums.first is None or sums.last is None:
        return text("Tokens by model, {rows} rows without a day", rows=_count(found.rows))
    days = text("{first} to {last}", first=Day(day=sums.first), last=Day(day=sums.last))
    lost = text(", {rows} of them without a day", rows=_count(sums.undated)) if sums.undated else ()
    return text("Tokens by model, {days}, {rows} rows", days=days, rows=(*_count(found.rows), *lost))


def _line(one: ModelTotal) -> tuple[Text, ...]:
    name: Text = (Words(words="none named"),) if one.model is None else (Name(name=one.model),)
    cost: Text = () if one.cost is None else (Name(name=f"{one.cost.normalize():f} {one.currency or ''}".strip()),)
    return name, _count(one.rows), _count(one.requests), *map(_count, one.tokens.values()), cost


def _record(one: ModelTotal) -> Record:
    return {
        "model": one.model,
        "rows": one.rows,
        "requests": one.requests,
        **one.tokens,
        "cost": None if one.cost is None else str(one.cost),
        "currency": one.currency,
    }


def _answer(found: Reading, sums: Summary) -> Record:
    return {
        "figures": [],
        "rows": [_record(one) for one in sums.models],
        "first": sums.first.isoformat() if sums.first else None,
        "last": sums.last.isoformat() if sums.last else None,
        "undated": sums.undated,
        "flags": sums.flags,
        "joined": found.joined,
        "formats": [
            {
                "format": told.format.NAME,
                "files": told.files,
                "rows": told.rows,
                "rejected": told.lost,
                "convention": told.format.CONVENTION,
            }
            for told in found.told
        ],
        "rejected": [asdict(one) for one in found.rejected],
        "unknown_files": list(found.unknown),
        "same_files": list(found.same),
    }
