"""Epoch AI's archive of benchmark data: METR's time horizons, Epoch's index by version, and what it says of models.

Two layouts of one archive, `benchmark_data.zip`. To the summer of 2026 it holds `epoch_capabilities_index.csv`, a row a
version of a model with its index. In the autumn that became a folder: `eci_scores.csv` (index by model, with intervals)
and `processed_data_for_eci.csv` (the benchmark scores that the index is fitted to), beside `model_metadata.csv`. Which
one an archive has is told by its files, and one that has neither is refused.

Decisions:

- A time horizon is in minutes, for a success rate of 50 %, and of 80 % where METR gives one. The version of METR's
  method is the setting: the first tables have none. The interval is METR's, of 95 %.
- An empty index is no score: many versions are listed without one.
- Of a version that stands twice with two days the earlier holds, as it does in `epoch_eci`. Rows without a name say
  nothing of anything and are left out.
- The other 70 files hold the scores of one benchmark each before they are corrected for chance and brought together;
  the index is fitted to `epoch_eci`, so they are not read. Nor are difficulties, or Epoch's own bootstrap.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from leadline.errors import SourceChanged
from leadline.model import Model, Rejected, Score, Snapshot
from leadline.sources import epoch_eci, raw, zipped

NAME = "epoch_benchmark_zip"
READER = 1
ARCHIVE = "benchmark_data.zip"
HORIZON, HORIZON_80 = "METR time horizon at 50 %", "METR time horizon at 80 %"

METR, VERSIONS = "metr_time_horizons_external.csv", "epoch_capabilities_index.csv"
SCORES = "epoch_capabilities_index/eci_scores.csv"
MATRIX = "epoch_capabilities_index/processed_data_for_eci.csv"
METADATA = "model_metadata.csv"

_RELEASE = ("Release date", "Organization", "Country")
_COMPUTE = ("Training compute (FLOP)", "Training compute notes")
_METR = ("CI_high", "CI_low", "Source", "Source link")
_METR_END = ("Notes", "Time Horizon (80%)", "METR version", "id")
METR_LAYOUTS = (
    ("Model version", "Time horizon", *_RELEASE, *_COMPUTE, *_METR, "average_score", *_METR_END),
    ("Model version", "Time horizon", "average_score", *_RELEASE, *_COMPUTE, *_METR, *_METR_END),
)
VERSION_COLUMNS = (
    *("Model version", "ECI Score", *_RELEASE, "Model accessibility", "Training compute (FLOP)", "Confidence"),
    *("Model name", "Description", "Display name"),
)
METADATA_COLUMNS = (
    *("model_version", "model_group", "date", "display_name", "organization", "country", "accessibility"),
    "training_compute_flop",
)
MATRIX_COLUMNS = (
    *("model_id", "benchmark_id", "performance", "benchmark", "benchmark_release_date"),
    *("model", "model_version", "Model", "date", "source"),
)

Files = Mapping[str, str]
"""Texts by the names of the files."""
Fields = dict[str, str]
Rows = Iterator[Score | Model | Rejected]


def read(snapshot: Snapshot) -> Rows:
    """Yield the scores of either layout, then one model a name."""
    files = zipped.texts(snapshot, ARCHIVE, METR, VERSIONS, SCORES, MATRIX, METADATA)
    if METR not in files or not ({VERSIONS} <= files.keys() or {SCORES, MATRIX, METADATA} <= files.keys()):
        raise SourceChanged(
            f"{snapshot.key}: expected in {ARCHIVE} {METR} and either {VERSIONS} or all of {SCORES}, {MATRIX} and "
            f"{METADATA}; found of these {sorted(files)}. Look at the archive, then change the reader and its test "
            "data together."
        )
    said: dict[str, Model] = {}
    readers = (_horizons, _versions) if VERSIONS in files else (_horizons, _published, _matrix, _metadata)
    for reader in readers:
        for row in reader(snapshot, files):
            if isinstance(row, Model):
                said[row.model] = _merged(said.get(row.model), row)
            else:
                yield row
    yield from said.values()


def _records(snapshot: Snapshot, files: Files, name: str, *layouts: tuple[str, ...]) -> Iterator[tuple[int, Fields]]:
    return raw.records(snapshot, name, *layouts, content=files[name])


def _horizons(snapshot: Snapshot, files: Files) -> Rows:
    for line, row in _records(snapshot, files, METR, *METR_LAYOUTS):
        model, setting = row["Model version"].strip(), row["METR version"] or None
        try:
            value, low, high = (float(row[name]) for name in ("Time horizon", "CI_low", "CI_high"))
            if not 0 < low <= value <= high:
                raise ValueError(f"a horizon of {value} minutes outside its interval {low} to {high}, or not above 0")
            yield replace(_minutes(model, HORIZON, value, setting), low=low, high=high)
            if row["Time Horizon (80%)"]:
                yield _minutes(model, HORIZON_80, float(row["Time Horizon (80%)"]), setting)
            yield _model(model, row, row["Release date"])
        except ValueError as error:
            yield Rejected(where=f"{METR}:{line}", reason=str(error))


def _minutes(model: str, yardstick: str, value: float, setting: str | None) -> Score:
    return Score(
        source=NAME,
        model=model,
        yardstick=yardstick,
        value=value,
        scale="minutes",
        setting=setting,
        reported_by="METR",
    )


def _versions(snapshot: Snapshot, files: Files) -> Rows:
    for line, row in _records(snapshot, files, VERSIONS, VERSION_COLUMNS):
        try:
            access = _access(row["Model accessibility"])
            yield replace(_model(row["Model version"].strip(), row, row["Release date"]), access=access)
            if row["ECI Score"]:
                yield _index(row["Model version"].strip(), float(row["ECI Score"]))
        except ValueError as error:
            yield Rejected(where=f"{VERSIONS}:{line}", reason=str(error))


def _published(snapshot: Snapshot, files: Files) -> Rows:
    for line, row in _records(snapshot, files, SCORES, epoch_eci.SCORES):
        try:
            low, high = (float(row[end]) if row[end] else None for end in ("eci_ci_low", "eci_ci_high"))
            yield replace(_index(row["Model"], float(row["eci"])), low=low, high=high)
            country = {"Organization": row["Organization"], "Country": row["Country (of organization)"]}
            yield replace(_model(row["Model"], country, row["date"]), access=_access(row["Model accessibility"]))
        except ValueError as error:
            yield Rejected(where=f"{SCORES}:{line}", reason=str(error))


def _matrix(snapshot: Snapshot, files: Files) -> Rows:
    for line, row in _records(snapshot, files, MATRIX, MATRIX_COLUMNS):
        try:
            yield Score(
                source=NAME,
                model=row["model"],
                yardstick=row["benchmark"],
                value=float(row["performance"]),
                scale="share",
                setting=row["model_version"] or None,
                reported_by=row["source"] or None,
            )
        except ValueError as error:
            yield Rejected(where=f"{MATRIX}:{line}", reason=str(error))


def _metadata(snapshot: Snapshot, files: Files) -> Rows:
    for line, row in _records(snapshot, files, METADATA, METADATA_COLUMNS):
        facts = {"Organization": row["organization"], "Country": row["country"]}
        facts["Training compute (FLOP)"] = row["training_compute_flop"]
        if not row["model_version"].strip():
            continue
        try:
            access = _access(row["accessibility"])
            yield replace(_model(row["model_version"].strip(), facts, row["date"]), access=access)
        except ValueError as error:
            yield Rejected(where=f"{METADATA}:{line}", reason=str(error))


def _index(model: str, value: float) -> Score:
    return Score(
        source=NAME,
        model=model,
        yardstick=epoch_eci.PUBLISHED_INDEX,
        value=value,
        scale="index",
        reported_by="Epoch AI",
    )


def _model(name: str, row: Mapping[str, str], day: str) -> Model:
    if not name:
        raise ValueError("a model without a name")
    compute = row.get("Training compute (FLOP)")
    return Model(
        source=NAME,
        model=name,
        organisation=row["Organization"] or None,
        country=row["Country"] or None,
        released=date.fromisoformat(day) if day else None,
        training_flop=float(compute) if compute else None,
    )


def _access(stated: str) -> str:
    if stated not in epoch_eci.ACCESS:
        raise ValueError(f"access {stated!r}, none of {sorted(epoch_eci.ACCESS)}")
    return epoch_eci.ACCESS[stated]


def _merged(known: Model | None, new: Model) -> Model:
    """What two files of the archive say of one name: the earlier day, and the first word on everything else."""
    if known is None:
        return new
    days = [day for day in (known.released, new.released) if day]
    return replace(
        known,
        organisation=known.organisation or new.organisation,
        country=known.country or new.country,
        access=known.access or new.access,
        released=min(days, default=None),
        training_flop=known.training_flop or new.training_flop,
    )
