"""How late sources are, worked out by hand over a store made for it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from leadline.errors import NotEnoughData
from leadline.model import Rate
from leadline.prices.lag import BASE, lags
from leadline.store.store import Store
from tests.conftest import rate, snapshot


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_by_hand(store: Store) -> None:
    """Two changes, on 10 February and 10 March.

    The source has the first on 1 March, 19 days late; its vintage before, of 1 February, could not have it: a range of
    0 to 19. It does not have the second by 1 June: 50 %.
    """
    first, second = instant("2026-02-10"), instant("2026-03-10")
    dated = {"source": "model_prices", "basis": "documented"}
    reference = [
        rate("10", effective_from=instant("2026-01-01"), effective_to=first, **dated),
        rate("4", effective_from=first, **dated),
        rate("3", model="gpt-6", effective_from=instant("2026-01-01"), effective_to=second, **dated),
        rate("2", model="gpt-6", effective_from=second, **dated),
    ]
    for vintage, amount in (("2026-02-01", "10"), ("2026-03-01", "4"), ("2026-06-01", "4")):
        store.append(snapshot(vintage=vintage), [rate(amount), rate("3", model="gpt-6")], keep_raw=False)
    store.append(snapshot("model_prices", "2026-06-10"), reference, keep_raw=False)
    (one,) = lags(store.as_of(date(2026, 6, 20)))
    assert one.lag is not None
    assert one.share is not None
    assert (one.source, one.changes, one.lag.value, one.lag.low) == ("genai_prices", 2, 19.0, 0.0)
    assert one.share.value == 50.0
    assert [(change.model, change.at) for change in one.missed] == [("gpt-6", second)]


def test_a_source_that_takes_the_peak_price_for_the_plain_one_has_the_change(store: Store) -> None:
    """From 10 February input costs 4, and 8 in some hours; the source writes 8 as plain, and 4 in all other hours."""
    turn = instant("2026-02-10")
    dated = {"source": "model_prices", "basis": "documented"}
    store.append(snapshot(vintage="2026-02-01"), [rate("10")], keep_raw=False)
    store.append(snapshot(vintage="2026-06-01"), [rate("8"), rate("4", window="mon-fri 04:00-06:00")], keep_raw=False)
    reference = [
        rate("10", effective_from=instant("2026-01-01"), effective_to=turn, **dated),
        rate("4", effective_from=turn, **dated),
        rate("8", effective_from=turn, window="mon-fri 01:00-04:00", **dated),
    ]
    store.append(snapshot("model_prices", "2026-06-10"), reference, keep_raw=False)
    (one,) = lags(store.as_of(date(2026, 6, 20)))
    assert (one.changes, one.recorded, one.missed) == (1, 1, ())


def test_what_changed_again_before_a_source_was_looked_at_is_not_missed(store: Store) -> None:
    """10, then 4 on 10 February, then 3 on 20 March; the vintages of 1 February and 1 June have 10 and 3."""
    first, second = instant("2026-02-10"), instant("2026-03-20")
    dated = {"source": "model_prices", "basis": "documented"}
    store.append(snapshot(vintage="2026-02-01"), [rate("10")], keep_raw=False)
    store.append(snapshot(vintage="2026-06-01"), [rate("3")], keep_raw=False)
    reference = [
        rate("10", effective_from=instant("2026-01-01"), effective_to=first, **dated),
        rate("4", effective_from=first, effective_to=second, **dated),
        rate("3", effective_from=second, **dated),
    ]
    store.append(snapshot("model_prices", "2026-06-10"), reference, keep_raw=False)
    (one,) = lags(store.as_of(date(2026, 6, 20)))
    assert (one.changes, one.recorded, one.missed) == (0, 0, ())


def test_without_the_reference_there_is_no_lag(store: Store) -> None:
    store.append(snapshot(), [rate("10")], keep_raw=False)
    with pytest.raises(NotEnoughData, match="model_prices"):
        lags(store.as_of(date(2026, 2, 1)))


def test_the_condition_in_sql_selects_base_rates(store: Store) -> None:
    """One rate that is plain, one special in each way, and another meter: SQL and the property choose alike."""
    special: tuple[dict[str, Any], ...] = (
        {},
        {"meter": "output"},
        {"meter": "cache_read"},
        {"unit": "character"},
        {"from_tokens": 200_000, "tier_rule": "whole >"},
        {"window": "00:30-08:30"},
        {"service": "batch"},
        {"region": "eu"},
    )
    rates = [rate(str(place), **fields) for place, fields in enumerate(special, 1)]
    store.append(snapshot(), rates, keep_raw=False)
    found = store.as_of(date(2026, 6, 1)).rows(Rate, BASE)
    wanted = [one.amount for one in rates if one.is_base and one.meter in ("input", "output")]
    assert sorted(one.amount for one in found if one.amount) == wanted == [1, 2]


def test_of_the_bundled_store(bundled: Store) -> None:
    """As an earlier count over whole commit histories found: genai-prices keeps DeepSeek's old prices for good."""
    found = {one.source: one for one in lags(bundled.as_of(date(2026, 11, 24)))}
    missed = {change.model for change in found["genai_prices"].missed}
    assert {"deepseek-chat", "deepseek-reasoner", "mistral-small-latest"} <= missed
    share = found["models_dev_changes"].share
    assert share is not None
    assert share.value < 20
