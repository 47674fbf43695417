"""The default list: sensible on every month that the bundled store tells of, and by its rule in small cases."""

from datetime import date

import pytest

from leadline.lineup import leading, line_up
from leadline.prices.book import book
from leadline.store.store import Store
from tests.conftest import rate, snapshot

MONTHS = [date(2025, month, 28) for month in (11, 12)] + [date(2026, month, 28) for month in range(1, 11)]


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_eleven_models_of_at_least_six_vendors_in_three_countries(bundled: Store, day: date) -> None:
    prices = book(bundled.as_of(day))
    lines = leading(prices)
    countries = {prices.view.catalog.organisations[line.vendor].country for line in lines}
    assert len({line.offer.id for line in lines}) == 11
    assert len({line.vendor for line in lines}) >= 6
    assert len(countries) >= 3
    assert {"openai", "anthropic", "google", "deepseek"} <= {line.vendor for line in lines}
    assert all(line.offer.priced and line.offer.first_party for line in lines)


def both(amount: str, model: str, host: str = "openai") -> list[object]:
    return [rate(amount, model=model, host=host), rate(amount, model=model, host=host, meter="output")]


def test_a_family_stands_with_its_newest_version_and_without_modes(store: Store) -> None:
    """grok-4.3 comes after 4.20; gpt-5.5-pro is a mode of gpt-5.5; tts and codex are no general chat models."""
    ids = [("grok-4.20", "x-ai"), ("grok-4.3", "x-ai"), ("gpt-5.4", "openai"), ("gpt-5.5", "openai")]
    ids += [("gpt-5.5-pro-2026-04-23", "openai"), ("gpt-4o-mini-tts", "openai"), ("gpt-5.3-codex", "openai")]
    ids += [("deepseek-v4-pro", "deepseek"), ("claude-opus-4-8", "aws")]
    rows = [row for place, (model, host) in enumerate(ids) for row in both(str(place + 1), model, host)]
    store.append(snapshot(), rows, keep_raw=False)  # type: ignore[arg-type]
    lines = line_up(book(store.as_of(date(2026, 1, 10))))
    assert sorted(line.offer.model for line in lines) == ["deepseek-v4-pro", "gpt-5.5", "grok-4.3"]


def test_a_free_or_half_priced_offer_is_not_compared(store: Store) -> None:
    rows = [*both("0", "gpt-5"), rate("2", model="gpt-6"), *both("3", "gpt-7")]
    store.append(snapshot(), rows, keep_raw=False)  # type: ignore[arg-type]
    assert [line.offer.model for line in leading(book(store.as_of(date(2026, 1, 10))))] == ["gpt-7"]
