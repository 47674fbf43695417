"""The claims of the package: each in a file of its id, none with another's words, none that lint objects to."""

from leadline.claims.lint import lint, readable
from leadline.claims.metrics import METRICS
from leadline.claims.read import bundled


def test_the_claims_of_the_package_are_in_order() -> None:
    claims, broken = readable(bundled(), METRICS)
    assert broken == []
    assert lint(claims, METRICS) == []
    for claim in claims:
        assert claim.file.rpartition("/")[2] == f"{claim.id}.yaml"
        assert claim.quote == ""
        assert claim.history
