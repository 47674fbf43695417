"""The panel over several rankings: their own days, their own gaps, and what stands beside each lead."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from leadline.capability.index import index
from leadline.capability.lead import NAMES, lead_in
from leadline.capability.panel import panel
from leadline.capability.probability import best_in, probabilities_in
from leadline.capability.ranking import Ranking
from leadline.capability.translation import translations
from leadline.store.store import Store

OCTOBER = date(2026, 10, 1)


@pytest.fixture(scope="module")
def scored(bundled: Store) -> Ranking:
    return index(bundled.as_of(OCTOBER))


@pytest.fixture(scope="module")
def plain(scored: Ranking) -> Ranking:
    """Another yardstick: the same values, without draws, known until August, of models of two countries."""
    kept = [place for place, model in enumerate(scored.models) if model.country in ("US", "CN")]
    return replace(
        scored,
        name="another yardstick",
        method="other/1",
        models=tuple(scored.models[place] for place in kept),
        values=scored.values[kept],
        draws=np.zeros((0, len(kept))),
        seed=None,
        vintage=date(2026, 8, 11),
    )


def test_every_yardstick_by_every_definition(scored: Ranking, plain: Ranking) -> None:
    entries = panel([scored, plain], "US", "CN", date(2026, 9, 15))
    assert [(one.yardstick, one.definition) for one in entries] == [
        (name, definition) for name in ("capability index", "another yardstick") for definition in NAMES
    ]
    assert {(one.yardstick, one.on) for one in entries} == {
        ("capability index", date(2026, 9, 15)),
        ("another yardstick", date(2026, 8, 11)),
    }
    ours = next(one for one in entries if one.definition == "trend")
    assert ours.lead == lead_in(scored, "US", "CN", date(2026, 9, 15), definition="trend")
    assert [figure.args["event"] for figure in ours.probabilities] == [
        *(f"below {months} months" for months in (3, 6, 12)),
        "negative",
    ]


def test_a_yardstick_without_draws_has_no_intervals_and_no_ties(plain: Ranking) -> None:
    entries = {one.definition: one for one in panel([plain], "US", "CN", OCTOBER)}
    step = entries["step"].lead
    assert step is not None
    assert (step.low, step.high, step.interval) == (None, None, "none")
    assert step.args["yardstick"] == "another yardstick"
    assert entries["step"].probabilities == ()
    assert entries["level-average-tied"].lead is None
    assert entries["level-average-tied"].flag == "needs draws"
    assert best_in(plain, "world", OCTOBER) == probabilities_in(plain, "US", "CN", OCTOBER) == []


def test_a_yardstick_without_a_group_says_so(scored: Ranking, plain: Ranking) -> None:
    here, there = (panel([ranking], "US", "FR", OCTOBER, ["step"])[0] for ranking in (scored, plain))
    assert here.lead is not None
    assert (there.lead, there.flag) == (None, "has no model of FR by the day")


def test_a_flag_leaves_out_what_is_said_of_the_yardstick(scored: Ranking) -> None:
    noted = replace(scored, note="rebuilt; by hand")
    (one,) = panel([noted], "closed", "open", OCTOBER, ["step"])
    assert one.note == "rebuilt; by hand"
    assert one.flag == "rests on assumed access"


def test_probabilities_are_shares_of_draws(scored: Ranking) -> None:
    """Two models and four draws: the first is the best in three of them, and leads by its release in these."""
    places = [place for place, m in enumerate(scored.models) if m.name in ("GPT-5", "Kimi K3")]
    two = tuple(scored.models[place] for place in places)
    ahead = np.where(np.array([model.name == "Kimi K3" for model in two]), 160.0, 150.0)
    draws = np.repeat(np.array([ahead, ahead, ahead, ahead[::-1]]), 6, axis=0)
    ranking = replace(scored, models=two, values=ahead, draws=draws)
    best = {figure.args["model"]: figure.value for figure in best_in(ranking, "world", OCTOBER)}
    assert best == {"Kimi K3": 75.0, "GPT-5": 25.0}
    chances = {f.args["event"]: f.value for f in probabilities_in(ranking, "CN", "US", OCTOBER)}
    # In three quarters China has been above since 2026-07-16, 77 days; in one it is behind by 420.
    assert chances == {"below 3 months": 100.0, "below 6 months": 100.0, "below 12 months": 100.0, "negative": 25.0}


def test_published_leads_are_told_by_the_same_definition(scored: Ranking) -> None:
    """The Center's eight months: DeepSeek V4 Pro stands where GPT-5 did, 267 days before the report."""
    found = {one.published.id: one for one in translations(scored.view)}
    ours = found["caisi_deepseek_v4"].now
    assert ours is not None
    assert ours.value == pytest.approx((date(2026, 5, 1) - date(2025, 8, 7)).days / 30.4375)
    assert found["caisi_deepseek_v4"].then is None
    average = found["epoch_us_cn_2026"].then
    assert average is not None
    assert average.args["window"] == 36
    assert average.as_of == date(2026, 1, 2)
