"""All that is known of a model, from one view."""

from datetime import date

import pytest

from leadline.capability.yardsticks import yardstick
from leadline.errors import UnknownName
from leadline.portrait import Profile, lines, profile
from leadline.store.store import Store
from leadline.store.view import View


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(date(2026, 8, 11))


@pytest.fixture(scope="module")
def o3(view: View) -> Profile:
    return profile(view, "o3-2025-04-16")


def test_values_on_every_yardstick_that_has_it(o3: Profile) -> None:
    assert o3.model.name == "o3"
    assert [figure.metric for figure in o3.values] == ["capability_index", "time_horizon", "published_index"]
    assert o3.values[0].value == pytest.approx(146.9, abs=0.05)
    assert o3.values[1].value == pytest.approx(119.73, abs=0.01)
    assert o3.rank is not None


def test_scores_furthest_above_what_was_expected_first(o3: Profile) -> None:
    residuals = [one.residual.value for one in o3.results]
    assert residuals == sorted(residuals, reverse=True)
    assert {one.result.model.name for one in o3.results} == {"o3"}


def test_prices_of_each_host_once_the_makers_first(o3: Profile) -> None:
    """A million tokens at 3:1: three quarters at 2 dollars and one at 8 are 3.50."""
    assert o3.prices[0].args["offer"] == "openai/o3"
    assert o3.prices[0].value == 3.5
    hosts = [str(price.args["offer"]).partition("@")[2] for price in o3.prices]
    assert len(hosts) == len(set(hosts))


def test_two_days_of_release_are_a_dispute(o3: Profile) -> None:
    """Epoch's scores of that day date o3 by its announcement, its archive by the day it could be used."""
    said = {(one.source, one.said) for one in o3.statements if one.what == "released"}
    assert {("epoch_eci@2026-08-11", "2024-12-20"), ("epoch_benchmark_zip@2026-07-31", "2025-04-16")} <= said
    assert any(what.startswith("released (") for what in o3.disputed)


def test_spellings_of_a_country_are_no_dispute(bundled: Store) -> None:
    """CN in one file and China in another."""
    found = profile(bundled.as_of(date(2026, 10, 1)), "DeepSeek-V3.2")
    assert {one.said for one in found.statements if one.what == "country"} == {"China"}
    assert not any(what.startswith("country") for what in found.disputed)


def test_lines_have_the_price_of_the_maker_where_one_is_known(view: View) -> None:
    found = lines(view, yardstick(view, "index"), date(2026, 8, 11))
    priced = {line.ranked.model.name: line.price for line in found}
    assert priced["o3"] is not None
    assert priced["o3"].value == 3.5
    assert priced["Falcon-180B"] is None


def test_only_models_released_by_the_day_stand_in_the_list(view: View) -> None:
    found = lines(view, yardstick(view, "index"), date(2025, 1, 1))
    assert found
    assert all(line.ranked.model.released <= date(2025, 1, 1) for line in found if line.ranked.model.released)
    assert [line.ranked.rank.value for line in found][:3] == [1.0, 2.0, 3.0]


def test_an_unknown_model_is_an_error_with_the_nearest(view: View) -> None:
    with pytest.raises(UnknownName, match=r"Did you mean 'GPT-5\.5', 'GPT-5'"):
        profile(view, "GPT-55")
