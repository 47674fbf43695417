"""Classes of benchmarks: every benchmark of every vintage has one, with a reason."""

import pytest

from leadline.catalog.benchmarks import benchmark, load
from leadline.errors import UnknownName
from leadline.store.store import Store

MATRICES = ("epoch_eci", "epoch_eci_rebuilt")


def test_every_benchmark_of_every_vintage_has_a_class(bundled: Store) -> None:
    """The robustness of a lead is told by class: one without would be left out in silence."""
    days = {entry.snapshot.vintage for entry in bundled.entries if entry.snapshot.source in MATRICES}
    names: set[str] = set()
    for day in days:
        found = bundled.as_of(day).query("SELECT DISTINCT source, yardstick FROM score WHERE scale = 'share'")
        names |= {str(name) for source, name in found if source in MATRICES}
    assert len(names) > 60
    assert names - load().keys() == set()


def test_classes_have_their_reasons() -> None:
    for entry in load().values():
        assert entry.reason
        assert entry.source


def test_an_area_lies_in_one_domain() -> None:
    pairs = {(entry.area, entry.domain) for entry in load().values()}
    assert len(pairs) == len({area for area, _ in pairs})


def test_both_sides_of_the_divide_can_be_fitted() -> None:
    """A refit on a side needs more than a handful of benchmarks."""
    sides = [entry.access for entry in load().values()]
    assert sides.count("public") >= 20
    assert sides.count("held-out") >= 10


def test_an_unknown_benchmark_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="'SimpleBench'"):
        benchmark("SimpelBench")
