"""`leadline stack`: the layers beneath prices and capability, on one screen or one layer in depth."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from leadline.catalog import Catalog
from leadline.cli import show
from leadline.cli.options import Output, Which, on_day
from leadline.errors import UserError
from leadline.model import Figure
from leadline.render.record import Record, answer
from leadline.render.stack_table import table
from leadline.stack.layers import Told, by_layer
from leadline.stack.measure import Region
from leadline.store.view import View


def stack(
    layer: str | None = None,
    *,
    on: str | None = None,
    plot: Path | None = None,
    which: Which | None = None,
    output: Output | None = None,
) -> None:
    """The layers beneath prices and capability: the few measures that matter of each, or one layer in depth.

    Args:
        layer: One layer in depth: all its measures, and all meanings of each by name.
        on: The day it is looked at on, YYYY-MM-DD (default: the as-of day); each measure is the newest by then.
        plot: Draw the layer over time by region into this file: .png, .svg, .html or .csv.
        which: The store and the day of knowledge.
        output: The form of the answer.
    """
    which, output = which or Which(), output or Output()
    if plot and layer is None:
        raise UserError("--plot draws one layer. Name it, as in 'leadline stack compute --plot compute.png'.")
    view = which.view()
    day = on_day(on, view)
    told = by_layer(view, day, layer=layer)
    if plot and layer is not None:
        from leadline.render.stack_charts import drawn

        show.plot(drawn(view, layer, told, day, show.attribution(view.catalog, _figures(told))), plot)
    if output.json:
        show.as_json(answer(view.as_of, day, _figures(told), _rows(view, told, day)))
    elif output.csv:
        show.as_csv(_rows(view, told, day))
    else:
        show.table(table(view.catalog, told, view.as_of, day, deep=layer is not None))
        if figures := _figures(told):
            show.line(show.attribution(view.catalog, figures))


def _figures(told: Sequence[Told]) -> list[Figure]:
    """Every figure that is shown, its change after it."""
    return [
        figure
        for one in told
        for region in one.figures
        for figure in (one.figures[region], one.changes.get(region))
        if figure is not None
    ]


def _rows(view: View, told: Sequence[Told], day: date) -> list[Record]:
    return [_row(view.catalog, one, region, day) for one in told for region in one.measure.regions]


def _row(catalog: Catalog, one: Told, region: Region, day: date) -> Record:
    """One measure of one region, with what is missing said."""
    figure, change = one.figures.get(region), one.changes.get(region)
    return {
        "layer": one.layer,
        "metric": one.measure.metric,
        "title": catalog.indicators[one.measure.metric].title,
        "meaning": one.measure.meaning,
        "part": one.measure.part,
        "region": region,
        "value": figure.value if figure else None,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "interval": figure.interval if figure else None,
        "bound": figure.bound if figure else None,
        "unit": figure.unit if figure else catalog.indicators[one.measure.metric].unit,
        "on": str(figure.on) if figure else None,
        "age_days": (day - figure.on).days if figure else None,
        "change": change.value if change else None,
        "change_unit": change.unit if change else None,
        "disagree": " ".join(rival.id for _, rival in one.rivals.get(region, ())),
        "missing": one.missing.get(region),
        "grade": figure.grade if figure else None,
        "note": figure.note if figure else None,
        "figure": figure.id if figure else None,
    }
