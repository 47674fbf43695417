"""Promotions: marked by one source, read into the others, left aside once overtaken; and what real days come to."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from leadline.model import Rate
from leadline.prices.base import base_rates
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.prices.offer import Offer
from leadline.prices.tariff import Basis
from leadline.prices.terms import TERMS
from leadline.prices.workload import mixed
from leadline.store.store import Store
from tests.conftest import rate, snapshot

DAY = date(2026, 1, 10)
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
KNOWN = datetime(2026, 1, 2, tzinfo=UTC)
BASES: tuple[Basis, ...] = ("list", "charged")
LOAD = mixed(1_000_000, "output")


def output(amount: str, source: str = "genai_prices", **fields: object) -> Rate:
    return rate(amount, source, meter="output", **fields)


def term(amount: str, kind: str, **fields: object) -> Rate:
    return output(amount, TERMS, kind=kind, known=KNOWN, effective_from=START, effective_to=END, **fields)


def stated(store: Store, *rows: Rate) -> tuple[Book, Offer]:
    for source in dict.fromkeys(row.source for row in rows):
        store.append(snapshot(source), [row for row in rows if row.source == source], keep_raw=False)
    prices = book(store.as_of(DAY))
    return prices, prices.find("gpt-5")


def both(prices: Book, offer: Offer) -> tuple[float, float]:
    """At list prices, and as charged."""
    return cost(prices, offer, LOAD, basis="list").value, cost(prices, offer, LOAD).value


@pytest.mark.parametrize("said", ["3", "8"], ids=["the promotion", "the list price"])
def test_a_term_says_what_a_price_is(store: Store, said: str) -> None:
    """A source with one column states 3 or 8; the term says that 8 is the list price and 3 is charged."""
    prices, offer = stated(store, output(said), term("3", "promo"), term("8", "list"))
    assert both(prices, offer) == (8, 3)
    figure = cost(prices, offer, LOAD)
    assert figure.interval == "none"
    assert "promotional price, until 2026-01-31" in figure.note
    assert {key.partition("@")[0] for key in figure.evidence} == {"genai_prices", TERMS, "catalog"}


def test_an_overtaken_term_is_left_aside(store: Store) -> None:
    """The source states 5, which the term does not know: something else has happened."""
    prices, offer = stated(store, output("5"), term("3", "promo"), term("8", "list"))
    assert both(prices, offer) == (5, 5)


def test_a_term_that_has_ended_says_nothing(store: Store) -> None:
    ended = datetime(2026, 1, 5, tzinfo=UTC)
    rows = [replace(row, effective_to=ended) for row in (term("3", "promo"), term("8", "list"))]
    prices, offer = stated(store, output("3"), *rows)
    assert both(prices, offer) == (3, 3)


def test_what_a_term_does_not_name_stays_as_it_was(store: Store) -> None:
    """Batch and the context tier have no term: they are charged and listed alike."""
    tier = output("6", from_tokens=200_000, tier_rule="whole >")
    prices, offer = stated(
        store, output("3"), output("2", service="batch"), tier, term("3", "promo"), term("8", "list")
    )
    batch = replace(LOAD, service="batch")
    assert [cost(prices, offer, batch, basis=basis).value for basis in BASES] == [2, 2]
    assert both(prices, offer) == (8, 3)
    assert offer.tariff("standard").tiered


def test_a_kind_travels_from_a_source_that_marks_to_one_that_does_not(store: Store) -> None:
    """genai_prices marks its price as introductory; litellm_prices states the same price, and is read by it."""
    marked = [
        output("3", kind="introductory", effective_to=END),
        output("8", effective_to=END),
        output("8", effective_from=END),
    ]
    prices, offer = stated(store, *marked, output("3", "litellm_prices"))
    assert both(prices, offer) == (8, 3)
    assert cost(prices, offer, LOAD, basis="list").interval == "none"


def test_terms_are_no_list_of_prices(store: Store) -> None:
    """In a comparison of base prices each source says what it says itself."""
    _, offer = stated(store, output("8"), term("3", "promo"), term("8", "list"))
    assert {source: rate.amount for source, rate in base_rates(offer, "output").items()} == {"genai_prices": 8}


REAL = [
    # DeepSeek struck 3.48 through and charged 0.87 until 2026-05-31 16:00 UTC, the price since.
    ("2026-05-10", "deepseek-v4-pro", 3.48, 0.87),
    ("2026-05-30", "deepseek-v4-pro", 3.48, 0.87),
    ("2026-06-10", "deepseek-v4-pro", 0.87, 0.87),
    # Introductory through August, called off on 2026-08-10: the price since.
    ("2026-07-28", "claude-sonnet-5", 15, 10),
    ("2026-08-28", "claude-sonnet-5", 10, 10),
    ("2026-11-24", "claude-sonnet-5", 10, 10),
    # Announced on 2026-08-21.
    ("2026-08-20", "gpt-5.6-sol", 30, 30),
    ("2026-08-28", "gpt-5.6-sol", 30, 20),
    # By genai-prices' own comment, and by a term.
    ("2026-11-24", "gemini-3.6-flash", 7.5, 3.75),
    ("2026-11-24", "gemini-3.8-flash", 7.5, 3.75),
]


@pytest.mark.parametrize(("day", "model", "listed", "charged"), REAL, ids=[f"{day} {model}" for day, model, *_ in REAL])
def test_real_days(bundled: Store, day: str, model: str, listed: float, charged: float) -> None:
    prices = book(bundled.as_of(date.fromisoformat(day)))
    assert both(prices, prices.find(model)) == (listed, charged)
