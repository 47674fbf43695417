"""Classes of benchmarks: what each asks for, and whether its items are in public where a model may have learnt them.

`access` is about the items that are scored: `public` where they can be downloaded, `semi` where a part or the answers
are kept back or the testers alone see them, `held-out` where they are not published, `unknown` where it could not be
checked. The reason stands beside each. Whether a benchmark is saturated is computed from its scores, not listed.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from leadline.catalog.words import word
from leadline.errors import UnknownName

FILE = Path(__file__).with_name("benchmarks.csv")
Area = Literal["agents", "coding", "language", "mathematics", "reasoning", "science", "vision"]
Domain = Literal["agentic", "knowledge", "reasoning", "vision"]
Access = Literal["public", "semi", "held-out", "unknown"]
AREAS: tuple[Area, ...] = get_args(Area)
DOMAINS: tuple[Domain, ...] = get_args(Domain)
ACCESSES: tuple[Access, ...] = get_args(Access)


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """What the catalogue knows of a benchmark."""

    benchmark: str
    """As the index's source writes it."""
    area: Area
    area_basis: str
    """The vintage in which the publisher of the index gives the area, or `Leadline`."""
    domain: Domain
    """A wider class: coding and agents; language and science; mathematics and puzzles; vision."""
    access: Access
    reason: str
    """Why `access` is what it is."""
    source: str
    """Where that can be read."""


def benchmark(name: str) -> Benchmark:
    """The class of a benchmark, by its name in any case of letters.

    >>> benchmark("ARC-AGI-2").access, benchmark("arc-agi-2").area
    ('semi', 'reasoning')
    """
    found = {known.casefold(): entry for known, entry in load().items()}
    if name.casefold() not in found:
        raise UnknownName("benchmark", name, load(), "Classes stand in catalog/benchmarks.csv.")
    return found[name.casefold()]


@cache
def load() -> dict[str, Benchmark]:
    """All benchmarks by name, in the order of the file."""
    with FILE.open(newline="", encoding="utf-8") as lines:
        return {row["benchmark"]: _read(row) for row in csv.DictReader(lines)}


def _read(row: dict[str, str]) -> Benchmark:
    area, domain = word(row.pop("area"), AREAS), word(row.pop("domain"), DOMAINS)
    return Benchmark(area=area, domain=domain, access=word(row.pop("access"), ACCESSES), **row)
