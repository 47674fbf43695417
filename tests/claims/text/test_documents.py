"""Text comes out of every kind of file; what is hostile, hidden or too much is refused with a reason."""

import io
import subprocess
from pathlib import Path
from unittest import mock

import pytest

from leadline.claims.text import apart, pages
from leadline.claims.text.documents import MOST_BYTES, read_text, text_of
from leadline.claims.text.proposal import KEY
from leadline.claims.text.sentences import sentences
from leadline.errors import SourceError, UserError
from leadline.ingest import page
from tests.claims.text.pdf import bomb, pdf
from tests.update.conftest import QUICK
from tests.update.server import publisher

ARTICLE = b"""<!doctype html><html><head><title>Not this</title><style>p {color: red}</style></head><body>
<nav><a href="/">Home 12</a></nav><article><h1>Prices fell</h1><p>They fell by <b>12&nbsp;percent</b>
in a year.</p><ul><li>DeepSeek by 30%<li>OpenAI by 5%</ul><p hidden>Not shown: 99%</p>
<p>China's lead is one of price, say those who buy; the others say that it is one of speed. Nobody has asked a third
group, who rent chips by the hour and pay $2 for each of them wherever they stand.</p></article>
<script>var x = "99 percent";</script><footer>Page 7</footer></body></html>"""


def test_markup_is_left_out_and_blocks_end_sentences() -> None:
    found = [one.text for one in sentences(text_of(ARTICLE, "page"))]
    assert found[:4] == ["Prices fell", "They fell by 12 percent in a year.", "DeepSeek by 30%", "OpenAI by 5%"]
    assert not any(word in " ".join(found) for word in ("99", "Home", "Page 7", "color", "Not this"))


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_is_read_in_its_own_letters(charset: str) -> None:
    content = f'<html><meta charset="{charset}"><p>价格下降了5%。</p></html>'.encode(charset)
    assert text_of(content, "page.html") == "价格下降了5%。"


def test_broken_lines_and_parted_words_of_a_pdf_are_joined() -> None:
    lines = (
        "The price of a standard workload fell by 12 percent in the third quar-",
        "ter, while the lead of the United States over China in open-weight mod-",
        "els was seven months. It had been nine months a year before, and open-",
        "weight models were fewer then.",
    )
    content = pdf([["Report 1", *lines], ["Report 2", "Second page."], ["Report 3", "Third page."]], squeezed=True)
    found = [one.text for one in sentences(text_of(content, "report.pdf"))]
    assert found == [
        "The price of a standard workload fell by 12 percent in the third quarter, while the lead of the United States "
        "over China in open-weight models was seven months.",
        "It had been nine months a year before, and open-weight models were fewer then.",
        "Second page.",
        "Third page.",
    ]


def test_a_pdf_that_is_no_text_is_refused_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match=r"scan\.pdf: expected a PDF with text"):
        text_of(pdf([[]]), "scan.pdf")
    with pytest.raises(UserError, match="damaged"):
        text_of(b"%PDF-1.7\n" + b"\x00garbage" * 50, "broken.pdf")
    with pytest.raises(UserError, match="encrypted"):
        text_of(_encrypted(), "locked.pdf")
    monkeypatch.setattr(pages, "MOST_PAGES", 3)
    with pytest.raises(UserError, match="at most 3 pages, found 4"):
        pages.text(pdf([["a"]] * 4))


def _encrypted() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([["secret"]]))))
    writer.encrypt("word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_holds_itself_ends() -> None:
    """Its tree of pages names itself as its own child."""
    looped = pdf([["a"]]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    with pytest.raises(UserError, match=r"loop\.pdf"):
        text_of(looped, "loop.pdf")


def test_a_bomb_ends_within_its_limits() -> None:
    """A page that unpacks to 300 million blanks: 300 kB on the disk."""
    content = bomb(300_000_000)
    assert len(content) < 1_000_000
    with pytest.raises(UserError, match=r"bomb\.pdf"):
        text_of(content, "bomb.pdf")


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(UserError, match=r"slow\.pdf: expected to be read within 0\.01 seconds"):
        apart.opened("pdf", pdf([["a"]]), "slow.pdf", seconds=0.01)


def test_who_opens_a_file_of_strangers_has_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "secret")
    with mock.patch.object(subprocess, "run", wraps=subprocess.run) as started:
        assert apart.opened("pdf", pdf([["a"]]), "a.pdf") == "a"
    assert "secret" not in started.call_args.kwargs["env"].values()


def test_elements_within_each_other_are_counted() -> None:
    with pytest.raises(UserError, match="elements within each other"):
        text_of(b"<html>" + b"<div>" * 10_000, "deep.html")


def test_files_that_hold_no_text(tmp_path: Path) -> None:
    for content, told in (
        (b"\xff\xfe\x00bad", "UTF-8"),
        (b"a\x00b", "another kind"),
        (b" " * (MOST_BYTES + 1), "bytes"),
    ):
        (tmp_path / "a.txt").write_bytes(content)
        with pytest.raises(UserError, match=told):
            read_text(tmp_path / "a.txt")
    with pytest.raises(UserError, match="cannot"):
        read_text(tmp_path / "missing.txt")


def test_escapes_of_terminals_never_pass(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("It fell by 5 percent\x1b[31m\x07 in\u202e a year.", encoding="utf-8")
    assert read_text(tmp_path / "a.md") == "It fell by 5 percent[31m in a year."


def test_a_page_is_fetched_as_publishers_files_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over http on this machine for tests alone; elsewhere only https."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with publisher() as site:
        address = site.lay("/article", ARTICLE)
        content, url = page.fetched(address, MOST_BYTES, QUICK)
        assert text_of(content, url).startswith("Prices fell")
        with pytest.raises(SourceError, match="no public address with https"):
            page.fetched(address, MOST_BYTES)
