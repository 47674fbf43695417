"""The price of a level: published prices met, the meaning of the past, and what must hold of any such price."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Rate
from leadline.price_performance import halving, over_time
from leadline.price_performance.levels import Levels, joined, level, levels
from leadline.price_performance.over_time import Costs, costs
from leadline.price_performance.reach import Reach, reaches, reaches_then
from leadline.prices.book import book
from leadline.prices.cost import cost
from leadline.prices.workload import mixed
from leadline.render.line_charts import prices_of_levels
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import rate, snapshot

DAY = date(2026, 11, 24)
MILLION = mixed(1_000_000, "3:1")


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(DAY)


@pytest.fixture(scope="module")
def told(view: View) -> dict[str, Reach]:
    return {one.level.name: one for one in reaches(view, ["130", "140", "150", "GPT-5"], MILLION)}


def price_on(one: Reach, day: date) -> float:
    return [step for step in one.cheapest if step.day <= day][-1].price.value


# Published prices.


def test_records_at_published_prices(told: dict[str, Reach]) -> None:
    """List prices of their first days, three parts in and one out.

    o1 at 15 and 60 is 26.25, o3-mini at 1.10 and 4.40 is 1.925, GPT-5 at 1.25 and 10 is 3.4375, Gemini 3 Flash at 0.50
    and 3 is 1.125.
    """
    records = {(step.model, step.day): step.price.value for one in told.values() for step in one.records}
    assert records["o1", date(2024, 12, 17)] == pytest.approx(26.25)
    assert records["o3-mini", date(2025, 1, 31)] == pytest.approx(1.925)
    assert records["GPT-5", date(2025, 8, 7)] == pytest.approx(3.4375)
    assert records["Gemini 3 Flash", date(2025, 12, 17)] == pytest.approx(1.125)


def test_the_price_of_the_day_of_o1_mini_not_that_of_today(told: dict[str, Reach]) -> None:
    """It came at 3 and 12 and costs 1.10 and 4.40 since: undated lists tell only the latter."""
    (first,) = [step for step in told["130"].records if step.model == "o1-mini"]
    assert first.price.value == pytest.approx(0.75 * 3 + 0.25 * 12)


def test_a_level_may_be_a_model(told: dict[str, Reach]) -> None:
    assert [step.day for step in told["GPT-5"].records] == [step.day for step in told["150"].records]
    assert told["GPT-5"].level.value == pytest.approx(150)
    assert told["GPT-5"].records[0].model == "GPT-5"


# What must hold.


def test_a_higher_level_never_costs_less(told: dict[str, Reach]) -> None:
    for step in told["150"].cheapest:
        assert price_on(told["130"], step.day) <= price_on(told["140"], step.day) <= step.price.value


def test_records_fall_and_lie_in_their_ranges(told: dict[str, Reach]) -> None:
    for one in told.values():
        prices = [step.price.value for step in one.records]
        assert prices == sorted(set(prices), reverse=True)
        for step in one.cheapest:
            assert step.day <= DAY
            assert step.price.low is None or step.price.low <= step.price.value <= (step.price.high or 0)
            assert step.price.grade == "estimate"
            assert any(key.startswith("epoch_eci@") for key in step.price.evidence)


def test_the_chart_shows_that_a_price_rose_after_the_last_record(told: dict[str, Reach], view: View) -> None:
    """The line ends at what the cheapest costs on the day of the view, and not at the record."""
    for one in told.values():
        drawn = prices_of_levels([one], view.as_of, ())
        assert [figure.value for figure in drawn.figures] == [step.price.value for step in one.cheapest]
        rows = [row for rows in drawn.spec["datasets"].values() for row in rows if "id" in row]
        last = [row["usd"] for row in rows if row["on"] == str(view.as_of)]
        assert set(last) == {one.cheapest[-1].price.value}


def test_all_hosts_are_never_dearer_than_makers_own(view: View, told: dict[str, Reach]) -> None:
    (every,) = reaches(view, ["150"], MILLION, all_hosts=True)
    for step in told["150"].cheapest:
        assert price_on(every, step.day) <= step.price.value


def test_a_mix_of_output_alone_costs_more(view: View, told: dict[str, Reach]) -> None:
    (dear,) = reaches(view, ["150"], mixed(1_000_000, "output"))
    assert dear.records[0].price.value == pytest.approx(10)
    assert dear.cheapest[-1].price.value > told["150"].cheapest[-1].price.value


def test_since_begins_with_what_held_on_the_day(view: View, told: dict[str, Reach]) -> None:
    first = date(2026, 1, 15)
    (late,) = reaches(view, ["150"], MILLION, since=first)
    assert late.records[0].day == first
    assert late.records[0].price.value == price_on(told["150"], first)
    assert late.records[1:] == tuple(step for step in told["150"].records if step.day > first)


def test_as_known_then_is_what_the_view_of_the_day_says(bundled: Store, view: View) -> None:
    (then,) = reaches_then(view, ["150"], MILLION)
    assert then.records[0].day >= date(2025, 11, 13), "before, no score was known"
    step = then.cheapest[1]
    (of_the_day,) = reaches(bundled.as_of(step.day), ["150"], MILLION)
    assert of_the_day.cheapest[-1].price.value == step.price.value
    assert all(one.price.as_of == one.day for one in then.cheapest)


def test_costs_are_the_same_whatever_was_asked_before(view: View) -> None:
    """Offers are kept for all workloads, and timelines for all levels: without them the answers are the same."""
    found, load = levels(view), mixed(1_000_000, "50/50")
    names = [name for name in found.places if found.value(name) >= 150]
    some, kept = costs(found, names[:3], load), costs(found, names, load)
    for cache in (over_time.kept_lines, over_time.kept_offers):
        cache.cache_clear()
    fresh = costs(found, names, load)
    assert (fresh.models, fresh.usd.tolist()) == (kept.models, kept.usd.tolist())
    figures = [[one.figure for one in line] for line in fresh.cheapest]
    assert figures == [[one.figure for one in line] for line in kept.cheapest]
    assert set(some.models) <= set(kept.models)
    for line in fresh.cheapest:
        assert all(one.figure.value == one.usd for one in line if one.figure)


def test_on_the_day_of_the_view_it_is_the_price_book(view: View) -> None:
    """Where the book's source states since when its price holds, the two ways to the cheapest offer agree."""
    found = levels(view)
    names = [name for name in found.places if found.value(name) >= 145]
    over_time = costs(found, names, MILLION)
    by_model: dict[str, list[tuple[float, bool]]] = {}
    prices = book(view)
    for offer in prices.offers.values():
        if offer.first_party and (model := found.model(offer.model)) in names:
            try:
                figure = cost(prices, offer, MILLION)
            except NotEnoughData:
                continue
            dated = all(r.effective_from or r.known for r in offer.rates if r.meter in MILLION.tokens)
            if figure.value and figure.unit == "USD":
                by_model.setdefault(str(model), []).append((figure.value, dated))
    compared = 0
    for column, model in enumerate(over_time.models):
        if all(dated for _, dated in by_model.get(model, [(0, False)])):
            assert over_time.usd[-1, column] == pytest.approx(min(value for value, _ in by_model[model]))
            compared += 1
    assert compared > 20


# The past of one model, told by several sources.


def alone(store: Store, view: View, source: str, rates: Sequence[Rate], vintage: str = "2026-01-10") -> Levels:
    """The levels of the bundled view over a store that holds these rates alone."""
    store.append(snapshot(source, vintage), rates, keep_raw=False)
    found = levels(view)
    return Levels(index=replace(found.index, view=store.as_of(DAY)), places=found.places)


def both(amount: str, source: str, first: str | None = None, last: str | None = None) -> list[Rate]:
    """Input and output at one price, so that any mix costs it."""
    days = [None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (first, last)]
    return [
        rate(amount, source, model="gpt-5", meter=meter, effective_from=days[0], effective_to=days[1])
        for meter in ("input", "output")
    ]


def line(found: Levels) -> list[tuple[str, float, bool]]:
    told: Costs = costs(found, ["GPT-5"], MILLION)
    return [
        (str(date.fromordinal(one.day)), one.figure.value if one.figure else np.inf, one.dated)
        for one in told.cheapest[0]
    ]


def _changes(found: list[tuple[str, float, bool]]) -> list[tuple[str, float, bool]]:
    """Without what says nothing new."""
    return [one for place, one in enumerate(found) if not place or found[place - 1][1:] != one[1:]]


def test_a_price_with_a_day_comes_before_one_without(store: Store, view: View) -> None:
    """GPT-5 came on 2025-08-07. genai_prices says 9 without a day; model_prices 4 from September, 2 from October."""
    alone(store, view, "genai_prices", both("9", "genai_prices"))
    rates = [*both("4", "model_prices", "2025-09-01", "2025-10-01"), *both("2", "model_prices", "2025-10-01")]
    assert _changes(line(alone(store, view, "model_prices", rates))) == [
        ("2025-08-07", 4, True),
        ("2025-10-01", 2, True),
    ]


def test_a_first_day_long_after_the_release_is_taken_back_and_said(store: Store, view: View) -> None:
    rates = both("4", "model_prices", "2025-12-01")
    assert line(alone(store, view, "model_prices", rates)) == [("2025-08-07", 4, False), ("2025-12-01", 4, True)]


def test_a_price_without_a_day_is_taken_back_to_the_release_and_said(store: Store, view: View) -> None:
    assert line(alone(store, view, "genai_prices", both("9", "genai_prices"))) == [("2025-08-07", 9, False)]


def test_a_price_that_ends_is_none(store: Store, view: View) -> None:
    rates = both("4", "model_prices", "2025-08-07", "2025-10-01")
    assert line(alone(store, view, "model_prices", rates)) == [("2025-08-07", 4, True), ("2025-10-01", np.inf, False)]


def test_the_words_of_a_log_from_the_day_on_which_they_were_known(store: Store, view: View) -> None:
    """3 from 20 August, 2 from 5 September, removed on 1 October."""

    def word(amount: str | None, day: str, kind: str = "list") -> list[Rate]:
        known = datetime.fromisoformat(day).replace(tzinfo=UTC)
        return [
            rate(amount, "models_dev_changes", model="gpt-5", meter=meter, known=known, kind=kind)
            for meter in ("input", "output")
        ]

    rates = [*word("3", "2025-08-20"), *word("2", "2025-09-05"), *word(None, "2025-10-01", "removed")]
    assert _changes(line(alone(store, view, "models_dev_changes", rates))) == [
        ("2025-08-07", 3, True),
        ("2025-09-05", 2, True),
        ("2025-10-01", np.inf, False),
    ]


def test_free_is_no_price_and_yuan_are_no_dollars(store: Store, view: View) -> None:
    found = alone(store, view, "genai_prices", both("0", "genai_prices"))
    assert costs(found, ["GPT-5"], MILLION).unpriced == ("GPT-5",)
    yuan = [replace(one, currency="CNY") for one in both("4", "model_prices", "2025-08-07")]
    assert costs(alone(store, view, "model_prices", yuan), ["GPT-5"], MILLION).unpriced == ("GPT-5",)


# Levels.


def test_levels_by_number_and_by_name(view: View) -> None:
    found = levels(view)
    assert level(found, "140").value == 140
    assert level(found, " 140.50 ").name == "140.5"
    assert level(found, "claude-3-5-sonnet").value == pytest.approx(130)
    with pytest.raises(UnknownName, match="Did you mean 'GPT-5'"):
        level(found, "GPT5x")
    for wrong in ("-1", "1001", "1e9", "NaN", "inf"):
        with pytest.raises(UserError, match=r"from 0 to 1000, such as 140; found|Unknown scored"):
            level(found, wrong)


def test_what_could_not_be_joined_is_counted(view: View) -> None:
    found = levels(view)
    both_sides = joined(found, [offer for offer in book(view).offers.values() if offer.first_party])
    assert both_sides.scored == len(found.places)
    assert both_sides.scored_and_sold + len(both_sides.unpriced) == both_sides.scored
    assert "Claude 2.1" in both_sides.unpriced
    assert both_sides.unscored > 100


def test_a_level_that_nobody_reaches(view: View) -> None:
    with pytest.raises(NotEnoughData, match="has an index of 999 or more; the best has 1"):
        reaches(view, ["999"], MILLION)


# Halving.


def test_a_price_that_halves_every_month() -> None:
    days = [round(month * 30.4375) for month in range(0, 9, 2)]
    assert halving.fitted(days, [2.0**-month for month in range(0, 9, 2)]) == pytest.approx(1, abs=0.01)


@given(
    st.lists(st.tuples(st.integers(1, 2000), st.floats(0.01, 100)), min_size=1, max_size=30, unique_by=lambda p: p[0])
)
def test_records_are_the_running_best(points: list[tuple[int, float]]) -> None:
    points.sort()
    days, prices = (np.array(column) for column in zip(*points, strict=True))
    kept, best = halving.records(days, prices)
    assert list(best) == sorted(set(best), reverse=True)
    assert best[-1] == prices.min()
    assert all(price >= best[kept <= day][-1] for day, price in points)


def test_the_halving_time_of_a_level(view: View) -> None:
    found = levels(view)
    figure = halving.halving(view, level(found, "150"), MILLION)
    assert figure.unit == "months"
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low <= figure.value <= figure.high
    assert 1 < figure.value < 12
    with pytest.raises(NotEnoughData, match="fewer than 3 records"):
        halving.halving(view, level(found, "166"), MILLION)
