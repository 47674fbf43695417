"""The one style of page, paper and charts: its colours and its type.

Two hues that colour-blind readers can tell apart, neither of them good or bad. Each is dark enough to be read as text
on white, and has a counterpart that is light enough on black, so that a drawing is turned from light to dark by
exchanging colours and nothing else: a test measures the contrasts, and that drawings hold no other colour.
"""

from collections.abc import Mapping

BLUE, OCHRE, GREY = "#2a6f9e", "#8f5f0c", "#6a6a6a"
HUES = (BLUE, OCHRE, GREY, "#6b5b95", "#3f7358", "#9a4f70", "#4a6774", "#7d5d2c")
"""In the order in which drawings take them."""
SHADES = ("#1f4e6e", "#3d85b8", "#9fc3dd", "#d9d2c3", "#c79a4a", "#8a5a10")
"""From one side to the other, for areas that are next to each other."""
INK, SOFT, RULE, PAPER = "#1b1d20", "#575e66", "#d8dce0", "#fdfdfb"
"""Text, lesser text, lines, and what all of it stands on."""
_LIGHT = ("#6fb1de", "#d9a24a", "#a3a3a3", "#a99bd6", "#7fbf9b", "#d58cad", "#93b0bd", "#c9a876")
DARK: Mapping[str, str] = {
    **dict(zip(HUES, _LIGHT, strict=True)),
    **dict(zip(SHADES, ("#9fd0f0", "#5b9fce", "#3c6788", "#57534b", "#a17a34", "#e6bb70"), strict=True)),
    INK: "#e6e6e3",
    SOFT: "#a4abb3",
    RULE: "#3a4046",
    PAPER: "#16181b",
}
"""Each colour's counterpart in the dark."""
SANS = ("Leadline Sans", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Helvetica Neue", "Arial", "sans-serif")
"""One family for text, tables and charts. The first comes with the package; the others have what it lacks."""
SCALE = (0.79, 0.89, 1.0, 1.27, 2.0)
"""Sizes of type, in those of running text: notes, tables, text, headings, the title."""


def stack(names: tuple[str, ...]) -> str:
    """Fonts in order of preference, as a style sheet names them.

    >>> stack(("Noto Sans SC", "serif"))
    "'Noto Sans SC', serif"
    """
    return ", ".join(f"'{name}'" if name.istitle() or " " in name else name for name in names)


def exchange() -> str:
    """Rules of a style sheet that turn the drawings of a page dark."""
    parts = [
        f'svg [{part}="{light}"] {{ {part}: {dark} }}' for light, dark in DARK.items() for part in ("fill", "stroke")
    ]
    return "\n".join(parts)
