"""The text of a PDF, page by page.

Decisions:

- What is encrypted, has more than `MOST_PAGES` pages, is damaged or holds no text (a scan) is refused, each with its
  reason. A library's errors are of any kind, since the file may be of any: all mean that it cannot be read.
- *A page has no blank lines*: a line that fills most of the width goes on in the next, also on the next page, unless
  that begins an item of a list; a shorter one ends its paragraph, as headings and cells of tables do. Parted words stay
  parted for sentences.py, which puts them together.
- A line that stands at the top or foot of most pages, numbers apart, is no part of the text.
"""

import io
import logging
import re
from collections import Counter

from leadline.errors import UserError

MOST_PAGES = 1_500
MOST_TEXT = 2_000_000
"""Letters of a text, whatever the file."""
REMEDY = "Save its text in a file and name that."
_NUMBER = re.compile(r"\d{1,6}")
_ITEM = re.compile(r"[-*+•–·‣]\s|\(?[a-z\d]{1,2}[.)]\s")
NARROWEST, FULL, WIDE_LINES = 30, 0.75, 0.9
"""Letters in a column of text, the part of them that a full line has, and the part of all lines that are no wider."""


def text(content: bytes) -> str:
    """The text of a PDF; UserError where there is none."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UserError("expected a PDF that opens without a password, found an encrypted one. Save it without.")
        if (count := len(reader.pages)) > MOST_PAGES:
            raise UserError(f"expected at most {MOST_PAGES:,} pages, found {count:,}. Cut out those that matter.")
        found, letters = [], 0
        for page in reader.pages:
            found.append(page.extract_text())
            letters += len(found[-1])
            if letters > MOST_TEXT:
                raise UserError(f"expected at most {MOST_TEXT:,} letters, found more. Cut out the pages that matter.")
    except UserError:
        raise
    except Exception as error:
        raise UserError(
            f"expected a PDF that can be read, found a damaged one ({type(error).__name__}). {REMEDY}"
        ) from None
    if not any(map(str.strip, found)):
        raise UserError("expected a PDF with text, found pages without, perhaps pictures of them. Name a file of text.")
    return joined([line.strip() for page in without_running_lines(found) for line in page.split("\n")])


def joined(lines: list[str]) -> str:
    r"""Lines of pages as paragraphs, a blank line between each.

    >>> full = "Models of one country trail those of the other by"
    >>> joined([full, "7 months.", "Prices", full, "8 months, as open-", "weight models do."]).split("\n\n")[1]
    'Prices'
    """
    lines = [line for line in lines if line]
    widths = sorted(map(len, lines))
    width = widths[int(len(widths) * WIDE_LINES)] if widths else 0
    told = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        told += line + _between(line, following, width)
    return told.rstrip("\n")


def _between(line: str, following: str, width: int) -> str:
    """What stands between a line and the next."""
    if width < NARROWEST or len(line) < FULL * width or _ITEM.match(following):
        return "\n\n"
    if line[-1] == "-":
        return "\n" if following[:1].islower() else ""
    return "" if line[-1] > "\u2e80" and following[:1] > "\u2e80" else " "


def without_running_lines(found: list[str]) -> list[str]:
    r"""Pages without the lines that most of them begin or end with, whatever their numbers.

    >>> without_running_lines(["Report 1\nPrices", "Report 2\nfell", "Report 3\nagain."])
    ['Prices', 'fell', 'again.']
    """
    lines = [page.strip().split("\n") for page in found]
    ends = Counter(key for page in lines for key in {_key(page[0]), _key(page[-1])} if key)
    running = {key for key, often in ends.items() if len(lines) >= 3 and often > len(lines) / 2}
    return ["\n".join(line for at, line in enumerate(page) if not _runs(page, at, line, running)) for page in lines]


def _runs(page: list[str], at: int, line: str, running: set[str]) -> bool:
    return at in (0, len(page) - 1) and (_key(line) in running or line.strip().isdecimal())


def _key(line: str) -> str:
    return _NUMBER.sub("#", line.strip())[:120]
