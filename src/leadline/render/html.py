"""Texts as HTML: every figure is a link to its line in the appendix, and says on hovering what it rests on."""

from markupsafe import Markup, escape

from leadline.model import Figure
from leadline.render import style
from leadline.render.language import ENGLISH, Language
from leadline.render.notes import told_notes
from leadline.render.text import (
    Count,
    Day,
    Given,
    Leaf,
    Name,
    Quantity,
    Stated,
    Text,
    Words,
    joined,
    leaves,
    plain,
    text,
    written,
)
from leadline.render.typeface import faces


def html(spans: Text, language: Language = ENGLISH) -> Markup:
    """A text as HTML."""
    return Markup("").join(_html(leaf, language) for leaf in leaves(spans, language))


def _html(leaf: Leaf, language: Language) -> Markup:
    shown = escape(written(leaf, language))
    match leaf:
        case Words():
            return shown
        case Quantity(figure=figure):
            return Markup('<a class="figure" href="#{}" title="{}">{}</a>').format(
                figure.id, trace(figure, language), shown
            )
        case Name(foreign=True):
            return Markup('<span class="name" lang="en">{}</span>').format(shown)
        case Name():
            return Markup('<span class="name">{}</span>').format(shown)
        case Day(day=day):
            return Markup('<time datetime="{}">{}</time>').format(day, shown)
        case Given():
            return Markup('<span class="given">{}</span>').format(shown)
        case Count(evidence=evidence) | Stated(evidence=evidence):
            return Markup('<span class="count" title="{}">{}</span>').format(evidence, shown)


def trace(figure: Figure, language: Language = ENGLISH) -> str:
    """What a figure rests on, in one line: sources and vintages, day, method, grade."""
    rests = text(
        "{evidence}; on {on}; as known on {as_of}; {method}; {grade}",
        evidence=joined([Name(name=key) for key in figure.evidence]),
        on=Day(day=figure.on),
        as_of=Day(day=figure.as_of),
        method=Name(name=figure.method),
        grade=Name(name=figure.grade, of="term"),
    )
    return plain(joined([rests, *told_notes(figure.note)], between="; "), language)


def looks() -> dict[str, object]:
    """The style of a page, as the sheet `templates/page.css` asks for it."""
    return {
        "style": style,
        "sans": Markup(style.stack(style.SANS)),
        "faces": Markup(faces()),
        "exchange": Markup(style.exchange()),
    }
