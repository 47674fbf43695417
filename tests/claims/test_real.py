"""Claims on the bundled store, with the metrics of the list: the draws of one, and days on which little was known."""

from datetime import date

import numpy as np
import pytest

from leadline.claims.check import check
from leadline.claims.claim import Claim
from leadline.claims.metrics import METRICS
from leadline.claims.over_time import then_and_now_all
from leadline.claims.read import of
from leadline.store.store import Store
from leadline.userfile import parsed

DAY = date(2026, 11, 20)


def asked(metric: str, args: object, said: str = "2026-05-30") -> Claim:
    """A claim whose value is above 6, with a bound or two."""
    text = f"""
        schema: leadline.claim/1
        id: a-claim
        source: {{work: oped-2026-05-30, place: paragraph 1}}
        said: {said}
        restated: Something is above a bound.
        type: level
        status: checkable
        query: {{metric: {metric}, args: {args}}}
        parameters:
          bound: {{decision: equivalent, default: 6, range: {{from: 5, to: 7, steps: 3}}}}
        assert: {{strict: v > bound, lenient: v > 0.9 * bound, direction: v > 0}}
    """
    lines = [line.removeprefix(" " * 8) for line in text.strip("\n").splitlines()]
    return of(parsed("\n".join(lines).encode(), "a-claim.yaml"), METRICS)


def test_the_uncertainty_of_the_data_enters(bundled: Store) -> None:
    """China's share of compute is 5.7 % with an interval: above 5, 6 and 7 it is in shares of the draws."""
    view = bundled.as_of(DAY)
    args = {"group": "CN", "basis": "ownership"}
    verdict = check(asked("compute_share", "{group: CN, basis: ownership}"), view)
    draws = METRICS["compute_share"].measure(view, args).draws
    assert draws is not None
    expected = [float(np.mean(draws > bound)) for bound in (5, 6, 7)]
    assert [reading.strict for reading in verdict.readings] == pytest.approx(expected)
    assert verdict.strict is not None
    assert verdict.strict.value == pytest.approx(100 * np.mean(expected))
    assert all(0 < share < 1 for share in expected[:2])


@pytest.mark.parametrize("name", METRICS)
def test_before_anything_was_known_there_is_not_enough(bundled: Store, name: str) -> None:
    """A claim of 2015 is no error: none of its readings has a value, and each says why."""
    args = "{" + ", ".join(f"{key}: {value!r}" for key, value in METRICS[name].example.items()) + "}"
    ((then, _),) = then_and_now_all([asked(name, args, said="2015-01-01")], bundled.as_of(date(2015, 1, 2)))
    assert then is not None
    assert then.outcome == "insufficient_data"
    assert sum(then.missing.values()) == 3
