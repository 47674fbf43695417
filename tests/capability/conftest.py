"""A store that shows whether anything of a later day reaches an earlier one."""

from datetime import date
from pathlib import Path

import pytest

from leadline.catalog import Catalog
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from tests.conftest import model, score, snapshot


@pytest.fixture(scope="session")
def poisoned(bundled: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The bundled store under a vintage of 2026-11-01 with every score turned round and every model of one day."""
    sql = "SELECT model, yardstick, value FROM score WHERE source = 'epoch_eci' AND scale = 'share'"
    found = bundled.as_of(date(2026, 10, 1)).query(sql)
    scores = [score(str(name), str(yardstick), 1 - float(str(value))) for name, yardstick, value in found]
    models = [model(name, "2024-01-01") for name in sorted({one.model for one in scores})]
    folder: Path = tmp_path_factory.mktemp("poisoned")
    store = Store(BUNDLED, folder, catalog=Catalog())
    store.append(snapshot("epoch_eci", "2026-11-01"), [*scores, *models], keep_raw=False)
    return store
