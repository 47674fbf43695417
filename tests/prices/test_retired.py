"""What is no longer listed: who can say so, and until when."""

from dataclasses import replace
from datetime import date

import pytest

from leadline.catalog import Catalog
from leadline.prices.book import book
from leadline.prices.retired import dropped
from leadline.store.store import Store
from tests.conftest import rate, snapshot


@pytest.mark.parametrize(("ends", "gone"), [(None, True), (date(2026, 3, 10), True), (date(2026, 2, 28), False)])
def test_an_archive_says_so_until_its_end(store: Store, catalog: Catalog, ends: date | None, gone: bool) -> None:
    """A source drops gpt-5 on 1 February, another goes on; on 1 March an archive that has ended is not heard."""
    ending = replace(catalog.source("genai_prices"), ends=ends)
    store.catalog = replace(catalog, sources={**catalog.sources, "genai_prices": ending})
    store.append(snapshot(vintage="2026-01-05"), [rate("1"), rate("1", model="gpt-5-mini")], keep_raw=False)
    store.append(snapshot(vintage="2026-02-01"), [rate("1", model="gpt-5-mini")], keep_raw=False)
    store.append(snapshot("litellm_prices", "2026-01-05"), [rate("1", source="litellm_prices")], keep_raw=False)
    prices = book(store.as_of(date(2026, 3, 1)))
    found = dropped(prices, list(prices.offers.values()))
    assert found == ({"openai/gpt-5"} if gone else set())
