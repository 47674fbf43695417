"""Vendors class by class: ratios by hand on real days, ranges over readings, and pairs that there are not."""

from datetime import date
from itertools import product

import pytest

from leadline.comparison import BASES, MIXES, Pair, pairs, vendor_of
from leadline.errors import NotEnoughData, UnknownName
from leadline.lineup import CLASSES
from leadline.model import Row
from leadline.prices.book import Book, book
from leadline.store.store import Store
from tests.conftest import rate, snapshot


@pytest.fixture(scope="module")
def may(bundled: Store) -> Book:
    return book(bundled.as_of(date(2026, 5, 30)))


def reading(pair: Pair, mix: str, basis: str) -> float | None:
    (found,) = [one for one in pair.readings if (one.mix, one.basis) == (mix, basis)]
    return found.ratio.value if found.ratio else None


def test_the_day_of_the_article_by_hand(may: Book) -> None:
    """Opus 4.8 at 5 and 25 over V4 Pro, listed at 1.74 and 3.48 and charged 0.435 and 0.87.

    Output: 25/3.48 = 7.18 and 25/0.87 = 28.7. Three in for one out: 10/2.175 = 4.60 and 10/0.54375 = 18.4.
    """
    (pair,), missing = pairs(may, "deepseek", ["anthropic"], ["flagship"])
    assert not missing
    assert (pair.offer.model, pair.base_offer.model) == ("claude-opus-4-8", "deepseek-v4-pro")
    assert reading(pair, "output", "list") == pytest.approx(25 / 3.48)
    assert reading(pair, "output", "charged") == pytest.approx(25 / 0.87)
    assert reading(pair, "3:1", "list") == pytest.approx(10 / 2.175)
    assert reading(pair, "3:1", "charged") == pytest.approx(10 / 0.54375)
    overall = pair.overall
    assert (overall.value, overall.low, overall.high) == pytest.approx((25 / 0.87, 10 / 2.175, 25 / 0.87))
    assert (overall.metric, overall.method, overall.interval) == ("class_ratio", "class_ratio/2", "range")
    assert {name: overall.args[name] for name in ("vendor", "base", "class")} == {
        "vendor": "anthropic",
        "base": "deepseek",
        "class": "flagship",
    }


def test_per_token_the_cheaper_and_per_text_the_dearer(bundled: Store) -> None:
    """Opus 4.8 over GPT-5.5 for output: 25/30 per token, and 1.448 times that for the same English text."""
    prices = book(bundled.as_of(date(2026, 11, 24)), date(2026, 5, 30))
    (pair,), _ = pairs(prices, "openai", ["anthropic"], ["flagship"], mixes=["output"], bases=["charged", "english"])
    assert reading(pair, "output", "charged") == pytest.approx(25 / 30)
    assert reading(pair, "output", "english") == pytest.approx(25 / 30 * 282_633 / 195_186, rel=1e-4)


def test_every_reading_is_there_or_says_why_not(may: Book) -> None:
    found, _ = pairs(may, "openai", ["anthropic", "deepseek"])
    for pair in found:
        assert [(one.mix, one.basis) for one in pair.readings] == list(product(MIXES, BASES))
        assert all(bool(one.ratio) != bool(one.unknown) for one in pair.readings)
        ratios = [one.ratio for one in pair.readings if one.ratio]
        disputed = [ratio for ratio in ratios if "disputed" in ratio.note]
        known = [ratio.value for ratio in ratios]
        known += [end for ratio in disputed for end in (ratio.low, ratio.high) if end is not None]
        assert (pair.overall.low, pair.overall.high) == (min(known), max(known))
        assert ("disputed" in pair.overall.note) == bool(disputed)
        assert min(known) <= pair.overall.value <= max(known)


def test_the_other_way_round_is_one_over_it(may: Book) -> None:
    (there,), _ = pairs(may, "openai", ["anthropic"], ["mid"], bases=["list"])
    (back,), _ = pairs(may, "anthropic", ["openai"], ["mid"], bases=["list"])
    for one, other in zip(there.readings, back.readings, strict=True):
        assert one.ratio is not None
        assert other.ratio is not None
        assert one.ratio.value == pytest.approx(1 / other.ratio.value)


def test_a_vendor_against_itself_is_one(may: Book) -> None:
    found, _ = pairs(may, "openai", ["openai"], bases=["list", "charged"])
    assert [pair.kind for pair in found] == list(CLASSES)
    assert {reading.ratio.value for pair in found for reading in pair.readings if reading.ratio} == {1}


def test_a_class_that_a_vendor_lacks_is_named(may: Book) -> None:
    found, missing = pairs(may, "openai", ["deepseek"], ["mid"])
    assert not found
    assert missing == ["deepseek, mid: deepseek sells no such line on 2026-05-30"]


def test_prices_without_a_common_meter_are_no_pair(store: Store) -> None:
    """Nothing is compared where no reading is known."""
    rows: list[Row] = [
        rate(amount, model=model, host=host, meter=meter)
        for model, host in (("gpt-5", "openai"), ("kimi-k3", "moonshotai"))
        for meter, amount in (("input", "1"), ("output", "2"))
    ]
    store.append(snapshot(), rows, keep_raw=False)
    prices = book(store.as_of(date(2026, 1, 10)))
    found, (missing,) = pairs(prices, "openai", ["moonshot"], ["flagship"], bases=["english"])
    assert not found
    assert missing.startswith("moonshot, flagship: ")


def test_vendors_resolve_by_any_name_and_unknown_ones_are_errors(may: Book) -> None:
    assert vendor_of(may, "x-ai") == vendor_of(may, "xAI") == "xai"
    with pytest.raises(UnknownName, match="anthropic"):
        vendor_of(may, "antropic")
    with pytest.raises(NotEnoughData, match="sells no model of its own"):
        vendor_of(may, "epoch-ai" if may.view.catalog.has_organisation("epoch-ai") else "nvidia")
