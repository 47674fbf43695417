"""Delays of scores and the nowcast: by hand, in limiting cases, from known delays, and blind to what came later."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.capability.delay import MEDIANS, Wait, bounds, countries, delay, delay_figures, waits
from leadline.capability.frontier import frontier
from leadline.capability.nowcast import Missing, Nowcast, fill, nowcast
from leadline.capability.nowcast_scores import Case, cases, origins, score_figures
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.store.store import Store
from leadline.store.view import View


@pytest.fixture(scope="module")
def today(bundled: Store) -> View:
    return bundled.as_of(date(2026, 10, 1))


def test_a_wait_by_hand(today: View) -> None:
    """Kimi K3, of 2026-07-16: not in the file of 2026-07-17, in that of 2026-07-22; the newest is 77 days later."""
    (found,) = [wait for wait in waits(today, "CN") if wait.model == "Kimi K3"]
    assert (found.after, found.by, found.limit, found.record) == (1, 6, 77, True)


def test_a_source_that_never_has_a_model_does_not_tell_that_it_was_not_scored(today: View) -> None:
    """MiniMax-M2.5, of 2026-02-12: no rebuilt capture has it; the published files of 02-13 and 05-05 bound its wait."""
    (found,) = [wait for wait in waits(today, "CN") if wait.model == "MiniMax-M2.5"]
    assert (found.after, found.by) == (1, 82)


def drawn_waits(median: float, spread: float, count: int, seed: int) -> list[Wait]:
    """Waits as vintages every 20 days would bound them, seen only where the score came before the newest."""
    rng = np.random.default_rng(seed)
    delays, limits = rng.lognormal(np.log(median), spread, count), rng.integers(5, 300, count)
    return [
        Wait(
            model="m",
            country="CN",
            released=date(2026, 1, 1),
            after=int(days // 20) * 20,
            by=min(int(days // 20) * 20 + 20, int(limit)),
            limit=int(limit),
            record=True,
        )
        for days, limit in zip(delays, limits, strict=True)
        if days < limit
    ]


@pytest.mark.parametrize(("median", "spread"), [(13.0, 0.8), (45.0, 1.1)])
def test_a_known_delay_is_recovered(median: float, spread: float) -> None:
    """Nine of ten intervals of 90 % should hold the truth; of thirty at least twenty-three do."""
    held = 0
    for seed in range(30):
        _, low, high = delay(drawn_waits(median, spread, 60, seed)).of(MEDIANS)
        held += low <= median <= high
    assert held >= 23


def test_what_is_not_seen_yet_is_reckoned_with() -> None:
    """Young models are seen only if they were scored soon; taking limits for endless makes delays too short."""
    found = drawn_waits(60.0, 0.8, 400, 3)
    right, _, _ = delay(found).of(MEDIANS)
    short, _, _ = delay([replace(wait, limit=10_000) for wait in found]).of(MEDIANS)
    assert short < right
    assert right == pytest.approx(60, rel=0.25)


def test_without_models_the_prior_is_left() -> None:
    assert delay([]).weights == pytest.approx(np.full(len(MEDIANS), 1 / len(MEDIANS)))


def test_delays_by_country(today: View) -> None:
    """Chinese models wait longer than American ones, records less than others; estimates lie near the bounds."""
    assert countries(today)[:2] == ["US", "CN"]
    us, cn, records = (
        delay_figures(today, group, records=records) for group, records in (("US", False), ("CN", False), ("CN", True))
    )
    assert us[0].value < cn[0].value
    assert records[0].value < cn[0].value
    for figures in (us, cn, records):
        shares = [figure.value for figure in figures[1:]]
        assert shares == sorted(shares)
        assert all(figure.low is not None and figure.low <= figure.value <= (figure.high or 0) for figure in figures)
    limits = bounds(waits(today, "US"), 90)
    assert limits.least <= limits.most <= limits.of


def lacking(unscored: float, records: int = 6, steps: tuple[float, ...] = (0.7, 2.9)) -> Missing:
    """Sixty days to day 100, each with the same chance that its model is not scored."""
    days = np.arange(41, 101)
    return Missing(
        days=days,
        weights=np.array([1.0]),
        unscored=np.full((1, len(days)), unscored),
        records=records,
        steps=np.array(steps),
    )


SCORED = frontier(np.array([5, 60]), np.array([140.5, 147.25]))


def test_with_everything_scored_nothing_is_added() -> None:
    filled = fill(SCORED, lacking(0.0), np.random.default_rng(1))
    assert np.array_equal(filled.days, SCORED.days)
    assert np.array_equal(filled.values, SCORED.values)


def test_as_many_are_added_as_the_rate_says() -> None:
    """Half of the models of sixty days are scored and set six records: about 6.5 more are expected among the others.

    Rate gamma(6.5) / 30, of mean 0.217 a day; at most one a day: 1 - exp(-0.108) = 0.103 over 60 days, 6.1.
    Steps of 0.001 leave the later scored record on top of the few before it: those after day 60 count.
    """
    rng = np.random.default_rng(5)
    missing = lacking(0.5, steps=(0.001,))
    low = frontier(np.array([5]), np.array([140.0]))
    counts = [len(fill(low, missing, rng).days) - 1 for _ in range(600)]
    assert np.mean(counts) == pytest.approx(6.1, abs=0.4)


@given(st.floats(0.01, 0.99), st.integers(0, 2**32 - 1))
def test_a_filled_frontier_is_never_below(unscored: float, seed: int) -> None:
    filled = fill(SCORED, lacking(unscored), np.random.default_rng(seed))
    assert all(filled.level(day) >= SCORED.level(day) for day in range(5, 120))
    assert filled.level(40) == SCORED.level(40)


def test_a_nowcast_is_seeded_and_stands_beside_the_uncorrected_lead(today: View) -> None:
    one, again = (nowcast(today, "US", "CN", draws=40, seed=7) for _ in range(2))
    assert np.array_equal(one.draws, again.draws)
    assert one.figure.args["seed"] == 7
    assert one.uncorrected.metric == "lead"
    assert min(one.missing) > 0
    assert one.figure.low is not None
    assert one.figure.low <= one.figure.value


def test_a_nowcast_of_bounds_has_no_closed_interval(today: View) -> None:
    """In June 2023 the first scored models of the leader already stood above China's: each draw is a lower bound."""
    bounded = nowcast(today, "US", "CN", on=date(2023, 6, 30), draws=40).figure
    assert (bounded.low, bounded.high, bounded.bound) == (None, None, "at least")
    assert bounded.note == "no upper end: 100 % of draws are lower bounds"
    later = nowcast(today, "US", "CN", on=date(2023, 9, 30), draws=40).figure
    assert (later.high, later.bound) == (None, "exact")
    assert "no upper end" in later.note


def test_a_nowcast_of_a_past_day_does_not_see_what_came_later(today: View, poisoned: Store) -> None:
    """With a later vintage in which every score is turned round and all models are of one day, it is the same."""
    past, after = date(2026, 5, 31), poisoned.as_of(date(2026, 12, 1))
    clean, spoilt = (nowcast(view.earlier(past), "US", "CN", draws=20) for view in (today, after))
    assert np.array_equal(clean.draws, spoilt.draws)
    assert clean.figure == spoilt.figure


def test_a_group_that_sets_no_records_has_no_nowcast(today: View) -> None:
    with pytest.raises(NotEnoughData, match="set a record in the"):
        nowcast(today, "US", "tiiuae", draws=20)


def test_before_a_second_vintage_there_is_no_delay(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="two vintages"):
        nowcast(bundled.as_of(date(2025, 11, 13)), "US", "CN", draws=20)


def test_days_that_can_be_scored(today: View) -> None:
    """The newest vintage is of 2026-10-01: days to 2026-08-02."""
    ends = origins(today, "ends of months")
    assert (ends[0], ends[-1]) == (date(2025, 11, 30), date(2026, 7, 31))
    fresh = origins(today, "days of new scores")
    assert date(2026, 7, 31) in fresh
    assert date(2026, 3, 20) not in fresh  # a rebuilt capture, when a published file was known


def said(value: float, draws: list[float], metric: str) -> Figure:
    return Figure(
        metric=metric,
        args={"leader": "US", "follower": "CN", "definition": "step"},
        value=value,
        unit="months",
        as_of=date(2026, 5, 31),
        on=date(2026, 5, 31),
        method=f"{metric}/1",
        grade="estimate",
        evidence=("epoch_eci@2026-05-16/r1",),
    )


def case(now: list[float], told: list[float], found: float) -> Case:
    both = Nowcast(
        figure=said(float(np.median(now)), now, "nowcast"),
        draws=np.array(now),
        uncorrected=said(float(np.median(told)), told, "lead"),
        uncorrected_draws=np.array(told),
        missing=(0.5, 0.5),
    )
    return Case(day=date(2026, 5, 31), kind="ends of months", said=both, truth=said(found, [], "lead"))


def test_scores_by_hand(today: View) -> None:
    """Found 5.5 and 8; the nowcast said 6 (draws 5, 6, 8) and 6.5; uncorrected 9 and 7, without doubt.

    MAE (0.5 + 1.5) / 2 and (3.5 + 1) / 2; bias (0.5 - 1.5) / 2 and (3.5 - 1) / 2.
    CRPS of 5, 6, 8 at 5.5: (0.5 + 0.5 + 2.5) / 3 - 2 (1 + 3 + 2) / 18 = 0.5; of 6.5 at 8: 1.5.
    """
    found = [case([5, 6, 8], [9, 9], 5.5), case([6.5, 6.5], [7, 7], 8.0)]
    by = {(f.args["said"], f.args["score"]): f for f in score_figures(today, found)}
    assert [by[who, "MAE"].value for who in ("nowcast", "uncorrected")] == pytest.approx([1.0, 2.25])
    assert [by[who, "bias"].value for who in ("nowcast", "uncorrected")] == pytest.approx([-0.5, 1.25])
    assert [by[who, "CRPS"].value for who in ("nowcast", "uncorrected")] == pytest.approx([1.0, 2.25])
    assert [by[who, "coverage"].value for who in ("nowcast", "uncorrected")] == pytest.approx([50, 0])
    # Gains by MAE 3 and -0.5: mean 1.25, standard error sqrt(2 x 1.75^2) / sqrt(2) = 1.75.
    gain, half = by["gain", "MAE"], 1.644854 * 1.75
    assert (gain.value, gain.low, gain.high) == pytest.approx((1.25, 1.25 - half, 1.25 + half))


def test_the_nowcast_takes_away_bias(bundled: Store) -> None:
    """Over past ends of months, as known on 2026-10-01, the bias is smaller than that of the lead as it was told."""
    view = bundled.as_of(date(2026, 10, 1))
    found = cases(view, "US", "CN", draws=20, progress=lambda days: [day for day in days if day[0] == "ends of months"])
    by = {(f.args["said"], f.args["score"]): f.value for f in score_figures(view, found)}
    assert abs(by["nowcast", "bias"]) < abs(by["uncorrected", "bias"])
    assert by["nowcast", "MAE"] < by["uncorrected", "MAE"]
