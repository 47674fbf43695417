"""What differs between two views, and what only looks different."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from leadline.capability.index import index
from leadline.changes import Change, changes_since, new_offers, new_records, price_changes
from leadline.cli import run
from leadline.errors import NotEnoughData, UnknownName, UserError
from leadline.model import Document, Event, Observation
from leadline.render.atom import Entry, feed
from leadline.store.store import Store
from leadline.store.view import View
from tests.conftest import rate, snapshot


@pytest.fixture
def two_views(store: Store) -> tuple[View, View]:
    """In May one source; in June its newer file, and a source that the earlier view did not have."""
    may = [rate("10", model="gpt-11"), rate("3", model="gpt-12"), rate("1", model="gpt-13"), rate("4", model="gpt-14")]
    june = [
        rate("2", model="gpt-11"),
        rate("3", model="gpt-12"),
        rate("0", model="gpt-13"),
        rate("4", model="gpt-14"),
        rate("5", model="gpt-15"),
    ]
    store.append(snapshot(vintage="2026-05-01"), may, keep_raw=False)
    store.append(snapshot(vintage="2026-06-01"), june, keep_raw=False)
    other = [
        rate("7", source="model_prices", model="gpt-12"),
        rate("8", source="model_prices", model="gpt-16"),
    ]
    store.append(snapshot("model_prices", "2026-06-02"), other, keep_raw=False)
    return store.as_of(date(2026, 5, 20)), store.as_of(date(2026, 6, 20))


def test_a_price_change_is_told_by_one_source_of_both_views(two_views: tuple[View, View]) -> None:
    """gpt-12 is 3 in one source all along; that another source, new to us, says 7 is no change. Free comes first."""
    found = price_changes(*two_views)
    assert [(c.offer.model, c.before.value, c.after.value) for c in found] == [
        ("gpt-13", 1.0, 0.0),
        ("gpt-11", 10.0, 2.0),
    ]
    assert found[0].after.args["source"] == "genai_prices"


def test_an_offer_is_new_only_by_a_source_of_both_views(two_views: tuple[View, View]) -> None:
    assert [offer.model for offer in new_offers(*two_views)] == ["gpt-15"]


def test_a_record_of_a_model_that_was_scored_late_is_told(bundled: Store) -> None:
    """Qwen 3.6 Plus came out on 2026-04-01 and was not yet scored on 2026-05-02."""
    earlier, later = bundled.as_of(date(2026, 5, 5)), bundled.as_of(date(2026, 7, 31))
    told = {record.model: record.day for record in new_records(earlier, later, ("US", "CN"))}
    assert "Qwen 3.6 Plus" in told
    assert told["Qwen 3.6 Plus"] < earlier.as_of
    assert "Qwen 3.6 Plus" not in {model.name for model in index(earlier, draws=0).models}


def test_rebuilt_and_published_scores_are_not_compared(bundled: Store) -> None:
    with pytest.raises(NotEnoughData, match="epoch_eci_rebuilt, now epoch_eci"):
        new_records(bundled.as_of(date(2026, 1, 15)), bundled.as_of(date(2026, 3, 1)), ("US", "CN"))


def told(view: View, since: date, kind: str) -> list[Change]:
    return [change for change in changes_since(view, since, layer="models").found if change.kind == kind]


@pytest.mark.parametrize(
    ("model", "then", "known", "before", "after"),
    [
        ("AlphaGo Zero", "2025-02-24", date(2025, 11, 1), 3.4e23, 6.5e20),
        ("GPT-4.5", "2025-11-01", date(2025, 12, 2), 2.1e26, 3.8e26),
        ("DeepSeek-R1", "2025-12-17", date(2026, 1, 26), 4.0e24, 3.5e24),
    ],
)
def test_revisions_of_training_compute_are_those_that_the_files_hold(
    bundled: Store, model: str, then: str, known: date, before: float, after: float
) -> None:
    """Counted in the raw files beforehand, to two digits; each stands under its own two vintages."""
    found = told(bundled.as_of(date(2026, 11, 1)), date(2025, 2, 24), "revision")
    one = next(c for c in found if c.name == f"{model}: training compute" and c.known == known)
    assert (one.then, one.source) == (then, "epoch_notable_models")
    assert one.before == pytest.approx(before, rel=0.03)
    assert one.after == pytest.approx(after, rel=0.03)


def test_a_change_has_the_same_id_from_whatever_day_one_looks(bundled: Store) -> None:
    view = bundled.as_of(date(2026, 11, 1))
    late, early = (told(view, day, "revision") for day in (date(2025, 12, 20), date(2025, 3, 1)))
    assert {change.id for change in late} < {change.id for change in early}
    assert len({change.id for change in early}) == len(early)


def value(of: str, amount: float, source: str = "epoch_ml_hardware", known: datetime | None = None) -> Observation:
    return Observation(
        source=source, indicator="chip_tdp_w", entity=of, value=amount, unit="W", status="measured", known=known
    )


def test_only_what_two_following_vintages_contain_is_a_revision(store: Store) -> None:
    """A is revised and later left alone; B is withdrawn and comes back otherwise, which is new; C is new."""
    for day, rows in (
        ("2026-01-01", [value("A", 1), value("B", 1)]),
        ("2026-02-01", [value("A", 2)]),
        ("2026-03-01", [value("A", 2), value("B", 3), value("C", 0)]),
    ):
        store.append(snapshot("epoch_ml_hardware", day), rows, keep_raw=False)
    found = changes_since(store.as_of(date(2026, 4, 1)), date(2025, 12, 1), layer="chips").found
    assert [(c.kind, c.name, c.then, c.before, c.after) for c in found] == [
        ("new value", "B: chip_tdp_w", "2026-02-01", None, 3.0),
        ("new value", "C: chip_tdp_w", "2026-02-01", None, 0.0),
        ("revision", "A: chip_tdp_w", "2026-01-01", 1.0, 2.0),
        ("withdrawn", "B: chip_tdp_w", "2026-01-01", 1.0, None),
    ]
    assert [c.known for c in found] == [date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 1), date(2026, 2, 1)]


def test_what_a_vintage_does_not_cover_is_a_gap_and_not_withdrawn(store: Store) -> None:
    """Of four that went B alone was taken back: X / Y is of a kind that is told no more, and A is told from 2026 on."""

    def quarter(of: str, year: int, month: int) -> Observation:
        return replace(value(of, 1), period_start=date(2020, 1, 1), period_end=date(year, month, 1))

    old = [value("B", 1), value("X / Y", 1), *(quarter("A", 2025, month) for month in (1, 4)), quarter("A", 2026, 1)]
    store.append(snapshot("epoch_ml_hardware", "2026-05-01"), old, keep_raw=False)
    new = [quarter("A", 2026, 1), quarter("A", 2026, 4)]
    store.append(snapshot("epoch_ml_hardware", "2026-06-01"), new, keep_raw=False)
    view, since = store.as_of(date(2026, 7, 1)), date(2026, 1, 1)
    found = changes_since(view, since, layer="chips")
    assert [change.name for change in found.found if change.kind == "withdrawn"] == ["B: chip_tdp_w"]
    (gap,) = (gap for gap in found.gaps if "does not cover" in gap)
    assert gap.startswith("epoch_ml_hardware of 2026-06-01 does not cover 3 values of 2026-05-01")
    assert not any("does not cover" in gap for gap in changes_since(view, since, layer="compute").gaps)


def test_a_period_that_is_left_out_of_a_series_is_withdrawn(store: Store) -> None:
    """Of three quarters the middle and the last go: the first that is told comes before both."""
    ends = [date(2026, month, 1) for month in (1, 4, 7)]
    rows = [replace(value("A", 1), period_start=date(2020, 1, 1), period_end=end) for end in ends]
    store.append(snapshot("epoch_ml_hardware", "2026-08-01"), rows, keep_raw=False)
    store.append(snapshot("epoch_ml_hardware", "2026-09-01"), rows[:1], keep_raw=False)
    found = changes_since(store.as_of(date(2026, 10, 1)), date(2026, 1, 1), layer="chips").found
    assert [change.name[-10:] for change in found if change.kind == "withdrawn"] == ["2026-04-01", "2026-07-01"]


def test_what_a_log_no_longer_repeats_is_not_withdrawn(store: Store) -> None:
    for month in (1, 2):
        row = value("AB"[month - 1], 1, "leadline_estimates", datetime(2026, month, 1, tzinfo=UTC))
        store.append(snapshot("leadline_estimates", f"2026-0{month}-05"), [row], keep_raw=False)
    assert not told(store.as_of(date(2026, 4, 1)), date(2025, 12, 1), "withdrawn")


def test_a_log_is_compared_word_by_word(store: Store) -> None:
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3)]
    rows = [value("A", amount, "leadline_estimates", day) for amount, day in zip((1, 1, 4), days, strict=True)]
    store.append(snapshot("leadline_estimates", "2026-03-05"), rows, keep_raw=False)
    found = changes_since(store.as_of(date(2026, 4, 1)), date(2025, 12, 1)).found
    assert [(c.kind, c.known, c.before, c.after) for c in found] == [
        ("revision", date(2026, 3, 1), 1.0, 4.0),
        ("new value", date(2026, 1, 1), None, 1.0),
    ]


def test_events_later_words_and_documents(store: Store) -> None:
    first = Event(
        source="leadline_policy_events",
        jurisdiction="US",
        layer="chips",
        direction="tighten",
        title="a rule",
        announced=date(2026, 1, 5),
        known=datetime(2026, 1, 5, tzinfo=UTC),
    )
    later = replace(first, suspended=date(2026, 2, 7), known=datetime(2026, 2, 7, tzinfo=UTC))
    paper = Document(
        source="federal_register", title="=1", publisher="p", url="https://a", known=datetime(2026, 2, 8, tzinfo=UTC)
    )
    store.append(snapshot("leadline_policy_events", "2026-02-07"), [first, later], keep_raw=False)
    store.append(snapshot("federal_register", "2026-02-08"), [paper], keep_raw=False)
    found = changes_since(store.as_of(date(2026, 3, 1)), date(2026, 1, 5)).found
    assert [(c.kind, c.then) for c in found] == [("document", ""), ("event", "2026-01-05")]
    assert "suspended 2026-02-07, before not known" in found[1].detail


def test_what_cannot_be_asked_is_an_error_and_what_cannot_be_compared_a_gap(bundled: Store) -> None:
    view = bundled.as_of(date(2026, 3, 1))
    with pytest.raises(UnknownName, match="Did you mean 'chips'"):
        changes_since(view, date(2026, 1, 1), layer="chip")
    with pytest.raises(UserError, match="a day before 2026-03-01"):
        changes_since(view, date(2026, 3, 1))
    assert any("epoch_eci_rebuilt, now epoch_eci" in gap for gap in changes_since(view, date(2026, 1, 15)).gaps)


def test_the_feed_is_atom_with_an_id_an_update_and_a_link_for_each_entry(
    bundled: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """RFC 4287, 4.1: what a feed and an entry must contain."""
    path = tmp_path / "changes.xml"
    assert run(["changes", "--since", "2026-06-01", "--as-of", "2026-11-01", "--atom", str(path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    name = {"a": "http://www.w3.org/2005/Atom"}
    top = ElementTree.parse(path).getroot()
    assert top.tag == "{http://www.w3.org/2005/Atom}feed"
    for needed in ("id", "title", "updated", "author/a:name"):
        assert top.findtext(f"a:{needed}", namespaces=name)
    entries = top.findall("a:entry", name)
    assert len(entries) == min(len(rows), 500)
    for entry in entries:
        for needed in ("id", "title", "updated", "content"):
            assert entry.findtext(f"a:{needed}", namespaces=name)
    assert len({entry.findtext("a:id", namespaces=name) for entry in entries}) == len(entries)


def test_a_hostile_title_makes_no_broken_feed() -> None:
    entry = Entry(
        id="x",
        title="<b>&amp;\x00\ud800]]>",
        content="",
        updated=date(2026, 1, 2),
        author="a",
        category="c",
        link="javascript:alert(1)",
    )
    top = ElementTree.fromstring(feed("t", [entry], date(2026, 1, 1), ""))
    assert [title.text for title in top.iter("{http://www.w3.org/2005/Atom}title")] == ["t", "<b>&amp;]]>"]
    assert not list(top.iter("{http://www.w3.org/2005/Atom}link"))
    assert top.findtext("{http://www.w3.org/2005/Atom}updated") == "2026-01-02T00:00:00Z"


def test_a_table_of_changes_shows_few_of_each_kind_and_counts_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["changes", "--since", "2026-06-01", "--as-of", "2026-11-01", "--kind", "revision", "--most", "1"]) == 0
    out = capsys.readouterr().out
    assert sum(line.split()[:1] == ["revision"] for line in out.splitlines()) == 1
    assert "of kind revision" in out
    assert run(["changes", "--since", "2026-06-01", "--kind", "revisions"]) == 2
