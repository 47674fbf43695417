"""The whole store against its digests: every Parquet file, every raw file that was kept.

Raw files that were never kept are no fault; raw files that were, and are gone, are one: the manifest says which.
"""

from leadline.errors import StoreError
from leadline.store import archive
from leadline.store.manifest import Entry
from leadline.store.store import Store
from leadline.store.view import sound


def verify(store: Store) -> int:
    """The number of files found to be as they were written; raises StoreError at the first that is not."""
    checked = 0
    for entry in store.entries:
        for table in entry.tables:
            sound(entry, table, again=True)
            checked += 1
        if _has_raw(entry):
            archive.check_digests(entry.snapshot)
            checked += len(entry.snapshot.files)
    return checked


def _has_raw(entry: Entry) -> bool:
    """Whether raw files are to be looked at. A manifest that does not say is asked by the folder alone."""
    there = entry.snapshot.path.is_dir()
    if entry.raw_kept and not there:
        raise StoreError(
            f"{entry.snapshot.key}: its raw files were kept, and {entry.snapshot.path} is gone. Restore it from a "
            "copy; the rows themselves are as they were written."
        )
    return there and entry.raw_kept is not False
