"""`leadline price compare`: vendors class by class, over mixes and bases."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from leadline.cli import show
from leadline.cli.options import Output, Which, listed, on_day
from leadline.comparison import BASES, MIXES, Pair, Reading, vendor_of
from leadline.comparison import pairs as pairs_of
from leadline.errors import UnknownName, UserError
from leadline.lineup import CLASSES, Class
from leadline.model import Figure
from leadline.prices.book import Book, book
from leadline.render.record import Record, answer
from leadline.render.table import Column, Table
from leadline.render.text import Day, Name, Quantity, Text, text


def compare(
    *,
    base: str,
    against: str,
    pairs: str = "all",
    bases: str = ",".join(BASES),
    mixes: str = ",".join(MIXES),
    on: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """How many times as much vendors charge as another: flagship, mid and small, over mixes and bases.

    Args:
        base: The vendor that others are compared with.
        against: Vendors, parted by commas.
        pairs: flagship, mid or small, or several parted by commas, or all; docs/methods/lineup.md has the rule.
        bases: Of list, charged, english, chinese, code, json; parted by commas.
        mixes: Of 'output', input to output such as '3:1', per cent such as '50/50', and 'agent'; parted by commas.
        on: The day of the prices, YYYY-MM-DD (default: the as-of day).
        plot: Draw a chart into this file: .png, .svg, .html, or .csv for the figures behind it.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    view = which.view()
    prices = book(view, on_day(on, view))
    found, missing = pairs_of(
        prices,
        vendor_of(prices, base),
        _others(prices, base, listed(against)),
        _kinds(pairs),
        mixes=listed(mixes),
        bases=[_basis(name) for name in listed(bases)],
    )
    figures = [f for pair in found for f in (pair.overall, *(r.ratio for r in pair.readings if r.ratio))]
    if output.json:
        show.as_json(answer(view.as_of, prices.on, figures, [_record(p, r) for p in found for r in p.readings]))
    elif output.csv:
        show.as_csv([_record(pair, reading) for pair in found for reading in pair.readings])
    else:
        show.table(_table(prices, found, missing, figures))
    if plot and found:
        _plot(prices, found, figures, plot)


def _others(prices: Book, base: str, names: Sequence[str]) -> list[str]:
    others = list(dict.fromkeys(vendor_of(prices, name) for name in names))
    if vendor_of(prices, base) in others:
        raise UserError(
            f"Expected --against vendors other than --base, found {base!r} in both: over itself each price is 1. "
            "Take it out of one."
        )
    return others


def _kinds(asked: str) -> list[Class]:
    names = list(CLASSES) if asked == "all" else listed(asked)
    for name in names:
        if name not in CLASSES:
            raise UnknownName("class", name, CLASSES, f"There are {', '.join(CLASSES)}, and all.")
    return [kind for kind in CLASSES if kind in names]


def _basis(name: str) -> str:
    if name not in BASES:
        raise UnknownName("basis", name, BASES, f"There are {', '.join(BASES)}.")
    return name


def _table(prices: Book, found: Sequence[Pair], missing: Sequence[str], figures: Sequence[Figure]) -> Table:
    names = list(dict.fromkeys(reading.basis for pair in found for reading in pair.readings))
    right = tuple(Column(heading=name, align="right") for name in names)
    return Table(
        title=text(
            "Prices as multiples of those of the same class on {on}, as known on {as_of}",
            on=Day(day=prices.on),
            as_of=Day(day=prices.view.as_of),
        ),
        columns=(Column(heading="Class"), Column(heading="Offer over offer"), Column(heading="Mix"), *right),
        rows=tuple(row for pair in found for row in _rows(pair, names)),
        notes=(
            *(text("Not compared: {what}.", what=Name(name=what)) for what in missing),
            *(text("Unknown: {why}", why=Name(name=why)) for why in _reasons(found)),
            show.attribution(prices.view.catalog, figures),
        ),
    )


def _rows(pair: Pair, names: Sequence[str]) -> list[tuple[Text, ...]]:
    """A line a mix, and the lowest and highest of all below."""
    by_mix: dict[str, dict[str, Reading]] = {}
    for reading in pair.readings:
        by_mix.setdefault(reading.mix, {})[reading.basis] = reading
    heads: list[Text] = [(Name(name=pair.kind),), (Name(name=f"{pair.offer.id} / {pair.base_offer.id}"),)]
    lines: list[tuple[Text, ...]] = []
    for mix, readings in by_mix.items():
        cells = [_cell(readings[name].ratio) for name in names]
        lines.append((*(heads if not lines else [(), ()]), (Name(name=mix),), *cells))
    whole = text("all: {ends}", ends=Quantity(figure=pair.overall, part="interval"))
    whole = (*whole, Name(name="; disputed")) if pair.overall.note.endswith("; disputed") else whole
    return [*lines, ((), whole, (), *(() for _ in names))]


def _cell(ratio: Figure | None) -> Text:
    return (Quantity(figure=ratio, part="bare"),) if ratio else text("unknown")


def _reasons(found: Sequence[Pair]) -> list[str]:
    return list(dict.fromkeys(r.unknown for pair in found for r in pair.readings if not r.ratio))


def _mixes(found: Sequence[Pair]) -> str:
    return ", ".join(dict.fromkeys(reading.mix for pair in found for reading in pair.readings))


def _record(pair: Pair, reading: Reading) -> Record:
    ratio = reading.ratio
    return {
        "vendor": pair.vendor,
        "base": pair.base,
        "class": pair.kind,
        "offer": pair.offer.id,
        "base_offer": pair.base_offer.id,
        "mix": reading.mix,
        "basis": reading.basis,
        "times": ratio.value if ratio else None,
        "low": ratio.low if ratio else None,
        "high": ratio.high if ratio else None,
        "id": ratio.id if ratio else None,
        "unknown": "" if ratio else reading.unknown,
    }


def _plot(prices: Book, found: Sequence[Pair], figures: Sequence[Figure], path: Path) -> None:
    from leadline.render import bases_charts

    chart = bases_charts.pairs(
        found,
        text("Prices over those of {base} on {on}", base=Name(name=found[0].base), on=Day(day=prices.on)),
        text(
            "A line a basis, a dot a mix: {mixes}. The bar spans all, and ranges of each.",
            mixes=Name(name=_mixes(found)),
        ),
        text("Ratios of prices by vendor and class."),
    )
    show.plot(replace(chart, sources=show.attribution(prices.view.catalog, figures)), path)
