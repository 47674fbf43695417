"""Corrections told from changes: each reason by a case made for it, and by what the bundled rows hold."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leadline.changes import price_changes
from leadline.model import Rate
from leadline.prices.corrections import Move, moves
from leadline.store.store import Store
from tests.conftest import rate, snapshot


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def append(store: Store, vintage: str, *rows: Rate, source: str = "genai_prices") -> None:
    store.append(snapshot(source, vintage), rows, keep_raw=False)


def told(store: Store, source: str = "genai_prices") -> list[tuple[float | None, float, str]]:
    """Before, after and reason of the moves of a source, by time."""
    found = [one for one in moves(store.as_of(date(2026, 12, 1))) if one.source == source]
    return [(None if one.before is None else float(one.before), float(one.after), one.reason) for one in found]


def test_another_amount_in_a_later_vintage_is_a_change(store: Store) -> None:
    append(store, "2026-03-01", rate("10"))
    append(store, "2026-04-01", rate("4"))
    assert told(store) == [(10, 4, "")]


def test_another_amount_for_the_same_instant_is_restated(store: Store) -> None:
    """First the price of 10 February is 3, then it always was 5."""
    for vintage, amount in (("2026-03-01", "3"), ("2026-04-01", "5")):
        append(store, vintage, rate(amount, effective_from=instant("2026-02-10")))
    assert told(store) == [(3, 5, "restated")]


def test_a_change_told_late_with_its_day_is_a_change(store: Store) -> None:
    """In March 10 without a day; in April 10 until 20 February, and 4 since: the former amount is kept for its time."""
    turn = instant("2026-02-20")
    append(store, "2026-03-01", rate("10"))
    append(store, "2026-04-01", rate("10", effective_to=turn), rate("4", effective_from=turn))
    assert told(store) == [(10, 4, "")]
    append(store, "2026-05-01", rate("6", effective_from=instant("2026-02-01")), rate("10", model="gpt-6"))
    assert told(store)[-1] == (4, 6, "restated")


def test_a_thousandfold_is_a_unit_and_input_for_output_a_swap(store: Store) -> None:
    append(store, "2026-03-01", rate("0.0025"), rate("0.15", model="b-1"), rate("0.6", model="b-1", meter="output"))
    append(store, "2026-04-01", rate("2.5"), rate("0.6", model="b-1"), rate("0.15", model="b-1", meter="output"))
    assert sorted(told(store)) == [(0.0025, 2.5, "unit"), (0.15, 0.6, "swapped"), (0.6, 0.15, "swapped")]


def test_an_images_price_that_stood_in_for_texts(store: Store) -> None:
    append(store, "2026-03-01", rate("120", meter="output"))
    append(store, "2026-04-01", rate("12", meter="output"), rate("120", meter="output_image"))
    assert told(store) == [(120, 12, "remetered")]


def test_there_and_back_is_an_error_unless_somebody_else_saw_it(store: Store) -> None:
    """3, 7 for a month, 3 again. With a source of another lineage that says 7 as well, both moves are changes."""
    for vintage, amount in (("2026-03-01", "3"), ("2026-04-01", "7"), ("2026-05-01", "3")):
        append(store, vintage, rate(amount))
    assert told(store) == [(3, 7, "reverted"), (7, 3, "reverted")]
    append(store, "2026-04-10", rate("7", source="litellm_prices"), source="litellm_prices")
    assert told(store) == [(3, 7, ""), (7, 3, "")]


def test_an_old_amount_that_comes_back_after_long_is_a_regression(store: Store) -> None:
    for vintage, amount in (("2026-01-10", "10"), ("2026-03-01", "2"), ("2026-09-01", "10")):
        append(store, vintage, rate(amount))
    assert told(store) == [(10, 2, ""), (2, 10, "regression")]


def test_what_another_source_had_said_for_long_is_told_late(store: Store) -> None:
    append(store, "2026-01-10", rate("4", source="litellm_prices"), source="litellm_prices")
    append(store, "2026-03-01", rate("10"))
    append(store, "2026-05-01", rate("4"))
    assert told(store) == [(10, 4, "late")]


def test_the_first_words_on_a_new_listing_settle(store: Store) -> None:
    """A log that began in January lists a model in March, and has its price right two hours later."""
    rows = [
        rate("1", source="a_log", model="old-1", known=instant("2026-01-05T10:00")),
        rate("3", source="a_log", model="new-1", known=instant("2026-03-05T10:00")),
        rate("1", source="a_log", model="new-1", known=instant("2026-03-05T12:00")),
    ]
    append(store, "2026-06-01", *rows, source="a_log")
    listed = [("a_log", "openai", "new-1")]
    view = store.as_of(date(2026, 7, 1))
    assert [one.reason for one in moves(view, listed)] == []  # a log that the merge rule does not know is not asked


def test_of_the_bundled_store(bundled: Store) -> None:
    found = moves(bundled.as_of(date(2026, 11, 24)))

    def reasons(source: str, model: str, meter: str = "output") -> list[tuple[float, str]]:
        plain = [one for one in found if one.source == source and one.listing[2] == model and _plain(one, meter)]
        return list(dict.fromkeys((float(one.after), one.reason) for one in plain))

    assert reasons("models_dev_changes", "claude-haiku-4-5-20251001") == [(1.25, "settled"), (5.0, "settled")]
    assert reasons("models_dev_changes", "mistral-medium-latest") == [(7.5, "reverted"), (2.0, "reverted")]
    assert reasons("models_dev_changes", "deepseek-v4-pro") == [(0.87, "")]
    assert reasons("genai_prices", "gemini-3-pro-image-preview") == [(12.0, "remetered")]
    assert reasons("genai_prices", "gpt-4o") == [(10.0, "late")]
    assert reasons("genai_prices", "o3") == [(8.0, "")]
    assert reasons("genai_prices", "claude-sonnet-5") == [(15.0, "")]
    assert sorted(reasons("model_prices", "gpt-5.6-luna")) == [(1.2, ""), (1.2, "recorded")]


def test_moves_are_the_same_each_time(bundled: Store) -> None:
    """A store tells rows in any order; a promotion and its list price are told of the same time."""
    view = bundled.as_of(date(2026, 11, 24))
    assert moves(view) == moves(view) == moves(view)


@pytest.mark.parametrize("turned", [False, True])
def test_a_price_moves_from_the_promotion_and_not_from_the_list_price_beside_it(store: Store, turned: bool) -> None:
    """Ten for a time, fifteen struck through beside it, and fifteen from September on: it moves from 10 to 15."""
    end = datetime(2026, 9, 1, tzinfo=UTC)
    now = [rate("15", effective_to=end), rate("10", kind="introductory", effective_to=end)]
    then = rate("15", effective_from=end)
    store.append(snapshot(vintage="2026-07-01"), [*(reversed(now) if turned else now), then], keep_raw=False)
    (move,) = moves(store.as_of(date(2026, 7, 2)))
    assert (move.before, move.after, move.effective) == (Decimal(10), Decimal(15), end)


def _plain(one: Move, meter: str) -> bool:
    what, _, from_tokens, window, service, region, _ = one.term
    return (what, from_tokens, window, service, region) == (meter, 0, None, "standard", None)


def test_a_correction_is_no_change_between_two_views(store: Store) -> None:
    """Between March and June text gets its own price, and gpt-6 really falls."""
    append(store, "2026-03-01", rate("120", meter="output"), rate("9", model="gpt-6"))
    append(store, "2026-04-01", rate("12", meter="output"), rate("120", meter="output_image"), rate("5", model="gpt-6"))
    found = price_changes(store.as_of(date(2026, 3, 20)), store.as_of(date(2026, 6, 1)))
    assert [(one.offer.model, one.before.value, one.after.value) for one in found] == [("gpt-6", 9.0, 5.0)]


@pytest.mark.parametrize("as_of", ["2025-07-15", "2026-01-15", "2026-08-15"])
def test_moves_are_judged_by_what_was_known(bundled: Store, as_of: str) -> None:
    view = bundled.as_of(date.fromisoformat(as_of))
    assert all(one.known.date() <= view.as_of for one in moves(view))
