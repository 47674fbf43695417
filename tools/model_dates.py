"""Write src/leadline/catalog/dates.csv from the raw files: `python tools/model_dates.py RAW`.

Sources, all by Epoch AI: the capability files of two vintages, which date 45 of the models that both have differently;
the versions in the zip of benchmarks; the database of models. Besides, logs of price lists.

Rules, for each model in either capability file, by the catalogue's canonical name:

- The *family's* day is the older file's; the *publication* is the database's; the *checkpoint* is the newer file's.
- Versions whose names hold `preview`, `exp` or `beta` are previews. `preview` is the first of them.
- Of a model with closed weights, `api` is the checkpoint, or where that is a preview's day the first version that is no
  preview; and never before both the family's day and the publication, since a checkpoint's name may carry the day on
  which training ended.
- Of a model with open weights, the checkpoint is `weights`. Where an earlier zip still has it as `API access`, the
  checkpoint is `api`, and `weights` is the day of the first zip that has it as open: an upper bound.
- Of a model with open weights, `api` is the day on which its maker's own offer was first listed with a price, where a
  log of a price list saw it come: an upper bound. What a log held from the start tells nothing.
- `announced` is the earliest day of any kind that any of these gives.
"""

import csv
import gzip
import io
import json
import re
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from leadline.catalog import Catalog
from leadline.catalog.dates import FILE, KINDS

OLDER, NEWER, MODELS = "2026-08-11", "2026-10-01", "2026-07-17"
ZIPS = ("2026-07-17", "2026-07-31")
PREVIEW = re.compile(r"(^|-)(preview|exp|beta)(-|_|$)")
WARM_UP = "2025-07-15"
"""Offers in the log of models.dev before this day may have been older than the log."""
CATALOG = Catalog()
Row = tuple[str, str, str, str, str]


def name_of(text: str) -> str:
    """The canonical name, or the source's."""
    known = CATALOG.model(text)
    return known.model if known else text


def records(path: Path, inner: str = "") -> list[dict[str, str]]:
    """The rows of a CSV file, or of one in a zip."""
    if inner:
        with zipfile.ZipFile(path) as archive:
            (member,) = (name for name in archive.namelist() if name.endswith(inner))
            return list(csv.DictReader(io.StringIO(archive.read(member).decode("utf-8-sig"))))
    with path.open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def first_days(rows: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The earliest day of each model."""
    found: dict[str, str] = {}
    for model, day in rows:
        if day:
            found[name_of(model)] = min(day, found.get(name_of(model), day))
    return found


def versions(raw: Path) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Of each model: its first preview, its first other version, and the first zip that has it as open after closed."""
    previews, others = [], []
    access: dict[str, dict[str, bool]] = defaultdict(dict)
    for vintage in ZIPS:
        for row in records(
            raw / "epoch_benchmark_zip" / vintage / "benchmark_data.zip", "epoch_capabilities_index.csv"
        ):
            is_preview = PREVIEW.search(row["Model version"])
            (previews if is_preview else others).append((row["Model name"], row["Release date"]))
            access[name_of(row["Model name"])][vintage] = row["Model accessibility"].startswith("Open weights")
    opened = {model: vintages[-1] for model, seen in access.items() if (vintages := _turned(seen))}
    return first_days(iter(previews)), first_days(iter(others)), opened


def _turned(seen: dict[str, bool]) -> list[str]:
    """The later vintage, where a model was closed in the earlier and open in the later one."""
    return [ZIPS[1]] if seen.get(ZIPS[0]) is False and seen.get(ZIPS[1]) else []


def listed(raw: Path) -> dict[str, str]:
    """When the maker's own offer of a model first stood in the log of models.dev."""
    (path,) = (raw / "models_dev_changes").glob("*/changes.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        news = [row for row in map(json.loads, lines) if row["kind"] == "new"]
    own = [
        (known.model, row["time"][:10])
        for row in news
        if (known := CATALOG.canonical(row["model"]))
        and CATALOG.has_organisation(row["provider"])
        and CATALOG.organisation(row["provider"]).id == known.organisation
    ]
    return {model: day for model, day in first_days(iter(own)).items() if day > WARM_UP}


def rows(raw: Path) -> Iterator[Row]:
    """All rows of the file."""
    old = records(raw / "epoch_eci" / OLDER / "eci_scores.csv")
    family = first_days((row["Model"], row["date"][:10]) for row in old)
    new = records(raw / "epoch_eci" / NEWER / "models.csv")
    checkpoint = first_days((row["model"], row["released"]) for row in new)
    database = records(raw / "epoch_ai_models" / MODELS / "ai_models.zip", "all_ai_models.csv")
    publication = first_days((row["Model"], row["Publication date"]) for row in database)
    previews, others, opened = versions(raw)
    sold = listed(raw)
    for model in sorted(family.keys() | checkpoint.keys(), key=str.casefold):
        days = {
            f"epoch_eci@{OLDER}": family.get(model),
            f"epoch_ai_models@{MODELS}": publication.get(model),
        }
        shown = [day for day in days.values() if day]
        known = CATALOG.model(model)
        is_open = known is not None and known.access == "open"
        found: list[Row] = []
        if model in previews:
            found.append((model, "preview", previews[model], f"epoch_benchmark_zip@{ZIPS[1]}", ""))
        if is_open:
            found += _open(model, checkpoint.get(model), opened.get(model), sold.get(model))
        else:
            found += _closed(model, checkpoint.get(model), previews.get(model), others.get(model), shown)
        yield from _announced(model, days, found)
        yield from found


def _open(model: str, checkpoint: str | None, opened: str | None, sold: str | None) -> Iterator[Row]:
    if checkpoint and opened:
        yield model, "api", checkpoint, f"epoch_eci@{NEWER}", "before its weights were published"
        yield model, "weights", opened, f"epoch_benchmark_zip@{opened}", f"at the latest; API access on {ZIPS[0]}"
    elif checkpoint:
        yield model, "weights", checkpoint, f"epoch_eci@{NEWER}", ""
        if sold:
            yield model, "api", sold, "models_dev_changes@2026-07-02", "first listed by its maker; at the latest"


def _closed(
    model: str, checkpoint: str | None, preview: str | None, other: str | None, shown: list[str]
) -> Iterator[Row]:
    final = checkpoint if checkpoint != preview else None
    source, day = (f"epoch_eci@{NEWER}", final) if final else (f"epoch_benchmark_zip@{ZIPS[1]}", other)
    if day:
        first = min(shown, default=day)
        note = "" if day >= first else f"the checkpoint carries {day}, before the model was shown"
        yield model, "api", max(day, first), source, note


def _announced(model: str, days: dict[str, str | None], found: list[Row]) -> Iterator[Row]:
    told = [(day, source) for source, day in days.items() if day] + [(row[2], row[3]) for row in found]
    if told:
        day, source = min(told)
        yield model, "announced", day, source, ""


def main() -> None:
    """Write the file."""
    found = sorted(rows(Path(sys.argv[1])), key=lambda row: (row[0].casefold(), KINDS.index(row[1]), row[2]))  # type: ignore[arg-type]
    with FILE.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("model", "kind", "day", "source", "note"))
        writer.writerows(found)
    sys.stdout.write(f"{len(found)} rows in {FILE}\n")


if __name__ == "__main__":
    main()
