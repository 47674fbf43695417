"""Writing drafts into a folder, so that nothing that stands there is lost.

A file that is there stays as it is, whatever is in it: a person may have finished it. What is written is written beside
its place first, so that a draft is there whole or not at all.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from leadline.claims.text.draft import Draft
from leadline.errors import UserError


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What became of drafts."""

    written: tuple[Path, ...]
    same: tuple[Path, ...]
    """That stood there just so."""
    left: tuple[Path, ...]
    """Files of the same name with something else in them, which stay."""


def keep(drafts: Iterable[Draft], folder: Path) -> Kept:
    """Write the drafts that have no file yet; UserError where the folder does not take them."""
    told: dict[str, list[Path]] = {"written": [], "same": [], "left": []}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for draft in drafts:
            path = folder / f"{draft.id}.yaml"
            told[_keep(draft.content.encode(), path)].append(path)
    except OSError as error:
        raise UserError(f"Drafts could not be written into {folder}: {error.strerror}. Name another folder.") from error
    return Kept(written=tuple(told["written"]), same=tuple(told["same"]), left=tuple(told["left"]))


def _keep(content: bytes, path: Path) -> str:
    if os.path.lexists(path):
        return "same" if path.is_file() and path.read_bytes() == content else "left"
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return "written"
