"""Leads, gaps, ranks and paces in claims: those of the functions beneath them, in every draw; and what is lacking."""

from datetime import date

import numpy as np
import pytest

from leadline.capability.frontier import frontier
from leadline.capability.index import index
from leadline.capability.lead import NAMES, lead
from leadline.capability.ranks import ranked
from leadline.capability.records import frontier_on
from leadline.capability.sides import side
from leadline.capability.yardsticks import by_benchmark
from leadline.claims.metric import Args, Measured
from leadline.claims.metrics import METRICS
from leadline.claims.metrics.index import ends, line
from leadline.errors import NotEnoughData, UnknownName
from leadline.store.store import Store
from leadline.store.view import View
from leadline.units import months
from tests.capability.worlds import made_up, view_of

TODAY, LAST_YEAR = date(2026, 11, 24), date(2025, 12, 31)
GROUPS: Args = {"leader": "US", "follower": "CN"}


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(TODAY)


def measured(view: View, metric: str, **args: str | float) -> Measured:
    return METRICS[metric].measure(view, args)


@pytest.mark.parametrize("definition", NAMES)
def test_a_lead_is_that_of_the_command(view: View, definition: str) -> None:
    """By every definition, with the draws from which its interval is read."""
    found = measured(view, "lead_months", **GROUPS, definition=definition, on="2025-12-31")
    assert found.figure == lead(view, "US", "CN", on=LAST_YEAR, definition=definition)
    assert found.draws is not None
    if found.figure.low is not None:
        assert (found.figure.low, found.figure.high) == pytest.approx(tuple(np.quantile(found.draws, (0.05, 0.95))))


def test_a_published_lead(bundled: Store) -> None:
    """By the index of 11 August 2026 the step lead at the end of 2025 was 12.35 months (docs/methods/lead.md)."""
    then = bundled.as_of(date(2026, 8, 11))
    found = measured(then, "lead_months", **GROUPS, definition="step", on="2025-12-31")
    assert found.figure.value == pytest.approx(12.35, abs=0.005)


def test_the_day_of_the_newest_scores(view: View) -> None:
    """After it the lead grows by the days alone, which `scores` leaves out."""
    by_scores = measured(view, "lead_months", **GROUPS, definition="step", on="scores")
    by_day = measured(view, "lead_months", **GROUPS, definition="step")
    assert by_scores.figure.on == index(view).vintage
    assert by_day.figure.on == TODAY
    later = months((TODAY - index(view).vintage).days)
    assert by_day.figure.value == pytest.approx(by_scores.figure.value + later)


def test_a_window_by_its_first_day_is_one_in_months(view: View) -> None:
    since = measured(view, "lead_months", **GROUPS, definition="average", window="2024-12-31", on="2025-12-31")
    length = months(365)
    assert (
        since.figure
        == measured(view, "lead_months", **GROUPS, definition="average", window=length, on="2025-12-31").figure
    )
    own = measured(view, "lead_months", **GROUPS, definition="average", window="own", on="2025-12-31")
    assert own.figure == lead(view, "US", "CN", on=LAST_YEAR, definition="average")
    with pytest.raises(NotEnoughData, match="takes no window"):
        measured(view, "lead_months", **GROUPS, definition="step", window=12)


def test_open_weights_of_a_country_are_behind_all_of_it(view: View) -> None:
    """What is open in China is part of what China has: the lead over it is no shorter."""
    every, open_ = (
        measured(view, "lead_months", leader="US", follower=name, definition="step", on="2025-12-31").figure.value
        for name in ("CN", "CN&open")
    )
    assert open_ >= every


def test_one_benchmark_is_a_yardstick(store: Store) -> None:
    """A ranking by its scores in per cent; the lead by it is that of its frontiers, and it has no draws."""
    view = view_of(store, made_up())
    found = by_benchmark(view, "HLE")
    scores = {one.model: one.value for one in made_up() if one.yardstick == "HLE"}
    assert {m.name: value for m, value in zip(found.models, found.values, strict=True)} == pytest.approx(
        {name: 100 * value for name, value in scores.items()}
    )
    lead_by_it = measured(view, "lead_months", **GROUPS, definition="step", yardstick="HLE")
    assert lead_by_it.draws is None
    assert lead_by_it.figure.interval == "none"
    assert lead_by_it.figure.args["yardstick"] == "HLE"
    with pytest.raises(UnknownName, match="'HLE'"):
        by_benchmark(view, "HLEX")


def test_a_benchmark_that_nobody_was_put_to_yet_has_no_value(store: Store) -> None:
    view = view_of(store, made_up())
    with pytest.raises(NotEnoughData, match="'GSM8K'"):
        measured(view, "index_gap", **GROUPS, yardstick="GSM8K")


def test_a_gap_is_the_difference_of_two_frontiers_in_every_draw(view: View) -> None:
    found = measured(view, "index_gap", **GROUPS, on="2025-12-31")
    ours, theirs = (frontier_on(view, name, LAST_YEAR).value for name in ("US", "CN"))
    assert found.figure.value == pytest.approx(ours - theirs)
    turned = measured(view, "index_gap", leader="CN", follower="US", on="2025-12-31")
    assert found.draws is not None
    assert turned.draws is not None
    assert turned.figure.value == -found.figure.value
    assert np.array_equal(turned.draws, -found.draws)


def test_gaps_are_in_units_of_the_yardstick(view: View) -> None:
    units = {
        name: measured(view, "index_gap", **GROUPS, yardstick=name).figure.unit
        for name in ("index", "published", "horizon", "GPQA diamond")
    }
    assert units == {
        "index": "index points",
        "published": "index points",
        "horizon": "doublings",
        "GPQA diamond": "points",
    }


@pytest.mark.parametrize("group", ["CN", "anthropic", "world", "open"])
def test_a_rank_is_that_of_the_best_of_the_group(view: View, group: str) -> None:
    found = measured(view, "frontier_rank", group=group, on="2025-12-31")
    scored = index(view)
    own = {model.name for model in side(scored, group).models}
    best = min(one.rank.value for one in ranked(scored, LAST_YEAR) if one.model.name in own)
    assert found.figure.value == best
    assert found.draws is not None
    assert found.draws.min() >= 1
    if group == "world":
        assert set(found.draws) == {1.0}


def test_paces_by_hand() -> None:
    """140, 143 and 149 at days 0, 365 and 731: 9 in 731 days; by the line 3,294.5 over 267,180.67 square days."""
    steps = frontier(np.array([0, 365, 731]), np.array([140.0, 143.0, 149.0]))
    assert ends(steps, 0, 731) == pytest.approx(9 / 731 * 365.25)
    slope = np.polyfit([0, 365, 731], [140, 143, 149], 1)[0] * 365.25
    assert line(steps, 0, 731) == pytest.approx(slope)
    assert line(steps, 1, 731) is None


def test_a_published_pace(view: View) -> None:
    """METR's file gives 16.3 points a year (8.2 to 32.6) for the published index from April 2024 on."""
    found = measured(view, "index_pace", since="2024-04-01", pace="line", yardstick="published")
    assert 13 < found.figure.value < 20
    assert found.figure.unit == "index points a year"


def test_a_pace_needs_time_and_records(view: View) -> None:
    with pytest.raises(NotEnoughData, match="needs a later day"):
        measured(view, "index_pace", since="2026-11-24")
    with pytest.raises(NotEnoughData, match="fewer than 3 records"):
        measured(view, "index_pace", group="US", since="2026-09-20", pace="line")


def test_a_group_without_models_has_neither_gap_nor_rank(store: Store) -> None:
    view = view_of(store, made_up())
    for metric, args in (("index_gap", {"leader": "US", "follower": "FR"}), ("frontier_rank", {"group": "FR"})):
        with pytest.raises(NotEnoughData, match="No scored model of FR"):
            measured(view, metric, **args)
