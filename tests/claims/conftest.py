"""A store in which something was said on three days, which is all that a made metric asks of a view."""

from datetime import date

import pytest

from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import rate, snapshot


@pytest.fixture
def shelf(store: Store) -> Store:
    """A store with three vintages."""
    for vintage, amount in (("2026-01-10", "1.5"), ("2026-06-01", "2.5"), ("2026-11-20", "3.5")):
        store.append(snapshot(vintage=vintage), [rate(amount)], keep_raw=False)
    return store


@pytest.fixture
def view(shelf: Store) -> View:
    """The day of the first vintage."""
    return shelf.as_of(date(2026, 1, 10))
