"""Where sources disagree: size and likely cause, each cause by a case made for it."""

from datetime import date

import pytest

from leadline.model import Rate
from leadline.prices.book import book
from leadline.prices.disagreement import disagreements
from leadline.store.store import Store
from tests.conftest import rate, snapshot

Pair = tuple[list[Rate], list[Rate]]


def theirs(amount: str, **fields: object) -> Rate:
    return rate(amount, source="litellm_prices", **fields)


CASES: dict[str, Pair] = {
    "hours": ([rate("1.1"), rate("2.2", window="01:00-04:00")], [theirs("2.2")]),
    "tier": ([rate("2.5"), rate("5", from_tokens=200_000, tier_rule="whole >")], [theirs("5")]),
    "service": ([rate("2.5"), rate("1.25", service="batch")], [theirs("1.25")]),
    "region": ([rate("2.5"), rate("7", meter="output")], [theirs("2.75"), theirs("7.7", meter="output")]),
    "swapped": ([rate("0.0375"), rate("0.15", meter="output")], [theirs("0.15"), theirs("0.0375", meter="output")]),
    "unit": ([rate("2.5")], [theirs("0.0025")]),
    "modality": ([rate("12", meter="output")], [theirs("120", meter="output"), theirs("12", meter="output_image")]),
    "promo": ([rate("3", kind="promo")], [theirs("6")]),
    "alias moved": ([rate("2", model="gpt-latest")], [theirs("0.5", model="gpt-latest"), theirs("0.5", model="gpt-6")]),
    "currency": (
        [rate("1.4", host="zai", model="glm-9")],
        [theirs("1.142857142857", host="zai", model="glm-9")],
    ),
    "other id": ([rate("2", model="gpt-4")], [theirs("3.1", model="gpt-4-0613")]),
    "rounding": ([rate("0.13")], [theirs("0.125")]),
    "unexplained": ([rate("2.4")], [theirs("1.3")]),
}


@pytest.mark.parametrize("cause", CASES)
def test_the_likely_cause(store: Store, cause: str) -> None:
    ours, others = CASES[cause]
    store.append(snapshot(vintage="2026-05-01"), ours, keep_raw=False)
    store.append(snapshot("litellm_prices", "2026-05-01"), others, keep_raw=False)
    found = disagreements(book(store.as_of(date(2026, 5, 2))))
    assert {one.cause for one in found} == {cause}


def test_a_price_that_another_source_has_left_behind_is_stale(store: Store) -> None:
    """Both said 10 in March; in May one says 2, and the other still 10: five times as much."""
    store.append(snapshot(vintage="2026-03-01"), [rate("10")], keep_raw=False)
    store.append(snapshot("litellm_prices", "2026-03-01"), [theirs("10")], keep_raw=False)
    store.append(snapshot(vintage="2026-05-01"), [rate("2")], keep_raw=False)
    (one,) = disagreements(book(store.as_of(date(2026, 5, 20))))
    assert one.cause == "stale"
    assert one.spread.value == 5.0
    assert one.spread.method == "price_spread/2"
    assert len(one.spread.evidence) == 3


def test_what_is_nearly_the_same_free_or_in_two_currencies_is_no_disagreement(store: Store) -> None:
    store.append(
        snapshot(vintage="2026-05-01"),
        [rate("7", model="a-1"), rate("0", model="b-1"), rate("3", model="c-1")],
        keep_raw=False,
    )
    others = [theirs("7.01", model="a-1"), theirs("2", model="b-1"), theirs("21", model="c-1", currency="CNY")]
    store.append(snapshot("litellm_prices", "2026-05-01"), others, keep_raw=False)
    assert disagreements(book(store.as_of(date(2026, 5, 2)))) == []


def test_a_real_day(bundled: Store) -> None:
    """On 2026-05-30 DeepSeek V4 Pro stood at its strike-through price in one source, four times what was charged."""
    found = disagreements(book(bundled.as_of(date(2026, 5, 30))))
    spreads = {(one.offer.id, one.meter): one for one in found}
    one = spreads["deepseek/deepseek-v4-pro", "output"]
    assert {source: float(value) for source, value in one.amounts.items()} == {
        "genai_prices": 3.48,
        "models_dev_changes": 0.87,
    }
    assert one.spread.value == pytest.approx(4.0)


def test_a_makers_price_that_is_a_routers_is_mirrored(store: Store) -> None:
    """The maker of an open model asks 6 for output; one source has 0.9 for it, which it says of a router too."""
    own = {"host": "mistral", "model": "open-mixtral-8x22b"}
    router = {"host": "openrouter", "model": "mistralai/open-mixtral-8x22b"}
    ours = [rate("0.9", meter=meter, **where) for where in (own, router) for meter in ("input", "output")]
    store.append(snapshot(vintage="2026-05-01"), ours, keep_raw=False)
    others = [theirs("2", meter="input", **own), theirs("6", meter="output", **own)]
    store.append(snapshot("litellm_prices", "2026-05-01"), others, keep_raw=False)
    found = disagreements(book(store.as_of(date(2026, 5, 2))))
    assert [(one.cause, one.offer.source) for one in found] == [("mirrored", "litellm_prices")] * 2


def test_a_price_of_what_a_source_has_dropped_is_retired(store: Store) -> None:
    store.append(snapshot("model_prices", "2026-04-01"), [rate("3", source="model_prices")], keep_raw=False)
    store.append(
        snapshot("model_prices", "2026-05-01"), [rate("1", source="model_prices", model="gpt-6")], keep_raw=False
    )
    store.append(snapshot(vintage="2026-05-01"), [rate("2.4")], keep_raw=False)
    store.append(snapshot("litellm_prices", "2026-05-01"), [theirs("1.3")], keep_raw=False)
    (one,) = disagreements(book(store.as_of(date(2026, 5, 2))))
    assert one.cause == "retired"


def test_each_source_that_says_otherwise_has_its_cause(bundled: Store) -> None:
    """DeepSeek V4 Pro: one source stands at the price before the rise, another takes the price of peak hours."""
    found = {(one.offer.id, one.meter): one for one in disagreements(book(bundled.as_of(date(2026, 11, 24))))}
    assert found["deepseek/deepseek-v4-pro", "output"].causes == {"genai_prices": "stale", "litellm_prices": "hours"}
    assert found["anthropic/claude-sonnet-5", "input"].cause == "promo"
    # What Z.ai's platform for China asks in yuan is another price list, not another word on the same.
    assert ("zai/glm-5.3", "input") not in found


def test_few_are_unexplained_on_a_day_that_was_looked_at_by_eye(bundled: Store) -> None:
    causes = [cause for one in disagreements(book(bundled.as_of(date(2026, 8, 15)))) for cause in one.causes.values()]
    assert causes.count("unexplained") <= 3
