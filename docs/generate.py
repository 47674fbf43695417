"""Write the pages of docs/ that the program knows best: sources, indicators, commands; a test finds a stale one."""

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

from cyclopts import App

from leadline.capability.index import SOURCES as SCORES
from leadline.capability.translation import translations
from leadline.catalog import Catalog
from leadline.catalog.live import FEEDS_OF, Live
from leadline.cli import app, run
from leadline.render.published_leads import table
from leadline.render.table import cells
from leadline.store.default import BUNDLED
from leadline.store.store import Store

DOCS = Path(__file__).parent
NOTE = "<!-- Written by docs/generate.py; do not edit. -->\n\n"


def sources() -> str:
    """Every source with its licence, interest, vintages and files."""
    catalog = Catalog()
    store = Store(BUNDLED, catalog=catalog)
    parts = ["# Sources\n"]
    for source in catalog.sources.values():
        entries = [entry for entry in store.entries if entry.snapshot.source == source.name]
        parts.append(
            f"## {source.name}\n\n{source.title}. {source.publisher}, <{source.url}>.\n\n"
            f"- Licence: {source.licence}. Cited as: {source.citation}.\n- Interest in the matter: {source.interest}\n"
            f"- {_fetched(catalog.live[source.name])}\n"
            f"- Kind: {source.kind}. {source.note}\n\n| vintage | rows | rejected | SHA-256 |\n|---|---:|---:|---|"
        )
        parts += [
            f"| {entry.snapshot.vintage} | {sum(file.rows for file in entry.tables.values()):,} | {entry.rejected} | "
            f"`{entry.snapshot.sha256[:16]}` |"
            for entry in entries
        ]
        parts.append("")
    return "\n".join(parts)


def _fetched(live: Live) -> str:
    """Where the newest file is, or why there is none."""
    if live.frozen:
        return f"Not fetched: {live.frozen}."
    if live.source == FEEDS_OF:
        return f"Fetched from the {len(live.files)} feeds of the catalogue's list, `catalog/feeds.csv`."
    return f"Fetched from {', '.join(f'<{url}>' for file in live.files for url in file.urls)}."


def indicators() -> str:
    """Every indicator with its definition."""
    rows = [
        f"| `{i.name}` | {i.title} | {i.unit} | {i.entity} | {i.frequency} | {i.definition} | {i.interval} |"
        for i in Catalog().indicators.values()
    ]
    columns = ("name", "title", "unit", "of", "frequency", "definition", "interval")
    head = f"# Indicators\n\n| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"
    return head + "\n".join(rows) + "\n"


def commands() -> str:
    """The help of every command."""
    names = sorted(_names(app), key=len)
    return "# Commands\n\n" + "\n".join(f"```\n$ leadline {' '.join([*n, '--help'])}\n{_help(n)}```\n" for n in names)


def _names(group: App) -> Iterator[list[str]]:
    """The words of every command, groups before what they hold."""
    yield []
    for name in group:
        if not name.startswith("-"):
            yield from ([name, *rest] for rest in _names(group[name]))


def _help(command: list[str]) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        run([*command, "--help"])
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def lead_published() -> str:
    """Leads that others published beside ours, as the newest vintage of the scores tells them."""
    store = Store(BUNDLED, catalog=Catalog())
    newest = max(entry.snapshot.vintage for entry in store.entries if entry.snapshot.source == SCORES[0])
    found = translations(store.as_of(newest))
    shown = table(found)
    head = [
        "# Published leads beside ours\n",
        "What others found, how they define it, and what we find by the nearest of our definitions for the same day:",
        "as known on the day of publication, or from the first scores that are kept, and as known on the newest day,",
        f"{newest}. The definitions are told in [methods/lead.md](methods/lead.md).\n",
        f"| {' | '.join(column.heading for column in shown.columns)} |",
        f"|{'---|' * len(shown.columns)}",
    ]
    rows = [f"| {' | '.join(row)} |" for row in cells(shown)]
    notes = [
        f"- **{one.published.title}** ({one.published.publisher}, {one.published.published}, <{one.published.url}>): "
        f"{one.published.states}"
        for one in found
    ]
    return "\n".join([*head, *rows, "\nWhat they say of their method:\n", *notes]) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "sources.md": sources,
    "indicators.md": indicators,
    "commands.md": commands,
    "lead_published.md": lead_published,
}


def main() -> None:
    """Write every page."""
    for name, write in PAGES.items():
        (DOCS / name).write_text(NOTE + write(), encoding="utf-8")


if __name__ == "__main__":
    main()
