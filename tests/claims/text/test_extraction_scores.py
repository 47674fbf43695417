"""The rules keep finding what they found in the labelled sentences that they were written with.

The floors lie a little below what was reached; the sentences that were put by are no matter of a test.
"""

import pytest

from benchmarks.claim_extraction import Scores, scores


@pytest.fixture(scope="module")
def reached() -> Scores:
    return scores("dev")


def test_sentences_are_parted_as_a_reader_parts_them(reached: Scores) -> None:
    assert reached.split == reached.sentences


def test_checkable_sentences_are_found(reached: Scores) -> None:
    assert reached.checkable.precision >= 0.93
    assert reached.checkable.recall >= 0.95


@pytest.mark.parametrize(
    ("name", "floor"), [("type", 0.94), ("entities", 0.88), ("quantities", 0.92), ("comparator", 0.92)]
)
def test_what_they_say_is_read(reached: Scores, name: str, floor: float) -> None:
    assert reached.fields[name].f1 >= floor


def test_repeated_claims_are_recognised(reached: Scores) -> None:
    assert reached.matches.precision >= 0.95
    assert reached.matches.recall >= 0.85
