"""`leadline check` of a text: what is found, repeated and drafted; where texts come from; what never happens."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import typst

from leadline.cli import run
from leadline.ingest import page
from tests.claims.text.test_proposal import GOOD, server
from tests.cli.test_claims_lint import folder
from tests.update.conftest import QUICK
from tests.update.server import Publisher, publisher

__all__ = ["folder"]
DAY = ("--as-of", "2026-11-20")
TEXT = (
    "Chinese models trail by seven months. GLM-5.2 costs $4 per million output tokens. "
    "China trails by eleven months. Is that much?\n"
)
"""A claim of the package, two sentences that repeat none, a question."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A file of that text."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[bool, str, str | None]]:
    """Whether there is something to check, the type, and the claim, of each sentence."""
    assert run(["check", *arguments, *DAY, "--json"]) == 0
    return [(row["checkable"], row["type"], row["claim"]) for row in json.loads(capsys.readouterr().out)["rows"]]


FOUND = [(True, "lead_time", "lag-mean-7"), (True, "level", None), (True, "lead_time", None), (False, None, None)]


def test_sentences_and_the_claims_that_they_repeat(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(article), *DAY]) == 0
    told = capsys.readouterr().out
    assert "4 sentences were looked at, 3 have something to check, 1 of these repeat a claim." in told
    assert "1. Chinese models trail by seven months." in told
    assert "Repeats lag-mean-7. " in told
    assert "It is no probability" in told
    assert told.count("Repeats no claim") == 2
    assert "Is that much?" not in told


def test_rows_have_spans_and_the_figure_behind_a_share(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(article), *DAY, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    first, second, _, last = found["rows"]
    (number,) = second["quantities"]
    assert second["text"][number["start"] : number["end"]] == number["text"] == "$4 per million output tokens"
    assert first["share_figure"] in {one["id"] for one in found["figures"]}
    assert last["reason"] == "asks"
    assert run(["check", str(article), *DAY, "--csv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_a_claim_of_ones_own_is_matched(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "a.md"
    text.write_text("The models of Anthropic cost twice what those of OpenAI cost.", encoding="utf-8")
    assert rows(capsys, str(text)) == [(True, "ratio", None)]
    assert rows(capsys, str(text), "--claims", str(folder)) == [(True, "ratio", "dearer")]


def test_the_same_is_found_in_html_and_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html, pdf = tmp_path / "a.HTML", tmp_path / "a.pdf"
    html.write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    pdf.write_bytes(typst.compile(f"= Prices\n{TEXT}".replace("$", r"\$").encode()))
    assert rows(capsys, str(html)) == FOUND
    assert rows(capsys, str(pdf)) == [(False, None, None), *FOUND]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A server on this machine, which an address may name in this test alone."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(page, "fetched", partial(page.fetched, manner=QUICK))
    with publisher() as told:
        yield told


def test_a_page_by_its_address(site: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = site.lay("/post", f"<html><body><p>{TEXT}</p></body></html>".encode())
    assert rows(capsys, address) == FOUND
    assert run(["check", address, *DAY, "--drafts", str(tmp_path / "drafts")]) == 0
    (draft, *_) = (tmp_path / "drafts").iterdir()
    assert f'  url: "{address}"' in draft.read_text("utf-8")
    assert run(["check", f"{site.address}/nothing", *DAY]) == 3


def test_drafts_leave_what_a_person_has_finished(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = tmp_path / "drafts"
    command = ["check", str(article), *DAY, "--drafts", str(drafts)]
    assert run(command) == 0
    assert "2 written. Finish each" in capsys.readouterr().err
    assert sorted(path.name for path in drafts.iterdir()) == ["article-2-level.yaml", "article-3-lead-time.yaml"]
    finished = drafts / "article-2-level.yaml"
    finished.write_text("mine", encoding="utf-8")
    assert run(command) == 0
    told = capsys.readouterr().err
    assert "0 written; 1 there already; 1 left out, since a file of that name says something else" in told
    assert finished.read_text("utf-8") == "mine"
    assert len(list(drafts.iterdir())) == 2
    assert run(["check", str(drafts / "article-3-lead-time.yaml"), *DAY]) == 2
    assert run([*command[:-1], str(article)]) == 2


def test_a_model_is_asked_only_after_it_was_told(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("LEADLINE_MODEL_KEY", "secret")
    drafts = tmp_path / "drafts"
    with server(GOOD) as (url, asked):
        command = ["check", str(article), *DAY, "--drafts", str(drafts), "--propose-with", url, "--model", "m"]
        assert run(command) == 0
        assert "Nothing was sent" in (told := capsys.readouterr().err)
        assert url in told
        assert "2: GLM-5.2 costs" in told
        assert "seven months" not in told
        assert "secret" not in told
        assert asked == []
        assert not drafts.exists()
        assert run([*command, "--send"]) == 0
        assert url in capsys.readouterr().err
    assert [key for _, key, _ in asked] == ["Bearer secret"] * 2
    assert "Proposed by the language model 'm'" in (drafts / "article-2-level.yaml").read_text("utf-8")


def test_what_a_model_says_besides_is_told_without_its_escapes(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with server('{"metric": "\x1b]0;owned\x07", "args": {}}') as (url, _):
        asked = ("--propose-with", url, "--model", "m", "--send")
        assert run(["check", str(article), *DAY, "--drafts", str(tmp_path / "d"), *asked]) == 0
    told = capsys.readouterr()
    assert "Sentence 2: " in told.err
    assert "\x1b" not in told.err + told.out


def test_hostile_text_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[31mb.txt"
    path.write_text("[bold]China[/bold] trails\u202e \x1b by seven months.\x07 =1+1 costs $4.\n", "utf-8")
    for form in ((), ("--csv",), ("--json",), ("--format", "md"), ("--drafts", str(tmp_path / "d"))):
        assert run(["check", str(path), *DAY, *form]) == 0
        told = capsys.readouterr()
        assert not {"\x1b", "\u202e", "\x07"} & set(told.out + told.err)
    assert run(["check", str(path), *DAY]) == 0
    assert "[bold]China[/bold]" in capsys.readouterr().out


def test_markdown_and_plain_text_in_a_file(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "found.md"
    assert run(["check", str(article), *DAY, "--format", "md", "--out", str(out)]) == 0
    assert "> 1\\. Chinese models trail by seven months." in (told := out.read_text("utf-8"))
    assert "\n[^" in told
    assert run(["check", str(article), *DAY, "--out", str(out)]) == 0
    assert "1. Chinese models trail" in out.read_text("utf-8")
    assert capsys.readouterr().out == ""


def test_a_text_without_anything_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    assert run(["check", str(path), *DAY, "--drafts", str(tmp_path / "d")]) == 0
    told = capsys.readouterr()
    assert "0 sentences were looked at" in told.out
    assert "0 written." in told.err
    assert run(["check", str(path), *DAY, "--csv"]) == 0


def test_folders_and_yaml_stay_claims(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.txt").write_text(TEXT, encoding="utf-8")
    named = folder.rename(tmp_path / "claims.txt")
    assert run(["check", str(named), *DAY]) == 0
    assert "[comparable]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.docx",), "found a file with the ending '.docx'"),
        (("missing.txt",), "missing.txt cannot"),
        (("article.txt", "lag-mean-7"), "one text alone"),
        (("article.txt", "--format", "jsonld"), "leadline check lag-mean-7 --format jsonld"),
        (("article.txt", "--json", "--format", "md"), "Choose one"),
        (("article.txt", "--since", "2026-05-30"), "--since is for claims"),
        (("article.txt", "--model", "m"), "go with --propose-with"),
        (("article.txt", "--propose-with", "http://127.0.0.1:9/v1", "--model", "m"), "goes with --drafts"),
        (("article.txt", "--propose-with", "http://example.org", "--model", "m", "--drafts", "d"), "with https"),
        (("lag-mean-7", "--drafts", "d"), "are for a text"),
        (("lag-mean-7", "--csv"), "leadline claims --csv"),
        (("broken.pdf",), "broken.pdf"),
    ],
)
def test_mistakes_of_a_user(
    arguments: tuple[str, ...],
    told: str,
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(article.parent)
    Path("a.docx").write_bytes(b"PK")
    Path("broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert run(["check", *arguments, *DAY]) == 2
    assert told in capsys.readouterr().err
    assert not Path("d").exists()


def test_a_key_of_other_letters_is_refused(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEADLINE_MODEL_KEY", "schlüssel")
    asked = ("--propose-with", "http://127.0.0.1:9/v1", "--model", "m", "--send", "--drafts", str(tmp_path / "d"))
    assert run(["check", str(article), *DAY, *asked]) == 2
    assert "schlüssel" not in capsys.readouterr().err
