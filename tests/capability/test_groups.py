"""Groups of models: every way to write one, and what belongs to it."""

from dataclasses import replace
from datetime import date

import pytest

from leadline.capability.groups import group
from leadline.capability.lead import lead
from leadline.capability.ranking import ScoredModel
from leadline.catalog import Catalog
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.store.store import Store

CATALOG = Catalog()
OPUS = ScoredModel(
    name="Claude Opus 5",
    released=date(2026, 7, 24),
    organisation="anthropic",
    country="US",
    access="closed",
    access_assumed=False,
)
R1 = replace(OPUS, name="DeepSeek-R1", organisation="deepseek", country="CN", access="open")
SMALL = replace(R1, name="Mistral Small 3", organisation="mistral", country="FR")
NOBODY = replace(R1, name="x-1", organisation=None, country=None, access="unknown")
ALL = {"opus": OPUS, "r1": R1, "small": SMALL, "nobody": NOBODY}


@pytest.mark.parametrize(
    ("written", "name", "held"),
    [
        ("us", "US", "opus"),
        ("China", "CN", "r1"),
        ("EU", "EU", "small"),
        ("European Union", "EU", "small"),
        ("open", "open", "r1 small"),
        ("Closed", "closed", "opus"),
        ("Anthropic", "anthropic", "opus"),
        ("world", "world", "opus r1 small nobody"),
        ("non-US", "non-US", "r1 small"),
        ("non-deepseek", "non-deepseek", "opus small"),
        ("non-EU", "non-EU", "opus r1"),
        ("claude-opus-5", "Claude Opus 5", "opus"),
        ("x-1", "x-1", "nobody"),
        ("deepseek + Mistral", "deepseek+mistral", "r1 small"),
        ("US+GB", "GB+US", "opus"),
        ("GB+US", "GB+US", "opus"),
        ("DeepSeek-R1+Claude Opus 5", "Claude Opus 5+DeepSeek-R1", "opus r1"),
        ("non-US+Claude Opus 5", "Claude Opus 5+non-US", "opus r1 small"),
        ("CN&open", "CN&open", "r1"),
        ("open & China", "CN&open", "r1"),
        ("closed&CN", "closed&CN", ""),
        ("US & us", "US", "opus"),
        ("EU&open+US", "EU&open+US", "opus small"),
        ("non-US&open", "non-US&open", "r1 small"),
    ],
)
def test_what_belongs_to_a_group(written: str, name: str, held: str) -> None:
    """A model of which a fact is not known belongs to no group that the fact makes, nor to the rest of one."""
    found = group(CATALOG, written, [model.name for model in ALL.values()])
    assert found.name == name
    assert [key for key, model in ALL.items() if found.holds(model)] == held.split()


def test_a_plus_may_belong_to_a_name() -> None:
    assert group(CATALOG, "Command R+").kind == "model"
    assert [part.name for part in group(CATALOG, "Command R++GPT-5").parts] == ["Command R+", "GPT-5"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Chnia", "Did you mean 'China'"),
        ("openai+antropic", "Did you mean 'Anthropic'"),
        ("non-open", "Unknown group 'non-open'"),
        ("GPT-55", "Did you mean 'GPT-5"),
        ("", "Unknown group ''"),
        ("+", "Unknown group '\\+'"),
    ],
)
def test_an_unknown_group_is_an_error_with_the_nearest(written: str, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        group(CATALOG, written)


def test_pairs_that_make_no_sense(bundled: Store) -> None:
    august = bundled.as_of(date(2026, 8, 11))
    with pytest.raises(UserError, match="Both groups are US"):
        lead(august, "US", "United States")
    with pytest.raises(NotEnoughData, match=r"No scored model of JP was released .* There are models of: US, CN, FR"):
        lead(august, "US", "JP")
    with pytest.raises(NotEnoughData, match="There are models of: openai"):
        lead(august, "US", "baidu")
    with pytest.raises(UserError, match="that is later"):
        lead(august, "US", "CN", on=date(2026, 8, 12))


def test_groups_that_overlap_say_so(bundled: Store) -> None:
    august = bundled.as_of(date(2026, 8, 11))
    assert "share" in lead(august, "closed", "US").note
    assert "share" not in lead(august, "US", "non-US").note
