"""A lead under other settings: which are tried, what they change, and what cannot be told."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from leadline.capability.index import index, scores_of
from leadline.capability.lead import lead_in
from leadline.capability.robustness import DEFINITIONS, REFERENCE, Row, robustness
from leadline.capability.setting import STANDARD, Setting
from leadline.capability.variations import Variation, anchored, variations
from leadline.catalog import Catalog
from leadline.cli import run
from leadline.errors import NotEnoughData, UserError
from leadline.model import Figure
from leadline.store.store import Store
from leadline.store.view import View
from tests.capability.worlds import BENCHMARKS, made_up, view_of
from tests.conftest import score


def of_kind(found: list[Variation], kind: str) -> dict[str, Setting]:
    return {variation.name: variation.setting for variation in found if variation.kind == kind}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> View:
    return view_of(Store(tmp_path_factory.mktemp("store"), catalog=catalog), made_up())


@pytest.fixture(scope="module")
def rows(world: View) -> list[Row]:
    return robustness(world, "US", "CN", setting=Setting(draws=20))


def test_one_choice_is_made_otherwise_at_a_time() -> None:
    """Each variation differs from the standard setting in one field, and from the others of its kind."""
    found = variations(made_up(), STANDARD)
    assert len({(variation.kind, variation.setting) for variation in found}) == len(found)
    for variation in found:
        assert len(variation.setting.changed) == 1, variation


def test_benchmarks_are_left_out_one_by_one_and_by_class() -> None:
    """Classes by the catalogue: HLE is held out, ARC-AGI-2 and SimpleBench are in part, Winogrande is public."""
    found = variations(made_up(), STANDARD)
    alone = of_kind(found, "benchmark left out")
    assert {name: setting.without_benchmarks for name, setting in alone.items()} == {n: (n,) for n in BENCHMARKS}
    items = of_kind(found, "items")
    assert "Winogrande" in items["public"].only
    assert set(items["public"].only).isdisjoint(items["semi"].only)
    areas = of_kind(found, "area left out")
    left_out = [name for setting in areas.values() for name in setting.without_benchmarks]
    assert sorted(left_out) == sorted(BENCHMARKS)
    domains = of_kind(found, "one domain")
    assert sorted(name for setting in domains.values() for name in setting.only) == sorted(BENCHMARKS)


def test_reporters_are_told_apart_where_the_source_names_them() -> None:
    """Developers' scores can be left out, and all but the publisher's own; without reporters there is no such row."""
    named = of_kind(variations(made_up(), STANDARD), "reporter")
    assert named["no developer"].without_reporters == ("DeepSeek-V3 Technical Report",)
    assert set(named["publisher only"].without_reporters) == {"DeepSeek-V3 Technical Report", "WeirdML Leaderboard", ""}
    silent = [replace(one, reported_by=None) for one in made_up()]
    assert of_kind(variations(silent, STANDARD), "reporter") == {}


def test_what_is_left_out_gives_way_to_what_most_scores_are_of() -> None:
    """An anchor, or a model of the scale, that a variation leaves out is replaced; one that is there stays."""
    scores = made_up()
    assert anchored(scores, STANDARD) == STANDARD
    without = [one for one in scores if one.yardstick != "Winogrande"]
    more = [score(f"one more {number}", "HLE", 0.2) for number in range(20)]
    assert anchored([*without, *more], STANDARD).anchor == "HLE"
    lone = [one for one in scores if one.model != "GPT-5"]
    assert "GPT-5" not in dict(anchored(lone, STANDARD).scale)
    assert [number for _, number in anchored(lone, STANDARD).scale] == [130.0, 150.0]


def values(cells: tuple[Figure | None, ...]) -> list[float | None]:
    return [figure.value if figure else None for figure in cells]


def test_the_reference_stands_first_with_its_interval(rows: list[Row], world: View) -> None:
    first = rows[0]
    assert (first.kind, first.scores, first.differences) == (REFERENCE, len(made_up()), (None, None, None))
    alone = [lead_in(index(world, draws=20), "US", "CN", world.as_of, definition=name) for name in DEFINITIONS]
    assert [figure and figure.id for figure in first.leads] == [figure.id for figure in alone]
    assert all(figure and figure.interval == "90%" for figure in first.leads)


def test_a_cell_is_the_lead_under_its_setting(rows: list[Row], world: View) -> None:
    """Leaving out HLE gives the lead of an index that never had it, and the difference from the reference."""
    (row,) = (row for row in rows if (row.kind, row.name) == ("benchmark left out", "HLE"))
    alone = index(world, Setting(draws=0, without_benchmarks=("HLE",)))
    expected = [lead_in(alone, "US", "CN", world.as_of, definition=name).value for name in DEFINITIONS]
    assert values(row.leads) == expected
    reference = rows[0].leads[2]
    assert reference
    assert row.differences[2]
    assert row.differences[2].value == expected[2] - reference.value
    assert row.differences[2].args["from"] == reference.id
    assert row.scores == sum(one.yardstick != "HLE" for one in made_up())


def test_schemes_have_intervals_of_their_own(rows: list[Row]) -> None:
    schemes = [row for row in rows if row.kind == "resampling"]
    assert [row.name for row in schemes] == ["benchmark", "bayesian", "posterior"]
    assert all(figure and figure.low is not None for row in schemes for figure in row.leads[1:])
    others = [row for row in rows if row.kind not in ("resampling", REFERENCE)]
    assert all(figure.interval == "none" for row in others for figure in row.leads if figure)


def test_penalty_clip_and_anchor_move_no_step_lead_here(rows: list[Row]) -> None:
    """In a world without near ties the order stays; so does the step lead."""
    for row in rows:
        if row.kind in ("ridge", "clip", "anchor"):
            assert values(row.differences)[1] == 0, row.name


def test_what_cannot_be_told_says_why(rows: list[Row]) -> None:
    """No row is dropped: a cell that is empty has its reason."""
    for row in rows:
        assert all(row.leads) != bool(row.why), row
    assert len(rows) == 1 + len(variations(made_up(), STANDARD))


def test_a_lead_that_cannot_be_told_at_all_is_an_error(world: View) -> None:
    with pytest.raises(NotEnoughData, match="No scored model of JP"):
        robustness(world, "JP", "CN", setting=Setting(draws=20))


def test_the_command_prints_a_table_and_draws_a_strip_chart(
    world: View, rows: list[Row], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the made-up world in place of the bundled store: the table hides what changes nothing unless asked."""
    monkeypatch.setattr("leadline.cli.lead.robustness.robustness_of", lambda *_, **__: rows)
    chart = tmp_path / "strip.svg"
    assert run(["lead", "robustness", "--as-of", "2026-08-11", "--plot", str(chart)]) == 0
    shown = capsys.readouterr().out
    assert "Interpolated" in shown
    assert "posterior" in shown
    assert "further benchmarks, one at a time" in shown
    assert ("does not say who reported" in shown) == (not any(row.kind == "reporter" for row in rows))
    assert "under other settings of the index" in chart.read_text(encoding="utf-8")
    assert run(["lead", "robustness", "--as-of", "2026-08-11", "--every", "--csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(rows)
    assert run(["lead", "robustness", "--as-of", "2026-08-11", "--json"]) == 0
    assert '"lead_difference"' in capsys.readouterr().out


def test_a_posterior_needs_no_anchor_benchmark(world: View) -> None:
    """No option names one for it, so that leaving out the usual one must not be an error."""
    found = index(world, Setting(scheme="posterior", without_benchmarks=("Winogrande",), draws=40))
    assert (len(found.draws), found.note.startswith("posterior: R-hat")) == (40, True)


def test_a_setting_with_benchmarks_left_out_can_be_varied(world: View) -> None:
    """Each variation leaves them out too, and leaves out one more."""
    rows = robustness(world, "US", "CN", setting=Setting(draws=0, without_benchmarks=("HLE",)))
    names = [row.name for row in rows if row.kind == "benchmark left out"]
    assert names == [name for name in sorted(BENCHMARKS) if name != "HLE"]
    assert all(str(lead.args["without_benchmarks"]).startswith("HLE") for row in rows for lead in row.leads if lead)


def test_the_scores_counted_are_those_of_the_source_asked_for(bundled: Store) -> None:
    """Rebuilt captures hold other scores than the published files; the reference rests on the source it names."""
    view, setting = bundled.as_of(date(2026, 8, 11)), Setting(source="epoch_eci_rebuilt")
    day = view.vintage("epoch_eci_rebuilt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("leadline.capability.robustness.variations", lambda *_: [])
        (reference,) = robustness(view, "US", "CN", on=day, setting=replace(setting, draws=0), definitions=("step",))
    assert reference.scores == len(scores_of(view, "epoch_eci_rebuilt")) != len(scores_of(view))


@pytest.mark.parametrize(
    "wrong",
    [
        {"draws": 20.5}, {"draws": "20"}, {"draws": True}, {"seed": -1}, {"seed": 1.5}, {"ridge": "0.1"}, {"ridge": 0},
        {"clip": (-0.1, 0.9)}, {"clip": (0.1, 1.1)}, {"clip": (0.5, 0.5)}, {"clip": ("0", 1)}, {"clip": (0.5,)},
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="Expected"):
        Setting(**wrong)
