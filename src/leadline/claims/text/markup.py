"""The text of a page in HTML: headings, paragraphs and items of lists, each on a line of its own.

Decisions:

- The text of the first `article` or `main` if the page has one of some length, else of its body.
- Scripts, styles, forms, menus, heads and feet of pages, and what is hidden, are no part of it.
- Python's own parser reads it: it is lenient as pages need, nothing is fetched or run, and apart.py ends it if it takes
  too long.
"""

import re
from html.parser import HTMLParser

from leadline.errors import UserError

LEFT_OUT = {
    *("script", "style", "noscript", "template", "svg", "math", "nav", "footer", "aside"),
    *("form", "button", "select", "iframe", "object", "head", "canvas", "video", "audio"),
}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl"),
    *("dt", "dd", "table", "tr", "td", "th", "blockquote", "pre", "figure", "figcaption", "br", "hr"),
}
MOST_DEPTH = 2_000
LEAST = 200
"""Letters that an `article` has at least."""
_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.whole: list[str] = []
        self.article: list[str] = []
        self._open: list[str] = []
        self._left_out = 0
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._write("\n- " if tag == "li" else " " if tag in ("td", "th") else "\n\n")
        if tag in EMPTY:
            return
        if len(self._open) >= MOST_DEPTH:
            raise UserError(f"expected at most {MOST_DEPTH:,} elements within each other, found more. Save it as text.")
        hidden = any(name == "hidden" or (name == "aria-hidden" and value == "true") for name, value in attrs)
        mark = "-" if tag in LEFT_OUT or hidden else "+" if tag in ("article", "main") else ""
        self._open.append(f"{mark}{tag}")
        self._left_out += mark == "-"
        self._inside += mark == "+"

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self._write("\n\n" if tag != "li" else "\n")
        if not any(name.lstrip("-+") == tag for name in self._open[-50:]):
            return
        while self._open:
            name = self._open.pop()
            self._left_out -= name[0] == "-"
            self._inside -= name[0] == "+"
            if name.lstrip("-+") == tag:
                break

    def handle_data(self, data: str) -> None:
        self._write(data if "pre" in self._open[-3:] else re.sub(r"\s+", " ", data))

    def _write(self, data: str) -> None:
        if self._left_out:
            return
        self.whole.append(data)
        if self._inside:
            self.article.append(data)


def text(content: bytes) -> str:
    """The text of a page; UserError where there is none."""
    page = _Page()
    page.feed(_decoded(content))
    page.close()
    article = _tidy("".join(page.article))
    found = article if len(article) >= LEAST else _tidy("".join(page.whole))
    if not found:
        raise UserError("expected a page with text, found none; a script may write it. Save its text in a file.")
    return found


def _decoded(content: bytes) -> str:
    told = _CHARSET.search(content[:4096])
    for name in (told[1].decode("ascii") if told else "utf-8", "utf-8", "gb18030"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    tidy: list[str] = []
    for line in lines:
        if line not in ("", "-") or (tidy and tidy[-1]):
            tidy.append("" if line == "-" else line)
    return "\n".join(tidy).strip()
