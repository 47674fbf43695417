"""Policies of dates: which day counts, in which order, and what the lead makes of it."""

from datetime import date
from typing import get_args

import pytest

from leadline.capability.dates import ORDERS, dated, days_of
from leadline.capability.index import index
from leadline.capability.lead import lead
from leadline.catalog import Catalog, key
from leadline.catalog.dates import Kind, load
from leadline.errors import UnknownName
from leadline.store.store import Store
from leadline.store.view import View


@pytest.fixture(scope="module")
def october(bundled: Store) -> View:
    return bundled.as_of(date(2026, 10, 1))


def released(view: View, policy: str) -> dict[str, date | None]:
    return {model.name: model.released for model in dated(index(view), policy).models}


def test_every_policy_orders_every_kind() -> None:
    assert all(sorted(order) == sorted(get_args(Kind)) for order in ORDERS.values())
    assert all(order[0] == policy for policy, order in ORDERS.items())


def test_the_catalogue_has_days_of_known_models_and_says_where_from() -> None:
    rows = load()
    assert len(rows) > 500
    assert all("@" in row.source for row in rows)
    assert len({(row.model, row.kind, row.source) for row in rows}) == len(rows)
    days = Catalog().dates
    assert days[key("o3")] == {"announced": date(2024, 12, 20), "api": date(2025, 4, 16)}


def test_nothing_is_on_sale_before_it_is_announced() -> None:
    for model, days in Catalog().dates.items():
        assert days["announced"] == min(days.values()), model


def test_a_policy_takes_its_kind_or_the_next_in_its_order(october: View) -> None:
    """Gemini 3 Pro has only ever been a preview; the weights of Kimi K3 came after its API, by the end of July."""
    announced, api, weights = (released(october, policy) for policy in ("announced", "api", "weights"))
    assert announced["o3"] == date(2024, 12, 20)
    assert api["o3"] == weights["o3"] == date(2025, 4, 16)
    assert api["Gemini 3 Pro"] == date(2025, 11, 18)
    assert api["Kimi K3"] == date(2026, 7, 16)
    assert weights["Kimi K3"] == date(2026, 7, 31)


def test_the_source_policy_changes_nothing(october: View) -> None:
    assert dated(index(october), "source") is index(october)
    assert "dates" not in lead(october, "US", "CN").args


def test_a_lead_says_whose_dates_it_rests_on(october: View) -> None:
    """Under `weights` Kimi K3 came fifteen days later, so that on its first day the lead is that much longer."""
    one, other = (lead(october, "US", "CN", dates=dates, definition="last-release") for dates in ("api", "weights"))
    assert (one.args["dates"], other.args["dates"]) == ("api", "weights")
    assert "models have none and take the next of" in other.note
    assert other.value - one.value == pytest.approx(15 / 30.4375)
    assert one.id != other.id


def test_a_model_without_days_keeps_the_source_s(october: View) -> None:
    scored = index(october)
    unknown = [model for model in scored.models if not days_of(scored, model)]
    assert all(released(october, "api")[model.name] == model.released for model in unknown)


def test_an_unknown_policy_is_an_error(october: View) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'announced'"):
        lead(october, "US", "CN", dates="anounced")
