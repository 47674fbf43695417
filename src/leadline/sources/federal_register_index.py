"""An index of the documents of the Bureau of Industry and Security in the US Federal Register, as one CSV file.

Made by a third party from the register's interface for 2020 to 2026, with a gap from August to December 2024 that the
catalogue tells. A document is known from the day of its publication.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from leadline.model import Document, Rejected, Snapshot
from leadline.sources import raw
from leadline.units import start_of

NAME = "federal_register_index"
READER = 1

FILE = "bis_documents.csv"
COLUMNS = ("publication_date", "document_number", "title", "abstract", "html_url", "api_url")


def read(snapshot: Snapshot) -> Iterator[Document | Rejected]:
    """Yield a document for each row."""
    for line, row in raw.records(snapshot, FILE, COLUMNS):
        try:
            yield _document(row)
        except ValueError as error:
            yield Rejected(where=f"{FILE}:{line}", reason=str(error))


def _document(row: Mapping[str, str]) -> Document:
    day = date.fromisoformat(row["publication_date"])
    return Document(
        source=NAME,
        title=row["title"],
        publisher="Industry and Security Bureau",
        published=day,
        layer="policy",
        language="en",
        url=row["html_url"],
        summary=row["abstract"] or None,
        known=start_of(day),
    )
