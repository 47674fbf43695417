"""The hindcast of the lead: what a rival sees, what it is scored against, and nothing that came later."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from leadline.capability.hindcast import (
    Forecast,
    exact_leads,
    hindcast,
    past_of,
    quarter_ends,
    released_by,
    rivals_of,
)
from leadline.capability.hindcast_scores import independent, score_figures, unsettled
from leadline.capability.index import index
from leadline.capability.lead import lead
from leadline.capability.setting import Setting
from leadline.capability.sides import pair
from leadline.errors import NotEnoughData
from leadline.forecast import rivals
from leadline.store.store import Store
from leadline.store.view import View
from leadline.units import whole_months

CUTOFF = date(2026, 3, 31)


@pytest.fixture(scope="module")
def today(bundled: Store) -> View:
    return bundled.as_of(date(2026, 10, 1))


@pytest.fixture(scope="module")
def found(today: View) -> list[Forecast]:
    return hindcast(today, "US", "CN", definition="step")


def test_the_past_of_a_vintage_is_what_its_day_told(today: View, bundled: Store) -> None:
    """A second way: the lead of a view of the cutoff, month by month."""
    past = past_of(today, "vintage", CUTOFF, "US", "CN", "step")
    assert past is not None
    then = bundled.as_of(CUTOFF)
    for place, day in ((-1, CUTOFF), (-4, date(2025, 12, 31)), (-9, date(2025, 7, 31))):
        assert past.leads[place] == lead(then, "US", "CN", on=day, setting=Setting(draws=20)).value


def test_a_later_vintage_does_not_reach_an_earlier_cutoff(today: View, poisoned: Store) -> None:
    """With every score turned round in a later vintage, the vintage tier sees the same past and says the same."""
    view = poisoned.as_of(date(2026, 12, 1))
    for cutoff in (date(2025, 12, 31), CUTOFF, date(2026, 6, 30)):
        clean, spoilt = (past_of(one, "vintage", cutoff, "US", "CN", "step") for one in (today, view))
        assert clean is not None
        assert spoilt is not None
        assert np.array_equal(clean.leads, spoilt.leads)
        assert clean.evidence == spoilt.evidence
        assert np.array_equal(rivals.blend(clean.leads, 3), rivals.blend(spoilt.leads, 3))


def test_the_tier_of_releases_holds_no_model_released_later(today: View) -> None:
    scored = released_by(today, date(2024, 9, 30))
    assert max(model.released for model in scored.models if model.released) <= date(2024, 9, 30)
    assert "GPT-5" not in {model.name for model in scored.models}
    with pytest.raises(NotEnoughData):
        released_by(today, date(2019, 9, 30))


def test_with_all_models_released_the_tier_of_releases_is_the_index(today: View) -> None:
    """The limiting case: nothing is cut, so that leads are those of the whole index, on whatever scale."""
    days = whole_months(date(2025, 1, 31), date(2026, 9, 30))
    whole, cut = index(today, draws=0), released_by(today, date(2026, 10, 1))
    for definition in ("step", "interpolated"):
        leads = [exact_leads(pair(scored, "US", "CN"), days, definition) for scored in (whole, cut)]
        assert leads[0] == pytest.approx(leads[1], abs=1e-6)


def test_bounds_are_no_values_to_learn_from(today: View) -> None:
    """The first months, in which the follower stands below the leader's first model, are left out."""
    sides = pair(index(today, draws=0), "US", "CN")
    days = whole_months(date(2023, 1, 31), date(2026, 9, 30))
    leads = exact_leads(sides, days, "step")
    told = [lead(today, "US", "CN", on=day, setting=Setting(draws=20)) for day in days[-len(leads) :]]
    assert len(leads) < len(days)
    assert all(figure.bound == "exact" for figure in told)
    assert leads.tolist() == [figure.value for figure in told]


def test_forecasts_are_scored_against_the_newest_vintage(today: View, found: list[Forecast]) -> None:
    assert {one.tier for one in found} == {"vintage", "releases"}
    for one in found[:: len(found) // 5]:
        assert one.truth == lead(today, "US", "CN", on=one.target, setting=Setting(draws=20)).value
    assert max(one.target for one in found) <= date(2026, 10, 1) - timedelta(days=60)
    assert min(one.cutoff for one in found if one.tier == "vintage") == date(2025, 12, 31)


def test_all_rivals_are_scored_on_the_same_windows(today: View, found: list[Forecast]) -> None:
    figures = score_figures(today, found, "US", "CN", "step")
    for tier, months, cutoffs, apart in (("vintage", 3, 2, 2), ("vintage", 6, 1, 1), ("releases", 12, 2, 1)):
        own = [f for f in figures if (f.args["tier"], f.args["horizon"]) == (tier, months)]
        assert {f.args["rival"] for f in own} == set(rivals_of("US", "CN"))
        assert {(f.args["n"], f.args["independent"]) for f in own} == {(cutoffs, apart)}


def test_targets_that_have_not_settled_are_counted(today: View, found: list[Forecast]) -> None:
    """The newest scores are of 2026-10-01: of the targets at ends of quarters that of 2026-09-30 is 1 day older."""
    assert [unsettled(today, "releases", months) for months in (3, 6, 12)] == [1, 1, 1]
    assert {f.note for f in score_figures(today, found, "US", "CN", "step")} == {
        "targets left out as less than 60 days older than the newest scores: 1"
    }


def test_scores_by_hand(today: View) -> None:
    """Two forecasts of draws 4, 6, 7 and 1, 3, 11, found 6.5 and 9: medians 6 and 3, MAE 3.25, bias -3.25.

    CRPS (2.5 + 0.5 + 0.5) / 3 - 2 x 6 / 18 = 0.5 and (8 + 6 + 2) / 3 - 2 x 20 / 18 = 28 / 9. The 50 % intervals are
    5 to 6.5 and 2 to 7: one of two holds.
    """
    windows = [(date(2025, 12, 31), date(2026, 6, 30)), (date(2026, 3, 31), date(2026, 9, 30))]
    found = [
        Forecast(
            tier="vintage",
            cutoff=cutoff,
            target=target,
            months=6,
            rival="blend",
            draws=np.array(draws),
            truth=truth,
            evidence=("x@2026-01-01/r1",),
        )
        for (cutoff, target), draws, truth in zip(windows, ([4.0, 6, 7], [1.0, 3, 11]), (6.5, 9.0), strict=True)
    ]
    by = {f.args["score"]: f for f in score_figures(today, found, "US", "CN", "step")}
    assert by["CRPS"].value == pytest.approx((0.5 + 28 / 9) / 2)
    assert (by["MAE"].value, by["bias"].value) == pytest.approx((3.25, -3.25))
    assert by["coverage 50 %"].value == pytest.approx(50)
    assert (by["CRPS"].args["n"], by["CRPS"].args["independent"]) == (2, 1)


def test_windows_that_touch_do_not_overlap() -> None:
    ends = quarter_ends(date(2024, 1, 1), date(2025, 12, 31))
    assert len(ends) == 8
    assert len(independent([*pairwise(ends)])) == 7
    assert len(independent([*zip(ends, ends[2:], strict=False)])) == 3
    assert independent([]) == []


def test_the_published_constant_is_of_two_groups_only() -> None:
    assert any("constant" in name for name in rivals_of("US", "CN"))
    assert not any("constant" in name for name in rivals_of("closed", "open"))


def test_nothing_to_score_is_an_error(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="can be scored"):
        hindcast(bundled.as_of(date(2025, 12, 1)), "US", "JP")
