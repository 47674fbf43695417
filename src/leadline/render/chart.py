"""Charts of figures, drawn by Vega without a browser; every number in one is the value of a figure.

Two hues that colour-blind readers can tell apart, neither of them good or bad; direct labels instead of legends; a band
for the interval. Text is drawn in the page's own colour, so that one drawing serves light and dark pages.
"""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import vl_convert
from markupsafe import Markup

from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import flat
from leadline.render.table import csv_of
from leadline.render.text import Text, plain

BLUE, OCHRE, GREY = "#3d85b8", "#b07818", "#808080"
HUES = (BLUE, OCHRE, GREY, "#6b5b95", "#5b8a72", "#a05d7a", "#4f6d7a", "#8a6d3b")
"""In the order in which drawings take them."""
WIDTH, FONT = 640, "system-ui, 'Helvetica Neue', Arial, sans-serif"
LINE = 100
"""Characters of a line of a title or of the sources."""
_PAGE = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined).from_string(
    """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{{ title }}</title>
<style>body { font: 16px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 54rem; padding: 0 1rem }
svg { max-width: 100%; height: auto } h1 { font-size: 1.25rem } </style>
<h1>{{ title }}</h1>
<p>{{ subtitle }}</p>
<figure><div role="img" aria-label="{{ alternative }}">{{ drawing }}</div>
<figcaption>{{ sources }}</figcaption></figure>
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

    def svg(self) -> str:
        """The drawing alone as SVG, for a page that says the rest."""
        return vl_convert.vegalite_to_svg(dict(self.spec))

    def png(self) -> bytes:
        """The drawing alone as PNG, on white, at twice the size."""
        return vl_convert.vegalite_to_png(dict(self.spec) | {"background": "white"}, scale=2)

    def csv(self) -> str:
        """The figures behind the drawing."""
        return csv_of([flat(figure) for figure in self.figures])

    def write(self, path: Path) -> None:
        """Write the drawing with its titles and sources, or the data behind it, as the file's name ends.

        Raises UserError where the ending is none of .png, .svg, .html and .csv, or the file cannot be written.
        """
        forms: dict[str, Callable[[], str | bytes]] = {
            ".png": lambda: vl_convert.vegalite_to_png(self._alone() | {"background": "white"}, scale=2),
            ".svg": lambda: vl_convert.vegalite_to_svg(self._alone() | {"background": "white"}),
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
        lines = textwrap.wrap(plain(self.sources), LINE)
        caption = {
            "data": {"values": [{}]},
            "mark": {"type": "text", "align": "left", "baseline": "top", "text": lines, "fontSize": 10, "opacity": 0.7},
            "encoding": {"x": {"value": 0}, "y": {"value": 0}},
            "height": 13 * len(lines),
            "width": 10,
        }
        title = {
            "text": textwrap.wrap(plain(self.title), LINE),
            "subtitle": textwrap.wrap(plain(self.subtitle), LINE),
            "anchor": "start",
            "fontSize": 15,
            "subtitleFontSize": 12,
        }
        parts = [inner, caption] if lines else [inner]
        return top | {"title": title, "vconcat": parts}

    def _page(self) -> str:
        words = {"title": plain(self.title), "subtitle": plain(self.subtitle), "alternative": plain(self.alt)}
        return _PAGE.render(drawing=Markup(self.svg()), sources=plain(self.sources), **words)


def styled(chart: alt.LayerChart | alt.HConcatChart | alt.VConcatChart) -> dict[str, Any]:
    """The drawing with the one style that all charts have."""
    drawn = (
        # The page may draw with a wider font than the one that was measured with.
        chart.configure(background="transparent", font=FONT, padding={"left": 40, "right": 48, "top": 6, "bottom": 6})
        .configure_view(stroke=None)
        .configure_axis(
            grid=True, gridOpacity=0.25, domainOpacity=0.4, labelFontSize=12, titleFontSize=12, labelLimit=260
        )
        .configure_legend(labelFontSize=12)
    )
    return dict(drawn.to_dict())


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
