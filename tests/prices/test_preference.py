"""The merge rule: which source's price is used, and what becomes of the others."""

from datetime import UTC, date, datetime

import pytest

from leadline.catalog import Catalog
from leadline.model import Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.prices.preference import ORDER, asked, preferred
from leadline.store.store import Store
from tests.conftest import rate, snapshot

DAY = date(2026, 6, 1)
MTOK = Workload(tokens={"input": 1_000_000})


@pytest.fixture
def two_sources(store: Store) -> Book:
    """Two sources of one offer, written in two ways, at 2.5 and 3.5; a third model that they agree on."""
    store.append(
        snapshot(vintage="2026-05-01"),
        [rate("3.5", model="claude-opus-4-8", host="anthropic"), rate("7")],
        keep_raw=False,
    )
    other = [
        rate("2.5", source="litellm_prices", model="claude-opus-4.8", host="anthropic"),
        rate("7.01", source="litellm_prices"),
        rate("2.75", source="litellm_prices", model="claude-opus-4.8", host="anthropic", region="eu"),
        rate(
            "0.04",
            source="litellm_prices",
            model="claude-opus-4.8",
            host="anthropic",
            meter="input_image",
            unit="image",
        ),
    ]
    store.append(snapshot("litellm_prices", "2026-05-02"), other, keep_raw=False)
    return book(store.as_of(DAY))


def test_two_spellings_are_one_offer_and_the_preferred_source_is_used(two_sources: Book) -> None:
    offer = two_sources.find("claude-opus-4.8")
    figure = cost(two_sources, offer, MTOK)
    assert set(offer.quotes) == {"genai_prices", "litellm_prices"}
    assert figure.value == 3.5


def test_a_disputed_price_says_so_and_gives_the_range(two_sources: Book) -> None:
    figure = cost(two_sources, two_sources.find("claude-opus-4-8"), MTOK)
    assert (figure.low, figure.high, figure.interval) == (2.5, 3.5, "range")
    assert "disputed: by genai_prices, otherwise by litellm_prices" in figure.note
    assert len(figure.evidence) == 3


def test_prices_within_half_a_per_cent_agree(two_sources: Book) -> None:
    """7 and 7.01 differ by 0.14 per cent."""
    figure = cost(two_sources, two_sources.find("openai/gpt-5"), MTOK)
    assert (figure.value, figure.interval) == (7.0, "none")
    assert "disputed" not in figure.note


def test_a_closed_archive_is_asked_only_until_its_end() -> None:
    catalog, both = Catalog(), ["genai_prices", "models_dev_changes"]
    assert asked(both, catalog, date(2026, 7, 2)) == both[::-1]
    assert asked(both, catalog, date(2026, 7, 3)) == ["genai_prices"]
    assert asked(both[1:], catalog, date(2026, 7, 3)) == []


def test_a_price_comes_before_a_bare_listing() -> None:
    assert preferred({"model_prices": False, "litellm_prices": True}) == "litellm_prices"


def test_every_source_of_prices_has_its_place_and_reason() -> None:
    assert all(ORDER.values())
    assert set(ORDER) <= set(Catalog().sources)


def test_a_log_is_asked_for_its_word_of_the_day(store: Store) -> None:
    """Known on 1 March at 10, on 5 March at 4: on 3 March 10 was in force, though the view knows of both."""
    rows = [
        rate("10", source="models_dev_changes", known=datetime(2026, 3, 1, tzinfo=UTC)),
        rate("4", source="models_dev_changes", known=datetime(2026, 3, 5, tzinfo=UTC)),
    ]
    store.append(snapshot("models_dev_changes", "2026-07-02"), rows, keep_raw=False)
    view = store.as_of(DAY)
    told = [
        cost(prices, prices.find("gpt-5"), MTOK).value for day in (3, 5) if (prices := book(view, date(2026, 3, day)))
    ]
    assert told == [10.0, 4.0]


def test_a_price_of_the_day_comes_before_one_taken_back(store: Store) -> None:
    """A log says 10 on 1 March; a list first read on 1 May says 4 without a day: 10 on 3 March, 4 on 3 May."""
    log = [rate("10", source="litellm_prices_changes", known=datetime(2025, 3, 1, tzinfo=UTC))]
    store.append(snapshot("litellm_prices_changes", "2025-07-02"), log, keep_raw=False)
    store.append(snapshot("genai_prices", "2025-05-01"), [rate("4")], keep_raw=False)
    view = store.as_of(DAY)
    told = [(p, cost(p, p.find("gpt-5"), MTOK)) for p in (book(view, date(2025, month, 3)) for month in (3, 5))]
    assert [figure.value for _, figure in told] == [10.0, 4.0]
    assert [prices.find("gpt-5").source for prices, _ in told] == ["litellm_prices_changes", "genai_prices"]
    assert (told[0][1].low, told[0][1].high) == (4.0, 10.0)


def test_nothing_is_taken_back_on_the_day_of_the_view(store: Store) -> None:
    """A list of 1 May keeps its place on 3 May and on the as-of day itself, though a log says otherwise."""
    log = [rate("10", source="litellm_prices_changes", known=datetime(2025, 3, 1, tzinfo=UTC))]
    store.append(snapshot("litellm_prices_changes", "2025-07-02"), log, keep_raw=False)
    store.append(snapshot("genai_prices", "2025-05-01"), [rate("4")], keep_raw=False)
    prices = book(store.as_of(date(2025, 5, 1)))
    assert not any(quote.taken_back for quote in prices.find("gpt-5").quotes.values())
    assert cost(prices, prices.find("gpt-5"), MTOK).value == 4.0


def test_of_the_bundled_store_on_days_long_past(bundled: Store) -> None:
    """By the log of those days: 8 + 24 = 32 dollars, and 5 + 15 = 20."""
    both = Workload(tokens={"input": 1_000_000, "output": 1_000_000})
    view = bundled.as_of(date(2026, 11, 24))
    asked_for = {"mistral-large-latest": (date(2024, 5, 1), 32.0), "gpt-4o": (date(2024, 6, 1), 20.0)}
    for name, (day, usd) in asked_for.items():
        prices = book(view, day)
        assert cost(prices, prices.find(name), both).value == usd
