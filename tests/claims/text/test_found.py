"""What is checkable and what it says, sentence by sentence; and that hostile text costs no more than its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.catalog import Catalog
from leadline.claims.text.found import Found, found_in
from leadline.claims.text.quantities import quantities
from leadline.claims.text.rules import RULES

CATALOG = Catalog()


def one(text: str) -> Found:
    (found,) = found_in(text, CATALOG)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "entities", "comparator"),
    [
        ("Alibaba raised the price of Qwen3.7-Max by at least 5%.", "change", ("Qwen3.7-Max",), "at least"),
        ("DeepSeek-V4-Pro costs a twentieth of what GPT-5.5 does.", "ratio", ("DeepSeek-V4-Pro", "GPT-5.5"), "equal"),
        ("The paper estimates that China trails by six months.", "attribution", ("CN",), "equal"),
        ("Open models lag closed ones by three to five months.", "lead_time", ("open", "closed"), "between"),
        ("Kimi K2.6 ranks third on the Arena board.", "rank", ("Kimi K2.6",), "equal"),
        ("We will spend up to $30 billion on data centers.", "forecast", (), "at most"),
        ("Only a third of German companies use generative AI.", "share", ("DE",), "equal"),
        ("China generates twice as much electricity as the United States.", "ratio", ("CN", "US"), "equal"),
        ("Chinese progress rests on American chips.", "causal", ("CN", "US"), None),
        ("GPT-5.5 costs more than Kimi K2.6.", "comparison", ("GPT-5.5", "Kimi K2.6"), "more"),
        ("美国的算力是中国的十一倍。", "ratio", ("US", "CN"), "equal"),
        ("中美差距约为3到6个月。", "lead_time", ("CN", "US"), "between"),
        ("The export rule takes effect on 1 January 2027.", "level", (), "equal"),
    ],
)
def test_what_a_sentence_says(text: str, kind: str, entities: tuple[str, ...], comparator: str | None) -> None:
    found = one(text)
    assert (found.checkable, found.kind, found.entities, found.comparator) == (True, kind, entities, comparator)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Does GPT-5.5 cost twice as much?", "asks"),
        ("Ministers should spend $5 billion on compute.", "advises or wishes"),
        ("Prices could fall by 50 percent.", "says what could be"),
        ("My bill for tokens was $212 in July.", "out of scope"),
        ("I paid $20 for tokens on Monday.", "one person's affair"),
        ("The meeting is on 12 March 2026, on the second floor.", "no quantity and no comparison"),
        ("GPT-5.5 and Qwen3.7-Max were discussed.", "no quantity and no comparison"),
        ("The new one is 20% better.", "no measure of ours"),
    ],
)
def test_why_a_sentence_is_not_checkable(text: str, reason: str) -> None:
    assert (one(text).checkable, one(text).reason) == (False, reason)


def test_a_sentence_goes_on_about_the_one_before() -> None:
    """The word `That` has no name and no measure: both are those of the price before it."""
    before, after = found_in("Qwen3.7-Max costs $6 per million tokens. That is 40% less than last year.", CATALOG)
    assert (after.checkable, after.kind, after.entities) == (True, "change", before.entities)


def test_spans_are_those_of_the_sentence() -> None:
    found = one("Claude Opus 4.8 costs about 5 to 6 times what GLM-5.2 does.")
    text = found.sentence.text
    assert [text[name.start : name.end] for name in found.names] == ["Claude Opus 4.8", "GLM-5.2"]
    assert [text[one.start : one.end] for one in found.quantities] == [one.text for one in found.quantities]
    assert [(one.low, one.high, one.unit) for one in found.quantities] == [(5.0, 6.0, "times")]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("half a year", 0.5, 0.5, "year"),
        ("dozens of times", 24, 99, "times"),
        ("three fifths of it", 0.6, 0.6, "ratio"),
        ("RMB 31.6 billion", 31.6e9, 31.6e9, "cny"),
        ("between 4.4 and 9.1 months", 4.4, 9.1, "month"),
        ("twenty-four months", 24, 24, "month"),
        ("2 to 3 million users", 2e6, 3e6, "user"),
        ("1/11", 1 / 11, 1 / 11, "ratio"),
        ("百分之三十五", 35, 35, "percent"),
        ("80万枚", 800_000, 800_000, "chip"),
        ("四成", 40, 40, "percent"),
        ("40 cents", 0.4, 0.4, "usd"),
        ("HK$4", 4, 4, "hkd"),
        ("£3 billion", 3e9, 3e9, "gbp"),
        ("500 MW", 0.5, 0.5, "gw"),
        ("500兆瓦", 0.5, 0.5, "gw"),
        ("2 TW", 2e3, 2e3, "gw"),
        ("500 MW to 2 GW", 0.5, 2, "gw"),
        ("200 to 300 MW", 0.2, 0.3, "gw"),
        ("80 cents to $2", 0.8, 2, "usd"),
        ("3 TWh", 3, 3, "twh"),
        ("20 kWh", 20e-9, 20e-9, "twh"),
        ("600 billion watt-hours", 0.6, 0.6, "twh"),
        ("900 petaFLOPS", 9e17, 9e17, "flop"),
        ("30 basis points", 0.3, 0.3, "point"),
        ("2 percentage points", 2, 2, "point"),
        ("1.2 TB/s", 1200, 1200, "gbps"),
        ("the ninth place", 9, 9, "rank"),
    ],
)
def test_values_of_quantities(text: str, low: float, high: float, unit: str) -> None:
    (found,) = quantities(text)
    assert [found.low, found.high] == pytest.approx([low, high])
    assert found.unit == unit


def test_every_pattern_of_the_rules_compiles() -> None:
    for table in (
        "measures",
        "kinds",
        "asserting",
        "out_of_scope",
        "comparatives",
        "bounds",
        "begins",
        "not_quantities",
    ):
        for name in RULES.tables[table]:
            assert RULES.pattern(table, name)


LETTERS = 40_000
PATTERNS = (
    *(
        "a",
        "1",
        "1,",
        ".",
        "?!",
        "\n",
        " ",
        "$1 ",
        "one ",
        "more than ",
        "U.S. ",
        "一",
        "第一百万",
        "\x1b[31m",
        "no ",
        "would ",
    ),
    *(
        "GPT-5.5 ",
        "-\n",
        '."',
        "to 1 ",
        "(",
        "。”",
        "half a ",
        "> ",
        "a factor of ",
        "10^",
        "of the ",
        "between 1 and ",
    ),
)


@pytest.mark.parametrize("pattern", PATTERNS, ids=ascii)
def test_hostile_text_costs_no_more_than_its_length(pattern: str) -> None:
    """The same over and over, without an end of a sentence: CPU seconds, with much room for a slow machine."""
    begin = time.process_time()
    found_in(pattern * (LETTERS // len(pattern)) + "5 percent", CATALOG)
    assert time.process_time() - begin < 6


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    for found in found_in(text, CATALOG):
        assert found.sentence.text.isprintable()
        assert found.checkable is not bool(found.reason)


WORDS = [
    "5",
    "twice",
    "percent",
    "$3",
    "of",
    "China",
    "to",
    "more than",
    "GPT-5.5",
    "not",
    "a third",
    "1/0",
    "price",
    "十",
    "分之",
    "点",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_row_of_its_own_words_is_read(text: str) -> None:
    for found in found_in(text, CATALOG):
        assert all(one.low <= one.high for one in found.quantities)
        assert all(one.text == found.sentence.text[one.start : one.end] for one in found.quantities)
