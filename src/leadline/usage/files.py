"""Which files a user means: files, folders and patterns; each content once.

In a folder those are read whose names end as logs do, at any depth; hidden files are passed over, hidden folders are
not, since coding tools keep their logs in them. A file with the same content as another is left out: counted twice, it
would double the bill.
"""

import glob
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from leadline.errors import UserError, nearest_names

ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".log")
PACKED = ("", ".gz", ".zst")


@dataclass(frozen=True, kw_only=True)
class Found:
    """The files to read."""

    named: tuple[Path, ...]
    """Those that the user named, which must be logs."""
    listed: tuple[Path, ...]
    """Those found in folders and by patterns, which may be something else."""
    same: tuple[Path, ...]
    """Those left out, since another has the same content."""


def found(names: Sequence[str]) -> Found:
    """The files that some names mean; UserError where one means none."""
    if not names:
        raise UserError("Expected logs: files, folders or patterns. Name at least one.")
    named, listed = [], []
    for name in names:
        path = Path(name).expanduser()
        if path.is_file():
            named.append(path)
        else:
            listed += _within(path) if path.is_dir() else _matching(name)
    named = list({path.resolve(): path for path in named}.values())
    taken = {path.resolve() for path in named}
    listed = [path for path in {path.resolve(): path for path in listed}.values() if path.resolve() not in taken]
    same = _copies([*named, *sorted(listed)])
    return Found(
        named=tuple(path for path in named if path not in same),
        listed=tuple(path for path in sorted(listed) if path not in same),
        same=tuple(same),
    )


def _within(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if _is_log(path)]
    if not found:
        raise UserError(
            f"Expected logs in {folder}, found no file whose name ends in {', '.join(ENDINGS)} (or those with .gz or "
            ".zst). Name the files."
        )
    return found


def _is_log(path: Path) -> bool:
    name = path.name.lower()
    ends = name.endswith(tuple(ending + packed for ending in ENDINGS for packed in PACKED))
    return ends and not name.startswith(".") and path.is_file()


def _matching(pattern: str) -> list[Path]:
    found = [Path(name) for name in glob.glob(str(Path(pattern).expanduser()), recursive=True)]
    files = [path for path in found if path.is_file()]
    if not files:
        beside = [path.name for path in Path(pattern).parent.glob("*")] if Path(pattern).parent.is_dir() else []
        near = nearest_names(Path(pattern).name, beside)
        ask = f" Did you mean {near[0]!r}?" if near else ""
        raise UserError(f"Expected a file, a folder or a pattern that matches files, found none at {pattern!r}.{ask}")
    return files


def _copies(paths: Iterable[Path]) -> list[Path]:
    """Those with the content of one before; only files of one size are read for it."""
    by_size: dict[int, list[Path]] = {}
    for path in paths:
        by_size.setdefault(path.stat().st_size, []).append(path)
    copies, seen = [], set()
    for size, some in by_size.items():
        for path in some if len(some) > 1 and size else ():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").digest()
            if digest in seen:
                copies.append(path)
            seen.add(digest)
    return copies
