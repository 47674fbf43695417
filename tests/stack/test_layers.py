"""The screen of the stack: what is there, what is missing, what disagrees, and what became of it within a year."""

from datetime import date, timedelta

import pytest

from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Figure
from leadline.render.sentence import label, say
from leadline.render.text import plain
from leadline.stack.layers import LAYERS, Told, by_layer, change
from leadline.store.store import Store

AS_OF, END_2025 = date(2026, 11, 22), date(2025, 12, 31)
CALLED = [(layer, measure) for layer, measures in LAYERS.items() for measure in measures]


def told_of(told: list[Told], metric: str, meaning: str) -> Told:
    return next(one for one in told if (one.measure.metric, one.measure.meaning) == (metric, meaning))


def figure(value: float, on: date, unit: str = "chips") -> Figure:
    return Figure(
        metric="chips_sold", args={"group": "US", "seed": 1}, value=value, unit=unit, as_of=AS_OF, on=on,
        method="chips_sold/1", grade="estimate", evidence=(),
    )  # fmt: skip


def test_every_measure_says_what_it_is_and_for_whom(bundled: Store) -> None:
    """A label without a hole left empty, a sentence, an indicator, the unit of the indicator, and its own metric."""
    view = bundled.as_of(AS_OF)
    for layer, measure in CALLED:
        assert measure.metric in view.catalog.indicators, (layer, measure)
        for region in measure.regions:
            try:
                told = measure.figure(view, region, AS_OF)
            except NotEnoughData:
                continue
            assert told.metric == measure.metric
            assert told.on <= AS_OF
            for words in (label(told), plain(say(told))):
                assert ", ," not in words
                assert "  " not in words
                assert not words.endswith(" ")


def test_measures_of_a_layer_are_told_apart() -> None:
    for layer, measures in LAYERS.items():
        names = [(one.metric, one.meaning, one.part, region) for one in measures for region in one.regions]
        assert len(names) == len(set(names)), layer


def test_all_meanings_of_chinas_share_stand_beside_each_other(bundled: Store) -> None:
    """5.7 by ownership, 8.9 with smuggled chips, 11.6 by location, 6.9 by the standard analysis: they disagree."""
    told = by_layer(bundled.as_of(AS_OF), layer="compute")
    owned = told_of(told, "compute_share", "ownership")
    assert owned.figures["CN"].value == pytest.approx(5.68, abs=0.01)
    found = {meaning: round(other.value, 1) for meaning, other in owned.rivals["CN"]}
    assert found["ownership with smuggled"] == 8.9
    assert found["location"] == 11.6
    assert "ownership, converted by the rule" not in found


def test_a_share_changes_by_points_and_a_stock_by_times(bundled: Store) -> None:
    """5.68 after 7.58 per cent; 1,155,090 after 508,837."""
    told = by_layer(bundled.as_of(AS_OF), layer="compute")
    share = told_of(told, "compute_share", "ownership").changes["CN"]
    stock = told_of(told, "compute_stock", "ownership").changes["CN"]
    assert (share.unit, round(share.value, 1)) == ("points", -1.9)
    assert stock.unit == "times a year"
    assert stock.value == pytest.approx(1155090 / 508837)


def test_what_was_not_known_on_a_day_is_missing_with_its_reason(bundled: Store) -> None:
    """In December 2025 the clusters were known, and no count of owners."""
    told = by_layer(bundled.as_of(date(2025, 12, 17)), layer="compute")
    assert "as known on 2025-12-17" in told_of(told, "compute_share", "ownership").missing["CN"]
    assert told_of(told, "compute_share", "location").figures["CN"].value > 0


def test_before_the_compiled_file_was_known_the_filings_tell_capital_expenditure(bundled: Store) -> None:
    """The four quarters to March 2026, filed by August; the compiled file was known from 22 August."""
    metric = "capital_expenditure_of_year"
    for day, part, sum_of_year in ((date(2026, 8, 11), "three companies", 282.9), (AS_OF, "four companies", None)):
        found = [one for one in by_layer(bundled.as_of(day)) if one.measure.metric == metric]
        assert [one.measure.part for one in found] == [part]
        assert not found[0].missing
        assert sum_of_year is None or round(found[0].figures["US"].value, 1) == sum_of_year
    deep = by_layer(bundled.as_of(date(2026, 8, 11)), layer="capital")
    assert next(one for one in deep if one.measure.part == "four companies").missing


def test_a_change_needs_a_value_of_about_a_year_before() -> None:
    now = figure(6.0, END_2025)
    found = change(now, lambda day: figure(2.0, day))
    assert found is not None
    assert found.value == 3
    assert change(now, lambda day: figure(2.0, day - timedelta(days=101))) is None
    assert change(now, lambda day: figure(0.0, day)) is None
    assert change(now, lambda day: now) is None


def test_a_layer_that_is_not_there_is_an_error_with_the_nearest_names(bundled: Store) -> None:
    with pytest.raises(UnknownName, match="'compute'"):
        by_layer(bundled.as_of(AS_OF), layer="computer")
