"""The model over the months: one chance for all levers, no seam, limiting cases."""

from dataclasses import replace

import numpy as np
import pytest

from leadline.catalog import assumptions, contenders
from leadline.errors import UserError
from leadline.simulate import compute, equations, latent, paths, priors, shocks, terms
from leadline.simulate.compute import Stocks
from leadline.simulate.dynamics import Futures, history, simulate
from leadline.simulate.equations import Floats
from leadline.simulate.paths import Step
from leadline.simulate.start import Start
from tests.simulate.worlds import made

STILL = paths.paths({})


def drawn(draws: int, seed: int = 1) -> dict[str, Floats]:
    rng = np.random.default_rng(seed)
    register = assumptions.load()
    return priors.parameters(register, {name: rng.standard_normal(draws) for name in register})


def centred(draws: int = 1, **changes: float) -> dict[str, Floats]:
    """Every assumption at its median, without shocks, but for the changes."""
    quiet = {"rT": 1e-9, "rA": 1e-9, "rW": 1e-9}
    return priors.centre(assumptions.load(), draws) | {k: np.full(draws, v) for k, v in (quiet | changes).items()}


def same(one: Futures, other: Futures) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("lead", "gap", "share", "ratio", "capped")
    )


def test_results_hang_neither_on_blocks_nor_on_threads(start: Start) -> None:
    p = drawn(1500)
    whole = simulate(p, STILL, start, 80, 5)
    assert same(whole, simulate(p, STILL, start, 80, 5, block=371))
    assert same(whole, simulate(p, STILL, start, 80, 5, block=500, threads=2))


def test_a_history_that_was_run_before_changes_nothing(start: Start) -> None:
    """Also where parameters are used over and over; and it can be used again: no run changes it."""
    p = drawn(700)
    past = history(p, start)
    pulled = paths.paths({"chips": [Step(start=47, strength=1.0)]})
    for levers in (STILL, pulled, STILL):
        known = simulate(p, levers, start, 72, 5, draws=1500, block=400, past=past)
        assert same(known, simulate(p, levers, start, 72, 5, draws=1500, block=400))


def test_a_draw_is_the_same_among_fewer_draws_and_months(start: Start) -> None:
    p = drawn(1500)
    whole = simulate(p, STILL, start, 80, 5)
    few = simulate({name: values[:40] for name, values in p.items()}, STILL, start, 60, 5)
    np.testing.assert_array_equal(few.lead, whole.lead[: 60 - start.observed, :40])
    assert not np.array_equal(simulate(p, STILL, start, 80, 6).lead, whole.lead)


def test_levers_at_zero_change_nothing_and_futures_are_paired(start: Start) -> None:
    """Before a lever moves, its futures are those without it; afterwards they are the same but for its doing."""
    p = drawn(300)
    base = simulate(p, STILL, start, 84, 5)
    zero = paths.paths({name: [Step(start=50, strength=0.0)] for name in STILL})
    assert same(base, simulate(p, zero, start, 84, 5))
    pulled = simulate(p, paths.paths({"chips": [Step(start=60, strength=1.0)]}), start, 84, 5)
    np.testing.assert_array_equal(pulled.lead[: 60 - start.observed], base.lead[: 60 - start.observed])
    assert np.corrcoef(pulled.gap[-1], base.gap[-1])[0, 1] > 0.95


def test_each_lever_moves_what_it_is_said_to(start: Start) -> None:
    """Controls cut the follower's compute; loosening adds; promotion moves the share; programmes add domestic chips."""
    p = centred(200)
    base = simulate(p, STILL, start, 84, 5)

    def pulled(name: str, strength: float = 1.0) -> Futures:
        return simulate(p, paths.paths({name: [Step(start=47, strength=strength)]}), start, 84, 5)

    assert (pulled("chips").ratio[-1] > base.ratio[-1]).all()
    assert (pulled("chips", -1).ratio[-1] < base.ratio[-1]).all()
    assert pulled("models").gap[-1].mean() > base.gap[-1].mean()
    assert (pulled("promotion").share[-1] > base.share[-1]).all()
    assert (pulled("imports", -1).ratio[-1] < base.ratio[-1]).all()
    assert (pulled("domestic").ratio[-1] < base.ratio[-1]).all()
    assert (pulled("domestic", -1).ratio[-1] > base.ratio[-1]).all()


def test_a_programme_does_not_spoil_chips_that_stand(start: Start) -> None:
    """In its first month nothing is lost but of that month's output: at most 1 % of what the follower can use.

    A decree that took 6 % from every domestic chip, old ones too, would cost about 2 % at once.
    """
    p = centred(50, eP=0.0)
    month = start.observed
    base = simulate(p, STILL, start, month + 1, 5)
    pulled = simulate(p, paths.paths({"domestic": [Step(start=month, strength=1.0, ramp=0)]}), start, month + 1, 5)
    assert (pulled.ratio[0] > base.ratio[0]).all()
    assert (pulled.ratio[0] / base.ratio[0] < 1.01).all()


@pytest.mark.parametrize(
    ("lever", "without"),
    [
        ("chips", {"eS": 0.0, "eO": 0.0, "eSME": 0.0, "L26": 0.0}),
        ("models", {"ed": 0.0, "ep": 0.0}),
        ("promotion", {"psi": 0.0, "pcut": 0.0}),
        ("domestic", {"eP": 0.0}),
        ("imports", {"subs": 0.0, "L26": 1e6}),
    ],
)
def test_what_hinders_a_lever_works_against_its_sponsor(start: Start, lever: str, without: dict[str, float]) -> None:
    """With what helps taken away, a lever at full strength harms its sponsor.

    Less of a gap for the leader's levers, less usable compute for the follower's.
    """
    p = centred(400, leak=0.3, **without)
    base = simulate(p, STILL, start, 84, 5)
    pulled = simulate(p, paths.paths({lever: [Step(start=47, strength=1.0, ramp=0)]}), start, 84, 5)
    if lever in ("domestic", "imports"):
        assert (pulled.ratio[-1] > base.ratio[-1]).all()
    else:
        assert pulled.gap[-1].mean() < base.gap[-1].mean()


def test_no_seam_between_history_and_forecast(start: Start) -> None:
    """Stocks grow over the last counted month as over the next, and the latent index rises as before.

    With growth of 2 a year in the made past and an assumed 2, the month after must not differ by more than a tenth; the
    first frontier of the forecast is that of history or a new record.
    """
    p = centred(1, gAU=2.0, fadeU=0.0, delta=0.05)
    stocks = Stocks()
    compute.count(stocks, start, p, start.counted - 2)
    before = stocks.held["US", "bought"].copy()
    compute.count(stocks, start, p, start.counted - 1)
    last = stocks.held["US", "bought"].copy()
    compute.begin(stocks, start, p)
    compute.advance(stocks, start, p, terms.still(p, start.blocs), start.counted)
    assert (stocks.held["US", "bought"] - last) / (last - before) == pytest.approx(1.0, abs=0.1)
    found = simulate(centred(500), STILL, start, start.observed + 1, 5)
    gap = start.frontiers[0, -1] - start.frontiers[1, -1]
    assert np.median(found.gap[0]) == pytest.approx(gap, abs=1.5)


def test_the_index_does_not_jump_at_the_seam(start: Start) -> None:
    """The rise of the latent index in the months around the last counted one stays within a fifth of the month before.

    This is what a trend that is clocked from the wrong year breaks: dcU from 2023 would add 0.15 orders, 1.7 points.
    """
    p = centred(1, dcU=0.05, sz=0.001)
    levels = []
    still = terms.still(p, start.blocs)
    stocks = Stocks()
    compute.count(stocks, start, p, 30)
    minds = latent.born(start.blocs, stocks, p)
    for month in range(31, 42):
        if month < start.counted:
            compute.count(stocks, start, p, month)
        else:
            if month == start.counted:
                compute.begin(stocks, start, p)
            compute.advance(stocks, start, p, still, month)
        latent.advance(minds, start.blocs, stocks, p, still, month)
        levels.append(minds.index[0, 0])
    rises = np.diff(levels)
    assert np.abs(np.diff(rises)).max() < 0.2 * rises.mean() + 0.1


def test_without_diffusion_and_distillation_nothing_closes_the_gap() -> None:
    """With equal growth of compute and no theta, no diffusion and no distillation the latent gap stays as it was."""
    blocs = (
        contenders.Bloc(code="A", title="A", channels=_bought(), share="cU"),
        contenders.Bloc(code="B", title="B", channels=_bought(), share="cU", gap="A0gap"),
    )
    start = made(blocs)
    p = centred(1, kap=0.0, kapd=0.0, theta=0.0, phiAI=0.0, A0gap=-1.0)
    told, minds, _ = history(p, start)
    assert minds.index[0] - minds.index[1] == pytest.approx(11.0)
    assert len(told) == 2


def test_equal_blocs_are_equal_on_the_average() -> None:
    """Two blocs of the same data and assumptions: no lead in the mean, and each is ahead in half of the futures."""
    twin = contenders.Bloc(code="A", title="A", channels=_bought(), share="cU")
    start = made((twin, replace(twin, code="B")), gap=0.0)
    found = simulate(centred(6000), STILL, start, 72, 3, yardstick="index")
    assert float(found.lead[-1].mean()) == pytest.approx(0.0, abs=0.15)
    assert float((found.lead[-1] > 0).mean()) == pytest.approx(0.5, abs=0.03)


def test_a_third_bloc_is_data() -> None:
    """A third bloc like the second: the lead is over the better of the two, so never more than over one alone."""
    us, cn = contenders.load()
    third = replace(cn, code="EU")
    # Without feedback from the market, whose shares hang on the best of the others.
    p = centred(300, phiI=0.0)
    two, three = (simulate(p, STILL, made(b), 72, 3, yardstick="index") for b in ((us, cn), (us, cn, third)))
    assert (three.lead <= two.lead).all()
    assert (three.gap <= two.gap).all()


def test_the_strict_yardstick_takes_the_bias_off(start: Start) -> None:
    """With a bias of 3 points every lead is at least as long; the mixture lies between; no bias, no difference."""
    p = centred(800, biasC=3.0)
    marks = ("index", "strict", "mixture")
    index, strict, mixture = (simulate(p, STILL, start, 72, 3, yardstick=name) for name in marks)
    assert (strict.lead >= index.lead).all()
    assert index.lead.mean() < mixture.lead.mean() < strict.lead.mean()
    assert same(*(simulate(centred(50), STILL, start, 72, 3, yardstick=name) for name in ("index", "strict")))


def test_votes_show_the_follower_nearer(start: Start) -> None:
    """The mixture reaches beyond the index on both sides: no tail is thin because one yardstick leans one way.

    With all weight on votes the mixture is votes; with none of it on votes and all on the strict one it is strict.
    """
    p = centred(800, biasC=3.0, voteC=4.0)
    index, votes = (simulate(p, STILL, start, 72, 3, yardstick=name) for name in ("index", "votes"))
    assert (votes.lead <= index.lead).all()
    assert votes.lead.mean() < index.lead.mean() - 1
    for name, weights in (
        ("votes", {"wV": 1.0}),
        ("strict", {"wV": 0.0, "wY": 1.0}),
        ("index", {"wV": 0.0, "wY": 0.0}),
    ):
        mixed = simulate(p | {k: np.full(800, v) for k, v in weights.items()}, STILL, start, 72, 3)
        assert same(mixed, simulate(p, STILL, start, 72, 3, yardstick=name))


def test_runaway_draws_are_held_and_counted(start: Start) -> None:
    """Purchases that grow eightfold a year meet the limit before 2031; at the median they do not."""
    wild = simulate(centred(3, gAU=8.0, fadeU=0.0), STILL, start, 96, 3)
    assert wild.capped.all()
    assert 10 ** wild.stocks[0].max() == pytest.approx(equations.MOST_STOCK, rel=1e-3)
    assert not simulate(centred(3), STILL, start, 72, 3).capped.any()
    assert np.isfinite(wild.lead).all()


def test_million_prior_draws_stay_finite(start: Start) -> None:
    """In small: no prior draw, with levers anywhere, gives anything but finite numbers."""
    rng = np.random.default_rng(9)
    levers = {name: rng.uniform(-1, 1, (96, 4000)) for name in STILL}
    found = simulate(drawn(4000, 8), levers, start, 96, 3)
    for name in ("lead", "gap", "share", "ratio"):
        assert np.isfinite(getattr(found, name)).all(), name


def test_shocks_widen_the_tails(start: Start) -> None:
    """With shocks at their medians the follower is ahead more often than without, and leads spread more."""
    quiet, shaken = (
        simulate(centred(6000, **rates), STILL, start, 84, 3, yardstick="index")
        for rates in ({}, {"rA": 0.3, "hA": 1.0, "rW": 0.5, "rT": 0.05})
    )
    assert shaken.lead[-1].std() > 1.1 * quiet.lead[-1].std()
    assert (shaken.lead[-1] < 0).mean() > (quiet.lead[-1] < 0).mean()


def test_when_shocks_come() -> None:
    """A leap comes in the month of its moment and once; a withheld model is kept for its length."""
    p = {"hA": np.array([0.4])}
    found = shocks.Shocks(
        supply=np.array([1.0]), leap=np.array([[0.1]]), withheld=np.array([[0.5]]), shown=np.array([[0.75]])
    )
    assert [float(shocks.leaps(found, p, month / 12)[0, 0]) for month in range(4)] == [0.0, 0.4, 0.0, 0.0]
    kept = [bool(shocks.withheld(found, month / 12)[0, 0]) for month in range(5, 11)]
    assert kept == [False, True, True, True, False, False]


def test_what_cannot_be_run_is_refused(start: Start) -> None:
    with pytest.raises(UserError, match="45 months of history"):
        simulate(centred(), STILL, start, 45, 1)
    with pytest.raises(UserError, match="yardstick"):
        simulate(centred(), STILL, start, 60, 1, yardstick="arena")
    with pytest.raises(UserError, match="from -1 to 1"):
        Step(start=50, strength=2.0)
    with pytest.raises(UserError, match="cannot start in 2031-01"):
        paths.path([Step(start=96, strength=1.0)])


def _bought() -> tuple[contenders.Channel, ...]:
    return (contenders.Channel(kind="bought", error="KU_err", sold=("Nvidia",)),)


def test_more_draws_use_the_parameters_again_with_other_futures(start: Start) -> None:
    """Draw 300 of 500 from 200 parameters has those of draw 100, and another future; months before may be left out."""
    p = drawn(200)
    found = simulate(p, STILL, start, 72, 5, draws=500, first_kept=60)
    again = {name: np.resize(values, 500) for name, values in p.items()}
    whole = simulate(again, STILL, start, 72, 5)
    np.testing.assert_array_equal(found.lead, whole.lead[60 - start.observed :])
    assert not np.array_equal(found.gap[:, 100], found.gap[:, 300])
    assert found.months(60, 71) == slice(0, 12)
    with pytest.raises(UserError, match="59 to 71 were asked"):
        found.months(59, 71)
