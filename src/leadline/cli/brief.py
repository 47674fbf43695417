"""`leadline brief`: write the briefing."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadline import units
from leadline.briefing.compose import brief as brief_of
from leadline.briefing.edition import known, write
from leadline.cli import show
from leadline.cli.options import Which
from leadline.render.text import Name, text


def brief(
    *,
    out: Path = Path("briefing"),
    format_: Annotated[str, Parameter(name="--format")] = "html,pdf,md",
    since: str | None = None,
    which: Which | None = None,
) -> None:
    """Write the briefing of a day as HTML, PDF and Markdown, and print where it is.

    Args:
        out: Folder to write to.
        format_: Formats to write: some of html, pdf and md, with commas between them.
        since: Tell what changed since this day, YYYY-MM-DD (default: 90 days before the as-of day).
        which: The store and the day of knowledge.
    """
    formats = known([name.strip() for name in format_.split(",") if name.strip()])
    which = which or Which()
    view = which.view()
    document = brief_of(view, units.day(since) if since else None)
    for path in write(document, out, formats):
        show.line(text("{path}", path=Name(name=str(path))))
