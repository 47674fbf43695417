"""The fonts of the package hold what a briefing writes, under a name of their own; what they lack is named."""

import base64
import importlib.util
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from leadline.errors import UserError
from leadline.render.typeface import FOLDER, characters, faces, require

ROOT = Path(__file__).parents[2]


def test_every_character_of_the_projects_own_words_and_names_is_in_the_fonts() -> None:
    """Run `make fonts` when this fails: a translation or a name has a character that was never written before."""
    spec = importlib.util.spec_from_file_location("fonts", ROOT / "tools" / "fonts.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    lacking = {chr(code) for code in tool.written()} - characters()
    assert not lacking, f"The fonts lack {' '.join(sorted(lacking))}"


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_the_list_of_characters_is_that_of_the_fonts(weight: str) -> None:
    with TTFont(FOLDER / f"LeadlineSans-{weight}.otf") as font:
        assert {chr(code) for code in font.getBestCmap()} == characters()
        names = {name.toUnicode() for name in font["name"].names if name.nameID in (1, 4, 6)}
    assert names == {"Leadline Sans", f"Leadline Sans {weight}", f"LeadlineSans-{weight}"}
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_what_the_fonts_lack_is_named_and_what_to_do() -> None:
    require("Claude 3.5, 领先 12 个月 \u2212 90 %\n")
    with pytest.raises(UserError, match=r"lack '鿋' \(U\+9FCB\), '.' \(U\+1F600\)") as found:
        require("a鿋\U0001f600")
    assert "--format html,md" in str(found.value)
    assert "'a'" not in str(found.value)


def test_the_page_carries_its_letters_within_it() -> None:
    sheet = faces()
    fonts = [base64.b64decode(content) for content in re.findall('base64,([^"]+)', sheet)]
    assert [font[:4] for font in fonts] == [b"wOFF", b"wOFF"]
    assert "http" not in sheet
    assert len(sheet) < 50_000
