"""Colours can be read, in the light and in the dark, and drawings hold no other."""

import re
import struct
import zlib

import altair as alt
import pytest
import vl_convert

from leadline.render import style
from leadline.render.chart import LEAST, NARROW, Chart, data, styled
from leadline.render.png import packed
from leadline.render.text import Name

COLOUR = re.compile(r'(?:fill|stroke)="([^"]+)"')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast as WCAG defines it: of black and white it is 21.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*style.HUES, style.INK, style.SOFT])
def test_text_in_every_colour_can_be_read_in_the_light_and_in_the_dark(colour: str) -> None:
    """WCAG 2.2 AA asks for 4.5; labels in charts are text too."""
    assert contrast(colour, style.PAPER) >= 4.5
    assert contrast(style.DARK[colour], style.DARK[style.PAPER]) >= 4.5


def test_the_two_hues_of_the_blocs_differ_for_those_who_see_no_red_and_green() -> None:
    """Blue and ochre differ in their share of blue, which readers with the common forms of colour blindness see."""
    for one, other in ((style.BLUE, style.OCHRE), (style.DARK[style.BLUE], style.DARK[style.OCHRE])):
        assert abs(int(one[5:], 16) - int(other[5:], 16)) > 100


def chart(name: str = "a model", width: int = 640) -> Chart:
    """A drawing with an axis, a legend, marks without a colour of their own, and a name."""
    rows = data([{"x": place, "y": place, "name": name, "group": str(place)} for place in (1, 2)])
    base = alt.Chart(rows).encode(x="x:Q", y="y:Q", color=alt.Color("group:N", scale=alt.Scale(range=list(style.HUES))))
    plain = alt.Chart(rows).encode(x="x:Q", y="y:Q")
    drawn = base.mark_line() + base.mark_circle() + plain.mark_text().encode(text="name:N") + plain.mark_rule()
    spec = styled(drawn.properties(width=width, height=100))
    return Chart(spec=spec, title=(Name(name=name),), subtitle=(), alt=(Name(name=name),), figures=())


def test_a_drawing_holds_the_colours_of_the_style_and_no_others() -> None:
    """Any other would not be exchanged in the dark."""
    found = set(COLOUR.findall(chart().svg()))
    assert found - {"none", "transparent"} <= style.DARK.keys()
    assert {style.INK, style.RULE, style.BLUE} <= found


def test_a_name_with_signs_of_markup_is_drawn_as_it_is() -> None:
    svg = chart('<b>"&\\')
    assert "&lt;b&gt;" in svg.svg()
    assert "<title>&lt;b&gt;&#34;&amp;\\</title>" in svg.alone()


def test_a_narrow_drawing_fits_a_phone_with_type_as_large() -> None:
    wide = chart()
    narrow = wide.narrow(wide.svg())
    width = float(re.findall(r'width="([0-9.]+)"', narrow)[0])
    assert width == pytest.approx(NARROW, abs=8)
    assert re.findall('font-size="[^"]+"', narrow)[0] == re.findall('font-size="[^"]+"', wide.svg())[0]


def test_a_narrow_drawing_keeps_a_field_however_long_its_names_are() -> None:
    long = chart(width=LEAST)
    assert long.narrow(long.svg()) != ""
    assert Chart(spec={"hconcat": []}, title=(), subtitle=(), alt=(), figures=()).narrow("<svg/>") == "<svg/>"


def test_a_packed_picture_is_the_same_picture() -> None:
    """The pixels, filters and all, are those that were drawn; the file is smaller."""
    drawn = vl_convert.vegalite_to_png(dict(chart().spec))
    smaller = packed(drawn)
    assert len(smaller) < len(drawn)
    assert pixels(smaller) == pixels(drawn)
    assert smaller[:24] == drawn[:24]


def pixels(png: bytes) -> bytes:
    """The rows of a picture, each chunk checked."""
    found, place = b"", 8
    while place < len(png):
        length, name = struct.unpack_from(">I4s", png, place)
        content = png[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", png, place + 8 + length)[0] == zlib.crc32(name + content)
        found += content if name == b"IDAT" else b""
        place += 12 + length
    return zlib.decompress(found)
