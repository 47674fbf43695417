"""Figures as plain records, the same for `--json`, CSV and the API."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date

from leadline.model import Figure
from leadline.render.sentence import label

Record = dict[str, object]


def record(figure: Figure) -> Record:
    """A figure with exactly its fields, its id and a label; days as text."""
    plain = {field.name: getattr(figure, field.name) for field in fields(Figure)}
    return plain | {
        "args": dict(figure.args),
        "as_of": figure.as_of.isoformat(),
        "on": figure.on.isoformat(),
        "evidence": list(figure.evidence),
        "label": label(figure),
    }


def answer(as_of: date, on: date, figures: Iterable[Figure] = (), rows: Sequence[Record] = ()) -> Record:
    """The one object that `--json` prints."""
    return {
        "as_of": as_of.isoformat(),
        "on": on.isoformat(),
        "figures": [record(figure) for figure in figures],
        "rows": list(rows),
    }


def flat(figure: Figure) -> Record:
    """A figure as one row of CSV: its arguments and its evidence each in one column, so that metrics share a header."""
    fields = record(figure)
    arguments = " ".join(f"{name}={value}" for name, value in figure.args.items())
    return fields | {"args": arguments, "evidence": " ".join(figure.evidence)}
