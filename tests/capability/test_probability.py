"""Probabilities of a lead: what is only a bound in a draw stays one in the share."""

from datetime import date

import numpy as np
import pytest

from leadline.capability.measures import Span
from leadline.capability.probability import best_models, chances, lead_probabilities
from leadline.capability.setting import Setting
from leadline.capability.spread import Measured
from leadline.errors import UserError
from leadline.store.store import Store


def test_a_lower_bound_is_not_known_to_be_below() -> None:
    """Draws of -1, at least 2, 4, at least 7 and 9: 40, 60 and 100 % at most below 3, 6 and 12; 20 % negative."""
    censored = np.array([False, True, False, True, False])
    found = list(chances(Measured(Span(4.0), np.array([-1.0, 2.0, 4.0, 7.0, 9.0]), censored, 0.0)))
    assert [one.value for one in found] == pytest.approx([40, 60, 100, 20])
    counted = [f"{n} of 5 draws are lower bounds that count as below" for n in (1, 1, 2)]
    assert [one.note for one in found] == [*counted, ""]


def test_an_upper_bound_below_zero_is_negative() -> None:
    """At most -2 and 5 months: one of two is negative, and below 3 months, in any case."""
    found = list(chances(Measured(Span(5.0), np.array([-2.0, 5.0]), np.array([True, False]), 0.0)))
    assert [(one.value, one.note) for one in found] == [(50, ""), (100, ""), (100, ""), (50, "")]


def test_early_leads_have_probabilities_at_most(bundled: Store) -> None:
    """In the middle of 2023 the lead was at least 5.2 months: that it was below 12 is not known."""
    found = lead_probabilities(
        bundled.as_of(date(2026, 8, 11)), "US", "CN", on=date(2023, 7, 31), setting=Setting(draws=20)
    )
    by_event = {figure.args["event"]: figure for figure in found}
    assert by_event["below 12 months"].bound == "at most"
    assert "lower bounds" in by_event["below 12 months"].note
    assert by_event["negative"].bound == "exact"


@pytest.mark.parametrize("most", [0, -1])
def test_at_least_one_model_is_listed(bundled: Store, most: int) -> None:
    with pytest.raises(UserError, match="at least 1 model"):
        best_models(bundled.as_of(date(2026, 8, 11)), most=most)
