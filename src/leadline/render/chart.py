"""Charts of figures, drawn by Vega without a browser; every number in one is the value of a figure.

Direct labels instead of legends; a band for the interval; the colours and the font of `style.py`, and no others, so
that a light drawing becomes a dark one by exchanging colours. A narrow drawing serves phones: the same marks and sizes
of type over fewer pixels.
"""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import vl_convert
from markupsafe import Markup, escape

from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.language import ENGLISH, Language
from leadline.render.png import packed
from leadline.render.record import flat
from leadline.render.style import BLUE, DARK, INK, PAPER, RULE, SANS, SOFT, exchange, stack
from leadline.render.table import csv_of
from leadline.render.text import Text, plain
from leadline.render.typeface import faces, folder

WIDTH, NARROW = 640, 340
"""Pixels across, on a page and on a phone."""
LEAST = 150
"""Pixels that the field of a narrow drawing keeps, however long the names beside it are."""
LINE = 100
"""Characters of a line of a title or of the sources."""
_PAGE = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
    """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{{ title }}</title>
<style>{{ faces }}
body { font: 16px/1.4 {{ sans }}; color: {{ ink }}; margin: 2rem auto; max-width: 54rem; padding: 0 1rem }
h1 { font-size: 1.25rem } figure { margin: 1rem 0 } figure > div { overflow-x: auto }
svg { display: block; max-width: 100%; height: auto } .narrow { display: none }
@media screen and (max-width: 40rem) { body { margin: 1rem auto }
svg { max-width: none } .wide { display: none } .narrow { display: block } }
@media screen and (prefers-color-scheme: dark) { body { color: {{ dark[ink] }}; background: {{ dark[paper] }} }
{{ exchange }} }</style>
<main>
<h1>{{ title }}</h1>
<p>{{ subtitle }}</p>
<figure><div class="wide" role="img" aria-label="{{ alternative }}">{{ drawing }}</div>
<div class="narrow" role="img" aria-label="{{ alternative }}" tabindex="0">{{ narrow }}</div>
<figcaption>{{ sources }}</figcaption></figure>
</main>
</html>
"""
)


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing with what it says in words."""

    spec: Mapping[str, Any]
    title: Text
    subtitle: Text
    alt: Text
    """What it shows, for those who do not see it."""
    figures: tuple[Figure, ...]
    sources: Text = ()
    """Who is to be named, under a drawing that leaves the page."""
    redrawn: Callable[[Language], Mapping[str, Any]] | None = None
    """The drawing in another language; none where it is drawn in English alone."""
    language: Language = ENGLISH
    """Of its words, where it leaves the page."""

    def told(self, language: Language) -> "Chart":
        """The same chart, drawn in a language."""
        return replace(self, spec=self.redrawn(language) if self.redrawn else self.spec, language=language)

    def svg(self) -> str:
        """The drawing alone as SVG, for a page that says the rest."""
        return drawn(self.spec)

    def narrow(self, svg: str) -> str:
        """The drawing of `svg` anew for a phone; itself where it has no one width that could be less."""
        width = self.spec.get("width")
        if not isinstance(width, int | float):
            return svg
        beside = _width_of(svg) - width
        return drawn(dict(self.spec) | {"width": max(LEAST, NARROW - beside)})

    def alone(self) -> str:
        """The drawing under its title and over its sources, on white, for a file that leaves the page."""
        words = "<title>{}</title><desc>{}</desc>".format(*map(escape, (self._said(self.title), self._said(self.alt))))
        head, rest = drawn(self._alone() | {"background": "white"}).split(">", 1)
        return f'{head} role="img">{words}{rest}'

    def _said(self, text: Text) -> str:
        return plain(text, self.language)

    def csv(self) -> str:
        """The figures behind the drawing."""
        return csv_of([flat(figure) for figure in self.figures])

    def write(self, path: Path) -> None:
        """Write the drawing with its titles and sources, or the data behind it, as the file's name ends.

        Raises UserError where the ending is none of .png, .svg, .html and .csv, or the file cannot be written.
        """
        forms: dict[str, Callable[[], str | bytes]] = {
            ".png": lambda: painted(self.alone()),
            ".svg": self.alone,
            ".html": self._page,
            ".csv": self.csv,
        }
        if path.suffix not in forms:
            raise UserError(f"Expected a file that ends in {', '.join(forms)}, found {path.name!r}.")
        content = forms[path.suffix]()
        try:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        except OSError as error:
            raise UserError(f"{path} could not be written: {error.strerror}. Name another place.") from error

    def _alone(self) -> dict[str, Any]:
        """The drawing under its title and over its sources."""
        # Rows that several layers share are named in the whole drawing, never in a part of it.
        top = {name: part for name, part in self.spec.items() if name in ("$schema", "config", "datasets")}
        inner = {name: part for name, part in self.spec.items() if name not in top}
        lines = _lines(self._said(self.sources))
        caption = {
            "data": {"values": [{}]},
            "mark": {"type": "text", "align": "left", "baseline": "top", "text": lines, "fontSize": 10, "color": SOFT},
            "encoding": {"x": {"value": 0}, "y": {"value": 0}},
            "height": 13 * len(lines),
            "width": 10,
        }
        title = {
            "text": _lines(self._said(self.title)),
            "subtitle": _lines(self._said(self.subtitle)),
            "anchor": "start",
            "fontSize": 15,
            "subtitleFontSize": 12,
        }
        parts = [inner, caption] if lines else [inner]
        return top | {"title": title, "vconcat": parts}

    def _page(self) -> str:
        words = {"title": plain(self.title), "subtitle": plain(self.subtitle), "alternative": plain(self.alt)}
        looks = {
            "faces": Markup(faces()),
            "exchange": Markup(exchange()),
            "sans": Markup(stack(SANS)),
            "ink": INK,
            "paper": PAPER,
            "dark": DARK,
        }
        wide = self.svg()
        drawings = {"drawing": Markup(wide), "narrow": Markup(self.narrow(wide))}
        return _PAGE.render(**drawings, sources=plain(self.sources), **words, **looks)


def _lines(words: str) -> list[str]:
    """Words in lines; of Chinese characters, which are twice as wide and stand without spaces, half as many."""
    width = LINE if len(words.encode()) < 1.5 * len(words) else LINE // 2
    return textwrap.wrap(words, width)


def drawn(spec: Mapping[str, Any]) -> str:
    """A drawing as SVG, set in the font that comes with the package."""
    _with_fonts()
    return vl_convert.vegalite_to_svg(dict(spec))


def painted(svg: str) -> bytes:
    """A drawing as PNG, on white, at twice the size."""
    _with_fonts()
    head, rest = svg.split(">", 1)
    return packed(vl_convert.svg_to_png(f'{head}><rect width="100%" height="100%" fill="white"/>{rest}', scale=2))


@lru_cache(maxsize=1)
def _with_fonts() -> None:
    vl_convert.register_font_directory(str(folder()))


def _width_of(svg: str) -> float:
    found = re.search(r'<svg [^>]*?width="([0-9.]+)"', svg)
    assert found, "Vega gives each drawing a width"
    return float(found[1])


def styled(chart: alt.LayerChart | alt.HConcatChart | alt.VConcatChart) -> dict[str, Any]:
    """The drawing with the one style that all charts have."""
    looks = (
        # A reader's machine may draw a file with a wider font than the one that was measured with.
        chart.configure(
            background="transparent", font=stack(SANS), padding={"left": 16, "right": 24, "top": 6, "bottom": 6}
        )
        .configure_view(stroke=None)
        .configure_axis(
            grid=True, gridColor=RULE, gridOpacity=0.7, domainColor=SOFT, domainOpacity=0.6, tickColor=SOFT,
            labelColor=INK, titleColor=INK, titleFontWeight="normal",
            labelFontSize=12, titleFontSize=12, labelLimit=260,
        )
        .configure_legend(labelFontSize=12, labelColor=INK, titleColor=INK)
        .configure_header(labelColor=INK, titleColor=INK)
        .configure_title(color=INK, subtitleColor=INK)
        .configure_text(color=INK)
        .configure_rule(color=INK)
        .configure_mark(color=BLUE)
    )  # fmt: skip
    return dict(looks.to_dict())


def data(rows: Sequence[Mapping[str, object]]) -> alt.InlineData:
    """Rows as they stand in the drawing itself."""
    return alt.InlineData(values=[dict(row) for row in rows])


def months_axis() -> alt.Axis:
    """Months with their years, so that no drawing leaves open of which year it tells."""
    return alt.Axis(format="%b %Y", tickCount=6, labelFlush=True, labelOverlap=True)


def padded(values: Sequence[float], share: float = 0.12) -> alt.Scale:
    """A logarithmic scale over values, with a share of its length free at each end for what is written there.

    >>> [round(end, 2) for end in padded([1.0, 100.0], share=0.5).domain]
    [0.1, 1000.0]
    """
    low, high = min(values), max(values)
    room = (high / low) ** share if high > low else 2.0
    return alt.Scale(type="log", nice=False, domain=[low / room, high * room])


def raised(places: Sequence[float], line: float) -> list[float]:
    """How far up each label moves so that none stands less than a line above the next lower one.

    >>> raised([10.0, 50.0, 10.0, 15.0], line=12.0)    # they come to stand at 10, 50, 22 and 34
    [0.0, 0.0, 12.0, 19.0]
    """
    moves = [0.0] * len(places)
    for lower, upper in pairwise(sorted(range(len(places)), key=lambda place: places[place])):
        moves[upper] = max(0.0, places[lower] + moves[lower] + line - places[upper])
    return moves
