"""Ids that mean different models on different days."""

from datetime import date

import pytest

from leadline.catalog import Catalog
from leadline.catalog.aliases import load
from leadline.lineup import line_up
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.prices.listing import canonical
from leadline.prices.workload import mixed
from leadline.store.store import Store
from tests.conftest import rate, snapshot


def test_an_id_never_means_two_models_on_one_day() -> None:
    catalog = Catalog()
    for meaning in load():
        others = [one for one in catalog.meanings(meaning.vendor, meaning.alias) if one != meaning]
        assert meaning.start is None or not any(one.holds(meaning.start) for one in others), meaning
        assert meaning.start is None or meaning.end is None or meaning.start < meaning.end, meaning
        assert meaning.vendor in catalog.organisations
        assert meaning.source


@pytest.mark.parametrize(
    ("day", "model"),
    [
        ("2025-12-07", "mistral-large-2411"),
        ("2025-12-08", "mistral-large-2512"),
        ("2026-11-24", "mistral-large-2512"),
    ],
)
def test_a_name_means_what_it_did_on_the_day(day: str, model: str) -> None:
    meaning = Catalog().meaning("mistral", "Mistral Large Latest", date.fromisoformat(day))
    assert meaning is not None
    assert meaning.model == model


@pytest.mark.parametrize("day", ["2026-05-30", "2026-08-15", "2026-11-24"])
def test_a_stale_price_of_a_name_that_moved_is_not_used(bundled: Store, day: str) -> None:
    """Codestral of 2024 cost 1 and 3; one source kept that for `codestral-latest` until the autumn of 2026."""
    prices = book(bundled.as_of(date.fromisoformat(day)))
    assert cost(prices, prices.find("codestral-latest"), mixed(1_000_000, "output")).value == 0.9


def prices(store: Store, on: str) -> Book:
    return book(store.as_of(date(2026, 11, 24)), date.fromisoformat(on))


def test_the_offer_that_a_name_meant_is_found_and_the_figure_says_so(bundled: Store) -> None:
    """mistral-medium-3 sold Medium 3 until the end of August 2026, and sells Medium 3.5 since."""
    found = {on: prices(bundled, on).find("mistral-medium-3") for on in ("2026-05-30", "2026-11-24")}
    assert {on: offer.rates[0].amount is not None for on, offer in found.items()} == dict.fromkeys(found, True)
    then, now = (cost(prices(bundled, on), offer, mixed(1_000_000, "output")) for on, offer in found.items())
    assert (then.value, now.value) == (2.0, 7.5)
    assert "mistral-medium-3 meant mistral-medium-2604 on 2026-11-24" in now.note
    assert now.interval == "none"


def test_a_stale_entry_of_a_name_that_moved_is_found_by_its_id(store: Store) -> None:
    """A file of 2026 still has the price of November 2024 under the moving id."""
    rows = [
        rate("2", host="mistral", model="mistral-large-latest"),
        rate("0.5", host="mistral", model="mistral-large-2512"),
    ]
    store.append(snapshot(vintage="2026-05-01"), rows, keep_raw=False)
    found = book(store.as_of(date(2026, 5, 2)))
    assert found.find("mistral-large-latest").model == "mistral-large-2512"
    assert found.find("mistral/mistral-large-latest").rates[0].amount == 2


def test_a_moving_id_is_an_offer_of_its_own_but_no_line_of_the_vendor(store: Store) -> None:
    rows = [
        rate(amount, host="mistral", model=model, meter=meter)
        for model in ("mistral-large-latest", "mistral-large-2512")
        for meter, amount in (("input", "0.5"), ("output", "1.5"))
    ]
    store.append(snapshot(vintage="2026-05-01"), rows, keep_raw=False)
    found = book(store.as_of(date(2026, 5, 2)))
    assert sorted(found.offers) == ["mistral/mistral-large-2512", "mistral/mistral-large-latest"]
    assert [line.offer.model for line in line_up(found, "mistral")] == ["mistral-large-2512"]


def test_the_same_model_on_faster_hardware_is_another_offer(store: Store) -> None:
    rows = [rate("0.3", host="minimax", model="MiniMax-M2.5")]
    other = [rate("0.6", source="litellm_prices", host="minimax", model="MiniMax-M2.5-highspeed")]
    store.append(snapshot(vintage="2026-05-01"), rows, keep_raw=False)
    store.append(snapshot("litellm_prices", "2026-05-01"), other, keep_raw=False)
    assert len(book(store.as_of(date(2026, 5, 2))).offers) == 2


def test_one_model_everywhere(store: Store) -> None:
    rows = [
        rate("1.1", host="deepseek", model="deepseek-v3.2"),
        rate("1.3", host="openrouter", model="deepseek/deepseek-v3.2"),
        rate("9", host="openai", model="gpt-5"),
    ]
    store.append(snapshot(vintage="2026-05-01"), rows, keep_raw=False)
    found = book(store.as_of(date(2026, 5, 2))).everywhere("deepseek-v3.2")
    assert [(offer.host, offer.first_party) for offer in found] == [("deepseek", True), ("openrouter", False)]


@pytest.mark.parametrize("name", ["glm-9", "zai/GLM-9", "z-ai/glm-9"])
def test_a_makers_name_means_its_own_api_before_a_platform_that_it_owns(store: Store, name: str) -> None:
    """Z.ai also sells on a platform for China, at prices in yuan."""
    at = [rate("1.4", host="zai", model="glm-9"), rate("8", host="zhipuai", model="glm-9", currency="CNY")]
    store.append(snapshot(vintage="2026-05-01"), at, keep_raw=False)
    prices = book(store.as_of(date(2026, 5, 2)))
    assert prices.find(name).id == "zai/glm-9"
    assert prices.find("glm-9@bigmodel").id == "zai/glm-9@zhipuai"


@pytest.mark.parametrize(
    ("name", "maker"),
    [("gemini", "google"), ("dashscope", "alibaba"), ("cohere_chat", "cohere"), ("xiaomi_mimo", "xiaomi")],
)
def test_a_makers_own_api_has_its_makers_name_whatever_a_source_calls_it(name: str, maker: str) -> None:
    assert canonical(Catalog(), name) == maker


def test_a_host_may_be_named_where_several_versions_are_one_model(bundled: Store) -> None:
    prices = book(bundled.as_of(date(2026, 11, 20)))
    assert prices.find("google/gemini-2.5-pro@gemini") is prices.find("google/gemini-2.5-pro")
