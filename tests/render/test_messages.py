"""Messages and their translations: every message has one, and it says the same with the same holes."""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from leadline.catalog import glossary
from leadline.render.chinese import FILE, chinese, is_reviewed, key, read
from leadline.render.language import Key, parts

ROOT = Path(__file__).parents[2]
DATA = ("source", "indicator", "unit", "term")
"""Contexts of words that stand in the catalogue of names, which may hold a number."""


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def told() -> list[Message]:
    return read(FILE)


def holes(template: str) -> Counter[str]:
    return Counter(hole for _, hole in parts(template) if hole is not None)


def numbers(words: str) -> set[str]:
    return set(re.findall(r"\d+", words))


def templates(told: list[Message]) -> Iterator[tuple[str, str]]:
    return ((str(one.id), str(one.string)) for one in told if (one.context or "") not in ("source", "indicator"))


def test_every_message_is_in_the_catalogue_and_no_other(tool: ModuleType, told: list[Message]) -> None:
    """Run `make messages` when this fails, and write the translations that are lacking."""
    assert set(tool.gathered()) == {key(one) for one in told}


def test_every_message_has_a_translation(told: list[Message]) -> None:
    assert [str(one.id) for one in told if not one.string or "fuzzy" in one.flags] == []


def test_a_translation_has_the_same_holes(told: list[Message]) -> None:
    wrong = [(english, chinese) for english, chinese in templates(told) if holes(english) != holes(chinese)]
    assert wrong == []


def test_a_translation_has_no_digit_of_its_own(told: list[Message]) -> None:
    """A template has none at all; words about a source or an indicator have at least those of the English."""
    loose = [str(one.string) for one in told if (one.context or "") not in DATA and re.search(r"\d", str(one.string))]
    assert loose == []
    lost = [str(one.id) for one in told if not numbers(str(one.id)) <= numbers(str(one.string))]
    assert lost == []


def test_one_word_for_one_concept(told: list[Message]) -> None:
    """Where the English has a word that the glossary fixes, the translation has the glossary's word for it."""
    own = [(re.sub(r"\{\w+\}", "", str(one.id)), str(one.string)) for one in told]
    other = [
        (word, words)
        for word, fixed in glossary.fixed().items()
        for english, words in own
        if re.search(rf"\b{word}s?\b", english, re.IGNORECASE) and fixed not in words
    ]
    assert other == []


def test_marks_are_those_of_chinese(told: list[Message]) -> None:
    """Full-width marks beside Chinese characters."""
    half = [str(one.string) for one in told if re.search(r"[\u4e00-\u9fff][,;:?!()]", str(one.string))]
    assert half == []


def test_a_message_counts_as_reviewed_by_its_mark_alone(told: list[Message]) -> None:
    assert chinese().unreviewed == sum(not is_reviewed(one) for one in told)
    assert chinese().translated == len(told)
    assert is_reviewed(Message("a", user_comments=["reviewed by N. N., 2026-12-01"]))
    assert not is_reviewed(Message("a", user_comments=["unreviewed"]))
    assert not is_reviewed(Message("a"))


def test_gathering_again_changes_nothing(tool: ModuleType) -> None:
    with FILE.open("rb") as lines:
        old = read_po(lines, locale="zh_Hans")
    without_version = [line for line in FILE.read_bytes().splitlines() if b"Generated-By" not in line]
    again = tool.written(tool.updated(old, tool.gathered())).splitlines()
    assert [line for line in again if b"Generated-By" not in line] == without_version


def test_a_changed_message_is_a_new_one_without_a_translation(tool: ModuleType) -> None:
    with FILE.open("rb") as lines:
        old = read_po(lines, locale="zh_Hans")
    new = tool.updated(old, {Key("", "Leadline briefings"): [], Key("", "Leadline briefing"): []})
    assert new.get("Leadline briefings").string == ""
    assert new.get("Leadline briefings").user_comments == ["unreviewed"]
    assert new.get("Leadline briefing").string == "Leadline简报"
