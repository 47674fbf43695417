"""The fonts that come with the package, and which characters they hold.

They are a small part of Noto Sans CJK SC under a name of their own (`tools/fonts.py`). A character that they lack is an
error that names it: on paper it would be an empty box, which nobody could read.
"""

import base64
from functools import lru_cache
from pathlib import Path

from leadline.errors import UserError

FOLDER = Path(__file__).parent / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}


def folder() -> Path:
    """Where the fonts are; UserError where the installation has lost them."""
    lost = [name for weight in WEIGHTS if not (FOLDER / (name := f"LeadlineSans-{weight}.otf")).exists()]
    if lost:
        raise UserError(f"Expected the fonts {', '.join(lost)} in {FOLDER}, found none. Install leadline anew.")
    return FOLDER


@lru_cache(maxsize=1)
def characters() -> frozenset[str]:
    """All characters that the fonts hold."""
    return frozenset((FOLDER / "characters.txt").read_text(encoding="utf-8").removesuffix("\n"))


def require(words: str) -> None:
    """Raise UserError that names the characters of some words which the fonts lack."""
    lacking = sorted(set(words) - characters() - {"\n"})
    if lacking:
        named = ", ".join(f"{character!r} (U+{ord(character):04X})" for character in lacking)
        raise UserError(
            f"The fonts for paper lack {named}. Ask for --format html,md, which any machine's own fonts can show, or "
            "add the characters to tools/font_text.txt and run `make fonts`."
        )


@lru_cache(maxsize=1)
def faces() -> str:
    """The Latin letters as a style sheet that carries the fonts within it."""
    return "\n".join(_face(name, weight) for name, weight in WEIGHTS.items())


def _face(name: str, weight: int) -> str:
    content = base64.b64encode((FOLDER / f"LeadlineSans-{name}.woff").read_bytes()).decode()
    source = f'url("data:font/woff;base64,{content}") format("woff")'
    return f'@font-face {{ font-family: "Leadline Sans"; font-weight: {weight}; src: {source}; }}'
