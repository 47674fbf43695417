"""Benchmark scores behind Epoch AI's Capabilities Index: one CSV row per model and benchmark.

Decisions:

- `model` is what the index is fitted on; `Model`, a family of versions, is not. Ids are numbered anew in every file.
- Scores are shares, corrected for chance and ceiling by the publisher, kept as they are.
- A model whose rows carry several dates was released on the earliest of them: the index treats all of its versions as
  one model, and that model existed from the first. Two files differ in dates for the same model; both are kept.
- Where the vintage has `eci_scores.csv`, it gives organisation, country and access, and the published index, a
  yardstick of its own. Where it has `models.csv`, that gives them; labels of access that are not Epoch's are no
  statement of the source, and are left to the catalogue.
- The published difficulties of benchmarks (`edi_scores.csv`) are not read: no table holds them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from leadline.model import Model, Rejected, Score, Snapshot
from leadline.sources import raw

NAME = "epoch_eci"
READER = 1
PUBLISHED_INDEX = "Epoch Capabilities Index"

_IDS = ("model_id", "benchmark_id", "performance", "benchmark", "benchmark_release_date")
_AGGREGATION = ("model_group", "Model aggregation", "Model Aggregation Date")
_NAMES = ("model", "model_version", "Model")
LAYOUTS = (
    (*_IDS, *_NAMES, "date", "source", "optimized", "is_math", "is_coding", *_AGGREGATION),
    (*_IDS, "optimized", *_NAMES, *_AGGREGATION, "date", "source"),
    (*_IDS, "area", "model", "Model", "date"),
)
SCORES = (
    *("Model", "Display name", "eci", "eci_ci_low", "eci_ci_high", "date", "Organization"),
    *("Country (of organization)", "Model accessibility", "Accessibility group", "model_versions"),
)
MODELS = ("model", "organisation", "released", "country", "access", "access_basis")
ACCESS = {
    "Open weights (unrestricted)": "open",
    "Open weights (restricted use)": "open",
    "Open weights (non-commercial)": "open",
    "API access": "closed",
    "Hosted access (no API)": "closed",
    "Unreleased": "unreleased",
    "Unknown": "unknown",
    "": "unknown",
}


def read(snapshot: Snapshot) -> Iterator[Score | Model | Rejected]:
    """Yield the scores, then one model per name, then the published index where the vintage has it."""
    yield from read_as(snapshot, NAME)


def read_as(snapshot: Snapshot, source: str) -> Iterator[Score | Model | Rejected]:
    """Read the same layouts under the name of another source."""
    released: dict[str, date | None] = {}
    for line, row in raw.records(snapshot, "eci_benchmarks.csv", *LAYOUTS):
        try:
            score, day = _score(source, row), _day(row["date"])
        except ValueError as error:
            yield Rejected(where=f"eci_benchmarks.csv:{line}", reason=str(error))
        else:
            released[score.model] = _earliest(released.get(score.model), day)
            yield score
    facts, rejected = _facts(snapshot)
    yield from rejected
    for name, day in released.items():
        yield replace(facts.get(name, Model(source=source, model=name)), source=source, released=day)
    yield from _published_index(snapshot, source)


def _score(source: str, row: Mapping[str, str]) -> Score:
    if not row["model"] or not row["benchmark"]:
        raise ValueError("a score without model or benchmark")
    return Score(
        source=source,
        model=row["model"],
        yardstick=row["benchmark"],
        value=float(row["performance"]),
        scale="share",
        setting=row.get("model_version") or None,
        reported_by=row.get("source") or None,
    )


def _day(text: str) -> date | None:
    """A day, written with or without a time; two rows of the rebuilt captures have none."""
    return date.fromisoformat(text.removesuffix(" 00:00:00")) if text else None


def _earliest(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _facts(snapshot: Snapshot) -> tuple[dict[str, Model], list[Rejected]]:
    """Organisation, country and access by model, where the vintage tells them."""
    names = {file.name for file in snapshot.files}
    facts: dict[str, Model] = {}
    rejected = []
    for line, row in raw.records(snapshot, "eci_scores.csv", SCORES) if "eci_scores.csv" in names else ():
        access = ACCESS.get(row["Model accessibility"])
        if access is None:
            rejected.append(Rejected(where=f"eci_scores.csv:{line}", reason=f"access {row['Model accessibility']!r}"))
        facts[row["Model"]] = _fact(row["Model"], row["Organization"], row["Country (of organization)"], access)
    for _, row in raw.records(snapshot, "models.csv", MODELS) if "models.csv" in names else ():
        stated = row["access"] if row["access_basis"].startswith("epoch") else "unknown"
        facts[row["model"]] = _fact(row["model"], row["organisation"], row["country"], stated)
    return facts, rejected


def _fact(model: str, organisation: str, country: str, access: str | None) -> Model:
    return Model(source=NAME, model=model, organisation=organisation or None, country=country or None, access=access)


def _published_index(snapshot: Snapshot, source: str) -> Iterator[Score | Rejected]:
    if "eci_scores.csv" in {file.name for file in snapshot.files}:
        for line, row in raw.records(snapshot, "eci_scores.csv", SCORES):
            try:
                yield _published(source, row)
            except ValueError as error:
                yield Rejected(where=f"eci_scores.csv:{line}", reason=str(error))


def _published(source: str, row: Mapping[str, str]) -> Score:
    return Score(
        source=source,
        model=row["Model"],
        yardstick=PUBLISHED_INDEX,
        value=float(row["eci"]),
        scale="index",
        low=float(row["eci_ci_low"]) if row["eci_ci_low"] else None,
        high=float(row["eci_ci_high"]) if row["eci_ci_high"] else None,
        reported_by="Epoch AI",
    )
