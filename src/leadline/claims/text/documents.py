"""The text of a file: plain text, Markdown, HTML or PDF, as bytes from a disk or from the web.

Decisions:

- What a file is, its first bytes say; its ending only tells HTML from text.
- HTML and PDF come from anywhere and are opened in a process of their own, with limits on time and memory (apart.py).
- A file above a limit is refused whole: half a text would look like one.
"""

from pathlib import Path

from leadline import userfile
from leadline.claims.text import apart
from leadline.claims.text.pages import MOST_TEXT
from leadline.claims.text.sentences import clean
from leadline.errors import UserError

MOST_BYTES = 20_000_000
"""Of a PDF or a page; a book of a thousand pages has about five million."""
ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf")
"""Of files that hold a text; YAML is a claim."""


def read_text(path: Path) -> str:
    """The text of a file; UserError where it cannot be had."""
    return text_of(userfile.bytes_of(path, MOST_BYTES), path.name)


def text_of(content: bytes, name: str) -> str:
    r"""The same of bytes that were read or fetched already.

    >>> text_of(b"<html><body><h1>Prices</h1><p>They fell.</p><script>x</script>", "a.html")
    'Prices\n\nThey fell.'
    """
    if len(content) > MOST_BYTES:
        raise UserError(f"{name}: expected at most {MOST_BYTES:,} bytes, found more. Cut out the part that matters.")
    start = content[:1024].lstrip().lower()
    if b"%pdf-" in start:
        text = apart.opened("pdf", content, name)
    elif _is_page(start) or name.lower().endswith((".html", ".htm", ".xhtml")):
        text = apart.opened("html", content, name)
    else:
        text = _decoded(content, name)
    if len(text) > MOST_TEXT:
        raise UserError(f"{name}: expected at most {MOST_TEXT:,} letters, found {len(text):,}. Split it.")
    return clean(text)


def _is_page(start: bytes) -> bool:
    return start.startswith(b"<") and (b"<html" in start or b"<!doctype html" in start)


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{name}: expected text in UTF-8, found other bytes at {error.start}. Save it again.") from None
    if "\0" in text:
        raise UserError(f"{name}: expected text, HTML or PDF, found bytes of another kind. Name a file of these.")
    return text
