"""Compute, chips, indicators, statements, use and policy in claims: sums by hand, and the functions beneath them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from leadline.claims.metric import Args, Measured
from leadline.claims.metrics import METRICS
from leadline.claims.metrics.quotient import quotient
from leadline.errors import NotEnoughData
from leadline.model import Event, Observation
from leadline.simulate import outcomes
from leadline.simulate.ensemble import ensemble
from leadline.simulate.scenario import Scenario, lever_option
from leadline.simulate.start import start
from leadline.stack import layers
from leadline.stack.adoption import PLACED, WHOLE, router_token_share
from leadline.stack.compute import BASES, compute_share
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import snapshot

TODAY, END_2025 = date(2026, 11, 24), date(2025, 12, 31)


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(TODAY)


def measured(view: View, metric: str, **args: str | float) -> Measured:
    return METRICS[metric].measure(view, args)


@pytest.mark.parametrize("basis", BASES)
def test_a_share_is_that_of_the_command(view: View, basis: str) -> None:
    found = measured(view, "compute_share", group="CN", basis=basis, on="2025-12-31")
    assert found.figure == compute_share(view, next(one for one in BASES if one == basis), END_2025)
    if basis.startswith("ownership"):
        assert found.draws is not None
        assert (found.figure.low, found.figure.high) == pytest.approx(tuple(np.quantile(found.draws, (0.05, 0.95))))


@pytest.mark.parametrize(
    ("basis", "stock", "bound"),
    [("ownership", 1155090, "at least"), ("ownership with smuggled", 1817138, "at least")],
)
def test_ratios_of_compute_by_hand(view: View, basis: str, stock: float, bound: str) -> None:
    """China's stock as in docs/methods/compute.md; the named owners in the United States held 15,594,627."""
    found = measured(view, "compute_ratio", leader="US", follower="CN", basis=basis)
    assert found.figure.value == pytest.approx(15594627 / stock, rel=1e-3)
    assert found.figure.bound == bound
    turned = measured(view, "compute_ratio", leader="CN", follower="US", basis=basis)
    assert turned.figure.value == pytest.approx(1 / found.figure.value)
    assert turned.figure.bound == "at most"


def test_the_word_decides_the_ratio(view: View) -> None:
    """With smuggled chips it is smaller, with rented ones smaller still; by place it is that of the shares."""

    def ratio(basis: str) -> float:
        return measured(view, "compute_ratio", leader="US", follower="CN", basis=basis, on="2025-12-31").figure.value

    assert ratio("ownership") > ratio("ownership with smuggled")
    assert ratio("wide") > ratio("wide, with rented")
    ours, theirs = (compute_share(view, "location", END_2025, group=group).value for group in ("US", "CN"))
    assert ratio("location") == pytest.approx(ours / theirs)


def test_the_wide_ratio_is_where_scenarios_start(view: View) -> None:
    """On the last month that is counted, over China's channels with 400,000 rented at the end of 2025."""
    known = start(view)
    held = {key: float(stock[35]) for key, stock in known.stocks.items()}
    china = sum(stock for (code, _), stock in held.items() if code == "CN")
    assert held["CN", "rented"] == pytest.approx(400_000)
    found = measured(view, "compute_ratio", leader="US", follower="CN", basis="wide, with rented", on="2025-12-31")
    assert found.figure.value == pytest.approx(held["US", "bought"] / china)
    assert found.figure.grade == "assumption"
    assert found.figure.on == END_2025


def test_no_ratio_where_one_side_is_not_counted(view: View) -> None:
    with pytest.raises(NotEnoughData, match="does not count world"):
        measured(view, "compute_ratio", leader="world", follower="CN", basis="wide")
    with pytest.raises(NotEnoughData, match="No quarter by 2024-12-31"):
        measured(view, "compute_ratio", leader="US", follower="CN", on="2024-12-31")
    with pytest.raises(NotEnoughData, match="Nothing is counted"):
        measured(view, "compute_ratio", leader="US", follower="CN", basis="wide", on="2022-06-30")


def test_parts_of_chinas_stock_come_to_all_of_it(view: View) -> None:
    """Legal imports, smuggled and domestic chips are all there are; imported are the first two: 59.1 per cent."""
    parts = {
        part: measured(view, "stock_share", part=part) for part in ("legal imports", "smuggled", "domestic", "imported")
    }
    values = {part: one.figure.value for part, one in parts.items()}
    assert values["legal imports"] + values["smuggled"] + values["domestic"] == pytest.approx(100)
    assert values["imported"] == pytest.approx(values["legal imports"] + values["smuggled"])
    assert values["smuggled"] == pytest.approx(100 * 662048 / 1817138)
    draws = [one.draws for part, one in parts.items() if part != "imported"]
    assert np.allclose(sum(one for one in draws if one is not None), 100)


def test_a_part_that_is_left_out_has_no_share(view: View) -> None:
    with pytest.raises(NotEnoughData, match="left out"):
        measured(view, "stock_share", part="smuggled", smuggled="left out")
    without = measured(view, "stock_share", part="imported", smuggled="left out")
    assert without.figure.value < measured(view, "stock_share", part="imported").figure.value


def test_shares_of_designers_come_to_all_chips(view: View) -> None:
    names = ("Nvidia", "Google", "Amazon", "AMD", "Huawei", "Cambricon")
    assert sum(measured(view, "stock_share", part=f"designer {name}").figure.value for name in names) == pytest.approx(
        100
    )
    assert 0 < measured(view, "stock_share", part="owner Google").figure.value < 50


def test_chips_of_a_year_by_hand(view: View) -> None:
    """The publisher's counts: Nvidia added 8.93 million in 2025; Huawei's year is what its stock grew by."""
    added = measured(view, "chip_ratio", designer="Huawei", year=2025)
    sold = measured(view, "chip_ratio", designer="Huawei", year=2025, measure="sold so far")
    rows = view.rows(Observation, "indicator = 'chips_sold_cumulative_h100e' AND entity IN ('Huawei', 'Nvidia')")
    stock = {(row.entity, row.period_end): row.value for row in rows}
    now, then = date(2026, 1, 1), date(2025, 1, 1)
    flow = {name: stock[name, now] - stock[name, then] for name in ("Huawei", "Nvidia")}
    assert flow["Nvidia"] == pytest.approx(8.93e6, rel=0.01)
    assert added.figure.value == pytest.approx(flow["Huawei"] / flow["Nvidia"])
    assert sold.figure.value == pytest.approx(stock["Huawei", now] / stock["Nvidia", now])
    assert added.figure.low is not None
    assert added.figure.low < added.figure.value
    with pytest.raises(NotEnoughData, match="to the end of 2026"):
        measured(view, "chip_ratio", designer="Huawei", year=2026)


def test_an_indicator_is_that_of_its_layer_and_so_is_its_change(view: View) -> None:
    """By meaning and part; the first in the layer's order where neither is told."""
    adoption, capital = (layers.by_layer(view, layer=layer) for layer in ("adoption", "capital"))
    told = {one.measure.meaning: one for one in adoption if one.measure.metric == "router_token_share"}
    assert measured(view, "indicator", name="router_token_share", region="CN").figure == told[WHOLE].figures["CN"]
    by_makers = measured(view, "indicator", name="router_token_share", region="CN", meaning=PLACED)
    assert by_makers.figure == told[PLACED].figures["CN"]
    spent = next(one for one in capital if one.measure.metric == "capital_expenditure_of_year")
    changed = measured(view, "indicator", name="capital_expenditure_of_year", region="US", change="change")
    assert changed.figure == spent.changes["US"]


def test_an_indicator_without_such_a_meaning_or_a_year_before(view: View) -> None:
    with pytest.raises(NotEnoughData, match="no such meaning"):
        measured(view, "indicator", name="ai_diffusion", region="US", meaning="CNNIC")
    with pytest.raises(NotEnoughData, match="a year before"):
        measured(view, "indicator", name="router_token_share", region="CN", change="change")


def test_a_ratio_of_two_regions_is_that_of_their_indicators(view: View) -> None:
    """Private investment by the first article on the Stanford AI Index, each side as the layer has it."""
    article: Args = {"name": "private_investment", "meaning": "Stanford AI Index 2026, by one article"}
    ours, theirs = (measured(view, "indicator", **article, region=region).figure for region in ("US", "CN"))
    ratio = measured(view, "indicator_ratio", **article, region="US", base="CN").figure
    assert ratio.value == pytest.approx(ours.value / theirs.value)
    assert ratio.value > 10
    with pytest.raises(NotEnoughData, match="no such meaning"):
        measured(view, "indicator_ratio", name="compute_spend", region="US", base="CN")


def test_a_bound_and_an_end_at_zero_enter_a_ratio(view: View) -> None:
    """Of the United States only named owners are counted: over them China's stock is at most so much.

    By hand: 4 (0 to 5) over 2 (1 to 8) lies from 0 to 5, and 2 over 4 has no upper end.
    """
    stock: Args = {"name": "compute_stock"}
    assert measured(view, "indicator_ratio", **stock, region="CN", base="US").figure.bound == "at most"
    assert measured(view, "indicator_ratio", **stock, region="US", base="CN").figure.bound == "at least"
    figure = measured(view, "indicator", name="compute_stock", region="CN").figure
    four = replace(figure, value=4.0, low=0.0, high=5.0, interval="range")
    two = replace(figure, value=2.0, low=1.0, high=8.0, interval="range")
    found, turned = quotient(four, two, ("a", "b")).figure, quotient(two, four, ("a", "b")).figure
    assert (found.value, found.low, found.high) == (2.0, 0.0, 5.0)
    assert (turned.value, turned.interval) == (0.5, "none")


def test_what_a_source_states_is_as_it_stands(view: View) -> None:
    """The newest word by the day, with its own unit, interval and grade; slips have their nearest names."""
    found = measured(view, "stated_value", indicator="openrouter_weekly_tokens", entity="China").figure
    assert (found.value, found.unit) == (18.0, "trillion")
    with pytest.raises(NotEnoughData, match="'openrouter_weekly_tokens'"):
        measured(view, "stated_value", indicator="openrouter_weekly_token", entity="China")
    with pytest.raises(NotEnoughData, match="'China'"):
        measured(view, "stated_value", indicator="openrouter_weekly_tokens", entity="Chima")
    with pytest.raises(NotEnoughData, match="by 2020-01-01"):
        measured(view, "stated_value", indicator="openrouter_weekly_tokens", entity="China", on="2020-01-01")
    by_press = measured(view, "stated_value", indicator="openrouter_token_share", entity="China", by="TechTimes").figure
    assert by_press.args["by"] == "TechTimes"


def tokens(day: date, **by_model: float) -> list[Observation]:
    return [
        Observation(
            source="openrouter_rankings",
            indicator="openrouter_tokens",
            entity=model.replace("_", "-"),
            period_start=day,
            period_end=date.fromordinal(day.toordinal() + 1),
            value=value,
            unit="tokens",
            status="measured",
        )
        for model, value in by_model.items()
    ]


def test_a_share_of_tokens_and_its_mean_over_weeks(store: Store) -> None:
    """30 and 50 per cent on two days of one week: 40; the newest day alone has 50."""
    rows = tokens(date(2026, 5, 4), deepseek_v3=3, gpt_5=7) + tokens(date(2026, 5, 8), deepseek_v3=5, gpt_5=5)
    store.append(snapshot("openrouter_rankings", "2026-05-10"), rows, keep_raw=False)
    view = store.as_of(date(2026, 5, 10))
    newest, mean = (measured(view, "usage_share", group="CN", weeks=weeks).figure for weeks in (0, 1))
    assert newest == router_token_share(view, "CN", date(2026, 5, 10))
    assert (newest.value, mean.value) == pytest.approx((50, 40))
    assert (mean.low, mean.high) == pytest.approx((30, 50))
    assert mean.id != newest.id
    with pytest.raises(NotEnoughData, match="2026-05-01"):
        measured(view, "usage_share", group="CN", weeks=1, on="2026-05-01")


def test_policy_events_are_counted_by_what_they_are(store: Store) -> None:
    """Two tightenings of chips and one loosening, of which one is due: each part of the question narrows the count."""
    first = Event(
        source="leadline_policy_events",
        jurisdiction="US",
        layer="chips",
        direction="tighten",
        title="one",
        announced=date(2025, 1, 10),
        effective=date(2025, 2, 1),
        known=datetime(2025, 4, 20, tzinfo=UTC),
    )
    loosened = replace(first, direction="loosen", jurisdiction="US/CN", title="three", effective=None)
    events = [
        first,
        replace(first, title="two", announced=date(2025, 3, 10), effective=date(2027, 2, 1)),
        replace(loosened, announced=date(2025, 4, 10)),
    ]
    store.append(snapshot("leadline_policy_events", "2025-05-01"), events, keep_raw=False)
    view = store.as_of(date(2025, 6, 1))

    def count(**args: str) -> float:
        return measured(view, "policy_count", **{"since": "2025-01-01", **args}).figure.value

    assert count() == 3
    assert count(direction="tighten") == 2
    assert count(direction="tighten", state="due") == 1
    assert count(jurisdiction="CN") == 1
    assert count(since="2025-02-01") == 2
    assert count(on="2025-02-01") == 1
    assert count(layer="energy") == 0


@pytest.mark.parametrize("beliefs", ["reference", "open"])
def test_scenarios_are_those_of_the_model(view: View, beliefs: str) -> None:
    """Probability, mean lead with its draws, and the paired effect of a lever."""
    asked: Args = {"beliefs": beliefs, "levers": "chips=1", "draws": 200}
    name, way = lever_option("chips=1")
    base = ensemble(view, Scenario(beliefs=beliefs, draws=200))
    run = ensemble(view, Scenario(levers={name: (way,)}, beliefs=beliefs, draws=200))
    share = measured(view, "scenario_share", region="first scenario", **asked)
    assert share.figure == outcomes.class_share(run, paper="first scenario")
    lead = measured(view, "scenario_lead", **asked)
    assert lead.figure == outcomes.mean_lead(run)
    assert np.array_equal(lead.draws if lead.draws is not None else [], run.lead)
    effect = measured(view, "scenario_effect", **asked)
    assert effect.figure == outcomes.effect(run, base)
    assert effect.draws is not None
    assert effect.draws.mean() == pytest.approx(effect.figure.value)


@pytest.mark.parametrize("outcome", ["lead", "share", "gap", "compute ratio"])
def test_the_draws_of_an_outcome_lie_around_it(view: View, outcome: str) -> None:
    found = measured(view, "scenario_lead", outcome=outcome, draws=200)
    assert found.draws is not None
    assert found.figure.value == pytest.approx(float(np.median(found.draws)))


def test_no_lever_has_no_effect(view: View) -> None:
    assert measured(view, "scenario_effect", levers="none", outcome="share", draws=200).figure.value == 0
