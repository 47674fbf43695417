"""The claims of the package: each in a file of its id, none with another's words, none that lint objects to.

Their outcomes on two days stand in `tests/data/claims_bundled.csv`, so that a verdict that changes is seen. Written
anew by `python -m tests.claims.test_bundled`.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from leadline.catalog import Catalog
from leadline.claims import works
from leadline.claims.check import check_all
from leadline.claims.claim import Claim
from leadline.claims.lint import lint, readable
from leadline.claims.metrics import METRICS
from leadline.claims.read import bundled as files
from leadline.claims.verdict import Verdict
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DAYS = (date(2026, 5, 30), date(2026, 11, 24))
GOLDEN = Path(__file__).parent.parent / "data" / "claims_bundled.csv"
FIELDS = ("claim", *map(str, DAYS))
LEAST_ASKED = 1 / 3
"""Of the claims of each side, those that the data are asked about."""
MOST_OF_A_SIDE = 1 / 3
"""Of all claims, those of one side."""


@cache
def claims() -> list[Claim]:
    """All of them, in order: read once for all tests."""
    found, broken = readable(files(), METRICS)
    assert broken == []
    return found


def outcomes(verdicts: list[list[Verdict]]) -> Iterator[dict[str, str]]:
    """A row for each claim: what comes of it on each day."""
    for found in zip(*verdicts, strict=True):
        yield dict(zip(FIELDS, [found[0].claim.id, *(verdict.outcome for verdict in found)], strict=True))


def checked(store: Store) -> list[list[Verdict]]:
    """The verdicts of each day."""
    return [check_all(claims(), store.as_of(day)) for day in DAYS]


def test_the_claims_of_the_package_are_in_order() -> None:
    found = claims()
    assert lint(found, METRICS) == []
    for claim in found:
        assert claim.file == f"{claim.work.id}/{claim.id}.yaml"
        assert claim.work.id in works.load()
        assert claim.quote == ""
        assert claim.history


def test_a_sentence_that_an_article_passes_on_is_not_put_into_its_mouth() -> None:
    """The op-ed argues against what it says that the paper says of chips and of distilling."""
    told = {claim.id: claim.restated for claim in claims()}
    for one in ("oped-chips", "oped-distillation"):
        assert told[one].startswith("By its account the paper portrays")


def test_nothing_that_is_not_due_has_a_verdict() -> None:
    """What will be by the end of a year that is not over, or later."""
    told = {claim.id: claim.status for claim in claims()}
    for one in ("arena-top-chinese", "ifp-b30a-edge-below-4", "paper-first-scenario-2028", "oped-lead-12-24"):
        assert told[one] == "scenario"


def test_works_of_which_no_more_than_the_month_is_known_have_no_day() -> None:
    for work in works.load().values():
        assert work.day_known == ("only the month is known" not in work.read), work.id


def test_no_side_is_asked_only_what_data_cannot_tell() -> None:
    """At least a third of each side's claims have a query, and no side makes more than a third of all."""
    found = claims()
    of_side = Counter(claim.work.side for claim in found)
    asked = Counter(claim.work.side for claim in found if claim.query)
    sides = {"US policy", "CN policy", "chip industry", "open source", "research", "vendor", "press", "unknown"}
    assert set(of_side) == sides
    for side, count in of_side.items():
        assert asked[side] >= LEAST_ASKED * count, side
        assert count <= MOST_OF_A_SIDE * len(found), side


def test_lint_of_what_comes_of_them_finds_nothing_and_no_outcome_has_changed(bundled: Store) -> None:
    verdicts = checked(bundled)
    assert lint(claims(), METRICS, verdicts[-1]) == []
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        assert list(outcomes(verdicts)) == list(csv.DictReader(lines))


if __name__ == "__main__":
    with GOLDEN.open("w", encoding="utf-8", newline="") as written:
        table = csv.DictWriter(written, FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows(outcomes(checked(Store(BUNDLED, catalog=Catalog()))))
