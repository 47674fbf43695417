"""Rankings from what others publish: one value a model, draws by the published interval, days from elsewhere."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from leadline import ingest
from leadline.capability.listed import identity
from leadline.capability.ranks import ranked, ranks
from leadline.capability.setting import Setting
from leadline.capability.yardsticks import YARDSTICKS, missing, place_of, value_of, yardstick, yardsticks
from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, UnknownName
from leadline.model import Model, Row, Score
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import model, on_disk, score, snapshot

AUGUST, OCTOBER = date(2026, 8, 11), date(2026, 10, 1)


def arena(name: str, rating: float, half: float | None = None, source: str = "lmarena_leaderboard") -> Score:
    low, high = (None, None) if half is None else (rating - half, rating + half)
    return Score(source=source, model=name, yardstick="LMArena text", value=rating, scale="rating", low=low, high=high)


def horizon(name: str, minutes: float, low: float, high: float, setting: str | None = None) -> Score:
    return Score(
        source="epoch_benchmark_zip", model=name, yardstick="METR time horizon at 50 %", value=minutes,
        scale="minutes", low=low, high=high, setting=setting,
    )  # fmt: skip


def view_of(store: Store, *rows: Row, on: date = AUGUST) -> View:
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row.source, []).append(row)
    for source, own in by_source.items():
        store.append(snapshot(source, "2026-08-01"), own, [], keep_raw=False)
    return store.as_of(on)


def test_a_draw_meets_both_ends_of_an_interval_that_is_not_in_the_middle(store: Store) -> None:
    """By hand in docs/methods/yardsticks.md: 203.01 minutes, 95 % from 114.21 to 406.74, make 90 % from 125 to 364."""
    view = view_of(store, horizon("GPT-5", 203.012577, 114.211156, 406.743053))
    found = value_of(yardstick(view, "horizon", setting=Setting(draws=100_000)), "GPT-5")
    assert found.unit == "minutes"
    assert found.value == pytest.approx(203.012577)
    assert found.low == pytest.approx(125.3, rel=0.01)
    assert found.high == pytest.approx(363.7, rel=0.01)
    drawn = 2 ** yardstick(view, "horizon", setting=Setting(draws=100_000)).draws[:, 0]
    assert np.quantile(drawn, (0.025, 0.975)) == pytest.approx([114.2, 406.7], rel=0.02)


def test_of_several_settings_the_best_under_the_newest_method(store: Store) -> None:
    """The first paper's 9 minutes are higher, but of another method; of two efforts 5 is more than 4."""
    view = view_of(
        store,
        horizon("gpt-5-2025-08-07_low", 9, 8, 10),
        horizon("gpt-5-2025-08-07_medium", 4, 3, 5, "METR-Horizon-v1.1"),
        horizon("gpt-5-2025-08-07_high", 5, 4, 6, "METR-Horizon-v1.1"),
    )
    ranking = yardstick(view, "horizon")
    assert [one.name for one in ranking.models] == ["GPT-5"]
    assert ranking.values.tolist() == [np.log2(5)]


def test_a_list_without_intervals_has_no_draws_and_no_interval(store: Store) -> None:
    view = view_of(store, arena("GPT-5", 1433))
    ranking = yardstick(view, "arena")
    assert ranking.draws.shape == (0, 1)
    assert ranking.seed is None
    found = value_of(ranking, "GPT-5")
    assert (found.low, found.high, found.interval) == (None, None, "none")


def test_a_model_without_an_interval_keeps_its_value(store: Store) -> None:
    ranking = yardstick(view_of(store, arena("GPT-5", 1433), arena("Kimi K2.5", 1451, 5)), "arena")
    spread = ranking.draws.std(axis=0)
    assert spread[place_of(ranking, "gpt-5-2025-08-07")] == 0
    assert spread[place_of(ranking, "kimi-k2p5")] == pytest.approx(5 / 1.96, rel=0.2)


def test_days_come_from_epoch_else_from_the_first_list_and_are_counted(store: Store) -> None:
    """The newer model was in the list of 1 August already, and in no other table."""
    view_of(store, arena("gpt-5-high", 1433, 5), arena("a-new-model", 1400, 5), model("GPT-5", "2025-08-07"))
    newer = [arena("gpt-5-high", 1431, 5), arena("a-new-model", 1402, 5)]
    store.append(snapshot("lmarena_leaderboard", "2026-08-09"), newer, [], keep_raw=False)
    ranking = yardstick(store.as_of(AUGUST), "arena")
    days = {one.name: one.released for one in ranking.models}
    assert days == {"GPT-5": date(2025, 8, 7), "a-new-model": date(2026, 8, 1)}
    assert "1 of 2 models dated by the first day on which they were listed" in ranking.note
    assert "1 of 2 models with a name that the catalogue does not know" in ranking.note


def test_of_ratings_by_day_only_the_newest_day_counts(tmp_path: Path) -> None:
    """`north-preview` was taken off the list: its last rating is of another day. First listing dates the others."""
    store = Store(tmp_path / "store", catalog=Catalog())
    ingest.ingest(on_disk("lmarena_history", "2025-05-27", tmp_path), store)
    ranking = yardstick(store.as_of(date(2025, 6, 1)), "arena")
    assert {one.name: value for one, value in zip(ranking.models, ranking.values, strict=True)} == {
        "north-1": 1099.75,
        "south-1": 1120.125,
    }
    assert ranking.vintage == date(2024, 2, 12)
    assert [one.released for one in ranking.models] == [date(2024, 1, 5), date(2024, 2, 12)]
    assert "2 of 2 models dated by the first day on which they were listed" in ranking.note


def test_the_leaderboard_goes_before_the_collected_history(store: Store) -> None:
    old = replace(arena("GPT-5", 1300, source="lmarena_history"), known=datetime(2025, 8, 8, tzinfo=UTC))
    view = view_of(store, old, arena("GPT-5", 1433, 5))
    assert yardstick(view, "arena").values.tolist() == [1433]


def test_the_published_index_is_the_newest(bundled: Store) -> None:
    """Epoch's file of 2026-08-11 has it; that of 2026-10-01 has not, so that the newest that has it speaks."""
    found = {day: yardstick(bundled.as_of(day), "published") for day in (AUGUST, OCTOBER)}
    assert [found[day].source for day in (AUGUST, OCTOBER)] == ["epoch_eci", "epoch_eci"]
    assert value_of(found[AUGUST], "o3").value == 146.9
    assert value_of(found[AUGUST], "o3").interval == "90%"
    assert value_of(found[AUGUST], "o3").low == pytest.approx(145.08, abs=0.5)
    late = value_of(found[OCTOBER], "o3")
    assert (late.interval, late.as_of, late.evidence[0]) == ("90%", OCTOBER, found[OCTOBER].evidence[0])
    assert f"as published on {found[OCTOBER].vintage}" in late.note
    assert AUGUST <= found[OCTOBER].vintage < OCTOBER
    assert any(key.startswith(f"epoch_eci@{found[OCTOBER].vintage}") for key in late.evidence)


def test_epochs_list_of_horizons_has_seven_models_of_china(bundled: Store) -> None:
    ranking = yardstick(bundled.as_of(OCTOBER), "horizon")
    assert sum(one.country == "CN" for one in ranking.models) == 7
    assert all(one.released for one in ranking.models if one.name != "davinci-002")


def test_what_is_missing_is_told_with_how_to_get_it(bundled: Store) -> None:
    view = bundled.as_of(OCTOBER)
    assert list(missing(view)) == ["arena"]
    assert "leadline ingest --from" in missing(view)["arena"]
    assert [one.name for one in yardsticks(view)] == ["capability index", "METR time horizon", "published index"]
    with pytest.raises(NotEnoughData, match="may not be shipped"):
        yardstick(view, "arena")
    with pytest.raises(UnknownName, match="Did you mean 'horizon'"):
        yardstick(view, "horizons")


def test_before_any_score_there_is_no_yardstick(bundled: Store) -> None:
    """Prices were known, scores were not."""
    view = bundled.as_of(date(2024, 6, 1))
    assert yardsticks(view) == ()
    assert missing(view).keys() == YARDSTICKS.keys()


def test_the_heads_of_all_lists_resolve(bundled: Store) -> None:
    """At least 95 of 100 of the fifty best of each list have a name in the catalogue."""
    catalog = Catalog()
    for ranking in yardsticks(bundled.as_of(OCTOBER)):
        best = [ranking.models[place].name for place in np.argsort(-ranking.values)[:50]]
        assert sum(catalog.model(name) is not None for name in best) >= 0.95 * len(best), ranking.name


def test_names_of_one_model_are_one_identity() -> None:
    catalog = Catalog()
    same = ("Claude Opus 4.6", "claude-opus-4-6_unknown", "claude-opus-4-6-thinking")
    assert {identity(catalog, name) for name in same} == {"Claude Opus 4.6"}
    assert identity(catalog, "claude-opus-4-7") == "Claude Opus 4.7"


def test_ranks_by_hand(store: Store) -> None:
    """Three ratings, one of them of a model that came later: by the middle of 2026 two are ranked."""
    days = [model("GPT-5", "2025-08-07"), model("Kimi K2.5", "2026-01-27"), model("GPT-5.4", "2026-07-05")]
    view = view_of(store, arena("GPT-5", 1433, 5), arena("Kimi K2.5", 1451, 5), arena("GPT-5.4", 1482, 6), *days)
    ranking = yardstick(view, "arena")
    early, late = ranked(ranking, date(2026, 7, 4)), ranked(ranking, AUGUST)
    assert [(one.model.name, one.rank.value) for one in early] == [("Kimi K2.5", 1.0), ("GPT-5", 2.0)]
    assert [one.model.name for one in late] == ["GPT-5.4", "Kimi K2.5", "GPT-5"]
    # 18 points apart, with errors of 2.6 points each: the order of the two is the same in all draws.
    assert (late[2].rank.low, late[2].rank.high) == (3.0, 3.0)


def test_equal_values_share_the_better_rank_and_no_value_is_lost() -> None:
    assert ranks(np.array([3.0, 7.5, 3.0, 9.25])).tolist() == [3, 2, 3, 1]
    assert ranks(np.array([])).tolist() == []


def test_a_score_of_the_index_is_no_yardstick_of_others(store: Store) -> None:
    view = view_of(store, score("GPT-5", "HLE", 0.2), Model(source="epoch_eci", model="GPT-5"))
    assert "published" in missing(view)
