"""The hindcast of the model: what it sees, what it is scored on, and what its score is called."""

from datetime import date

import numpy as np
import pytest

from leadline.capability.hindcast import Forecast
from leadline.cli.scenario.hindcast import overall, said
from leadline.errors import NotEnoughData
from leadline.render.text import plain
from leadline.simulate.hindcast import SETS, findings, foretold, luck, mixed, start_at
from leadline.simulate.start import Start, start
from leadline.store.store import Store

DAY = date(2026, 11, 24)


def forecast(cutoff: int, rival: str, said: float, truth: float = 7.0, months: int = 3) -> Forecast:
    """A forecast without spread, from the end of a quarter counted from March 2024."""
    year, quarter = divmod(cutoff, 4)
    day = (date(2024 + year, 3, 31), date(2024 + year, 6, 30), date(2024 + year, 9, 30), date(2024 + year, 12, 31))
    after = divmod(cutoff + months // 3, 4)
    ends = (date(2024 + after[0], 3, 31), date(2024 + after[0], 6, 30), date(2024 + after[0], 9, 30))
    return Forecast(
        tier="releases",
        cutoff=day[quarter],
        target=(*ends, date(2024 + after[0], 12, 31))[after[1]],
        months=months,
        rival=rival,
        draws=np.array([said]),
        truth=truth,
        evidence=("made@2026-10-01/r1",),
    )


def windows(count: int, model: float, constant: float, months: int = 3) -> list[Forecast]:
    return [
        forecast(place, rival, value, months=months)
        for place in range(count)
        for rival, value in (("model", model), ("constant", constant), ("stack", 7.0))
    ]


def test_skill_needs_more_than_luck() -> None:
    """Eight windows apart, the model always 1 nearer: one throw of signs in 256. Of four: one in sixteen, too many."""
    (many,) = findings(windows(8, model=6.0, constant=5.0))
    assert (many.model, many.best, many.rival, many.apart) == (1.0, 2.0, "constant", 8)
    assert many.skill == pytest.approx(0.5)
    assert many.luck == pytest.approx(1 / 256)
    assert many.shown
    (few,) = findings(windows(4, model=6.0, constant=5.0))
    assert few.luck == pytest.approx(1 / 16)
    assert not few.shown
    (worse,) = findings(windows(8, model=5.0, constant=6.0))
    assert (worse.skill, worse.shown) == (-1.0, False)


def test_windows_that_overlap_count_once() -> None:
    """Half-year windows from every quarter: of eight, four do not overlap, and luck is told from those."""
    (one,) = findings(windows(8, model=6.0, constant=5.0, months=6))
    assert (one.windows, one.apart) == (8, 4)
    assert one.luck == pytest.approx(1 / 16)


def test_words_follow_the_scores() -> None:
    def words(model: float, constant: float, count: int) -> str:
        return plain(said(findings(windows(count, model, constant))[0], "common"))

    assert "The model shows skill beyond constant" in words(6.0, 5.0, 8)
    assert "luck could explain it: no skill is shown" in words(6.0, 5.0, 4)
    assert "The model shows no skill beyond constant" in words(5.0, 6.0, 8)
    good, bad = windows(8, 6.0, 5.0), windows(8, 5.0, 6.0)
    assert "At no horizon" in plain(overall({"common": good, "without the first": good, "all": bad}))
    assert "on every set of windows by releases 3 months" in plain(overall(dict.fromkeys(SETS, good)))


def test_a_stack_weighs_its_members_alike_whatever_their_size() -> None:
    """One draw at 1 and a thousand at 4: half the mixture is at each."""
    found = mixed([np.array([1.0]), np.full(1000, 4.0)])
    assert (found == 1.0).mean() == 0.5
    assert luck(np.zeros(0)) == 1.0


def test_the_past_of_a_cutoff_ends_there(bundled: Store) -> None:
    """Frontiers to June 2025, none above what today's index knows of it by more than the fit moves; stocks to March."""
    view = bundled.as_of(DAY)
    whole, past = start(view), start_at(view, date(2025, 6, 30))
    assert (past.observed, past.counted) == (30, 27)
    for key, stock in past.stocks.items():
        np.testing.assert_array_equal(stock, whole.stocks[key][:27])
    told = np.isfinite(past.frontiers)
    np.testing.assert_array_equal(told, np.isfinite(whole.frontiers[:, :30]))
    assert np.abs(past.frontiers[told] - whole.frontiers[:, :30][told]).mean() < 5
    with pytest.raises(NotEnoughData, match="18 months"):
        start_at(view, date(2023, 12, 31))


def test_the_model_foretells_from_the_months_before(start: Start) -> None:
    """The made frontiers stand 9 points and about 8 months apart, and go on alike; a later cutoff looks further."""
    found = foretold(start, start.observed - 1, 300, 3)
    assert set(found) == {3, 6, 12}
    assert 4 < np.median(found[3]) < 12
    assert found[12].std() > found[3].std()
    np.testing.assert_array_equal(foretold(start, start.observed + 2, 300, 3)[3], found[6])
