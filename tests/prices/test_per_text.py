"""Tokens per text and their ratios: worked by hand, in both directions, and refused where nothing is known."""

from datetime import date
from pathlib import Path

import pytest

from leadline.catalog.tokenizers import load, tokenizer
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.lineup import leading
from leadline.model import Grade, Observation
from leadline.prices.book import book
from leadline.prices.offer import Offer
from leadline.prices.per_text import KINDS, SOURCE, factor, tokens
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import rate, snapshot
from tests.sources.test_leadline_token_ratios import measured, observations

DAY = date(2026, 1, 10)
METHOD_PAGE = Path(__file__).parents[2] / "docs" / "methods" / "per_text.md"


def observed(
    indicator: str, entity: str, value: float, low: float | None, high: float | None, status: Grade
) -> Observation:
    unit = "times" if "factor" in indicator else "tokens per 1000 characters"
    return Observation(
        source=SOURCE,
        indicator=indicator,
        entity=entity,
        value=value,
        low=low,
        high=high,
        interval="none" if low is None else "pieces 5-95%",
        unit=unit,
        status=status,
    )


ROWS = (
    observed("tokens_per_1000_chars_english", "claude_4_7", 310, 280, 341, "estimate"),
    observed("tokens_per_1000_chars_english", "o200k_base", 214, 190, 237, "measured"),
    observed("tokens_per_1000_chars_english", "gemma_3", 217, 195, 242, "measured"),
    observed("token_factor_english", "o200k_base/claude_4_7", 0.69, 0.66, 0.72, "estimate"),
    observed("token_factor_english", "o200k_base/gemma_3", 0.98, 0.97, 1.01, "measured"),
    observed("tokens_per_1000_chars_code", "gemma_3", 272, None, None, "measured"),
    observed("token_factor_code", "o200k_base/gemma_3", 0.875, None, None, "measured"),
)
MODELS = {
    "claude": ("anthropic", "claude-opus-4-8"),
    "older": ("anthropic", "claude-opus-4-5"),
    "gpt": ("openai", "gpt-5.5"),
    "gemini": ("google", "gemini-3.7-flash"),
    "kimi": ("moonshotai", "kimi-k3"),
}


@pytest.fixture
def view(store: Store) -> View:
    """A view with the rows above and one price of each model."""
    rates = [rate("2.5", host=host, model=model) for host, model in MODELS.values()]
    store.append(snapshot(), rates, keep_raw=False)
    store.append(snapshot(SOURCE), ROWS, keep_raw=False)
    return store.as_of(DAY)


def offer(view: View, name: str) -> Offer:
    return book(view).find(MODELS[name][1])


def test_tokens_by_hand(view: View) -> None:
    """5,000 characters at 310 tokens a thousand, 280 to 341 over the pieces: 1,550 tokens, 1,400 to 1,705."""
    figure = tokens(view, offer(view, "claude"), 5_000, "english")
    assert (figure.value, figure.low, figure.high, figure.unit) == (1550, 1400, 1705, "tokens")
    assert (figure.interval, figure.method, figure.as_of, figure.on) == ("90%", "text_tokens/1", DAY, DAY)
    assert dict(figure.args) == {
        "offer": "anthropic/claude-opus-4-8",
        "characters": 5_000,
        "text": "english",
        "tokenizer": "claude_4_7",
    }
    assert figure.evidence == (f"{SOURCE}@2026-01-10/r1", view.catalog.key)
    assert figure.note == "claude_4_7 is a reconstruction by a third party"


def test_no_characters_are_no_tokens_and_fewer_are_refused(view: View) -> None:
    assert tokens(view, offer(view, "gpt"), 0, "english").value == 0
    with pytest.raises(UserError, match="cannot have -1 characters"):
        tokens(view, offer(view, "gpt"), -1, "english")


def test_a_factor_as_it_was_measured(view: View) -> None:
    figure = factor(view, offer(view, "gpt"), offer(view, "claude"), "english")
    assert (figure.value, figure.low, figure.high, figure.unit) == (0.69, 0.66, 0.72, "times")
    assert dict(figure.args)["tokenizers"] == "o200k_base/claude_4_7"


def test_a_factor_the_other_way_round(view: View) -> None:
    """1 / 0.69 = 1.449; the ends change places: 1 / 0.72 = 1.389 and 1 / 0.66 = 1.515."""
    figure = factor(view, offer(view, "claude"), offer(view, "gpt"), "english")
    assert (figure.value, figure.low, figure.high) == pytest.approx((1.44928, 1.38889, 1.51515), rel=1e-5)
    assert figure.method == "token_factor/1"
    assert figure.grade == "estimate"


def test_one_tokenizer_makes_the_same_tokens(view: View) -> None:
    figure = factor(view, offer(view, "gpt"), offer(view, "gpt"), "english")
    assert (figure.value, figure.low, figure.interval, figure.evidence) == (1, None, "none", (view.catalog.key,))


@pytest.mark.parametrize(("name", "grade"), [("gpt", "estimate"), ("claude", "estimate"), ("gemini", "assumption")])
def test_grades(view: View, name: str, grade: str) -> None:
    """The reader's text is not the corpus: never better than an estimate; a sibling's vocabulary is an assumption."""
    assert tokens(view, offer(view, name), 1_000, "english").grade == grade
    assert factor(view, offer(view, name), offer(view, "gpt"), "english").grade == grade


def test_notes_name_each_weak_tokenizer_once(view: View) -> None:
    assert factor(view, offer(view, "gemini"), offer(view, "gemini"), "english").note == (
        "gemma_3 is standing in for the model's own"
    )
    assert factor(view, offer(view, "gemini"), offer(view, "gpt"), "english").note.count("standing in") == 1
    assert tokens(view, offer(view, "gpt"), 1, "english").note == ""


def test_what_was_measured_without_a_spread_has_no_interval(view: View) -> None:
    """4,000 characters at 272 tokens a thousand are 1,088; 0.875 the other way round is 1 / 0.875 = 1.142857."""
    figure = tokens(view, offer(view, "gemini"), 4_000, "code")
    assert (figure.value, figure.low, figure.high, figure.interval) == (1088, None, None, "none")
    figure = factor(view, offer(view, "gemini"), offer(view, "gpt"), "code")
    assert figure.value == pytest.approx(1.142857, rel=1e-6)
    assert (figure.low, figure.high, figure.interval) == (None, None, "none")


def test_an_unknown_tokenizer_is_named_with_its_model(view: View) -> None:
    kimi, gpt = offer(view, "kimi"), offer(view, "gpt")
    said = r"No tokenizer is known for moonshot/kimi-k3: .* unknown, not average"
    with pytest.raises(NotEnoughData, match=said):
        tokens(view, kimi, 1_000, "english")
    with pytest.raises(NotEnoughData, match=said):
        factor(view, kimi, gpt, "english")
    with pytest.raises(NotEnoughData, match=said):
        factor(view, gpt, kimi, "english")


def test_what_was_not_measured_is_said(view: View) -> None:
    with pytest.raises(NotEnoughData, match="did not measure tokens_per_1000_chars_english of claude_3 by 2026-01-10"):
        tokens(view, offer(view, "older"), 1_000, "english")
    with pytest.raises(NotEnoughData, match="did not measure token_factor_code of o200k_base/claude_4_7"):
        factor(view, offer(view, "claude"), offer(view, "gpt"), "code")


def test_an_unknown_kind_is_an_error_with_the_nearest(view: View) -> None:
    with pytest.raises(UnknownName, match=r"Unknown kind of text 'englisch'\. Did you mean 'english'\?"):
        tokens(view, offer(view, "gpt"), 1_000, "englisch")


def test_before_the_measurement_nothing_is_known(store: Store) -> None:
    store.append(snapshot(), [rate("2.5", host="openai", model="gpt-5.5")], keep_raw=False)
    store.append(snapshot(SOURCE, "2026-02-01"), ROWS, keep_raw=False)
    earlier = store.as_of(DAY)
    with pytest.raises(NotEnoughData, match="Ask for 2026-02-01 or a later day"):
        tokens(earlier, book(earlier).find("gpt-5.5"), 1_000, "english")


def test_every_known_tokenizer_was_measured() -> None:
    """A name in the catalogue without a measurement would fail only when somebody asks for it."""
    rows = observations(measured())
    for entry in load():
        for kind in KINDS:
            assert entry.trust == "unknown" or (f"tokens_per_1000_chars_{kind}", entry.name) in rows


def test_the_line_up_is_covered_or_named_as_unknown(bundled: Store) -> None:
    """Each vendor of the default line-up has a tokenizer, or the page of the method says that it has none."""
    newest = bundled.as_of(date(2026, 11, 24))
    page = METHOD_PAGE.read_text(encoding="utf-8")
    unknown = page[page.index("**Not known.**") :]
    for line in leading(book(newest)):
        name = newest.catalog.organisations[line.vendor].name
        assert tokenizer(newest.catalog, line.offer.model) or name in unknown, f"{name}: {line.offer.id}"
