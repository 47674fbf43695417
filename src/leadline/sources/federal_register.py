"""Documents of the US Federal Register, as its public interface lists them: one JSON page of `results`.

Every field of a document but title, number, day and address may be absent: callers of the interface choose fields. The
layer is `policy`; a document is known from the day of its publication, which is the register's own record.

A long answer comes in pages, each of which names the next (`next_page_url`): each page is a file of the snapshot, and a
document that moved from one page to the next while they were fetched is read once.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from leadline.errors import SourceChanged
from leadline.model import Document, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import start_of

NAME = "federal_register"
READER = 1

FILE = "documents.json"
NEEDED = {"title", "document_number", "publication_date", "html_url"}
MOST_PAGES = 20
"""The interface gives no more than a thousand documents, a hundred a page."""


def fetch(get: Callable[[str], bytes], url: str, day: date) -> Iterator[tuple[str, str, bytes]]:
    """Name, address and content of each page, from the first on; SourceChanged where a page leads elsewhere."""
    host, seen = urlsplit(url).netloc, set[str]()
    while url:
        if url in seen or len(seen) >= MOST_PAGES or urlsplit(url).netloc != host:
            raise SourceChanged(
                f"{NAME}: expected at most {MOST_PAGES} pages of {host}, each with another; page {len(seen)} of {day} "
                f"leads to {url[:200]!r}. Look at the interface's description."
            )
        seen.add(url)
        content = get(url)
        yield (FILE if len(seen) == 1 else f"documents-{len(seen):02}.json", url, content)
        url = _next(content)


def _next(content: bytes) -> str:
    """The address of the next page; empty at the last one."""
    try:
        page = raw.parsed(content.decode())
        return str(page.get("next_page_url") or "")
    except (ValueError, AttributeError) as error:
        raise SourceChanged(f"{NAME}: a page is no JSON object ({raw.shown(error)}). Try again later.") from error


def read(snapshot: Snapshot) -> Iterator[Document | Rejected]:
    """Yield a document for each result of each page."""
    seen: set[str] = set()
    for file in sorted(snapshot.files, key=lambda file: file.name):
        for place, item in enumerate(_results(snapshot, file.name)):
            try:
                found = _document(item)
            except (KeyError, TypeError, ValueError) as error:
                yield Rejected(where=f"{file.name}: result {place}", reason=f"{type(error).__name__}: {error}")
                continue
            if found.url not in seen:
                seen.add(found.url)
                yield found


def _results(snapshot: Snapshot, name: str) -> list[Any]:
    page = raw.json_of(snapshot, name)
    if not isinstance(page, Mapping) or not isinstance(page.get("results"), list):
        raise SourceChanged(f"{snapshot.key}: expected an object with a list of results in {name}. Look at the file.")
    return list(page["results"])


def _document(item: Mapping[str, Any]) -> Document:
    if missing := NEEDED - item.keys():
        raise KeyError(f"no {', '.join(sorted(missing))}")
    day = date.fromisoformat(item["publication_date"])
    agencies = [agency["name"] for agency in item.get("agencies", []) if agency.get("name")]
    return Document(
        source=NAME,
        title=str(item["title"]),
        publisher=agencies[-1] if agencies else "Federal Register",
        published=day,
        layer="policy",
        language="en",
        url=str(item["html_url"]),
        summary=item.get("abstract"),
        known=start_of(day),
    )
