"""Models, adoption, capital and energy: published counts met, sums by hand, two ways that agree, what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from leadline.errors import NotEnoughData
from leadline.model import Figure, Observation
from leadline.stack import adoption, capital, energy, models
from leadline.stack.filings import COMPILED, FILED, quarters
from leadline.stack.measure import Measure, Region
from leadline.stack.rows import of
from leadline.stack.told import begun, graded, home, newest, region_of
from leadline.store.store import Store
from leadline.store.view import View

AS_OF = date(2026, 11, 22)
LAYERS = (models, adoption, capital, energy)
MEASURES = [measure for layer in LAYERS for measure in layer.MEASURES]


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(AS_OF)


def told(measure: Measure, view: View, region: Region) -> Figure | None:
    try:
        return measure.figure(view, region, view.as_of)
    except NotEnoughData:
        return None


def named(measure: Measure) -> str:
    return f"{measure.metric} {measure.meaning}"


@pytest.mark.parametrize("measure", MEASURES, ids=named)
def test_a_measure_says_what_it_is_and_never_what_was_not_known(measure: Measure, bundled: Store) -> None:
    for day in (AS_OF, date(2025, 12, 17)):
        for region in measure.regions:
            figure = told(measure, bundled.as_of(day), region)
            if figure is None:
                continue
            assert figure.metric == measure.metric
            assert figure.args.get("meaning", "") == measure.meaning
            assert figure.on <= day
            assert figure.low is None or figure.low <= figure.value <= (figure.high or 0)
            assert len(figure.evidence) > 1


def test_each_layer_has_its_headlines() -> None:
    for layer in LAYERS:
        assert 2 <= len({one.metric for one in layer.MEASURES if one.headline}) <= 3
    assert len({one.metric for one in MEASURES}) >= 22


# Models


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        ("2025-02-24", (39, 10, 6)),
        ("2025-11-01", (54, 29, 13)),
        ("2025-12-17", (57, 29, 13)),
        ("2026-07-19", (57, 29, 12)),
    ],
)
def test_the_models_of_one_year_grow_with_each_vintage(as_of: str, counts: tuple[int, ...], bundled: Store) -> None:
    """Counts of a second, independent reading of the six files: models published in 2024."""
    then = bundled.as_of(date.fromisoformat(as_of))
    found = [models.notable_models_of_year(then, region, 2024).value for region in ("US", "CN", "ROW")]
    assert tuple(found) == counts
    # Counted once, the parts are the world; a joint model counts for each that took part.
    assert models.notable_models_of_year(then, "world", 2024).value == sum(counts)
    each = [models.notable_models_of_year(then, region, 2024, rule="each").value for region in ("US", "CN", "ROW")]
    assert all(more >= once for more, once in zip(each, counts, strict=True))
    assert each[0] == counts[0]


def test_a_year_that_is_not_over_has_no_count_yet(view: View) -> None:
    with pytest.raises(NotEnoughData, match="2026 was not over"):
        models.notable_models_of_year(view, "US", 2026)


def test_the_largest_runs_meet_what_the_publisher_prints(view: View) -> None:
    """Grok 4 with 5e26 and Doubao-pro with 2.5e25: twenty times."""
    ours, theirs = (models.largest_training_compute(view, region, AS_OF) for region in ("US", "CN"))
    assert (ours.note, round(ours.value / 1e26, 2), ours.bound) == ("Grok 4", 5.0, "at least")
    assert (theirs.note, round(theirs.value / 1e25, 1)) == ("Doubao-pro", 2.5)
    ratio = models.training_compute_ratio(view, "US", AS_OF)
    assert ratio.value == pytest.approx(20, rel=0.01)
    assert ratio.grade == "assumption"  # Grok 4's estimate is speculative: the weakest grade is that of the quotient
    assert models.largest_training_compute(view, "US", date(2023, 3, 31)).value < ours.value


# Adoption


def test_the_share_of_a_router_meets_a_count_made_elsewhere(view: View) -> None:
    """A count that takes one unknown maker (0.104 of 25.121 trillion) for Chinese has 64.1 and 25.5 per cent."""
    china = adoption.router_token_share(view, "CN", AS_OF)
    unknown = 100 * 103974169343 / sum(row.value for row in of(view, "openrouter_rankings", "openrouter_tokens"))
    assert china.value + unknown == pytest.approx(64.1, abs=0.05)
    assert adoption.router_token_share(view, "US", AS_OF).value == pytest.approx(25.5, abs=0.05)
    assert "dots-studio" in china.note


def test_shares_of_known_makers_add_up_and_those_of_all_tokens_leave_a_rest(view: View) -> None:
    for meaning, whole in ((adoption.PLACED, 100), (adoption.WHOLE, 90.6)):
        shares = [adoption.router_token_share(view, region, AS_OF, meaning=meaning).value for region in adoption.PARTS]
        assert sum(shares) == pytest.approx(whole, abs=0.05)


def test_diffusion_of_the_rest_is_a_mean_with_the_ends_of_its_economies(view: View) -> None:
    rest = adoption.ai_diffusion(view, "ROW", AS_OF)
    rows = [row for row in of(view, "microsoft_ai_diffusion", "ai_diffusion") if row.period_start == date(2026, 1, 1)]
    values = [row.value for row in rows if row.entity not in ("United States", "China")]
    assert rest.value == pytest.approx(sum(values) / len(values))
    assert (rest.low, rest.high) == (min(values), max(values))
    assert len(rows) - len(values) == 2
    assert "left out" not in rest.note


def test_what_was_discussed_or_left_out_is_no_user(view: View) -> None:
    """The publisher leaves its own row of 1.5 billion monthly readers of overviews out of its charts."""
    assert adoption.active_users(view, "US", AS_OF, period=adoption.MONTHLY).value == 1000


# Capital


def test_two_sources_of_capital_expenditure_agree_quarter_by_quarter(view: View) -> None:
    difference = capital.capex_difference(view, "US", AS_OF)
    assert difference.value == 0
    assert difference.note.endswith("41 quarters compared")
    compiled, filed = quarters(view, COMPILED), quarters(view, FILED)
    assert filed["meta"][date(2025, 10, 1)] == 48308e6 - 29479e6  # nine months less six
    assert compiled["meta"][date(2025, 10, 1)] == filed["meta"][date(2025, 10, 1)]


def test_a_year_of_capital_expenditure_meets_the_sums_told_elsewhere(view: View) -> None:
    """376.1 billion in 2025 and 228.3 in 2024, in the list of estimates."""
    for year, told in ((2025, 376.1), (2024, 228.3)):
        found = capital.capital_expenditure(view, "US", date(year, 12, 31), count=4)
        assert found.value == pytest.approx(told, abs=0.05)
        assert found.on == date(year, 12, 31)


def test_a_later_filing_revised_meta_by_less_than_one_per_cent(view: View) -> None:
    """27,266 filed in 2024, 27,045 in the filings after."""
    revision = capital.capex_revision(view, "US", AS_OF)
    assert revision.value == pytest.approx(100 * (27045 / 27266 - 1))
    assert revision.note.startswith("Meta")


def test_before_the_first_filing_again_there_was_no_revision(bundled: Store) -> None:
    with pytest.raises(NotEnoughData):
        capital.capex_revision(bundled.as_of(date(2023, 5, 1)), "US", date(2023, 5, 1))


def test_money_is_added_over_companies_by_hand(view: View) -> None:
    """Newest rates: OpenAI 13, Anthropic 7, xAI 0.5; of 2025 Zhipu 107 and MiniMax 79 million."""
    assert capital.revenue_run_rate(view, "US", AS_OF).value == pytest.approx(20.5)
    assert capital.revenue_of_year(view, "CN", AS_OF).value == pytest.approx(0.186)
    with pytest.raises(NotEnoughData):
        capital.revenue_run_rate(view, "CN", AS_OF)


def test_equity_leaves_out_talks_tenders_and_what_the_publisher_leaves_out(view: View) -> None:
    """Mistral: 0.5 billion in June 2024 and 1.99 in September 2025; the second row of June is left out as a copy."""
    assert capital.equity_raised(view, "ROW", AS_OF).value == pytest.approx(2.49)
    assert capital.equity_raised(view, "ROW", AS_OF, since=capital.YEAR).value == pytest.approx(1.99)


def test_each_article_on_one_report_is_a_meaning(view: View) -> None:
    told = [one for one in capital.MEASURES if one.metric == "private_investment"]
    assert [one.figure(view, "US", AS_OF).value for one in told] == [285.9, 110.7, 80]
    assert [one.figure(view, "CN", AS_OF).value for one in told] == [12.4, 4.8, 3.5]


# Energy


def test_the_regions_make_up_the_world(view: View) -> None:
    """29,479 TWh in 2023, of them 4,249 and 9,460."""
    parts = [energy.electricity_generation(view, region, AS_OF).value for region in ("US", "CN", "ROW")]
    assert sum(parts) == pytest.approx(energy.electricity_generation(view, "world", AS_OF).value)
    assert [round(part) for part in parts[:2]] == [4249, 9460]


def test_growth_over_five_years_by_hand(view: View) -> None:
    now, then = (energy.electricity_generation(view, "CN", date(year, 12, 31)).value for year in (2023, 2018))
    growth = energy.electricity_growth(view, "CN", AS_OF).value
    assert then * (1 + growth / 100) ** 5 == pytest.approx(now)


def test_what_was_not_read_makes_an_assumption_of_what_is_derived_from_it(view: View) -> None:
    share = energy.data_center_demand_share(view, "US", AS_OF)
    assert share.value == pytest.approx(100 * 183 / 4249.05, rel=1e-4)
    assert share.grade == "assumption"


def test_timelines_and_the_table_of_sites_come_to_the_same_power(view: View) -> None:
    """Two columns of two files: 4,733 megawatts on the day of the vintage."""
    current = sum(row.value for row in of(view, "epoch_data_centers", "data_center_current_power"))
    assert energy.tracked_site_power(view, "world", AS_OF).value * 1000 == pytest.approx(current)
    assert current == 4733


def test_a_plan_is_no_power_of_the_day(view: View) -> None:
    now, planned = (f(view, "US", AS_OF) for f in (energy.tracked_site_power, energy.planned_site_power))
    assert now.on == planned.on == date(2025, 12, 17)
    assert now.value < planned.value
    assert (now.grade, planned.grade) == ("estimate", "assumption")


# Regions, days and grades


def test_regions_by_any_name(view: View) -> None:
    names = ("United States of America", "CN", "Bosnia And Herzegovina", "Atlantis")
    assert [region_of(view, name) for name in names] == ["US", "CN", "ROW", None]
    assert [home(view, name) for name in ("Zhipu / Z.ai", "OpenAI / ChatGPT", "Nobody")] == ["CN", "US", None]


def test_the_newest_word_is_of_a_period_that_is_over_else_of_one_half_over(view: View) -> None:
    row = Observation(
        source="s", indicator="i", entity="e", value=1, unit="TWh", status="estimate",
        period_start=date(2025, 1, 1), period_end=date(2026, 1, 1),
    )  # fmt: skip
    plan = replace(row, value=2, period_start=date(2026, 1, 1), period_end=date(2027, 1, 1))
    assert newest([plan, row], date(2026, 9, 1), "e", view).value == 1
    assert newest([plan], date(2026, 9, 1), "e", view).value == 2
    assert begun([plan, row], date(2025, 3, 1)) == []
    with pytest.raises(NotEnoughData):
        newest([plan], date(2026, 3, 1), "e", view)
    assert graded(replace(row, status="measured", evidence="analyst_knowledge")) == "assumption"
