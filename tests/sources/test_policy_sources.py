"""Readers of policy events and registers: rows by hand, and what is refused."""

import json
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest

from leadline.errors import SourceChanged
from leadline.ingest import waiting
from leadline.model import Document, Event, RawFile, Rejected, Snapshot
from leadline.sources import (
    federal_register,
    federal_register_index,
    leadline_export_rules,
    leadline_policy_events,
)


def card(source: str, name: str, content: str, folder: Path) -> Snapshot:
    (folder / name).write_text(content, encoding="utf-8")
    file = RawFile(name=name, bytes=len(content), sha256="0" * 64, url="https://example.org")
    day = date(2026, 11, 22)
    return Snapshot(source=source, vintage=day, retrieved=day, licence="x", reader=1, path=folder, files=(file,))


HEADER = ",".join(leadline_policy_events.COLUMNS)
RULE = '2025-11-10,2025-09-29,2025-09-30,,2025-11-10,,US,chips,tighten,"Rule, 50%",,2025-19001,,retrieved,high'


def test_an_event_keeps_each_clock_and_what_is_empty_is_unknown(tmp_path: Path) -> None:
    (event,) = leadline_policy_events.read(
        card("leadline_policy_events", "policy_events.csv", f"{HEADER}\n{RULE}\n", tmp_path)
    )
    assert isinstance(event, Event)
    assert (event.announced, event.published) == (date(2025, 9, 29), date(2025, 9, 30))
    assert (event.effective, event.suspended, event.expires) == (None, date(2025, 11, 10), None)
    assert (event.title, event.detail, event.url) == ("Rule, 50%", None, None)
    assert event.known == datetime(2025, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new"), [("retrieved", "heard"), ("high", "certain"), ("2025-09-29", "29 Sep"), ("2025-11-10,2", "?,2")]
)
def test_an_event_that_does_not_parse_is_rejected_with_its_line(tmp_path: Path, old: str, new: str) -> None:
    content = f"{HEADER}\n{RULE.replace(old, new, 1)}\n"
    (row,) = leadline_policy_events.read(card("leadline_policy_events", "policy_events.csv", content, tmp_path))
    assert isinstance(row, Rejected)
    assert row.where == "policy_events.csv:2"


def test_a_document_of_the_register(tmp_path: Path) -> None:
    item = {
        "title": "A notice",
        "document_number": "2026-20058",
        "publication_date": "2026-09-30",
        "html_url": "https://example.org/2026-20058",
        "agencies": [{"name": "Commerce Department"}, {"name": "Industry and Security Bureau"}],
    }
    page = json.dumps({"count": 2, "results": [item, {"title": "no day"}]})
    good, bad = federal_register.read(card("federal_register", "documents.json", page, tmp_path))
    assert isinstance(good, Document)
    assert (good.publisher, good.published, good.summary) == ("Industry and Security Bureau", date(2026, 9, 30), None)
    assert isinstance(bad, Rejected)
    assert "html_url" in bad.reason
    with pytest.raises(SourceChanged, match="list of results"):
        list(federal_register.read(card("federal_register", "documents.json", "[]", tmp_path)))


def test_a_document_of_the_index(tmp_path: Path) -> None:
    content = (
        ",".join(federal_register_index.COLUMNS)
        + "\n2026-01-15,2026-00789,Revision,,https://example.org/1,u\nsoon,1,T,,https://example.org/2,u\n"
    )
    good, bad = federal_register_index.read(card("federal_register_index", "bis_documents.csv", content, tmp_path))
    assert isinstance(good, Document)
    assert (good.title, good.summary, good.known) == ("Revision", None, datetime(2026, 1, 15, tzinfo=UTC))
    assert isinstance(bad, Rejected)


def test_a_clause_keeps_its_test_and_one_that_is_none_is_rejected(tmp_path: Path) -> None:
    """`5000 or so` is no threshold, and a clause that never binds is none."""
    header = ",".join(leadline_export_rules.CLAUSE_COLUMNS)
    good = "2023-10-17,2023-10-17,2023-10-25,2023-11-17,,,US,licence,a rule,to CN; tpp >= 4800,n,,retrieved,high"
    bad = [good.replace("4800", "5000 or so"), good.replace("2023-11-17", ""), good.replace("to CN; ", "")]
    (tmp_path / "chips.csv").write_text(
        ",".join(leadline_export_rules.CHIP_COLUMNS)
        + "\n2023-10-17,X,chip_die_mm2,814,mm2,retrieved,,\n2023-10-17,X,chip_die_mm2,8,mm2,heard,,\n"
    )
    content = "\n".join([header, good, *bad]) + "\n"
    rule, *rejected, area, unheard = leadline_export_rules.read(
        card("leadline_export_rules", "clauses.csv", content, tmp_path)
    )
    assert isinstance(rule, Event)
    assert (rule.direction, rule.detail, rule.effective) == ("licence", "to CN; tpp >= 4800", date(2023, 11, 17))
    assert [isinstance(row, Rejected) for row in (*rejected, unheard)] == [True] * 4
    assert not isinstance(area, Rejected)


def test_a_clause_is_not_tagged_beyond_what_was_read() -> None:
    """The register's index holds titles and days of publication, no thresholds and no days on which a rule binds."""
    (kept,) = waiting(Path(str(files("leadline") / "data" / "curated")), ["leadline_export_rules"])
    clauses = [row for row in leadline_export_rules.read(kept) if isinstance(row, Event)]
    assert {row.evidence for row in clauses} == {"retrieved_secondary", "analyst_knowledge"}
    macau = [row for row in clauses if "Macau" in row.title]
    assert {(row.published, row.effective) for row in macau} == {(date(2023, 1, 18), date(2023, 1, 17))}
    (first,) = {row.effective for row in clauses if row.title == "3A090 of 2022"}
    assert first == date(2022, 10, 21)
