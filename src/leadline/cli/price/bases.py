"""`leadline price bases`: offers on the bases list, charged, per text and per task."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leadline import units
from leadline.catalog import Catalog
from leadline.catalog.tokenizers import tokenizer
from leadline.cli import show
from leadline.cli.options import Output, Which, listed, on_day
from leadline.cli.price.cost import offers_of
from leadline.cli.price.notes import left_out
from leadline.errors import UserError
from leadline.model import Figure
from leadline.prices.bases import Cell, Row, by_bases, with_tokenizer
from leadline.prices.book import Book, book
from leadline.prices.offer import Offer
from leadline.prices.per_text import KINDS
from leadline.prices.task_file import read
from leadline.prices.workload import in_words, mixed
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, Words, joined, text

NAMES: Mapping[str, str] = {
    "list": "List price",
    "charged": "Charged",
    "english": "English text",
    "chinese": "Chinese text",
    "code": "Code",
    "json": "JSON",
    "task": "Per task",
    "solved": "Per solved task",
}
NO_TOKENIZER = "Tokens per text are unknown, not average, where no tokenizer is known"
NO_TASKS = "Per task: unknown. How many tokens a task takes is in no source and not bundled; give a file with --tasks."


def bases(
    *,
    tokens: str = "50M",
    mix: str = "output",
    text: str = "english",
    tasks: Path | None = None,
    models: str | None = None,
    base: str | None = None,
    requests: str | None = None,
    on: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """Offers on four bases: list price, charged price, the same text, and a task of yours.

    Args:
        tokens: How many tokens, as the base offer counts them; K, M and B are understood.
        mix: 'output', input to output such as '3:1', per cent such as '50/50', or 'agent' (mostly cache reads).
        text: Kinds of text, parted by commas: english, chinese, code, json.
        tasks: A CSV or YAML file with the tokens that tasks take on each model (docs/methods/bases.md).
        models: Offers, parted by commas: vendor/model, vendor/model@host, or a model's name. Default: eleven leading
            ones, by the rule in docs/methods/lineup.md.
        base: The offer that costs are compared with, and whose count defines the text (default: the first of those
            shown whose tokenizer is known).
        requests: In how many requests the tokens come; tells the context tier and fees per request.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        plot: Draw a chart into this file: .png, .svg, .html, or .csv for the figures behind it.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    offers = offers_of(prices, models)
    load = mixed(units.count(tokens), mix, units.count(requests) if requests else None)
    used = read(tasks) if tasks else []
    asked = ["list", "charged", *kinds(text), *(["task", "solved"] if used else [])]
    below = prices.find(base) if base else _default(prices, offers)
    rows = sorted(by_bases(prices, offers, load, below, asked, used), key=_by_cost)
    figures = [f for row in rows for cell in row.cells.values() for f in (cell.cost, cell.ratio) if f]
    shown = _table(prices, rows, below, in_words(load), figures, left_out(prices, models))
    if output.json:
        show.as_json(answer(view.as_of, prices.on, figures, [_unknown(r, b) for r in rows for b in r.cells]))
    elif output.csv:
        show.as_csv([_record(prices, row, basis, below) for row in rows for basis in row.cells])
    else:
        show.table(shown)
    if plot:
        _plot(rows, shown, figures, prices, plot)


def kinds(asked: str) -> list[str]:
    """Kinds of text from an option; a wrong one is refused with the nearest."""
    found = listed(asked)
    if strangers := set(found) - set(KINDS):
        raise UserError(f"Unknown kind of text {sorted(strangers)[0]!r}. There are {', '.join(KINDS)}.")
    return found


def _default(prices: Book, offers: Sequence[Offer]) -> Offer:
    return with_tokenizer(prices, offers) or offers[0]


def _by_cost(row: Row) -> tuple[float, str]:
    charged = row.cells["charged"].cost
    return (-charged.value if charged else 0.0, row.offer.id)


def _table(prices: Book, rows: list[Row], base: Offer, load: str, figures: list[Figure], left: list[Text]) -> Table:
    names = list(rows[0].cells)
    columns = [Column(heading="Offer")]
    for name in names:
        columns += [Column(heading=NAMES[name], align="right"), Column(heading="Times", align="right")]
    return Table(
        title=text(
            "Cost of {load} on four bases on {on}, as known on {as_of}",
            load=Name(name=load),
            on=Day(day=prices.on),
            as_of=Day(day=prices.view.as_of),
        ),
        columns=(*columns, Column(heading="Ranges")),
        rows=tuple(_line(row) for row in rows),
        notes=(
            *_notes(prices.view.catalog, rows, base),
            *left,
            show.attribution(prices.view.catalog, figures),
        ),
    )


def _line(row: Row) -> tuple[Text, ...]:
    cells: list[Text] = [(Name(name=row.offer.id),)]
    for cell in row.cells.values():
        cells.append((Quantity(figure=cell.cost),) if cell.cost else text("unknown"))
        cells.append((Quantity(figure=cell.ratio, part="bare"),) if cell.ratio else ())
    spans = [
        text("{basis}: {interval}", basis=Name(name=basis), interval=Quantity(figure=cell.cost, part="interval"))
        for basis, cell in row.cells.items()
        if cell.cost and cell.cost.low is not None
    ]
    return (*cells, joined(spans, "; "))


def _notes(catalog: Catalog, rows: Sequence[Row], base: Offer) -> list[Text]:
    notes = [
        text(
            "Times: as a multiple of {base} on the same basis. A text is what {base} counts as so many tokens; the "
            "same text comes to other numbers of tokens elsewhere.",
            base=Name(name=base.id),
        )
    ]
    if "task" not in rows[0].cells:
        notes.append(text(NO_TASKS))
    lacking = [row for row in rows if not tokenizer(catalog, row.offer.model)]
    if lacking and set(rows[0].cells) & set(KINDS):
        notes.append(text("{no}: {offers}.", no=Words(words=NO_TOKENIZER), offers=Name(name=_ids(lacking))))
    reasons = dict.fromkeys(
        cell.unknown for row in rows if row not in lacking for cell in row.cells.values() if cell.unknown
    )
    notes += [text("Unknown: {reason}", reason=Name(name=reason)) for reason in reasons]
    said: dict[str, list[str]] = {}
    for row in rows:
        for note in _said(row):
            said.setdefault(note, []).append(row.offer.id)
    return notes + [
        text("{note}: {offers}.", note=Name(name=note), offers=Name(name=_whom(offers, len(rows))))
        for note, offers in said.items()
    ]


def _ids(rows: Sequence[Row]) -> str:
    return ", ".join(row.offer.id for row in rows)


def _said(row: Row) -> list[str]:
    found = (cell.cost.note for cell in row.cells.values() if cell.cost)
    return list(dict.fromkeys(note for notes in found for note in notes.split("; ") if note))


def _whom(offers: Sequence[str], most: int) -> str:
    return "all" if len(offers) == most > 1 else ", ".join(offers)


def _unknown(row: Row, basis: str) -> Record:
    cell = row.cells[basis]
    return {
        "offer": row.offer.id,
        "basis": basis,
        "cost": cell.cost.id if cell.cost else None,
        "ratio": cell.ratio.id if cell.ratio else None,
        "unknown": cell.unknown,
    }


def _record(prices: Book, row: Row, basis: str, base: Offer) -> Record:
    cell: Cell = row.cells[basis]
    cost = cell.cost
    return {
        "offer": row.offer.id,
        "country": prices.view.catalog.country_of(row.offer.vendor),
        "basis": basis,
        "cost": cost.value if cost else None,
        "low": cost.low if cost else None,
        "high": cost.high if cost else None,
        "currency": cost.unit if cost else None,
        "times": cell.ratio.value if cell.ratio else None,
        "base": base.id,
        "as_of": str(prices.view.as_of),
        "on": str(prices.on),
        "method": cost.method if cost else None,
        "evidence": " ".join(cost.evidence) if cost else "",
        "note": cost.note if cost else "",
        "unknown": cell.unknown,
    }


def _plot(rows: list[Row], shown: Table, figures: list[Figure], prices: Book, path: Path) -> None:
    from leadline.render import bases_charts

    chart = bases_charts.bases(
        rows,
        shown.title,
        text("A dot a basis, a bar its range: hours, sources, and kinds of text."),
        text("Costs of each offer on each basis, dearest on top."),
    )
    show.plot(replace(chart, sources=show.attribution(prices.view.catalog, figures)), path)
