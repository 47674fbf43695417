"""Each equation against a hand calculation; the sums stand in the docstrings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadline.simulate import equations as eq


def assert_near(value: object, wanted: object, within: float = 1e-9) -> None:
    np.testing.assert_allclose(np.asarray(value), np.asarray(wanted), rtol=within, atol=1e-12)


def test_purchases() -> None:
    """100 a month at 2 times a year, no fade, no feedback: after a month 100 x 2^(1/12) = 105.946."""
    assert_near(eq.purchases(100.0, np.log(2.0), 0.0, 0.0, 0.0, 0.0), 105.9463094359)


def test_purchases_fade_and_are_fed() -> None:
    """Ln 2 x e^(-0.5 x 2) + 0.06 = 0.314994; e^(0.314994/12 + 0.05) = 1.0792...; times 100."""
    rate = 0.6931471805599453 * 0.36787944117144233 + 0.06
    assert_near(eq.purchases(100.0, np.log(2.0), 0.5, 0.06, 2.0, 1.0), 100 * 2.718281828459045 ** (rate / 12 + 0.05))


def test_kept() -> None:
    """1,200 with 12 % wear a year lose 1 % in a month: 1,188 and 30 added."""
    assert_near(eq.kept(1200.0, 30.0, 0.99), 1218.0)


def test_domestic() -> None:
    """Ln 1.65 = 0.500775; with a push of -0.04 a year e^(0.460775/12) = 1.039145."""
    assert_near(eq.domestic(100.0, (np.log(1.65) - 0.04) / 12, 0.0), 103.9145, 1e-5)


def test_levers_push_domestic_chips_both_ways() -> None:
    """Controls: 0.08 - 0.12 = -0.04 at full strength; the programme +0.12; refusing imports +0.08: together 0.16."""
    numbers = {"blow": 0.08, "eSME": 0.12, "eP": 0.12, "subs": 0.08}
    assert_near(eq.domestic_push(1.0, 0.0, 0.0, **numbers), -0.04)
    assert_near(eq.domestic_push(1.0, 1.0, 1.0, **numbers), 0.16)
    assert_near(eq.domestic_push(-1.0, 0.0, 0.0, **numbers), 0.04)


def test_decreed() -> None:
    """At half strength 0.2 takes a tenth; cutting the programme does not make chips better."""
    assert_near(eq.decreed(0.2, 0.5), 0.9)
    assert_near(eq.decreed(0.2, -1.0), 1.0)


@pytest.mark.parametrize(
    ("chips", "imports", "yearly"),
    [(0, 0, 120.0), (0.5, 0, 60.0), (1, 0, 0.0), (-0.5, 0, 720.0), (-1, 1, 0.0), (0, -1, 720.0), (1, -1, 0.0)],
)
def test_legal(chips: float, imports: float, yearly: float) -> None:
    """L26 120, Lloose 1,200, Lbuy 600 a year: both governments must let a chip pass."""
    assert_near(eq.legal(chips, imports, L26=120.0, Lloose=1200.0, Lbuy=600.0), yearly / 12)


def test_smuggled() -> None:
    """1,200 a year are 100 a month; at four times the leader's output 200; a cut of 0.45 at half strength: 155."""
    assert_near(eq.smuggled(100.0, eq.left(0.45, 0.5), 4.0), 155.0)


def test_rented() -> None:
    """Target 900 x 1.5 = 1,350 after a year; controls at full strength cut 0.55: 607.5; leak is policed by them.

    From 400 to a target of 1,350 in a month: 400 + 950 (1 - e^(-1/6)) = 545.84.
    """
    assert_near(eq.rented_target(900.0, 1.5, 1.0, eq.reach(1.0, 1.0, eO=0.55, leak=0.1)), 607.5)
    assert_near(eq.rented_target(900.0, 1.5, 1.0, eq.reach(0.0, 1.0, eO=0.55, leak=0.1)), 1485.0)
    assert_near(eq.rented(400.0, 1350.0), 545.8423, 1e-5)


def test_lab_compute() -> None:
    """18.5 million x 0.09 = 1.665 million: 6.221414; two years at 0.05: 6.321414. Before 2026 there is no trend."""
    assert_near(eq.lab_compute(18.5e6, 0.09, 0.05, 2.0), 6.321414, 1e-6)
    assert_near(eq.lab_compute(18.5e6, 0.09, 0.05, -2.0), 6.221414, 1e-6)


def test_research() -> None:
    """At an index of 167.5: 0.5 x 1.35 x (1 + 0.06 x 17.5/10) = 0.745875 a year.

    Compute behind by 1 with theta 0.15 leaves 10^-0.15 = 0.707946 of it: 0.528039.
    """
    speed = eq.speed_up(167.5, 0.06)
    assert_near(speed, 1.105)
    assert_near(eq.own_research(0.675, speed, 1.0, 0.15 * np.log(10), 0.0, 1.0), 0.745875)
    assert_near(eq.own_research(0.675, speed, 1.0, 0.15 * np.log(10), -1.0, 1.0), 0.745875 * 0.7079457843841379)


def test_ai_speeds_research_up_within_bounds() -> None:
    """Below 150 not at all; above 210 as at 210: 1 + 0.3 x 6 = 2.8. Research itself stops at 5 a year."""
    assert_near(eq.speed_up(np.array([140.0, 150.0, 210.0, 400.0]), 0.3), [1.0, 1.0, 2.8, 2.8])
    assert_near(eq.own_research(3.0, 2.8, 1.0, 0.15 * np.log(10), 0.0, 1.0), 5.0)


def test_diffusion() -> None:
    """A gap of 0.5 at 0.8 a year gives 0.4; a fifth less under full rules on access; nothing to the best."""
    assert_near(eq.diffusion(0.8 * eq.left(0.2, 0.0), 1.5, 1.0), 0.4)
    assert_near(eq.diffusion(0.8 * eq.left(0.2, 1.0), 1.5, 1.0), 0.32)
    assert_near(eq.diffusion(0.8, 1.0, 1.0), 0.0)


def test_distilled() -> None:
    """0.3 + (0.3 x (1 - 0.35) x 1.0 - 1.0 x 0.3)/12 = 0.3 - 0.105/12 = 0.29125."""
    assert_near(eq.distilled(0.3, 0.3 * eq.left(0.35, 1.0), 8.0, 7.0, 1.0), 0.29125)


def test_latent_and_passing_shock() -> None:
    """119 + 11 x 2.5 = 146.5.

    Of a shock of 2 with a correlation time of a year e^(-1/12) = 0.920044 stays, 1.840089; the new part has
    sqrt(1 - 0.846482) x 1.5 = 0.587716.
    """
    stays = eq.lasting(1.0)
    added = eq.fresh(stays, 1.5)
    assert_near(eq.latent(119.0, 11.0, 6.5, 4.0), 146.5)
    assert_near(eq.passing(2.0, stays, added, 0.0), 1.8400888, 1e-6)
    assert_near(eq.passing(0.0, stays, added, 1.0), 0.587716, 1e-5)


def test_releases() -> None:
    """At 7 a year a month has a release with 1 - e^(-7/12) = 0.442; the frontier never falls."""
    assert eq.contends(eq.releases(7.0), 0.441)
    assert not eq.contends(eq.releases(7.0), 0.443)
    old = np.array([150.0, 150.0, 150.0])
    assert_near(eq.frontier(old, np.array([151.0, 149.0, 151.0]), np.array([True, True, False])), [151.0, 150.0, 150.0])


def test_lead_in_both_directions() -> None:
    """Leader 140, 150, 160; follower 139, 141, 151, where the leader came in the last month: half a month ago.

    Five points lower it stands where the leader came a month before. With sides exchanged the sign turns.
    """
    leader, follower = np.array([[140.0], [150.0], [160.0]]), np.array([[139.0], [141.0], [151.0]])
    assert_near(eq.lead(leader, follower, 2), [0.5])
    assert_near(eq.lead(leader, follower - 5, 2), [1.5])
    assert_near(eq.lead(follower - 5, leader, 2), [-1.5])


def test_market() -> None:
    """Ln 2.5 + (ln 5 - ln 2.5) e^(-0.3 x 2) = 0.916291 + 0.693147 x 0.548812 = 1.296698.

    0.8 x 10/10 - 0.45 x (1.296698 - 0.15) + 0.35 - 0.1 = 0.533986 with promotion and rules on access at full strength.
    """
    price = eq.price_ratio(np.log(2.5), np.log(5.0) - np.log(2.5), 2.0)
    assert_near(price, 1.296698, 1e-6)
    found = eq.utility(10.0, price, bq=0.8, bp=0.45, cheaper=0.15, backed=0.35, distrusted=0.1)
    assert_near(found, 0.533986, 1e-5)
    assert_near(eq.adjusted(0.2, 0.8, 1.0), 0.25)
    assert_near(eq.share_of(0.0), 0.5)


def test_supply_shock() -> None:
    """0.6 of the flow is gone at once, 0.6/e after two years; before it nothing."""
    assert_near(eq.supply(0.6, np.array([-0.1, 0.0, 2.0])), [1.0, 0.4, 1 - 0.6 / 2.718281828459045])


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_legal_sales_are_never_negative(chips: float, imports: float) -> None:
    assert np.asarray(eq.legal(chips, imports, L26=1.0, Lloose=2.0, Lbuy=3.0)) >= 0


@given(st.lists(st.floats(0, 3), min_size=1, max_size=60), st.floats(-1, 40))
def test_halving_counts_the_months_below_a_level(rises: list[float], level: float) -> None:
    """The same as counting them one by one, in any month."""
    rising = np.cumsum(rises)[:, None]
    month = len(rises) - 1
    assert eq.reached(rising, np.array([level]), month)[0] == np.count_nonzero(rising[:, 0] < level)


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=1, max_size=60), st.integers(0, 59))
def test_what_is_carried_on_is_what_is_counted_anew(rises: list[tuple[float, float]], first: int) -> None:
    """From whatever month it begins, also where the level is above the whole frontier or meets it exactly."""
    frontier, level = (np.cumsum(one)[:, None] for one in zip(*rises, strict=True))
    reach = eq.Reach(frontier)
    for month in range(min(first, len(rises) - 1), len(rises)):
        assert reach.carry(level[month], month) == np.count_nonzero(frontier[: month + 1] < level[month])
