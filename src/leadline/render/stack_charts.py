"""Charts of a layer of the stack: its measures over time by region, and every meaning of a word side by side."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from math import exp, log

import altair as alt

from leadline.catalog import Catalog
from leadline.errors import NotEnoughData
from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, raised, styled
from leadline.render.sentence import heading
from leadline.render.style import BLUE, GREY, HUES, OCHRE
from leadline.render.text import Day, Name, Text, plain, text
from leadline.stack.layers import Told, over_time
from leadline.stack.measure import Measure, Region
from leadline.store.view import View

YEARS, HEIGHT, LABEL, ROOM, LONGEST = 4, 210, 13, 190, 300
"""Years that are looked back on; pixels of a panel, a label, the room for labels, and the longest label."""
HUGE = 1e15
"""From here on an axis counts in powers of ten instead of k, M, G."""
COLOURS: Mapping[str, str] = {"US": BLUE, "CN": OCHRE, "ROW": GREY, "world": GREY}
DASHES: tuple[list[int], ...] = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
Line = tuple[str, Region, list[Figure]]


def drawn(view: View, layer: str, told: Sequence[Told], day: date, sources: Text) -> Chart:
    """A layer: a strip of all meanings of a share, then each headline measure over time.

    Raises NotEnoughData where no measure has two days.
    """
    strips = {metric: _meanings(told, metric) for metric in dict.fromkeys(one.measure.metric for one in told)}
    lines = {metric: _lines(view, measures, day) for metric, measures in _panels(view.catalog, told).items()}
    panels = [_strip(view.catalog, metric, figures) for metric, figures in strips.items() if len(figures) > 2]
    panels += [_over_time(view.catalog, metric, series) for metric, series in lines.items() if series]
    if not panels:
        raise NotEnoughData(f"No measure of {layer} has values of several days, as known on {view.as_of}.")
    figures = [figure for one in strips.values() if len(one) > 2 for _, figure in one]
    figures += [figure for series in lines.values() for _, _, told_on in series for figure in told_on]
    return Chart(
        spec=styled(
            alt.vconcat(*panels, spacing=26).resolve_scale(
                color="independent", strokeDash="independent", x="independent"
            )
        ),
        title=text("The stack: {layer}", layer=Name(name=layer)),
        subtitle=text(
            "As known on {as_of}; bands and bars: the {level} interval or stated range, where there is one.",
            as_of=Day(day=view.as_of),
            level=Name(name="90 %"),
        ),
        alt=text("Lines over time by region; where a share has several meanings, each with its interval."),
        figures=tuple({figure.id: figure for figure in figures}.values()),
        sources=sources,
    )


def _panels(catalog: Catalog, told: Sequence[Told]) -> dict[str, list[Measure]]:
    """The measures of each headline metric that has days: its parts where it has any, else its headlines."""
    found: dict[str, list[Measure]] = {}
    for metric in dict.fromkeys(one.measure.metric for one in told if one.measure.headline):
        if not catalog.indicators[metric].frequency.startswith("each vintage"):
            of = [one.measure for one in told if one.measure.metric == metric]
            found[metric] = [m for m in of if m.part] or [m for m in of if m.headline]
    return found


def _lines(view: View, measures: Sequence[Measure], day: date) -> list[Line]:
    """Each measure for each of its regions on the ends of quarters; one value told on several days is no line."""
    days = [*_quarter_ends(day), day]
    asked = [(measure, region) for measure in measures for region in measure.regions]
    found = [(_line_name(one, region, measures), region, over_time(view, one, region, days)) for one, region in asked]
    return [one for one in found if len({figure.value for figure in one[2]}) > 1]


def _line_name(measure: Measure, region: Region, measures: Sequence[Measure]) -> str:
    """What tells a line from the others of its panel: part or region, and the meaning where there are several."""
    same = [one for one in measures if one.part == measure.part]
    meaning = measure.meaning.rpartition(", ")[2] if measure.part else measure.meaning
    meaning = meaning if len(same) > 1 else ""
    return ", ".join(word for word in (measure.part or plain((heading(region),)), meaning) if word)


def _quarter_ends(day: date) -> list[date]:
    """The last days of quarters, some years back from a day.

    >>> [str(end) for end in _quarter_ends(date(2026, 2, 1))[-2:]]
    ['2025-09-30', '2025-12-31']
    """
    months = [(year, month) for year in range(day.year - YEARS, day.year + 1) for month in (3, 6, 9, 12)]
    ends = [date(year, month, monthrange(year, month)[1]) for year, month in months]
    return [end for end in ends if end <= day]


def _meanings(told: Sequence[Told], metric: str) -> list[tuple[str, Figure]]:
    """China's share by every meaning of the word."""
    return [
        (one.measure.meaning, one.figures["CN"])
        for one in told
        if one.measure.metric == metric
        and one.measure.meaning
        and "CN" in one.figures
        and one.figures["CN"].unit == "%"
    ]


def _strip(catalog: Catalog, metric: str, figures: Sequence[tuple[str, Figure]]) -> alt.LayerChart:
    rows: list[dict[str, object]] = [
        {
            "meaning": meaning,
            "value": figure.value,
            "low": figure.low if figure.low is not None else figure.value,
            "high": figure.high if figure.high is not None else figure.value,
            "told": f"{figure.value:.1f}",
            "id": figure.id,
        }
        for meaning, figure in figures
    ]
    base = alt.Chart(data(rows)).encode(y=alt.Y("meaning:N", sort=None, axis=None))
    axis = alt.X("low:Q", title="%", scale=alt.Scale(zero=True))
    bars = base.mark_rule(strokeWidth=6, opacity=0.3, color=OCHRE).encode(x=axis, x2="high:Q")
    dots = base.mark_circle(size=80, opacity=1, color=OCHRE).encode(x="value:Q")
    labels = base.mark_text(align="left", dx=8, fontSize=11).encode(x="high:Q", text="told:N")
    names = base.mark_text(align="left", dy=-13, fontSize=11).encode(x=alt.value(4), text="meaning:N")
    title = _title(f"{catalog.indicators[metric].title} of China by every meaning of the word")
    sized: alt.LayerChart = (bars + dots + labels + names).properties(
        width=WIDTH - ROOM, height=36 * len(rows), title=title
    )
    return sized


def _over_time(catalog: Catalog, metric: str, lines: Sequence[Line]) -> alt.LayerChart:
    unit = catalog.indicators[metric].unit
    # Zero is a value, and has no place on a logarithmic axis.
    logarithmic = unit != "%" and all(figure.value > 0 for _, _, figures in lines for figure in figures)
    rows = [_point(name, figure, _banded(figures)) for name, _, figures in lines for figure in figures]
    names = [name for name, _, _ in lines]
    colour = alt.Color("name:N", scale=alt.Scale(domain=names, range=_hues(lines)), legend=None)
    dash = alt.StrokeDash("name:N", scale=alt.Scale(domain=names, range=_dashes(lines)), legend=None)
    scale = alt.Scale(type="log", nice=False) if logarithmic else alt.Scale(zero=True)
    values = [figure.value for _, _, figures in lines for figure in figures]
    axis = alt.Axis(tickCount=5, format=_written(values)) if logarithmic else alt.Axis(tickCount=5)
    y = alt.Y("value:Q", title=unit, scale=scale, axis=axis)
    time = alt.X("on:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=6, labelOverlap=True))
    base = alt.Chart(data(rows)).encode(x=time, color=colour)
    low = alt.Y("low:Q", scale=scale)
    band = base.transform_filter("datum.banded").mark_area(opacity=0.15, line=False).encode(y=low, y2="high:Q")
    bars = base.transform_filter("!datum.banded").mark_rule(strokeWidth=5, opacity=0.25).encode(y=low, y2="high:Q")
    line = base.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=18)).encode(y=y, strokeDash=dash)
    labels = alt.Chart(data(_labels(lines, logarithmic))).mark_text(align="left", dx=8, fontSize=11, limit=LONGEST)
    named = labels.encode(x="on:T", y=alt.Y("value:Q", scale=scale), text="name:N", color=colour)
    title = _title(catalog.indicators[metric].title)
    sized: alt.LayerChart = (band + bars + line + named).properties(width=WIDTH - ROOM, height=HEIGHT, title=title)
    return sized


def _written(values: Sequence[float]) -> str:
    """How an axis writes numbers: k and M for large ones, never m for thousandths.

    >>> _written([0.3, 4.7]), _written([4_000, 9e6]), _written([1e24])
    ('~g', '~s', '~e')
    """
    return "~e" if max(values) >= HUGE else "~s" if min(values) >= 1 else "~g"


def _banded(figures: Sequence[Figure]) -> bool:
    """Whether every value has an interval, so that a band between them says nothing that is not known."""
    return all(figure.low is not None and figure.low > 0 for figure in figures)


def _point(name: str, figure: Figure, banded: bool) -> dict[str, object]:
    known = figure.low is not None and figure.low > 0
    return {
        "name": name,
        "on": figure.on.isoformat(),
        "value": figure.value,
        "banded": banded,
        "low": figure.low if known else figure.value,
        "high": figure.high if known else figure.value,
        "id": figure.id,
    }


def _labels(lines: Sequence[Line], logarithmic: bool) -> list[dict[str, object]]:
    """Each line's name at the end of it, moved so that none lies on another."""
    ends = [figures[-1] for _, _, figures in lines]
    figures = [figure for _, _, told in lines for figure in told]
    values = [end for one in figures for end in (one.low, one.value, one.high) if end is not None]
    place = log if logarithmic else float
    low, high = (min(end for end in values if end > 0), max(values)) if logarithmic else (0.0, max(values))
    length = (place(high) - place(low)) * LABEL / HEIGHT
    moves = raised([place(figure.value) for figure in ends], length or 1.0)
    placed = [place(figure.value) + move for figure, move in zip(ends, moves, strict=True)]
    newest = max(figure.on for figure in ends).isoformat()
    return [
        {"name": name, "on": newest, "value": exp(at) if logarithmic else at}
        for (name, _, _), at in zip(lines, placed, strict=True)
    ]


def _hues(lines: Sequence[Line]) -> list[str]:
    """The colour of each line's region; where one region has all lines, a colour for each."""
    regions = [region for _, region, _ in lines]
    if len(set(regions)) == 1 or len(lines) > len(DASHES) + len(set(regions)):
        return [HUES[place % len(HUES)] for place in range(len(lines))]
    return [COLOURS[region] for region in regions]


def _dashes(lines: Sequence[Line]) -> list[list[int]]:
    """A way of drawing for each line, so that those of one region differ."""
    hues = _hues(lines)
    return [DASHES[hues[:place].count(hue) % len(DASHES)] for place, hue in enumerate(hues)]


def _title(words: str) -> alt.TitleParams:
    return alt.TitleParams(plain((Name(name=words),)), anchor="start", fontSize=13)
