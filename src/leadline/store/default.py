"""Which store: the bundled one under the user's own, or one folder that the user names."""

import os
from pathlib import Path

import platformdirs

from leadline.catalog import Catalog
from leadline.store.store import Store

BUNDLED = Path(__file__).parents[1] / "data" / "store"
VARIABLE = "LEADLINE_STORE"


def open_store(folder: Path | None = None) -> Store:
    """The store in a folder; without one, that of `LEADLINE_STORE`; else the bundled one overlaid by the user's own."""
    named = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    roots = (named,) if named else (BUNDLED, user_folder())
    return Store(*roots, catalog=Catalog())


def user_folder() -> Path:
    """Where the user's own snapshots are kept on this platform."""
    return platformdirs.user_data_path("leadline") / "store"
