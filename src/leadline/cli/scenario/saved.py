"""Runs that are kept: all that a run hangs on, and its answer, so that it can be run again to the same bytes."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leadline import units, userfile
from leadline.errors import UserError
from leadline.render.record import Record
from leadline.simulate import scenario
from leadline.simulate.scenario import Scenario

FORMAT = "leadline.scenario-run/1"
MOST_BYTES = 20_000_000


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A run from a file."""

    as_of: date
    asked: Scenario
    evidence: list[str]
    content: bytes


def content(asked: Scenario, evidence: tuple[str, ...], answer: Record) -> bytes:
    """A run as the bytes of its file."""
    whole = {
        "format": FORMAT,
        "as_of": answer["as_of"],
        "scenario": asked.text,
        "seed": asked.seed,
        "evidence": list(evidence),
        "answer": answer,
    }
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode()


def read(path: Path) -> Saved:
    """A run that was kept; UserError where the file is none."""
    try:
        with path.open("rb") as file:
            found = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UserError(f"Expected a saved run that can be read, {path} cannot: {error}. Name another.") from None
    try:
        whole = json.loads(found) if len(found) <= MOST_BYTES else {}
    except (ValueError, RecursionError):
        whole = {}
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or not isinstance(whole.get("scenario"), str):
        raise UserError(
            f"{path.name}: expected a run as 'leadline scenario run --save' writes it ({FORMAT}), found another file."
        )
    asked = scenario.of(userfile.parsed(whole["scenario"].encode(), path.name))
    evidence = whole.get("evidence")
    if not isinstance(evidence, list):
        raise UserError(f"{path.name}: expected the evidence of the run as a list, found {evidence!r}. Run it anew.")
    return Saved(
        as_of=units.day(str(whole.get("as_of"))), asked=asked, evidence=[str(e) for e in evidence], content=found
    )
