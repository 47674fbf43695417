"""The Python API is an explicit list, each of whose names can be had."""

from importlib import import_module
from pkgutil import iter_modules

import leadline


def test_the_list_is_sorted_and_complete() -> None:
    assert leadline.__all__ == sorted(leadline.__all__)
    assert set(leadline.__all__) == set(leadline._HOME)


def test_every_name_can_be_imported_and_has_a_docstring() -> None:
    for name in leadline.__all__:
        assert getattr(leadline, name).__doc__, name


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(leadline, "no_such_name")


def test_no_part_has_the_name_of_something_on_the_list() -> None:
    """Importing `leadline.x` sets the attribute `x` of the face, which would then be the module for whoever asks."""
    assert not {part.name for part in iter_modules(leadline.__path__)} & set(leadline.__all__)


def test_a_name_is_what_it_was_whatever_is_imported() -> None:
    for home, names in leadline._HOMES.items():
        module = import_module(f"leadline.{home}")
        for name in names:
            assert getattr(leadline, name) is getattr(module, name), name
            assert callable(getattr(leadline, name)), name
