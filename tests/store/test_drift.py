"""What is unlikely about a snapshot beside the last one, and what is only odd."""

from collections.abc import Sequence
from datetime import date

import pytest

from leadline.errors import StoreError
from leadline.model import Document, Observation, Row
from leadline.store.drift import Drift, drift, last_before
from leadline.store.store import Store
from tests.conftest import model, rate, score, snapshot


def compared(store: Store, old: Sequence[Row], new: Sequence[Row], *, log: bool = False) -> Drift:
    """The drift of new rows against old ones in a store."""
    store.append(snapshot(vintage="2026-01-10"), old, keep_raw=False)
    return drift(new, last_before(store.entries, snapshot(vintage="2026-01-11")), store.catalog, log=log)


def rates(amounts: Sequence[object]) -> list[Row]:
    return [rate(str(amount), model=f"m-{n}") for n, amount in enumerate(amounts)]


def observed(value: float, entity: str, unit: str = "USD") -> Observation:
    return Observation(
        source="genai_prices", indicator="revenue", entity=entity, value=value, unit=unit, status="measured"
    )


def test_nothing_is_said_of_what_barely_changed(store: Store) -> None:
    assert compared(store, rates(range(1, 21)), rates([*range(1, 20), 21, 22])) == Drift()


def test_the_first_snapshot_of_a_source_has_nothing_to_be_compared_to(store: Store) -> None:
    assert drift(rates([1, 2]), None, store.catalog, log=False) == Drift()


def test_a_ranking_names_others_each_time(store: Store) -> None:
    store.append(snapshot(vintage="2026-01-10"), rates([2] * 10), keep_raw=False)
    new: list[Row] = [rate("2", model=f"other-{n}") for n in range(10)]
    assert drift(new, store.entries[0], store.catalog, log=False, turnover=True) == Drift()


@pytest.mark.parametrize(("left", "refused"), [(16, False), (15, True)])
def test_shrinking_below_four_fifths_is_unlikely(store: Store, left: int, refused: bool) -> None:
    found = compared(store, rates(range(1, 21)), rates(range(1, left + 1)))
    assert bool(found.unlikely) == refused


def test_a_log_does_not_shrink(store: Store) -> None:
    assert compared(store, rates(range(1, 21)), rates([1]), log=True) == Drift()


def test_other_things_in_the_place_of_all_are_unlikely(store: Store) -> None:
    new = [rate("2", model=f"other-{n}") for n in range(10)]
    (sentence,) = compared(store, rates([2] * 10), new).unlikely
    assert sentence == ("of 10 things in the table rate 10 are gone, such as openai/m-0, openai/m-1, openai/m-2")


def test_one_price_that_jumps_is_told_and_many_are_refused(store: Store) -> None:
    """One of 40 is 2.5 %, three are 7.5 %: the line is at 5 %."""
    one = compared(store, rates([2] * 40), rates([2000] + [2] * 39))
    assert not one.unlikely
    assert one.odd == (
        "1 of 40 values of input (USD a mtok) moved a hundredfold or more, such as openai/m-0 from 2 to 2000",
    )
    many = drift(rates([2000] * 3 + [2] * 37), store.entries[0], store.catalog, log=False)
    assert "3 of 40" in many.unlikely[0]
    down = drift(rates(["0.002"] * 40), store.entries[0], store.catalog, log=False)
    assert any("40 of 40" in sentence for sentence in down.unlikely)


def test_a_unit_that_is_named_otherwise_does_not_hide_the_jump(store: Store) -> None:
    old = [observed(7e9, f"company {n}") for n in range(6)]
    new = [observed(7e6, f"company {n}", "USD thousand") for n in range(6)]
    assert any("6 of 6 values" in sentence for sentence in compared(store, old, new).unlikely)


def test_a_typical_value_a_thousand_times_as_high_is_unlikely_without_a_common_key(store: Store) -> None:
    old = [observed(3.0, f"2025 {n}") for n in range(6)]
    new = [observed(3500.0, f"2026 {n}") for n in range(6)]
    assert "the typical value of revenue (USD) moved from 3 to 3500" in compared(store, old, new, log=True).unlikely


def test_a_column_that_became_empty_is_unlikely(store: Store) -> None:
    old: list[Row] = [model(f"m {n}", "2026-01-01", source="genai_prices", organisation="o") for n in range(6)]
    new: list[Row] = [model(f"m {n}", None, source="genai_prices", organisation="o") for n in range(6)]
    (sentence,) = compared(store, old, new).unlikely
    assert sentence == "released of the table model is empty, which was filled in 6 of 6 rows"


def test_a_table_that_is_gone_is_unlikely(store: Store) -> None:
    old = [*rates([2] * 6), *(score(f"m {n}", "y", 0.5, source="genai_prices") for n in range(6))]
    found = compared(store, old, rates([2] * 6))
    assert "the table score shrank from 6 to 0 rows" in found.unlikely


def test_countries_that_no_table_knows_are_counted_and_kept(store: Store) -> None:
    rows: list[Row] = [
        model("a", None, country="United States of America,Atlantis"),
        model("b", None, country="Atlantis"),
        model("c", None, country="China"),
        model("d", None, country="Multinational"),
    ]
    assert drift(rows, None, store.catalog, log=False).odd == ("2 rows name a country that no table knows: 'Atlantis'",)


def test_what_measures_nothing_has_no_magnitude(store: Store) -> None:
    def items(count: int) -> list[Row]:
        return [
            Document(source="genai_prices", title=f"t {n}", publisher="p", url=f"https://e.org/{n}")
            for n in range(count)
        ]

    assert compared(store, items(6), items(7)) == Drift()


def test_zero_and_nothing_are_no_jump(store: Store) -> None:
    assert compared(store, rates([0] * 10), rates([5] * 10)) == Drift()


def test_two_rows_for_one_key_are_refused_and_counted(store: Store) -> None:
    with pytest.raises(StoreError, match="2 keys stand twice or more, for 5 rows"):
        store.append(snapshot(), [*rates([1, 3]), *rates([2, 4]), *rates([5])], keep_raw=False)
    assert store.entries == ()


def test_the_last_snapshot_is_the_newest_from_before(store: Store) -> None:
    for day in ("2026-01-10", "2026-01-12", "2026-01-20"):
        store.append(snapshot(vintage=day), rates([1]), keep_raw=False)
    found = last_before(store.entries, snapshot(vintage="2026-01-15"))
    assert found is not None
    assert found.snapshot.vintage == date(2026, 1, 12)
    assert last_before(store.entries, snapshot(source="epoch_eci")) is None
