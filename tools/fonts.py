"""Build the fonts that come with the package: the characters that briefings need, and no others (`make fonts`).

The glyphs are those of Noto Sans CJK SC as Debian packages it (fonts-noto-cjk), under the SIL Open Font License. A
subset is a modified version, so that it has a name of its own. What it holds: Latin, Greek and Cyrillic with their
signs, and each Chinese character of the message catalogues, of the catalogue of names, of the curated data, and of
font_text.txt.
A run without a change of those gives the same bytes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "leadline"
FONTS = PACKAGE / "render" / "fonts"
ORIGINALS = Path("/usr/share/fonts/opentype/noto")
SIMPLIFIED = 2
"""The place of simplified Chinese in the collection."""
FAMILY = "Leadline Sans"
WEIGHTS = ("Regular", "Bold")
WRITTEN = (
    ROOT / "tools" / "font_text.txt",
    *sorted((PACKAGE / "render").rglob("*.po")),
    *sorted(path for path in (PACKAGE / "catalog").rglob("*") if path.suffix in (".toml", ".csv", ".txt")),
    *sorted((PACKAGE / "data" / "curated").rglob("*.csv")),
)
"""Files whose characters a briefing may have to show."""
BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x2C6, 0x2DD), (0x384, 0x3CE), (0x400, 0x45F)),
    *((0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x203A), (0x2070, 0x209C), (0x20A0, 0x20BF)),
    *((0x2100, 0x2122), (0x2150, 0x215E), (0x2190, 0x2199), (0x2200, 0x2265), (0x2460, 0x2473)),
    *((0x3000, 0x301F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)),
)
"""Letters, signs and punctuation, whether or not they are written today."""


def main() -> None:
    """Write the fonts, and the list of what they hold."""
    original = ORIGINALS / f"NotoSansCJK-{WEIGHTS[0]}.ttc"
    if not original.exists():
        sys.exit(f"Expected {original}; install Debian's package fonts-noto-cjk first.")
    asked = wanted()
    for weight in WEIGHTS:
        font = _subset(weight, asked)
        font.save(FONTS / f"LeadlineSans-{weight}.otf")
        held = set(font.getBestCmap())
        _web(weight)
    missing = sorted(chr(code) for code in set(written()) - held)
    if missing:
        sys.exit(f"Noto Sans CJK SC lacks {' '.join(missing)}; write these characters otherwise.")
    lines = "".join(map(chr, sorted(held)))
    (FONTS / "characters.txt").write_text(lines + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(held)} characters, {sum(path.stat().st_size for path in FONTS.iterdir()):,} bytes\n")


def written() -> Iterator[int]:
    """Characters that stand in the project's own words and names."""
    for path in WRITTEN:
        yield from (ord(character) for character in path.read_text(encoding="utf-8") if character.isprintable())


def wanted() -> set[int]:
    """All characters that are asked for; a block may hold some that no font has."""
    return set(written()) | {code for first, last in BLOCKS for code in range(first, last + 1)}


def _subset(weight: str, asked: set[int]) -> TTFont:
    font = TTFont(ORIGINALS / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = subset.Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "halt", "chws"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        name_languages=[0x409],
        notdef_outline=True,
        desubroutinize=False,
        hinting=False,
        drop_tables=["vhea", "vmtx", "VORG", "BASE", "DSIG"],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=asked)
    cutter.subset(font)
    _rename(font, weight)
    return font


def _rename(font: TTFont, weight: str) -> None:
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    names = {1: FAMILY, 2: weight, 3: postscript, 4: f"{FAMILY} {weight}", 6: postscript}
    table = font["name"]
    table.names = [name for name in table.names if name.nameID in (0, 5, 13, 14)]
    for number, name in names.items():
        table.setName(name, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [postscript]
    top.topDictIndex[0].FullName, top.topDictIndex[0].FamilyName = names[4], FAMILY


def _web(weight: str) -> None:
    """The Latin letters and signs alone, for pages; for Chinese, readers' machines have fonts.

    Curly quotes are left to those too: here they are as broad as a Chinese character, which English is not.
    """
    font = TTFont(FONTS / f"LeadlineSans-{weight}.otf", recalcTimestamp=False)
    options = subset.Options(layout_features=["kern"], hinting=False, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    signs = [*range(0x2010, 0x2018), *range(0x2020, 0x2027), 0x2212, 0x2192, 0x20AC]
    cutter.populate(unicodes=[*range(0x20, 0x7F), *range(0xA0, 0x180), *signs])
    cutter.subset(font)
    font.flavor = "woff"
    font.save(FONTS / f"LeadlineSans-{weight}.woff")


if __name__ == "__main__":
    main()
