"""Flagship, mid and small: the rule in small cases, its properties over a year of real days, and picks with reasons."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from leadline.lineup import Class, Line, classes, line_up, lines, own_hosts
from leadline.lineup.by_class import BLEND
from leadline.model import Row
from leadline.prices.book import Book, book
from leadline.prices.cost import amount
from leadline.prices.offer import Offer
from leadline.store.store import Store
from tests.conftest import rate, snapshot

MONTHS = [date(2025, month, 28) for month in (11, 12)] + [date(2026, month, 28) for month in range(1, 11)]
VENDORS = ("openai", "anthropic", "google", "deepseek", "alibaba", "xai", "mistral")
DAY = date(2026, 1, 10)


def price(offer: Offer) -> float:
    return float(amount(offer, BLEND, basis="list"))


def priced(model: str, inward: str, outward: str, host: str = "openai") -> list[Row]:
    return [
        rate(inward, model=model, host=host),
        rate(outward, model=model, host=host, meter="output"),
    ]


def sold(store: Store, *rows: list[Row]) -> Book:
    store.append(snapshot(), [row for both in rows for row in both], keep_raw=False)
    return book(store.as_of(DAY))


def names(found: Mapping[Class, Line]) -> dict[str, str]:
    return {kind: line.offer.model for kind, line in found.items()}


@cache
def book_on(store: Store, day: date) -> Book:
    """Several tests look at one day."""
    return book(store.as_of(day))


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_the_rule_holds_on_every_month(bundled: Store, day: date) -> None:
    """Small costs at most half of the flagship, mid lies between, and each is another line of the vendor."""
    prices = book_on(bundled, day)
    for vendor, found in classes(prices, VENDORS).items():
        lines = {line.offer.id for line in line_up(prices, vendor)}
        assert {line.offer.id for line in found.values()} <= lines
        assert len({line.family for line in found.values()}) == len(found)
        assert bool(lines) == ("flagship" in found)
        costs = {kind: price(line.offer) for kind, line in found.items()}
        if "small" in costs:
            assert costs["small"] <= costs["flagship"] / 2
        if "mid" in costs:
            assert costs["small"] < costs["mid"] < costs["flagship"]


@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_the_three_whose_line_ups_are_plain_have_all_classes(bundled: Store, day: date) -> None:
    """OpenAI, Anthropic and Google sell a large, a middle and a small line throughout the year."""
    for vendor, found in classes(book_on(bundled, day), ("openai", "anthropic", "google")).items():
        assert list(found) == ["flagship", "mid", "small"], vendor


PICKS = [
    # OpenAI names its sizes: mini and nano beside the plain one; from GPT-5.6 on Sol, Terra and Luna; Astra above Sol.
    ("2025-11-28", "openai", {"flagship": "gpt-5.1", "mid": "gpt-5-mini", "small": "gpt-5-nano"}),
    ("2026-05-28", "openai", {"flagship": "gpt-5.5", "mid": "gpt-5.4-mini", "small": "gpt-5.4-nano"}),
    ("2026-08-28", "openai", {"flagship": "gpt-5.6-sol", "mid": "gpt-5.6-terra", "small": "gpt-5.6-luna"}),
    ("2026-11-24", "openai", {"flagship": "gpt-6-astra", "mid": "gpt-6.1-terra", "small": "gpt-6-luna"}),
    # Opus is the large, Sonnet the middle, Haiku the small one, though Sonnet 4.5 once scored a hair above Opus 4.5;
    # Fable stood above Opus in price and in score when it came.
    ("2025-11-28", "anthropic", {"flagship": "claude-opus-4-5", "small": "claude-haiku-4-5"}),
    (
        "2026-05-28",
        "anthropic",
        {"flagship": "claude-opus-4-8", "mid": "claude-sonnet-4-6", "small": "claude-haiku-4-5"},
    ),
    ("2026-07-28", "anthropic", {"flagship": "claude-fable-5", "mid": "claude-sonnet-5", "small": "claude-haiku-4-5"}),
    # Pro, Flash and Flash-Lite.
    (
        "2026-05-28",
        "google",
        {"flagship": "gemini-3.1-pro-preview", "mid": "gemini-3.5-flash", "small": "gemini-3.1-flash-lite"},
    ),
    # V4 was on sale five weeks before it was scored: the newer generation counts before the scored older one.
    ("2026-05-28", "deepseek", {"flagship": "deepseek-v4-pro", "small": "deepseek-v4-flash"}),
    # Max, Plus and Flash; models named by their size are weights.
    ("2026-05-28", "alibaba", {"flagship": "qwen3.7-max", "mid": "qwen3.6-plus", "small": "qwen3.6-flash"}),
    ("2026-05-28", "xai", {"flagship": "grok-4.3", "small": "grok-4-1-fast-reasoning"}),
    # Medium has been Mistral's dearest and ablest since Medium 3.5.
    ("2026-08-28", "mistral", {"flagship": "mistral-medium-2604"}),
]


@pytest.mark.parametrize(("day", "vendor", "picks"), PICKS, ids=[f"{day} {vendor}" for day, vendor, _ in PICKS])
def test_picks(bundled: Store, day: str, vendor: str, picks: dict[str, str]) -> None:
    found = names(classes(book_on(bundled, date.fromisoformat(day)), [vendor])[vendor])
    assert {kind: found.get(kind) for kind in picks} == picks


def test_no_line_between_is_no_mid(bundled: Store) -> None:
    found = classes(book(bundled.as_of(date(2026, 5, 30))), ["deepseek"])["deepseek"]
    assert list(found) == ["flagship", "small"]


def test_without_scores_the_dearest_leads_and_the_nearest_to_the_middle_follows(store: Store) -> None:
    """Prices of 16, 9, 3 and 1 in and out: the middle is the root of 16 x 1, 4; 3 is 1.33 times away, 9 2.25 times."""
    prices = sold(
        store,
        priced("gpt-5-large", "16", "16"),
        priced("gpt-5-big", "9", "9"),
        priced("gpt-5-mini", "3", "3"),
        priced("gpt-5-nano", "1", "1"),
    )
    found = names(classes(prices, ["openai"])["openai"])
    assert found == {"flagship": "gpt-5-large", "mid": "gpt-5-mini", "small": "gpt-5-nano"}


def test_of_two_as_near_the_cheaper_is_mid(store: Store) -> None:
    """8 and 2 are both twice away from 4, the root of 16 x 1, exactly."""
    prices = sold(
        store,
        priced("gpt-5-large", "16", "16"),
        priced("gpt-5-big", "8", "8"),
        priced("gpt-5-mini", "2", "2"),
        priced("gpt-5-nano", "1", "1"),
    )
    assert names(classes(prices, ["openai"])["openai"])["mid"] == "gpt-5-mini"


def test_more_than_half_of_the_flagship_is_not_small_and_weights_and_old_generations_are_none(store: Store) -> None:
    prices = sold(
        store,
        priced("gpt-5-large", "16", "16"),
        priced("gpt-5-mini", "9", "9"),
        priced("gpt-5-20b", "1", "1"),
        priced("gpt-3-nano", "1", "1"),
    )
    assert names(classes(prices, ["openai"])["openai"]) == {"flagship": "gpt-5-large"}


def test_a_promotion_does_not_make_a_line_small(store: Store) -> None:
    """At list prices 10 against 16: more than half, whatever is charged for a while."""
    promotion = [
        rate("1", model="gpt-5-mini", kind="promo"),
        rate("1", model="gpt-5-mini", meter="output", kind="promo"),
    ]
    prices = sold(store, priced("gpt-5-large", "16", "16"), priced("gpt-5-mini", "10", "10"), list(promotion))
    assert list(classes(prices, ["openai"])["openai"]) == ["flagship"]


def test_a_vendor_without_offers_has_no_classes(store: Store) -> None:
    assert classes(sold(store, priced("gpt-5", "1", "2")), ["mistral"]) == {"mistral": {}}


def test_the_book_of_then_is_kept_and_the_lines_are_the_same_without_it(bundled: Store) -> None:
    prices = book(bundled.as_of(date(2026, 11, 24)), date(2026, 5, 30))
    kept = line_up(prices)
    assert line_up(prices) == kept
    lines.known_then.cache_clear()
    assert line_up(prices) == kept


@pytest.mark.parametrize("day", [date(2026, 5, 14), date(2026, 8, 21)], ids=str)
def test_the_line_up_of_then_is_that_of_the_whole_book_of_then(bundled: Store, day: date) -> None:
    """What others sell stands in no line-up: without it the lines are the same, in the same order."""
    then = bundled.as_of(day)
    told = [
        [(line.family, line.index, line.offer) for line in line_up(book(then, hosts=hosts))]
        for hosts in ((), own_hosts(then))
    ]
    assert told[0] == told[1]


def test_on_an_earlier_day_the_lines_are_those_of_that_day(bundled: Store) -> None:
    """A source without dates lists models of November; in May they were not there."""
    prices = book(bundled.as_of(date(2026, 11, 24)), date(2026, 5, 30))
    assert names(classes(prices, ["openai"])["openai"])["flagship"] == "gpt-5.5"
    assert line_up(prices, "anthropic")[0].offer.model == "claude-opus-4-8"
