"""The whole store against its digests: every Parquet file, every raw file that was kept."""

from leadline.store import archive
from leadline.store.store import Store
from leadline.store.view import sound


def verify(store: Store) -> int:
    """The number of files found to be as they were written; raises StoreError at the first that is not."""
    checked = 0
    for entry in store.entries:
        for table in entry.tables:
            sound(entry, table, again=True)
            checked += 1
        if entry.snapshot.path.is_dir():
            archive.check_digests(entry.snapshot)
            checked += len(entry.snapshot.files)
    return checked
