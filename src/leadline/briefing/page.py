"""A briefing as one HTML file: nothing is fetched, no script runs, and it reads on paper, a phone and in the dark.

Drawings stand in the page itself and take its font; a narrow one takes the place of each where the window is narrow.
What a reader may want to keep of a chart, picture, drawing and figures, is in the page too.
"""

import base64
import re
from collections.abc import Callable
from functools import partial

import jinja2
from markupsafe import Markup

from leadline.briefing.document import Paragraph, Points
from leadline.briefing.drawings import Drawing, Drawn
from leadline.render.chart import Chart, painted
from leadline.render.html import html, looks
from leadline.render.table import Table
from leadline.render.text import plain, text

_TAG = re.compile(r"<[^>]+>")
_OWN = re.compile(r""" (?:aria-[a-z]+|role|pointer-events|font-family|xmlns:xlink|version)="[^"]*\"""")
"""What the page says itself, or does not need."""
_ID = re.compile(r'(?<=\bid=")|(?<=url\(#)')
WORDS = {
    "skip": text("Skip to the text"),
    "contents": text("Contents"),
    "keep": text("Keep this chart: "),
}


def page(drawn: Drawn) -> str:
    """The whole page."""
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([jinja2.PackageLoader(f"leadline.{part}") for part in ("briefing", "render")]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "html": partial(html, language=drawn.language),
        "plain": partial(plain, language=drawn.language),
    }
    environment.tests |= {"paragraph": _is(Paragraph), "points": _is(Points), "table": _is(Table), "chart": _is(Chart)}
    template = environment.get_template("briefing.html")
    return template.render(
        document=drawn.document,
        drawing=drawn.of,
        inline=inline,
        kept=kept,
        words=WORDS,
        language=drawn.language,
        others=drawn.others,
        **looks(),
    )


def inline(drawing: Drawing, *, narrow: bool = False) -> Markup:
    """A drawing as part of the page, wide or narrow; the page gives its name to screen readers."""
    svg = drawing.chart.narrow(drawing.svg) if narrow else drawing.svg
    bare = _TAG.sub(lambda tag: _OWN.sub("", tag[0]), svg)
    own = _ID.sub(f"{drawing.name}-{'narrow' if narrow else 'wide'}-", bare)
    return Markup(own.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def kept(drawing: Drawing) -> list[tuple[str, str, str]]:
    """What a reader may keep of a chart: what it is called, the file's name, and its content as an address."""
    alone = drawing.chart.alone()
    forms = (
        ("PNG", "image/png", painted(alone)),
        ("SVG", "image/svg+xml", alone.encode()),
        ("CSV", "text/csv;charset=utf-8", drawing.chart.csv().encode()),
    )
    return [
        (name, f"{drawing.name}.{name.lower()}", f"data:{kind};base64,{base64.b64encode(content).decode()}")
        for name, kind, content in forms
    ]


def _is(kind: type) -> Callable[[object], bool]:
    return lambda block: isinstance(block, kind)
