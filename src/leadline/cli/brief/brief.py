"""`leadline brief`: write the briefing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from leadline import units
from leadline.briefing import archive
from leadline.briefing.archive import Asked
from leadline.briefing.compose import TOPICS, evidence, known_topics
from leadline.briefing.compose import brief as brief_of
from leadline.briefing.edition import known, unchanged, write
from leadline.cli import show
from leadline.cli.options import Which, listed
from leadline.render.language import ENGLISH, Language
from leadline.render.text import Name, text

DONE, FINDING = 0, 1
Lang = Literal["en", "zh", "both"]


def brief(
    *,
    out: Path = Path("briefing"),
    format_: Annotated[str, Parameter(name="--format")] = "html,pdf,md",
    since: str | None = None,
    topics: str | None = None,
    lang: Lang = "en",
    if_changed: Annotated[bool, Parameter(negative=())] = False,
    which: Which | None = None,
) -> int:
    """Write the briefing of a day as HTML, PDF and Markdown, and print where it is.

    Args:
        out: Folder to write to.
        format_: Formats to write: some of html, pdf and md, with commas between them.
        since: Tell what changed since this day, YYYY-MM-DD, or since the edition in this folder (default: 90 days
            before the as-of day).
        topics: Sections to write, some of prices, lead, stack, scenarios, claims and changes (default: all).
        lang: Language: en, zh (simplified Chinese), or both, which link to each other.
        if_changed: Write nothing, and exit with 1, where the edition in the folder rests on the same evidence.
        which: The store and the day of knowledge.
    """
    formats = known([name.strip() for name in format_.split(",") if name.strip()])
    which = which or Which()
    view = which.view()
    chosen, languages = known_topics(listed(topics)) if topics else list(TOPICS), _languages(lang)
    asked = Asked(tuple(chosen), tuple(formats), tuple(language.code for language in languages))
    if if_changed and unchanged(out, evidence(view), asked):
        show.line(text("Nothing new: the edition in {folder} rests on the same evidence.", folder=Name(name=str(out))))
        return FINDING
    document = brief_of(view, _since(since), chosen)
    for path in write(document, out, formats, languages):
        show.line(text("{path}", path=Name(name=str(path))))
    return DONE


def _since(asked: str | None) -> date | None:
    """The day that `--since` names, or that of the edition in the folder that it names."""
    if asked is None:
        return None
    return archive.read(Path(asked)).as_of if Path(asked).exists() else units.day(asked)


def _languages(lang: Lang) -> Sequence[Language]:
    if lang == "en":
        return (ENGLISH,)
    # The catalogue of messages takes a while to load: only who asks for it loads it.
    from leadline.render.chinese import chinese

    return (chinese(),) if lang == "zh" else (ENGLISH, chinese())
