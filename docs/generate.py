"""Write the pages of docs/ that the program knows best: sources, indicators, commands; a test finds a stale one.

Each indicator has a page with its newest values on the bundled store: those of the stack, and those of commands that
answer quickly (QUICK). The others depend on what is asked, or take long; their page gives the command alone.
"""

import ast
import inspect
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from cyclopts import App

from leadline.capability.index import SOURCES as SCORES
from leadline.capability.translation import translations
from leadline.catalog import Catalog
from leadline.catalog.indicators import Indicator
from leadline.catalog.live import FEEDS_OF, Live
from leadline.claims.claim import Claim
from leadline.claims.lint import readable
from leadline.claims.metric import Argument
from leadline.claims.metrics import METRICS
from leadline.claims.read import bundled
from leadline.cli import app, run
from leadline.render.numbers import write, write_bare
from leadline.render.published_leads import table
from leadline.render.table import cells
from leadline.stack.layers import LAYERS
from leadline.store.default import BUNDLED
from leadline.store.store import Store
from leadline.usage import record
from leadline.usage.formats import FORMATS
from leadline.usage.formats import table as table_format

DOCS = Path(__file__).parent
QUICK = (
    *("leadline lead", "leadline lead best", "leadline lead frontiers", "leadline lead delay"),
    *("leadline benchmarks", "leadline revisions"),
)
MOST = 24
"""Values on a page; what an indicator has more of, its command shows."""
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
        f"| [`{i.name}`](indicators/{i.name}.md) | {i.title} | {i.unit} | {i.entity} | {i.frequency} | {i.definition} "
        f"| {i.interval} |"
        for i in Catalog().indicators.values()
    ]
    columns = ("name", "title", "unit", "of", "frequency", "definition", "interval")
    head = f"# Indicators\n\n| {' | '.join(columns)} |\n{'|---' * len(columns)}|\n"
    return head + "\n".join(rows) + "\n"


def indicator(name: str) -> str:
    """One indicator: what it is, how it is computed, its newest values with their evidence, and how to have them."""
    one = Catalog().indicators[name]
    lines = [
        f"# {one.title}",
        "",
        f"`{name}`, in {one.unit}. {one.definition}",
        "",
        f"- Measured on: {one.entity}.",
        f"- Frequency: {one.frequency}.",
        f"- Interval: {one.interval}",
        f"- Method: {', '.join(_methods(name))}.",
    ]
    figures = _newest(one)
    return "\n".join([*lines, *_sources_of(figures), *_again(one), *_values(figures)]) + "\n"


def _methods(name: str) -> list[str]:
    """The pages that describe its method."""
    pages = sorted((DOCS / "methods").glob("*.md"))
    told = [page.name for page in pages if f"`{name}/" in page.read_text(encoding="utf-8")]
    return [f"[{page.removesuffix('.md')}](../methods/{page})" for page in told]


def _command(one: Indicator) -> str:
    """The command that shows an indicator: its own, else that of the layer which has it."""
    layer = next((layer for layer, found in LAYERS.items() for each in found if each.metric == one.name), None)
    return one.command or f"leadline stack {layer or ''}".strip()


def _newest(one: Indicator) -> list[dict[str, object]]:
    """Its figures on the newest day of the bundled store; none where the command is not a quick one."""
    command = _command(one)
    if command not in QUICK and not command.startswith("leadline stack"):
        return []
    return [figure for figure in _answer(command) if figure["metric"] == one.name]


@lru_cache(maxsize=64)
def _answer(command: str) -> tuple[dict[str, object], ...]:
    """The figures that a command prints on the newest day of the bundled store."""
    out = io.StringIO()
    with redirect_stdout(out):
        run([*command.split()[1:], "--as-of", str(_today()), "--store", str(BUNDLED), "--json"])
    return tuple(json.loads(out.getvalue())["figures"])


@lru_cache(maxsize=1)
def _today() -> date:
    """The day of the newest vintage in the bundled store."""
    return max(entry.snapshot.vintage for entry in Store(BUNDLED, catalog=Catalog()).entries)


def _sources_of(figures: list[dict[str, object]]) -> list[str]:
    keys = [key for figure in figures for key in _texts(figure["evidence"])]
    known = Catalog().sources
    names = dict.fromkeys(name for key in keys for name in [key.partition("@")[0]] if name in known)
    links = [f"[{known[name].title}](../sources.md#{name})" for name in names]
    return [f"- Sources: {', '.join(links)}."] if links else []


def _again(one: Indicator) -> list[str]:
    """How to have it again."""
    command = _command(one)
    day = f" --as-of {_today()}" if command.startswith("leadline ") else ""
    return ["", "```", f"$ {command}{day}", "```", ""]


def _values(figures: list[dict[str, object]]) -> list[str]:
    if not figures:
        return ["Its values depend on what is asked; the command shows them with their evidence."]
    shown = figures[:MOST]
    head = [f"On the bundled store, as known on {_today()}:", "", "| what | on | value | interval | evidence |"]
    lines = [*head, "|---|---|---:|---:|---|", *(_value(figure) for figure in shown)]
    more = len(figures) - len(shown)
    return [*lines, *([f"\nThe command shows {more} more."] if more else [])]


def _value(figure: dict[str, object]) -> str:
    """One row: what it is, its day, its value and interval as people read them, what it rests on."""
    value, unit = figure["value"], str(figure["unit"])
    assert isinstance(value, float | int)
    ends = [write_bare(float(end), unit) for end in (figure["low"], figure["high"]) if isinstance(end, float | int)]
    evidence = [f"`{key}`" for key in _texts(figure["evidence"]) if not key.startswith("catalog@")]
    bound = "" if figure["bound"] == "exact" else f"{figure['bound']} "
    cells = (str(figure["label"]), str(figure["on"]), bound + write(float(value), unit), " to ".join(ends))
    return f"| {' | '.join(re.sub('[|]', '/', cell) for cell in cells)} | {', '.join(evidence[:3])} |"


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


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


def claim_metrics() -> str:
    """Every metric that a claim can ask, with its arguments and an example."""
    parts = [
        "# Metrics of claims\n",
        "What the query of a claim can ask (`leadline.claim/1`). Each is a thin function over figures of Leadline,",
        "whose definitions stand in [methods/](methods/), those of the metrics' own in",
        "[methods/claim_metrics.md](methods/claim_metrics.md). An argument that has no default and is not needed may",
        "be left open: a day is then that of the view. What a view lacks is not enough data: the reading is dropped",
        "and counted.\n",
    ]
    for one in METRICS.values():
        example = "\n".join(f"    {name}: {json.dumps(value)}" for name, value in one.example.items())
        parts += [
            f"## {one.name}\n",
            f"{one.meaning} Unit: {one.unit}.\n",
            "| argument | default | what it may be |\n|---|---|---|",
            *(f"| `{name}` | {_default(argument)} | {argument.meaning} |" for name, argument in one.arguments.items()),
            f"\n```yaml\nquery:\n  metric: {one.name}\n  args:\n{example}\n```\n",
        ]
    return "\n".join(parts)


def claims_bundled() -> str:
    """The claims of the package by side: what is said, where, and how far data can go; no verdicts."""
    found, _ = readable(bundled(), METRICS)
    parts = [
        "# Claims of the package\n",
        "What articles and papers of all sides say, in our words; those in [brackets] leave something open. How far",
        "data can go is told in [claims.md](claims.md); `leadline claims lint ID` looks at one. Verdicts stand in no",
        "page: they are of a day.\n",
    ]
    for side in sorted({claim.work.side for claim in found}):
        parts.append(f"## {side}\n\n| claim | says | work | place | status |\n|---|---|---|---|---|")
        for claim in (one for one in found if one.work.side == side):
            work = claim.work
            said = f", {work.published:{'%Y-%m-%d' if work.day_known else '%Y-%m'}}" if work.published else ""
            title = f"[{work.title}]({work.url})" if work.url else work.title
            status = claim.status + (f" ({claim.reason}): {claim.note}" if claim.reason else "")
            parts.append(
                f"| `{claim.id}` | {_marked(claim)} | {title}, {work.publisher}{said} | {claim.place} | {status} |"
            )
        parts.append("")
    return "\n".join(parts)


def _marked(claim: Claim) -> str:
    """The sentence with the marks of its file."""
    text = claim.restated
    for words in claim.vague:
        text = text.replace(words, f"[{words}]", 1)
    return text


def _default(argument: Argument) -> str:
    if argument.needed:
        return "needed"
    return "" if argument.default is None else f"`{argument.default}`"


def usage() -> str:
    """The normal form of usage, column by column, and every format that is read into it."""
    told = ast.get_docstring(_class("Use"), clean=True)
    lines = [
        "# Logs of usage\n",
        f"{record.__doc__}".strip(),
        "",
        "## Columns\n",
        f"{told}\n",
        "| column | type | meaning |",
        "|---|---|---|",
        *(f"| `{name}` | {kind} | {_meanings()[name]} |" for name, kind in record.COLUMNS.items()),
        "",
        "## Flags\n",
        "| flag | meaning |",
        "|---|---|",
        *(f"| `{flag}` | {meaning} |" for flag, meaning in record.FLAGS.items()),
        "",
        "## Formats\n",
    ]
    for format in FORMATS:
        made = sys.modules[f"leadline.usage.formats.{format.NAME}"].__doc__ or ""
        lines += [f"### {format.TITLE}\n", f"`--format {format.NAME}`. {made.strip()}\n"]
    return (
        "\n".join([*lines, "### Any other table\n", f"`--columns MAP`. {(table_format.__doc__ or '').strip()}"]) + "\n"
    )


def _class(name: str) -> ast.ClassDef:
    tree = ast.parse(inspect.getsource(record))
    return next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)


def _meanings() -> dict[str, str]:
    """What each field of a use means: the sentence below it in the source."""
    body = _class("Use").body
    return {
        field.target.id: " ".join(str(below.value.value).split())
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
    }


PAGES: dict[str, Callable[[], str]] = {
    "sources.md": sources,
    "indicators.md": indicators,
    "commands.md": commands,
    "lead_published.md": lead_published,
    "claim_metrics.md": claim_metrics,
    "usage.md": usage,
    "claims_bundled.md": claims_bundled,
}


def of_indicators() -> dict[str, str]:
    """The page of each indicator, by its name in `docs/indicators`."""
    return {f"{name}.md": NOTE + indicator(name) for name in sorted(Catalog().indicators)}


def main() -> None:
    """Write every page, and take away those of indicators that are no more."""
    for name, made in PAGES.items():
        (DOCS / name).write_text(NOTE + made(), encoding="utf-8")
    folder, pages = DOCS / "indicators", of_indicators()
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, content in pages.items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
