"""The Python API is an explicit list, each of whose names can be had."""

import leadline


def test_the_list_is_sorted_and_complete() -> None:
    assert leadline.__all__ == sorted(leadline.__all__)
    assert set(leadline.__all__) == set(leadline._HOME)


def test_every_name_can_be_imported_and_has_a_docstring() -> None:
    for name in leadline.__all__:
        assert getattr(leadline, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(leadline, "no_such_name")
