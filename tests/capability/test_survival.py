"""The Kaplan-Meier estimate against a published worked example, by hand and in limiting cases."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.capability.survival import kaplan_meier

# Remission times in weeks of 21 patients on 6-mercaptopurine: those that ended, and those that lasted when last seen.
# Freireich and others, Blood 21 (1963); the standard worked example of Kaplan and Meier's method since Gehan (1965).
EVENTS = (6, 6, 6, 7, 10, 13, 16, 22, 23)
STILL_WAITING = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)


def test_the_published_example() -> None:
    """S at the times of events as in the textbooks; the median is 23 weeks, the restricted mean to week 35 is 23.3."""
    times = np.array([*EVENTS, *STILL_WAITING], dtype=float)
    observed = np.arange(len(times)) < len(EVENTS)
    found = kaplan_meier(times, observed)
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.waiting == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=5e-4)
    assert found.median == 23
    assert found.restricted_mean == pytest.approx(23.287, abs=5e-4)
    assert not found.complete


def test_without_censoring_it_is_the_plain_share_and_mean() -> None:
    times = np.array([1.5, 2.0, 2.0, 7.25])
    found = kaplan_meier(times, np.ones(4, dtype=bool))
    assert found.waiting == pytest.approx([0.75, 0.25, 0.0])
    assert found.restricted_mean == pytest.approx(times.mean())
    assert found.median == 2.0
    assert found.complete


def test_nobody_had_an_event() -> None:
    found = kaplan_meier(np.array([3.0, 4.5]), np.zeros(2, dtype=bool))
    assert (found.median, found.restricted_mean, found.complete) == (np.inf, 4.5, False)


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=15))
def test_a_longer_wait_never_shortens_the_mean(waits: list[tuple[int, bool]]) -> None:
    """Waiting shares fall from at most one; a day more for everybody is a day more in the mean."""
    times, observed = np.array([t for t, _ in waits], dtype=float), np.array([o for _, o in waits])
    found, later = kaplan_meier(times, observed), kaplan_meier(times + 1, observed)
    assert (np.diff(found.waiting) <= 0).all()
    assert later.restricted_mean == pytest.approx(found.restricted_mean + 1)
