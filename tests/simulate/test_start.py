"""The past as the bundled store tells it, and what it must not tell."""

from datetime import date

import numpy as np
import pytest

from leadline.capability.lead import lead
from leadline.capability.setting import Setting
from leadline.catalog import assumptions
from leadline.errors import NotEnoughData
from leadline.model import Observation
from leadline.simulate.start import start
from leadline.store.store import Store

DAY = date(2026, 11, 24)


def test_frontiers_are_those_of_the_index_and_stocks_those_of_the_publisher(bundled: Store) -> None:
    """September 2026: 167.3 and 157.6; at the end of 2025 China's own Nvidia chips were 401,698 H100-equivalents.

    The step lead between month-ends is that of days to within a month.
    """
    view = bundled.as_of(DAY)
    found = start(view)
    assert (found.observed, found.counted) == (45, 36)
    assert found.frontiers[:, -1] == pytest.approx([167.3, 157.6], abs=0.1)
    assert found.stocks["CN", "legal"][-1] == pytest.approx(401_698 + 10_499)
    assert found.stocks["US", "bought"][-1] == pytest.approx(13_659_259 + 3_663_628 + 1_245_260 + 1_020_728 - 1_074_245)
    ahead = np.count_nonzero(found.frontiers[0] >= found.frontiers[1, -1]) - 0.5
    assert ahead == pytest.approx(
        lead(view, "US", "CN", on=date(2026, 9, 30), setting=Setting(draws=20)).value, abs=1.0
    )


def test_factors_of_the_register_are_as_wide_as_the_publishers_intervals(bundled: Store) -> None:
    """Smuggled chips at the end of 2025: 662,048, from 294,087 to 1,592,327, so 0.44 to 2.41 of the median."""
    rows = bundled.as_of(DAY).rows(
        Observation,
        "indicator = 'compute_stock_h100e' AND entity = 'China (smuggled) / Nvidia' AND period_end = '2026-01-01'",
    )
    row = rows[0]
    assert row.low is not None
    assert row.high is not None
    low, _, high = assumptions.load()["S_hist"].quantiles
    assert low <= row.low / row.value
    assert high >= row.high / row.value


def test_an_older_view_knows_no_later_frontier(bundled: Store) -> None:
    old, new = start(bundled.as_of(date(2026, 5, 15))), start(bundled.as_of(DAY))
    assert old.observed < new.observed
    assert old.vintage <= date(2026, 5, 15)


def test_a_view_without_chip_counts_is_refused(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="needs epoch_chip_counts"):
        start(bundled.as_of(date(2026, 3, 1)))
