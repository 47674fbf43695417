"""`leadline brief`: write the briefing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from leadline import units
from leadline.briefing.compose import brief as brief_of
from leadline.briefing.edition import known, write
from leadline.cli import show
from leadline.cli.options import Which
from leadline.render.language import ENGLISH, Language
from leadline.render.text import Name, text

Lang = Literal["en", "zh", "both"]


def brief(
    *,
    out: Path = Path("briefing"),
    format_: Annotated[str, Parameter(name="--format")] = "html,pdf,md",
    since: str | None = None,
    lang: Lang = "en",
    which: Which | None = None,
) -> None:
    """Write the briefing of a day as HTML, PDF and Markdown, and print where it is.

    Args:
        out: Folder to write to.
        format_: Formats to write: some of html, pdf and md, with commas between them.
        since: Tell what changed since this day, YYYY-MM-DD (default: 90 days before the as-of day).
        lang: Language: en, zh (simplified Chinese), or both, which link to each other.
        which: The store and the day of knowledge.
    """
    formats = known([name.strip() for name in format_.split(",") if name.strip()])
    which = which or Which()
    view = which.view()
    document = brief_of(view, units.day(since) if since else None)
    for path in write(document, out, formats, _languages(lang)):
        show.line(text("{path}", path=Name(name=str(path))))


def _languages(lang: Lang) -> Sequence[Language]:
    if lang == "en":
        return (ENGLISH,)
    # The catalogue of messages takes a while to load: only who asks for it loads it.
    from leadline.render.chinese import chinese

    return (chinese(),) if lang == "zh" else (ENGLISH, chinese())
