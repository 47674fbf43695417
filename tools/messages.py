"""Gather the messages of the briefing and bring the catalogues of translations up to date (`make messages`).

Messages are the templates given to `text("...")` and the headings given to `Column(heading="...")` and `columns("...")`
in `render/` and `briefing/`, the words of names that say which kind they are (`Name(name="...", of="...")`), and tables
of words: those of sentences, labels, notes, groups, units, terms, and what the catalogue of names says of indicators
and sources.

A message that is new comes in without a translation and marked `unreviewed`; one whose English changed is a new one;
one that is gone is dropped. A native reader changes the mark of a message to `reviewed by NAME, DAY`.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog as Messages
from babel.messages.pofile import read_po, write_po

from leadline.capability.definitions import DEFINITIONS
from leadline.catalog import Catalog
from leadline.claims.verdict import Outcome
from leadline.model import GRADES
from leadline.render import notes, numbers, sentence, text
from leadline.render.language import Key, parts
from leadline.render.stack_table import HEADINGS
from leadline.simulate import outcomes
from leadline.stack.layers import LAYERS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "leadline"
LOCALES = PACKAGE / "render" / "locale"
LOOKED_AT = ("render", "briefing")
UNREVIEWED = "unreviewed"
UNITS = ("{number} tokens", "{number}m")
"""Beside those of indicators: of workloads, and of large numbers, where it stands close."""
TERMS = ("unknown", "input", "output", "cache_read", "cache_write", "cache_write_1h")
MIXES = ("all output", "three in for one out")
HEADER = """# Messages of Leadline's briefing; written by `make messages`, which keeps translations and marks.
# A message is `unreviewed` until a native reader changes that line to `reviewed by NAME, DAY`.
# A hole keeps its name; between Chinese characters and Latin letters or digits no space is written."""
CREATED = datetime(2026, 11, 24, tzinfo=UTC)
"""The same in every run, so that a run without a change gives the same bytes."""
Found = dict[Key, list[str]]
"""Where each message stands."""


def gathered() -> Found:
    """Every message with the files that it stands in, in the order of the files."""
    found: Found = {}
    for folder in LOOKED_AT:
        for path in sorted((PACKAGE / folder).rglob("*.py")):
            for key in in_code(path.read_text(encoding="utf-8")):
                found.setdefault(key, []).append(str(path.relative_to(ROOT)))
    for key in in_tables():
        found.setdefault(key, [])
    return {key: list(dict.fromkeys(places)) for key, places in found.items()}


def in_code(source: str) -> Iterator[Key]:
    """The messages of a module.

    >>> list(in_code('text("So {x}", x=text("this" if y else "that"))'))
    [Key(context='', english='So {x}'), Key(context='', english='this'), Key(context='', english='that')]
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = {word.arg: word.value for word in node.keywords}
            if node.func.id == "text" and node.args:
                yield from _templates(node.args[0])
            if node.func.id == "Column":
                yield from (Key("heading", words) for words in _literals(given["heading"]))
            if node.func.id == "columns":
                yield from (Key("heading", words) for one in node.args for words in _literals(one))
            if node.func.id == "Name" and isinstance(kind := given.get("of"), ast.Constant) and kind.value != "country":
                yield from (Key(str(kind.value), words) for words in _literals(given["name"]))


def _templates(node: ast.expr) -> Iterator[Key]:
    """The templates that an expression may be; one that is a hole alone says nothing."""
    return (Key("", words) for words in _literals(node) if any(words for words, hole in parts(words) if not hole))


def _literals(node: ast.expr) -> Iterator[str]:
    """The strings that an expression may be."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)


def in_tables() -> Iterator[Key]:
    """The messages that stand in tables of words and in the catalogue of names."""
    catalog = Catalog()
    yield from (Key("", words) for words in (*sentence.SENTENCES.values(), *sentence.LABELS.values()))
    yield from (
        Key("", words) for words in (*notes.TEMPLATES, *text.BOUNDS.values(), text.LEVEL, text.RANGE, text.ENDS)
    )
    yield from (Key("group", words) for words in sentence.GROUPS.values())
    yield from (Key("heading", words) for words in HEADINGS)
    yield from _units(catalog)
    yield from (Key("term", words) for words in _terms())
    for indicator in catalog.indicators.values():
        yield from (Key("indicator", words) for words in (indicator.title, indicator.definition, indicator.interval))
    for source in catalog.sources.values():
        yield from (Key("source", words) for words in (source.interest, source.note) if words)


def _units(catalog: Catalog) -> Iterable[Key]:
    names = dict.fromkeys([*(one.unit for one in catalog.indicators.values()), *numbers.DIGITS, *numbers.SIGNIFICANT])
    templates = [*map(numbers.unit_template, names), *UNITS]
    return (Key("unit", template) for template in templates if template != "{number}")


def _terms() -> Iterator[str]:
    yield from (*TERMS, *MIXES)
    yield from GRADES
    yield from (outcome.replace("_", " ") for outcome in get_args(Outcome))
    yield from (*(one.name for one in (*outcomes.LEADS, *outcomes.SHARES)), *outcomes.REGIONS, outcomes.ALL)
    yield from (*text.BOUNDS, "lead", "share")
    yield from (definition.name for definition in DEFINITIONS)
    yield from (words for layer in LAYERS.values() for one in layer for words in (one.meaning, one.part) if words)


def updated(old: Messages, found: Found) -> Messages:
    """The catalogue with what was gathered and nothing else, its translations and marks kept."""
    new = Messages(
        locale=old.locale,
        header_comment=HEADER,
        project="leadline",
        version="-",
        msgid_bugs_address="-",
        creation_date=CREATED,
        revision_date=CREATED,
        last_translator="-",
        language_team="-",
        charset="utf-8",
        fuzzy=False,
    )
    for key, places in found.items():
        kept = old.get(key.english, key.context or None)
        new.add(
            key.english,
            kept.string if kept else "",
            context=key.context or None,
            locations=[(place, 0) for place in places],
            user_comments=list(kept.user_comments) if kept and kept.user_comments else [UNREVIEWED],
        )
    return new


def written(messages: Messages) -> bytes:
    """A catalogue as its file holds it."""
    out = BytesIO()
    write_po(out, messages, width=120, include_lineno=False)
    return out.getvalue()


def main() -> None:
    """Write each catalogue anew, and say what is lacking."""
    found = gathered()
    for path in sorted(LOCALES.glob("*/LC_MESSAGES/leadline.po")):
        with path.open("rb") as lines:
            new = updated(read_po(lines, locale=path.parts[-3]), found)
        path.write_bytes(written(new))
        lacking = sum(not message.string for message in new if message.id)
        sys.stdout.write(f"{path.relative_to(ROOT)}: {len(found)} messages, {lacking} without a translation\n")


if __name__ == "__main__":
    main()
