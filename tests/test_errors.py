"""Errors keep what they say when they are copied or cross into another process."""

import copy
import pickle

import pytest

from leadline.errors import UnknownName, UserError

KNOWN = [f"model-{number}" for number in range(1000)] + ["gpt-5.5", "gpt-5.4"]


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_an_unknown_name_says_the_same_as_a_copy(again: object) -> None:
    assert callable(again)
    error = UnknownName("model", "gpt5.5", KNOWN, "It is in no price list.")
    other = again(error)
    assert isinstance(other, UnknownName)
    assert isinstance(other, UserError)
    assert str(other) == str(error)
    assert str(error).startswith("Unknown model 'gpt5.5'. Did you mean 'gpt-5.5' or 'gpt-5.4'")
    assert str(error).endswith("It is in no price list.")
    assert other.nearest == error.nearest
    assert other.args == error.args == ("model", "gpt5.5")


def test_a_copy_carries_the_nearest_names_and_not_all_that_there_are() -> None:
    error = UnknownName("model", "gpt5.5", KNOWN)
    assert b"model-999" not in pickle.dumps(error)


def test_without_a_near_name_there_is_no_question() -> None:
    assert str(UnknownName("unit", "x", ["parsec"])) == "Unknown unit 'x'."
