"""Finding things: what fits best comes first, every word counts, and nothing that was not yet known is found."""

import re
from datetime import date

import pytest

from leadline.errors import UserError
from leadline.search import find
from leadline.store.store import Store

DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("deepseek v3.2", "model", "DeepSeek-V3.2"),
        ("moonshot", "organisation", "Moonshot AI"),
        ("深度求索", "organisation", "DeepSeek"),
        ("anthropc", "organisation", "Anthropic"),
        ("求索", "organisation", "DeepSeek"),
        ("h20", "chip", "NVIDIA HGX H20"),
        ("gtp-5", "model", "GPT-5"),
        ("gpt-5", "model", "GPT-5"),
        ("deepseek", "organisation", "DeepSeek"),
        ("affiliates 50", "event", "Affiliates 50% rule (Entity List)"),
        ("share compute", "indicator", "Share of compute"),
        ("epoch_eci", "source", "Epoch Capabilities Index: benchmark scores"),
    ],
)
def test_the_best_fit_comes_first(bundled: Store, question: str, kind: str, name: str) -> None:
    first = find(bundled.as_of(DAY), question)[0]
    assert (first.kind, first.name) == (kind, name)


def test_every_word_must_fit(bundled: Store) -> None:
    view = bundled.as_of(DAY)
    assert find(view, "affiliates")
    assert find(view, "affiliates zzzz") == []


def test_what_was_not_yet_known_is_not_found(bundled: Store) -> None:
    assert [one.kind for one in find(bundled.as_of(date(2025, 9, 28)), "affiliates 50") if one.kind == "event"] == []


def test_a_question_without_a_word_is_refused(bundled: Store) -> None:
    with pytest.raises(UserError, match="no word"):
        find(bundled.as_of(DAY), " -- ")


def test_words_in_the_order_asked_come_before_the_same_words_elsewhere(bundled: Store) -> None:
    """By length alone GPT-3.5, which holds both words too, would stand second."""
    found = find(bundled.as_of(DAY), "gpt-5", 20)
    assert all(re.match("gpt[^a-z0-9]5", one.name.casefold()) for one in found)  # a source writes another hyphen


def test_a_question_in_chinese_finds_what_the_same_in_english_does(bundled: Store) -> None:
    view = bundled.as_of(DAY)
    assert [one.name for one in find(view, "出口管制")] == [one.name for one in find(view, "export control")] != []


@pytest.mark.parametrize("question", ["a.*(b[", "x" * 5000, "gpt " * 2000, "'; DROP TABLE event; --", "\\d+$"])
def test_any_text_is_a_question(bundled: Store, question: str) -> None:
    """It is read for its words alone: what stands between them, and how often each comes, is nothing to look for."""
    view = bundled.as_of(DAY)
    words = dict.fromkeys(re.findall("[A-Za-z]+", question))
    assert find(view, question) == find(view, " ".join(words))


@pytest.mark.parametrize("most", [0, -3])
def test_nothing_to_be_shown_is_refused(bundled: Store, most: int) -> None:
    with pytest.raises(UserError, match="at least one"):
        find(bundled.as_of(DAY), "gpt", most)


@pytest.mark.parametrize("question", ["electricity", "电力"])
def test_electricity_is_found_as_what_is_measured_and_as_who_tells_it(bundled: Store, question: str) -> None:
    kinds = {one.kind for one in find(bundled.as_of(DAY), question)}
    assert kinds >= {"indicator", "source"}
