"""The archive of raw files: `raw/<source>/<vintage>/<file>`, as they came. Only raw is sacred."""

from pathlib import Path

from leadline.errors import StoreError
from leadline.model import Snapshot
from leadline.store import manifest


def keep(snapshot: Snapshot, root: Path) -> None:
    """Copy the files of a snapshot into the archive of the store at `root`."""
    folder = root / "raw" / snapshot.source / str(snapshot.vintage)
    check_digests(snapshot)
    for file in snapshot.files:
        kept = folder / file.name
        if kept.exists() and manifest.sha256(kept) != file.sha256:
            raise StoreError(
                f"{snapshot.key}: the archive holds another {file.name} of this vintage, and raw files are never "
                "overwritten. Give the corrected file a vintage of its own."
            )
        if not kept.exists():
            manifest.write_whole(kept, (snapshot.path / file.name).read_bytes())


def check_digests(snapshot: Snapshot) -> None:
    """Raise StoreError where a raw file is not the one that its card describes."""
    for file in snapshot.files:
        path = snapshot.path / file.name
        if not path.is_file():
            raise StoreError(f"{snapshot.key}: the card names {file.name}, which is not in {snapshot.path}.")
        found = manifest.sha256(path)
        if found != file.sha256:
            raise StoreError(
                f"{snapshot.key}: {file.name} does not match its card: expected SHA-256 {file.sha256[:12]}..., found "
                f"{found[:12]}.... Get the file again, or correct the card if the file is right."
            )
