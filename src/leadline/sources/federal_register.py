"""Documents of the US Federal Register, as its public interface lists them: one JSON page of `results`.

Every field of a document but title, number, day and address may be absent: callers of the interface choose fields. The
layer is `policy`; a document is known from the day of its publication, which is the register's own record.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from leadline.errors import SourceChanged
from leadline.model import Document, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import start_of

NAME = "federal_register"
READER = 1

FILE = "documents.json"
NEEDED = {"title", "document_number", "publication_date", "html_url"}


def read(snapshot: Snapshot) -> Iterator[Document | Rejected]:
    """Yield a document for each result."""
    page = raw.json_of(snapshot, FILE)
    if not isinstance(page, Mapping) or not isinstance(page.get("results"), list):
        raise SourceChanged(f"{snapshot.key}: expected an object with a list of results in {FILE}. Look at the file.")
    for place, item in enumerate(page["results"]):
        try:
            yield _document(item)
        except (KeyError, TypeError, ValueError) as error:
            yield Rejected(where=f"{FILE}: result {place}", reason=f"{type(error).__name__}: {error}")


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
