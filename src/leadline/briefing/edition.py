"""Writing a briefing to disk: whole or not at all, with its archive beside it.

Everything is made first, then written to a folder beside the final one, and only then given its name: a full disk or an
error halfway leaves what stood there before as it was. Files of the reader's own in the folder are left alone.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from leadline.briefing import archive
from leadline.briefing.archive import Asked
from leadline.briefing.document import Document
from leadline.briefing.drawings import Drawn, draw
from leadline.briefing.markdown_file import markdown_file
from leadline.briefing.page import page
from leadline.briefing.paper import paper
from leadline.errors import UnknownName, UserError
from leadline.render.chart import painted
from leadline.render.language import ENGLISH, Language

Files = dict[str, bytes]
"""Contents by the name of the file."""


def write(
    document: Document,
    folder: Path,
    formats: Sequence[str] = ("html", "pdf", "md"),
    languages: Sequence[Language] = (ENGLISH,),
) -> list[Path]:
    """Write a briefing in some formats and languages; returns where its files are.

    Raises UserError where a format is unknown, cannot be made here, or the folder cannot be written to.
    """
    wanted = known(formats)
    files: Files = {}
    for language in languages:
        drawn = draw(document, language, [other for other in languages if other is not language])
        files |= {name: content for form in wanted for name, content in FORMATS[form](drawn).items()}
    files[archive.FILE] = archive.content(document, wanted, [language.code for language in languages])
    try:
        _put(files, folder)
    except OSError as error:
        raise UserError(
            f"The briefing could not be written to {folder}: {error.strerror}. Nothing was changed there; name another "
            "folder."
        ) from error
    return [folder / name for name in files]


def unchanged(folder: Path, evidence: Sequence[str], asked: Asked) -> bool:
    """Whether the edition in a folder rests on just this evidence and answers the same question."""
    if not (folder / archive.FILE).is_file():
        return False
    last = archive.read(folder)
    return (last.evidence, last.program, last.asked) == (tuple(evidence), version("leadline"), asked)


def known(formats: Sequence[str]) -> list[str]:
    """Formats, each once.

    >>> known(["md", "html", "md"])
    ['md', 'html']
    """
    for name in formats:
        if name not in FORMATS:
            raise UnknownName("format", name, FORMATS, hint=f"Ask for some of {', '.join(FORMATS)}.")
    if not formats:
        raise UserError(f"Expected a format, found none. Ask for some of {', '.join(FORMATS)}.")
    return list(dict.fromkeys(formats))


def _html(drawn: Drawn) -> Files:
    return {f"index{drawn.language.suffix}.html": page(drawn).encode()}


def _pdf(drawn: Drawn) -> Files:
    return {f"briefing{drawn.language.suffix}.pdf": paper(drawn)}


def _markdown(drawn: Drawn) -> Files:
    pictures = {f"{drawing.name}.png": painted(drawing.svg) for drawing in drawn.drawings.values()}
    return {f"briefing{drawn.language.suffix}.md": markdown_file(drawn).encode(), **pictures}


FORMATS: Mapping[str, Callable[[Drawn], Files]] = {"html": _html, "pdf": _pdf, "md": _markdown}
"""What each format makes of a document whose charts are drawn."""


def _put(files: Files, folder: Path) -> None:
    """Write files to a folder beside their place, then give them their names."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder if folder.exists() else folder.parent))
    try:
        for name, content in files.items():
            (unfinished / name).write_bytes(content)
        if not folder.exists():
            unfinished.chmod(folder.parent.stat().st_mode & 0o777)
            unfinished.rename(folder)
        else:
            for name in files:
                (unfinished / name).replace(folder / name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
