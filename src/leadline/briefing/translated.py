"""A briefing in another language: the same figures in the same order.

Its texts are in no language until they are written. Only what is no text, the headings of columns and the drawings, is
put into the language here; and an edition in another language than English says how far its words were looked at.
"""

from dataclasses import replace

from leadline.briefing.document import Block, Document, Section
from leadline.render.chart import Chart
from leadline.render.language import ENGLISH, Language
from leadline.render.table import Column, Table
from leadline.render.text import Count, Text, joined, text


def in_language(document: Document, language: Language) -> Document:
    """The document as it is to be written in a language; in English as it is."""
    if language is ENGLISH:
        return document
    return replace(
        document,
        standfirst=joined([document.standfirst, reviewed(language)], between=" "),
        sections=tuple(_section(section, language) for section in document.sections),
    )


def reviewed(language: Language) -> Text:
    """How many of the messages of a language no native reader has looked at."""
    evidence = f"leadline.po ({language.code})"
    return text(
        "Of the {all} messages in this language {unread} have not been reviewed by a native reader; where the two "
        "differ, the English edition counts. Names, citations and commands stay as they are.",
        all=Count(number=language.translated, evidence=evidence),
        unread=Count(number=language.unreviewed, evidence=evidence),
    )


def _section(section: Section, language: Language) -> Section:
    return replace(section, blocks=tuple(block_in(block, language) for block in section.blocks))


def block_in(block: Block, language: Language) -> Block:
    """A block in a language: its drawing, or the headings of its columns."""
    match block:
        case Chart():
            return block.told(language)
        case Table(columns=columns):
            return replace(block, columns=tuple(_column(column, language) for column in columns))
    return block


def _column(column: Column, language: Language) -> Column:
    return replace(column, heading=language.message(column.heading, "heading"))
