"""What differs between two views, and what only looks different."""

from datetime import date

import pytest

from leadline.capability.index import index
from leadline.changes import new_offers, new_records, price_changes
from leadline.errors import NotEnoughData
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import rate, snapshot


@pytest.fixture
def two_views(store: Store) -> tuple[View, View]:
    """In May one source; in June its newer file, and a source that the earlier view did not have."""
    may = [rate("10", model="gpt-11"), rate("3", model="gpt-12"), rate("1", model="gpt-13"), rate("4", model="gpt-14")]
    june = [
        rate("2", model="gpt-11"),
        rate("3", model="gpt-12"),
        rate("0", model="gpt-13"),
        rate("4", model="gpt-14"),
        rate("5", model="gpt-15"),
    ]
    store.append(snapshot(vintage="2026-05-01"), may, keep_raw=False)
    store.append(snapshot(vintage="2026-06-01"), june, keep_raw=False)
    other = [
        rate("7", source="model_prices", model="gpt-12"),
        rate("8", source="model_prices", model="gpt-16"),
    ]
    store.append(snapshot("model_prices", "2026-06-02"), other, keep_raw=False)
    return store.as_of(date(2026, 5, 20)), store.as_of(date(2026, 6, 20))


def test_a_price_change_is_told_by_one_source_of_both_views(two_views: tuple[View, View]) -> None:
    """gpt-12 is 3 in one source all along; that another source, new to us, says 7 is no change. Free comes first."""
    found = price_changes(*two_views)
    assert [(c.offer.model, c.before.value, c.after.value) for c in found] == [
        ("gpt-13", 1.0, 0.0),
        ("gpt-11", 10.0, 2.0),
    ]
    assert found[0].after.args["source"] == "genai_prices"


def test_an_offer_is_new_only_by_a_source_of_both_views(two_views: tuple[View, View]) -> None:
    assert [offer.model for offer in new_offers(*two_views)] == ["gpt-15"]


def test_a_record_of_a_model_that_was_scored_late_is_told(bundled: Store) -> None:
    """Qwen 3.6 Plus came out on 2026-04-01 and was not yet scored on 2026-05-02."""
    earlier, later = bundled.as_of(date(2026, 5, 5)), bundled.as_of(date(2026, 7, 31))
    told = {record.model: record.day for record in new_records(earlier, later, ("US", "CN"))}
    assert "Qwen 3.6 Plus" in told
    assert told["Qwen 3.6 Plus"] < earlier.as_of
    assert "Qwen 3.6 Plus" not in {model.name for model in index(earlier, draws=0).models}


def test_rebuilt_and_published_scores_are_not_compared(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="epoch_eci_rebuilt, now epoch_eci"):
        new_records(bundled.as_of(date(2026, 1, 15)), bundled.as_of(date(2026, 3, 1)), ("US", "CN"))
