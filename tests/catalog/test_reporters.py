"""Who reported a score: every reporter of every vintage is of a kind, with a reason."""

from leadline.catalog.reporters import load
from leadline.store.store import Store


def test_every_reporter_of_every_vintage_has_a_kind(bundled: Store) -> None:
    """One without would count as nobody's developer in silence."""
    days = {entry.snapshot.vintage for entry in bundled.entries if entry.snapshot.source.startswith("epoch_eci")}
    names: set[str] = set()
    for day in days:
        found = bundled.as_of(day).query(
            "SELECT DISTINCT reported_by FROM score WHERE scale = 'share' AND reported_by IS NOT NULL "
            "AND source IN ('epoch_eci', 'epoch_eci_rebuilt')"
        )
        names |= {str(name) for (name,) in found}
    assert len(names) > 50
    assert names - load().keys() == set()


def test_kinds_have_their_reasons() -> None:
    for entry in load().values():
        assert entry.reason
    assert [entry.reporter for entry in load().values() if entry.kind == "publisher"] == ["Epoch evaluations"]
