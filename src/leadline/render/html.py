"""Texts as HTML: every figure is a link to its line in the appendix, and says on hovering what it rests on."""

from markupsafe import Markup, escape

from leadline.model import Figure
from leadline.render.text import Count, Day, Given, Name, Quantity, Span, Stated, Text, Words, written


def html(spans: Text) -> Markup:
    """A text as HTML."""
    return Markup("").join(map(_html, spans))


def _html(span: Span) -> Markup:
    shown = escape(written(span))
    match span:
        case Words():
            return shown
        case Quantity(figure=figure):
            return Markup('<a class="figure" href="#{}" title="{}">{}</a>').format(figure.id, trace(figure), shown)
        case Name():
            return Markup('<span class="name">{}</span>').format(shown)
        case Day():
            return Markup('<time datetime="{0}">{0}</time>').format(shown)
        case Given():
            return Markup('<span class="given">{}</span>').format(shown)
        case Count(evidence=evidence) | Stated(evidence=evidence):
            return Markup('<span class="count" title="{}">{}</span>').format(evidence, shown)


def trace(figure: Figure) -> str:
    """What a figure rests on, in one line: sources and vintages, day, method, grade."""
    parts = [", ".join(figure.evidence), f"on {figure.on}", f"as known on {figure.as_of}", figure.method, figure.grade]
    return "; ".join([*parts, figure.note] if figure.note else parts)
