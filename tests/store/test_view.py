"""What a view holds: one test for each sentence of its definition."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from leadline.errors import NotEnoughData, UserError
from leadline.model import Rate, Score, Workload
from leadline.prices.book import Book, book
from leadline.prices.cost import cost
from leadline.store.store import Store
from tests.conftest import rate, score, snapshot


def prices(store: Store, day: str) -> dict[str, str]:
    rows = store.as_of(date.fromisoformat(day)).rows(Rate)
    return {row.model: f"{row.amount:f}".rstrip("0").rstrip(".") for row in rows if row.amount is not None}


def add(store: Store, vintage: str, *rows: Rate, source: str = "genai_prices", reader: int = 1) -> None:
    store.append(snapshot(source, vintage, reader), rows, keep_raw=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_full_source_is_its_newest_snapshot_whole(store: Store) -> None:
    """A row that is gone from the newer file is gone from the view; no tombstone is needed."""
    add(store, "2026-01-10", rate("2.5", model="a"), rate("7", model="b"))
    add(store, "2026-02-10", rate("3.5", model="a"))
    assert prices(store, "2026-01-10") == {"a": "2.5", "b": "7"}
    assert prices(store, "2026-02-09") == {"a": "2.5", "b": "7"}
    assert prices(store, "2026-02-10") == {"a": "3.5"}


def test_a_log_holds_the_last_word_by_the_end_of_the_day(store: Store) -> None:
    """Rows known by the end of the day, the last per key; the vintage of the file does not matter."""
    early, late = at("2025-03-01T10:00:00"), at("2025-03-01T23:59:59")
    next_day = at("2025-03-02T00:00:00")
    add(
        store,
        "2026-01-10",
        rate("1.5", source="a_log", known=early),
        rate("2.25", source="a_log", known=late),
        rate("9.75", source="a_log", known=next_day),
        source="a_log",
    )
    assert prices(store, "2025-03-01") == {"gpt-5": "2.25"}
    assert prices(store, "2025-03-02") == {"gpt-5": "9.75"}


def test_a_log_up_to_an_instant_holds_the_last_word_before_it(store: Store) -> None:
    """Two words on one day: an earlier view with an instant of that day tells the first until the second is known."""
    add(
        store,
        "2026-03-01",
        rate("1", "a_log", known=at("2026-01-01T10:00")),
        rate("2", "a_log", known=at("2026-01-01T12:00")),
        source="a_log",
    )
    view = store.as_of(date(2026, 3, 1))
    for instant, expected in (("2026-01-01T12:00", "1"), ("2026-01-01T12:01", "2")):
        (row,) = view.earlier(date(2026, 1, 1), at(instant)).rows(Rate)
        assert row.amount == Decimal(expected)


def test_a_removal_ends_its_key_in_a_log(store: Store) -> None:
    add(
        store,
        "2026-01-10",
        rate("1.5", source="a_log", known=at("2025-03-01T10:00:00")),
        rate(None, source="a_log", known=at("2025-03-05T10:00:00"), kind="removed"),
        rate("4.5", source="a_log", known=at("2025-03-09T10:00:00")),
        source="a_log",
    )
    assert prices(store, "2025-03-04") == {"gpt-5": "1.5"}
    assert prices(store, "2025-03-06") == {}
    assert prices(store, "2025-03-09") == {"gpt-5": "4.5"}


def test_of_two_words_at_one_instant_the_newer_snapshot_counts(store: Store) -> None:
    known = at("2025-03-01T10:00:00")
    add(store, "2026-01-10", rate("1.5", source="a_log", known=known), source="a_log")
    add(store, "2026-02-10", rate("1.75", source="a_log", known=known), source="a_log")
    assert prices(store, "2025-03-01") == {"gpt-5": "1.75"}


def test_a_corrected_reader_stands_beside_the_old_one_and_counts(store: Store) -> None:
    add(store, "2026-01-10", rate("2.5"))
    add(store, "2026-01-10", rate("0.25"), reader=2)
    view = store.as_of(date(2026, 1, 10))
    assert [str(row.amount.normalize()) for row in view.rows(Rate) if row.amount] == ["0.25"]
    assert view.evidence("genai_prices")[0] == "genai_prices@2026-01-10/r2"


def test_a_view_says_what_it_rests_on(store: Store) -> None:
    add(store, "2026-01-10", rate())
    view = store.as_of(date(2026, 3, 1))
    assert view.evidence("genai_prices") == ("genai_prices@2026-01-10/r1", store.catalog.key)
    assert view.vintage("genai_prices") == date(2026, 1, 10)


def test_what_goes_in_comes_out(store: Store) -> None:
    """Types survive: exact decimals, nulls, zero, instants in UTC."""
    given = [
        rate("0.0028", model="a", effective_from=at("2025-06-10T00:00:00"), window="00:30-16:30"),
        rate("0", model="b"),
        rate(None, model="c"),
    ]
    add(store, "2026-01-10", *given)
    found = store.as_of(date(2026, 1, 10)).rows(Rate)
    assert found == given
    assert found[1].amount == Decimal(0)
    assert found[2].amount is None


def test_the_day_before_the_first_snapshot_says_which_the_first_is(store: Store) -> None:
    add(store, "2026-01-10", rate())
    with pytest.raises(NotEnoughData, match=r"table 'rate' on 2026-01-09.*genai_prices@2026-01-10/r1"):
        store.as_of(date(2026, 1, 9)).rows(Rate)


def test_a_table_that_nobody_filled_yet_says_when_it_will_be(store: Store) -> None:
    add(store, "2026-01-10", rate())
    with pytest.raises(NotEnoughData, match="nothing in the table 'score'"):
        store.as_of(date(2026, 1, 10)).rows(Score)
    store.append(snapshot("epoch_eci", "2026-02-01"), [score("m", "b", 0.25)], keep_raw=False)
    with pytest.raises(NotEnoughData, match=r"first snapshot is epoch_eci@2026-02-01/r1\. Ask for 2026-02-01"):
        store.as_of(date(2026, 1, 10)).rows(Score)


def test_an_empty_store_says_how_to_fill_it(store: Store) -> None:
    with pytest.raises(NotEnoughData, match="leadline ingest"):
        store.as_of(date(2026, 1, 10))


def test_a_view_gives_earlier_views_but_never_later_ones(store: Store) -> None:
    add(store, "2026-01-10", rate("2.5"))
    add(store, "2026-02-10", rate("3.5"))
    view = store.as_of(date(2026, 2, 10))
    assert view.earlier(date(2026, 1, 20)).vintage("genai_prices") == date(2026, 1, 10)
    with pytest.raises(UserError, match="later"):
        view.earlier(date(2026, 2, 11))


def test_an_earlier_view_is_shared_while_it_is_in_use_and_kept_by_nobody(store: Store) -> None:
    """The same view and the same answers; afterwards it is gone, with the tables that it had opened."""
    add(store, "2026-01-10", rate("1.5"))
    add(store, "2026-02-10", rate("2.5"))
    view, day = store.as_of(date(2026, 2, 11)), date(2026, 1, 20)
    one = view.earlier(day)
    assert view.earlier(day) is one
    assert view.earlier(day, at("2026-01-20T12:00")) is not one
    assert one.rows(Rate) == store.as_of(day).rows(Rate)
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
    assert view.earlier(day).rows(Rate) == store.as_of(day).rows(Rate)


def test_what_a_view_keeps_of_its_sources_is_what_a_fresh_one_finds(store: Store) -> None:
    add(store, "2026-01-10", rate())
    add(store, "2026-02-10", rate())
    view = store.as_of(date(2026, 3, 1))
    for _ in range(2):
        assert view.history("genai_prices") == (date(2026, 1, 10), date(2026, 2, 10))
        assert view.sources("rate") == ("genai_prices",)
        assert view.sources("score") == ()
        assert view.history("nobody") == ()


def test_several_threads_may_ask_one_view_at_once(bundled: Store) -> None:
    """The same answers as one after the other: rows, the price book and costs, from a view that nobody asked before."""
    day, names = date(2026, 11, 20), ("deepseek/deepseek-v4-pro", "openai/gpt-5.4", "anthropic/claude-opus-4-8")
    load = Workload(tokens={"input": 3_000_000, "output": 1_000_000}, requests=100)

    def asked(prices: Book) -> list[float]:
        return [cost(prices, prices.find(name), load).value for name in names]

    expected, view = asked(book(bundled.as_of(day))), bundled.as_of(day)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: asked(book(view)), range(4)))
        shared = book(view)
        found += list(threads.map(lambda _: asked(shared), range(8)))
        counted = set(threads.map(lambda _: view.query("SELECT count(*) FROM rate")[0][0], range(16)))
    assert all(answer == expected for answer in found)
    assert len(counted) == 1


def test_a_promotion_stands_beside_the_list_price_and_a_removal_ends_both(store: Store) -> None:
    """In a log the last word of each kind counts; a row that is removed ends its key whatever its kind was."""
    first, second, third = (datetime(2026, 1, day, tzinfo=UTC) for day in (2, 4, 6))
    rows = [
        rate("8", "a_log", known=first),
        rate("3", "a_log", kind="promo", known=first),
        rate("2", "a_log", kind="promo", known=second),
        rate(None, "a_log", kind="removed", known=third),
    ]
    store.append(snapshot("a_log"), rows, keep_raw=False)
    in_force = {day: store.as_of(date(2026, 1, day)).rows(Rate) for day in (5, 7)}
    assert sorted((row.kind, row.amount) for row in in_force[5]) == [("list", Decimal(8)), ("promo", Decimal(2))]
    assert not in_force[7]


def test_two_views_of_one_day_are_the_same_until_something_is_learned(store: Store) -> None:
    """What was computed of a view is kept by it: a store opened again must find it, and never after an append."""
    add(store, "2026-01-10", rate())
    before, again = store.as_of(date(2026, 2, 1)), store.as_of(date(2026, 2, 1))
    assert before == again
    assert hash(before) == hash(again)
    assert before != store.as_of(date(2026, 2, 2))
    add(store, "2026-02-01", rate("3"))
    assert store.as_of(date(2026, 2, 1)) != before
    assert store.as_of(date(2026, 1, 20)) == before.earlier(date(2026, 1, 20))
