"""A briefing as one HTML file: nothing is fetched, no script runs, and it reads on paper, a phone and in the dark."""

import re
from collections.abc import Callable

import jinja2
from markupsafe import Markup

from leadline.briefing.document import Document, Paragraph, Points
from leadline.render.chart import Chart
from leadline.render.html import html
from leadline.render.table import Table
from leadline.render.text import plain

_DRAWING = re.compile(r"<svg .*</svg>", re.DOTALL)


def page(document: Document) -> str:
    """The whole page."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("leadline.briefing"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"html": html, "plain": plain, "drawing": drawing}
    environment.tests |= {"paragraph": _is(Paragraph), "points": _is(Points), "table": _is(Table), "chart": _is(Chart)}
    return environment.get_template("briefing.html").render(document=document)


def drawing(chart: Chart) -> Markup:
    """The SVG of a chart, without the declaration before it; the page gives its name to screen readers."""
    found = _DRAWING.search(chart.svg())
    assert found, "Vega draws an svg element"
    return Markup(found[0].replace("<svg ", '<svg aria-hidden="true" ', 1))


def _is(kind: type) -> Callable[[object], bool]:
    return lambda block: isinstance(block, kind)
