"""The archive of an edition: figures that come out the same again, and differences with their reasons."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leadline.briefing.archive import FILE, Edition, read
from leadline.briefing.compose import brief
from leadline.briefing.differences import differences, reason
from leadline.briefing.document import Document
from leadline.briefing.edition import write
from leadline.cli import run
from leadline.errors import UnknownName, UserError
from leadline.model import Figure
from leadline.render.record import record
from leadline.store.store import Store

DAY = "2026-08-21"
SCORES, OTHERS = "epoch_eci@2026-08-11/r1", "epoch_eci@2026-09-01/r1"


@pytest.fixture(scope="module")
def folder(bundled: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition on prices alone."""
    folder = tmp_path_factory.mktemp("edition") / "own"
    write(brief(bundled.as_of(date(2026, 8, 21)), topics=["prices"]), folder, ["html"])
    return folder


@pytest.fixture
def edition(folder: Path) -> Edition:
    return read(folder)


def a_figure(
    value: float = 1.0,
    *,
    on: date = date(2026, 8, 1),
    method: str = "lead/1",
    evidence: tuple[str, ...] = (SCORES, "catalog@aa"),
) -> Figure:
    return Figure(
        metric="lead",
        args={"leader": "US", "follower": "CN", "definition": "step"},
        value=value,
        unit="months",
        as_of=date(2026, 9, 1),
        on=on,
        method=method,
        grade="estimate",
        evidence=evidence,
    )


def test_an_archive_holds_every_figure_as_it_is(document: Document, tmp_path: Path) -> None:
    write(document, tmp_path / "edition", ["html"])
    assert list(map(record, read(tmp_path / "edition").figures)) == list(map(record, document.figures))
    told = json.loads((tmp_path / "edition" / FILE).read_text(encoding="utf-8"))
    assert [section["id"] for section in told["texts"]][:2] == ["findings", "prices"]


def test_a_figure_of_an_edition_comes_out_the_same(
    folder: Path, edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = next(figure for figure in edition.figures if figure.metric == "cost")
    assert run(["figure", asked.id, "--edition", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == [{"id": asked.id, "same": True, "why": ""}]
    assert told["figures"][0]["value"] == asked.value
    assert run(["figure", asked.id, "--edition", str(folder)]) == 0
    assert "the same to the last digit" in capsys.readouterr().out


def test_a_figure_that_was_changed_in_the_archive_is_found_out(
    folder: Path, edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The value alone was changed: nothing but the program could be the reason, which is said."""
    told = json.loads((folder / FILE).read_text(encoding="utf-8"))
    told["figures"][0]["value"] += 1
    (tmp_path / FILE).write_text(json.dumps(told), encoding="utf-8")
    assert run(["figure", edition.figures[0].id, "--edition", str(tmp_path)]) == 1
    assert "the reason: program" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "found none"),
        ("{", "cannot be read"),
        ("[]", "found 'list'"),
        ('{"format": "leadline.edition/9"}', "leadline.edition/9"),
        ('{"format": "leadline.edition/1"}', "damage"),
    ],
)
def test_what_is_no_archive_is_named(content: str | None, said: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read(tmp_path)


def test_an_id_that_is_not_that_of_its_figure_is_damage(folder: Path, tmp_path: Path) -> None:
    told = json.loads((folder / FILE).read_text(encoding="utf-8"))
    told["figures"][0]["on"] = "2026-01-01"
    (tmp_path / FILE).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UserError, match="is not that of what it names"):
        read(tmp_path)


def test_figures_that_were_never_told_are_mistakes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["figure", "lead-0000000000", "--edition", str(folder)]) == 2
    assert "found none with the id 'lead-0000000000'" in capsys.readouterr().err
    cost = read(folder).figures[0].id
    assert run(["figure", cost, "--edition", str(folder), "--as-of", DAY]) == 2
    assert "leave out --as-of" in capsys.readouterr().err


def reasons() -> Iterator[tuple[Figure, str]]:
    yield a_figure(2.0, method="lead/2", evidence=(OTHERS, "catalog@bb")), "method"
    yield a_figure(2.0, evidence=(OTHERS, "catalog@bb")), "data"
    yield a_figure(2.0, evidence=(SCORES, "catalog@bb")), "names"
    yield a_figure(2.0, on=date(2026, 9, 1)), "day"
    yield a_figure(2.0), "program"


@pytest.mark.parametrize(("after", "expected"), list(reasons()))
def test_a_method_is_told_from_data_from_names_and_from_the_day(after: Figure, expected: str) -> None:
    assert reason(a_figure(), after) == expected
    found = differences([a_figure()], [after])
    assert [one.reason for one in found.changed] == [expected]
    assert (found.came, found.went, found.same) == ((), (), 0)


def test_figures_of_several_days_are_matched_by_day() -> None:
    """By hand: June is the same, July differs; May and August, one left on each side, are one thing on two days."""
    may, june, july, august = (date(2026, month, 1) for month in (5, 6, 7, 8))
    before = [a_figure(0.0, on=may), a_figure(1.0, on=june), a_figure(2.0, on=july)]
    after = [a_figure(1.0, on=june), a_figure(9.0, on=july), a_figure(4.0, on=august)]
    found = differences(before, after)
    changed = [(one.before.value, one.after.value, one.reason) for one in found.changed]
    assert changed == [(2.0, 9.0, "program"), (0.0, 4.0, "day")]
    assert found.same == 1


def test_what_came_and_went_is_told_apart() -> None:
    two = [a_figure(4.0, on=date(2026, 8, 1)), a_figure(5.0, on=date(2026, 9, 1))]
    assert len(differences([], two).came) == 2
    assert len(differences(two, []).went) == 2


def test_diff_tells_two_editions_apart(
    folder: Path, bundled: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(brief(bundled.as_of(date(2026, 7, 21)), topics=["prices"]), tmp_path / "earlier", ["html"])
    assert run(["brief", "diff", str(tmp_path / "earlier"), str(folder)]) == 0
    assert "figures differ" in capsys.readouterr().out
    assert run(["brief", "diff", str(tmp_path / "earlier"), str(folder), "--csv"]) == 0
    assert ",went," in capsys.readouterr().out
    assert run(["brief", "diff", str(folder), str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == []


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "edition"
    rest = ["--topics", "prices", "--out", str(out), "--if-changed"]
    assert run(["brief", "--as-of", DAY, "--format", "html", *rest]) == 0
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    assert run(["brief", "--as-of", DAY, "--format", "html", *rest]) == 1
    assert "Nothing new" in capsys.readouterr().out
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before
    # Another question, or other evidence, is something new.
    assert run(["brief", "--as-of", DAY, "--format", "md", *rest]) == 0
    assert run(["brief", "--as-of", "2026-07-21", "--format", "md", *rest]) == 0


def test_changes_are_told_since_an_edition(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "next"
    words = ["--topics", "changes", "--format", "html", "--since", str(folder), "--out", str(out)]
    assert run(["brief", "--as-of", "2026-09-21", *words]) == 0
    assert read(out).since == date(2026, 8, 21)


def test_topics_are_errors_with_the_nearest_name(bundled: Store) -> None:
    with pytest.raises(UnknownName, match="'lead'"):
        brief(bundled.as_of(date(2026, 8, 21)), topics=["leed"])
    with pytest.raises(UserError, match="found none"):
        brief(bundled.as_of(date(2026, 8, 21)), topics=[])
