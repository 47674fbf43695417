"""A second computation of the same prices: the package whose snapshot is bundled, on 20,000 random dated requests."""

import pytest

against = pytest.importorskip(
    "benchmarks.against_model_prices", reason="the development tools lack model-prices: install them anew"
)


def test_every_difference_has_a_cause() -> None:
    counted, unexplained = against.differences()
    assert counted.total() == against.REQUESTS == 20_000
    assert unexplained == []
    assert counted[against.SAME] > 0.7 * against.REQUESTS
