"""Revisions: the counts of a second reading of the six vintages, two known revisions, renaming, and what is refused."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadline.cli import run
from leadline.errors import NotEnoughData, UserError
from leadline.model import Model
from leadline.stack.revisions import CHANGES, compute_revision, counts, history, revisions, vintages
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import snapshot

AS_OF = date(2026, 11, 22)
TABLE = ((212, 165, 63, 9), (11, 1, 1, 0), (17, 4, 0, 1), (16, 5, 1, 0), (62, 2, 2, 2))
"""Added, removed, revised, newly estimated, from vintage to vintage, as a count without this program has them."""


@pytest.fixture(scope="module")
def view(bundled: Store) -> View:
    return bundled.as_of(AS_OF)


def test_names_as_written_meet_a_count_made_elsewhere(view: View) -> None:
    told = {(one.args["older"], one.args["change"]): one.value for one in history(view, names="as written")}
    found = tuple(
        tuple(told[str(older), change] for change in ("added", "removed", "revised", "newly estimated"))
        for older in vintages(view)[:-1]
    )
    assert found == TABLE


def test_two_known_revisions(view: View) -> None:
    """GPT-4.5: 2.1e26 to 3.8e26 in December 2025; AlphaGo Zero: 3.4e23 to 6.5e20 in the year 2025."""
    for older, newer, name, times in (
        (date(2025, 11, 1), date(2025, 12, 2), "GPT-4.5", 3.8 / 2.1),
        (date(2025, 2, 24), date(2025, 11, 1), "AlphaGo Zero", 6.5e20 / 3.4e23),
    ):
        (one,) = [one for one in revisions(view, older, newer) if (one.model, one.change) == (name, "revised")]
        figure = compute_revision(view, older, newer, one)
        assert figure.value == pytest.approx(times, rel=0.01)
        assert {f"epoch_notable_models@{older}/r1", f"epoch_notable_models@{newer}/r1"} < set(figure.evidence)


def test_a_renamed_model_is_neither_removed_nor_added(view: View) -> None:
    found = revisions(view, date(2025, 12, 2), date(2025, 12, 17))
    moved = {(one.older.model, one.model) for one in found if one.change == "renamed" and one.older}
    assert ("GPT-4o", "GPT-4o (May 2024)") in moved
    assert not [one for one in found if one.change == "removed"]


def test_a_name_that_came_back_was_not_renamed(view: View) -> None:
    """GPT-4o became GPT-4o (May 2024) in December 2025 and GPT-4o again by July 2026."""
    found = revisions(view, date(2025, 11, 1), AS_OF)
    assert "GPT-4o" not in {one.model for one in found if one.change in ("renamed", "added", "removed")}


def test_matching_moves_as_many_out_of_both_columns(view: View) -> None:
    for older, newer in pairwise(vintages(view)):
        plain, matched = (
            {one.args["change"]: one.value for one in counts(view, older, newer, names=names)}
            for names in ("as written", "matched")
        )
        assert plain["added"] - matched["added"] == plain["removed"] - matched["removed"] == matched["renamed"]


def test_another_spelling_of_a_country_is_no_change(view: View) -> None:
    """The heading changed between the first two vintages, and 'Multinational' was dropped."""
    for one in revisions(view, date(2025, 2, 24), date(2025, 11, 1)):
        if one.change == "country changed":
            assert one.older
            assert one.newer
            assert one.older.country != one.newer.country


def test_what_is_learned_later_changes_no_earlier_pair(view: View) -> None:
    older, newer = vintages(view)[:2]
    then = view.earlier(newer)
    assert [one.value for one in counts(then, older, newer)] == [one.value for one in counts(view, older, newer)]


def test_days_must_rise_and_two_vintages_be_known(view: View) -> None:
    with pytest.raises(UserError, match="an older day and a newer one"):
        revisions(view, AS_OF, AS_OF)
    with pytest.raises(NotEnoughData, match="need two vintages"):
        vintages(view.earlier(date(2025, 3, 1)))
    with pytest.raises(NotEnoughData):
        revisions(view, date(2024, 1, 1), AS_OF)


FLOPS = st.one_of(st.none(), st.floats(1e20, 1e27))
LISTS = st.dictionaries(st.sampled_from("abcdef"), FLOPS, min_size=1)


@settings(deadline=None, max_examples=30)
@given(before=LISTS, after=LISTS, threshold=st.sampled_from((0.0, 0.01, 0.5)))
def test_every_difference_is_told_once(
    before: dict[str, float | None], after: dict[str, float | None], threshold: float, made: Callable[..., View]
) -> None:
    view = made(before, after)
    told = Counter(one.change for one in revisions(view, date(2026, 1, 1), date(2026, 2, 1), threshold=threshold))
    assert told["added"] == len(after.keys() - before.keys())
    assert told["removed"] == len(before.keys() - after.keys())
    both = [(before[name], after[name]) for name in before.keys() & after.keys()]
    assert told["newly estimated"] == sum(b is None and a is not None for b, a in both)
    assert told["no longer estimated"] == sum(b is not None and a is None for b, a in both)
    assert told["revised"] == sum(bool(a and b and abs(a / b - 1) > threshold) for b, a in both)
    assert not told["renamed"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, bundled: Store) -> Callable[..., View]:
    """A view of two vintages of a small list."""

    def build(*lists: dict[str, float | None]) -> View:
        store = Store(tmp_path_factory.mktemp("lists"), catalog=bundled.catalog)
        for month, flops in enumerate(lists, start=1):
            card = snapshot("epoch_notable_models", f"2026-0{month}-01")
            rows = [
                Model(source="epoch_notable_models", model=name, training_flop=flop) for name, flop in flops.items()
            ]
            store.append(card, rows, [], keep_raw=False)
        return store.as_of(date(2026, 3, 1))

    return build


def test_the_command_tells_counts_models_and_figures(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["revisions", "--as-of", "2026-11-22", "--as-written"]) == 0
    shown = capsys.readouterr().out
    assert "212" in shown
    assert "165" in shown
    assert run(["revisions", "--since", "2025-11-01", "--as-of", "2025-12-10"]) == 0
    assert "3.8e26 FLOP" in capsys.readouterr().out
    assert run(["revisions", "--since", "2025-11-01", "--as-of", "2025-12-10", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["metric"] for one in told["figures"]} == {"revised_models", "compute_revision"}
    assert {row["change"] for row in told["rows"]} <= set(CHANGES)
    assert run(["revisions", "--as-of", "2026-11-22", "--csv"]) == 0
    assert capsys.readouterr().out.startswith("older,newer,revised,")


@pytest.mark.parametrize("arguments", [["--threshold", "1"], ["--since", "2027-01-01"], ["--as-of", "2025-03-01"]])
def test_a_mistake_is_told_in_one_paragraph(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["revisions", *arguments]) == 2
    assert "Traceback" not in capsys.readouterr().err
