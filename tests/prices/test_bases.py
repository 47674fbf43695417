"""The four bases by hand, their ratios, and what is unknown on one of them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from leadline.errors import UnknownName
from leadline.model import Row
from leadline.prices.bases import BASES, Cell, by_bases, on_basis, text_cost, with_tokenizer
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.prices.per_text import SOURCE
from leadline.prices.task_file import read
from leadline.prices.tasks import Task
from leadline.prices.workload import mixed
from leadline.store.store import Store
from tests.conftest import rate, snapshot
from tests.prices.test_per_text import ROWS

DAY = date(2026, 1, 10)
LOAD = mixed(1_000_000, "output")


def priced(model: str, host: str, outward: str) -> list[Row]:
    return [
        rate("1", model=model, host=host),
        rate(outward, model=model, host=host, meter="output"),
    ]


@pytest.fixture
def prices(store: Store) -> Book:
    """Claude at 20, half price for a while; GPT at 30; Kimi, whose tokenizer is not known, at 5."""
    rows = [
        *priced("claude-opus-4-8", "anthropic", "20"),
        rate("10", model="claude-opus-4-8", host="anthropic", meter="output", kind="promo"),
        *priced("gpt-5.5", "openai", "30"),
        *priced("gemini-3.7-flash", "google", "4"),
        *priced("kimi-k3", "moonshotai", "5"),
    ]
    store.append(snapshot(), rows, keep_raw=False)
    store.append(snapshot(SOURCE), ROWS, keep_raw=False)
    return book(store.as_of(DAY))


def cells(
    prices: Book,
    model: str,
    base: str = "gpt-5.5",
    bases: Sequence[str] = ("list", "charged", "english"),
    tasks: Sequence[Task] = (),
) -> dict[str, Cell]:
    (row,) = by_bases(prices, [prices.find(model)], LOAD, prices.find(base), bases, tasks)
    return dict(row.cells)


def test_list_charged_and_the_same_text_by_hand(prices: Book) -> None:
    """At list 20, charged 10. GPT makes 0.69 of Claude's tokens (0.66 to 0.72): Claude 1/0.69 = 1.449 of GPT's.

    The text that GPT counts as a million tokens is 1,449,275 on Claude, 14.49 at ten a million; 13.89 to 15.15.
    """
    found = cells(prices, "claude-opus-4-8")
    figures = {basis: cell.cost for basis, cell in found.items() if cell.cost}
    assert figures["list"].value == 20
    assert figures["charged"].value == 10
    english = figures["english"]
    assert (english.value, english.low, english.high) == pytest.approx((14.49275, 13.88889, 15.15152), rel=1e-6)
    assert (english.metric, english.method, english.interval) == ("text_cost", "text_cost/1", "range")
    assert english.grade == "estimate"
    assert "reconstruction" in english.note
    assert dict(english.args) == {
        "offer": "anthropic/claude-opus-4-8",
        "workload": "output=1000000",
        "basis": "english",
        "base": "openai/gpt-5.5",
    }


def test_ratios_start_from_one_number(prices: Book) -> None:
    """GPT costs 30 on each basis: 20/30, 10/30 and 14.49/30 of it, the last from 13.89/30 to 15.15/30."""
    found = cells(prices, "claude-opus-4-8")
    ratios = {basis: cell.ratio for basis, cell in found.items() if cell.ratio}
    assert ratios["list"].value == pytest.approx(20 / 30)
    assert ratios["charged"].value == pytest.approx(10 / 30)
    english = ratios["english"]
    assert (english.value, english.low, english.high) == pytest.approx((0.483092, 0.462963, 0.505051), rel=1e-5)
    assert len({figure.id for figure in ratios.values()}) == 3
    own = cells(prices, "gpt-5.5")
    assert {cell.cost.value for cell in own.values() if cell.cost} == {30}
    assert {cell.ratio.value for cell in own.values() if cell.ratio} == {1}


def test_an_unknown_tokenizer_leaves_one_cell_empty_and_says_why(prices: Book) -> None:
    found = cells(prices, "kimi-k3")
    assert found["charged"].cost is not None
    assert (found["english"].cost, found["english"].ratio) == (None, None)
    assert "No tokenizer is known for moonshot/kimi-k3" in found["english"].unknown
    assert all("kimi-k3" in cell.unknown for cell in [cells(prices, "gpt-5.5", base="kimi-k3")["english"]])


def test_the_base_of_texts_is_the_first_whose_tokenizer_is_known(prices: Book) -> None:
    kimi, gpt = prices.find("kimi-k3"), prices.find("gpt-5.5")
    assert with_tokenizer(prices, [kimi, gpt]) is gpt
    assert with_tokenizer(prices, [kimi]) is None


def test_one_tokenizer_costs_per_text_what_it_costs_per_token(prices: Book) -> None:
    gpt = prices.find("gpt-5.5")
    figure = text_cost(prices, gpt, LOAD, "english", gpt)
    assert (figure.value, figure.low, figure.interval) == (cost(prices, gpt, LOAD).value, None, "none")


def test_costs_per_text_are_linear_in_the_text(prices: Book) -> None:
    claude, gpt = prices.find("claude-opus-4-8"), prices.find("gpt-5.5")
    one, ten = (text_cost(prices, claude, mixed(n * 1_000_000, "output"), "english", gpt).value for n in (1, 10))
    assert ten == pytest.approx(10 * one, rel=1e-6)


def test_an_unknown_basis_is_an_error_with_the_nearest(prices: Book) -> None:
    gpt = prices.find("gpt-5.5")
    with pytest.raises(UnknownName, match=r"Unknown basis 'charge'\. Did you mean 'charged'\?"):
        on_basis(prices, gpt, LOAD, "charge", gpt)


def test_every_basis_answers_or_says_why(prices: Book, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("model,task,output,success\ngpt-5.5,triage,10000,0.5\n")
    found = cells(prices, "gpt-5.5", bases=BASES, tasks=read(tmp_path / "t.csv"))
    assert list(found) == list(BASES)
    assert all(cell.cost or cell.unknown for cell in found.values())
    # 10,000 tokens at 30 a million are 0.30 an attempt, and 0.60 where every second attempt solves it.
    per_task, solved = (found[basis].cost for basis in ("task", "solved"))
    assert per_task is not None
    assert solved is not None
    assert (per_task.value, solved.value) == pytest.approx((0.3, 0.6))
