"""R-hat and effective sample size: against ArviZ, by hand, and in limiting cases."""

import numpy as np
import pytest

from leadline.capability.convergence import Floats, convergence
from leadline.errors import UserError


def autoregressive(seed: int, carried: float, drift: float = 0.0) -> Floats:
    """Four chains of 250 draws, each carrying a share of the one before it, and each chain further on."""
    noise = np.random.default_rng(seed).standard_normal((4, 250))
    draws = np.zeros((4, 250))
    draws[:, 0] = noise[:, 0]
    for number in range(1, 250):
        draws[:, number] = carried * draws[:, number - 1] + noise[:, number]
    return draws + drift * np.arange(4)[:, None]


SERIES = np.stack(
    [
        autoregressive(1, 0.0),
        autoregressive(2, 0.9),
        autoregressive(3, -0.5),
        autoregressive(4, 0.5, drift=1.0),
        np.round(autoregressive(5, 0.7), 1),  # with ties
        np.tan(autoregressive(6, 0.3) / 3),  # with heavy tails
    ],
    axis=2,
)


def test_the_numbers_of_arviz_are_met() -> None:
    """`arviz.rhat` and `arviz.ess(method="bulk")` of ArviZ 0.23.0 on these draws."""
    found = convergence(SERIES)
    r_hat = [1.0064869956, 1.0504001693, 1.0011058514, 1.4103981992, 1.0432264815, 1.0057773611]
    assert found.r_hat == pytest.approx(np.array(r_hat), abs=1e-9)
    effective = [1047.8444908, 99.8682723, 3000.0, 8.7563048, 125.0865733, 535.3768233]
    assert found.effective == pytest.approx(np.array(effective), abs=1e-6)


def test_each_parameter_stands_for_itself() -> None:
    """Whatever else is checked along with it."""
    together = convergence(SERIES)
    for place in range(6):
        alone = convergence(SERIES[:, :, [place]])
        assert alone.r_hat[0] == pytest.approx(together.r_hat[place], rel=1e-12)
        assert alone.effective[0] == pytest.approx(together.effective[place], rel=1e-9)


def test_a_rising_change_of_scale_changes_neither_bulk_number() -> None:
    """Ranks are all that the bulk is told by."""
    assert convergence(np.exp(SERIES)).effective == pytest.approx(convergence(SERIES).effective, rel=1e-9)


def test_a_parameter_that_never_moves_has_not_converged() -> None:
    """A chain that is stuck looks like one that is certain."""
    found = convergence(np.full((4, 100, 1), 2.5))
    assert (found.r_hat[0], found.effective[0]) == (np.inf, 0.0)


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(UserError, match="at least 4 draws"):
        convergence(np.zeros((4, 3, 1)))
