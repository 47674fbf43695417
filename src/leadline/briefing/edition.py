"""Writing a briefing to disk: whole or not at all."""

from pathlib import Path

from leadline.briefing.document import Document
from leadline.briefing.markdown_file import markdown_file
from leadline.briefing.page import page
from leadline.errors import UserError


def write(document: Document, folder: Path) -> list[Path]:
    """Write `index.html`, `briefing.md` and its pictures; returns where they are."""
    text, charts = markdown_file(document)
    files = {"index.html": page(document).encode(), "briefing.md": text.encode()}
    files |= {name: chart.png() for name, chart in charts.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            unfinished = folder / f".{name}.tmp"
            unfinished.write_bytes(content)
            unfinished.replace(folder / name)
    except OSError as error:
        raise UserError(
            f"The briefing could not be written to {folder}: {error.strerror}. Name another folder."
        ) from error
    return [folder / name for name in files]
