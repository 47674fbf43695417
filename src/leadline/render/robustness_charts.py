"""The strip chart of robustness: one dot a variation, one strip a kind of choice."""

from collections.abc import Sequence

import altair as alt

from leadline.capability.robustness import REFERENCE, Row
from leadline.model import Figure
from leadline.render.chart import WIDTH, Chart, data, styled
from leadline.render.sentence import group_name
from leadline.render.style import BLUE, GREY, OCHRE
from leadline.render.text import Day, Name, Quantity, Text, text

LABELLED = 0.75
"""Dots further than so many months from the reference are named."""


def strip(rows: Sequence[Row], sources: Text) -> Chart:
    """Leads by one definition under every variation; a line for the reference, a band for its interval.

    The definition is the headline, or the first that can be told of the reference.
    """
    place = next(place for place, figure in enumerate(rows[0].leads) if figure)
    told = [(row, figure) for row in rows if (figure := row.leads[place])]
    reference = told[0][1]
    dots = [_dot(row, figure, reference) for row, figure in told if row.kind != REFERENCE]
    kinds = list(dict.fromkeys(str(dot["kind"]) for dot in dots))
    base = alt.Chart(data(dots)).encode(
        x=alt.X("months:Q", title="months", scale=alt.Scale(zero=False, nice=True)),
        y=alt.Y("kind:N", sort=kinds, title=None),
    )
    span = base.transform_filter("datum.low != null").mark_rule(strokeWidth=3, opacity=0.35, color=OCHRE)
    mark = base.mark_circle(size=70, opacity=0.55, color=BLUE)
    label = base.transform_filter("datum.label != ''").mark_text(align="left", dx=6, dy=-7, fontSize=10)
    band, line = _reference(reference)
    drawn = band + line + span.encode(x="low:Q", x2="high:Q") + mark + label.encode(text="label:N")
    return Chart(
        spec=styled(drawn.properties(width=WIDTH - 110, height=34 * len(kinds))),
        title=text(
            "Lead of {leader} over {follower} on {on} under other settings of the index",
            leader=group_name(str(reference.args["leader"])),
            follower=group_name(str(reference.args["follower"])),
            on=Day(day=reference.on),
        ),
        subtitle=text(
            "{definition} lead; line and band: {value} with the {interval}; as known on {as_of}",
            definition=Name(name=str(reference.args["definition"]).capitalize()),
            value=Quantity(figure=reference),
            interval=Quantity(figure=reference, part="interval"),
            as_of=Day(day=reference.as_of),
        ),
        alt=text(
            "Dots for the lead under each variation, in strips by kind, about the reference of {value}.",
            value=Quantity(figure=reference),
        ),
        figures=tuple(figure for _, figure in told),
        sources=sources,
    )


def _reference(reference: Figure) -> tuple[alt.Chart, alt.Chart]:
    """Its interval as a band, and its value as a line."""
    ends = data([{"months": reference.value, "low": reference.low, "high": reference.high}])
    band = alt.Chart(ends).mark_rect(opacity=0.14, color=GREY).encode(x="low:Q", x2="high:Q")
    return band, alt.Chart(ends).mark_rule(color=GREY, strokeWidth=1.5).encode(x="months:Q")


def _dot(row: Row, figure: Figure, reference: Figure) -> dict[str, object]:
    """Schemes of resampling have a strip each, since their intervals would cover each other."""
    alone = row.kind == "resampling"
    return {
        "kind": f"{row.kind}: {row.name}" if alone else row.kind,
        "label": row.name if abs(figure.value - reference.value) > LABELLED and not alone else "",
        "months": figure.value,
        "low": figure.low,
        "high": figure.high,
        "id": figure.id,
    }
